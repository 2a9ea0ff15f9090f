//! What JavaScript asks of [`crate::core`] while it leads a call: the table and its checks, what an attempt came to, base64.
//!
//! Whatever comes in has been read by the files of `pkg-template/`, and lists are in an order that both sides state: see
//! `table.js`, `call.js` and `encode.js`. Nothing here keeps anything of a call.

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::encode;
use super::json::json_object;
use super::media::Media;
use super::verdict::Attempt;
use crate::core::answer::{Received, has_failed, is_completed, read};
use crate::core::base64::data_url_header;
use crate::core::connection::{Clue, never_opened};
use crate::core::endpoint::{ENDPOINTS, Effect, Endpoint};
use crate::core::fault::{Delivery, Fault, Invalid};
use crate::core::field::{Field, Kind, Need};
use crate::core::payload::Payload;
use crate::core::request::{Given, Request, choose};
use crate::core::retry::{Policy, retry_after};

thread_local! {
    static SHARED: JsValue = Rules.into();
}

/// The rules of the API. There is one object of it, which every client has.
#[wasm_bindgen]
pub struct Rules;

impl Rules {
    /// The one there is.
    pub fn shared() -> JsValue {
        SHARED.with(JsValue::clone)
    }
}

#[wasm_bindgen]
impl Rules {
    /// A public method: its parameters, such as `number:text message:text`, and the numbers of its rows in the table, the
    /// one for a person first.
    pub fn method(&self, name: &str) -> Array {
        let fields: Vec<String> = fields(name).into_iter().map(described).collect();
        let rows = ENDPOINTS.iter().zip(0_u32..).filter(|(row, _)| row.call == name);
        Array::of2(&fields.join(" ").into(), &rows.map(|(_, number)| JsValue::from(number)).collect::<Array>())
    }

    /// A row of the table: its name in errors and events, HTTP method, what it does (`queues`, `spends` or `reads`), and
    /// whether it takes a file.
    pub fn row(&self, number: usize) -> Array {
        let Some(row) = ENDPOINTS.get(number) else { return Array::new() };
        let effect = match row.effect {
            Effect::Queues => "queues",
            Effect::Spends => "spends",
            Effect::Reads => "reads",
        };
        Array::of4(&row.label().into(), &row.method.name().into(), &effect.into(), &row.media().is_some().into())
    }

    /// Checks the parameters of a call, given in the order of [`Rules::method`], of a file its size, or `null` where that is
    /// not known. Gives the row's number, path and query, the body before and behind the file, the body's length without
    /// the file, and the job that is asked about; or the field at fault and what is wrong with it.
    pub fn request(&self, name: &str, instance: Option<f64>, values: &Array, limits: bool) -> Array {
        request(name, instance, values, limits)
            .unwrap_or_else(|Invalid { field, message }| Array::of2(&field.into(), &message.into()))
    }

    /// What is wrong with a file's size, which was not known before; `undefined` if it may be sent.
    #[wasm_bindgen(js_name = wrongSize)]
    pub fn wrong_size(&self, row: usize, size: f64) -> Option<String> {
        let field = ENDPOINTS.get(row)?.media()?;
        field.check_size(Some(whole(size)), true).err().map(|invalid| invalid.message)
    }

    /// What came back: `[row, number, maxRetries, retryUnknown]` of the attempt, and `[status, Content-Type, Retry-After,
    /// a relay's word on delivery, text]` of the answer. Gives [`Attempt::verdict`].
    pub fn answered(&self, attempt: &Array, answer: &Array, job_id: Option<String>) -> Array {
        let Some(attempt) = attempt_of(attempt) else { return Array::new() };
        let text = |place| answer.get(place).as_string();
        let received = Received {
            status: count(&answer.get(0)).try_into().unwrap_or_default(),
            content_type: text(1).unwrap_or_default(),
            retry_after: text(2).and_then(|value| retry_after(&value, js_sys::Date::now(), js_sys::Date::parse)),
            body: text(4).unwrap_or_default(),
        };
        let told = match text(3).as_deref() {
            Some("not-sent") => Some(Delivery::NotSent),
            Some("unknown") => Some(Delivery::Unknown),
            _ => None,
        };
        attempt.verdict(read(attempt.endpoint, job_id, received, json_object), told)
    }

    /// No answer came. `clues` are code and message of each error in the chain of causes; of a fetch that is not the
    /// host's own nothing is believed. Gives [`Attempt::verdict`].
    pub fn lost(&self, attempt: &Array, clues: &Array, is_ours: bool) -> Array {
        let Some(attempt) = attempt_of(attempt) else { return Array::new() };
        let clue = |place: u32| Clue {
            code: clues.get(place).as_string(),
            message: clues.get(place.saturating_add(1)).as_string().unwrap_or_default(),
        };
        let refused = is_ours && never_opened(&(0..clues.length()).step_by(2).map(clue).collect::<Vec<_>>());
        attempt.verdict(Err(Fault::Connection { refused }), None)
    }

