use crate::support::{Bench, json, refused};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// A body that is good but for one field.
fn with(name: &str, value: Value) -> (&'static str, Value) {
    let (path, mut body) = match name {
        "number" | "message" => {
            ("/v3/whatsapp/single/text/message/1", json!({ "number": "12025550101", "message": "Hi" }))
        }
        "group_name" | "group_admin" => (
            "/v3/telegram/group/text/message/1",
            json!({ "group_name": "Muscle Men", "group_admin": "12025550102", "message": "Hi" }),
        ),
        "url" => ("/v3/whatsapp/single/url/message/1", json!({ "number": "12025550101", "url": "https://a.example" })),
        "image" => ("/v3/whatsapp/single/image/message/1", json!({ "number": "12025550101", "image": "aGk=" })),
        "audio" => (
            "/v3/telegram/single/audio/message/1",
            json!({ "number": "12025550101", "audio": "aGk=", "filename": "a.mp3" }),
        ),
        "voice_note" => (
            "/v3/telegram/single/voice_note/message/1",
            json!({ "number": "12025550101", "voice_note": "aGk=", "filename": "a.ogg" }),
        ),
        "document" | "filename" | "caption" => (
            "/v3/whatsapp/single/document/message/1",
            json!({ "number": "12025550101", "document": "aGk=", "filename": "a.pdf" }),
        ),
        "fromLang" | "toLang" | "text" => {
            ("/v1/translation/translate", json!({ "fromLang": "en", "toLang": "es", "text": "Hello" }))
        }
        _ => panic!("{name}"),
    };
    body[name] = value;
    (path, body)
}

#[track_caller]
fn takes(name: &str, value: impl Into<Value>) -> Value {
    let (path, body) = with(name, value.into());
    let mut bench = Bench::new();
    let answer = bench.post(path, &body);
    assert_eq!(answer.status, 200, "{name}: {}", crate::support::text(&answer));
    json(&bench.get("/_sandbox/messages"))["messages"][0].clone()
}

#[track_caller]
fn refuses(name: &str, value: impl Into<Value>, fault: &str) {
    let (path, body) = with(name, value.into());
    let answer = Bench::new().post(path, &body);
    refused(&answer, 400, &format!("{name}: "));
    refused(&answer, 400, fault);
}

#[test]
fn numbers_are_digits_that_begin_with_a_country_code() {
    for (name, most) in [("number", 15), ("group_admin", 30)] {
        takes(name, "12025");
        takes(name, "1".repeat(most));
        refuses(name, "1202", "5 to");
        refuses(name, "1".repeat(most + 1), "5 to");
        refuses(name, "012025550101", "country code");
        for bad in ["+12025550101", "1 202 555 0101", "1-202-555-0101", "1202555010a", "١٢٠٢٥٥٥٠١٠١"] {
            refuses(name, bad, "digits only");
        }
    }
}

#[test]
fn texts_are_measured_in_code_points() {
    for (name, most) in
        [("message", 900), ("url", 900), ("group_name", 150), ("caption", 250), ("filename", 80), ("text", 3500)]
    {
        takes(name, "語".repeat(most));
        refuses(name, "a".repeat(most + 1), &format!("over {most} characters"));
    }
    takes("message", "😀".repeat(900));
    refuses("message", "😀".repeat(901), "over 900 characters: 901");
}

#[test]
fn media_are_measured_in_base64() {
    for (name, most) in [("image", 6 << 20), ("document", 9 << 20), ("audio", 3 << 20), ("voice_note", 3 << 20)] {
        let kept = takes(name, "A".repeat(most));
        assert_eq!(kept["media"]["size"], most / 4 * 3);
        refuses(name, "A".repeat(most + 4), "bytes of base64");
    }
}

#[test]
fn base64_is_strict() {
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(takes("image", STANDARD.encode(bytes))["media"]["size"], 256);
    for bad in
        ["aGk", "aGl=", "aG k=", "aGk=\n", "data:image/png;base64,aGk=", "-_-_", "aGk==", "====", "a", "aGk=aGk="]
    {
        refuses("image", bad, "base64");
    }
}

#[test]
fn a_caption_may_be_nothing() {
    assert_eq!(takes("caption", "Look")["caption"], "Look");
    assert_eq!(takes("caption", "")["caption"], "");
    assert_eq!(takes("caption", Value::Null).get("caption"), Some(&Value::Null));
    assert_eq!(takes("document", "aGk=").get("caption"), None);
    refuses("caption", json!(["Look"]), "must be a string, not an array");
}

#[test]
fn a_filename_loses_what_the_server_removes() {
    let kept = takes("filename", "Ré sumé_(1)/語-2.pdf");
    assert_eq!(kept["filename"], "Ré sumé_1語-2.pdf");
    assert_eq!(kept["originalFilename"], "Ré sumé_(1)/語-2.pdf");
    refuses("filename", "///", "no word character");
}

#[test]
fn languages_are_known_ones() {
    for name in ["fromLang", "toLang"] {
        takes(name, "zh-CN");
        refuses(name, "zz", "unknown language code");
        refuses(name, "ES", "unknown language code");
    }
}

#[test]
fn an_error_does_not_repeat_a_long_name() {
    let (path, mut body) = with("message", json!("Hi"));
    body["x".repeat(100_000)] = json!("");
    let answer = Bench::new().post(path, &body);
    refused(&answer, 400, "unknown field");
    assert!(crate::support::text(&answer).len() < 200);
}
