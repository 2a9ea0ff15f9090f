//! The two calls of translation: method, URL, header names, body and answer.

use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::Translation;

use crate::support::engine::{answer, json_answer};
use crate::support::outcome::{failure_named, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object, text};

#[wasm_bindgen_test]
async fn translate() {
    let recorder = Recorder::new(|_| Ok(answer(200, "text/plain; charset=utf-8", "Hola, 世界 😀\n")));
    let translation = Translation::new(&recorder.config(UNDEFINED)).unwrap();
    let params = object! { "text": "Hello, world", "toLang": "es", "fromLang": "zh-CN" };
    let body = r#"{"fromLang":"zh-CN","toLang":"es","text":"Hello, world"}"#;
    let call = translation.translate(&params, UNDEFINED);
    recorder.expect(call, "POST /v1/translation/translate", body, r#""Hola, 世界 😀\n""#).await;
}

#[wasm_bindgen_test]
async fn supported_codes() {
    let codes = r#"{"en":"English","zh-CN":"Chinese (Simplified)","af":"Afrikaans"}"#;
    let recorder = Recorder::new(move |_| Ok(json_answer(200, codes)));
    let call = recorder.whatsmate(UNDEFINED).translation().supported_codes(UNDEFINED);
    recorder.expect(call, "GET /v1/translation/supported-codes", "", codes).await;
}

#[wasm_bindgen_test]
async fn a_translation_that_looks_like_json_is_a_text() {
    let recorder = Recorder::new(|_| Ok(answer(200, "text/plain", r#"{"error_message":"no"}"#)));
    let params = object! { "fromLang": "en", "toLang": "es", "text": "x" };
    let translation = Translation::new(&recorder.config(UNDEFINED)).unwrap();
    assert_eq!(success(translation.translate(&params, UNDEFINED)).await, r#"{"error_message":"no"}"#);
}

#[wasm_bindgen_test]
async fn an_error_in_json_is_no_translation() {
    let recorder = Recorder::new(|_| Ok(json_answer(200, r#"{"error_message":"bad code"}"#)));
    let params = object! { "fromLang": "en", "toLang": "es", "text": "x" };
    let translation = Translation::new(&recorder.config(UNDEFINED)).unwrap();
    let error = failure_named(translation.translate(&params, UNDEFINED), "ApiError").await;
    assert_eq!(text(&error, "errorMessage"), "bad code");
}
