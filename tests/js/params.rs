//! The parameters of a call: which field a refusal names, and what is cleaned on its way.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::bytes::array_of;
use crate::support::outcome::{failure, refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, object, text};
use crate::support::{ADMIN, NUMBER};

#[wasm_bindgen_test]
async fn a_refusal_names_its_field_and_nothing_is_sent() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let cases = [
        ("message", object! { "number": NUMBER }),
        ("message", object! { "number": NUMBER, "message": "" }),
        ("message", object! { "number": NUMBER, "message": JsValue::NULL }),
        ("message", object! { "number": NUMBER, "message": 5 }),
        ("message", object! { "number": NUMBER, "message": "😀".repeat(901) }),
        ("number", object! { "message": "Hi" }),
        ("number", object! { "number": 12_025_550_123_f64, "message": "Hi" }),
        ("number", object! { "number": "0202 555 0123", "message": "Hi" }),
        ("number", object! { "number": "0012025550123", "message": "Hi" }),
        ("number", object! { "number": "1202555x", "message": "Hi" }),
        ("number", object! { "number": "1202", "message": "Hi" }),
        ("number", object! { "number": "+", "message": "Hi" }),
        ("groupName", object! { "number": NUMBER, "groupName": "a", "message": "Hi" }),
        ("groupName", object! { "groupName": "", "groupAdmin": ADMIN, "message": "Hi" }),
        ("groupAdmin", object! { "groupName": "a", "message": "Hi" }),
        ("groupAdmin", object! { "number": NUMBER, "groupAdmin": ADMIN, "message": "Hi" }),
        ("groupAdmin", object! { "groupName": "a", "groupAdmin": "x", "message": "Hi" }),
    ];
    for (field, params) in cases {
        let error = failure(whatsapp.send_text(&params, UNDEFINED)).await;
        crate::support::outcome::refusal(&error, field);
        assert_eq!(text(&error, "delivery"), "not-sent");
        assert!(text(&error, "endpoint").starts_with("POST /v3/whatsapp/"), "{field}");
    }
    let media = [
        ("document", object! { "number": NUMBER, "filename": "a.pdf" }),
        ("document", object! { "number": NUMBER, "filename": "a.pdf", "document": JsValue::NULL }),
        ("filename", object! { "number": NUMBER, "document": array_of(b"a") }),
        ("filename", object! { "number": NUMBER, "document": array_of(b"a"), "filename": "a".repeat(81) }),
        ("filename", object! { "number": NUMBER, "document": array_of(b"a"), "filename": "a\nb" }),
        ("filename", object! { "number": NUMBER, "document": array_of(b"a"), "filename": "folder/" }),
        (
            "caption",
            object! { "number": NUMBER, "document": array_of(b"a"), "filename": "a", "caption": "x".repeat(251) },
        ),
        ("caption", object! { "number": NUMBER, "document": array_of(b"a"), "filename": "a", "caption": 5 }),
    ];
    for (field, params) in media {
        refused(whatsapp.send_document(&params, UNDEFINED), field).await;
    }
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn what_was_not_given_is_called_nothing() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    for message in [JsValue::UNDEFINED, JsValue::NULL] {
        let params = object! { "number": NUMBER, "message": message };
        let words = refused(whatsapp.send_text(&params, UNDEFINED), "message").await;
        assert!(words.contains("nothing was given"), "{words}");
    }
}

#[wasm_bindgen_test]
async fn numbers_are_cleaned() {
    for number in ["+1 202 555-0123", "\u{202A}+1\u{A0}(202)\u{2011}555.0123\u{202C}", "\u{FEFF}[1] 2025550123\u{3000}"]
    {
        let recorder = Recorder::queued();
        success(recorder.whatsapp().send_text(&object! { "number": number, "message": "Hi" }, UNDEFINED)).await;
        assert_eq!(recorder.only().body_text().await, r#"{"number":"12025550123","message":"Hi"}"#);
    }
}

#[wasm_bindgen_test]
async fn lengths_are_counted_in_code_points() {
    let recorder = Recorder::queued();
    let message = "😀".repeat(900);
    success(recorder.whatsapp().send_text(&object! { "number": NUMBER, "message": message.clone() }, UNDEFINED)).await;
    let sent = crate::support::value::parse(&recorder.only().body_text().await);
    assert_eq!(text(&sent, "message"), message);
}

#[wasm_bindgen_test]
async fn only_the_end_of_a_path_is_sent_as_filename() {
    for (given, sent) in [("a/b/c.pdf", "c.pdf"), ("C:\\x\\y z.pdf", "y z.pdf"), ("ü (1).pdf", "ü (1).pdf")] {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "document": array_of(b"a"), "filename": given };
        success(recorder.whatsapp().send_document(&params, UNDEFINED)).await;
        let body = crate::support::value::parse(&recorder.only().body_text().await);
        assert_eq!(text(&body, "filename"), sent);
    }
}

#[wasm_bindgen_test]
async fn the_order_of_the_parameters_is_not_the_one_of_the_body() {
    let recorder = Recorder::queued();
    let params = object! { "caption": "c", "filename": "a", "document": array_of(b"a"), "number": NUMBER };
    success(recorder.whatsapp().send_document(&params, UNDEFINED)).await;
    let body = recorder.only().body_text().await;
    assert_eq!(body, r#"{"number":"12025550123","document":"YQ==","filename":"a","caption":"c"}"#);
}

#[wasm_bindgen_test]
async fn a_bare_string_is_no_file() {
    let recorder = Recorder::queued();
    let error =
        failure(recorder.whatsapp().send_image(&object! { "number": NUMBER, "image": "/a/b.png" }, UNDEFINED)).await;
    let message = crate::support::outcome::refusal(&error, "image");
    assert!(message.contains("{ base64") && message.contains("fs.openAsBlob(path)"), "{message}");
    assert!(get(&error, "cause").is_undefined());
}
