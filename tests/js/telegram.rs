//! The ten calls of Telegram: method, URL, header names, body and answer.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::Telegram;

use crate::support::bytes::array_of;
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object, with};
use crate::support::{ADMIN, NUMBER, QUEUED};

type Call = fn(&Telegram, &JsValue, &JsValue) -> Promise;

/// What a call writes for a person and for a group, `rest` being what both have.
async fn expect(call: Call, params: JsValue, kind: &str, rest: &str) {
    let person = (object! { "number": NUMBER }, "single", r#""number":"12025550123""#);
    let group = (
        object! { "groupName": "Muscle Men Club", "groupAdmin": ADMIN },
        "group",
        r#""group_name":"Muscle Men Club","group_admin":"12025550199""#,
    );
    for (recipient, form, fields) in [person, group] {
        let recorder = Recorder::queued();
        let telegram = Telegram::new(&recorder.config(&object! { "instance": 41 })).unwrap();
        assert_eq!(telegram.instance(), 41.0);
        let promise = call(&telegram, &with(&params, &recipient), UNDEFINED);
        let request = format!("POST /v3/telegram/{form}/{kind}/message/41");
        recorder.expect(promise, &request, &format!("{{{fields},{rest}}}"), QUEUED).await;
    }
}

#[wasm_bindgen_test]
async fn text() {
    expect(Telegram::send_text, object! { "message": "Hi" }, "text", r#""message":"Hi""#).await;
}

#[wasm_bindgen_test]
async fn image() {
    let params = object! { "image": array_of(b"abc"), "caption": "Look" };
    expect(Telegram::send_image, params, "image", r#""image":"YWJj","caption":"Look""#).await;
}

#[wasm_bindgen_test]
async fn document() {
    let params = object! { "document": array_of(b"ab"), "filename": "a.pdf" };
    expect(Telegram::send_document, params, "document", r#""document":"YWI=","filename":"a.pdf""#).await;
}

#[wasm_bindgen_test]
async fn audio() {
    let params = object! { "audio": array_of(b"a"), "filename": "a.mp3", "caption": "Listen" };
    expect(Telegram::send_audio, params, "audio", r#""audio":"YQ==","filename":"a.mp3","caption":"Listen""#).await;
}

#[wasm_bindgen_test]
async fn voice_note() {
    let params = object! { "voiceNote": array_of(b"abc"), "filename": "a.ogg", "caption": "Hear" };
    let rest = r#""voice_note":"YWJj","filename":"a.ogg","caption":"Hear""#;
    expect(Telegram::send_voice_note, params, "voice_note", rest).await;
}
