//! The files that callers give, of whichever kind, as `pkg-template/files.js` has told them apart: read piece by piece.

use js_sys::{Array, Function, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::given::{Values, refused};
use super::media::Encoded;
use super::outside::{ask, tell};

#[wasm_bindgen(module = "/pkg-template/files.js")]
extern "C" {
    #[wasm_bindgen(js_name = pieces)]
    fn begin(kind: &str, content: &JsValue, size: Option<f64>, field: &str) -> Function;
}

/// How many bytes are read at once; `PIECE` of `files.js`.
const PIECE: u32 = 3 << 18;

/// What is said of a file that is not as long as it was.
pub const CHANGED: &str = "the file changed its size while it was read";

/// A file as it was given.
pub struct Source {
    /// Where its bytes are.
    pub content: Content,
    /// Its size in bytes, where it is known before it is read.
    pub size: Option<u64>,
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
    Blob(JsValue),
    /// Behind something that gives pieces.
    Stream(JsValue),
    /// In memory, as base64 text.
    Base64(JsString),
    /// Encoded before.
    Encoded(Encoded),
}

impl Source {
    /// Takes what `file` of `files.js` has read. Nothing of its content is read yet.
    ///
    /// # Errors
    /// If it was refused, or is a Media of somebody else's that is none.
    pub fn new(read: JsValue, field: String) -> Result<Self, Failure> {
        let given = Values::new(read)?;
        let (held, name) = (given.get(1), given.text(3));
        let size = given.large(2);
        let content = match given.text(0).as_deref() {
            Some("bytes") => Content::Bytes(held.unchecked_into()),
            Some("blob") => Content::Blob(held),
            Some("base64") => Content::Base64(held.unchecked_into()),
            Some("media") => {
                let is_ours = given.flag(4).unwrap_or(false);
                let encoded = Encoded::new(held.unchecked_into(), size.unwrap_or_default(), name.clone());
                Content::Encoded(if is_ours { encoded } else { encoded.checked(&field)? })
            }
            _ => Content::Stream(held),
        };
        Ok(Self { content, size, name, field })
    }

    /// Begins to read it. It can be read again from its start, unless it is a stream.
    pub fn pieces(&self) -> Pieces {
        let begin = |kind, content| Pieces::Read(begin(kind, content, self.size.map(|size| size as f64), &self.field));
        match &self.content {
            Content::Bytes(bytes) => Pieces::Bytes(bytes.clone(), 0),
            Content::Blob(blob) => begin("blob", blob),
            Content::Stream(stream) => begin("stream", stream),
            Content::Base64(_) | Content::Encoded(_) => Pieces::Bytes(Uint8Array::new_with_length(0), 0),
        }
    }
}

/// A source that is being read, in order.
pub enum Pieces {
    /// In memory, up to so many bytes.
    Bytes(Uint8Array, u32),
    /// From outside, with a function that is called with `true` for the next piece and with `false` to have no more.
    Read(Function),
}

impl Pieces {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`crate::core::fault::Invalid`] if it can not be read or gives something else than bytes.
    pub async fn next(&mut self) -> Result<Option<Uint8Array>, Failure> {
        match self {
            Self::Bytes(bytes, start) => {
                let end = start.saturating_add(PIECE).min(bytes.length());
                let piece = (*start < end).then(|| bytes.subarray(*start, end));
                *start = end;
                Ok(piece)
            }
            Self::Read(next) => {
                let piece = ask(next, &JsValue::UNDEFINED, &Array::of1(&true.into())).await;
                Ok(piece.map_err(|refusal| refused(&refusal))?.dyn_into().ok())
            }
        }
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        if let Self::Read(next) = self {
            tell(next, &JsValue::UNDEFINED, &Array::of1(&false.into()));
        }
    }
}
