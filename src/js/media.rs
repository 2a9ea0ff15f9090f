//! A file that is encoded once and sent many times.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

use super::client::promise;
use super::encode::{Progress, encode};
use super::error::{Context, Failure};
use super::options::Encode;
use super::source::Source;
use super::wait::Bounds;
use crate::core::base64::{Checker, encoded_len};
use crate::core::fault::Invalid;

#[wasm_bindgen(module = "/pkg-template/files.js")]
extern "C" {
    #[wasm_bindgen(js_name = input)]
    fn read(value: &JsValue) -> JsValue;
    fn own(chunks: &Array);
}

/// The base64 of a file, in chunks that lie outside of wasm memory.
#[derive(Clone)]
pub struct Encoded {
    /// The chunks, each a Uint8Array.
    pub chunks: Array,
    /// The file's size in bytes.
    pub size: u64,
    /// The name to show it under.
    pub filename: Option<String>,
}

impl Encoded {
    /// Chunks that hold the base64 of `size` bytes.
    pub fn new(chunks: Array, size: u64, filename: Option<String>) -> Self {
        Self { chunks, size, filename }
    }

    /// What a Media of somebody else's holds. It goes into the body as it is, so it has to be base64 to the last letter.
    ///
    /// # Errors
    /// If it is not.
    pub fn checked(&self, field: &str) -> Result<Self, Invalid> {
        let (chunks, mut checker, mut length) = (Array::new(), Checker::default(), 0_u64);
        let invalid = |message: &str| Invalid::new(field, ["is no Media: ", message].concat());
        for chunk in self.chunks.iter() {
            let bytes = chunk.unchecked_into::<Uint8Array>().to_vec();
            let mut checked = Vec::new();
            checker.push(&bytes, &mut checked).map_err(|message| invalid(&message))?;
            length = length.saturating_add(bytes.len() as u64);
            chunks.push(&Uint8Array::from(checked.as_slice()));
        }
        match checker.finish() {
            Ok(size) if size == self.size && length == encoded_len(size) => {
                Ok(Self::new(chunks, size, self.filename.clone()))
            }
            Ok(_) => Err(invalid("its chunks are not as long as its size says")),
            Err(message) => Err(invalid(&message)),
        }
    }
}

/// A file, encoded once, for any number of sends.
#[wasm_bindgen]
pub struct Media(Encoded);

#[wasm_bindgen]
impl Media {
    /// Reads and encodes a file. Resolves to a `Media`; rejects with an InvalidInputError if the file can not be read or
    /// is empty, with an AbortError if the signal fires.
    #[wasm_bindgen(unchecked_return_type = "Promise<Media>")]
    pub fn encode(input: &JsValue, options: &JsValue) -> Promise {
        let prepared = prepare(input, options);
        promise(Box::pin(async move {
            let outcome = async {
                let (source, Encode { signal, listener, .. }) = prepared?;
                Bounds::new(signal, None).hold(Box::pin(encode(&source, None, &Progress::new(listener)))).await
            };
            let outcome: Result<Encoded, Failure> = outcome.await;
            let made = outcome.inspect(|encoded| own(&encoded.chunks));
            made.map(|encoded| Self(encoded).into()).map_err(|failure| failure.parts(&Context::default()))
        }))
    }

    /// The file's size in bytes.
    #[wasm_bindgen(getter)]
    #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
    pub fn size(&self) -> f64 {
        self.0.size as f64
    }

    /// The size of its base64 in bytes.
    #[wasm_bindgen(getter, js_name = encodedSize)]
    #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
    pub fn encoded_size(&self) -> f64 {
        encoded_len(self.0.size) as f64
    }

    /// The name it is shown under, unless a call gives another.
    #[wasm_bindgen(getter)]
    pub fn filename(&self) -> Option<String> {
        self.0.filename.clone()
    }

    /// Not public: how another copy of the package reads it.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn chunks(&self) -> Array {
        self.0.chunks.clone()
    }
}

fn prepare(input: &JsValue, options: &JsValue) -> Result<(Source, Encode), Failure> {
    let mut source = Source::new(read(input), "input".into())?;
    let mut options = Encode::read(options)?;
    source.name = options.filename.take().or(source.name);
    Ok((source, options))
}
