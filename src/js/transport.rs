//! One attempt: fetch, and the reading of what it answers.
//!
//! gloo-net is not taken: it makes a `Request`, which costs a fifth of a small call and which npm's undici and node-fetch
//! refuse, and its reading of errors and answers panics on what is not of this realm.

use std::cell::Cell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::body::Body;
use super::config::Config;
use super::error::Failure;
use super::host::Host;
use super::outside::Answer;
use super::thrown;
use crate::core::answer::Received;
use crate::core::connection::never_opened;
use crate::core::endpoint::{Effect, Method};
use crate::core::fault::{Delivery, Fault};
use crate::core::request::Request;
use crate::core::retry::retry_after;

#[wasm_bindgen(module = "/pkg-template/exchange.js")]
extern "C" {
    #[wasm_bindgen(js_name = init)]
    fn make_init(
        method: &str,
        headers: &JsValue,
        key: Option<&str>,
        body: &JsValue,
        length: Option<f64>,
        signal: &JsValue,
    ) -> Object;
    #[wasm_bindgen(js_name = exchange)]
    fn begin(settle: &JsValue, number: f64, fetch: Option<&Function>, url: &str, init: &Object);
}

#[wasm_bindgen(module = "/pkg-template/once.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = getOnce)]
    static GET_ONCE: Function;
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
    let cancel = Cancel::new()?;
    let method = request.endpoint.method;
    let length = body.is_stream.then_some(body.length as f64);
    let init = make_init(method.name(), headers, key, &body.value, length, &cancel.controller.signal());
    // A GET has no body that would keep these two from sending it again, and one that is not a mere look must not be.
    let is_once = method == Method::Get && request.endpoint.effect != Effect::Reads && config.fetch.is_none();
    // An object made here has no setter that could refuse.
    let set = |key: &str, value: &JsValue| drop(Reflect::set(&init, &key.into(), value));
    if method == Method::Get && config.host != Host::Workerd {
        set("cache", &"no-store".into());
    }
    if is_once && config.host == Host::Bun {
        set("keepalive", &false.into());
    }
    let once = (is_once && config.host == Host::Deno).then(|| GET_ONCE.with(Function::clone));
    let fetch = config.fetch.as_ref().or(once.as_ref());
    let url = format!("{}{}", config.base, request.target);
    let answer = Answer::wait(|settle, number| begin(settle, number, fetch, &url, &init)).await;
    // A fetch of the caller's may do more than send this request, and fail at that when it has long been sent.
    let is_ours = config.fetch.is_none();
    let (answer, is_whole) = read(answer.map_err(|thrown| lost(&thrown, is_ours))?)?;
    cancel.is_over.set(is_whole);
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
    let refused = is_ours && never_opened(&thrown::clues(thrown));
    Failure::caused(Fault::Connection { refused, reason: thrown::describe(thrown) }, thrown.clone())
}

/// Ends the fetch when the attempt is over before its answer is, however it came to that.
struct Cancel {
    controller: AbortController,
    is_over: Cell<bool>,
}

impl Cancel {
    fn new() -> Result<Self, Failure> {
        let controller = AbortController::new().map_err(|thrown| lost(&thrown, true))?;
        Ok(Self { controller, is_over: Cell::new(false) })
    }
}

impl Drop for Cancel {
    fn drop(&mut self) {
        if !self.is_over.get() {
            self.controller.abort();
        }
    }
}
