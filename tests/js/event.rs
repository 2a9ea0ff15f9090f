//! What `onEvent` is told, and that it can not get in the way.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::bytes::array_of;
use crate::support::engine::{RateLimitError, answer_with, json_answer};
use crate::support::outcome::{failure_named, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, json, listener, number, object, text, throwing};
use crate::support::{CLIENT_ID, CLIENT_SECRET, NUMBER, OK, QUEUED};

const ENDPOINT: &str = "POST /v3/whatsapp/single/text/message";

fn kinds(events: &Array) -> Vec<String> {
    events.iter().map(|event| format!("{} {}", text(&event, "type"), number(&event, "attempt"))).collect()
}

/// Refuses the first attempt, takes the second.
fn busy_once() -> Recorder {
    Recorder::new(|number| Ok(if number == 0 { answer_with(429, "retry-after", "0") } else { json_answer(OK, QUEUED) }))
}

#[wasm_bindgen_test]
async fn requests_responses_and_retries_are_told_in_order() {
    let recorder = busy_once();
    let (on_event, events) = listener();
    let whatsapp = recorder.whatsapp_with(&object! { "onEvent": on_event, "maxRetries": 1 });
    success(whatsapp.send_text(&object! { "number": NUMBER, "message": "canary" }, UNDEFINED)).await;
    assert_eq!(kinds(&events), ["request 1", "response 1", "retry 1", "request 2", "response 2"]);
    for event in events.iter() {
        assert_eq!(text(&event, "endpoint"), ENDPOINT);
    }
    assert_eq!(json(&events.get(0)), format!(r#"{{"type":"request","endpoint":"{ENDPOINT}","attempt":1}}"#));
    assert_eq!((number(&events.get(1), "status"), number(&events.get(4), "status")), (429.0, 200.0));
    assert!(number(&events.get(1), "duration") >= 0.0);
    let retry = events.get(2);
    assert_eq!(number(&retry, "wait"), 0.0);
    assert!(get(&retry, "error").is_instance_of::<RateLimitError>());
    assert_eq!(text(&get(&retry, "error"), "endpoint"), ENDPOINT);
    let told = json(&events);
    for hidden in ["canary", NUMBER, CLIENT_ID, CLIENT_SECRET, "0b9ecb1c"] {
        assert!(!told.contains(hidden), "{told}");
    }
}

#[wasm_bindgen_test]
async fn a_listener_that_throws_changes_nothing() {
    for thrown in [js_sys::Error::new("mine").into(), JsValue::UNDEFINED, "mine".into()] {
        let recorder = busy_once();
        let whatsapp = recorder.whatsapp_with(&object! { "onEvent": throwing(thrown), "maxRetries": 1 });
        let call = whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
        assert_eq!(json(&success(call).await), QUEUED);
        assert_eq!(recorder.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn a_listener_may_make_a_call_of_its_own() {
    let recorder = Recorder::queued();
    let other = std::rc::Rc::new(Recorder::queued());
    let inner = std::rc::Rc::clone(&other);
    let on_event = crate::support::value::function(move |_| {
        Ok(inner.whatsapp().send_text(&object! { "number": NUMBER, "message": "inner" }, UNDEFINED).into())
    });
    let whatsapp = recorder.whatsapp_with(&object! { "onEvent": on_event });
    success(whatsapp.send_text(&object! { "number": NUMBER, "message": "outer" }, UNDEFINED)).await;
    other.received(2).await;
}

#[wasm_bindgen_test]
async fn nothing_is_told_of_what_is_not_sent() {
    let recorder = Recorder::queued();
    let (on_event, events) = listener();
    let whatsapp = recorder.whatsapp_with(&object! { "onEvent": on_event });
    let empty = object! { "number": NUMBER, "image": array_of(b"") };
    failure_named(whatsapp.send_image(&empty, UNDEFINED), "InvalidInputError").await;
    assert_eq!(events.length(), 0);
}

#[wasm_bindgen_test]
async fn an_attempt_without_an_answer_has_no_response() {
    let recorder = Recorder::new(|_| Err("gone".into()));
    let (on_event, events) = listener();
    let whatsapp = recorder.whatsapp_with(&object! { "onEvent": on_event });
    let call = whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
    failure_named(call, "ConnectionError").await;
    assert_eq!(kinds(&events), ["request 1"]);
}
