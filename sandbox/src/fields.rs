//! The rules of each field.

use crate::json::{Members, kind, shown};
use crate::translate;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const MB: usize = 1 << 20;
/// The longest name of a file, in code points.
const FILENAME_MAX: usize = 80;

/// A member of a call's JSON body.
#[derive(Debug, PartialEq)]
pub struct Field {
    name: &'static str,
    rule: Rule,
    presence: Presence,
}

#[derive(Debug, PartialEq)]
enum Rule {
    /// Digits only, from 5 to `max` of them, the first not a 0.
    Digits { max: usize },
    /// Up to `max` Unicode code points.
    Text { max: usize },
    /// Up to [`FILENAME_MAX`] code points; what is no word character, white space, `-` or `.` is removed.
    Filename,
    /// Base64, up to `max` bytes of it.
    Media { max: usize },
    /// One of the supported codes.
    Language,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number from 1, of up to 15 digits.
    Whole,
}

#[derive(Debug, PartialEq)]
enum Presence {
    Required,
    Optional,
    /// Like `Optional`, and `null` and `""` stand for nothing.
    Blank,
}

const fn required(name: &'static str, rule: Rule) -> Field {
    Field { name, rule, presence: Presence::Required }
}

const fn optional(name: &'static str, rule: Rule) -> Field {
    Field { name, rule, presence: Presence::Optional }
}

/// Phone number of one recipient.
pub const NUMBER: Field = required("number", Rule::Digits { max: 15 });
/// Name of a group.
pub const GROUP_NAME: Field = required("group_name", Rule::Text { max: 150 });
/// Phone number of a group's creator.
pub const GROUP_ADMIN: Field = required("group_admin", Rule::Digits { max: 30 });
/// The same where no document names it: whether the API refuses it there is not known, so it is taken and recorded.
pub const NEEDLESS_GROUP_ADMIN: Field = optional("group_admin", Rule::Digits { max: 30 });
/// Text of a message.
pub const MESSAGE: Field = required("message", Rule::Text { max: 900 });
/// Link of a message; any text, as no document says that it is looked at.
pub const URL: Field = required("url", Rule::Text { max: 900 });
/// Text under a picture, document or recording.
pub const CAPTION: Field = Field { name: "caption", rule: Rule::Text { max: 250 }, presence: Presence::Blank };
/// Name that the receiver sees.
pub const FILENAME: Field = required("filename", Rule::Filename);
/// Picture, up to 6 MiB of base64.
pub const IMAGE: Field = required("image", Rule::Media { max: 6 * MB });
/// Document, up to 9 MiB of base64.
pub const DOCUMENT: Field = required("document", Rule::Media { max: 9 * MB });
/// Recording, up to 3 MiB of base64.
pub const AUDIO: Field = required("audio", Rule::Media { max: 3 * MB });
/// Voice note, up to 3 MiB of base64.
pub const VOICE_NOTE: Field = required("voice_note", Rule::Media { max: 3 * MB });
/// Secret that a message from outside is sent along with.
pub const TOKEN: Field = required("token", Rule::Text { max: 900 });
/// Whether a message from outside came to a person or to a group.
pub const TYPE: Field = optional("type", Rule::OneOf(&["individual", "group"]));
/// Number of the gateway that a message from outside came to.
pub const INSTANCE_ID: Field = optional("instance_id", Rule::Whole);
/// Phone number of the gateway.
pub const GATEWAY_NUMBER: Field = optional("gateway_number", Rule::Digits { max: 15 });
/// Text of a message from outside: people write longer ones than the gateway sends.
pub const INBOUND_MESSAGE: Field = required("message", Rule::Text { max: 65_536 });
/// Code of the language that a text is in.
pub const FROM_LANG: Field = required("fromLang", Rule::Language);
/// Code of the language that a text is wanted in.
pub const TO_LANG: Field = required("toLang", Rule::Language);
/// Text to translate.
pub const TEXT: Field = required("text", Rule::Text { max: 3500 });

impl Field {
    /// Its name on the wire.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it must be there.
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required
    }

    /// What it takes, as a JSON Schema.
    pub fn schema(&self) -> Value {
        let mut schema = match self.rule {
            Rule::Digits { max } => json!({ "pattern": format!("^[1-9][0-9]{{4,{}}}$", max.saturating_sub(1)) }),
            Rule::Text { max } => json!({ "minLength": 1, "maxLength": max }),
            Rule::Filename => json!({ "pattern": r"[\w\s.-]", "maxLength": FILENAME_MAX }),
            Rule::Media { max } => json!({
                "contentEncoding": "base64",
                "examples": ["aGVsbG8="],
                "minLength": 4,
                "maxLength": max,
                "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$",
            }),
            Rule::Language => json!({ "enum": translate::LANGUAGES.map(|(code, _)| code).as_slice() }),
            Rule::OneOf(known) => json!({ "enum": known }),
            Rule::Whole => json!({ "pattern": "^[1-9][0-9]{0,14}$" }),
        };
        let blank = self.presence == Presence::Blank;
        if let Value::Object(members) = &mut schema {
            members.insert("type".to_owned(), if blank { json!(["string", "null"]) } else { json!("string") });
            if blank {
                members.remove("minLength");
            }
        }
        schema
    }
}

