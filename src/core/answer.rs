//! Reading what came back: a status, a Content-Type and a text.

use super::endpoint::{Endpoint, Reply};
use super::fault::Fault;

/// How much of an answer's text is looked at for an error, in bytes: `ENOUGH` of `exchange.js`. It keeps a little less.
pub const KEPT: usize = 68 << 10;

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Received {
    /// The HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// The Content-Type, empty if there was none.
    pub content_type: String,
    /// How long the API asks to wait, in ms: see [`super::retry::retry_after`].
    pub retry_after: Option<f64>,
    /// The body.
    pub body: String,
}

/// The members of a JSON object, in order.
pub type Members = Vec<(String, Member)>;

/// The value of one member of a JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// A string.
    Text(String),
    /// Anything else, as JSON.
    Other(String),
}

/// What a successful call answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A queued message, or a PDF job.
    Ticket(Ticket),
    /// A translation, or a PDF's text.
    Text(String),
    /// Language names by their codes.
    Codes(Vec<(String, String)>),
}

/// The API's receipt for a message or a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: String,
    /// Its state, in the API's word.
    pub status: String,
}

/// Reads an answer to a call, which asked about `job_id` if it did about one. Success is status 200 and nothing else, without an `error_message` (wire facts,
/// "Answers"). `parse` reads a JSON object; it is the host's, since there is one everywhere.
///
/// # Errors
/// [`Fault::Api`], [`Fault::Unexpected`], [`Fault::JobNotReady`] or [`Fault::JobFailed`].
pub fn read(
    endpoint: &Endpoint,
    job_id: Option<String>,
    received: Received,
    parse: impl Fn(&str) -> Option<Members>,
) -> Result<Answer, Fault> {
    let Received { status, content_type, retry_after, body } = received;
    let reply = endpoint.answer;
    if status == 0 || (300..400).contains(&status) {
        return Err(unexpected(status, "a redirect, which is never followed", body));
    }
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    // A text may look like anything, so where a text is expected the Content-Type decides whether it is one.
    let expects_json = matches!(reply, Reply::Ticket | Reply::Codes);
    let members = if status != 200 || is_json || expects_json { parse(&body) } else { None };
    let error_message = members.as_deref().and_then(|members| match find(members, "error_message")? {
        Member::Text(text) => Some(text.clone()),
        Member::Other(json) => Some(json.clone()).filter(|json| json != "null"),
    });
    if status != 200 || error_message.is_some() {
        return Err(Fault::Api { status, error_message, body, retry_after });
    }
    match (reply, members) {
        (Reply::Ticket, Some(members)) => match (text(&members, "id"), text(&members, "status")) {
            (Some(id), Some(status)) if !id.is_empty() => Ok(Answer::Ticket(Ticket { id, status })),
            _ => Err(unexpected(status, "no JSON object with an id and a status", body)),
        },
        (Reply::Codes, Some(members)) => match members.into_iter().map(name_of_code).collect() {
            Some(codes) => Ok(Answer::Codes(codes)),
            None => Err(unexpected(status, "no JSON object from code to language", body)),
        },
        (Reply::Text | Reply::JobText, _) if media_type == "text/plain" => Ok(Answer::Text(body)),
        (Reply::JobText, Some(members)) => match text(&members, "status") {
            Some(status) => {
                let job_id = job_id.unwrap_or_default();
                Err(match has_failed(&status) {
                    true => Fault::JobFailed { job_id, status },
                    false => Fault::JobNotReady { job_id, status },
                })
            }
            None => Err(unexpected(status, "neither a text nor a job's status", body)),
        },
        (Reply::Text | Reply::JobText, _) => Err(unexpected(status, "no text/plain", body)),
        (Reply::Ticket | Reply::Codes, None) => Err(unexpected(status, "no JSON object", body)),
    }
}

/// Whether a job's state is a failure. Any other word but [`is_completed`]'s means that it is still at work.
pub fn has_failed(status: &str) -> bool {
    status.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("failed"))
}

/// Whether a job's text can be retrieved.
pub fn is_completed(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("completed")
}

/// The beginning of an answer's text, as much of it as is looked at for an error.
pub fn kept(body: &str) -> &str {
    body.get(..body.floor_char_boundary(KEPT)).unwrap_or(body)
}

/// Whether an answer's text is not whole: its end may be half of something, be it cut here or by who read it.
pub fn is_cut(body: &str) -> bool {
    body.len().saturating_add(4) > KEPT
}

fn find<'a>(members: &'a [(String, Member)], name: &str) -> Option<&'a Member> {
    members.iter().find(|(found, _)| found == name).map(|(_, member)| member)
}

fn text(members: &[(String, Member)], name: &str) -> Option<String> {
    match find(members, name)? {
        Member::Text(text) => Some(text.clone()),
        Member::Other(_) => None,
    }
}

fn name_of_code((code, name): (String, Member)) -> Option<(String, String)> {
    match name {
        Member::Text(name) => Some((code, name)),
        Member::Other(_) => None,
    }
}

fn unexpected(status: u16, reason: &'static str, body: String) -> Fault {
    Fault::Unexpected { status, reason, body }
}
