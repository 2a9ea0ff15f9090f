//! The options of one call, as `pkg-template/params.js` has read and checked them.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::config::Config;
use super::error::Failure;
use super::given::Values;
use super::signal::Signal;
use crate::core::retry::Policy;

#[wasm_bindgen(module = "/pkg-template/params.js")]
extern "C" {
    #[wasm_bindgen(js_name = options)]
    fn read(value: &JsValue, kind: &str) -> JsValue;
}

/// What kind of call the options are for, which decides what may be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Any call.
    Call,
    /// A call with a file.
    Upload,
    /// Waiting for a PDF job.
    Wait,
}

/// Checked options, with the configuration's where none were given.
#[derive(Clone)]
pub struct Options {
    /// Ends the call.
    pub signal: Option<Signal>,
    /// The bound of one attempt in ms; where there is none, the body's length decides.
    pub timeout: Option<f64>,
    /// The bound of the whole call in ms.
    pub deadline: Option<f64>,
    /// When an attempt is followed by another.
    pub policy: Policy,
    /// Who is told how it goes: of a file how far its encoding is, of a job its state.
    pub listener: Option<Function>,
    /// The time between two looks at a job, in ms.
    pub poll_interval: Option<f64>,
}

impl Options {
    /// Reads the options of a call.
    ///
    /// # Errors
    /// Names the first option at fault, as `options.…`.
    pub fn read(value: &JsValue, purpose: Purpose, config: &Config) -> Result<Self, Failure> {
        let kind = match purpose {
            Purpose::Call => "call",
            Purpose::Upload => "upload",
            Purpose::Wait => "wait",
        };
        let given = Values::new(read(value, kind))?;
        Ok(Self {
            signal: Signal::new(given.get(0)),
            timeout: given.number(1).or(config.timeout),
            deadline: given.number(2).or(config.deadline),
            policy: Policy {
                max_retries: given.count(3).unwrap_or(config.policy.max_retries),
                retry_unknown: given.flag(4).unwrap_or(config.policy.retry_unknown),
            },
            listener: given.function(5),
            poll_interval: given.number(6),
        })
    }
}

/// What may be given beside a file that is only encoded.
pub struct Encode {
    /// Ends it.
    pub signal: Option<Signal>,
    /// Who is told how far it is.
    pub listener: Option<Function>,
    /// The name to show the file under.
    pub filename: Option<String>,
}

impl Encode {
    /// Reads the options of `Media.encode`.
    ///
    /// # Errors
    /// Names the first option at fault, as `options.…`.
    pub fn read(value: &JsValue) -> Result<Self, Failure> {
        let given = Values::new(read(value, "encode"))?;
        Ok(Self { signal: Signal::new(given.get(0)), listener: given.function(1), filename: given.text(2) })
    }
}
