//! Standard base64 with padding, a piece at a time.

use base64_simd::STANDARD;

/// How many bytes `size` bytes become.
pub fn encoded_len(size: u64) -> u64 {
    size.div_ceil(3).saturating_mul(4)
}

/// Encodes a source that comes in pieces of any length.
///
/// ```
/// # use whatsmate::core::base64::Encoder;
/// let (mut encoder, mut out) = (Encoder::default(), Vec::new());
/// encoder.push(b"h", &mut out);
/// encoder.push(b"ello", &mut out);
/// encoder.finish(&mut out);
/// assert_eq!(out, b"aGVsbG8=");
/// ```
#[derive(Debug, Default)]
pub struct Encoder {
    /// What was left over of the last piece: at most two bytes, since three make a group of their own.
    rest: Vec<u8>,
}

impl Encoder {
    /// Appends the base64 of `piece` to `out`, all but the bytes that wait for a third.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let missing = (3_usize.saturating_sub(self.rest.len()) % 3).min(piece.len());
        let (first, piece) = piece.split_at_checked(missing).unwrap_or((piece, &[]));
        self.rest.extend_from_slice(first);
        if self.rest.len() == 3 {
            STANDARD.encode_append(&self.rest, out);
            self.rest.clear();
        }
        let (groups, rest) =
            piece.split_at_checked(piece.len().saturating_sub(piece.len() % 3)).unwrap_or((piece, &[]));
        STANDARD.encode_append(groups, out);
        self.rest.extend_from_slice(rest);
    }

    /// Appends what is left, with its padding.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        STANDARD.encode_append(&self.rest, out);
    }
}

/// Checks text that claims to be base64 and takes its white space away, a piece at a time.
///
/// The API takes the standard alphabet with padding and nothing else, so what is unpadded, URL-safe or not canonical
/// (with stray bits before the padding) is refused rather than repaired: it was made by something that is broken.
#[derive(Debug, Default)]
pub struct Checker {
    rest: Vec<u8>,
    padded: bool,
    size: u64,
}

impl Checker {
    /// Appends `piece` to `out`, all but the letters that wait for the rest of their group of four.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) -> Result<(), String> {
        let start = out.len();
        out.append(&mut self.rest);
        out.extend(piece.iter().filter(|byte| !byte.is_ascii_whitespace()));
        let waiting = out.len().saturating_sub(start) % 4;
        self.rest = out.split_off(out.len().saturating_sub(waiting));
        let groups = out.get(start..).unwrap_or_default();
        if self.padded && !(groups.is_empty() && self.rest.is_empty()) {
            return Err("there is something behind the padding".into());
        }
        if !groups.is_empty() {
            STANDARD.check(groups).map_err(|_| reason(groups))?;
            self.padded = groups.ends_with(b"=");
            let padding = groups.iter().rev().take_while(|byte| **byte == b'=').count();
            let bytes = (groups.len() / 4).saturating_mul(3).saturating_sub(padding);
            self.size = self.size.saturating_add(bytes as u64);
        }
        Ok(())
    }

    /// How many bytes the whole text stands for.
    ///
    /// # Errors
    /// What is wrong, in words, if the text ends within a group.
    pub fn finish(self) -> Result<u64, String> {
        if self.rest.is_empty() { Ok(self.size) } else { Err(reason(&self.rest)) }
    }
}

/// Why some letters are not base64.
fn reason(letters: &[u8]) -> String {
    let is_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    match letters.iter().find(|byte| !is_base64(byte)) {
        Some(b'-' | b'_') => "URL-safe base64 was given, the API takes the standard alphabet (with + and /)".into(),
        Some(byte) if byte.is_ascii_graphic() => format!("not base64: \"{}\" was found", char::from(*byte)),
        Some(_) => "not base64".into(),
        None if !letters.len().is_multiple_of(4) => "the base64 is cut off or its padding (=) is missing".into(),
        None => "the base64 is not canonical: its padding is misplaced or the bits before it are not zero".into(),
    }
}
