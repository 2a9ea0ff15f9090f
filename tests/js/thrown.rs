//! Thrown values: they are causes as they are, unless they hold a secret.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::engine::DomException;
use crate::support::outcome::failure_named;
use crate::support::realm::{construct, other_realm};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, object, same, set, text, trapped};
use crate::support::{CLIENT_SECRET, NUMBER};

/// The error of a send whose fetch rejects with this.
async fn failed(thrown: &JsValue) -> JsValue {
    let thrown = thrown.clone();
    let recorder = Recorder::new(move |_| Ok(Promise::reject(&thrown).into()));
    let recorder = recorder.into_global();
    let call = recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
    failure_named(call, "ConnectionError").await
}

/// All that is to be seen of a value: its text, its properties and those of what hangs on it.
fn seen(value: &JsValue, depth: usize) -> String {
    let Some(object) = value.dyn_ref::<js_sys::Object>().filter(|_| depth > 0) else { return format!("{value:?}") };
    let own = js_sys::Object::get_own_property_names(object);
    let all = own.iter().map(|key| seen(&js_sys::Reflect::get(object, &key).unwrap(), depth - 1));
    let inherited = ["name", "message"].map(|key| format!("{:?}", get(value, key)));
    all.chain(inherited).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn a_cause_that_holds_a_secret_is_replaced_by_a_copy_without_it() {
    let words = format!("header X-WM-CLIENT-SECRET: {CLIENT_SECRET} is wrong");
    let error = JsValue::from(js_sys::TypeError::new(&words));
    set(&error, "code", &"EHEADER".into());
    let nested = JsValue::from(js_sys::Error::new("outside"));
    set(&nested, "cause", &js_sys::Error::new(&words));
    let request = JsValue::from(js_sys::Error::new("with its request"));
    set(&request, "request", &object! { "headers": object! { "X-WM-CLIENT-SECRET": CLIENT_SECRET } });
    let exception = JsValue::from(DomException::new(&words, "SyntaxError"));
    for thrown in [error, nested, request, exception, JsValue::from(words.as_str()), object! { "message": words }] {
        let error = failed(&thrown).await;
        let cause = get(&error, "cause");
        assert!(!same(&cause, &thrown));
        assert!(!seen(&error, 5).contains(CLIENT_SECRET), "{}", seen(&error, 5));
    }
}

#[wasm_bindgen_test]
async fn the_copy_has_the_name_the_message_and_the_code() {
    let thrown = JsValue::from(js_sys::TypeError::new(&format!("bad header {CLIENT_SECRET}")));
    set(&thrown, "code", &"EHEADER".into());
    let cause = get(&failed(&thrown).await, "cause");
    assert_eq!(["name", "message", "code"].map(|key| text(&cause, key)), ["TypeError", "bad header ***", "EHEADER"]);
    let thrown = DomException::new(CLIENT_SECRET, "NetworkError").into();
    let cause = get(&failed(&thrown).await, "cause");
    assert_eq!(["name", "message"].map(|key| text(&cause, key)), ["NetworkError", "***"]);
}

#[wasm_bindgen_test]
async fn what_can_not_be_looked_at_may_hold_a_secret() {
    for thrown in [trapped("message", &"hidden".into()), trapped("request", &"hidden".into())] {
        let cause = get(&failed(&thrown).await, "cause");
        assert!(!same(&cause, &thrown));
        assert!(cause.is_instance_of::<js_sys::Error>(), "{cause:?}");
    }
}

#[wasm_bindgen_test]
async fn a_cause_without_a_secret_is_left_as_it_is() {
    let chain = JsValue::from(js_sys::Error::new("a"));
    set(&chain, "cause", &js_sys::Error::new("b"));
    let around = object! { "name": "Round" };
    set(&around, "self", &around);
    for thrown in [chain, around, DomException::new("x", "NetworkError").into(), "text".into()] {
        assert!(same(&get(&failed(&thrown).await, "cause"), &thrown));
    }
}

#[wasm_bindgen_test]
async fn the_causes_are_in_the_message() {
    let outer = JsValue::from(js_sys::TypeError::new("fetch failed"));
    set(&outer, "cause", &js_sys::Error::new("connect ETIMEDOUT"));
    let message = text(&failed(&outer).await, "message");
    assert!(message.contains("fetch failed") && message.contains("connect ETIMEDOUT"), "{message}");
}

#[wasm_bindgen_test]
async fn an_error_of_another_realm_is_read_like_our_own() {
    let realm = other_realm();
    let inner = construct(&realm, "Error", &[&"inside".into()]);
    let outer = construct(&realm, "TypeError", &[&"fetch failed".into()]);
    set(&outer, "cause", &inner);
    let error = failed(&outer).await;
    assert!(text(&error, "message").contains("fetch failed: inside"), "{error:?}");
    assert!(same(&get(&error, "cause"), &outer));
}
