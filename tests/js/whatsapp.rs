//! The eight calls of WhatsApp: method, URL, header names, body and answer.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsApp;

use crate::support::bytes::array_of;
use crate::support::engine::Url;
use crate::support::outcome::{refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object};
use crate::support::{ADMIN, BASE, NUMBER, QUEUED};

type Call = fn(&WhatsApp, &JsValue, &JsValue) -> Promise;

async fn expect(call: Call, params: JsValue, path: &str, body: &str) {
    let recorder = Recorder::queued();
    let promise = call(&recorder.whatsapp(), &params, UNDEFINED);
    recorder.expect(promise, &format!("POST /v3/whatsapp/{path}/message/3"), body, QUEUED).await;
}

#[wasm_bindgen_test]
async fn text_to_a_person() {
    let message = "Grüße, \"you\" \\ \n\u{1}\u{2028}😀";
    let body = "{\"number\":\"12025550123\",\"message\":\"Grüße, \\\"you\\\" \\\\ \\n\\u0001\u{2028}😀\"}";
    expect(WhatsApp::send_text, object! { "number": NUMBER, "message": message }, "single/text", body).await;
}

#[wasm_bindgen_test]
async fn text_to_a_group() {
    let params = object! { "message": "Hi", "groupAdmin": ADMIN, "groupName": "Muscle Men Club" };
    let body = r#"{"group_name":"Muscle Men Club","group_admin":"12025550199","message":"Hi"}"#;
    expect(WhatsApp::send_text, params, "group/text", body).await;
}

#[wasm_bindgen_test]
async fn url_to_a_person() {
    let params = object! { "number": NUMBER, "url": "https://example.com/a b?x=%20&y=ü" };
    let body = r#"{"number":"12025550123","url":"https://example.com/a b?x=%20&y=ü"}"#;
    expect(WhatsApp::send_url, params, "single/url", body).await;
}

#[wasm_bindgen_test]
async fn url_to_a_group_as_a_url_object() {
    let url = Url::new("https://example.com/a b?y=ü");
    let params = object! { "groupName": "Muscle Men Club", "groupAdmin": ADMIN, "url": url };
    let body =
        r#"{"group_name":"Muscle Men Club","group_admin":"12025550199","url":"https://example.com/a%20b?y=%C3%BC"}"#;
    expect(WhatsApp::send_url, params, "group/url", body).await;
}

#[wasm_bindgen_test]
async fn image_to_a_person() {
    let params = object! { "number": NUMBER, "image": array_of(b"abc"), "caption": "Look" };
    let body = r#"{"number":"12025550123","image":"YWJj","caption":"Look"}"#;
    expect(WhatsApp::send_image, params, "single/image", body).await;
}

#[wasm_bindgen_test]
async fn image_to_a_group_without_its_admin() {
    let params =
        object! { "groupName": "Muscle Men Club", "groupAdmin": ADMIN, "image": array_of(b"ab"), "caption": "" };
    let body = r#"{"group_name":"Muscle Men Club","image":"YWI="}"#;
    expect(WhatsApp::send_image, params, "group/image", body).await;
}

#[wasm_bindgen_test]
async fn document_to_a_person() {
    let params = object! { "number": NUMBER, "document": array_of(b"a"), "filename": "a.pdf", "caption": "Read" };
    let body = r#"{"number":"12025550123","document":"YQ==","filename":"a.pdf","caption":"Read"}"#;
    expect(WhatsApp::send_document, params, "single/document", body).await;
}

#[wasm_bindgen_test]
async fn document_to_a_group_without_its_admin() {
    let params = object! {
        "groupName": "Muscle Men Club", "groupAdmin": ADMIN, "document": array_of(b"abc"), "filename": "a.pdf",
        "caption": JsValue::NULL,
    };
    let body = r#"{"group_name":"Muscle Men Club","document":"YWJj","filename":"a.pdf"}"#;
    expect(WhatsApp::send_document, params, "group/document", body).await;
}

#[wasm_bindgen_test]
async fn an_admin_that_is_not_sent_is_still_checked() {
    let recorder = Recorder::queued();
    let params = object! { "groupName": "Muscle Men Club", "groupAdmin": "0", "image": array_of(b"a") };
    refused(recorder.whatsapp().send_image(&params, UNDEFINED), "groupAdmin").await;
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn the_instance_is_the_end_of_the_path() {
    for (instance, path) in [(1.0, "1"), (99.0, "99"), (js_sys::Number::MAX_SAFE_INTEGER, "9007199254740991")] {
        let recorder = Recorder::queued();
        let whatsapp = recorder.whatsapp_with(&object! { "instance": instance });
        assert_eq!(whatsapp.instance().to_string(), path);
        success(whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED)).await;
        assert_eq!(recorder.only().url, format!("{BASE}/v3/whatsapp/single/text/message/{path}"));
    }
}
