//! The caller's AbortSignal. Who waits for it is kept by `pkg-template/signals.js`.

use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::outside::Answer;
use crate::core::fault::Fault;

#[wasm_bindgen(module = "/pkg-template/signals.js")]
extern "C" {
    fn fired(signal: &JsValue) -> Option<js_sys::Array>;
    fn listen(settle: &JsValue, number: f64, signal: &JsValue);
    fn leave(number: f64, signal: &JsValue);
}

/// A signal of any realm.
#[derive(Clone)]
pub struct Signal(JsValue);

impl Signal {
    /// A signal that was read; `None` of `undefined`.
    pub fn new(value: JsValue) -> Option<Self> {
        Some(value).filter(|value| !value.is_undefined()).map(Self)
    }

    /// The failure of a call whose signal has fired; `None` if it has not.
    pub fn fired(&self) -> Option<Failure> {
        fired(&self.0).map(|reason| Failure::caused(Fault::Aborted, reason.get(0)))
    }

    /// Ends when the signal fires.
    pub async fn wait(&self) -> Failure {
        let mut seat = Seat::new(&self.0);
        // It may have fired when it was listened to.
        match self.fired() {
            Some(failure) => failure,
            None => Failure::caused(Fault::Aborted, (&mut seat.answer).await.unwrap_or_default()),
        }
    }
}

/// One call's place among those who wait for a signal.
struct Seat<'a> {
    answer: Answer,
    signal: &'a JsValue,
}

impl<'a> Seat<'a> {
    fn new(signal: &'a JsValue) -> Self {
        Self { answer: Answer::wait(|settle, number| listen(settle, number, signal)), signal }
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        leave(self.answer.number(), self.signal);
    }
}
