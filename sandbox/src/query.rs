//! The query string.

use crate::json::shown;
use std::collections::BTreeMap;

/// The parameters that are there, decoded, by name; `names` are those that a call takes.
///
/// # Errors
/// A text that names the fault: a parameter is given twice or badly encoded, or another one is there, which is what
/// becomes of a URL that was not percent-encoded and holds an `&`.
///
/// ```
/// use whatsmate_sandbox::query::read;
/// assert_eq!(read("url=http%3A%2F%2Fa.example%2F%3Fb%26c", &["url"]).unwrap()["url"], "http://a.example/?b&c");
/// assert!(read("", &["url"]).unwrap().is_empty());
/// ```
pub fn read(query: &str, names: &[&'static str]) -> Result<BTreeMap<&'static str, String>, String> {
    let mut found = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decode(key).ok_or("query: not percent-encoded UTF-8")?;
        let Some(name) = names.iter().find(|name| **name == key) else {
            return Err(format!("{}: unknown query parameter; a value must be percent-encoded", shown(&key)));
        };
        let value = decode(value).ok_or_else(|| format!("{name}: not percent-encoded UTF-8"))?;
        if found.insert(*name, value).is_some() {
            return Err(format!("{name}: given twice"));
        }
    }
    Ok(found)
}

/// A form-encoded text; `None` where it is malformed or not UTF-8.
fn decode(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
