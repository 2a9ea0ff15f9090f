//! What the JavaScript side has read of something that a caller gave: see `pkg-template/given.js`.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::outside::peek;
use crate::core::fault::Invalid;

/// Values that were read, in an order that both sides know; `undefined` where nothing was given.
pub struct Values(Array);

impl Values {
    /// What was read, whole.
    ///
    /// # Errors
    /// What is wrong with it, if it was refused.
    pub fn new(read: JsValue) -> Result<Self, Failure> {
        read.dyn_into().map(Self).map_err(|refusal| refused(&refusal))
    }

    /// A value.
    pub fn get(&self, place: u32) -> JsValue {
        self.0.get(place)
    }

    /// A value that is text.
    pub fn text(&self, place: u32) -> Option<String> {
        self.get(place).as_string()
    }

    /// A value that is a number.
    pub fn number(&self, place: u32) -> Option<f64> {
        self.get(place).as_f64()
    }

    /// A value that is a whole number.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked where it was read")]
    pub fn count(&self, place: u32) -> Option<u32> {
        self.number(place).map(|number| number as u32)
    }

    /// A value that is a whole number, up to 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked where it was read")]
    pub fn large(&self, place: u32) -> Option<u64> {
        self.number(place).map(|number| number as u64)
    }

    /// A value that is true or false.
    pub fn flag(&self, place: u32) -> Option<bool> {
        self.get(place).as_bool()
    }

    /// A value that is a function.
    pub fn function(&self, place: u32) -> Option<Function> {
        self.get(place).dyn_into().ok()
    }
}

/// The failure that a refusal stands for.
pub fn refused(refusal: &JsValue) -> Failure {
    let text = |key| peek(refusal, key).as_string().unwrap_or_default();
    Failure::caused(Invalid::new(text("field"), text("message")), peek(refusal, "cause"))
}
