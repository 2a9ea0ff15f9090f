//! The query string.

use crate::json::shown;

/// The value of the one parameter that a call takes, decoded; `None` where the call takes none.
///
/// # Errors
/// A text that names the fault: the parameter is missing, empty, given twice or badly encoded, or another one is there,
/// which is what becomes of a URL that was not percent-encoded and holds an `&`.
///
/// ```
/// use whatsmate_sandbox::query::read;
/// assert_eq!(read("url=http%3A%2F%2Fa.example%2F%3Fb%26c", Some("url")), Ok(Some("http://a.example/?b&c".into())));
/// assert_eq!(read("", None), Ok(None));
/// ```
pub fn read(query: &str, name: Option<&str>) -> Result<Option<String>, String> {
    let mut found = None;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decode(key).ok_or("query: not percent-encoded UTF-8")?;
        if name != Some(&key) {
            return Err(format!("{}: unknown query parameter; a value must be percent-encoded", shown(&key)));
        }
        let value = decode(value).ok_or_else(|| format!("{key}: not percent-encoded UTF-8"))?;
        if found.replace(value).is_some() {
            return Err(format!("{key}: given twice"));
        }
    }
    match (name, found.filter(|value| !value.is_empty())) {
        (Some(name), None) => Err(format!("{name}: missing parameter")),
        (_, found) => Ok(found),
    }
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
