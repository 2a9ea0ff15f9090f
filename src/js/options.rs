//! The options of one call.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::config::Config;
use super::error::Failure;
use super::object::Object;
use super::signal::Signal;
use crate::core::retry::Policy;

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

impl Purpose {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Call => &["signal", "timeout", "deadline", "maxRetries", "retryUnknown"],
            Self::Upload => &["signal", "timeout", "deadline", "maxRetries", "retryUnknown", "onProgress"],
            Self::Wait => &["signal", "timeout", "deadline", "maxRetries", "retryUnknown", "pollInterval", "onStatus"],
        }
    }
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
    /// Who is told how far the encoding of a file is.
    pub on_progress: Option<Function>,
    /// The time between two looks at a job, in ms.
    pub poll_interval: Option<f64>,
    /// Who is told a job's state.
    pub on_status: Option<Function>,
}

impl Options {
    /// Reads the options of a call.
    ///
    /// # Errors
    /// Names the first option at fault, as `options.…`.
    pub fn read(value: &JsValue, purpose: Purpose, config: &Config) -> Result<Self, Failure> {
        let mut options = Self {
            signal: None,
            timeout: config.timeout,
            deadline: config.deadline,
            policy: config.policy,
            on_progress: None,
            poll_interval: None,
            on_status: None,
        };
        if value.is_undefined() {
            return Ok(options);
        }
        let given = Object::new(value, "options.", purpose.keys())?;
        options.signal = given.get("signal")?.map(Signal::read).transpose()?;
        options.timeout = given.millis("timeout")?.or(options.timeout);
        options.deadline = given.millis("deadline")?.or(options.deadline);
        options.policy = Policy {
            max_retries: given.count("maxRetries", 0)?.unwrap_or(config.policy.max_retries),
            retry_unknown: given.boolean("retryUnknown")?.unwrap_or(config.policy.retry_unknown),
        };
        options.on_progress = given.function("onProgress")?;
        options.poll_interval = given.millis("pollInterval")?;
        options.on_status = given.function("onStatus")?;
        Ok(options)
    }
}
