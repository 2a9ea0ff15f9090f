//! Reading what came back: a status, a Content-Type, and what a JSON object in it says. The text itself stays outside.

use super::endpoint::{Endpoint, Reply};
use super::fault::Fault;

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Received {
    /// The HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// The Content-Type, empty if there was none.
    pub content_type: String,
    /// How long the API asks to wait, in ms: see [`super::retry::retry_after`].
    pub retry_after: Option<f64>,
    /// The JSON object that the text is, if it is one.
    pub object: Option<Object>,
}

/// What is to be known of a JSON object.
#[derive(Debug, Default)]
pub struct Object {
    /// Its `error_message`, unless that is null; as JSON, if it is no string.
    pub error_message: Option<String>,
    /// Its `id`, if that is a string.
    pub id: Option<String>,
    /// Its `status`, if that is a string.
    pub status: Option<String>,
    /// Whether each of its members is a string.
    pub has_strings_only: bool,
}

/// What a successful call answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The API's receipt for a message or a job: id and status of the object.
    Ticket,
    /// A translation, or a PDF's text: the text as it is.
    Text,
    /// Language names by their codes: the object as it is.
    Codes,
}

/// Reads an answer to a call, which asked about `job_id` if it did about one. Success is status 200 and nothing else,
/// without an `error_message` (wire facts, "Answers").
///
/// # Errors
/// [`Fault::Api`], [`Fault::Unexpected`], [`Fault::JobNotReady`] or [`Fault::JobFailed`].
pub fn read(endpoint: &Endpoint, job_id: Option<String>, received: Received) -> Result<Answer, Fault> {
    let Received { status, content_type, retry_after, object } = received;
    let unexpected = |reason| Fault::Unexpected { status, reason };
    if status == 0 || (300..400).contains(&status) {
        return Err(unexpected("a redirect, which is never followed"));
    }
    // By a function: searching for a char takes half a kB of the wasm.
    let is_end = |letter| letter == ';';
    let media_type = content_type.split(is_end).next().unwrap_or_default().trim();
    let is = |name: &str| media_type.eq_ignore_ascii_case(name);
    let is_json = is("application/json") || media_type.to_ascii_lowercase().ends_with("+json");
    // A text may look like anything, so where a text is expected the Content-Type decides whether it is one.
    let expects_json = matches!(endpoint.answer, Reply::Ticket | Reply::Codes);
    let object = object.filter(|_| status != 200 || is_json || expects_json);
    let error_message = object.as_ref().and_then(|object| object.error_message.clone());
    if status != 200 || error_message.is_some() {
        return Err(Fault::Api { status, error_message, retry_after });
    }
    match (endpoint.answer, object) {
        (Reply::Ticket, Some(Object { id: Some(id), status: Some(_), .. })) if !id.is_empty() => Ok(Answer::Ticket),
        (Reply::Ticket, Some(_)) => Err(unexpected("no JSON object with an id and a status")),
        (Reply::Codes, Some(object)) if object.has_strings_only => Ok(Answer::Codes),
        (Reply::Codes, Some(_)) => Err(unexpected("no JSON object from code to language")),
        (Reply::Text | Reply::JobText, _) if is("text/plain") => Ok(Answer::Text),
        (Reply::JobText, Some(Object { status: Some(status), .. })) => {
            let job_id = job_id.unwrap_or_default();
            Err(match has_failed(&status) {
                true => Fault::JobFailed { job_id, status },
                false => Fault::JobNotReady { job_id, status },
            })
        }
        (Reply::JobText, Some(_)) => Err(unexpected("neither a text nor a job's status")),
        (Reply::Text | Reply::JobText, _) => Err(unexpected("no text/plain")),
        (Reply::Ticket | Reply::Codes, None) => Err(unexpected("no JSON object")),
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
