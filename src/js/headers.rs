//! The headers of a request: what the API asks for, and no header more, since one more breaks a CORS preflight.

use gloo_net::http::Headers;
use wasm_bindgen::prelude::*;

use super::config::Identity;
use super::error::Failure;
use super::outside::ask;
use crate::core::fault::Invalid;

#[wasm_bindgen]
extern "C" {
    // What the caller's function gives may be no HeadersInit at all, so the constructor must be one that catches.
    type RelayHeaders;
    #[wasm_bindgen(constructor, catch, js_class = "Headers")]
    fn new(init: &JsValue) -> Result<RelayHeaders, JsValue>;
}

impl Identity {
    /// Makes the headers; a relay's own are asked for anew each time, since a token may have changed. `key` tells a relay
    /// that the attempts of a call are one.
    ///
    /// # Errors
    /// If the caller's function throws or gives what are no headers.
    pub async fn headers(&self, key: Option<&str>) -> Result<Headers, Failure> {
        let headers = match self {
            Self::Credentials { id, secret } => {
                let headers = Headers::new();
                headers.set("X-WM-CLIENT-ID", id);
                headers.set("X-WM-CLIENT-SECRET", secret);
                headers
            }
            Self::Relay(None) => Headers::new(),
            Self::Relay(Some(function)) => relay(function).await.map_err(|thrown| {
                let message = format!("gave no headers: {}", super::thrown::describe(&thrown));
                Failure::caused(Invalid::new("config.headers", message), thrown)
            })?,
        };
        headers.set("Content-Type", "application/json");
        if let Some(key) = key {
            headers.set("Idempotency-Key", key);
        }
        Ok(headers)
    }
}

async fn relay(function: &js_sys::Function) -> Result<Headers, JsValue> {
    let given = ask(function, &JsValue::UNDEFINED, &js_sys::Array::new()).await?;
    Ok(Headers::from_raw(RelayHeaders::new(&given)?.unchecked_into()))
}
