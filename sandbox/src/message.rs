//! An accepted message.

use crate::media::{self, ContentType};
use crate::request::Moment;
use crate::routes::{Kind, Service};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What is remembered of an accepted message: neither the secret nor the base64.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The UUID that the send was answered with.
    pub id: String,
    /// When it came; ISO 8601 in UTC once written.
    #[serde(serialize_with = "iso")]
    pub received_at: Moment,
    /// How many times this content has come, this one included, each within
    /// [`REPEATED_WITHIN`](crate::messages::REPEATED_WITHIN) of the one before.
    pub received: u64,
    /// Whether it came before.
    pub duplicate: bool,
    /// How many had come before it: tells what is newer, also once others are gone.
    #[serde(skip)]
    pub sequence: u64,
    /// What was sent.
    #[serde(flatten)]
    pub content: Content,
}

/// What was sent; equal where a message is the same once more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Content {
    /// The gateway.
    pub service: Service,
    /// The gateway's number.
    pub instance: u64,
    /// What kind of message it is.
    pub kind: Kind,
    /// The path it was sent to.
    pub path: String,
    /// The fields but the media, see [`Received::texts`](crate::fields::Received::texts).
    #[serde(flatten)]
    pub fields: BTreeMap<&'static str, Option<String>>,
    /// Size and type of the media, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<MediaInfo>,
}

/// What is remembered of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MediaInfo {
    /// Bytes, once decoded.
    pub size: u64,
    /// The content type that the bytes themselves show.
    #[serde(rename = "type")]
    pub content_type: ContentType,
    /// Tells whether two files are the same, as the bytes are not kept here.
    #[serde(skip)]
    pub sha256: [u8; 32],
}

impl MediaInfo {
    /// What is worth remembering of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, content_type: media::sniff(bytes), sha256: Sha256::digest(bytes).into() }
    }
}

fn iso<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&moment.iso())
}
