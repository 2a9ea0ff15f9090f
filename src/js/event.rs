//! What `onEvent` is told.

use js_sys::{Array, Function};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::outside::tell;

/// One event of a call. Never a secret, never a body.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Event<'a> {
    /// An attempt begins.
    Request {
        /// The call.
        endpoint: &'a str,
        /// 1 for the first.
        attempt: u32,
    },
    /// An answer has come, whole.
    Response {
        /// The call.
        endpoint: &'a str,
        /// 1 for the first.
        attempt: u32,
        /// The HTTP status.
        status: u16,
        /// From the request to the end of the answer, in ms.
        duration: f64,
    },
    /// An attempt has failed, and there will be another.
    Retry {
        /// The call.
        endpoint: &'a str,
        /// The one that failed.
        attempt: u32,
        /// In how many ms.
        wait: f64,
        /// What went wrong.
        #[serde(with = "serde_wasm_bindgen::preserve")]
        error: JsValue,
    },
}

impl Event<'_> {
    /// Tells it.
    pub fn tell(&self, listener: &Function) {
        if let Ok(event) = serde_wasm_bindgen::to_value(self) {
            notify(listener, &event);
        }
    }
}

/// Tells a listener something. What it throws, now or later, is its own affair.
pub fn notify(listener: &Function, what: &JsValue) {
    tell(listener, &JsValue::UNDEFINED, &Array::of1(what));
}
