//! From a fault to the error that is thrown. The words and the classes are in `pkg-template/failure.js` and `errors.js`.

use std::ops::Deref;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::answer::{is_cut, kept};
use crate::core::endpoint::{Effect, Endpoint};
use crate::core::fault::{Delivery, Fault, Invalid, Scope};

#[wasm_bindgen(module = "/pkg-template/failure.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = createError)]
    fn create_error(parts: &Array) -> Result<JsValue, JsValue>;

    /// A promise for a caller, and a function that settles it: with a value, or with `undefined` and [`Failure::parts`].
    pub fn promised() -> Array;
}

/// A fault, with the JavaScript value that it came from. Boxed, since every step of a call hands it on, and its dozen
/// words would be moved about at each.
#[derive(Debug)]
pub struct Failure(Box<Inner>);

/// What a [`Failure`] holds.
#[derive(Debug)]
pub struct Inner {
    /// What went wrong.
    pub fault: Fault,
    /// The original, `undefined` where there is none.
    pub cause: JsValue,
    /// What a relay says of the message's fate; it knows better than anything that can be told from here.
    pub told: Option<Delivery>,
}

impl Deref for Failure {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self(Box::new(Inner { fault, cause: JsValue::UNDEFINED, told: None }))
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Fault::from(invalid).into()
    }
}

impl Failure {
    /// A fault with its original.
    pub fn caused(fault: impl Into<Fault>, cause: JsValue) -> Self {
        Self(Box::new(Inner { fault: fault.into(), cause, told: None }))
    }

    /// The fault that an answer told of, with a relay's word.
    pub fn told(fault: Fault, told: Option<Delivery>) -> Self {
        Self(Box::new(Inner { fault, cause: JsValue::UNDEFINED, told }))
    }

    /// What is known of the message after an attempt that ended like this.
    pub fn delivery(&self) -> Delivery {
        self.told.unwrap_or_else(|| self.fault.delivery())
    }

    /// The error to throw from where the caller is near. Whatever of it comes from outside is masked.
    pub fn to_js(&self, context: &Context<'_>) -> JsValue {
        create_error(&self.parts(context)).unwrap_or_else(|thrown| thrown)
    }

    /// What `createError` makes the same error of.
    pub fn parts(&self, context: &Context<'_>) -> Array {
        let (kind, args) = self.described();
        let queues = context.endpoint.is_some_and(|endpoint| endpoint.effect == Effect::Queues);
        [
            kind.into(),
            args.into_iter().collect::<Array>().into(),
            context.endpoint.map(Endpoint::label).into(),
            queues.then(|| context.delivery.name()).into(),
            context.job_id.into(),
            context.secrets.into(),
            self.cause.clone(),
        ]
        .into_iter()
        .collect()
    }

    /// The fault in the words of `failure.js`, and what belongs to it.
    fn described(&self) -> (&'static str, Vec<JsValue>) {
        match &self.fault {
            Fault::Invalid(Invalid { field, message }) => ("invalid", vec![field.into(), message.into()]),
            Fault::Api { status, error_message, body, retry_after } => (
                "api",
                vec![
                    (*status).into(),
                    error_message.as_deref().into(),
                    kept(body).into(),
                    is_cut(body).into(),
                    (*retry_after).into(),
                ],
            ),
            Fault::Unexpected { status, reason, body } => {
                ("unexpected", vec![(*status).into(), reason.into(), kept(body).into(), is_cut(body).into()])
            }
            Fault::Connection { refused: true, reason } => ("refused", vec![reason.into()]),
            Fault::Connection { reason, .. } => ("connection", vec![reason.into()]),
            Fault::Broken { reason } => ("broken", vec![reason.into()]),
            Fault::Timeout { after, scope: Scope::Attempt } => ("late", vec![(*after).into()]),
            Fault::Timeout { after, scope: Scope::Deadline } => ("over", vec![(*after).into()]),
            Fault::Aborted => ("aborted", vec![]),
            Fault::JobNotReady { job_id, status } => ("waiting", vec![job_id.into(), status.into()]),
            Fault::JobFailed { job_id, status } => ("failed", vec![job_id.into(), status.into()]),
        }
    }
}

/// What an error tells of the call it ended.
#[derive(Default)]
pub struct Context<'a> {
    /// The call, if it came so far that it is known.
    pub endpoint: Option<&'static Endpoint>,
    /// What is known of the message, after all attempts.
    pub delivery: Delivery,
    /// The job that was submitted.
    pub job_id: Option<&'a str>,
    /// What must not be shown.
    pub secrets: Option<&'a Array>,
}
