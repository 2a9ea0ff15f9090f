//! The files that callers give, of whichever kind: read piece by piece, in order.

use std::cell::Cell;

use js_sys::{Array, Function, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::media::Encoded;
use super::object::{expected, is_view, peek, peek_method, printed};
use super::outside::{Answer, ask, is_stream, reader, tell};
use crate::core::fault::Invalid;

#[wasm_bindgen]
extern "C" {
    // js-sys's constructor does not catch, and one over a detached buffer throws.
    type Bytes;
    #[wasm_bindgen(constructor, catch, js_class = "Uint8Array")]
    fn new(buffer: &JsValue, offset: f64, length: f64) -> Result<Bytes, JsValue>;
}

/// What is said of a file that is not as long as it was.
pub const CHANGED: &str = "the file changed its size while it was read";

/// How many bytes are read at once: enough to make the round trips to a file and to a socket cheap, little enough to hold.
const PIECE: u32 = 3 << 18;

/// A file as it was given.
pub struct Source {
    /// Where its bytes are.
    pub content: Content,
    /// Its own name.
    pub name: Option<String>,
    /// The parameter it was given as, for errors.
    pub field: String,
}

/// Where a file's bytes are.
pub enum Content {
    /// In memory.
    Bytes(Uint8Array),
    /// In a Blob or File.
    Blob(JsValue, f64),
    /// Behind something that gives pieces.
    Stream(JsValue),
    /// In memory, as base64 text.
    Base64(JsString),
    /// Encoded before.
    Encoded(Encoded),
}

impl Source {
    /// Reads a MediaInput. Nothing of its content is read yet.
    ///
    /// # Errors
    /// If it is none, or has been used up.
    pub fn new(value: &JsValue, field: &str) -> Result<Self, Failure> {
        let content = Content::new(value, field)?;
        let name = match &content {
            Content::Encoded(encoded) => encoded.filename.clone(),
            Content::Blob(..) => peek(value, "name").as_string(),
            _ => None,
        };
        Ok(Self { content, name, field: field.into() })
    }

    /// Its size in bytes, where it is known before it is read.
    pub fn size(&self) -> Option<u64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a Blob's size is a whole number")]
        match &self.content {
            Content::Bytes(bytes) => Some(u64::from(bytes.length())),
            Content::Blob(_, size) => Some(*size as u64),
            Content::Encoded(encoded) => Some(encoded.size),
            Content::Stream(_) | Content::Base64(_) => None,
        }
    }

    /// Begins to read it. It can be read again from its start, unless it is a stream.
    pub fn pieces(&self) -> Pieces {
        let from = match &self.content {
            Content::Bytes(bytes) => Origin::Bytes { bytes: bytes.clone(), start: 0 },
            Content::Blob(blob, size) => Origin::Blob { blob: blob.clone(), size: *size, start: 0.0, ahead: None },
            Content::Stream(stream) => Origin::Stream(Stream::new(stream)),
            Content::Base64(_) | Content::Encoded(_) => {
                Origin::Bytes { bytes: Uint8Array::new_with_length(0), start: 0 }
            }
        };
        Pieces { from, field: self.field.clone() }
    }
}

/// A source that is being read, in order.
pub struct Pieces {
    from: Origin,
    field: String,
}

enum Origin {
    Bytes { bytes: Uint8Array, start: u32 },
    Blob { blob: JsValue, size: f64, start: f64, ahead: Option<Answer> },
    Stream(Stream),
}

impl Pieces {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`Invalid`] if it can not be read or gives something else than bytes.
    pub async fn next(&mut self) -> Result<Option<Uint8Array>, Failure> {
        let unreadable = |thrown: JsValue| Failure::unreadable(self.field.as_str(), thrown);
        match &mut self.from {
            Origin::Bytes { bytes, start } => {
                let end = start.saturating_add(PIECE).min(bytes.length());
                let piece = (*start < end).then(|| bytes.subarray(*start, end));
                *start = end;
                Ok(piece)
            }
            Origin::Blob { blob, size, start, ahead } => {
                let end = |start: f64| (start + f64::from(PIECE)).min(*size);
                if *start >= *size {
                    return Ok(None);
                }
                let read = |start: f64| blob_piece(blob, start, end(start));
                let this = match ahead.take() {
                    Some(this) => this,
                    None => read(*start).map_err(unreadable)?,
                };
                let length = end(*start) - *start;
                *start += length;
                // The next is read while this one is encoded and sent.
                if *start < *size {
                    *ahead = Some(read(*start).map_err(unreadable)?);
                }
                let piece = bytes(&this.await.map_err(unreadable)?).map_err(unreadable)?;
                let piece = piece.ok_or_else(|| unreadable(JsValue::UNDEFINED))?;
                match f64::from(piece.length()) == length {
                    true => Ok(Some(piece)),
                    false => Err(Invalid::new(self.field.as_str(), CHANGED.into()).into()),
                }
            }
            Origin::Stream(stream) => {
                let Some(piece) = stream.next().await.map_err(unreadable)? else { return Ok(None) };
                let bytes = bytes(&piece).map_err(unreadable)?;
                Ok(Some(bytes.ok_or_else(|| expected(&self.field, "made of pieces of bytes (Uint8Array)", &piece))?))
            }
        }
    }
}

