//! The language that messages are searched in.
//!
//! Words, separated by white space, all of which must match. A word is looked for in all that was sent; with a prefix
//! it asks for one thing, such as `kind:image`. What holds white space or a colon goes into quotes: `group:"Muscle Men"`.

use crate::json::shown;
use crate::message::Message;
use crate::routes::{Kind, Service};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};
use std::collections::BTreeMap;

const PREFIXES: &str = "to, group, kind, service, instance, path, id, text, duplicate";

/// What is searched for.
#[derive(Debug)]
pub struct Search(Vec<Term>);

/// What a search looks at: a kept message, or a call, which may be no message and may yet be refused.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The path it was sent to.
    pub path: &'a str,
    /// The gateway, where it is a message.
    pub service: Option<Service>,
    /// The kind, where it is a message.
    pub kind: Option<Kind>,
    /// The gateway's number, where it is a message.
    pub instance: Option<u64>,
    /// The fields but the media.
    pub fields: &'a BTreeMap<&'static str, Option<String>>,
    /// The message, where it is kept.
    pub message: Option<&'a Message>,
}

impl<'a> From<&'a Message> for Subject<'a> {
    fn from(message: &'a Message) -> Self {
        let content = &message.content;
        Self {
            path: &content.path,
            service: Some(content.service),
            kind: Some(content.kind),
            instance: Some(content.instance),
            fields: &content.fields,
            message: Some(message),
        }
    }
}

#[derive(Debug)]
enum Term {
    /// Digits of a number or of a group's admin.
    To(String),
    /// A part of a group's name, folded.
    Group(String),
    Kind(Kind),
    Service(Service),
    Instance(u64),
    /// A part of the path.
    Path(String),
    Id(String),
    /// A part of what the receiver reads, folded.
    Text(String),
    Duplicate(bool),
    /// A part of any field, folded.
    Any(String),
}

impl Search {
    /// Reads a query; an empty one matches every message.
    ///
    /// # Errors
    /// A text that names the faulty word and the known prefixes.
    ///
    /// ```
    /// use whatsmate_sandbox::search::Search;
    /// assert!(Search::parse(r#"kind:image group:"Muscle Men" hello"#).is_ok());
    /// assert!(Search::parse("from:elsa").unwrap_err().contains("from: unknown prefix"));
    /// ```
    pub fn parse(query: &str) -> Result<Self, String> {
        let mut terms = Vec::new();
        let mut rest = query.trim_start();
        while !rest.is_empty() {
            let (term, after) = next_term(rest).map_err(|fault| {
                format!("{fault}; the prefixes are {PREFIXES}; what holds white space or a colon goes into quotes")
            })?;
            terms.push(term);
            rest = after.trim_start();
        }
        Ok(Self(terms))
    }

    /// Whether all of it is true of a message.
    pub fn matches(&self, message: &Message) -> bool {
        self.fits(&message.into())
    }

    /// Whether all of it is true of a message or call.
    pub fn fits(&self, subject: &Subject) -> bool {
        self.0.iter().all(|term| term.fits(subject))
    }

    /// Whether it asks for what a call does not have: an id, or whether it came before.
    pub fn is_of_messages(&self) -> bool {
        self.0.iter().any(|term| matches!(term, Term::Id(_) | Term::Duplicate(_)))
    }
}

impl Term {
    fn new(prefix: Option<&str>, value: &str) -> Result<Self, String> {
        let must = |what: &str| format!("must be {what}");
        let term = match prefix {
            _ if value.is_empty() => Err("must not be empty".to_owned()),
            None => Ok(Self::Any(folded(value))),
            Some("to") if value.bytes().all(|digit| digit.is_ascii_digit()) => Ok(Self::To(value.to_owned())),
            Some("to") => Err(must("digits only")),
            Some("group") => Ok(Self::Group(folded(value))),
            Some("kind") => named(value).map(Self::Kind),
            Some("service") => named(value).map(Self::Service),
            Some("instance") => value.parse().map(Self::Instance).map_err(|_| must("a whole number")),
            Some("path") => Ok(Self::Path(value.to_owned())),
            Some("id") => Ok(Self::Id(value.to_owned())),
            Some("text") => Ok(Self::Text(folded(value))),
            Some("duplicate") => value.parse().map(Self::Duplicate).map_err(|_| must("true or false")),
            Some(_) => Err("unknown prefix".to_owned()),
        };
        term.map_err(|fault| format!("{}: {fault}", prefix.map_or_else(|| "\"\"".to_owned(), shown)))
    }

    fn fits(&self, subject: &Subject) -> bool {
        let field = |name| subject.fields.get(name).and_then(Option::as_deref);
        match self {
            Self::To(digits) => ["number", "group_admin"].into_iter().filter_map(field).any(|to| to.contains(digits)),
            Self::Group(part) => field("group_name").is_some_and(|name| folded(name).contains(part)),
            Self::Kind(kind) => subject.kind == Some(*kind),
            Self::Service(service) => subject.service == Some(*service),
            Self::Instance(instance) => subject.instance == Some(*instance),
            Self::Path(part) => subject.path.contains(part),
            Self::Id(id) => subject.message.is_some_and(|message| message.id == *id),
            Self::Text(part) => ["message", "url", "caption", "text"]
                .into_iter()
                .filter_map(field)
                .any(|text| folded(text).contains(part)),
            Self::Duplicate(duplicate) => subject.message.is_some_and(|message| message.duplicate == *duplicate),
            Self::Any(part) => subject.fields.values().flatten().any(|text| folded(text).contains(part)),
        }
    }
}

/// The first word, and what follows it.
fn next_term(text: &str) -> Result<(Term, &str), String> {
    let (prefix, rest) = match text.split_once(':') {
        Some((prefix, rest)) if !prefix.contains(ends_word) => (Some(prefix), rest),
        _ => (None, text),
    };
    let (value, after) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or_else(|| format!("the quote in {} has no end", shown(text)))?,
        None => rest.split_at_checked(rest.find(ends_word).unwrap_or(rest.len())).unwrap_or_default(),
    };
    if after.starts_with(|next: char| !next.is_whitespace()) {
        return Err(format!("a quote begins or ends within the word {}", shown(text)));
    }
    Ok((Term::new(prefix, value)?, after))
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || c == '"'
}

/// One of the names that the API has for a kind or service.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    T::deserialize(StrDeserializer::<Error>::new(&shown(name))).map_err(|fault| fault.to_string())
}

/// Small letters. Each character for itself: as a word, `ΟΔΟΣ` has another last letter than within a longer text, where
/// it would not be found.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
