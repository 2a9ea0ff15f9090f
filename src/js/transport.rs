//! One attempt: fetch, and the reading of what it answers. The host's side of it is in `pkg-template/exchange.js`.
//!
//! gloo-net is not taken: it makes a `Request`, which costs a fifth of a small call and which npm's undici and node-fetch
//! refuse, and its reading of errors and answers panics on what is not of this realm.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::body::Body;
use super::config::Config;
use super::error::Failure;
use super::outside::{Answer, describe, tell};
use crate::core::answer::Received;
use crate::core::connection::{Clue, never_opened};
use crate::core::endpoint::Effect;
use crate::core::fault::{Delivery, Fault};
use crate::core::request::Request;
use crate::core::retry::retry_after;

#[wasm_bindgen(module = "/pkg-template/exchange.js")]
extern "C" {
    #[wasm_bindgen(js_name = exchange)]
    fn begin(settle: &JsValue, number: f64, config: &Array, url: &str, request: &Array) -> Function;
}

#[wasm_bindgen(module = "/pkg-template/thrown.js")]
extern "C" {
    fn clues(thrown: &JsValue) -> Array;
}

/// An answer as it came, with what a relay says of the message's fate.
pub struct Response {
    /// Status, type, text.
    pub received: Received,
    /// The relay's word.
    pub told: Option<Delivery>,
}

/// Dispatches a request and reads the answer. Dropping the future aborts the fetch.
///
/// # Errors
/// [`Fault::Connection`] or [`Fault::Unexpected`].
pub async fn exchange(
    config: &Config,
    request: &Request,
    headers: &JsValue,
    key: Option<&str>,
    body: &Body,
) -> Result<Response, Failure> {
    let host = Array::of2(&config.fetch.as_ref().into(), &config.host);
    let url = [config.base.as_str(), request.target.as_str()].concat();
    let length = body.is_stream.then_some(body.length as f64);
    let is_look = request.endpoint.effect == Effect::Reads;
    let method = request.endpoint.method.name();
    let parts = [method.into(), is_look.into(), headers.clone(), key.into(), body.value.clone(), length.into()];
    let mut stop = JsValue::UNDEFINED;
    let parts: Array = parts.into_iter().collect();
    let answer = Answer::wait(|settle, number| stop = begin(settle, number, &host, &url, &parts).into());
    let mut cancel = Cancel { stop, is_over: false };
    // A fetch of the caller's may do more than send this request, and fail at that when it has long been sent.
    let is_ours = config.fetch.is_none();
    let (answer, is_whole) = read(answer.await.map_err(|thrown| lost(&thrown, is_ours))?)?;
    cancel.is_over = is_whole;
    Ok(answer)
}

/// Reads what `exchange.js` says of an answer. Also tells whether its text was read to the end.
fn read(answer: JsValue) -> Result<(Response, bool), Failure> {
    let Ok(parts) = answer.dyn_into::<Array>() else {
        let reason = "fetch gave no Response";
        return Err(Fault::Unexpected { status: None, reason: reason.into(), body: String::new() }.into());
    };
    let text = |place| parts.get(place).as_string();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to 999")]
    let status = parts.get(0).as_f64().unwrap_or_default() as u16;
    let received = Received {
        status,
        content_type: text(1).unwrap_or_default(),
        retry_after: text(2).and_then(|value| retry_after(&value, js_sys::Date::now(), js_sys::Date::parse)),
        body: text(4).unwrap_or_default(),
    };
    let told = match text(3).as_deref() {
        Some("not-sent") => Some(Delivery::NotSent),
        Some("unknown") => Some(Delivery::Unknown),
        _ => None,
    };
    Ok((Response { received, told }, parts.get(5).is_truthy()))
}

/// The failure of a fetch, or of reading its answer. Only the host's own fetch proves that no connection opened.
fn lost(thrown: &JsValue, is_ours: bool) -> Failure {
    let chain = clues(thrown);
    let clue = |place: u32| Clue {
        code: chain.get(place).as_string(),
        message: chain.get(place.saturating_add(1)).as_string().unwrap_or_default(),
    };
    let refused = is_ours && never_opened(&(0..chain.length()).step_by(2).map(clue).collect::<Vec<_>>());
    Failure::caused(Fault::Connection { refused, reason: describe(thrown) }, thrown.clone())
}

/// Ends the fetch when the attempt is over before its answer is, however it came to that.
struct Cancel {
    stop: JsValue,
    is_over: bool,
}

impl Drop for Cancel {
    fn drop(&mut self) {
        if !self.is_over {
            tell(self.stop.unchecked_ref(), &JsValue::UNDEFINED, &Array::new());
        }
    }
}
