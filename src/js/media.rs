//! A file that is encoded once and sent many times.

use js_sys::{Array, Promise, Uint8Array, WeakSet};
use wasm_bindgen::prelude::*;

use super::client::promise;
use super::encode::{Progress, encode};
use super::error::{Context, Failure};
use super::object::{Object, is_array, peek};
use super::signal::Signal;
use super::source::{Source, bytes};
use super::wait::Bounds;
use crate::core::base64::{Checker, encoded_len};

thread_local! {
    /// The chunks of every Media made here, which need not be looked at again.
    static OURS: WeakSet = WeakSet::new();
}

/// More chunks than any file has that could be held.
const MOST_CHUNKS: f64 = (1 << 20) as f64;

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

    /// What a Media holds, of this copy of the package or another: told by its properties, not by its class. Another's
    /// may be anybody's, so it has to be base64 to the last letter: it goes into the body as it is.
    pub fn of(value: &JsValue) -> Option<Self> {
        let size = peek(value, "size").as_f64().filter(|size| size.fract() == 0.0 && *size > 0.0)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
        let size = size as u64;
        let given = peek(value, "chunks");
        if !is_array(&given) {
            return None;
        }
        let is_ours = OURS.with(|ours| ours.has(given.unchecked_ref()));
        let (chunks, mut checker, mut length) = (Array::new(), Checker::default(), 0_u64);
        for index in 0..peek(&given, "length").as_f64().filter(|length| *length < MOST_CHUNKS).map_or(0, |n| n as u32) {
            let chunk = bytes(&js_sys::Reflect::get_u32(&given, index).ok()?).ok()??;
            length = length.saturating_add(u64::from(chunk.length()));
            if is_ours {
                chunks.push(&chunk);
            } else {
                let mut checked = Vec::new();
                checker.push(&chunk.to_vec(), &mut checked).ok()?;
                chunks.push(&Uint8Array::from(checked.as_slice()));
            }
        }
        let is_right = length == encoded_len(size) && (is_ours || checker.finish() == Ok(size));
        is_right.then(|| Self::new(chunks, size, peek(value, "filename").as_string()))
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
                Bounds::new(signal, None).hold(Box::pin(encode(&source, None, &Progress::new(on_progress)))).await
            };
            let outcome: Result<Encoded, Failure> = outcome.await;
            let made = outcome.inspect(|encoded| drop(OURS.with(|ours| ours.add(&encoded.chunks))));
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
