//! Functions of callers: what they throw, when they settle, and whether they call back in.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsApp;

use crate::support::engine::json_answer;
use crate::support::outcome::{failure_named, later, pause, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, function, json, object, text, throwing};
use crate::support::{NUMBER, OK, QUEUED};

fn send(whatsapp: &WhatsApp, message: &str, options: &JsValue) -> Promise {
    whatsapp.send_text(&object! { "number": NUMBER, "message": message }, options)
}

fn ok() -> JsValue {
    json_answer(OK, QUEUED)
}

#[wasm_bindgen_test]
async fn a_fetch_may_make_another_call_before_it_answers() {
    let inner: Rc<RefCell<Option<(WhatsApp, Promise)>>> = Rc::default();
    let kept = Rc::clone(&inner);
    let other = Recorder::queued();
    let recorder = Recorder::new(move |_| {
        let whatsapp = other.whatsapp();
        let made = later(send(&whatsapp, "inner", UNDEFINED));
        *kept.borrow_mut() = Some((whatsapp, made));
        Ok(ok())
    });
    assert_eq!(json(&success(send(&recorder.whatsapp(), "outer", UNDEFINED)).await), QUEUED);
    let (_whatsapp, made) = inner.borrow_mut().take().unwrap();
    assert_eq!(json(&success(made).await), QUEUED);
}

#[wasm_bindgen_test]
async fn a_thenable_counts_once_however_often_it_settles() {
    let thenable = || {
        let then =
            js_sys::Function::new_with_args("resolve, reject", "resolve(this.answer); reject(1); resolve(2); throw 3");
        object! { "then": then, "answer": ok() }
    };
    let recorder = Recorder::new(move |_| Ok(thenable()));
    assert_eq!(json(&success(send(&recorder.whatsapp(), "Hi", UNDEFINED)).await), QUEUED);
    recorder.only();
}

#[wasm_bindgen_test]
async fn a_then_that_throws_is_a_rejection() {
    let recorder = Recorder::new(|_| Ok(object! { "then": throwing("not now") }));
    let error = failure_named(send(&recorder.whatsapp(), "Hi", UNDEFINED), "ConnectionError").await;
    assert_eq!(text(&error, "cause"), "not now");
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_after_the_call_is_over_changes_nothing() {
    let recorder = Recorder::held();
    let whatsapp = recorder.whatsapp();
    let first = send(&whatsapp, "first", &object! { "timeout": 20 });
    failure_named(first, "TimeoutError").await;
    let second = send(&whatsapp, "second", UNDEFINED);
    recorder.received(2).await;
    // The first one's, late: the second must not take it for its own.
    recorder.release(0, &json_answer(OK, r#"{"id":"late","status":"queued"}"#));
    pause(20).await;
    recorder.release(1, &ok());
    assert_eq!(json(&success(second).await), QUEUED);
}

#[wasm_bindgen_test]
async fn many_wait_at_once_and_each_gets_its_own() {
    let recorder = Recorder::held();
    let whatsapp = recorder.whatsapp();
    let calls: Vec<Promise> = (0..20).map(|number| send(&whatsapp, &number.to_string(), UNDEFINED)).collect();
    recorder.received(20).await;
    for number in (0..20).rev() {
        recorder.release(number, &json_answer(OK, &format!(r#"{{"id":"{number}","status":"queued"}}"#)));
    }
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(text(&success(call).await, "id"), number.to_string());
    }
}

#[wasm_bindgen_test]
async fn a_listener_may_give_a_promise_that_is_rejected() {
    let rejected = function(|_| call(&js_sys::global(), "eval", &[&"Promise.reject(new Error('mine'))".into()]));
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp_with(&object! { "onEvent": rejected });
    assert_eq!(json(&success(send(&whatsapp, "Hi", UNDEFINED)).await), QUEUED);
}
