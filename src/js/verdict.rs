//! What an attempt came to, as JavaScript hears of it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::answer::Answer;
use crate::core::endpoint::Endpoint;
use crate::core::fault::{Delivery, Fault};
use crate::core::retry::{self, Policy};

/// An attempt of a call.
pub struct Attempt {
    /// The call.
    pub endpoint: &'static Endpoint,
    /// Its number, from 1.
    pub number: u32,
    /// When there may be another.
    pub policy: Policy,
}

impl Attempt {
    /// What is to be told of it, in the words of `answer.js`: of a success what it is; of a fault its name, what belongs to
    /// it, what is known of the message, the wait before the next attempt if there is to be one, and, where the API asks
    /// all calls of its kind to wait, how long. `told` is a relay's word on the message, which knows better than we do.
    pub fn verdict(&self, outcome: Result<Answer, Fault>, told: Option<Delivery>) -> Array {
        let fault = match outcome {
            Ok(Answer::Ticket) => return Array::of1(&"ticket".into()),
            Ok(Answer::Text) => return Array::of1(&"text".into()),
            Ok(Answer::Codes) => return Array::of1(&"codes".into()),
            Err(fault) => fault,
        };
        let delivery = told.unwrap_or_else(|| fault.delivery());
        let wait = retry::next(self.endpoint, &fault, delivery, self.number, self.policy, js_sys::Math::random());
        let pause = retry::pause(&fault);
        let (kind, words) = described(fault);
        let parts: [JsValue; 5] = [kind.into(), words.into(), delivery.name().into(), wait.into(), pause.into()];
        parts.into_iter().collect()
    }
}

/// A fault in the words of `failure.js`, and what belongs to it.
fn described(fault: Fault) -> (&'static str, Array) {
    match fault {
        Fault::Api { status, error_message, retry_after } => {
            ("api", Array::of3(&status.into(), &error_message.into(), &retry_after.into()))
        }
        Fault::Unexpected { status, reason } => ("unexpected", Array::of2(&status.into(), &reason.into())),
        Fault::Connection { refused: true } => ("refused", Array::new()),
        Fault::Connection { .. } => ("connection", Array::new()),
        Fault::Late => ("late", Array::new()),
        Fault::JobNotReady { job_id, status } => ("waiting", Array::of2(&job_id.into(), &status.into())),
        Fault::JobFailed { job_id, status } => ("failed", Array::of2(&job_id.into(), &status.into())),
    }
}
