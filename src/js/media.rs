//! A file that is encoded once and sent many times.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::rules::Rules;
use crate::core::base64::encoded_len;

#[wasm_bindgen(module = "/pkg-template/media.js")]
extern "C" {
    #[wasm_bindgen(js_name = encodeMedia)]
    fn encode_media(rules: &JsValue, input: &JsValue, options: &JsValue) -> Promise;
}

/// A file, encoded once, for any number of sends: its base64, in chunks that lie outside of wasm memory.
#[wasm_bindgen]
pub struct Media {
    pub(super) chunks: Array,
    pub(super) size: f64,
    pub(super) filename: Option<String>,
}

#[wasm_bindgen]
impl Media {
    /// Reads and encodes a file. Resolves to a `Media`; rejects with an InvalidInputError if the file can not be read or
    /// is empty, with an AbortError if the signal fires.
    #[wasm_bindgen(unchecked_return_type = "Promise<Media>")]
    pub fn encode(input: &JsValue, options: &JsValue) -> Promise {
        encode_media(&Rules::shared(), input, options)
    }

    /// The file's size in bytes.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> f64 {
        self.size
    }

    /// The size of its base64 in bytes.
    #[wasm_bindgen(getter, js_name = encodedSize)]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no file has 2^53 bytes"
    )]
    pub fn encoded_size(&self) -> f64 {
        encoded_len(self.size as u64) as f64
    }

    /// The name it is shown under, unless a call gives another.
    #[wasm_bindgen(getter)]
    pub fn filename(&self) -> Option<String> {
        self.filename.clone()
    }

    /// Not public: how another copy of the package reads it.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn chunks(&self) -> Array {
        self.chunks.clone()
    }
}
