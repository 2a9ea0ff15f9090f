//! One attempt: fetch, and the reading of what it answers.
//!
//! gloo-net makes the headers and names the methods. Its own way of sending is not taken: it makes a `Request`, which
//! costs a fifth of a small call and which npm's undici and node-fetch refuse, and its reading of errors and answers
//! panics on what is not of this realm.

use std::cell::Cell;

use gloo_net::http::Method;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::config::Config;
use super::error::Failure;
use super::host::{self, Host};
use super::object::{peek, peek_method};
use super::thrown;
use super::wait::{race, time_out};
use crate::core::answer::Received;
use crate::core::connection::never_opened;
use crate::core::endpoint;
use crate::core::fault::{Delivery, Fault, Scope};
use crate::core::request::Request;
use crate::core::retry::retry_after;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Promise, js_name = resolve)]
    fn promise(value: &JsValue) -> Result<Promise, JsValue>;
}

/// A promise of `value`, which may be one already, of this realm or another, or none at all.
///
/// # Errors
/// If it is one that throws at being looked at.
pub fn resolve(value: &JsValue) -> Result<Promise, JsValue> {
    promise(value)
}

/// An answer as it came, with what a relay says of the message's fate.
pub struct Response {
    /// Status, type, text.
    pub received: Received,
    /// The relay's word.
    pub told: Option<Delivery>,
}

/// Dispatches a request and reads the answer, within `timeout` ms.
///
/// # Errors
/// [`Fault::Connection`], [`Fault::Timeout`] or [`Fault::Unexpected`].
pub async fn attempt(
    config: &Config,
    request: &Request,
    headers: gloo_net::http::Headers,
    body: &JsValue,
    timeout: f64,
) -> Result<Response, Failure> {
    let cancel = Cancel::new()?;
    let init = init(config, request, headers, body, &cancel)?;
    let url = format!("{}{}", config.base, request.target);
    let exchange = async {
        let response = dispatch(config, &url, &init).await.map_err(|thrown| lost(&thrown))?;
        read(&response).await
    };
    let outcome = race(Box::pin(exchange), Box::pin(async { Err(time_out(timeout, Scope::Attempt).await) })).await;
    cancel.is_over.set(outcome.is_ok());
    outcome
}

fn init(
    config: &Config,
    request: &Request,
    headers: gloo_net::http::Headers,
    body: &JsValue,
    cancel: &Cancel,
) -> Result<Object, Failure> {
    let method = match request.endpoint.method {
        endpoint::Method::Get => Method::GET,
        endpoint::Method::Post => Method::POST,
    };
    let init = Object::new();
    // An object made here has no setter that could refuse.
    let set =
        |key: &str, value: &JsValue| Reflect::set(&init, &key.into(), value).map(drop).map_err(|thrown| lost(&thrown));
    set("method", &method.as_str().into())?;
    set("headers", &headers.into_raw())?;
    // workerd refuses "error", and a secret must not follow a redirect.
    set("redirect", &"manual".into())?;
    set("signal", &cancel.controller.signal())?;
    if request.payload.is_some() {
        set("body", body)?;
    } else if config.host != Host::Workerd {
        set("cache", &"no-store".into())?;
    }
    Ok(init)
}

async fn dispatch(config: &Config, url: &str, init: &Object) -> Result<JsValue, JsValue> {
    let answer = match &config.fetch {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), init)?,
        None => {
            let fetch = host::global_fetch().ok_or_else(|| js_sys::Error::new("there is no global fetch"))?;
            fetch.call2(&js_sys::global(), &url.into(), init)?
        }
    };
    JsFuture::from(resolve(&answer)?).await
}

async fn read(response: &JsValue) -> Result<Response, Failure> {
    let headers = peek(response, "headers");
    let (Some(status), Some(text), Some(header)) =
        (status(response), peek_method(response, "text"), peek_method(&headers, "get"))
    else {
        return Err(
            Fault::Unexpected { status: None, reason: "fetch gave no Response".into(), body: String::new() }.into()
        );
    };
    let header = |name: &str| header.call1(&headers, &name.into()).ok().and_then(|value| value.as_string());
    let text = text.call0(response).and_then(|text| resolve(&text)).map_err(|thrown| lost(&thrown))?;
    let body = JsFuture::from(text).await.map_err(|thrown| lost(&thrown))?;
    let received = Received {
        status,
        content_type: header("content-type").unwrap_or_default(),
        retry_after: header("retry-after")
            .and_then(|value| retry_after(&value, js_sys::Date::now(), js_sys::Date::parse)),
        body: body.as_string().unwrap_or_default(),
    };
    let told = match header("x-whatsmate-delivery").as_deref() {
        Some("not-sent") => Some(Delivery::NotSent),
        Some("unknown") => Some(Delivery::Unknown),
        _ => None,
    };
    Ok(Response { received, told })
}

fn status(response: &JsValue) -> Option<u16> {
    let status = peek(response, "status").as_f64()?;
    let is_status = status.fract() == 0.0 && (0.0..1000.0).contains(&status);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
    is_status.then_some(status as u16)
}

/// The failure of a fetch, or of reading its answer.
fn lost(thrown: &JsValue) -> Failure {
    let refused = never_opened(&thrown::clues(thrown));
    Failure::caused(Fault::Connection { refused, reason: thrown::describe(thrown) }, thrown.clone())
}

/// Ends the fetch when the attempt is over before its answer is, however it came to that.
struct Cancel {
    controller: AbortController,
    is_over: Cell<bool>,
}

impl Cancel {
    fn new() -> Result<Self, Failure> {
        let controller = AbortController::new().map_err(|thrown| lost(&thrown))?;
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