/// The filename as it came.
const ORIGINAL_FILENAME: &str = "originalFilename";

/// The name of a text that [`Received::texts`] may hold of a message.
pub fn known(name: &str) -> Option<&'static str> {
    [NUMBER, GROUP_NAME, GROUP_ADMIN, MESSAGE, URL, CAPTION, FILENAME]
        .into_iter()
        .map(|field| field.name)
        .chain([ORIGINAL_FILENAME])
        .find(|known| *known == name)
}

/// What a body held, checked.
#[derive(Debug, Default, PartialEq)]
pub struct Received {
    /// The fields but the media, under their names on the wire, as they came; only `filename` is as the server leaves
    /// it, and what came stands under `originalFilename`. `None` is a `null`.
    pub texts: BTreeMap<&'static str, Option<String>>,
    /// The media, decoded.
    pub media: Option<Vec<u8>>,
}

impl Received {
    /// A text that is certain to be there once the check has passed.
    pub fn text(&self, field: &Field) -> &str {
        self.texts.get(field.name).and_then(Option::as_deref).unwrap_or_default()
    }
}

/// Checks a body's members against the fields that a call takes.
///
/// # Errors
/// A text that begins with the name of the faulty field.
pub fn check(members: Members, fields: &'static [Field]) -> Result<Received, String> {
    let Members(mut members) = members;
    let mut received = Received::default();
    for field in fields {
        let name = field.name;
        match (members.remove(name), &field.presence) {
            (Some(Value::String(text)), presence) => {
                if !(text.is_empty() && *presence == Presence::Blank) {
                    apply(field, &text, &mut received).map_err(|fault| format!("{name}: {fault}"))?;
                }
                if !matches!(field.rule, Rule::Media { .. }) {
                    received.texts.entry(name).or_insert(Some(text));
                }
            }
            (Some(Value::Null), Presence::Blank) => {
                received.texts.insert(name, None);
            }
            (Some(other), _) => return Err(format!("{name}: must be a string, not {}", kind(&other))),
            (None, Presence::Required) => return Err(format!("{name}: missing parameter")),
            (None, _) => {}
        }
    }
    match members.keys().next() {
        Some(name) => Err(format!("{}: unknown field", shown(name))),
        None => Ok(received),
    }
}

/// The texts among a body's members that a call takes, as they came and unchecked.
pub fn unchecked(members: Members, fields: &'static [Field]) -> BTreeMap<&'static str, Option<String>> {
    let Members(mut members) = members;
    fields
        .iter()
        .filter(|field| !matches!(field.rule, Rule::Media { .. }))
        .filter_map(|field| match members.remove(field.name)? {
            Value::String(text) => Some((field.name, Some(text))),
            _ => None,
        })
        .collect()
}

/// Checks one text, and lays down what is not simply the text itself.
fn apply(field: &Field, text: &str, received: &mut Received) -> Result<(), String> {
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    match field.rule {
        Rule::Digits { max } => digits(text, max),
        Rule::Text { max } => at_most(text, max),
        Rule::Language if translate::name(text).is_some() => Ok(()),
        Rule::Language => Err("unknown language code; see /v1/translation/supported-codes".to_owned()),
        Rule::OneOf(known) if known.contains(&text) => Ok(()),
        Rule::OneOf(known) => Err(format!("must be {}", known.join(" or "))),
        Rule::Whole if text.len() <= 15 && is_digits(text) && !text.starts_with('0') => Ok(()),
        Rule::Whole => Err("must be a whole number from 1, as text".to_owned()),
        Rule::Filename => {
            at_most(text, FILENAME_MAX)?;
            let stripped: String = text.chars().filter(|c| kept_in_filename(*c)).collect();
            if stripped.is_empty() {
                return Err("has no word character, white space, - or .".to_owned());
            }
            received.texts.insert(ORIGINAL_FILENAME, Some(text.to_owned()));
            received.texts.insert(field.name, Some(stripped));
            Ok(())
        }
        Rule::Media { max } => {
            if text.len() > max {
                return Err(format!("over {max} bytes of base64"));
            }
            received.media = Some(STANDARD.decode(text).map_err(|fault| format!("not strict base64: {fault}"))?);
            Ok(())
        }
    }
}

fn digits(text: &str, max: usize) -> Result<(), String> {
    let fault = if !is_digits(text) {
        "must be digits only, without +, spaces or dashes"
    } else if !(5..=max).contains(&text.len()) {
        return Err(format!("must have 5 to {max} digits"));
    } else if text.starts_with('0') {
        "must start with a country code, not with 0"
    } else {
        return Ok(());
    };
    Err(format!("invalid mobile number: {fault}"))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|digit| digit.is_ascii_digit())
}

fn at_most(text: &str, max: usize) -> Result<(), String> {
    match text.chars().count() {
        count if count > max => Err(format!("over {max} characters: {count}")),
        _ => Ok(()),
    }
}

fn kept_in_filename(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.')
}
