//! The errors: their classes, what they tell, and what they never show.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::engine::{self, is_whatsmate_error, json_answer};
use crate::support::outcome::{failure, failure_named, later};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, json, number, object, parse, text};
use crate::support::{CLIENT_SECRET, NUMBER};

/// A class: its name, its code, and whether a value is one of it.
type Class = (&'static str, &'static str, fn(&JsValue) -> bool);

/// Each class but the one of a host without wasm.
const CLASSES: [Class; 11] = [
    ("InvalidInputError", "invalid_input", |error| error.is_instance_of::<engine::InvalidInputError>()),
    ("ApiError", "api_error", |error| error.is_instance_of::<engine::ApiError>()),
    ("AuthenticationError", "authentication", |error| error.is_instance_of::<engine::AuthenticationError>()),
    ("QuotaExceededError", "quota_exceeded", |error| error.is_instance_of::<engine::QuotaExceededError>()),
    ("RateLimitError", "rate_limited", |error| error.is_instance_of::<engine::RateLimitError>()),
    ("UnexpectedResponseError", "unexpected_response", |error| {
        error.is_instance_of::<engine::UnexpectedResponseError>()
    }),
    ("ConnectionError", "connection", |error| error.is_instance_of::<engine::ConnectionError>()),
    ("TimeoutError", "timeout", |error| error.is_instance_of::<engine::TimeoutError>()),
    ("AbortError", "aborted", |error| error.is_instance_of::<engine::AbortError>()),
    ("JobNotReadyError", "job_not_ready", |error| error.is_instance_of::<engine::JobNotReadyError>()),
    ("JobFailedError", "job_failed", |error| error.is_instance_of::<engine::JobFailedError>()),
];

fn send(recorder: &Recorder, options: &JsValue) -> Promise {
    recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, options)
}

/// Asserts that an error is of this class and of no other, but for those that the class is derived from.
fn assert_class(error: &JsValue, name: &str) {
    let parent = ["AuthenticationError", "QuotaExceededError", "RateLimitError"].contains(&name).then_some("ApiError");
    for (class, code, is_one) in CLASSES {
        assert_eq!(is_one(error), class == name || Some(class) == parent, "{name} instanceof {class}");
        if class == name {
            assert_eq!([text(error, "name"), text(error, "code")], [class, code]);
        }
    }
    assert!(error.is_instance_of::<js_sys::Error>(), "{name} instanceof Error");
    assert!(error.is_instance_of::<engine::WhatsMateError>() && is_whatsmate_error(error), "{name}");
    assert!(!error.is_instance_of::<engine::WasmUnavailableError>(), "{name}");
    assert!(String::from(js_sys::Object::from(error.clone()).to_string()).starts_with(&format!("{name}: ")));
    assert!(get(error, "stack").is_string(), "{name} has no stack");
}

#[wasm_bindgen_test]
async fn a_status_has_a_class() {
    for (status, name) in [
        (201, "ApiError"),
        (400, "ApiError"),
        (401, "AuthenticationError"),
        (403, "AuthenticationError"),
        (429, "RateLimitError"),
        (444, "QuotaExceededError"),
        (469, "QuotaExceededError"),
        (471, "ApiError"),
        (500, "ApiError"),
    ] {
        let body = r#"{"error_message":"so it is"}"#;
        let recorder = Recorder::new(move |_| Ok(json_answer(status, body)));
        let error = failure(send(&recorder, UNDEFINED)).await;
        assert_class(&error, name);
        assert_eq!(number(&error, "status"), f64::from(status));
        assert_eq!([text(&error, "errorMessage"), text(&error, "body")], ["so it is", body]);
        assert_eq!(text(&error, "endpoint"), "POST /v3/whatsapp/single/text/message");
        assert_eq!(text(&error, "delivery"), if (400..500).contains(&status) { "not-sent" } else { "unknown" });
        let trial = [(444, true), (469, false)].into_iter().find(|(quota, _)| *quota == status);
        assert_eq!(get(&error, "trial").as_bool(), trial.map(|(_, trial)| trial));
        assert!(text(&error, "message").contains("so it is"), "{error:?}");
    }
}

