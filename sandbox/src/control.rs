//! `/_sandbox/`: what the sandbox has beside the API.

use crate::answer::{Answer, Reply};
use crate::faults::Faults;
use crate::media;
use crate::message::{Message, Messages};
use crate::openapi;
use crate::query;
use crate::request::Request;
use crate::routes::Control;
use crate::search::Search;
use serde::Serialize;
use serde_json::json;

/// What `GET /_sandbox/messages` answers.
#[derive(Serialize)]
struct Page<'a> {
    messages: Vec<&'a Message>,
    /// How many match, whatever the limit.
    total: usize,
}

/// Answers a control.
pub fn answer(
    control: &Control,
    segment: &str,
    request: &Request,
    messages: &mut Messages,
    faults: &mut Faults,
) -> Reply {
    let (search, limit) = match read(control, request.query()) {
        Ok(parameters) => parameters,
        Err(fault) => return Answer::error(400, &fault).into(),
    };
    let unknown = || Answer::error(404, "unknown message");
    match control {
        Control::Health => Answer::json(&json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })).into(),
        Control::OpenApi => Answer::json(&openapi::document()).into(),
        Control::Messages => {
            let mut found: Vec<_> = messages.newest().filter(|message| search.matches(message)).collect();
            let total = found.len();
            found.truncate(limit);
            Answer::json(&Page { messages: found, total }).into()
        }
        Control::Latest => messages
            .newest()
            .find(|message| search.matches(message))
            .map_or_else(|| Answer::error(404, "no message matches"), Answer::json)
            .into(),
        Control::Message => messages.get(segment).map_or_else(unknown, Answer::json).into(),
        Control::Media => match messages.get(segment) {
            None => unknown().into(),
            Some(message) => message
                .content
                .media
                .as_ref()
                .map_or_else(
                    || Answer::error(404, "the message has no media"),
                    |info| media::serve(segment, info.content_type),
                )
                .into(),
        },
        Control::Clear => Reply { dropped: messages.forget(&search), ..Answer::empty().into() },
        Control::Faults => Answer::json(&faults.list()).into(),
        Control::SetFaults => match faults.replace(request.body.as_deref().unwrap_or_default()) {
            Ok(()) => Answer::json(&faults.list()).into(),
            Err(fault) => Answer::error(400, &fault).into(),
        },
        Control::ClearFaults => {
            faults.clear();
            Answer::empty().into()
        }
    }
}

/// The messages that are meant, and how many of them.
fn read(control: &Control, query: &str) -> Result<(Search, usize), String> {
    let names: &[_] = match control {
        Control::Messages => &["query", "limit"],
        Control::Latest | Control::Clear => &["query"],
        _ => &[],
    };
    let parameters = query::read(query, names)?;
    let search =
        Search::parse(parameters.get("query").map_or("", String::as_str)).map_err(|fault| format!("query: {fault}"))?;
    let limit = match parameters.get("limit") {
        None => usize::MAX,
        Some(limit) => limit.parse().map_err(|_| "limit: must be a whole number")?,
    };
    Ok((search, limit))
}
