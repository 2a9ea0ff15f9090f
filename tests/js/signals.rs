//! The caller's AbortSignal: before the call, during it, after it, and of any realm.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::NUMBER;
use crate::support::engine::{AbortController, DomException, json_answer, never, stream_then};
use crate::support::outcome::{failure_named, later, pause, success};
use crate::support::realm::{construct, is_page, other_realm};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, get, object, same, set, text, throwing};

fn send(recorder: &Recorder, signal: &JsValue) -> Promise {
    let params = object! { "number": NUMBER, "message": "Hi" };
    recorder.whatsapp().send_text(&params, &object! { "signal": signal })
}

/// Reasons to abort for; the first is what `abort()` makes of none.
fn reasons() -> [JsValue; 6] {
    let error = js_sys::Error::new("changed my mind").into();
    [JsValue::UNDEFINED, JsValue::NULL, 0.into(), "enough".into(), object! { "why": "x" }, error]
}

#[wasm_bindgen_test]
async fn a_signal_that_has_fired_sends_nothing() {
    for reason in reasons() {
        let recorder = Recorder::queued();
        let controller = AbortController::new();
        controller.abort(&reason);
        let error = failure_named(send(&recorder, &controller.signal()), "AbortError").await;
        assert!(same(&get(&error, "cause"), &get(&controller.signal(), "reason")), "{reason:?}");
        assert_eq!(text(&error, "delivery"), "not-sent");
        pause(0).await;
        assert_eq!(recorder.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_signal_that_fires_ends_the_call_with_its_reason() {
    for reason in reasons() {
        let recorder = Recorder::new(|_| Ok(never().into()));
        let controller = AbortController::new();
        let call = send(&recorder, &controller.signal());
        recorder.received(1).await;
        controller.abort(&reason);
        let error = failure_named(call, "AbortError").await;
        assert!(same(&get(&error, "cause"), &get(&controller.signal(), "reason")), "{reason:?}");
        assert_eq!([text(&error, "code"), text(&error, "delivery")], ["aborted", "unknown"]);
        assert!(recorder.only().is_given_up(), "the fetch goes on");
    }
}

#[wasm_bindgen_test]
async fn a_signal_without_a_reason_gives_the_engine_s_own() {
    let recorder = Recorder::queued();
    let controller = AbortController::new();
    controller.abort(UNDEFINED);
    let error = failure_named(send(&recorder, &controller.signal()), "AbortError").await;
    let cause = get(&error, "cause");
    assert!(cause.is_instance_of::<DomException>(), "{cause:?}");
    assert_eq!(text(&cause, "name"), "AbortError");
}

#[wasm_bindgen_test]
async fn a_signal_that_fires_while_a_file_is_read_lets_go_of_the_file() {
    let recorder = Recorder::queued();
    let cancelled = Rc::new(Cell::new(false));
    let (seen, asked) = (Rc::clone(&cancelled), Rc::new(Cell::new(false)));
    let asked_now = Rc::clone(&asked);
    let source = object! {
        "pull": crate::support::value::function(move |_| { asked_now.set(true); Ok(never().into()) }),
        "cancel": crate::support::value::function(move |_| { seen.set(true); Ok(JsValue::UNDEFINED) }),
    };
    let stream = crate::support::engine::ReadableStream::new(&source);
    let controller = AbortController::new();
    let params = object! { "number": NUMBER, "image": stream };
    let call = recorder.whatsapp().send_image(&params, &object! { "signal": controller.signal() });
    while !asked.get() {
        pause(1).await;
    }
    controller.abort(&"enough".into());
    let error = failure_named(call, "AbortError").await;
    assert_eq!(text(&error, "delivery"), "not-sent");
    pause(5).await;
    assert!(cancelled.get(), "the stream was left open");
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn a_signal_is_left_without_listeners() {
    let controller = AbortController::new();
    let signal = controller.signal();
    let count = Rc::new(Cell::new(0));
    for (name, step) in [("addEventListener", 1), ("removeEventListener", -1)] {
        let (real, count, this) = (get(&signal, name), Rc::clone(&count), signal.clone());
        let counted = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(move |kind, listener| {
            count.set(count.get() + step);
            real.unchecked_ref::<js_sys::Function>().call2(&this, &kind, &listener)
        });
        set(&signal, name, &counted.into_js_value());
    }
    let recorder = Recorder::held();
    let calls: Vec<Promise> = (0..5).map(|_| send(&recorder, &signal)).collect();
    recorder.received(5).await;
    assert!(count.get() > 0, "nobody listens while a call is under way");
    for (number, call) in calls.into_iter().enumerate() {
        recorder.release(number, &json_answer(200, crate::support::QUEUED));
        success(call).await;
    }
    assert_eq!(count.get(), 0, "listeners left on the signal");
    controller.abort(UNDEFINED);
}

#[wasm_bindgen_test]
async fn a_signal_of_another_realm_is_heard() {
    // A context of Node has none of its own; what is like one serves there.
    let (controller, signal) = if is_page() {
        let controller = construct(&other_realm(), "AbortController", &[]);
        let signal = get(&controller, "signal");
        (controller, signal)
    } else {
        let controller = JsValue::from(AbortController::new());
        let real = get(&controller, "signal");
        let signal = object! { "aborted": false };
        for name in ["addEventListener", "removeEventListener"] {
            set(&signal, name, &call(&get(&real, name), "bind", &[&real]).unwrap());
        }
        let (target, reason) = (signal.clone(), JsValue::from("from afar"));
        let fire = crate::support::value::function(move |_| {
            set(&target, "aborted", &true.into());
            set(&target, "reason", &reason);
            Ok(JsValue::UNDEFINED)
        });
        call(&real, "addEventListener", &[&"abort".into(), &fire]).unwrap();
        (controller, signal)
    };
    let recorder = Recorder::new(|_| Ok(never().into()));
    let promise = send(&recorder, &signal);
    recorder.received(1).await;
    call(&controller, "abort", &[&"from afar".into()]).unwrap();
    let error = failure_named(promise, "AbortError").await;
    assert_eq!(get(&error, "cause"), "from afar");
}

#[wasm_bindgen_test]
async fn a_signal_that_throws_leaves_the_call_to_end_by_itself() {
    let recorder = Recorder::queued();
    let signal =
        object! { "aborted": false, "addEventListener": throwing("no"), "removeEventListener": throwing("no") };
    success(send(&recorder, &signal)).await;
}

#[wasm_bindgen_test]
async fn a_signal_that_fires_after_the_answer_changes_nothing() {
    let recorder = Recorder::queued();
    let controller = AbortController::new();
    success(send(&recorder, &controller.signal())).await;
    controller.abort(UNDEFINED);
    pause(1).await;
    assert!(!recorder.only().is_given_up());
}

#[wasm_bindgen_test]
async fn a_signal_ends_the_wait_between_two_attempts() {
    let recorder = Recorder::new(|_| Ok(crate::support::engine::answer_with(429, "retry-after", "30")));
    let controller = AbortController::new();
    let params = object! { "number": NUMBER, "message": "Hi" };
    let options = object! { "signal": controller.signal(), "maxRetries": 1 };
    let call = recorder.whatsapp().send_text(&params, &options);
    recorder.received(1).await;
    pause(5).await;
    controller.abort(UNDEFINED);
    let error = failure_named(call, "AbortError").await;
    assert_eq!(text(&error, "delivery"), "not-sent", "a 429 has queued nothing");
}

#[wasm_bindgen_test]
async fn one_signal_ends_many_calls() {
    let recorder = Recorder::new(|_| Ok(never().into()));
    let controller = AbortController::new();
    let mut calls: Vec<Promise> = (0..8).map(|_| later(send(&recorder, &controller.signal()))).collect();
    let stream = stream_then(Vec::new(), None, |_| Ok(never().into()));
    let options = object! { "signal": controller.signal() };
    calls.push(later(recorder.whatsapp().send_image(&object! { "number": NUMBER, "image": stream }, &options)));
    recorder.received(8).await;
    controller.abort(UNDEFINED);
    for call in calls {
        failure_named(call, "AbortError").await;
    }
    assert_eq!(recorder.count(), 8);
}
