//! `/_sandbox/`: what the sandbox has beside the API.

use crate::answer::{Answer, Reply};
use crate::counts::Counts;
use crate::faults::Faults;
use crate::messages::Messages;
use crate::query;
use crate::request::Request;
use crate::routes::Control;
use crate::search::Search;
use crate::{events, inbound, media, openapi, wait};
use serde_json::json;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Answers a control.
///
/// # Errors
/// A text that names the fault in what was sent.
pub fn answer(
    control: &Control,
    segment: &str,
    request: &Request,
    messages: &mut Messages,
    faults: &mut Faults,
) -> Result<Reply, String> {
    let given = query::read(request.query(), parameters(control))?;
    let query = given.get("query").map_or("", String::as_str);
    let search = Search::parse(query).map_err(|fault| format!("query: {fault}"))?;
    Ok(match control {
        Control::Health => Answer::json(&json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })).into(),
        Control::OpenApi => Answer::json(&openapi::document()).into(),
        Control::Messages => {
            let limit = whole(&given, "limit", usize::MAX, 0..=usize::MAX)?;
            Answer::json(&messages.page(&search, limit)).into()
        }
        Control::Latest => messages
            .newest()
            .find(|message| search.matches(message))
            .map_or_else(|| Answer::error(404, "no message matches"), Answer::json)
            .into(),
        Control::Message => messages.get(segment).map_or_else(unknown_message, Answer::json).into(),
        Control::Media => serve_media(messages, segment).into(),
        Control::Clear => Reply { dropped: messages.forget(&search), ..Answer::empty().into() },
        Control::Faults => Answer::json(&faults.list()).into(),
        Control::SetFaults => {
            faults.replace(request.body.as_deref().unwrap_or_default())?;
            Answer::json(&faults.list()).into()
        }
        Control::ClearFaults => {
            faults.clear();
            Answer::empty().into()
        }
        Control::Counts => Answer::json(&Counts::of(messages, &search)).into(),
        Control::Wait => {
            let count = whole(&given, "count", 1, 1..=usize::MAX)?;
            let timeout = whole(&given, "timeout", wait::TIMEOUT, 0..=wait::LONGEST)?;
            wait::answer(messages, query, &search, count, timeout)
        }
        Control::Events => events::answer(messages, query, request.header("last-event-id")).into(),
        Control::Inbound => Reply { inbound: Some(inbound::read(request)?), ..Reply::default() },
    })
}

fn serve_media(messages: &Messages, id: &str) -> Answer {
    match messages.get(id).map(|message| &message.content.media) {
        None => unknown_message(),
        Some(None) => Answer::error(404, "the message has no media"),
        Some(Some(_)) if !messages.holds_media(id) => {
            Answer::error(410, "the media of this message went for newer ones; mediaBytes says how many are kept")
        }
        Some(Some(info)) => media::serve(id, info.content_type),
    }
}

fn unknown_message() -> Answer {
    Answer::error(404, "unknown message")
}

/// The parameters that a control takes.
fn parameters(control: &Control) -> &'static [&'static str] {
    match control {
        Control::Messages => &["query", "limit"],
        Control::Wait => &["query", "timeout", "count"],
        Control::Latest | Control::Clear | Control::Counts | Control::Events => &["query"],
        _ => &[],
    }
}

fn whole(
    given: &BTreeMap<&str, String>,
    name: &str,
    default: usize,
    range: RangeInclusive<usize>,
) -> Result<usize, String> {
    let Some(text) = given.get(name) else { return Ok(default) };
    text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = range.into_inner();
        let end = if most == usize::MAX { String::new() } else { format!(" to {most}") };
        format!("{name}: must be a whole number from {least}{end}")
    })
}