    /// No answer came in time. Gives [`Attempt::verdict`].
    pub fn late(&self, attempt: &Array) -> Array {
        attempt_of(attempt).map_or_else(Array::new, |attempt| attempt.verdict(Err(Fault::Late), None))
    }

    /// How a PDF job stands, by its status: `failed`, `completed` or `working`.
    #[wasm_bindgen(js_name = jobState)]
    pub fn job_state(&self, status: &str) -> JsString {
        let state = match () {
            () if has_failed(status) => "failed",
            () if is_completed(status) => "completed",
            () => "working",
        };
        state.into()
    }

    /// The base64 of two pieces, one after the other; unless it is the last, without that of the one or two bytes at the
    /// end which wait for a third.
    pub fn encode(&self, before: &Uint8Array, piece: &Uint8Array, is_last: bool) -> Uint8Array {
        encode::encode(before, piece, is_last)
    }

    /// A whole body: what is before the file, its base64, what is behind it.
    pub fn body(&self, head: &str, file: &Uint8Array, tail: &str) -> Uint8Array {
        encode::body(head, file, tail)
    }

    /// How long the beginning of a `data:` URL is, or what is wrong with it.
    #[wasm_bindgen(js_name = dataUrlHeader)]
    pub fn data_url_header(&self, text: &str) -> JsValue {
        data_url_header(text).map_or_else(JsValue::from, |length| JsValue::from(length as f64))
    }

    /// Checks base64 that was made elsewhere, in pieces. Gives how many bytes it stands for and its pieces without white
    /// space, or what is wrong with it.
    pub fn check(&self, pieces: &Array) -> JsValue {
        encode::check(pieces).map_or_else(JsValue::from, |(size, checked)| Array::of2(&size.into(), &checked).into())
    }

    /// Makes a Media of what was encoded.
    pub fn media(&self, chunks: Array, size: f64, filename: Option<String>) -> Media {
        Media { chunks, size, filename }
    }
}

/// The parameters of a public method, those of all its rows.
fn fields(name: &str) -> Vec<&'static Field> {
    let mut fields: Vec<&'static Field> = Vec::new();
    for field in Endpoint::of(name).flat_map(|row| row.fields) {
        if !fields.iter().any(|known| known.wire == field.wire) {
            fields.push(field);
        }
    }
    fields
}

/// A field's public name and how it is read: see `params.js`.
fn described(field: &Field) -> String {
    let kind = match (field.kind, field.need) {
        (Kind::Media(_), _) => ":media",
        (Kind::Caption(_), _) => ":caption",
        (Kind::Link(_), _) => ":link",
        (Kind::PdfUrl, _) => ":pdf",
        (_, Need::Unsent) => ":unsent",
        _ => ":text",
    };
    field.key() + kind
}

fn request(name: &str, instance: Option<f64>, values: &Array, limits: bool) -> Result<Array, Invalid> {
    let mut given = Given::default();
    for (place, field) in (0..).zip(fields(name)) {
        let value = values.get(place);
        if value.is_undefined() {
            continue;
        }
        match (field.kind, value.as_string()) {
            (Kind::Media(_), _) => given.media = Some(value.as_f64().map(whole)),
            (_, Some(text)) => given.texts.push((field.wire, text)),
            _ => {}
        }
    }
    let endpoint = choose(Endpoint::of(name), &given)?;
    let position = ENDPOINTS.iter().position(|row| std::ptr::eq(row, endpoint));
    let Request { target, payload, job_id } = Request::new(endpoint, instance.map(whole), &given, limits)?;
    let length = payload.as_ref().map(Payload::len);
    let (head, tail) = payload.map(|payload| (payload.head, payload.tail)).unzip();
    let number = |number: Option<usize>| JsValue::from(number.map(|number| number as f64));
    Ok([number(position), target.into(), head.into(), tail.into(), number(length), job_id.into()].into_iter().collect())
}

fn attempt_of(parts: &Array) -> Option<Attempt> {
    let policy = Policy { max_retries: count(&parts.get(2)), retry_unknown: parts.get(3).is_truthy() };
    let endpoint = ENDPOINTS.get(count(&parts.get(0)) as usize)?;
    Some(Attempt { endpoint, number: count(&parts.get(1)), policy })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked where it was read")]
fn count(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked where it was read")]
fn whole(number: f64) -> u64 {
    number as u64
}
