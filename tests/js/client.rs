//! The way of a call: attempts, what is known of the message after them, and calls beside each other.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::engine::{answer, answer_with, json_answer};
use crate::support::outcome::{failure, failure_named, later, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, json, object, text};
use crate::support::{NUMBER, OK, QUEUED};

fn send(recorder: &Recorder, options: &JsValue) -> Promise {
    recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, options)
}

/// Fails so many times, then answers.
fn failing(times: usize, fail: impl Fn() -> Result<JsValue, JsValue> + 'static, body: &'static str) -> Recorder {
    Recorder::new(move |number| if number < times { fail() } else { Ok(json_answer(OK, body)) })
}

#[wasm_bindgen_test]
async fn a_send_of_unknown_fate_is_never_repeated_unless_asked_for() {
    let fates: [fn() -> Result<JsValue, JsValue>; 4] =
        [|| Err("reset".into()), || Ok(json_answer(500, "")), || Ok(json_answer(503, "")), || Ok(JsValue::UNDEFINED)];
    for fate in fates {
        let recorder = failing(1, fate, QUEUED);
        let error = failure(send(&recorder, &object! { "maxRetries": 5 })).await;
        assert_eq!(text(&error, "delivery"), "unknown");
        recorder.only();
    }
    let recorder = failing(1, || Err("reset".into()), QUEUED);
    success(send(&recorder, &object! { "maxRetries": 1, "retryUnknown": true })).await;
    assert_eq!(recorder.count(), 2);
}

#[wasm_bindgen_test]
async fn a_send_that_queued_nothing_is_repeated_where_that_can_help() {
    let recorder = failing(2, || Ok(answer_with(429, "retry-after", "0")), QUEUED);
    assert_eq!(json(&success(send(&recorder, &object! { "maxRetries": 2 })).await), QUEUED);
    assert_eq!(recorder.count(), 3);
    assert_eq!(recorder.sent(0).body_text().await, recorder.sent(2).body_text().await);
    for status in [400, 401, 404, 444, 469] {
        let recorder = failing(1, move || Ok(json_answer(status, "{}")), QUEUED);
        let error = failure(send(&recorder, &object! { "maxRetries": 5 })).await;
        assert_eq!(text(&error, "delivery"), "not-sent");
        recorder.only();
    }
}

#[wasm_bindgen_test]
async fn so_many_attempts_and_no_more() {
    for retries in [0_u32, 1, 3] {
        let recorder = Recorder::new(|_| Ok(answer_with(429, "retry-after", "0")));
        failure_named(send(&recorder, &object! { "maxRetries": retries }), "RateLimitError").await;
        assert_eq!(recorder.count(), retries as usize + 1);
    }
}

#[wasm_bindgen_test]
async fn what_only_reads_is_repeated_and_what_is_gone_is_not() {
    let recorder = failing(1, || Ok(json_answer(503, "")), r#"{"en":"English"}"#);
    let whatsmate = recorder.whatsmate(&object! { "maxRetries": 1 });
    success(whatsmate.translation().supported_codes(UNDEFINED)).await;
    assert_eq!(recorder.count(), 2);
    let recorder = Recorder::new(|_| Ok(json_answer(500, r#"{"error_message":"no longer there"}"#)));
    let whatsmate = recorder.whatsmate(&object! { "maxRetries": 3 });
    failure_named(whatsmate.pdf().retrieve_text(&"job".into(), UNDEFINED), "ApiError").await;
    recorder.only();
}

#[wasm_bindgen_test]
async fn what_one_attempt_left_open_stays_open() {
    let busy = || Ok(answer_with(429, "retry-after", "0"));
    let recorder = Recorder::new(move |number| if number == 0 { Err("reset".into()) } else { busy() });
    let error =
        failure_named(send(&recorder, &object! { "maxRetries": 1, "retryUnknown": true }), "RateLimitError").await;
    assert_eq!(text(&error, "delivery"), "unknown");
    assert_eq!(recorder.count(), 2);
    let recorder = Recorder::new(move |_| busy());
    let error = failure_named(send(&recorder, &object! { "maxRetries": 1 }), "RateLimitError").await;
    assert_eq!(text(&error, "delivery"), "not-sent");
}

#[wasm_bindgen_test]
async fn only_what_queues_has_a_fate() {
    let recorder = Recorder::new(|_| Err("reset".into()));
    let whatsmate = recorder.whatsmate(UNDEFINED);
    let url = "https://example.com/a.pdf".into();
    let calls = [whatsmate.translation().supported_codes(UNDEFINED), whatsmate.pdf().extract(&url, UNDEFINED)];
    for call in calls.map(later) {
        assert!(get(&failure(call).await, "delivery").is_undefined());
    }
    let error = failure(whatsmate.pdf().submit(&url, UNDEFINED)).await;
    assert_eq!([text(&error, "delivery"), text(&error, "endpoint")], ["unknown", "GET /v1/pdf/job/submit"]);
}

#[wasm_bindgen_test]
async fn calls_under_way_together_do_not_mix() {
    let recorder = Recorder::held();
    let whatsmate = recorder.whatsmate(UNDEFINED);
    let calls: Vec<Promise> = (1..=20)
        .map(|number: u32| {
            let params = object! { "number": NUMBER, "message": number };
            crate::support::value::set(&params, "message", &format!("message {number}").into());
            whatsmate.whatsapp(&number.into()).unwrap().send_text(&params, UNDEFINED)
        })
        .collect();
    recorder.received(20).await;
    // Answered from the last to the first.
    for number in (0..20).rev() {
        recorder.release(number, &json_answer(OK, &format!(r#"{{"id":"{number}","status":"queued"}}"#)));
    }
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(text(&success(call).await, "id"), number.to_string());
        let sent = recorder.sent(number);
        let instance = number + 1;
        assert!(sent.url.ends_with(&format!("/message/{instance}")));
        assert!(sent.body_text().await.contains(&format!("message {instance}\"")));
    }
}

#[wasm_bindgen_test]
async fn a_call_that_is_refused_is_a_promise_too() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let calls = [
        whatsapp.send_text(UNDEFINED, UNDEFINED),
        whatsapp.send_image(UNDEFINED, UNDEFINED),
        recorder.whatsmate(UNDEFINED).pdf().wait(UNDEFINED, UNDEFINED),
        whatsmate::js::Media::encode(UNDEFINED, UNDEFINED),
    ]
    .map(later);
    for call in calls {
        assert!(call.is_instance_of::<Promise>());
        failure_named(call, "InvalidInputError").await;
    }
}

#[wasm_bindgen_test]
async fn the_answer_of_a_call_is_a_plain_value() {
    let recorder = Recorder::queued();
    let ticket = success(send(&recorder, UNDEFINED)).await;
    let plain = js_sys::Object::get_prototype_of(&object! {});
    assert!(js_sys::Object::is(&js_sys::Object::get_prototype_of(&ticket), &plain));
    let codes = Recorder::new(|_| Ok(json_answer(OK, r#"{"en":"English"}"#)));
    let codes = success(codes.whatsmate(UNDEFINED).translation().supported_codes(UNDEFINED)).await;
    assert!(js_sys::Object::is(&js_sys::Object::get_prototype_of(&codes), &plain), "a Map, perhaps");
    let text = Recorder::new(|_| Ok(answer(200, "text/plain", "")));
    let text = text.whatsmate(UNDEFINED).pdf().extract(&"https://example.com/a.pdf".into(), UNDEFINED);
    assert_eq!(success(text).await, "");
}
