//! `/_sandbox/`: what the sandbox has beside the API.

use crate::answer::{Answer, Reply};
use crate::media;
use crate::message::{Message, Messages};
use crate::query;
use crate::routes::Control;
use serde::Serialize;
use serde_json::json;

/// What `GET /_sandbox/messages` answers.
#[derive(Serialize)]
struct Page<'a> {
    messages: Vec<&'a Message>,
    /// How many are kept, whatever the limit.
    total: usize,
}

/// Answers a control.
pub fn answer(control: &Control, segment: &str, query: &str, messages: &mut Messages) -> Reply {
    let names: &[_] = if matches!(control, Control::Messages) { &["limit"] } else { &[] };
    let parameters = match query::read(query, names) {
        Ok(parameters) => parameters,
        Err(fault) => return Answer::error(400, &fault).into(),
    };
    let unknown = || Answer::error(404, "unknown message");
    match control {
        Control::Health => Answer::json(&json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })).into(),
        Control::Messages => list(messages, parameters.get("limit")).into(),
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
        Control::Clear => Reply { dropped: messages.clear(), ..Answer::empty().into() },
    }
}

/// The newest messages, all or up to a limit.
fn list(messages: &Messages, limit: Option<&String>) -> Answer {
    let limit = match limit.map(|limit| limit.parse()) {
        None => usize::MAX,
        Some(Ok(limit)) => limit,
        Some(Err(_)) => return Answer::error(400, "limit: must be a whole number"),
    };
    Answer::json(&Page { messages: messages.newest().take(limit).collect(), total: messages.total() })
}
