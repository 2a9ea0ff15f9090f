//! Reading JSON with the host's own parser, which is there, is fast, and takes no room.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::core::answer::{Member, Members};

#[wasm_bindgen]
extern "C" {
    // js-sys's takes a parsed value to be an object; this may be anything.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn entries(value: &JsValue) -> Result<Array, JsValue>;
}

/// The members of a JSON object; `None` if `text` is none.
pub fn json_object(text: &str) -> Option<Members> {
    let value = js_sys::JSON::parse(text).ok().filter(|value| value.is_object() && !Array::is_array(value))?;
    let entries = entries(&value).ok()?;
    let member = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        let value = entry.get(1);
        let member = value.as_string().map(Member::Text).or_else(|| {
            let json = js_sys::JSON::stringify(&value).ok()?;
            Some(Member::Other(json.into()))
        });
        Some((entry.get(0).as_string()?, member?))
    };
    entries.iter().map(member).collect()
}
