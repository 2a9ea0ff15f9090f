//! Messages, as they come.
//!
//! A reader is no more than a place in the order of all that came. So one that is slow needs no room: what it has not
//! had is among the messages that are kept, and it goes on from there.

use crate::answer::{Answer, Body};
use crate::message::Message;
use crate::messages::Messages;
use crate::search::Search;

/// A stream that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// Which messages are wanted.
    pub query: String,
    /// Where it begins, see [`next`]. `None`: at the beginning, and what the reader had before counts no longer.
    pub after: Option<u64>,
}

/// What comes next for a reader.
#[derive(Debug)]
pub struct Next<'a> {
    /// Oldest first.
    pub messages: Vec<&'a Message>,
    /// The place behind them.
    pub after: u64,
}

/// Begins a stream: behind the message that the reader had last, or with the next one where it names none. Of one that
/// it names, but which is gone, nobody knows what else it missed: that begins anew.
pub fn answer(messages: &Messages, query: &str, last: Option<&str>) -> Answer {
    let after = match last.filter(|id| !id.is_empty()) {
        None => Some(messages.came()),
        Some(id) => messages.get(id).map(|message| message.sequence.saturating_add(1)),
    };
    Answer {
        status: 200,
        headers: vec![("content-type".into(), "text/event-stream".to_owned())],
        body: Body::Events(Following { query: query.to_owned(), after }),
    }
    .with("cache-control", "no-store")
}

/// Up to `most` of the messages that came after the first `after`, of which those that match are given.
pub fn next<'a>(query: &str, after: u64, most: usize, messages: &'a Messages) -> Next<'a> {
    let mut next = Next { messages: Vec::new(), after };
    let Ok(search) = Search::parse(query) else { return next };
    for message in messages.since(after).take(most) {
        next.after = message.sequence.saturating_add(1);
        if search.matches(message) {
            next.messages.push(message);
        }
    }
    next
}
