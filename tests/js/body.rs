//! The body as fetch is given it: read back by the engine, its length and its kind.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::NUMBER;
use crate::support::bytes::{array_of, sample};
use crate::support::engine::{Blob, Response, answer_with, json_answer};
use crate::support::outcome::success;
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, number, object, same};

#[wasm_bindgen_test]
async fn a_text_goes_out_as_a_string() {
    let recorder = Recorder::queued();
    success(recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "ü" }, UNDEFINED)).await;
    assert_eq!(get(&recorder.only().init, "body"), "{\"number\":\"12025550123\",\"message\":\"ü\"}");
}

#[wasm_bindgen_test]
async fn a_small_file_goes_out_as_bytes_and_a_large_one_as_a_blob() {
    for size in [3, 512 << 10, (512 << 10) + 1] {
        let recorder = Recorder::queued();
        let (bytes, base64) = sample(size);
        let params = object! { "number": NUMBER, "image": array_of(&bytes), "caption": "ü" };
        success(recorder.whatsapp().send_image(&params, UNDEFINED)).await;
        let body = get(&recorder.only().init, "body");
        // An "ü" has two bytes.
        let length = r#"{"number":"12025550123","image":"","caption":"ü"}"#.len() + base64.length() as usize;
        if size <= 512 << 10 {
            assert!(body.is_instance_of::<Uint8Array>(), "{size}: {body:?}");
            assert_eq!(number(&body, "length"), length as f64);
        } else {
            assert!(body.is_instance_of::<Blob>(), "{size}: {body:?}");
            assert_eq!(number(&body, "size"), length as f64);
            // A type of its own could become a second Content-Type.
            assert_eq!(get(&body, "type"), "");
        }
    }
}

#[wasm_bindgen_test]
async fn a_file_goes_again_as_it_went() {
    let recorder = Recorder::new(|number| match number {
        0 | 1 => Ok(answer_with(429, "retry-after", "0")),
        _ => Ok(json_answer(200, crate::support::QUEUED)),
    });
    let (bytes, _) = sample(1 << 20);
    let blob = Blob::new(&js_sys::Array::of1(&array_of(&bytes)));
    let params = object! { "number": NUMBER, "image": blob };
    success(recorder.whatsapp().send_image(&params, &object! { "maxRetries": 2 })).await;
    let first = recorder.sent(0).body().await;
    for number in 1..3 {
        assert!(same(&recorder.sent(number).body().await, &first), "attempt {number}");
    }
}

#[wasm_bindgen_test]
async fn a_request_without_a_body_has_none() {
    let recorder = Recorder::new(|_| Ok(json_answer(200, "{}")));
    success(recorder.whatsmate(UNDEFINED).translation().supported_codes(UNDEFINED)).await;
    assert!(get(&recorder.only().init, "body").is_undefined());
}

#[wasm_bindgen_test]
async fn the_engine_takes_what_fetch_is_given_for_a_request() {
    let recorder = Recorder::queued();
    success(recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "ü" }, UNDEFINED)).await;
    success(recorder.whatsmate(UNDEFINED).pdf().check(&"job".into(), UNDEFINED)).await;
    for (number, method, body) in [(0, "POST", "{\"number\":\"12025550123\",\"message\":\"ü\"}"), (1, "GET", "")] {
        let sent = recorder.sent(number);
        let made =
            crate::support::realm::construct(&js_sys::global(), "Request", &[&sent.url.clone().into(), &sent.init]);
        assert_eq!([get(&made, "method"), get(&made, "url")], [JsValue::from(method), sent.url.into()]);
        assert_eq!(success(made.unchecked_ref::<Response>().text()).await, body);
        let headers = get(&made, "headers");
        let kind = crate::support::value::call(&headers, "get", &[&"content-type".into()]).unwrap();
        assert_eq!(kind, "application/json");
    }
}
