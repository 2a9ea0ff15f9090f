//! The parameters of a call, led by its rows of the table, as `pkg-template/params.js` has read them.

use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::given::Values;
use super::source::Source;
use crate::core::endpoint::Endpoint;
use crate::core::field::{Field, Kind, Need};
use crate::core::request::Given;

#[wasm_bindgen(module = "/pkg-template/params.js")]
extern "C" {
    #[wasm_bindgen(js_name = params)]
    fn read(value: &JsValue, fields: &str) -> JsValue;
    #[wasm_bindgen(js_name = param)]
    fn read_one(value: &JsValue, field: &str) -> JsValue;
}

/// What a caller gave for a call.
#[derive(Default)]
pub struct Params {
    /// The texts, and the file's size.
    pub given: Given,
    /// The file.
    pub source: Option<Source>,
}

impl Params {
    /// Reads an object of parameters.
    ///
    /// # Errors
    /// Names the first parameter at fault.
    pub fn object(rows: impl Iterator<Item = &'static Endpoint>, value: &JsValue) -> Result<Self, Failure> {
        let mut fields: Vec<&'static Field> = Vec::new();
        for field in rows.flat_map(|row| row.fields) {
            if !fields.iter().any(|known| known.wire == field.wire) {
                fields.push(field);
            }
        }
        let known: Vec<String> = fields.iter().map(|field| described(field)).collect();
        Self::new(&fields, read(value, &known.join(" ")))
    }

    /// Reads the one parameter of a call that takes it as it is.
    ///
    /// # Errors
    /// If it is at fault.
    pub fn single(field: &'static Field, value: &JsValue) -> Result<Self, Failure> {
        Self::new(&[field], read_one(value, &described(field)))
    }

    fn new(fields: &[&'static Field], read: JsValue) -> Result<Self, Failure> {
        let values = Values::new(read)?;
        let mut params = Self::default();
        for (place, field) in (0..).zip(fields) {
            let value = values.get(place);
            if let Kind::Media(_) = field.kind
                && !value.is_undefined()
            {
                let source = Source::new(value, field.key())?;
                params.given.media = Some(source.size);
                params.source = Some(source);
            } else if let Some(text) = value.as_string() {
                params.given.texts.push((field.wire, text));
            }
        }
        Ok(params)
    }
}

/// A field's public name and how it is read.
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
