//! A file that is encoded once and sent many times.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::client::promise;
use super::encode::encode;
use super::error::{Context, Failure};
use super::object::{Object, peek};
use super::signal::Signal;
use super::source::Source;
use super::wait::Bounds;
use crate::core::base64::encoded_len;

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

    /// What a Media holds, of this copy of the package or another: told by its properties, not by its class.
    pub fn of(value: &JsValue) -> Option<Self> {
        let chunks = peek(value, "chunks");
        let size = peek(value, "size").as_f64()?;
        if !Array::is_array(&chunks) || peek(value, "encodedSize").as_f64().is_none() {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a Media's size is a whole number")]
        Some(Self::new(chunks.unchecked_into(), size as u64, peek(value, "filename").as_string()))
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
                let (source, signal, on_progress) = prepared?;
                Bounds::new(signal, None).hold(Box::pin(encode(source, None, on_progress.as_ref()))).await
            };
            let outcome: Result<Encoded, Failure> = outcome.await;
            outcome.map(|encoded| Self(encoded).into()).map_err(|failure| failure.to_js(&Context::default()))
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

type Prepared = (Source, Option<Signal>, Option<js_sys::Function>);

fn prepare(input: &JsValue, options: &JsValue) -> Result<Prepared, Failure> {
    let mut source = Source::new(input, "input")?;
    if options.is_undefined() {
        return Ok((source, None, None));
    }
    let options = Object::new(options, "options.", &["filename", "signal", "onProgress"])?;
    source.name = options.string("filename")?.or(source.name);
    Ok((source, options.get("signal")?.map(Signal::read).transpose()?, options.function("onProgress")?))
}
