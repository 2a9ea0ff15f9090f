//! Making and reading values of JavaScript.

use js_sys::{Array, Function, JSON, Reflect};
use wasm_bindgen::prelude::*;

/// An object of JavaScript: `object! { "number": NUMBER, "message": "Hi" }`.
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {{
        let object = wasm_bindgen::JsValue::from(js_sys::Object::new());
        $($crate::support::value::set(&object, $key, &wasm_bindgen::JsValue::from($value));)*
        object
    }};
}
pub(crate) use object;

pub const UNDEFINED: &JsValue = &JsValue::UNDEFINED;

pub fn set(object: &JsValue, key: &str, value: &JsValue) {
    assert!(Reflect::set(object, &key.into(), value).unwrap(), "{key} can not be set");
}

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_else(|_| panic!("{key} of what is no object"))
}

/// A property that is text.
pub fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_else(|| panic!("{key} is no text but {:?}", get(object, key)))
}

/// A property that is a number.
pub fn number(object: &JsValue, key: &str) -> f64 {
    get(object, key).as_f64().unwrap_or_else(|| panic!("{key} is no number but {:?}", get(object, key)))
}

/// Calls a method.
pub fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(object, method).dyn_into().unwrap_or_else(|_| panic!("there is no {method}"));
    method.apply(object, &array(arguments))
}

pub fn array(elements: &[&JsValue]) -> Array {
    elements.iter().copied().collect()
}

/// Both objects in a new one; what `more` has goes before what `base` has.
pub fn with(base: &JsValue, more: &JsValue) -> JsValue {
    let merged = js_sys::Object::new();
    for object in [base, more] {
        js_sys::Object::assign(&merged, object.unchecked_ref());
    }
    merged.into()
}

pub fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

pub fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

/// Whether both are the same value, the same object.
pub fn same(one: &JsValue, other: &JsValue) -> bool {
    js_sys::Object::is(one, other)
}

/// A function of one argument; what it fails with is thrown.
pub fn function(work: impl FnMut(JsValue) -> Result<JsValue, JsValue> + 'static) -> JsValue {
    Closure::<dyn FnMut(JsValue) -> Result<JsValue, JsValue>>::new(work).into_js_value()
}

/// A function that throws `thrown`.
pub fn throwing(thrown: impl Into<JsValue>) -> JsValue {
    let thrown = thrown.into();
    function(move |_| Err(thrown.clone()))
}

/// An object whose property `key` throws when it is read.
pub fn trapped(key: &str, thrown: &JsValue) -> JsValue {
    let object = js_sys::Object::new();
    let getter = object! { "get": throwing(thrown.clone()), "enumerable": true };
    js_sys::Object::define_property(&object, &key.into(), getter.unchecked_ref());
    object.into()
}

/// A function that keeps what it is told, and what it was told.
pub fn listener() -> (JsValue, Array) {
    let told = Array::new();
    let kept = told.clone();
    let listen = function(move |value| {
        kept.push(&value);
        Ok(JsValue::UNDEFINED)
    });
    (listen, told)
}
