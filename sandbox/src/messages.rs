//! The kept messages.

use crate::message::{Content, Message};
use crate::request::Moment;
use crate::search::Search;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How long the same content counts as sent once more, in milliseconds: a retry comes within minutes, while a reminder
/// of the next day is meant.
pub const REPEATED_WITHIN: u64 = 10 * 60 * 1000;

/// How many bytes of memory messages may take without their media; the oldest go for new ones. Well below what the wasm
/// module may take (`build.rs`), and room for over 100,000 short ones.
pub const ROOM: u64 = 192 << 20;
/// What a message takes beside its texts, in bytes, as measured.
const OVERHEAD: u64 = 1024;

/// How much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many messages; the oldest goes for a new one.
    pub keep: usize,
    /// How many bytes of media, decoded; the oldest go for new ones, while their messages stay.
    pub media_bytes: u64,
}

/// The newest messages.
#[derive(Debug)]
pub struct Messages {
    limits: Limits,
    /// By [`Message::sequence`], of which the next one is `came`.
    kept: BTreeMap<u64, Message>,
    came: u64,
    /// The hashes of each message's id and of its content, with its sequence.
    index: BTreeSet<(u64, u64)>,
    /// The sequences of the messages whose media are held, rising.
    held: VecDeque<u64>,
    held_bytes: u64,
    /// Bytes, see [`ROOM`].
    taken: u64,
}

/// What a list of messages is answered as.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// Newest first.
    pub messages: Vec<&'a Message>,
    /// How many match, whatever the limit.
    pub total: usize,
}

/// Ids of what had to go for a new message.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Messages that are kept no longer, nor their media.
    pub messages: Vec<String>,
    /// Messages whose media alone are kept no longer.
    pub media: Vec<String>,
}

impl Messages {
    /// No message yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            kept: BTreeMap::new(),
            came: 0,
            index: BTreeSet::new(),
            held: VecDeque::new(),
            held_bytes: 0,
            taken: 0,
        }
    }

    /// Keeps a message that has just come, and tells what had to go for it.
    pub fn push(&mut self, id: String, received_at: Moment, content: Content) -> Gone {
        let before = self
            .find(&content, |message| message.content == content)
            .filter(|earlier| received_at.millis.saturating_sub(earlier.received_at.millis) <= REPEATED_WITHIN);
        let received = before.map_or(0, |earlier| earlier.received).saturating_add(1);
        self.insert(Message { id, received_at, received, duplicate: received > 1, sequence: 0, content }, true)
    }

    /// Keeps a message that came before a restart, and tells what had to go for it. `held` says whether its media are
    /// still there.
    ///
    /// # Errors
    /// A text that names the fault: its id is there already.
    pub fn restore(&mut self, message: Message, held: bool) -> Result<Gone, String> {
        if self.get(&message.id).is_some() {
            return Err(format!("{}: this message is there twice", message.id));
        }
        Ok(self.insert(message, held))
    }

    /// Oldest first.
    pub fn oldest(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.kept.values()
    }

    /// Newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Message> {
        self.oldest().rev()
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
        self.kept.range(sequence..).map(|(_, message)| message)
    }

    /// How many have come, whether they are kept or not.
    pub fn came(&self) -> u64 {
        self.came
    }

    /// One message.
    pub fn get(&self, id: &str) -> Option<&Message> {
        self.find(id, |message| message.id == id)
    }

    /// Whether the media of a message are held.
    pub fn holds_media(&self, id: &str) -> bool {
        self.get(id).is_some_and(|message| self.held.binary_search(&message.sequence).is_ok())
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Self { came: self.came, ..Self::new(self.limits) };
    }

    /// Forgets those that match, and gives their ids.
    pub fn forget(&mut self, search: &Search) -> Vec<String> {
        let found: Vec<u64> =
            self.oldest().filter(|message| search.matches(message)).map(|message| message.sequence).collect();
        found.into_iter().filter_map(|sequence| self.remove(sequence)).collect()
    }

    /// Forgets one; that it is not there is no matter.
    pub fn forget_one(&mut self, id: &str) {
        if let Some(sequence) = self.get(id).map(|message| message.sequence) {
            self.remove(sequence);
        }
    }

    /// The newest message whose `key`, its id or its content, is this one.
    fn find(&self, key: impl Hash, is: impl Fn(&Message) -> bool) -> Option<&Message> {
        let hash = hash(key);
        let sequences = self.index.range((hash, 0)..=(hash, u64::MAX)).rev();
        sequences.filter_map(|(_, sequence)| self.kept.get(sequence)).find(|message| is(message))
    }

    /// Gives a message its place behind all that came.
    fn insert(&mut self, mut message: Message, held: bool) -> Gone {
        let sequence = self.came;
        self.came = sequence.saturating_add(1);
        message.sequence = sequence;
        self.index.extend([(hash(&message.id), sequence), (hash(&message.content), sequence)]);
        if let Some(media) = message.content.media.as_ref().filter(|_| held) {
            self.held.push_back(sequence);
            self.held_bytes = self.held_bytes.saturating_add(media.size);
        }
        self.taken = self.taken.saturating_add(size(&message));
        self.kept.insert(sequence, message);
        self.shrink()
    }

    /// Lets go of what is over the limits, oldest first.
    fn shrink(&mut self) -> Gone {
        let mut gone = Gone::default();
        while (self.kept.len() > self.limits.keep || self.taken > ROOM)
            && let Some((&oldest, _)) = self.kept.first_key_value()
        {
            gone.messages.extend(self.remove(oldest));
        }
        while self.held_bytes > self.limits.media_bytes
            && let Some(&oldest) = self.held.front()
        {
            self.release(oldest);
            gone.media.extend(self.kept.get(&oldest).map(|message| message.id.clone()));
        }
        gone
    }

    fn remove(&mut self, sequence: u64) -> Option<String> {
        self.release(sequence);
        let message = self.kept.remove(&sequence)?;
        self.taken = self.taken.saturating_sub(size(&message));
        self.index.remove(&(hash(&message.id), sequence));
        self.index.remove(&(hash(&message.content), sequence));
        Some(message.id)
    }

    /// Lets go of a message's media.
    fn release(&mut self, sequence: u64) {
        if let Ok(at) = self.held.binary_search(&sequence) {
            self.held.remove(at);
            let media = self.kept.get(&sequence).and_then(|message| message.content.media.as_ref());
            self.held_bytes = self.held_bytes.saturating_sub(media.map_or(0, |media| media.size));
        }
    }
}

/// What a message takes of [`ROOM`].
fn size(message: &Message) -> u64 {
    let Content { path, fields, .. } = &message.content;
    let texts = fields.values().flatten().map(String::len).sum::<usize>();
    OVERHEAD.saturating_add(texts.saturating_add(path.len()) as u64)
}

fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
