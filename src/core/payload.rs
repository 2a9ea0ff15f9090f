//! The JSON body of a call, with a hole where a file's base64 goes.

/// A body in two parts: `head`, then the base64 of the call's file if it has one, then `tail`.
///
/// Base64 needs no escaping in JSON, so a file goes from its source into the body without being looked at again, and
/// the body's exact length is known beforehand.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// The JSON up to the file, or all of it.
    pub head: String,
    /// The JSON behind the file; empty without one.
    pub tail: String,
}

impl Payload {
    /// The length of the body in bytes, without the base64 of a file.
    #[expect(clippy::len_without_is_empty, reason = "a body is never empty")]
    pub fn len(&self) -> usize {
        self.head.len().saturating_add(self.tail.len())
    }
}

/// Writes fields one by one, in the form that `JSON.stringify` gives them.
#[derive(Debug)]
pub struct Writer {
    head: Option<String>,
    current: String,
    first: bool,
}

impl Default for Writer {
    fn default() -> Self {
        Self { head: None, current: "{".into(), first: true }
    }
}

impl Writer {
    /// Adds a field with its text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        write_string(&mut self.current, value);
    }

    /// Adds the field that holds the file.
    pub fn hole(&mut self, name: &str) {
        self.name(name);
        self.current.push('"');
        self.head = Some(std::mem::take(&mut self.current));
        self.current.push('"');
    }

    /// The finished body.
    pub fn finish(mut self) -> Payload {
        self.current.push('}');
        match self.head {
            Some(head) => Payload { head, tail: self.current },
            None => Payload { head: self.current, tail: String::new() },
        }
    }

    fn name(&mut self, name: &str) {
        if !std::mem::take(&mut self.first) {
            self.current.push(',');
        }
        write_string(&mut self.current, name);
        self.current.push(':');
    }
}

/// A JSON string as `JSON.stringify` writes it: only what must be escaped is. All of that is ASCII, so whatever lies
/// between is copied as it is.
fn write_string(out: &mut String, text: &str) {
    out.reserve(text.len().saturating_add(2));
    out.push('"');
    let mut start = 0;
    for (place, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(text.get(start..place).unwrap_or_default());
        out.push_str(escape);
        if escape.is_empty() {
            out.push_str("\\u00");
            out.extend([byte >> 4, byte & 0xf].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
        start = place.saturating_add(1);
    }
    out.push_str(text.get(start..).unwrap_or_default());
    out.push('"');
}