impl Content {
    fn new(value: &JsValue, field: &str) -> Result<Self, Failure> {
        let invalid = |message: &str| -> Failure { Invalid::new(field, message.into()).into() };
        let has = |name: &str| peek_method(value, name).is_some();
        if value.is_undefined() || value.is_null() {
            return Err(Invalid::missing(field).into());
        }
        if value.is_string() {
            return Err(invalid(
                "a bare string could be anything: give { base64: … } for base64 text, or, for the path of a file, what \
                 fs.openAsBlob(path) gives",
            ));
        }
        if let Some(bytes) = bytes(value).map_err(|thrown| Failure::unreadable(field, thrown))? {
            return Ok(Self::Bytes(bytes));
        }
        if let Some(encoded) = Encoded::of(value) {
            return Ok(Self::Encoded(encoded));
        }
        let size = peek(value, "size").as_f64().filter(|size| size.fract() == 0.0 && *size >= 0.0);
        if let (true, true, Some(size)) = (has("slice"), has("arrayBuffer"), size) {
            return Ok(Self::Blob(value.clone(), size));
        }
        if has("arrayBuffer") && has("text") && !peek(value, "bodyUsed").is_undefined() {
            return Self::of_response(value, field);
        }
        if peek(value, "locked").as_bool() == Some(true) {
            return Err(invalid("the stream is locked: somebody else reads it"));
        }
        if is_stream(value) {
            return Ok(Self::Stream(value.clone()));
        }
        let base64 = peek(value, "base64");
        if !base64.is_undefined() {
            let text = base64.dyn_into().map_err(|other| expected(field, "base64 text, a string", &other))?;
            return Ok(Self::Base64(text));
        }
        let what = "a Blob, a File, an ArrayBuffer, a typed array, a ReadableStream, an async iterable, a Response, \
                    { base64: … } or a Media";
        Err(expected(field, what, value).into())
    }

    /// An answer of fetch. One that is an error page is not the file that was meant.
    fn of_response(value: &JsValue, field: &str) -> Result<Self, Failure> {
        let invalid = |message: String| -> Failure { Invalid::new(field, message).into() };
        if peek(value, "bodyUsed").as_bool() == Some(true) {
            return Err(invalid("the Response has been read already".into()));
        }
        if peek(value, "ok").as_bool() == Some(false) {
            let status = peek(value, "status").as_f64().unwrap_or_default();
            return Err(invalid(format!("the Response is an error, its status is {}", printed(status))));
        }
        let body = peek(value, "body");
        if is_stream(&body) { Ok(Self::Stream(body)) } else { Err(invalid("the Response has no body".into())) }
    }
}

/// The bytes of an ArrayBuffer or of a view of one, of any realm; `None` if it is neither.
///
/// # Errors
/// What is thrown, if it is detached or can not be looked at.
pub fn bytes(value: &JsValue) -> Result<Option<Uint8Array>, JsValue> {
    if !value.is_object() {
        return Ok(None);
    }
    let length = peek(value, "byteLength").as_f64();
    let Some(length) = length else { return Ok(None) };
    let made = if is_view(value) {
        let offset = peek(value, "byteOffset").as_f64().unwrap_or_default();
        Bytes::new(&peek(value, "buffer"), offset, length)?
    } else if peek_method(value, "slice").is_some() {
        Bytes::new(value, 0.0, length)?
    } else {
        return Ok(None);
    };
    Ok(Some(made.unchecked_into()))
}

fn blob_piece(blob: &JsValue, start: f64, end: f64) -> Result<Answer, JsValue> {
    let method = |object: &JsValue, name| peek_method(object, name).ok_or(JsValue::UNDEFINED);
    let piece = method(blob, "slice")?.call2(blob, &start.into(), &end.into())?;
    Ok(ask(&method(&piece, "arrayBuffer")?, &piece, &Array::new()))
}

/// A stream that is read.
struct Stream {
    reader: Function,
    is_done: Cell<bool>,
}

impl Stream {
    fn new(value: &JsValue) -> Self {
        Self { reader: reader(value), is_done: Cell::new(false) }
    }

    /// The next piece; `None` at the end.
    async fn next(&self) -> Result<Option<JsValue>, JsValue> {
        let step = ask(&self.reader, &JsValue::UNDEFINED, &Array::of1(&true.into())).await;
        let step = step.inspect_err(|_| self.is_done.set(true))?;
        if peek(&step, "done").is_truthy() {
            self.is_done.set(true);
            return Ok(None);
        }
        Ok(Some(peek(&step, "value")))
    }
}

impl Drop for Stream {
    /// A source that is not read to its end is told so, and lets go of its file or socket.
    fn drop(&mut self) {
        if !self.is_done.get() {
            tell(&self.reader, &JsValue::UNDEFINED, &Array::of1(&false.into()));
        }
    }
}
