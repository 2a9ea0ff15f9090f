//! The configuration of a client, as `pkg-template/config.js` has read and checked it.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use super::body::Form;
use super::error::Failure;
use super::given::Values;
use crate::core::retry::Policy;

#[wasm_bindgen(module = "/pkg-template/config.js")]
extern "C" {
    #[wasm_bindgen(js_name = config)]
    fn read(value: &JsValue, is_gateway: bool) -> JsValue;
}

/// A checked configuration.
pub struct Config {
    /// The base URL, without a slash at its end.
    pub base: String,
    /// The API's own headers, which hold the credentials; `undefined` where a relay adds them.
    pub headers: JsValue,
    /// Gives what a relay itself asks for.
    pub relay: Option<Function>,
    /// What must never be shown.
    pub secrets: Array,
    /// What runs us, in the words of `pkg-template/host.js`.
    pub host: JsValue,
    /// In which forms a body may be.
    pub form: Form,
    /// The bound of one attempt in ms, where one was given.
    pub timeout: Option<f64>,
    /// The bound of a whole call in ms, where one was given.
    pub deadline: Option<f64>,
    /// When an attempt is followed by another.
    pub policy: Policy,
    /// How many calls may be under way at once.
    pub max_concurrency: u32,
    /// Whether the documented limits are checked.
    pub enforce_limits: bool,
    /// A fetch to use in place of the global one.
    pub fetch: Option<Function>,
    /// Who is told of requests, responses and retries.
    pub on_event: Option<Function>,
    /// The gateway's number, if the configuration is one gateway's.
    pub instance: Option<u64>,
}

impl Config {
    /// Reads a configuration, of all classes or of one gateway.
    ///
    /// # Errors
    /// Names the first option at fault, as `config.…`.
    pub fn read(value: &JsValue, is_gateway: bool) -> Result<Self, Failure> {
        let given = Values::new(read(value, is_gateway))?;
        let fetch = given.function(11);
        Ok(Self {
            base: given.text(0).unwrap_or_default(),
            headers: given.get(1),
            relay: given.function(2),
            secrets: given.get(3).unchecked_into(),
            host: given.get(4),
            form: Form::new(&given.text(4).unwrap_or_default(), fetch.is_some()),
            timeout: given.number(5),
            deadline: given.number(6),
            policy: Policy { max_retries: given.count(7).unwrap_or(2), retry_unknown: given.flag(8).unwrap_or(false) },
            max_concurrency: given.count(9).unwrap_or(32),
            enforce_limits: given.flag(10).unwrap_or(true),
            fetch,
            on_event: given.function(12),
            instance: given.large(13),
        })
    }
}
