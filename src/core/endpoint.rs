//! The table of the 24 calls, which everything else reads.

use super::field::{self, Field, Kind};

/// One call of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The public method that makes it. Two rows of one method are its form for a person and its form for a group.
    pub call: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path; `{instance}` and `{jobId}` are filled in.
    pub path: &'static str,
    /// Its parameters, in the order in which they go on the wire.
    pub fields: &'static [Field],
    /// What a success looks like.
    pub answer: Reply,
    /// What it does, and so whether it may be repeated.
    pub effect: Effect,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Parameters travel in path and query.
    Get,
    /// Parameters travel in a JSON body.
    Post,
}

impl Method {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What a call answers on success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// JSON with `id` and `status`.
    Ticket,
    /// The bare text.
    Text,
    /// The bare text, or JSON with a `status` while there is none yet: the Content-Type decides.
    JobText,
    /// A JSON object from language code to name.
    Codes,
}

/// What a call does to the account, which decides when it may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Queues a message or a job: a repetition is a second one.
    Queues,
    /// Costs quota, and changes nothing else.
    Spends,
    /// Changes nothing.
    Reads,
}

impl Endpoint {
    /// The rows of a public method, the form for a person first.
    pub fn of(call: &str) -> impl Iterator<Item = &'static Endpoint> + Clone {
        ENDPOINTS.iter().filter(move |row| row.call == call)
    }

    /// Whether it takes this field.
    pub fn takes(&self, wire: &str) -> bool {
        self.fields.iter().any(|field| field.wire == wire)
    }

    /// The field that holds the file, where there is one.
    pub fn media(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| matches!(field.kind, Kind::Media(_)))
    }
}

const fn send(call: &'static str, path: &'static str, fields: &'static [Field]) -> Endpoint {
    Endpoint { call, method: Method::Post, path, fields, answer: Reply::Ticket, effect: Effect::Queues }
}

const fn get(
    call: &'static str,
    path: &'static str,
    fields: &'static [Field],
    answer: Reply,
    effect: Effect,
) -> Endpoint {
    Endpoint { call, method: Method::Get, path, fields, answer, effect }
}

use field::{
    AUDIO, CAPTION, DOCUMENT, FILENAME, FROM_LANG, GROUP_ADMIN, GROUP_ADMIN_UNSENT, GROUP_NAME, IMAGE, JOB_ID, MESSAGE,
    NUMBER, PDF_URL, TEXT, TO_LANG, URL, VOICE_NOTE,
};

/// Every call there is.
#[rustfmt::skip]
pub static ENDPOINTS: [Endpoint; 24] = [
    send("WhatsApp.sendText", "/v3/whatsapp/single/text/message/{instance}", &[NUMBER, MESSAGE]),
    send("WhatsApp.sendText", "/v3/whatsapp/group/text/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, MESSAGE]),
    send("WhatsApp.sendUrl", "/v3/whatsapp/single/url/message/{instance}", &[NUMBER, URL]),
    send("WhatsApp.sendUrl", "/v3/whatsapp/group/url/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, URL]),
    send("WhatsApp.sendImage", "/v3/whatsapp/single/image/message/{instance}", &[NUMBER, IMAGE, CAPTION]),
    send("WhatsApp.sendImage", "/v3/whatsapp/group/image/message/{instance}", &[GROUP_NAME, GROUP_ADMIN_UNSENT, IMAGE, CAPTION]),
    send("WhatsApp.sendDocument", "/v3/whatsapp/single/document/message/{instance}", &[NUMBER, DOCUMENT, FILENAME, CAPTION]),
    send("WhatsApp.sendDocument", "/v3/whatsapp/group/document/message/{instance}", &[GROUP_NAME, GROUP_ADMIN_UNSENT, DOCUMENT, FILENAME, CAPTION]),
    send("Telegram.sendText", "/v3/telegram/single/text/message/{instance}", &[NUMBER, MESSAGE]),
    send("Telegram.sendText", "/v3/telegram/group/text/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, MESSAGE]),
    send("Telegram.sendImage", "/v3/telegram/single/image/message/{instance}", &[NUMBER, IMAGE, CAPTION]),
    send("Telegram.sendImage", "/v3/telegram/group/image/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, IMAGE, CAPTION]),
    send("Telegram.sendDocument", "/v3/telegram/single/document/message/{instance}", &[NUMBER, DOCUMENT, FILENAME, CAPTION]),
    send("Telegram.sendDocument", "/v3/telegram/group/document/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, DOCUMENT, FILENAME, CAPTION]),
    send("Telegram.sendAudio", "/v3/telegram/single/audio/message/{instance}", &[NUMBER, AUDIO, FILENAME, CAPTION]),
    send("Telegram.sendAudio", "/v3/telegram/group/audio/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, AUDIO, FILENAME, CAPTION]),
    send("Telegram.sendVoiceNote", "/v3/telegram/single/voice_note/message/{instance}", &[NUMBER, VOICE_NOTE, FILENAME, CAPTION]),
    send("Telegram.sendVoiceNote", "/v3/telegram/group/voice_note/message/{instance}", &[GROUP_NAME, GROUP_ADMIN, VOICE_NOTE, FILENAME, CAPTION]),
    Endpoint { answer: Reply::Text, effect: Effect::Spends, ..send("Translation.translate", "/v1/translation/translate", &[FROM_LANG, TO_LANG, TEXT]) },
    get("Translation.supportedCodes", "/v1/translation/supported-codes", &[], Reply::Codes, Effect::Reads),
    get("PdfToText.extract", "/v1/pdf/extract", &[PDF_URL], Reply::Text, Effect::Spends),
    get("PdfToText.submit", "/v1/pdf/job/submit", &[PDF_URL], Reply::Ticket, Effect::Queues),
    get("PdfToText.check", "/v1/pdf/job/check/{jobId}", &[JOB_ID], Reply::Ticket, Effect::Reads),
    get("PdfToText.retrieveText", "/v1/pdf/job/retrieve_text/{jobId}", &[JOB_ID], Reply::JobText, Effect::Reads),
];
