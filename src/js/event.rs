//! What `onEvent` is told. Never a secret, never a body.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::outside::{record, tell};

/// Tells a listener of an attempt: that it begins, what was answered, or that there will be another. `more` are the
/// names of what is told beside its type, endpoint and number.
pub fn notify_of(listener: &Function, what: &str, endpoint: &str, attempt: u32, more: &str, values: &[JsValue]) {
    let told = Array::of3(&what.into(), &endpoint.into(), &attempt.into());
    notify(listener, &record(&["type endpoint attempt ", more].concat(), &told.concat(&values.iter().collect())));
}

/// Tells a listener something. What it throws, now or later, is its own affair.
pub fn notify(listener: &Function, what: &JsValue) {
    tell(listener, &JsValue::UNDEFINED, &Array::of1(what));
}
