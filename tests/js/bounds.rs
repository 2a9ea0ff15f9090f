//! Time: what bounds an attempt and what bounds a call.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::engine::{Response, answer_with, json_answer, never, stream_then};
use crate::support::outcome::{failure_named, pause, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, number, object, text};
use crate::support::{NUMBER, OK, QUEUED};

fn send(recorder: &Recorder, options: &JsValue) -> Promise {
    recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, options)
}

fn hanging() -> Recorder {
    Recorder::new(|_| Ok(never().into()))
}

#[wasm_bindgen_test]
async fn a_fetch_that_never_settles_times_out() {
    let recorder = hanging();
    let error = failure_named(send(&recorder, &object! { "timeout": 30 }), "TimeoutError").await;
    assert_eq!((number(&error, "after"), text(&error, "scope").as_str()), (30.0, "attempt"));
    assert_eq!(text(&error, "delivery"), "unknown");
    recorder.only();
}

#[wasm_bindgen_test]
async fn the_body_of_an_answer_is_bounded_too() {
    let recorder = Recorder::new(|_| {
        let body = stream_then(vec![crate::support::bytes::array_of(b"{").into()], None, |_| Ok(never().into()));
        Ok(Response::new(&body, UNDEFINED).into())
    });
    let error = failure_named(send(&recorder, &object! { "timeout": 30 }), "TimeoutError").await;
    assert_eq!(text(&error, "scope"), "attempt");
}

#[wasm_bindgen_test]
async fn each_attempt_has_its_time_and_all_of_them_the_deadline() {
    let recorder = hanging();
    let options = object! { "timeout": 20, "maxRetries": 1_000, "retryUnknown": true, "deadline": 1_000 };
    let error = failure_named(send(&recorder, &options), "TimeoutError").await;
    assert_eq!(text(&error, "delivery"), "unknown");
    assert!(recorder.count() > 1, "a call that timed out was not made again");
    // Only its own time or the wait after it ends an attempt, so the last word is either's.
    assert!(["attempt", "deadline"].contains(&text(&error, "scope").as_str()));
}

#[wasm_bindgen_test]
async fn a_deadline_ends_an_attempt() {
    let recorder = hanging();
    let error = failure_named(send(&recorder, &object! { "deadline": 30 }), "TimeoutError").await;
    assert_eq!((number(&error, "after"), text(&error, "scope").as_str()), (30.0, "deadline"));
    assert_eq!(text(&error, "delivery"), "unknown");
    assert!(recorder.only().is_given_up());
}

#[wasm_bindgen_test]
async fn a_deadline_ends_the_reading_of_a_file_before_anything_is_sent() {
    let recorder = hanging();
    let stream = stream_then(Vec::new(), None, |_| Ok(never().into()));
    let params = object! { "number": NUMBER, "image": stream };
    let call = recorder.whatsapp().send_image(&params, &object! { "deadline": 30 });
    let error = failure_named(call, "TimeoutError").await;
    assert_eq!([text(&error, "scope"), text(&error, "delivery")], ["deadline", "not-sent"]);
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn a_time_that_is_too_long_for_timers_does_not_pass_at_once() {
    for time in [2_147_483_648.0, 4_294_967_296.0, 1e15, f64::INFINITY] {
        let recorder = Recorder::held();
        let call = send(&recorder, &object! { "timeout": time, "deadline": time });
        recorder.received(1).await;
        pause(20).await;
        recorder.release(0, &json_answer(OK, QUEUED));
        success(call).await;
    }
}

#[wasm_bindgen_test]
async fn a_wait_that_ends_after_the_deadline_is_not_begun() {
    for (after, deadline) in [("5", 2_000), ("61", 600_000)] {
        let recorder = Recorder::new(move |_| Ok(answer_with(429, "retry-after", after)));
        let start = js_sys::Date::now();
        let options = object! { "maxRetries": 3, "deadline": deadline };
        let error = failure_named(send(&recorder, &options), "RateLimitError").await;
        assert_eq!(number(&error, "retryAfter").to_string(), format!("{after}000"));
        assert!(js_sys::Date::now() - start < 1_500.0, "it waited all the same");
        recorder.only();
    }
}

#[wasm_bindgen_test]
async fn a_date_to_come_back_at_is_waited_for() {
    let recorder = Recorder::new(|number| {
        let date = js_sys::Date::new(&(js_sys::Date::now() + 60_000.0).into()).to_utc_string();
        Ok(if number == 0 { answer_with(429, "Retry-After", &String::from(date)) } else { json_answer(OK, QUEUED) })
    });
    let error = failure_named(send(&recorder, &object! { "maxRetries": 0 }), "RateLimitError").await;
    let wait = number(&error, "retryAfter");
    assert!((50_000.0..=60_000.0).contains(&wait), "{wait} ms");
}
