//! From checked parameters to a request: which row of the table, which path, which body.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::endpoint::{Endpoint, Method};
use super::fault::Invalid;
use super::field::{Field, GROUP_ADMIN, GROUP_NAME, Kind, NUMBER, Need};
use super::payload::{Payload, Writer};

/// What the caller gave, by the fields' names on the wire.
#[derive(Debug, Default)]
pub struct Given {
    /// Every text that was given.
    pub texts: Vec<(&'static str, String)>,
    /// The file, if one was given: its size in bytes where that is known.
    pub media: Option<Option<u64>>,
}

impl Given {
    /// The text given for a field.
    pub fn text(&self, wire: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| *name == wire).map(|(_, text)| text.as_str())
    }
}

/// A request that is ready but for the file's bytes.
#[derive(Debug)]
pub struct Request {
    /// Path and query, to be appended to the base URL.
    pub target: String,
    /// The body, for a POST.
    pub payload: Option<Payload>,
    /// The PDF job it asks about.
    pub job_id: Option<String>,
}

impl Request {
    /// Checks the parameters of a call against its row of the table. `limits` says whether the documented lengths and
    /// sizes are enforced; everything else always is.
    ///
    /// # Errors
    /// [`Invalid`] that names the first field at fault.
    pub fn new(
        endpoint: &'static Endpoint,
        instance: Option<u64>,
        given: &Given,
        limits: bool,
    ) -> Result<Self, Invalid> {
        // At most one place of a path is to be filled, and it is the last part.
        let end = endpoint.path.bytes().position(|byte| byte == b'{').unwrap_or(endpoint.path.len());
        let (path, place) = endpoint.path.split_at_checked(end).unwrap_or_default();
        let mut target = path.to_owned();
        if place == "{instance}" {
            target.push_str(&instance.unwrap_or_default().to_string());
        }
        let mut writer = Writer::default();
        let mut job_id = None;
        for field in endpoint.fields {
            let Some(value) = value(field, given, limits)? else { continue };
            if field.need == Need::Unsent {
                continue;
            }
            if field.kind == Kind::JobId {
                target.push_str(&value);
                job_id = Some(value);
            } else if endpoint.method == Method::Get {
                target.push(if target.bytes().any(|byte| byte == b'?') { '&' } else { '?' });
                target.push_str(field.wire);
                target.push('=');
                target.push_str(&percent_encode(&value));
            } else if matches!(field.kind, Kind::Media(_)) {
                writer.hole(field.wire);
            } else {
                writer.text(field.wire, &value);
            }
        }
        let payload = (endpoint.method == Method::Post).then(|| writer.finish());
        Ok(Self { target, payload, job_id })
    }
}

/// A field's cleaned value; `None` if nothing is to be sent for it. A file's value stands for its place only.
fn value(field: &'static Field, given: &Given, limits: bool) -> Result<Option<String>, Invalid> {
    if let Kind::Media(_) = field.kind {
        let size = given.media.ok_or_else(|| Invalid::missing(field.key()))?;
        field.check_size(size, limits)?;
        return Ok(Some(String::new()));
    }
    match given.text(field.wire) {
        Some(text) => field.clean(text.to_owned(), limits).map(|text| Some(text).filter(|text| !text.is_empty())),
        None if field.need == Need::Required => Err(Invalid::missing(field.key())),
        None => Ok(None),
    }
}

/// The row of a call: its form for a person or the one for a group, by what was given.
///
/// # Errors
/// [`Invalid`] if both a person and a group were given, or neither.
pub fn choose(rows: impl Iterator<Item = &'static Endpoint>, given: &Given) -> Result<&'static Endpoint, Invalid> {
    let rows: Vec<_> = rows.collect();
    let has = |field: &Field| given.text(field.wire).is_some();
    let form = match rows.as_slice() {
        [] => None,
        [only] => Some(*only),
        rows => match (has(&NUMBER), has(&GROUP_NAME)) {
            (true, true) => {
                return Err(Invalid::new(
                    GROUP_NAME.key(),
                    "both a number and a groupName were given: a message goes to one of them".into(),
                ));
            }
            (false, false) => {
                return Err(Invalid::new(NUMBER.key(), "neither a number nor a groupName was given".into()));
            }
            (true, false) if has(&GROUP_ADMIN) => {
                return Err(Invalid::new(GROUP_ADMIN.key(), "belongs to a groupName, but a number was given".into()));
            }
            (person, _) => rows.iter().copied().find(|row| row.takes(NUMBER.wire) == person),
        },
    };
    form.ok_or_else(|| Invalid::new("call", "there is no such call".into()))
}

/// All but letters, digits and `-._~` as `%XX` of its UTF-8: a space is `%20`, which every server reads alike.
pub fn percent_encode(text: &str) -> String {
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, ESCAPED).collect()
}
