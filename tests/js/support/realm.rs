//! The global object of another realm: a frame of the page, or a context of Node. Its classes are others than ours, so
//! that `instanceof` says no.

use js_sys::{Function, global};
use wasm_bindgen::prelude::*;

use super::value::{array, call, get};

/// Whether this is a page or a web worker.
pub fn is_page() -> bool {
    ["document", "WorkerGlobalScope"].iter().any(|name| !get(&global(), name).is_undefined())
}

/// The classes of another realm. A frame goes with its document, so it stays in it.
pub fn other_realm() -> JsValue {
    let global = global();
    if is_page() {
        let document = get(&global, "document");
        let frame = call(&document, "createElement", &[&"iframe".into()]).unwrap();
        call(&get(&document, "body"), "appendChild", &[&frame]).unwrap();
        return get(&frame, "contentWindow");
    }
    let vm = call(&get(&global, "process"), "getBuiltinModule", &[&"node:vm".into()]).unwrap();
    call(&vm, "runInNewContext", &[&"globalThis".into()]).unwrap()
}

/// `new realm[class](...arguments)`
pub fn construct(realm: &JsValue, class: &str, arguments: &[&JsValue]) -> JsValue {
    let class: Function = get(realm, class).dyn_into().unwrap_or_else(|_| panic!("no {class} in that realm"));
    js_sys::Reflect::construct(&class, &array(arguments)).unwrap()
}
