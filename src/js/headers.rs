//! What a request tells of who sends it.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::config::Config;
use super::error::Failure;
use super::outside::{ask, describe};
use crate::core::fault::Invalid;

#[wasm_bindgen(module = "/pkg-template/exchange.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = relayHeaders)]
    static RELAY_HEADERS: Function;
}

/// Makes the headers; a relay's own are asked for anew each time, since a token may have changed.
///
/// # Errors
/// If the caller's function throws or gives what are no headers.
pub async fn headers(config: &Config) -> Result<JsValue, Failure> {
    let Some(function) = &config.relay else { return Ok(config.headers.clone()) };
    relay(function).await.map_err(|thrown| {
        let message = format!("gave no headers: {}", describe(&thrown));
        Failure::caused(Invalid::new("config.headers", message), thrown)
    })
}

async fn relay(function: &Function) -> Result<JsValue, JsValue> {
    let given = ask(function, &JsValue::UNDEFINED, &Array::new()).await?;
    RELAY_HEADERS.with(|read| ask(read, &JsValue::UNDEFINED, &Array::of1(&given))).await
}
