//! One attempt: what fetch is called with, and everything that it may throw or give.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::bytes::array_of;
use crate::support::engine::{DomException, ReadableStream, Response, answer_with, json_answer, stream, stream_then};
use crate::support::outcome::{failure_named, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, function, get, json, object, same, text, with};
use crate::support::{NUMBER, OK, QUEUED};

fn send(recorder: &Recorder) -> Promise {
    send_with(recorder, UNDEFINED)
}

fn send_with(recorder: &Recorder, options: &JsValue) -> Promise {
    recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, options)
}

/// What fetch may throw or reject with: errors of the engine and things that are no errors.
fn thrown() -> Vec<JsValue> {
    let own_cause = JsValue::from(js_sys::Error::new("its own cause"));
    crate::support::value::set(&own_cause, "cause", &own_cause);
    vec![
        JsValue::UNDEFINED,
        JsValue::NULL,
        "gone".into(),
        5.into(),
        js_sys::Symbol::iterator().into(),
        object! { "message": 5 },
        js_sys::TypeError::new("Failed to fetch").into(),
        DomException::new("The operation was aborted", "AbortError").into(),
        DomException::new("no network", "NetworkError").into(),
        own_cause,
    ]
}

/// An answer whose connection ends in the midst of its body.
fn breaking_off(status: u16) -> JsValue {
    let pieces = vec![array_of(br#"{"id":"#).into()];
    let body =
        stream_then(pieces, None, |controller| call(controller, "error", &[&js_sys::TypeError::new("terminated")]));
    Response::new(&body, &object! { "status": status }).into()
}

#[wasm_bindgen_test]
async fn fetch_is_called_with_what_is_needed_and_no_more() {
    let recorder = Recorder::queued();
    success(send(&recorder)).await;
    let codes = recorder.whatsmate(UNDEFINED).translation().supported_codes(UNDEFINED);
    success(codes).await;
    let keys = |number: usize| {
        json(&js_sys::Object::keys(recorder.sent(number).init.unchecked_ref::<js_sys::Object>()).sort())
    };
    assert_eq!(keys(0), r#"["body","headers","method","redirect","signal"]"#);
    assert_eq!(keys(1), r#"["cache","headers","method","redirect","signal"]"#);
    assert_eq!(text(&recorder.sent(0).init, "redirect"), "manual");
    assert_eq!(text(&recorder.sent(1).init, "cache"), "no-store");
}

#[wasm_bindgen_test]
async fn a_fetch_may_answer_at_once_or_by_any_thenable() {
    let at_once = Recorder::new(|_| Ok(json_answer(OK, QUEUED)));
    assert_eq!(json(&success(send(&at_once)).await), QUEUED);
    let thenable = Recorder::new(|_| {
        let then =
            function(|resolve| resolve.unchecked_ref::<js_sys::Function>().call1(UNDEFINED, &json_answer(OK, QUEUED)));
        Ok(object! { "then": then })
    });
    assert_eq!(json(&success(send(&thenable)).await), QUEUED);
}

#[wasm_bindgen_test]
async fn whatever_a_fetch_throws_or_rejects_with_is_the_cause_of_a_connection_error() {
    for thrown in thrown() {
        let (first, second) = (thrown.clone(), thrown.clone());
        let throws = Recorder::new(move |_| Err(first.clone()));
        let rejects = Recorder::new(move |_| Ok(Promise::reject(&second).into()));
        for recorder in [throws, rejects] {
            let error = failure_named(send(&recorder), "ConnectionError").await;
            assert!(same(&get(&error, "cause"), &thrown), "the cause of {thrown:?}");
            assert_eq!(text(&error, "delivery"), "unknown");
            recorder.only();
        }
    }
}

#[wasm_bindgen_test]
async fn the_words_of_the_runtime_are_in_the_message() {
    let recorder =
        Recorder::new(|_| Ok(Promise::reject(&DomException::new("the cable is out", "NetworkError")).into()));
    let error = failure_named(send(&recorder), "ConnectionError").await;
    assert!(text(&error, "message").contains("the cable is out"), "{error:?}");
}

#[wasm_bindgen_test]
async fn that_a_connection_never_opened_is_believed_of_the_hosts_own_fetch_only() {
    for code in ["ECONNREFUSED", "ENOTFOUND", "ECONNRESET"] {
        let recorder = Recorder::new(move |_| {
            let inner = with(&object! { "message": "inner" }, &object! { "code": code });
            let outer = JsValue::from(js_sys::TypeError::new("fetch failed"));
            crate::support::value::set(&outer, "cause", &inner);
            Ok(Promise::reject(&outer).into())
        });
        let recorder = recorder.into_global();
        let error = failure_named(send(&recorder), "ConnectionError").await;
        assert_eq!(text(&error, "delivery"), "unknown", "{code}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_response_is_unexpected() {
    let given: Vec<fn() -> JsValue> = vec![
        || JsValue::UNDEFINED,
        || JsValue::NULL,
        || "ok".into(),
        || 200.into(),
        || object! {},
        || Array::new().into(),
        || object! { "status": 200, "ok": true },
        || object! { "status": "200", "text": 5, "headers": object! {} },
        || array_of(b"{}").into(),
    ];
    for make in given {
        let at_once = Recorder::new(move |_| Ok(make()));
        let later = Recorder::new(move |_| Ok(Promise::resolve(&make()).into()));
        for recorder in [at_once, later] {
            let error = failure_named(send(&recorder), "UnexpectedResponseError").await;
            assert_eq!(text(&error, "delivery"), "unknown");
        }
    }
}

#[wasm_bindgen_test]
async fn redirects_and_network_errors_are_unexpected() {
    let answers: [(f64, fn() -> JsValue); 3] = [
        (302.0, || Response::redirect("https://example.com/elsewhere")),
        (304.0, || Response::new(&JsValue::NULL, &object! { "status": 304 }).into()),
        (0.0, Response::error),
    ];
    for (status, make) in answers {
        let recorder = Recorder::new(move |_| Ok(make()));
        let error = failure_named(send(&recorder), "UnexpectedResponseError").await;
        assert_eq!(crate::support::value::number(&error, "status"), status);
        recorder.only();
    }
}

#[wasm_bindgen_test]
async fn an_answer_is_put_together_before_it_is_read() {
    // Cut within the bytes of a letter, and once between any two bytes.
    let text = r#"{"id":"größe-😀","status":"queued"}"#;
    for size in [1, 10, 13] {
        let recorder = Recorder::new(move |_| {
            let pieces = text.as_bytes().chunks(size).map(|piece| array_of(piece).into()).collect();
            Ok(Response::new(&stream(pieces), UNDEFINED).into())
        });
        assert_eq!(json(&success(send(&recorder)).await), text);
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_breaks_off_leaves_the_fate_unknown() {
    let recorder = Recorder::new(|_| Ok(breaking_off(OK)));
    let error = failure_named(send(&recorder), "ConnectionError").await;
    assert_eq!(text(&error, "delivery"), "unknown");
    // Node hands on what the stream failed with, browsers an error of their own.
    assert!(get(&error, "cause").is_object(), "{error:?}");
}

#[wasm_bindgen_test]
async fn a_failure_that_breaks_off_is_still_that_failure() {
    let recorder = Recorder::new(|_| Ok(breaking_off(400)));
    let error = failure_named(send(&recorder), "ApiError").await;
    assert_eq!(text(&error, "delivery"), "not-sent");
    assert_eq!(text(&error, "body"), r#"{"id":"#);
}

#[wasm_bindgen_test]
async fn a_long_failure_is_read_only_so_far() {
    let asked = Rc::new(Cell::new(0));
    let pieces = Rc::clone(&asked);
    let recorder = Recorder::new(move |_| {
        let pieces = Rc::clone(&pieces);
        let pull = function(move |controller| {
            pieces.set(pieces.get() + 1);
            match pieces.get() {
                1_000 => call(&controller, "close", &[]),
                _ => call(&controller, "enqueue", &[&array_of(&[b'x'; 10_000])]),
            }
        });
        let body = ReadableStream::new(&object! { "pull": pull });
        Ok(Response::new(&body, &object! { "status": 500 }).into())
    });
    let error = failure_named(send(&recorder), "ApiError").await;
    assert_eq!(text(&error, "body").len(), 64 << 10);
    assert!(asked.get() < 100, "{} pieces were read", asked.get());
}

#[wasm_bindgen_test]
async fn an_answer_that_was_read_before_is_an_error_that_settles() {
    let answer = json_answer(OK, QUEUED);
    let recorder = Recorder::new(move |_| Ok(answer.clone()));
    success(send(&recorder)).await;
    failure_named(send(&recorder), "ConnectionError").await;
}

#[wasm_bindgen_test]
async fn a_relay_knows_the_fate_better() {
    for (status, told) in [(502, "not-sent"), (400, "unknown")] {
        let recorder = Recorder::new(move |_| Ok(answer_with(status, "x-whatsmate-delivery", told)));
        let error = failure_named(send(&recorder), "ApiError").await;
        assert_eq!(text(&error, "delivery"), told);
    }
    let recorder = Recorder::new(|_| Ok(answer_with(502, "x-whatsmate-delivery", "perhaps")));
    assert_eq!(text(&failure_named(send(&recorder), "ApiError").await, "delivery"), "unknown");
}

#[wasm_bindgen_test]
async fn fetch_is_told_to_give_up_when_the_attempt_is_over_without_an_answer() {
    let recorder = Recorder::new(|_| Ok(crate::support::engine::never().into()));
    failure_named(send_with(&recorder, &object! { "timeout": 20 }), "TimeoutError").await;
    assert!(recorder.only().is_given_up());
    let answered = Recorder::queued();
    success(send(&answered)).await;
    assert!(!answered.only().is_given_up(), "a signal that fires late shows up as an error in some runtimes");
}

#[wasm_bindgen_test]
async fn the_engine_s_own_failure_is_a_connection_error() {
    // Port 9 is one that no engine connects to, so nothing leaves the machine.
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp_with(&object! { "fetch": JsValue::UNDEFINED });
    let call = whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
    let error = failure_named(call, "ConnectionError").await;
    assert!(get(&error, "cause").is_instance_of::<js_sys::TypeError>(), "{error:?}");
}
