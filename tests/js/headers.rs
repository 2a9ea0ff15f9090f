//! The headers of a request: the API's three, or a relay's own.

use std::cell::Cell;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsMate;

use crate::support::NUMBER;
use crate::support::engine::{DomException, answer_with};
use crate::support::outcome::{failure_named, refusal, success};
use crate::support::realm::construct;
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, function, get, json, object, same, text, throwing, with};

fn relay(recorder: &Recorder, more: &JsValue) -> WhatsMate {
    crate::host::without_variables();
    WhatsMate::new(&recorder.relay_config(more)).unwrap()
}

fn send(whatsmate: &WhatsMate) -> Promise {
    whatsmate.whatsapp(&3.into()).unwrap().send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED)
}

#[wasm_bindgen_test]
async fn a_relay_is_sent_no_credentials() {
    let recorder = Recorder::queued();
    let whatsmate = relay(&recorder, UNDEFINED);
    success(whatsmate.translation().supported_codes(UNDEFINED)).await;
    assert_eq!(recorder.only().headers(), r#"{"content-type":"application/json"}"#);
}

#[wasm_bindgen_test]
async fn a_relay_s_own_headers_are_taken_in_every_form() {
    let pair = || Array::of2(&"X-CSRF".into(), &"token".into());
    let plain = || object! { "X-CSRF": "token" };
    let forms = [
        plain(),
        Array::of1(&pair()).into(),
        construct(&js_sys::global(), "Headers", &[&plain()]),
        construct(&js_sys::global(), "Map", &[&Array::of1(&pair())]),
        Promise::resolve(&plain()).into(),
    ];
    for form in forms {
        let recorder = Recorder::queued();
        let whatsmate = relay(&recorder, &object! { "headers": function(move |_| Ok(form.clone())) });
        success(whatsmate.translation().supported_codes(UNDEFINED)).await;
        assert_eq!(recorder.only().headers(), r#"{"content-type":"application/json","x-csrf":"token"}"#);
    }
}

#[wasm_bindgen_test]
async fn a_relay_s_headers_are_asked_for_anew_for_each_attempt() {
    let recorder = Recorder::new(|number| match number {
        0 => Ok(answer_with(429, "retry-after", "0")),
        _ => Ok(crate::support::engine::json_answer(200, crate::support::QUEUED)),
    });
    let asked = Cell::new(0);
    let headers = function(move |_| {
        asked.set(asked.get() + 1);
        Ok(object! { "Authorization": format!("Bearer {}", asked.get()) })
    });
    success(send(&relay(&recorder, &object! { "headers": headers, "maxRetries": 1 }))).await;
    let token = |number| recorder.sent(number).header("authorization");
    assert_eq!([token(0).as_deref(), token(1).as_deref()], [Some("Bearer 1"), Some("Bearer 2")]);
}

#[wasm_bindgen_test]
async fn what_are_no_headers_is_refused_before_anything_is_sent() {
    let thrown = JsValue::from(DomException::new("no token", "NotAllowedError"));
    let given = [
        throwing(thrown.clone()),
        function({
            let thrown = thrown.clone();
            move |_| Ok(Promise::reject(&thrown).into())
        }),
        function(|_| Ok(5.into())),
        function(|_| Ok("X-A: b".into())),
        function(|_| Ok(object! { "a name": "b" })),
        function(|_| Ok(object! { "X-A": "new\nline" })),
        function(|_| Ok(object! { "X-A": "€" })),
    ];
    for (number, headers) in given.iter().enumerate() {
        let recorder = Recorder::queued();
        let error = failure_named(send(&relay(&recorder, &object! { "headers": headers })), "InvalidInputError").await;
        refusal(&error, "config.headers");
        assert_eq!(text(&error, "delivery"), "not-sent");
        assert!(number >= 2 || same(&get(&error, "cause"), &thrown), "{error:?}");
        assert_eq!(recorder.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn all_attempts_of_a_send_have_one_key_and_the_next_send_another() {
    let recorder = Recorder::new(|number| match number {
        0 => Ok(answer_with(429, "retry-after", "0")),
        _ => Ok(crate::support::engine::json_answer(200, crate::support::QUEUED)),
    });
    let whatsmate = relay(&recorder, &object! { "maxRetries": 1 });
    success(send(&whatsmate)).await;
    success(send(&whatsmate)).await;
    success(whatsmate.pdf().submit(&"https://example.com/a.pdf".into(), UNDEFINED)).await;
    success(whatsmate.pdf().check(&"job".into(), UNDEFINED)).await;
    let key = |number| recorder.sent(number).header("idempotency-key");
    assert!(key(0).is_some_and(|key| key.len() >= 32), "{:?}", key(0));
    assert_eq!(key(0), key(1));
    assert_ne!(key(1), key(2));
    assert!(key(3).is_some() && key(3) != key(2));
    assert_eq!(key(4), None);
}

#[wasm_bindgen_test]
async fn the_api_itself_is_sent_no_key() {
    let recorder = Recorder::queued();
    success(send(&recorder.whatsmate(UNDEFINED))).await;
    assert_eq!(recorder.only().header("idempotency-key"), None);
}

#[wasm_bindgen_test]
async fn a_relay_s_headers_are_only_read_and_never_changed() {
    let recorder = Recorder::queued();
    let own = construct(&js_sys::global(), "Headers", &[&object! { "X-A": "b" }]);
    let given = own.clone();
    success(send(&relay(&recorder, &with(&object! {}, &object! { "headers": function(move |_| Ok(given.clone())) }))))
        .await;
    assert_eq!(json(&js_sys::Object::from_entries(&own).unwrap()), r#"{"x-a":"b"}"#);
}
