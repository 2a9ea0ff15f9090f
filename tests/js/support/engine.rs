//! What engines bring along, as far as the tests make it themselves, and the error classes of the package.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::prelude::*;

use super::value::{function, object};

#[wasm_bindgen]
extern "C" {
    pub type Blob;
    #[wasm_bindgen(constructor)]
    pub fn new(parts: &Array) -> Blob;

    pub type File;
    #[wasm_bindgen(constructor)]
    pub fn new(parts: &Array, name: &str) -> File;

    pub type ReadableStream;
    #[wasm_bindgen(constructor)]
    pub fn new(source: &JsValue) -> ReadableStream;

    pub type Response;
    #[wasm_bindgen(constructor)]
    pub fn new(body: &JsValue, init: &JsValue) -> Response;
    #[wasm_bindgen(static_method_of = Response)]
    pub fn error() -> JsValue;
    #[wasm_bindgen(static_method_of = Response)]
    pub fn redirect(url: &str) -> JsValue;
    #[wasm_bindgen(method)]
    pub fn text(this: &Response) -> Promise;

    #[wasm_bindgen(js_name = DOMException)]
    pub type DomException;
    #[wasm_bindgen(constructor, js_class = "DOMException")]
    pub fn new(message: &str, name: &str) -> DomException;

    pub type AbortController;
    #[wasm_bindgen(constructor)]
    pub fn new() -> AbortController;
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> JsValue;
    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController, reason: &JsValue);

    #[wasm_bindgen(js_name = URL)]
    pub type Url;
    #[wasm_bindgen(constructor, js_class = "URL")]
    pub fn new(url: &str) -> Url;

    pub type Proxy;
    #[wasm_bindgen(constructor)]
    pub fn new(target: &JsValue, handler: &JsValue) -> Proxy;

    pub fn btoa(bytes: &JsString) -> JsString;
    #[wasm_bindgen(js_name = structuredClone)]
    pub fn structured_clone(value: &JsValue, options: &JsValue) -> JsValue;
}

// A snippet belongs to the crate that names it, so these are the classes of another copy than the one that the client
// throws: what `instanceof` says here, it says across copies.
#[wasm_bindgen(module = "/pkg-template/errors.js")]
extern "C" {
    pub type WhatsMateError;
    pub type InvalidInputError;
    pub type ApiError;
    pub type AuthenticationError;
    pub type QuotaExceededError;
    pub type RateLimitError;
    pub type UnexpectedResponseError;
    pub type ConnectionError;
    pub type TimeoutError;
    pub type AbortError;
    pub type JobNotReadyError;
    pub type JobFailedError;
    pub type WasmUnavailableError;
    #[wasm_bindgen(js_name = isWhatsMateError)]
    pub fn is_whatsmate_error(value: &JsValue) -> bool;
}

/// An answer of the API.
pub fn answer(status: u16, content_type: &str, body: &str) -> JsValue {
    let headers = object! { "Content-Type": content_type };
    Response::new(&body.into(), &object! { "status": status, "headers": headers }).into()
}

/// An answer in JSON.
pub fn json_answer(status: u16, body: &str) -> JsValue {
    answer(status, "application/json", body)
}

/// An answer in JSON with one header more.
pub fn answer_with(status: u16, name: &str, value: &str) -> JsValue {
    let headers = js_sys::Array::of2(
        &Array::of2(&"Content-Type".into(), &"application/json".into()),
        &Array::of2(&name.into(), &value.into()),
    );
    let init = object! { "status": status, "headers": headers };
    Response::new(&r#"{"error_message":"not now"}"#.into(), &init).into()
}

/// A promise that stays as it is.
pub fn never() -> Promise {
    Promise::new(&mut |_, _| {})
}

/// A stream that gives these pieces, one whenever it is asked, and then does what `end` says with its controller.
pub fn stream_then(
    pieces: Vec<JsValue>,
    kind: Option<&str>,
    end: impl Fn(&JsValue) -> Result<JsValue, JsValue> + 'static,
) -> JsValue {
    let mut pieces = pieces.into_iter();
    let pull = function(move |controller| match pieces.next() {
        Some(piece) => super::value::call(&controller, "enqueue", &[&piece]),
        None => end(&controller),
    });
    // A stream reads ahead by one piece unless it is told not to.
    let source = object! { "pull": pull };
    if let Some(kind) = kind {
        super::value::set(&source, "type", &kind.into());
    }
    ReadableStream::new(&source).into()
}

/// A stream of these pieces.
pub fn stream(pieces: Vec<JsValue>) -> JsValue {
    stream_then(pieces, None, |controller| super::value::call(controller, "close", &[]))
}
