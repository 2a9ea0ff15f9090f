//! The binding: what JavaScript sees of the core. Everything here is thin, and only turns values into values.

use crate::access::Access;
use crate::answer::{Answer, Body, Disruption, Reply};
use crate::events::Following;
use crate::faults::Faults;
use crate::messages::Limits;
use crate::request::{BODY_LIMIT, Moment, Request};
use crate::sandbox::{Options, Sandbox};
use js_sys::{Array, Object, TypeError, Uint8Array};
use wasm_bindgen::prelude::*;

/// A sandbox, as the package's own JavaScript holds it.
#[wasm_bindgen]
pub struct Core(Sandbox);

#[wasm_bindgen]
impl Core {
    /// An empty sandbox. `credentials` is empty, or an id and a secret; `instances` is empty where all are allowed;
    /// `faults` is JSON, see `Faults::add`. Throws a TypeError that names a wrong fault.
    #[wasm_bindgen(constructor)]
    pub fn new(
        credentials: Vec<String>,
        instances: Vec<u64>,
        origins: Vec<String>,
        keep: usize,
        media_bytes: f64,
        faults: &str,
        seed: u64,
    ) -> Result<Core, JsValue> {
        let credentials = <[String; 2]>::try_from(credentials).ok().map(|[id, secret]| (id, secret));
        let instances = (!instances.is_empty()).then_some(instances);
        let mut first = Faults::new(seed);
        first.add(faults.as_bytes()).map_err(type_error)?;
        let access = Access { credentials, instances, origins };
        let limits = Limits { keep, media_bytes: media_bytes as u64 };
        Ok(Core(Sandbox::new(Options { access, limits, faults: first })))
    }

    /// Answers a request: `{ answer?, wait?, record?, media?, dropped, released, pdf?, inbound?, disruption? }`, see `Reply`.
    /// `headers` holds a name, its value, a name, its value; `body` is undefined where it was over the limit; `random`
    /// is 128 random bits.
    pub fn handle(
        &mut self,
        method: String,
        url: String,
        headers: Vec<String>,
        body: Option<Vec<u8>>,
        millis: f64,
        random: u128,
    ) -> Result<Object, JsValue> {
        let mut rest = headers.into_iter();
        let headers = std::iter::from_fn(|| Some((rest.next()?, rest.next()?))).collect();
        let request = Request { method, url, headers, body };
        let moment = Moment { millis: millis as u64, random };
        reply(self.0.handle(&request, &moment))
    }

    /// What comes next in a stream: `{ messages, after }`, see `Next`; an id, the message's JSON, an id, its JSON.
    pub fn follow(&self, query: &str, after: u64, most: usize) -> Result<Object, JsValue> {
        let next = self.0.follow(query, after, most);
        let json = |message| serde_json::to_string(message).unwrap_or_default();
        let messages = next.messages.into_iter().flat_map(|message| [message.id.clone(), json(message)]);
        let messages = Array::from_iter(messages.map(JsValue::from));
        object(&[("messages", messages.into()), ("after", next.after.into())])
    }

    /// Makes it as new; all media can go.
    pub fn reset(&mut self) {
        self.0.reset();
    }

    /// The ids of all messages, oldest first.
    pub fn ids(&self) -> Vec<String> {
        self.0.ids().map(str::to_owned).collect()
    }

    /// The record of a message: one at a time, as all of them may take more memory than there is.
    pub fn record(&self, id: &str) -> Option<String> {
        self.0.record(id)
    }

    /// Keeps a message of which this is the record, with its media held or not: `{ dropped, released }`, see `Reply`.
    /// Throws a string that names the fault.
    pub fn restore(&mut self, record: &str, held: bool) -> Result<Object, JsValue> {
        let gone = self.0.restore(record, held)?;
        object(&[("dropped", ids(gone.messages)), ("released", ids(gone.media))])
    }

    /// Forgets a message.
    pub fn forget(&mut self, id: &str) {
        self.0.forget(id);
    }

    /// Adds faults, which are JSON, see `Faults::add`. Throws a TypeError that names a wrong one.
    #[wasm_bindgen(js_name = addFaults)]
    pub fn add_faults(&mut self, faults: &str) -> Result<(), JsValue> {
        self.0.faults().add(faults.as_bytes()).map_err(type_error)
    }

