//! What an attempt came to, as JavaScript hears of it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::answer::{Answer, Ticket, is_cut, kept};
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
    /// What is to be told of it: of a success `["ok", what callers get]`; of a fault its name and words for `failure.js`,
    /// what is known of the message, the wait before the next attempt if there is to be one, and, where the API asks all
    /// calls of its kind to wait, how long. `told` is a relay's word on the message, which knows better than we do.
    pub fn verdict(&self, outcome: Result<Answer, Fault>, told: Option<Delivery>) -> Array {
        let fault = match outcome {
            Ok(answer) => return Array::of2(&"ok".into(), &given(answer)),
            Err(fault) => fault,
        };
        let delivery = told.unwrap_or_else(|| fault.delivery());
        let wait = retry::next(self.endpoint, &fault, delivery, self.number, self.policy, js_sys::Math::random());
        let pause = retry::pause(&fault);
        let (kind, words) = described(fault);
        let words = words.into_iter().collect::<Array>();
        let parts: [JsValue; 5] = [kind.into(), words.into(), delivery.name().into(), wait.into(), pause.into()];
        parts.into_iter().collect()
    }
}

/// An answer as callers get it, but for the codes, which come as pairs.
fn given(answer: Answer) -> JsValue {
    let pair = |first: String, second: String| Array::of2(&first.into(), &second.into());
    match answer {
        Answer::Ticket(Ticket { id, status }) => pair(id, status).into(),
        Answer::Text(text) => text.into(),
        Answer::Codes(codes) => codes.into_iter().map(|(code, name)| pair(code, name)).collect::<Array>().into(),
    }
}

/// A fault in the words of `failure.js`, and what belongs to it.
fn described(fault: Fault) -> (&'static str, Vec<JsValue>) {
    match fault {
        Fault::Api { status, error_message, body, retry_after } => (
            "api",
            vec![status.into(), error_message.into(), kept(&body).into(), is_cut(&body).into(), retry_after.into()],
        ),
        Fault::Unexpected { status, reason, body } => {
            ("unexpected", vec![status.into(), reason.into(), kept(&body).into(), is_cut(&body).into()])
        }
        Fault::Connection { refused: true } => ("refused", vec![]),
        Fault::Connection { .. } => ("connection", vec![]),
        Fault::Late => ("late", vec![]),
        Fault::JobNotReady { job_id, status } => ("waiting", vec![job_id.into(), status.into()]),
        Fault::JobFailed { job_id, status } => ("failed", vec![job_id.into(), status.into()]),
    }
}
