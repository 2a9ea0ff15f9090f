//! An accepted message, and the kept ones.

use crate::routes::{Kind, Service};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// What is remembered of an accepted message: neither the secret nor the base64.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The UUID that the send was answered with.
    pub id: String,
    /// ISO 8601 in UTC.
    pub received_at: String,
    /// The gateway.
    pub service: Service,
    /// The gateway's number.
    pub instance: u64,
    /// What was sent.
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
#[derive(Debug, Clone, Serialize)]
pub struct MediaInfo {
    /// Bytes, once decoded.
    pub size: usize,
    /// The content type that the bytes themselves show.
    #[serde(rename = "type")]
    pub content_type: &'static str,
}

/// The newest messages.
#[derive(Debug)]
pub struct Messages {
    kept: VecDeque<Message>,
    keep: usize,
}

impl Messages {
    /// No message yet, and room for `keep`.
    pub fn new(keep: usize) -> Self {
        Self { kept: VecDeque::new(), keep }
    }

    /// Keeps a message, and gives the id of the one that had to go for it.
    pub fn push(&mut self, message: Message) -> Option<String> {
        self.kept.push_back(message);
        if self.kept.len() > self.keep { self.kept.pop_front().map(|oldest| oldest.id) } else { None }
    }

    /// How many are kept.
    pub fn total(&self) -> usize {
        self.kept.len()
    }

    /// Newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Message> {
        self.kept.iter().rev()
    }

    /// One message.
    pub fn get(&self, id: &str) -> Option<&Message> {
        self.kept.iter().find(|message| message.id == id)
    }

    /// Forgets all, and gives their ids.
    pub fn clear(&mut self) -> Vec<String> {
        self.kept.drain(..).map(|message| message.id).collect()
    }
}
