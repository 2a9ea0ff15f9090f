//! PDF to text.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::call::Call;
use super::client::{Client, told};
use super::error::Failure;
use super::event::notify;
use super::options::{Options, Purpose};
use super::params::Params;
use super::wait::{Bounds, Work, sleep};
use crate::core::answer::{Answer, Ticket, has_failed, is_completed};
use crate::core::endpoint::Endpoint;
use crate::core::fault::Fault;
use crate::core::field::{Field, JOB_ID, PDF_URL};

const SUBMIT: &str = "PdfToText.submit";
const CHECK: &str = "PdfToText.check";
const RETRIEVE: &str = "PdfToText.retrieveText";

/// How long a job is waited for, unless a deadline is given, in ms.
const PATIENCE: f64 = 600_000.0;

/// The first time between two looks at a job, and the longest, in ms.
const POLL: (f64, f64) = (2_000.0, 30_000.0);

/// Extracts texts from PDFs.
#[wasm_bindgen]
pub struct PdfToText(pub(super) Rc<Client>);

#[wasm_bindgen]
impl PdfToText {
    /// Makes one that stands alone. Throws an InvalidInputError if the configuration is at fault.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<PdfToText, JsValue> {
        Client::new(config, false).map(Self)
    }

    /// Extracts the text of a small PDF at once. Resolves to the text.
    #[wasm_bindgen(unchecked_return_type = "Promise<string>")]
    pub fn extract(&self, url: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with("PdfToText.extract", url, options)
    }

    /// Submits a job. Resolves to `{ id, status }`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PdfJob>")]
    pub fn submit(&self, url: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with(SUBMIT, url, options)
    }

    /// Asks for a job's state. Resolves to `{ id, status }`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PdfJob>")]
    pub fn check(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with(CHECK, job_id, options)
    }

    /// Fetches a job's text. Resolves to it, or rejects with a JobNotReadyError while there is none.
    #[wasm_bindgen(js_name = retrieveText, unchecked_return_type = "Promise<string>")]
    pub fn retrieve_text(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        self.0.call_with(RETRIEVE, job_id, options)
    }

    /// Waits for a job. Resolves to its text, or rejects with a JobFailedError.
    #[wasm_bindgen(unchecked_return_type = "Promise<string>")]
    pub fn wait(&self, job_id: &JsValue, options: &JsValue) -> Promise {
        let prepared = text_of(&JOB_ID, job_id).and_then(|id| {
            let job_id = JOB_ID.clean(id, true)?;
            Ok((job_id, Options::read(options, Purpose::Wait, &self.0.config)?))
        });
        self.0.settle(Endpoint::of(CHECK).next(), prepared, |call, (job_id, options)| {
            Box::pin(async move {
                let bounds = Bounds::new(options.signal.clone(), options.deadline.or(Some(PATIENCE)));
                bounds.hold(Box::pin(poll(&call, &job_id, &options, &bounds))).await
            })
        })
    }

    /// Submits a job and waits for it. Every error after the submit has a `jobId`.
    #[wasm_bindgen(js_name = submitAndWait, unchecked_return_type = "Promise<string>")]
    pub fn submit_and_wait(&self, url: &JsValue, options: &JsValue) -> Promise {
        let prepared = Params::single(&PDF_URL, url).and_then(|params| {
            let ready = self.0.ready(SUBMIT, None, params)?;
            Ok((ready, Options::read(options, Purpose::Wait, &self.0.config)?))
        });
        self.0.settle(Endpoint::of(SUBMIT).next(), prepared, |call, (ready, options)| {
            Box::pin(async move {
                let bounds = Bounds::new(options.signal.clone(), options.deadline.or(Some(PATIENCE)));
                let work = async {
                    match call.run(ready, &options, &bounds).await? {
                        Answer::Ticket(Ticket { id, .. }) => poll(&call, &id, &options, &bounds).await,
                        other => Ok(other),
                    }
                };
                bounds.hold(Box::pin(work)).await
            })
        })
    }
}

/// Looks at a job again and again, until it has a text or has failed.
async fn poll(call: &Call, job_id: &str, options: &Options, bounds: &Bounds) -> Result<Answer, Failure> {
    *call.job_id.borrow_mut() = Some(job_id.to_owned());
    if JOB_ID.clean(job_id.to_owned(), true).is_err() {
        let reason = "a job's id that no call could ask for".into();
        return Err(Fault::Unexpected { status: Some(200), reason, body: job_id.to_owned() }.into());
    }
    let mut wait = POLL.0;
    loop {
        let answer = ask(call, CHECK, job_id, options, bounds).await?;
        if let Answer::Ticket(job) = &answer {
            if let Some(listener) = &options.listener {
                notify(listener, &told(&answer));
            }
            if has_failed(&job.status) {
                return Err(Fault::JobFailed { job_id: job_id.into(), status: job.status.clone() }.into());
            }
            if is_completed(&job.status) {
                match ask(call, RETRIEVE, job_id, options, bounds).await {
                    Err(failure) if matches!(failure.fault, Fault::JobNotReady { .. }) => {}
                    outcome => return outcome,
                }
            }
        }
        sleep(options.poll_interval.unwrap_or(wait)).await;
        wait = (wait * 1.5).min(POLL.1);
    }
}

async fn ask(
    call: &Call,
    name: &'static str,
    job_id: &str,
    options: &Options,
    bounds: &Bounds,
) -> Result<Answer, Failure> {
    let ready = call.client.ready(name, None, Params::single(&JOB_ID, &job_id.into())?)?;
    // Boxed, so that the code of a call is there once.
    let work: Work<'_, _> = Box::pin(call.run(ready, options, bounds));
    work.await
}

fn text_of(field: &'static Field, value: &JsValue) -> Result<String, Failure> {
    let params = Params::single(field, value)?;
    Ok(params.given.text(field.wire).unwrap_or_default().to_owned())
}
