//! The table of the calls.

use crate::fields::{
    AUDIO, CAPTION, DOCUMENT, FILENAME, FROM_LANG, Field, GROUP_ADMIN, GROUP_NAME, IMAGE, MESSAGE,
    NEEDLESS_GROUP_ADMIN, NUMBER, TEXT, TO_LANG, URL, VOICE_NOTE,
};
use serde::{Deserialize, Serialize};

/// A gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// WhatsApp.
    WhatsApp,
    /// Telegram.
    Telegram,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text.
    Text,
    /// A link.
    Url,
    /// A picture.
    Image,
    /// A document.
    Document,
    /// A recording.
    Audio,
    /// A voice note.
    VoiceNote,
}

/// One call, or one control of the sandbox.
#[derive(Debug, PartialEq)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path; a segment in braces stands for any one segment.
    pub pattern: &'static str,
    /// What it does.
    pub action: Action,
}

/// What a call or control does.
#[derive(Debug, PartialEq)]
pub enum Action {
    /// One of the 24 calls of the API.
    Api(Call),
    /// One of the sandbox's own.
    Control(Control),
}

/// A call of the API.
#[derive(Debug, PartialEq)]
pub enum Call {
    /// A message, with the fields it takes.
    Send(Service, Kind, &'static [Field]),
    /// A translation, with the fields it takes.
    Translate(&'static [Field]),
    /// The languages.
    SupportedCodes,
    /// The text of a PDF, at once.
    Extract,
    /// The text of a PDF, later.
    Submit,
    /// How far a job is.
    Check,
    /// The text of a job.
    RetrieveText,
}

impl Call {
    /// Whether it is refused without credentials: no document gives a 401 to the other three.
    pub fn asks_for_credentials(&self) -> bool {
        !matches!(self, Self::SupportedCodes | Self::Check | Self::RetrieveText)
    }
}

/// A control of the sandbox.
#[derive(Debug, PartialEq)]
pub enum Control {
    /// Whether it runs.
    Health,
    /// The description of it all.
    OpenApi,
    /// The newest messages.
    Messages,
    /// The newest message.
    Latest,
    /// Forget messages.
    Clear,
    /// One message.
    Message,
    /// The media of one message.
    Media,
    /// How many messages there are, of each kind.
    Counts,
    /// Messages, as soon as they are there.
    Wait,
    /// Messages, as they come.
    Events,
    /// A message from outside, for a URL of the user's.
    Inbound,
    /// The faults.
    Faults,
    /// Other faults in the place of all.
    SetFaults,
    /// Forget the faults.
    ClearFaults,
}

use Kind::{Audio, Document, Image, Text, Url, VoiceNote};
use Service::{Telegram, WhatsApp};

/// All there is.
pub const ROUTES: &[Route] = &[
    send("/v3/whatsapp/single/text/message/{instance}", WhatsApp, Text, &[NUMBER, MESSAGE]),
    send("/v3/whatsapp/group/text/message/{instance}", WhatsApp, Text, &[GROUP_NAME, GROUP_ADMIN, MESSAGE]),
    send("/v3/whatsapp/single/image/message/{instance}", WhatsApp, Image, &[NUMBER, IMAGE, CAPTION]),
    send(
        "/v3/whatsapp/group/image/message/{instance}",
        WhatsApp,
        Image,
        &[GROUP_NAME, NEEDLESS_GROUP_ADMIN, IMAGE, CAPTION],
    ),
    send("/v3/whatsapp/single/document/message/{instance}", WhatsApp, Document, &[NUMBER, DOCUMENT, FILENAME, CAPTION]),
    send(
        "/v3/whatsapp/group/document/message/{instance}",
        WhatsApp,
        Document,
        &[GROUP_NAME, NEEDLESS_GROUP_ADMIN, DOCUMENT, FILENAME, CAPTION],
    ),
    send("/v3/whatsapp/single/url/message/{instance}", WhatsApp, Url, &[NUMBER, URL]),
    send("/v3/whatsapp/group/url/message/{instance}", WhatsApp, Url, &[GROUP_NAME, GROUP_ADMIN, URL]),
    send("/v3/telegram/single/text/message/{instance}", Telegram, Text, &[NUMBER, MESSAGE]),
    send("/v3/telegram/group/text/message/{instance}", Telegram, Text, &[GROUP_NAME, GROUP_ADMIN, MESSAGE]),
    send("/v3/telegram/single/image/message/{instance}", Telegram, Image, &[NUMBER, IMAGE, CAPTION]),
    send("/v3/telegram/group/image/message/{instance}", Telegram, Image, &[GROUP_NAME, GROUP_ADMIN, IMAGE, CAPTION]),
    send("/v3/telegram/single/document/message/{instance}", Telegram, Document, &[NUMBER, DOCUMENT, FILENAME, CAPTION]),
    send(
        "/v3/telegram/group/document/message/{instance}",
        Telegram,
        Document,
        &[GROUP_NAME, GROUP_ADMIN, DOCUMENT, FILENAME, CAPTION],
    ),
    send("/v3/telegram/single/audio/message/{instance}", Telegram, Audio, &[NUMBER, AUDIO, FILENAME, CAPTION]),
    send(
        "/v3/telegram/group/audio/message/{instance}",
        Telegram,
        Audio,
        &[GROUP_NAME, GROUP_ADMIN, AUDIO, FILENAME, CAPTION],
    ),
    send(
        "/v3/telegram/single/voice_note/message/{instance}",
        Telegram,
        VoiceNote,
        &[NUMBER, VOICE_NOTE, FILENAME, CAPTION],
    ),
    send(
        "/v3/telegram/group/voice_note/message/{instance}",
        Telegram,
        VoiceNote,
        &[GROUP_NAME, GROUP_ADMIN, VOICE_NOTE, FILENAME, CAPTION],
    ),
    api("POST", "/v1/translation/translate", Call::Translate(&[FROM_LANG, TO_LANG, TEXT])),
    api("GET", "/v1/translation/supported-codes", Call::SupportedCodes),
    api("GET", "/v1/pdf/extract", Call::Extract),
    api("GET", "/v1/pdf/job/submit", Call::Submit),
    api("GET", "/v1/pdf/job/check/{jobId}", Call::Check),
    api("GET", "/v1/pdf/job/retrieve_text/{jobId}", Call::RetrieveText),
    control("GET", "/_sandbox/health", Control::Health),
    control("GET", "/_sandbox/openapi.json", Control::OpenApi),
    control("GET", "/_sandbox/messages", Control::Messages),
    control("DELETE", "/_sandbox/messages", Control::Clear),
    // Before the pattern that it fits, too.
    control("GET", "/_sandbox/messages/latest", Control::Latest),
    control("GET", "/_sandbox/messages/{id}", Control::Message),
    control("GET", "/_sandbox/messages/{id}/media", Control::Media),
    control("GET", "/_sandbox/counts", Control::Counts),
    control("GET", "/_sandbox/wait", Control::Wait),
    control("GET", "/_sandbox/events", Control::Events),
    control("POST", "/_sandbox/inbound", Control::Inbound),
    control("GET", "/_sandbox/faults", Control::Faults),
    control("PUT", "/_sandbox/faults", Control::SetFaults),
    control("DELETE", "/_sandbox/faults", Control::ClearFaults),
];

const fn send(pattern: &'static str, service: Service, kind: Kind, fields: &'static [Field]) -> Route {
    api("POST", pattern, Call::Send(service, kind, fields))
}

const fn api(method: &'static str, pattern: &'static str, call: Call) -> Route {
    Route { method, pattern, action: Action::Api(call) }
}

const fn control(method: &'static str, pattern: &'static str, control: Control) -> Route {
    Route { method, pattern, action: Action::Control(control) }
}

impl Route {
    /// What stands in the path for the segment in braces, `""` where the pattern has none; `None` where the path is
    /// not this route's.
    pub fn capture<'a>(&self, path: &'a str) -> Option<&'a str> {
        let Some((before, rest)) = self.pattern.split_once('{') else {
            return (path == self.pattern).then_some("");
        };
        let (_, after) = rest.split_once('}')?;
        let segment = path.strip_prefix(before)?.strip_suffix(after)?;
        (!segment.contains('/')).then_some(segment)
    }

    /// Method and pattern, for instance `POST /v1/translation/translate`.
    pub fn describe(&self) -> String {
        format!("{} {}", self.method, self.pattern)
    }
}

/// The routes of a path, each with what stands for its segment in braces.
pub fn find(path: &str) -> Vec<(&'static Route, &str)> {
    ROUTES.iter().filter_map(|route| route.capture(path).map(|segment| (route, segment))).collect()
}
