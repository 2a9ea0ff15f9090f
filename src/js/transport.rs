//! One attempt: fetch, and the reading of what it answers.
//!
//! gloo-net makes the headers and names the methods. Its own way of sending is not taken: it makes a `Request`, which
//! costs a fifth of a small call and which npm's undici and node-fetch refuse, and its reading of errors and answers
//! panics on what is not of this realm.

use std::cell::Cell;

use gloo_net::http::Method;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::config::Config;
use super::error::Failure;
use super::host::{self, Host};
use super::object::{peek, peek_method};
use super::outside::ask;
use super::source::{Stream, bytes, is_stream};
use super::thrown;
use crate::core::answer::{KEPT, Received};
use crate::core::connection::never_opened;
use crate::core::endpoint::{self, Effect};
use crate::core::fault::{Delivery, Fault};
use crate::core::request::Request;
use crate::core::retry::retry_after;

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
    headers: gloo_net::http::Headers,
    body: &JsValue,
) -> Result<Response, Failure> {
    let cancel = Cancel::new()?;
    let init = init(config, request, headers, body, &cancel)?;
    let url = format!("{}{}", config.base, request.target);
    let response = dispatch(config, request, &url, &init).await.map_err(|thrown| lost(&thrown))?;
    let (answer, is_whole) = read(&response).await?;
    cancel.is_over.set(is_whole);
    Ok(answer)
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

async fn dispatch(config: &Config, request: &Request, url: &str, init: &Object) -> Result<JsValue, JsValue> {
    // A GET has no body that would keep these two from sending it again, and one that is not a mere look must not be.
    let is_once = request.endpoint.method == endpoint::Method::Get && request.endpoint.effect != Effect::Reads;
    let given = Array::of2(&url.into(), init);
    match (&config.fetch, config.host) {
        (Some(fetch), _) => ask(fetch, &JsValue::UNDEFINED, &given).await,
        (None, Host::Deno) if is_once => GET_ONCE.with(|fetch| ask(fetch, &JsValue::UNDEFINED, &given)).await,
        (None, host) => {
            if host == Host::Bun && is_once {
                Reflect::set(init, &"keepalive".into(), &false.into())?;
            }
            let fetch = host::global_fetch().ok_or_else(|| js_sys::Error::new("there is no global fetch"))?;
            ask(&fetch, &js_sys::global(), &given).await
        }
    }
}

/// Also tells whether the answer was read to its end.
async fn read(response: &JsValue) -> Result<(Response, bool), Failure> {
    let headers = peek(response, "headers");
    let (Some(status), Some(text), Some(header)) =
        (status(response), peek_method(response, "text"), peek_method(&headers, "get"))
    else {
        return Err(
            Fault::Unexpected { status: None, reason: "fetch gave no Response".into(), body: String::new() }.into()
        );
    };
    let header = |name: &str| header.call1(&headers, &name.into()).ok().and_then(|value| value.as_string());
    let stream = peek(response, "body");
    // Of a failure's text only the beginning is kept, so no more than that is read.
    let (body, is_whole) = match status != 200 && is_stream(&stream) {
        true => beginning(&stream).await,
        false => (whole(&text, response).await.map_err(|thrown| lost(&thrown))?, true),
    };
    let received = Received {
        status,
        content_type: header("content-type").unwrap_or_default(),
        retry_after: header("retry-after")
            .and_then(|value| retry_after(&value, js_sys::Date::now(), js_sys::Date::parse)),
        body,
    };
    let told = match header("x-whatsmate-delivery").as_deref() {
        Some("not-sent") => Some(Delivery::NotSent),
        Some("unknown") => Some(Delivery::Unknown),
        _ => None,
    };
    Ok((Response { received, told }, is_whole))
}

async fn whole(text: &Function, response: &JsValue) -> Result<String, JsValue> {
    let text = ask(text, response, &Array::new()).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// As much of a failure's text as its error may need: what is kept of it, and so much more that a secret is not cut in
/// two; and whether that is all. A connection that breaks within it changes nothing: the status has said what there is to
/// say.
async fn beginning(stream: &JsValue) -> (String, bool) {
    const ENOUGH: u32 = KEPT as u32 + 4_096;
    let (mut text, mut is_whole) = (Vec::new(), false);
    if let Ok(stream) = Stream::open(stream) {
        while text.len() < ENOUGH as usize
            && let Ok(piece) = stream.next().await
        {
            let Some(piece) = piece else {
                is_whole = true;
                break;
            };
            let Ok(Some(piece)) = bytes(&piece) else { break };
            text.extend(piece.subarray(0, ENOUGH).to_vec());
        }
    }
    (String::from_utf8_lossy(&text).trim_start_matches('\u{FEFF}').to_owned(), is_whole)
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
