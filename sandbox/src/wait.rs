//! Messages, as soon as they are there.
//!
//! Nothing waits here: [`answer`] says what there is to say now, and how long the host may wait for more.

use crate::answer::{Answer, Reply};
use crate::message::Message;
use crate::messages::Messages;
use crate::search::Search;
use serde::Serialize;
use serde_json::json;

/// How long is waited unless the caller says otherwise, in milliseconds.
pub const TIMEOUT: usize = 10_000;
/// The longest time that a caller can ask for, in milliseconds.
pub const LONGEST: usize = 120_000;

/// How many of the messages that came instead are shown.
const SHOWN: usize = 5;

/// Those that match, once there are `count` of them; until then 404, which says what came instead. A status that told of
/// the time, 408 or 504, would have browsers, proxies and clients ask again by themselves.
pub fn answer(messages: &Messages, query: &str, search: &Search, count: usize, timeout: usize) -> Reply {
    let page = messages.page(search, usize::MAX);
    if page.total >= count {
        return Answer::json(&page).into();
    }
    let what = if query.trim().is_empty() { "came".to_owned() } else { format!("matched `{query}`") };
    let many = if count == 1 { "no message".to_owned() } else { format!("only {} of {count} messages", page.total) };
    let message = format!("{many} {what} within {timeout} ms; {}", instead(messages));
    let failure = Answer::failure(404, json!({ "error_message": message, "total": page.total }));
    Reply { wait: Some(timeout as u64), ..failure.into() }
}

/// What is kept, and the newest of it in a line each.
fn instead(messages: &Messages) -> String {
    let mut newest = messages.newest();
    let mut text = newest.by_ref().take(SHOWN).map(|message| format!("\n  {}", line(message))).collect::<String>();
    if text.is_empty() {
        return "nothing was received".to_owned();
    }
    match newest.count() {
        0 => {}
        more => text.push_str(&format!("\n  and {more} more")),
    }
    format!("what was received, newest first:{text}")
}

/// A message in the words that it can be searched by.
fn line(message: &Message) -> String {
    let content = &message.content;
    let field = |name| content.fields.get(name).and_then(Option::as_deref);
    let to = ["number", "group_admin"].into_iter().filter_map(field).map(|digits| format!("to:{digits}"));
    let group = field("group_name").map(|name| format!("group:{}", quoted(name)));
    let text = ["message", "url", "caption"].into_iter().filter_map(field).map(|text| format!("text:{}", quoted(text)));
    let rest = [
        format!("service:{}", name(&content.service)),
        format!("instance:{}", content.instance),
        format!("kind:{}", name(&content.kind)),
    ];
    let duplicate = message.duplicate.then(|| "duplicate:true".to_owned());
    to.chain(group).chain(rest).chain(text).chain(duplicate).collect::<Vec<_>>().join(" ")
}

/// A text of a line, at most 40 characters of it.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{:?}…", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

/// The name that the API has for a kind or service.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
