//! Checking base64 that was made elsewhere, piece by piece.

use std::cell::RefCell;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::core::base64::Checker;

/// A text that is being checked.
#[wasm_bindgen]
#[derive(Default)]
pub struct Checking(RefCell<Checker>);

#[wasm_bindgen]
impl Checking {
    /// Checks a piece, and gives what is ready of it, without white space; or what is wrong, in words.
    pub fn take(&self, piece: &[u8]) -> JsValue {
        let mut checked = Vec::new();
        match self.0.borrow_mut().push(piece, &mut checked) {
            Ok(()) => Uint8Array::from(checked.as_slice()).into(),
            Err(message) => message.into(),
        }
    }

    /// How many bytes the whole stands for, or what is wrong with it, in words.
    #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
    pub fn finish(self) -> JsValue {
        self.0.into_inner().finish().map_or_else(JsValue::from, |size| JsValue::from(size as f64))
    }
}
