//! The fields of the API's calls: what each may hold, and how a value is cleaned before it goes on the wire.
//!
//! Every limit is from the API's documentation; where it says "MB" without saying which, 2^20 bytes are taken.

use super::fault::Invalid;
use super::phone;

/// Bytes in one MB of the documented limits.
pub const MB: usize = 1 << 20;

/// One parameter of a call.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire. [`Field::key`] is its public name.
    pub wire: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it has to be there.
    pub need: Need,
}

/// Whether a field has to be given, and whether it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Without it the call is refused.
    Required,
    /// Left out of the body when it was not given.
    Optional,
    /// Accepted and checked, never sent: WhatsApp finds the group of an image or document by its name alone, and
    /// users should not have to know which calls those are.
    Unsent,
}

/// What a field holds, with its documented limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A phone number of so many digits.
    Phone(usize, usize),
    /// Text of at most so many characters (Unicode code points).
    Text(usize),
    /// Like [`Kind::Text`], but empty means that there is none.
    Caption(usize),
    /// The name a file is shown under, at most so many characters.
    Filename(usize),
    /// An address that is sent as a message, at most so many characters. Not parsed: it goes out as it is.
    Link(usize),
    /// The http or https address of a PDF.
    PdfUrl,
    /// A language code such as `zh-TW`.
    Language,
    /// The id of a PDF job, which becomes a part of the path.
    JobId,
    /// A file, at most so many bytes **after** base64.
    Media(usize),
}

impl Field {
    /// The public name: the one on the wire in camelCase.
    ///
    /// ```
    /// assert_eq!(whatsmate::core::field::VOICE_NOTE.key(), "voiceNote");
    /// ```
    pub fn key(&self) -> String {
        let mut key = String::with_capacity(self.wire.len());
        let mut upper = false;
        for letter in self.wire.chars() {
            match letter {
                '_' => upper = true,
                _ if upper => {
                    key.push(letter.to_ascii_uppercase());
                    upper = false;
                }
                _ => key.push(letter),
            }
        }
        key
    }

    /// Cleans one value and checks it; `limits` says whether documented lengths are enforced.
    ///
    /// # Errors
    /// [`Invalid`] with this field's public name.
    pub fn clean(&self, value: String, limits: bool) -> Result<String, Invalid> {
        let invalid = |message: String| Invalid::new(self.key(), message);
        let at_most = |value: String, max: usize| match value.chars().count() {
            count if limits && count > max => {
                Err(invalid(format!("at most {max} characters are allowed, {count} were given")))
            }
            _ => Ok(value),
        };
        if value.is_empty() && !matches!(self.kind, Kind::Caption(_)) {
            return Err(invalid("must not be empty".into()));
        }
        match self.kind {
            Kind::Phone(min, max) => {
                let digits = phone::clean(&value).map_err(invalid)?;
                if limits && !(min..=max).contains(&digits.len()) {
                    let count = digits.len();
                    return Err(invalid(format!("{min} to {max} digits are allowed, {count} were given")));
                }
                Ok(digits)
            }
            Kind::Text(max) | Kind::Caption(max) | Kind::Link(max) => at_most(value, max),
            Kind::Filename(max) => at_most(base_name(&value).map_err(invalid)?, max),
            Kind::Language if value.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') => Ok(value),
            Kind::Language => {
                Err(invalid("a language code has letters and dashes only, such as \"de\" or \"zh-TW\"".into()))
            }
            Kind::JobId if value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') => Ok(value),
            Kind::JobId => Err(invalid("a job id has letters, digits, \"-\" and \"_\" only".into())),
            Kind::PdfUrl | Kind::Media(_) => Ok(value),
        }
    }

    /// Checks a file's size before it is read; `None` where the size is not known yet.
    ///
    /// # Errors
    /// [`Invalid`] if the file is empty, or, with `limits`, too large once it is base64.
    pub fn check_size(&self, size: Option<u64>, limits: bool) -> Result<(), Invalid> {
        let Kind::Media(max) = self.kind else { return Ok(()) };
        match size {
            Some(0) => Err(Invalid::new(self.key(), "the file is empty".into())),
            Some(size) if limits && size > largest(max) => {
                let (mb, largest) = (max / MB, largest(max));
                Err(Invalid::new(
                    self.key(),
                    format!("at most {mb} MB are allowed after base64, which is {largest} bytes; {size} were given"),
                ))
            }
            _ => Ok(()),
        }
    }
}

/// The most bytes whose base64 has at most `encoded` bytes.
pub const fn largest(encoded: usize) -> u64 {
    (encoded / 4).saturating_mul(3) as u64
}

/// The last component of a path; a name as it is stays as it is.
fn base_name(path: &str) -> Result<String, String> {
    let is_separator = |letter| letter == '/' || letter == '\\';
    let name = path.rsplit(is_separator).next().unwrap_or_default();
    if name.is_empty() {
        return Err("a path without a file name at its end was given".into());
    }
    if name.chars().any(char::is_control) {
        return Err("control characters are not allowed".into());
    }
    Ok(name.into())
}

const fn required(wire: &'static str, kind: Kind) -> Field {
    Field { wire, kind, need: Need::Required }
}

/// The recipient's phone number.
pub const NUMBER: Field = required("number", Kind::Phone(5, 15));
/// A group's name.
pub const GROUP_NAME: Field = required("group_name", Kind::Text(150));
/// The phone number of a group's creator.
pub const GROUP_ADMIN: Field = required("group_admin", Kind::Phone(5, 30));
/// [`GROUP_ADMIN`] where the API does not know it.
pub const GROUP_ADMIN_UNSENT: Field = Field { need: Need::Unsent, ..GROUP_ADMIN };
/// A message's text.
pub const MESSAGE: Field = required("message", Kind::Text(900));
/// The link of a url message.
pub const URL: Field = required("url", Kind::Link(900));
/// What goes with a file.
pub const CAPTION: Field = Field { need: Need::Optional, ..required("caption", Kind::Caption(250)) };
/// The name that a file is shown under.
pub const FILENAME: Field = required("filename", Kind::Filename(80));
/// A picture.
pub const IMAGE: Field = required("image", Kind::Media(6 * MB));
/// A document.
pub const DOCUMENT: Field = required("document", Kind::Media(9 * MB));
/// An audio file.
pub const AUDIO: Field = required("audio", Kind::Media(3 * MB));
/// A voice note.
pub const VOICE_NOTE: Field = required("voice_note", Kind::Media(3 * MB));
/// The language of a text.
pub const FROM_LANG: Field = required("fromLang", Kind::Language);
/// The language to translate into.
pub const TO_LANG: Field = required("toLang", Kind::Language);
/// The text to translate.
pub const TEXT: Field = required("text", Kind::Text(3500));
/// Where a PDF is.
pub const PDF_URL: Field = required("url", Kind::PdfUrl);
/// A PDF job.
pub const JOB_ID: Field = required("jobId", Kind::JobId);
