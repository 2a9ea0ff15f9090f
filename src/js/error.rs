//! From a fault to the error that is thrown. The classes themselves are in `pkg-template/errors.js`, so that they can
//! be imported without any wasm.

use std::ops::Deref;

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::thrown;
use crate::core::answer::kept;
use crate::core::endpoint::{Effect, Endpoint};
use crate::core::fault::{Delivery, Fault, Invalid, Scope};
use crate::core::secret::mask;

#[wasm_bindgen(module = "/pkg-template/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = createError)]
    fn create_error(class: &str, message: &str, properties: &JsValue, cause: &JsValue) -> JsValue;

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

    /// Reading a parameter or option threw.
    pub fn unreadable(field: impl Into<String>, cause: JsValue) -> Self {
        Self::caused(Invalid::new(field, format!("could not be read: {}", thrown::describe(&cause))), cause)
    }

    /// What is known of the message after an attempt that ended like this.
    pub fn delivery(&self) -> Delivery {
        self.told.unwrap_or_else(|| self.fault.delivery())
    }

    /// The error to throw from where the caller is near. Whatever of it comes from outside is masked.
    pub fn to_js(&self, context: &Context<'_>) -> JsValue {
        let (class, message, properties, cause) = self.describe(context);
        create_error(class, &message, &properties, &cause)
    }

    /// What the second part of [`promised`] makes the same error of.
    pub fn parts(&self, context: &Context<'_>) -> JsValue {
        let (class, message, properties, cause) = self.describe(context);
        Array::of4(&class.into(), &message.into(), &properties, &cause).into()
    }

    fn describe(&self, context: &Context<'_>) -> (&'static str, String, JsValue, JsValue) {
        // Credentials as short as "me" are in many a word of ours. No real one is, and they are masked in foreign text.
        let long: Vec<&str> = context.secrets.iter().copied().filter(|secret| secret.len() >= 8).collect();
        let fault = self.fault.map_texts(|text| mask(text, context.secrets), |text| mask(text, &long));
        let label = context.endpoint.map(Endpoint::label);
        let queues = context.endpoint.is_some_and(|endpoint| endpoint.effect == Effect::Queues);
        let mut properties = Properties {
            endpoint: label.as_deref(),
            delivery: queues.then(|| context.delivery.name()),
            job_id: context.job_id,
            ..Properties::default()
        };
        match &fault {
            Fault::Invalid(Invalid { field, .. }) => properties.field = Some(field),
            Fault::Api { status, error_message, body, retry_after } => {
                properties.status = Some(Status::Http(*status));
                properties.error_message = error_message.as_deref();
                properties.body = Some(kept(body));
                properties.retry_after = retry_after.filter(|_| *status == 429);
                properties.trial = matches!(status, 444 | 469).then_some(*status == 444);
            }
            Fault::Unexpected { status, body, .. } => {
                properties.status = status.map(Status::Http);
                properties.body = Some(kept(body));
            }
            Fault::Timeout { after, scope } => {
                properties.after = Some(*after);
                properties.scope = Some(if *scope == Scope::Attempt { "attempt" } else { "deadline" });
            }
            Fault::JobNotReady { job_id, status } | Fault::JobFailed { job_id, status } => {
                properties.job_id = Some(job_id);
                properties.status = Some(Status::Job(status));
            }
            Fault::Connection { .. } | Fault::Broken { .. } | Fault::Aborted => {}
        }
        let message = match &label {
            Some(label) => format!("{label}: {fault}"),
            None => fault.to_string(),
        };
        let properties = serde_wasm_bindgen::to_value(&properties).unwrap_or(JsValue::UNDEFINED);
        (fault.class(), message, properties, thrown::masked(&self.cause, context.secrets))
    }
}

/// What an error tells of the call it ended.
pub struct Context<'a> {
    /// The call, if it came so far that it is known.
    pub endpoint: Option<&'static Endpoint>,
    /// What is known of the message, after all attempts.
    pub delivery: Delivery,
    /// The job that was submitted.
    pub job_id: Option<&'a str>,
    /// What must not be shown.
    pub secrets: &'a [&'a str],
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self { endpoint: None, delivery: Delivery::NotSent, job_id: None, secrets: &[] }
    }
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trial: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Status<'a> {
    Http(u16),
    Job(&'a str),
}
