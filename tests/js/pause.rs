//! Holding calls back while the API asks to wait.

use js_sys::Promise;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsMate;

use crate::support::engine::{answer_with, json_answer};
use crate::support::outcome::{failure_named, later, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object};
use crate::support::{BASE, NUMBER, OK, QUEUED};

fn send(whatsmate: &WhatsMate, instance: u32) -> Promise {
    let params = object! { "number": NUMBER, "message": "Hi" };
    later(whatsmate.whatsapp(&instance.into()).unwrap().send_text(&params, UNDEFINED))
}

/// Asks the first call to come back in so many seconds and takes all others.
fn busy(after: &'static str) -> Recorder {
    Recorder::new(move |number| {
        Ok(if number == 0 { answer_with(429, "retry-after", after) } else { json_answer(OK, QUEUED) })
    })
}

/// The end of each URL, in the order of the requests.
fn paths(recorder: &Recorder) -> Vec<String> {
    let path = |number| recorder.sent(number).url.replace(BASE, "").replace("/single/text/message", "");
    (0..recorder.count()).map(path).collect()
}

#[wasm_bindgen_test]
async fn queued_calls_of_that_family_and_instance_wait_and_others_go_on() {
    let recorder = busy("2");
    let whatsmate = recorder.whatsmate(&object! { "maxConcurrency": 1, "maxRetries": 1 });
    let telegram = whatsmate.telegram(&3.into()).unwrap();
    let params = object! { "number": NUMBER, "message": "Hi" };
    let calls = [
        send(&whatsmate, 3),
        send(&whatsmate, 3),
        send(&whatsmate, 4),
        later(telegram.send_text(&params, UNDEFINED)),
        send(&whatsmate, 3),
    ];
    for call in calls {
        success(call).await;
    }
    let [held, other, telegram] = ["/v3/whatsapp/3", "/v3/whatsapp/4", "/v3/telegram/3"];
    assert_eq!(paths(&recorder), [held, other, telegram, held, held, held]);
}

#[wasm_bindgen_test]
async fn calls_are_held_back_for_a_call_that_gave_up_too() {
    let recorder = busy("1");
    let whatsmate = recorder.whatsmate(&object! { "maxRetries": 0 });
    failure_named(send(&whatsmate, 3), "RateLimitError").await;
    let (held, other) = (send(&whatsmate, 3), send(&whatsmate, 4));
    success(other).await;
    success(held).await;
    assert_eq!(paths(&recorder), ["/v3/whatsapp/3", "/v3/whatsapp/4", "/v3/whatsapp/3"]);
}

#[wasm_bindgen_test]
async fn a_wait_that_is_too_long_holds_nothing_back() {
    let recorder = busy("61");
    let whatsmate = recorder.whatsmate(&object! { "maxRetries": 1 });
    failure_named(send(&whatsmate, 3), "RateLimitError").await;
    success(send(&whatsmate, 3)).await;
    assert_eq!(recorder.count(), 2);
}
