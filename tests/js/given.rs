//! Reading what callers give: objects of any make, and what throws when it is looked at.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::NUMBER;
use crate::support::bytes::array_of;
use crate::support::engine::Proxy;
use crate::support::outcome::{failure, refused, success};
use crate::support::realm::{construct, other_realm};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, function, get, object, same, set, text, throwing, trapped, with};

#[wasm_bindgen_test]
async fn what_is_no_object_is_refused() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    for params in [JsValue::UNDEFINED, JsValue::NULL, "Hi".into(), 5.into(), Array::new().into(), throwing("x")] {
        let message = refused(whatsapp.send_text(&params, UNDEFINED), "parameters").await;
        assert!(!(params.is_undefined() || params.is_null()) || message.contains("nothing was given"), "{message}");
    }
    for options in [JsValue::NULL, 5.into(), Array::new().into()] {
        let params = object! { "number": NUMBER, "message": "Hi" };
        refused(whatsapp.send_text(&params, &options), "options").await;
    }
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn objects_of_every_make_are_read() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let plain = object! { "number": NUMBER, "message": "Hi" };
    let bare = JsValue::from(Object::create(JsValue::NULL.unchecked_ref::<Object>()));
    Object::assign(bare.unchecked_ref::<Object>(), plain.unchecked_ref());
    let inherited = JsValue::from(Object::create(plain.unchecked_ref::<Object>()));
    let foreign = construct(&other_realm(), "Object", &[]);
    Object::assign(foreign.unchecked_ref::<Object>(), plain.unchecked_ref());
    let frozen = JsValue::from(Object::freeze(with(&plain, UNDEFINED).unchecked_ref::<Object>()));
    let proxy = JsValue::from(Proxy::new(&plain, &object! {}));
    for params in [plain, bare, inherited, foreign, frozen, proxy] {
        success(whatsapp.send_text(&params, UNDEFINED)).await;
    }
    for number in 0..6 {
        assert_eq!(recorder.sent(number).body_text().await, r#"{"number":"12025550123","message":"Hi"}"#);
    }
}

#[wasm_bindgen_test]
async fn a_getter_that_throws_is_a_refusal_with_it_as_cause() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let params = object! { "number": NUMBER, "message": "Hi" };
    for thrown in [js_sys::Error::new("mine").into(), JsValue::from("mine"), JsValue::UNDEFINED, JsValue::NULL] {
        let error = failure(whatsapp.send_text(&trapped("message", &thrown), UNDEFINED)).await;
        assert_eq!(text(&error, "field"), "message");
        assert!(same(&get(&error, "cause"), &thrown), "{thrown:?}");
        let error = failure(whatsapp.send_text(&params, &trapped("timeout", &thrown))).await;
        assert_eq!(text(&error, "field"), "options.timeout");
    }
    let proxy = Proxy::new(&object! {}, &object! { "ownKeys": throwing("no keys") });
    refused(whatsapp.send_text(&proxy, UNDEFINED), "parameters").await;
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn a_revoked_file_is_a_refusal() {
    let recorder = Recorder::queued();
    let handler = object! { "get": throwing("revoked"), "has": throwing("revoked") };
    let file: JsValue = Proxy::new(&object! {}, &handler).into();
    let params = object! { "number": NUMBER, "image": file };
    refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
}

#[wasm_bindgen_test]
async fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let params = object! { "number": NUMBER, "image": array_of(b"a"), "captoin": "Look" };
    let message = refused(whatsapp.send_image(&params, UNDEFINED), "captoin").await;
    assert!(message.contains("did you mean \"caption\"?"), "{message}");
    let params = object! { "number": NUMBER, "message": "Hi", "group_name": "x" };
    refused(whatsapp.send_text(&params, UNDEFINED), "group_name").await;
    let params = object! { "number": NUMBER, "message": "Hi", "filename": "of a document" };
    refused(whatsapp.send_text(&params, UNDEFINED), "filename").await;
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn undefined_is_as_good_as_absent() {
    let recorder = Recorder::queued();
    let params = object! {
        "number": NUMBER, "message": "Hi", "groupName": JsValue::UNDEFINED, "groupAdmin": JsValue::UNDEFINED,
        "unknown": JsValue::UNDEFINED,
    };
    let options =
        object! { "timeout": JsValue::UNDEFINED, "signal": JsValue::UNDEFINED, "unknown": JsValue::UNDEFINED };
    success(recorder.whatsapp().send_text(&params, &options)).await;
    recorder.only();
}

#[wasm_bindgen_test]
async fn a_lone_surrogate_is_refused_and_a_replacement_character_is_not() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let lone: JsValue = js_sys::JsString::from_char_code(&[0x61, 0xD83D, 0x62]).into();
    let message =
        refused(whatsapp.send_text(&object! { "number": NUMBER, "message": lone }, UNDEFINED), "message").await;
    assert!(message.contains("surrogate"), "{message}");
    success(whatsapp.send_text(&object! { "number": NUMBER, "message": "a\u{FFFD}b" }, UNDEFINED)).await;
    assert_eq!(recorder.only().body_text().await, "{\"number\":\"12025550123\",\"message\":\"a\u{FFFD}b\"}");
}

#[wasm_bindgen_test]
async fn what_is_changed_after_the_call_changes_nothing() {
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "message": "before" };
    let call = recorder.whatsapp().send_text(&params, UNDEFINED);
    set(&params, "message", &"after".into());
    success(call).await;
    assert_eq!(recorder.only().body_text().await, r#"{"number":"12025550123","message":"before"}"#);
}

#[wasm_bindgen_test]
async fn a_getter_may_make_a_call_of_its_own() {
    let recorder = Recorder::queued();
    let whatsapp = std::rc::Rc::new(recorder.whatsapp());
    let inner = std::rc::Rc::clone(&whatsapp);
    let getter = function(move |_| {
        let call = inner.send_text(&object! { "number": NUMBER, "message": "inner" }, UNDEFINED);
        // It is answered all the same; nobody asks for the answer.
        wasm_bindgen_futures::spawn_local(async move { drop(crate::support::outcome::settle(call).await) });
        Ok("outer".into())
    });
    let params = object! { "number": NUMBER };
    Object::define_property(
        params.unchecked_ref::<Object>(),
        &"message".into(),
        object! { "get": getter, "enumerable": false }.unchecked_ref(),
    );
    success(whatsapp.send_text(&params, UNDEFINED)).await;
    recorder.received(2).await;
}
