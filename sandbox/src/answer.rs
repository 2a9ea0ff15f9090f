//! What goes out: an answer to the caller, and what the host has to do besides.

use crate::events::Following;
use crate::inbound::Delivery;
use serde::Serialize;
use serde_json::json;
use std::borrow::Cow;
use std::io;

/// The largest answer in JSON, in bytes: a list of all that can be kept may take more memory than there is.
pub const JSON_LIMIT: usize = 64 << 20;

/// One HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Names, in small letters, and values.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The media of the message with this id, which the host holds.
    Media(String),
    /// A stream of what comes, which the host makes.
    Events(Following),
}

impl Answer {
    /// Status 200 and JSON; 400 where that is over [`JSON_LIMIT`].
    pub fn json(value: &impl Serialize) -> Self {
        let mut body = Bounded(Vec::new());
        match serde_json::to_writer(&mut body, value) {
            Ok(()) => Self::of(200, "application/json", body.0),
            Err(_) => Self::error(400, &format!("over {JSON_LIMIT} bytes: narrow it down with limit or query")),
        }
    }

    /// Status 200 and plain text.
    pub fn text(text: &str) -> Self {
        Self::of(200, "text/plain; charset=utf-8", text.into())
    }

    /// A failure, told the way the API tells it.
    pub fn error(status: u16, message: &str) -> Self {
        Self::failure(status, json!({ "error_message": message }))
    }

    /// Status 404, with the list of what there is.
    pub fn not_found(message: &str, routes: &[String]) -> Self {
        Self::failure(404, json!({ "error_message": message, "routes": routes }))
    }

    /// Status 204 and nothing.
    pub fn empty() -> Self {
        Self { status: 204, headers: Vec::new(), body: Body::Bytes(Vec::new()) }
    }

    /// The same answer with a header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A failure, told by JSON that has an `error_message`.
    pub fn failure(status: u16, body: serde_json::Value) -> Self {
        Self::of(status, "application/json", body.to_string().into_bytes())
    }

    /// A status and a body of some content type.
    pub fn of(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type".into(), content_type.to_owned())], body: Body::Bytes(body) }
    }
}

/// An answer, and what the host has to do besides.
#[derive(Debug, Default)]
pub struct Reply {
    /// The answer. `None`: the caller waits for the text of [`Reply::pdf`], which
    /// [`Sandbox::extracted`](crate::Sandbox::extracted) turns into one, or for what becomes of [`Reply::inbound`]; or the
    /// [`Reply::disruption`] leaves none.
    pub answer: Option<Answer>,
    /// The answer can wait so many milliseconds for a better one: the host asks again after each message that is
    /// accepted, until it gets a reply without this, or gives the last one when the time is over.
    pub wait: Option<u64>,
    /// The message that was accepted, as a file keeps it, see [`record`](crate::record): whoever waits for messages or
    /// follows them is told.
    pub record: Option<String>,
    /// Decoded bytes to hold, under the id of the message that brought them.
    pub media: Option<(String, Vec<u8>)>,
    /// Ids of messages that are kept no longer; bytes held for them can go.
    pub dropped: Vec<String>,
    /// Ids of messages whose bytes alone have to go, the message of this request among them where its own are too many.
    pub released: Vec<String>,
    /// A PDF to fetch and read.
    pub pdf: Option<PdfTask>,
    /// A message to bring to a URL.
    pub inbound: Option<Delivery>,
    /// What becomes of the answer on its way.
    pub disruption: Option<Disruption>,
}

/// What becomes of an answer on its way to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disruption {
    /// No answer: the connection is reset.
    Reset,
    /// No answer: the connection stays open.
    Hang,
    /// No answer, but bytes that are no HTTP.
    NoHttp,
    /// The body breaks off in the middle of the announced length.
    Truncate,
    /// It comes late, or in drips.
    Slow {
        /// How long nothing comes, in milliseconds.
        delay: u64,
        /// How fast the body comes then; `None`: at once.
        bytes_per_second: Option<u64>,
    },
}

impl Disruption {
    /// Whether the caller gets nothing of the answer.
    pub fn leaves_no_answer(self) -> bool {
        matches!(self, Self::Reset | Self::Hang | Self::NoHttp)
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer: Some(answer), ..Self::default() }
    }
}

/// A PDF to fetch and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfTask {
    /// Where it is: `http` or `https`.
    pub url: String,
    /// The largest size that is read, in bytes.
    pub limit: usize,
    /// The job that gets the text, see [`Sandbox::finish`](crate::Sandbox::finish); `None`: the caller waits for it.
    pub job: Option<String>,
}

struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len().saturating_add(bytes.len()) > JSON_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