    /// Forgets all faults.
    #[wasm_bindgen(js_name = clearFaults)]
    pub fn clear_faults(&mut self) {
        self.0.faults().clear();
    }

    /// The faults, as JSON, see `Faults::list`.
    pub fn faults(&mut self) -> String {
        self.0.faults().list().to_string()
    }

    /// Ends a job, with its text or with the reason why there is none.
    pub fn finish(&mut self, job: &str, text: Option<String>, fault: Option<String>) {
        self.0.finish(job, text.ok_or_else(|| fault.unwrap_or_default()));
    }

    /// Answers the caller who waits for a PDF's text: `{ status, headers, body }`.
    pub fn extracted(text: Option<String>, fault: Option<String>) -> Result<Object, JsValue> {
        answer(Sandbox::extracted(text.ok_or_else(|| fault.unwrap_or_default())))
    }
}

/// The largest body, in bytes.
#[wasm_bindgen(js_name = bodyLimit)]
pub fn body_limit() -> usize {
    BODY_LIMIT
}

/// The text of a PDF; throws a string that names the fault. Only a worker calls this, see `pdf.rs`.
#[wasm_bindgen(js_name = extractText)]
pub fn extract_text(bytes: &[u8]) -> Result<String, JsValue> {
    crate::pdf::extract(bytes).map_err(JsValue::from)
}

fn reply(reply: Reply) -> Result<Object, JsValue> {
    let media =
        reply.media.map(|(id, bytes)| object(&[("id", id.into()), ("bytes", Uint8Array::from(&*bytes).into())]));
    let pdf = reply
        .pdf
        .map(|task| object(&[("url", task.url.into()), ("limit", task.limit.into()), ("job", task.job.into())]));
    let inbound = reply.inbound.map(|delivery| object(&[("url", delivery.url.into()), ("body", delivery.body.into())]));
    object(&[
        ("answer", reply.answer.map(answer).transpose()?.into()),
        ("wait", reply.wait.map(|millis| millis as f64).into()),
        ("record", reply.record.into()),
        ("media", media.transpose()?.into()),
        ("dropped", ids(reply.dropped)),
        ("released", ids(reply.released)),
        ("pdf", pdf.transpose()?.into()),
        ("inbound", inbound.transpose()?.into()),
        ("disruption", reply.disruption.map(disruption).transpose()?.into()),
    ])
}

/// `{ kind, delay?, bytesPerSecond? }`
fn disruption(disruption: Disruption) -> Result<Object, JsValue> {
    let kind = |kind: &str| object(&[("kind", kind.into())]);
    match disruption {
        Disruption::Reset => kind("reset"),
        Disruption::Hang => kind("hang"),
        Disruption::NoHttp => kind("noHttp"),
        Disruption::Truncate => kind("truncate"),
        Disruption::Slow { delay, bytes_per_second } => object(&[
            ("kind", "slow".into()),
            ("delay", (delay as f64).into()),
            ("bytesPerSecond", bytes_per_second.map(|speed| speed as f64).into()),
        ]),
    }
}

fn type_error(fault: String) -> JsValue {
    TypeError::new(&fault).into()
}

/// `{ status, headers }` with one of `body` (bytes), `media` (a message's id) and `events` (`{ query, after? }`).
fn answer(answer: Answer) -> Result<Object, JsValue> {
    let headers: Vec<(&str, JsValue)> = answer.headers.iter().map(|(name, value)| (&**name, value.into())).collect();
    let body = match answer.body {
        Body::Bytes(bytes) => ("body", Uint8Array::from(&*bytes).into()),
        Body::Media(id) => ("media", id.into()),
        Body::Events(Following { query, after }) => {
            ("events", object(&[("query", query.into()), ("after", after.into())])?.into())
        }
    };
    object(&[("status", answer.status.into()), ("headers", object(&headers)?.into()), body])
}

fn ids(ids: Vec<String>) -> JsValue {
    Array::from_iter(ids.into_iter().map(JsValue::from)).into()
}

fn object(entries: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let entries: Array = entries.iter().map(|(name, value)| Array::of2(&JsValue::from(*name), value)).collect();
    Object::from_entries(&entries)
}
