//! An accepted message, and the kept ones.

use crate::media;
use crate::request::Moment;
use crate::routes::{Kind, Service};
use crate::search::Search;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};

/// How long the same content counts as sent once more, in milliseconds: a retry comes within minutes, while a reminder
/// of the next day is meant.
pub const REPEATED_WITHIN: u64 = 10 * 60 * 1000;

/// What is remembered of an accepted message: neither the secret nor the base64.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The UUID that the send was answered with.
    pub id: String,
    /// When it came; ISO 8601 in UTC once written.
    #[serde(serialize_with = "iso")]
    pub received_at: Moment,
    /// How many times this content has come, this one included, each within [`REPEATED_WITHIN`] of the one before.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MediaInfo {
    /// Bytes, once decoded.
    pub size: usize,
    /// The content type that the bytes themselves show.
    #[serde(rename = "type")]
    pub content_type: &'static str,
    /// Tells whether two files are the same, as the bytes are not kept here.
    #[serde(skip)]
    sha256: [u8; 32],
}

impl MediaInfo {
    /// What is worth remembering of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len(), content_type: media::sniff(bytes), sha256: Sha256::digest(bytes).into() }
    }
}

/// What a list of messages is answered as.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// Newest first.
    pub messages: Vec<&'a Message>,
    /// How many match, whatever the limit.
    pub total: usize,
}

/// The newest messages.
#[derive(Debug)]
pub struct Messages {
    kept: VecDeque<Message>,
    keep: usize,
    came: u64,
}

impl Messages {
    /// No message yet, and room for `keep`.
    pub fn new(keep: usize) -> Self {
        Self { kept: VecDeque::new(), keep, came: 0 }
    }

    /// Keeps a message, and gives the id of the one that had to go for it.
    pub fn push(&mut self, id: String, received_at: Moment, content: Content) -> Option<String> {
        let before = self
            .newest()
            .take_while(|earlier| received_at.millis.saturating_sub(earlier.received_at.millis) <= REPEATED_WITHIN)
            .find(|earlier| earlier.content == content)
            .map_or(0, |earlier| earlier.received);
        let received = before.saturating_add(1);
        self.kept.push_back(Message { id, received_at, received, duplicate: before > 0, sequence: self.came, content });
        self.came = self.came.saturating_add(1);
        if self.kept.len() > self.keep { self.kept.pop_front().map(|oldest| oldest.id) } else { None }
    }

    /// Newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Message> {
        self.kept.iter().rev()
    }

    /// Those that match, up to `limit` of them.
    pub fn page(&self, search: &Search, limit: usize) -> Page<'_> {
        let mut messages: Vec<_> = self.newest().filter(|message| search.matches(message)).collect();
        let total = messages.len();
        messages.truncate(limit);
        Page { messages, total }
    }

    /// Oldest first, without the first `sequence` that came.
    pub fn since(&self, sequence: u64) -> impl Iterator<Item = &Message> {
        self.kept.range(self.kept.partition_point(|message| message.sequence < sequence)..)
    }

    /// How many have come, whether they are kept or not.
    pub fn came(&self) -> u64 {
        self.came
    }

    /// One message.
    pub fn get(&self, id: &str) -> Option<&Message> {
        self.kept.iter().find(|message| message.id == id)
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// Forgets those that match, and gives their ids.
    pub fn forget(&mut self, search: &Search) -> Vec<String> {
        let (gone, kept): (VecDeque<_>, _) =
            std::mem::take(&mut self.kept).into_iter().partition(|message| search.matches(message));
        self.kept = kept;
        gone.into_iter().map(|message| message.id).collect()
    }
}

fn iso<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&moment.iso())
}
