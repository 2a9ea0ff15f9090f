//! What JavaScript asks of [`crate::core`] while it leads a call: the table and its checks, what an attempt came to, base64.
//!
//! Whatever comes in has been read by the files of `pkg-template/`, and lists are in an order that both sides state: see
//! `table.js`, `call.js` and `encode.js`. Nothing here keeps anything of a call.

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::encode;
use super::media::Media;
use super::verdict::Attempt;
use crate::core::answer::{Object, Received, has_failed, is_completed, read};
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
        SHARED.try_with(JsValue::clone).unwrap_or_default()
    }
}

#[wasm_bindgen]
impl Rules {
    /// The table of the calls: a line for each row, with its public method, HTTP method, path, what it does (`queues`,
    /// `spends` or `reads`), and its parameters, such as `number:text message:text`. It needs no object: the build asks for
    /// it, too, for the relay, which has no wasm.
    pub fn table() -> String {
        let mut table = String::new();
        for row in &ENDPOINTS {
            let effect = match row.effect {
                Effect::Queues => "queues",
                Effect::Spends => "spends",
                Effect::Reads => "reads",
            };
            for word in [row.call, row.method.name(), row.path, effect] {
                table.push_str(word);
                table.push(' ');
            }
            for field in row.fields {
                table.push_str(&field.key());
                table.push_str(kind(field));
            }
            table.push('\n');
        }
        table
    }

    /// Checks the parameters of a call, given in the order of `table.js`, of a file its size, or `null` where that is
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

    /// What came back: `[row, number, maxRetries, retryUnknown]` of the attempt, `[status, Content-Type, Retry-After, a
    /// relay's word on delivery]` of the answer, and of a JSON object `[error_message, id, status, whether all are
    /// strings]`. Gives [`Attempt::verdict`].
    pub fn answered(&self, attempt: &Array, answer: &Array, object: Option<Array>, job_id: Option<String>) -> Array {
        let Some(attempt) = attempt_of(attempt) else { return Array::new() };
        let text = |place| answer.get(place).as_string();
        let received = Received {
            status: count(&answer.get(0)).try_into().unwrap_or_default(),
            content_type: text(1).unwrap_or_default(),
            retry_after: text(2).and_then(|value| retry_after(&value, js_sys::Date::now(), js_sys::Date::parse)),
            object: object.map(|object| Object {
                error_message: object.get(0).as_string(),
                id: object.get(1).as_string(),
                status: object.get(2).as_string(),
                has_strings_only: object.get(3).is_truthy(),
            }),
        };
        let told = match text(3).as_deref() {
            Some("not-sent") => Some(Delivery::NotSent),
            Some("unknown") => Some(Delivery::Unknown),
            _ => None,
        };
        attempt.verdict(read(attempt.endpoint, job_id, received), told)
    }

    /// No answer came. Gives [`Attempt::verdict`].
    pub fn lost(&self, attempt: &Array, refused: bool) -> Array {
        let Some(attempt) = attempt_of(attempt) else { return Array::new() };
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

/// How a field is read: see `params.js`.
fn kind(field: &Field) -> &'static str {
    match (field.kind, field.need) {
        (Kind::Media(_), _) => ":media ",
        (Kind::Caption(_), _) => ":caption ",
        (Kind::Link(_), _) => ":link ",
        (Kind::PdfUrl, _) => ":pdf ",
        (_, Need::Unsent) => ":unsent ",
        _ => ":text ",
    }
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
