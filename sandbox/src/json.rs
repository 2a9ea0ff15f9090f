//! The body as a strict JSON object.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeMap;

/// The members of a JSON object, no name twice.
#[derive(Debug)]
pub struct Members(pub BTreeMap<String, Value>);

/// Reads a body, which must be one JSON object in UTF-8 and nothing else.
///
/// # Errors
/// A text that names the fault. It never repeats more than a member's name.
pub fn parse(body: &[u8]) -> Result<Members, String> {
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err("no JSON data: the body is empty".to_owned()),
        Some(b'{') => serde_json::from_slice(body).map_err(|error| format!("no JSON data: {error}")),
        // A byte order mark ends up here too.
        Some(_) => Err("no JSON data: the body is not a JSON object".to_owned()),
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!("{}: given twice", shown(&name))));
            }
            members.insert(name, value);
        }
        Ok(Members(members))
    }
}

/// A name that a stranger chose, cut to a length that fits an error.
pub fn shown(name: &str) -> String {
    name.chars().take(80).collect()
}

/// What a value is, for an error: `a string`, say.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
