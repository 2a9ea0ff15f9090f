#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
#[wasm_bindgen(module = "/pkg-template/errors.js")]
extern "C" {
    type WhatsMateError;
    #[wasm_bindgen(js_name = isWhatsMateError)]
    fn is_error(v: &JsValue) -> bool;
}
#[wasm_bindgen_test]
fn x() {
    let e = whatsmate::js::WhatsApp::new(&JsValue::UNDEFINED).err().unwrap();
    assert!(is_error(&e));
    assert!(e.is_instance_of::<WhatsMateError>());
}
