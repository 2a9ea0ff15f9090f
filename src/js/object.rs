//! Reading objects that callers give: options, configurations, parameters.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

use super::error::Failure;
pub use super::outside::peek;
use crate::core::fault::Invalid;
use crate::core::nearest::nearest;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys(value: &JsValue) -> Result<js_sys::Array, JsValue>;

    // Of a revoked proxy it throws, and js-sys's does not catch.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn try_is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ArrayBuffer, js_name = isView)]
    fn try_is_view(value: &JsValue) -> Result<bool, JsValue>;
}

/// The most UTF-16 units of a text that are taken into wasm memory, which never shrinks. No field of the API comes near.
const LONGEST_TEXT: u32 = 1 << 24;

/// How many UTF-16 units of something that is only shown are looked at.
const LONGEST_GLIMPSE: u32 = 1 << 17;

/// An object whose properties are read by name, with errors that say which one is at fault.
pub struct Object<'a> {
    value: &'a JsValue,
    /// What stands before a property's name in errors: `options.`, `config.`, or nothing for parameters.
    prefix: &'static str,
}

impl<'a> Object<'a> {
    /// Reads `value` as an object with no other keys than `known`.
    ///
    /// # Errors
    /// If it is no object or has a key that is not known; the error then names the nearest known one.
    pub fn new(value: &'a JsValue, prefix: &'static str, known: &[&str]) -> Result<Self, Failure> {
        let object = Self { value, prefix };
        let name = if prefix.is_empty() { "parameters" } else { prefix.trim_end_matches('.') };
        // The keys of bytes are their places, which may be a hundred million.
        if !value.is_object() || is_array(value) || is_view(value) {
            return Err(expected(name, "an object", value).into());
        }
        let keys = keys(value).map_err(|thrown| Failure::unreadable(name, thrown))?;
        for key in keys.iter() {
            let text = glimpse(&key).unwrap_or_default();
            let is_given = || js_sys::Reflect::get(value, &key).map_or(true, |value| !value.is_undefined());
            if !known.contains(&text.as_str()) && is_given() {
                let key = text;
                let hint = nearest(&key, known.iter().copied());
                let hint = match hint {
                    Some(near) => format!("; did you mean \"{near}\"?"),
                    None => format!("; known are {}", known.join(", ")),
                };
                return Err(Invalid::new(object.field(&key), format!("is not known here{hint}")).into());
            }
        }
        Ok(object)
    }

    /// The name of a property in errors.
    pub fn field(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// A property; `undefined` is as good as absent.
    ///
    /// # Errors
    /// If its getter throws.
    pub fn get(&self, key: &str) -> Result<Option<JsValue>, Failure> {
        match js_sys::Reflect::get(self.value, &key.into()) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_undefined())),
            Err(thrown) => Err(Failure::unreadable(self.field(key), thrown)),
        }
    }

    /// A property that is text.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn string(&self, key: &str) -> Result<Option<String>, Failure> {
        self.get(key)?.map(|value| string(&value, &self.field(key))).transpose().map_err(Failure::from)
    }

    /// A property that is true or false.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn boolean(&self, key: &str) -> Result<Option<bool>, Failure> {
        self.get(key)?
            .map(|value| value.as_bool().ok_or_else(|| expected(&self.field(key), "true or false", &value).into()))
            .transpose()
    }

    /// A property that is a function.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn function(&self, key: &str) -> Result<Option<Function>, Failure> {
        self.get(key)?
            .map(|value| match value.is_function() {
                true => Ok(value.unchecked_into()),
                false => Err(expected(&self.field(key), "a function", &value).into()),
            })
            .transpose()
    }

    /// A property that is a time in ms, more than 0.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn millis(&self, key: &str) -> Result<Option<f64>, Failure> {
        self.number(key, "a number of milliseconds, more than 0", |number| number > 0.0)
    }

    /// A property that is a whole number of at least `least`.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn count(&self, key: &str, least: u32) -> Result<Option<u32>, Failure> {
        let is_count =
            |number: f64| number.fract() == 0.0 && number >= f64::from(least) && number <= f64::from(u32::MAX);
        let count = self.number(key, &format!("a whole number, {least} or more"), is_count)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
        Ok(count.map(|number| number as u32))
    }

    fn number(&self, key: &str, what: &str, allowed: impl Fn(f64) -> bool) -> Result<Option<f64>, Failure> {
        self.get(key)?
            .map(|value| match value.as_f64() {
                Some(number) if allowed(number) => Ok(number),
                Some(number) => {
                    Err(Invalid::new(self.field(key), format!("must be {what}, but is {}", printed(number))).into())
                }
                None => Err(expected(&self.field(key), what, &value).into()),
            })
            .transpose()
    }
}

/// Like [`peek`], for a method.
pub fn peek_method(value: &JsValue, key: &str) -> Option<Function> {
    let method = peek(value, key);
    method.is_function().then(|| method.unchecked_into())
}

/// Whether it is an array, of whatever realm.
pub fn is_array(value: &JsValue) -> bool {
    try_is_array(value).unwrap_or(false)
}

/// Whether it is a typed array or a DataView, of whatever realm.
pub fn is_view(value: &JsValue) -> bool {
    try_is_view(value).unwrap_or(false)
}

/// The beginning of a text that is only shown; `None` if it is no string.
pub fn glimpse(value: &JsValue) -> Option<String> {
    value.is_string().then(|| value.unchecked_ref::<JsString>().slice(0, LONGEST_GLIMPSE).into())
}

/// Text, whole: a lone surrogate could only be sent as something else, so it is refused.
///
/// # Errors
/// If `value` is no string, holds a lone surrogate or is longer than anything that could be meant.
pub fn string(value: &JsValue, field: &str) -> Result<String, Invalid> {
    if !value.is_string() {
        return Err(expected(field, "a string", value));
    }
    if value.unchecked_ref::<JsString>().length() > LONGEST_TEXT {
        return Err(Invalid::new(field, "is longer than any text that can be sent".into()));
    }
    let text = value.as_string().unwrap_or_default();
    // The conversion puts U+FFFD where a lone surrogate was, so only text that has one needs the slower look.
    if text.contains('\u{FFFD}') && !value.unchecked_ref::<JsString>().is_valid_utf16() {
        return Err(Invalid::new(field, "holds a lone surrogate, half of a character".into()));
    }
    Ok(text)
}

/// The error for a value of the wrong type.
pub fn expected(field: &str, what: &str, got: &JsValue) -> Invalid {
    let got = match got {
        nothing if nothing.is_undefined() || nothing.is_null() => "nothing",
        value if value.is_string() => "a string",
        value if value.as_f64().is_some() => "a number",
        value if value.as_bool().is_some() => "true or false",
        value if value.is_symbol() => "a symbol",
        value if value.is_bigint() => "a bigint",
        value if value.is_function() => "a function",
        value if is_array(value) => "an array",
        value if peek_method(value, "then").is_some() => "a promise (await it)",
        _ => "an object",
    };
    Invalid::new(field, format!("must be {what}, but {got} was given"))
}

/// A number as JavaScript prints it; printing fractions without its help would take much of the wasm.
pub fn printed(number: f64) -> String {
    let text = js_sys::Number::from(number).to_string_with_radix(10);
    text.map_or_else(|_| String::new(), String::from)
}