#[wasm_bindgen_test]
async fn everything_else_has_a_class_too() {
    let job =
        |status: &'static str| Recorder::new(move |_| Ok(json_answer(200, &format!(r#"{{"status":"{status}"}}"#))));
    let text_of = |recorder: &Recorder| recorder.whatsmate(UNDEFINED).pdf().retrieve_text(&"job".into(), UNDEFINED);
    let hanging = Recorder::new(|_| Ok(engine::never().into()));
    let controller = engine::AbortController::new();
    controller.abort(UNDEFINED);
    let cases = [
        ("InvalidInputError", send(&hanging, &object! { "timeout": 0 })),
        ("UnexpectedResponseError", send(&Recorder::new(|_| Ok(json_answer(200, "[]"))), UNDEFINED)),
        ("ConnectionError", send(&Recorder::new(|_| Err("gone".into())), UNDEFINED)),
        ("TimeoutError", send(&hanging, &object! { "timeout": 10 })),
        ("AbortError", send(&hanging, &object! { "signal": controller.signal() })),
        ("JobNotReadyError", text_of(&job("Processing"))),
        ("JobFailedError", text_of(&job("Failed: no PDF"))),
    ]
    .map(|(name, call)| (name, later(call)));
    for (name, call) in cases {
        assert_class(&failure(call).await, name);
    }
}

#[wasm_bindgen_test]
fn what_is_no_error_of_the_package_is_told_so() {
    let look_alike = object! { "name": "ApiError", "code": "api_error", "message": "x" };
    for value in [look_alike, js_sys::Error::new("x").into(), JsValue::NULL, JsValue::UNDEFINED, "ApiError".into()] {
        assert!(!is_whatsmate_error(&value));
        assert!(CLASSES.iter().all(|(_, _, is_one)| !is_one(&value)));
    }
}

#[wasm_bindgen_test]
async fn what_is_shown_of_an_error_has_no_secret() {
    let recorder = Recorder::new(|_| {
        let body = format!(r#"{{"error_message":"client@example.com has no right, nor has {CLIENT_SECRET}"}}"#);
        Ok(json_answer(400, &body))
    });
    // That neither credential shows is looked at for every failure there is.
    let error = failure(send(&recorder, UNDEFINED)).await;
    assert_eq!(text(&error, "errorMessage"), "*** has no right, nor has ***");
    assert_eq!(text(&error, "body"), r#"{"error_message":"*** has no right, nor has ***"}"#);
}

#[wasm_bindgen_test]
async fn an_error_keeps_the_first_64_kib_of_an_answer() {
    let recorder = Recorder::new(|_| Ok(json_answer(500, &"é".repeat(64 << 10))));
    let error = failure(send(&recorder, UNDEFINED)).await;
    assert_eq!(text(&error, "body"), "é".repeat(32 << 10));
}

#[wasm_bindgen_test]
async fn the_code_is_there_when_an_error_is_turned_into_json() {
    let recorder = Recorder::new(|_| Ok(json_answer(400, "{}")));
    let error = parse(&json(&failure(send(&recorder, UNDEFINED)).await));
    assert_eq!([text(&error, "code"), text(&error, "delivery")], ["api_error", "not-sent"]);
    assert_eq!(number(&error, "status"), 400.0);
}

#[wasm_bindgen_test]
async fn a_time_to_come_back_is_told() {
    for (header, wait) in [("0", Some(0.0)), ("7", Some(7_000.0)), ("soon", None), ("-1", None), ("1.5", None)] {
        let recorder = Recorder::new(move |_| Ok(engine::answer_with(429, "Retry-After", header)));
        let error = failure_named(send(&recorder, UNDEFINED), "RateLimitError").await;
        assert_eq!(get(&error, "retryAfter").as_f64(), wait, "{header}");
    }
}
