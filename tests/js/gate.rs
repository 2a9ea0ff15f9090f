//! The queue before `maxConcurrency` places.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsMate;

use crate::support::engine::{AbortController, json_answer};
use crate::support::outcome::{failure_named, later, pause, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object, text};
use crate::support::{NUMBER, OK, QUEUED};

/// A client with so many places, whose requests are held.
fn narrow(places: u32) -> (Recorder, WhatsMate) {
    let recorder = Recorder::held();
    let whatsmate = recorder.whatsmate(&object! { "maxConcurrency": places });
    (recorder, whatsmate)
}

fn send(whatsmate: &WhatsMate, message: &str, options: &JsValue) -> Promise {
    let params = object! { "number": NUMBER, "message": message };
    whatsmate.whatsapp(&3.into()).unwrap().send_text(&params, options)
}

async fn message(recorder: &Recorder, number: usize) -> String {
    text(&crate::support::value::parse(&recorder.sent(number).body_text().await), "message")
}

fn ok() -> JsValue {
    json_answer(OK, QUEUED)
}

#[wasm_bindgen_test]
async fn calls_go_in_the_order_in_which_they_were_made() {
    for places in [1, 2] {
        let (recorder, whatsmate) = narrow(places);
        let calls: Vec<Promise> = (0..6).map(|number| send(&whatsmate, &number.to_string(), UNDEFINED)).collect();
        for number in 0..6 {
            let under_way = (number + places as usize).min(6);
            recorder.received(under_way).await;
            pause(2).await;
            assert_eq!(recorder.count(), under_way, "requests before number {number} is answered");
            assert_eq!(message(&recorder, number).await, number.to_string());
            recorder.release(number, &ok());
        }
        for call in calls {
            success(call).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_queued_call_can_be_aborted_and_leaves_the_queue() {
    let (recorder, whatsmate) = narrow(1);
    let first = send(&whatsmate, "first", UNDEFINED);
    let controller = AbortController::new();
    let second = send(&whatsmate, "second", &object! { "signal": controller.signal() });
    let third = send(&whatsmate, "third", UNDEFINED);
    recorder.received(1).await;
    controller.abort(UNDEFINED);
    let error = failure_named(second, "AbortError").await;
    assert_eq!(text(&error, "delivery"), "not-sent");
    recorder.release(0, &ok());
    success(first).await;
    recorder.received(2).await;
    recorder.release(1, &ok());
    success(third).await;
    assert_eq!(message(&recorder, 1).await, "third");
    assert_eq!(recorder.count(), 2);
}

#[wasm_bindgen_test]
async fn a_deadline_passes_in_the_queue() {
    let (recorder, whatsmate) = narrow(1);
    let first = send(&whatsmate, "first", UNDEFINED);
    let error = failure_named(send(&whatsmate, "second", &object! { "deadline": 30 }), "TimeoutError").await;
    assert_eq!([text(&error, "scope"), text(&error, "delivery")], ["deadline", "not-sent"]);
    recorder.release(0, &ok());
    success(first).await;
    pause(5).await;
    assert_eq!(message(&recorder, 0).await, "first");
    recorder.only();
}

#[wasm_bindgen_test]
async fn a_time_of_an_attempt_begins_with_its_place() {
    let (recorder, whatsmate) = narrow(1);
    let first = send(&whatsmate, "first", UNDEFINED);
    // Its time is over long before its turn comes, and starts only then.
    let second = send(&whatsmate, "second", &object! { "timeout": 1_000 });
    recorder.received(1).await;
    pause(1_100).await;
    recorder.release(0, &ok());
    success(first).await;
    recorder.received(2).await;
    recorder.release(1, &ok());
    success(second).await;
}

#[wasm_bindgen_test]
async fn a_place_is_given_back_however_a_call_ends() {
    let recorder = Recorder::new(|number| match number {
        0 => Err("thrown".into()),
        1 => Ok(JsValue::NULL),
        2 => Ok(json_answer(500, "")),
        3 => Ok(crate::support::engine::never().into()),
        _ => Ok(json_answer(OK, QUEUED)),
    });
    let whatsmate = recorder.whatsmate(&object! { "maxConcurrency": 1, "timeout": 30 });
    let calls: Vec<Promise> = (0..5).map(|number| later(send(&whatsmate, &number.to_string(), UNDEFINED))).collect();
    let ends = ["ConnectionError", "UnexpectedResponseError", "ApiError", "TimeoutError"];
    let mut calls = calls.into_iter();
    for end in ends {
        failure_named(calls.next().unwrap(), end).await;
    }
    success(calls.next().unwrap()).await;
}

#[wasm_bindgen_test]
async fn an_aborted_call_gives_its_place_to_the_next() {
    let (recorder, whatsmate) = narrow(1);
    let controller = AbortController::new();
    let first = send(&whatsmate, "first", &object! { "signal": controller.signal() });
    let second = send(&whatsmate, "second", UNDEFINED);
    recorder.received(1).await;
    controller.abort(UNDEFINED);
    failure_named(first, "AbortError").await;
    recorder.received(2).await;
    recorder.release(1, &ok());
    success(second).await;
}

#[wasm_bindgen_test]
async fn what_comes_from_one_client_shares_its_places() {
    let (recorder, whatsmate) = narrow(1);
    let codes = whatsmate.translation().supported_codes(UNDEFINED);
    let check = whatsmate.pdf().check(&"job".into(), UNDEFINED);
    let telegram = whatsmate.telegram(&1.into()).unwrap();
    let text = telegram.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
    let other = recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "other" }, UNDEFINED);
    recorder.received(2).await;
    pause(2).await;
    let ends = |number: usize, end: &str| assert!(recorder.sent(number).url.ends_with(end), "{number}");
    assert_eq!(recorder.count(), 2, "one of each client");
    ends(0, "/supported-codes");
    ends(1, "/whatsapp/single/text/message/3");
    recorder.release(1, &ok());
    success(other).await;
    recorder.release(0, &json_answer(OK, "{}"));
    success(codes).await;
    recorder.received(3).await;
    ends(2, "/check/job");
    recorder.release(2, &ok());
    success(check).await;
    recorder.received(4).await;
    ends(3, "/telegram/single/text/message/1");
    recorder.release(3, &ok());
    success(text).await;
}

#[wasm_bindgen_test]
async fn polling_holds_no_place_between_polls() {
    let (recorder, whatsmate) = narrow(1);
    let controller = AbortController::new();
    let waiting =
        whatsmate.pdf().wait(&"job".into(), &object! { "pollInterval": 60_000, "signal": controller.signal() });
    recorder.received(1).await;
    recorder.release(0, &json_answer(OK, r#"{"id":"job","status":"Processing"}"#));
    let send = send(&whatsmate, "between", UNDEFINED);
    recorder.received(2).await;
    recorder.release(1, &ok());
    success(send).await;
    controller.abort(UNDEFINED);
    failure_named(waiting, "AbortError").await;
}
