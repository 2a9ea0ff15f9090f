//! The client that all classes of one configuration share. It leads their calls, in `pkg-template/client.js`.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::rules::Rules;

#[wasm_bindgen(module = "/pkg-template/client.js")]
extern "C" {
    /// A configuration, and the calls that are under way with it.
    #[derive(Clone)]
    pub type Client;

    fn client(rules: &JsValue, config: &JsValue, is_gateway: bool) -> Array;

    fn gateway(instance: &JsValue) -> Array;

    /// The gateway's number, if the configuration is one gateway's.
    #[wasm_bindgen(method, getter)]
    pub fn instance(this: &Client) -> f64;

    /// Makes a call of the table: its parameters in one object, its options in another.
    #[wasm_bindgen(method)]
    pub fn call(this: &Client, name: &str, instance: Option<f64>, params: &JsValue, options: &JsValue) -> Promise;

    /// Makes a call that takes one parameter as it is, or none.
    #[wasm_bindgen(method, js_name = callWith)]
    pub fn call_with(this: &Client, name: &str, param: &JsValue, options: &JsValue) -> Promise;

    /// Sends a list through a gateway of a class: an async iterator of outcomes.
    #[wasm_bindgen(method, js_name = sendMany)]
    pub fn send_many(this: &Client, family: &str, instance: f64, messages: &JsValue, options: &JsValue) -> JsValue;

    /// Waits for the text of a PDF job.
    #[wasm_bindgen(method, js_name = waitFor)]
    pub fn wait_for(this: &Client, job_id: &JsValue, options: &JsValue) -> Promise;

    /// Submits a PDF job and waits for its text.
    #[wasm_bindgen(method, js_name = submitAndWait)]
    pub fn submit_and_wait(this: &Client, url: &JsValue, options: &JsValue) -> Promise;
}

impl Client {
    /// A client of its own, of all classes or of one gateway.
    ///
    /// # Errors
    /// What is to be thrown, if the configuration is at fault.
    pub fn create(config: &JsValue, is_gateway: bool) -> Result<Self, JsValue> {
        made(&client(&Rules::shared(), config, is_gateway)).map(JsValue::unchecked_into)
    }

    /// Checks the number of a gateway.
    ///
    /// # Errors
    /// What is to be thrown, if it is none.
    pub fn gateway(&self, instance: &JsValue) -> Result<f64, JsValue> {
        made(&gateway(instance)).map(|number| number.as_f64().unwrap_or_default())
    }
}

/// Something, or an error in the second place. It is not thrown over here, since wasm-bindgen keeps for ever a value of what
/// it catches.
fn made(pair: &Array) -> Result<JsValue, JsValue> {
    let error = pair.get(1);
    if error.is_undefined() { Ok(pair.get(0)) } else { Err(error) }
}
