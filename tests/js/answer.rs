//! Answers in JSON, read by the engine's own parser: whatever they hold, the call settles.

use js_sys::Promise;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::NUMBER;
use crate::support::engine::{answer, json_answer};
use crate::support::outcome::{failure_named, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, json, object, text};

fn send(body: &'static str) -> Promise {
    let recorder = Recorder::new(move |_| Ok(json_answer(200, body)));
    recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED)
}

#[wasm_bindgen_test]
async fn what_is_no_ticket_is_unexpected() {
    for body in [
        "",
        "{",
        "null",
        "5",
        "\"queued\"",
        "[]",
        r#"[{"id":"1","status":"queued"}]"#,
        "{}",
        r#"{"id":"1"}"#,
        r#"{"status":"queued"}"#,
        r#"{"id":"","status":"queued"}"#,
        r#"{"id":1,"status":"queued"}"#,
        r#"{"id":null,"status":"queued"}"#,
        r#"{"id":"1","status":null}"#,
        "<html></html>",
    ] {
        let error = failure_named(send(body), "UnexpectedResponseError").await;
        assert_eq!([text(&error, "body"), text(&error, "delivery")], [body, "unknown"]);
        assert_eq!(crate::support::value::number(&error, "status"), 200.0);
    }
}

#[wasm_bindgen_test]
async fn what_else_is_in_a_ticket_does_not_matter() {
    for body in [
        r#"{"status":"queued","id":"1"}"#,
        r#" { "extra": [1, {"a": null}], "id": "1", "__proto__": {"id": "2"}, "status": "queued", "toString": 5 } "#,
        r#"{"id":"0","id":"1","status":"queued","error_message":null}"#,
    ] {
        assert_eq!(json(&success(send(body)).await), r#"{"id":"1","status":"queued"}"#);
    }
}

#[wasm_bindgen_test]
async fn an_error_message_is_an_error_whatever_the_status() {
    for (body, message) in [
        (r#"{"error_message":"no"}"#, "no"),
        (r#"{"id":"1","status":"queued","error_message":"no"}"#, "no"),
        (r#"{"error_message":{"number":["bad"]}}"#, r#"{"number":["bad"]}"#),
        (r#"{"error_message":5}"#, "5"),
    ] {
        let error = failure_named(send(body), "ApiError").await;
        assert_eq!(text(&error, "errorMessage"), message);
    }
}

#[wasm_bindgen_test]
async fn what_is_no_list_of_codes_is_unexpected() {
    for body in ["[]", r#"["en"]"#, r#"{"en":5}"#, r#"{"en":{"name":"English"}}"#, "null", ""] {
        let recorder = Recorder::new(move |_| Ok(json_answer(200, body)));
        let call = recorder.whatsmate(UNDEFINED).translation().supported_codes(UNDEFINED);
        failure_named(call, "UnexpectedResponseError").await;
    }
}

#[wasm_bindgen_test]
async fn the_type_of_an_answer_is_read_as_http_has_it() {
    for kind in ["application/json", "Application/JSON; charset=UTF-8", "application/problem+json"] {
        let recorder = Recorder::new(move |_| Ok(answer(200, kind, r#"{"status":"Processing"}"#)));
        let call = recorder.whatsmate(UNDEFINED).pdf().retrieve_text(&"job".into(), UNDEFINED);
        failure_named(call, "JobNotReadyError").await;
    }
    for kind in ["text/plain", "TEXT/plain;charset=utf-8"] {
        let recorder = Recorder::new(move |_| Ok(answer(200, kind, r#"{"status":"Processing"}"#)));
        let call = recorder.whatsmate(UNDEFINED).pdf().retrieve_text(&"job".into(), UNDEFINED);
        assert_eq!(success(call).await, r#"{"status":"Processing"}"#);
    }
    for kind in ["text/html", "application/octet-stream"] {
        let recorder = Recorder::new(move |_| Ok(answer(200, kind, "a page")));
        let call = recorder.whatsmate(UNDEFINED).pdf().extract(&"https://example.com/a.pdf".into(), UNDEFINED);
        failure_named(call, "UnexpectedResponseError").await;
    }
}
