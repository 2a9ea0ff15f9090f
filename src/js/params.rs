//! Reading the parameters of a call, led by its rows of the table.

use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::host;
use super::object::{Object, expected, string};
use super::source::Source;
use crate::core::endpoint::Endpoint;
use crate::core::fault::Invalid;
use crate::core::field::{FILENAME, Field, Kind, Need};
use crate::core::request::Given;

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
        let keys: Vec<String> = fields.iter().map(|field| field.key()).collect();
        let object = Object::new(value, "", &keys.iter().map(String::as_str).collect::<Vec<_>>())?;
        let mut params = Self::default();
        for (field, key) in fields.iter().zip(&keys) {
            params.add(field, key, object.get(key)?)?;
        }
        params.name_file(&fields);
        Ok(params)
    }

    /// Reads the one parameter of a call that takes it as it is.
    ///
    /// # Errors
    /// If it is at fault.
    pub fn single(field: &'static Field, value: &JsValue) -> Result<Self, Failure> {
        let mut params = Self::default();
        params.add(field, &field.key(), Some(value.clone()))?;
        Ok(params)
    }

    fn add(&mut self, field: &'static Field, key: &str, value: Option<JsValue>) -> Result<(), Failure> {
        let is_nothing = |value: &JsValue| value.is_undefined() || value.is_null();
        let Some(value) = value else { return Ok(()) };
        match field.kind {
            // "caption: null" is how the API's own demos say that there is none.
            Kind::Caption(_) if value.is_null() => return Ok(()),
            _ if is_nothing(&value) && field.need == Need::Required => return Err(Invalid::missing(key).into()),
            Kind::Media(_) => {
                let source = Source::new(&value, key)?;
                self.given.media = Some(source.size());
                self.source = Some(source);
                return Ok(());
            }
            _ => {}
        }
        let text = match (field.kind, host::url_href(&value)) {
            (Kind::Link(_) | Kind::PdfUrl, Some(href)) => href,
            (Kind::Link(_) | Kind::PdfUrl, None) if !value.is_string() => {
                return Err(expected(key, "a string or a URL", &value).into());
            }
            _ => string(&value, key)?,
        };
        if field.kind == Kind::PdfUrl && !text.is_empty() {
            check_pdf_url(&text, key)?;
        }
        self.given.texts.push((field.wire, text));
        Ok(())
    }

    /// A file that has a name of its own is shown under it, unless another was given.
    fn name_file(&mut self, fields: &[&'static Field]) {
        let takes_name = fields.iter().any(|field| field.wire == FILENAME.wire);
        let name = self.source.as_ref().and_then(|source| source.name.clone()).filter(|name| !name.is_empty());
        if let (true, None, Some(name)) = (takes_name, self.given.text(FILENAME.wire), name) {
            self.given.texts.push((FILENAME.wire, name));
        }
    }
}

fn check_pdf_url(text: &str, key: &str) -> Result<(), Invalid> {
    let is_web = |url: web_sys::Url| matches!(url.protocol().as_str(), "http:" | "https:");
    match web_sys::Url::new(text).is_ok_and(is_web) {
        true => Ok(()),
        false => Err(Invalid::new(key, "must be a whole http or https URL".into())),
    }
}
