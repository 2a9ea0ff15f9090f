//! The configuration: what is refused at once, by which name, and what the URLs come to.

use js_sys::{Array, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsMate;

use crate::support::engine::Url;
use crate::support::outcome::{failure_named, refused_now, success};
use crate::support::realm::is_page;
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, get, object, text, throwing, trapped, with};
use crate::support::{BASE, CLIENT_ID, CLIENT_SECRET, NUMBER};

fn make(config: &JsValue) -> Result<WhatsMate, JsValue> {
    WhatsMate::new(config)
}

/// The URL that a call goes to with this base URL, at a relay.
async fn url_of(base: JsValue) -> String {
    let recorder = Recorder::new(|_| Ok(crate::support::engine::json_answer(200, "{}")));
    let config = recorder.relay_config(&object! { "baseUrl": base });
    success(make(&config).unwrap().translation().supported_codes(UNDEFINED)).await;
    recorder.only().url
}

#[wasm_bindgen_test]
fn options_of_the_wrong_kind_are_named() {
    let wrong: [(&str, &[JsValue]); 12] = [
        ("clientId", &[5.into(), JsValue::NULL]),
        ("clientSecret", &[object! {}]),
        ("baseUrl", &[5.into(), JsValue::NULL, Array::new().into()]),
        ("headers", &[object! { "X-A": "b" }, "x".into()]),
        ("timeout", &["60".into(), 0.into(), (-1).into(), f64::NAN.into(), JsValue::NULL]),
        ("deadline", &[true.into(), 0.into()]),
        ("maxRetries", &[(-1).into(), 1.5.into(), f64::INFINITY.into(), "2".into()]),
        ("maxConcurrency", &[0.into(), 1.5.into(), f64::NAN.into()]),
        ("retryUnknown", &["false".into(), 0.into(), JsValue::NULL]),
        ("enforceLimits", &[1.into()]),
        ("fetch", &["fetch".into(), object! {}]),
        ("onEvent", &[object! { "handleEvent": 1 }]),
    ];
    let recorder = Recorder::queued();
    for (key, values) in wrong {
        for value in values {
            let more = object! {};
            crate::support::value::set(&more, key, value);
            let config = if key == "headers" { recorder.relay_config(&more) } else { recorder.config(&more) };
            refused_now(make(&config), &format!("config.{key}"));
        }
    }
}

#[wasm_bindgen_test]
fn what_is_no_object_of_options_is_refused() {
    for config in [JsValue::NULL, 5.into(), "https://example.com".into(), Array::new().into(), throwing("x")] {
        refused_now(make(&config), "config");
    }
}

#[wasm_bindgen_test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    let recorder = Recorder::queued();
    let message = refused_now(make(&recorder.config(&object! { "timeOut": 5 })), "config.timeOut");
    assert!(message.contains("did you mean \"timeout\"?"), "{message}");
    assert!(make(&recorder.config(&object! { "timeOut": JsValue::UNDEFINED, "timeout": JsValue::UNDEFINED })).is_ok());
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_named_with_what_it_threw() {
    let thrown = JsValue::from(js_sys::Error::new("no"));
    for key in ["clientId", "baseUrl", "timeout", "fetch"] {
        let more = trapped(key, &thrown);
        js_sys::Object::set_prototype_of(
            more.unchecked_ref::<js_sys::Object>(),
            Recorder::queued().config(UNDEFINED).unchecked_ref(),
        );
        let error = make(&more).err().unwrap();
        assert_eq!(text(&error, "field"), format!("config.{key}"));
        assert_eq!(get(&error, "cause"), thrown);
    }
}

#[wasm_bindgen_test]
fn credentials_come_as_a_pair_and_fit_a_header() {
    crate::host::without_variables();
    let recorder = Recorder::queued();
    for (id, secret, field) in [
        (Some(CLIENT_ID), None, "config.clientSecret"),
        (None, Some(CLIENT_SECRET), "config.clientId"),
        (Some(""), Some(CLIENT_SECRET), "config.clientId"),
        (Some("a\nb"), Some(CLIENT_SECRET), "config.clientId"),
        (Some(CLIENT_ID), Some("canary-\u{7f}"), "config.clientSecret"),
        (Some(CLIENT_ID), Some("canary-€"), "config.clientSecret"),
        (Some("canary-😀"), Some(CLIENT_SECRET), "config.clientId"),
    ] {
        let credentials = object! { "clientId": id, "clientSecret": secret };
        let message = refused_now(make(&recorder.relay_config(&credentials)), field);
        assert!(!message.contains("canary"), "{message}");
    }
    let alone = make(&object! { "fetch": &recorder.fetch });
    assert!(refused_now(alone, "config.clientId").contains("nothing was given"));
    let both = object! { "headers": throwing("never called") };
    refused_now(make(&recorder.config(&both)), "config.headers");
}

#[wasm_bindgen_test]
async fn a_latin_1_credential_reaches_the_header() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp_with(&object! { "clientId": "jürgen@example.com" });
    success(whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED)).await;
    assert_eq!(recorder.only().header("x-wm-client-id").as_deref(), Some("jürgen@example.com"));
}

#[wasm_bindgen_test]
fn base_urls_that_are_refused() {
    let recorder = Recorder::queued();
    for url in [
        "ftp://example.com",
        "data:text/plain,x",
        "https://user@example.com",
        "https://user:pass@example.com",
        "https://example.com/?",
        "https://example.com/?a=b",
        "https://example.com/#",
        "https://",
        "http://example.com",
        "http://127.0.0.1.example.com",
    ] {
        refused_now(make(&recorder.relay_config(&object! { "baseUrl": url })), "config.baseUrl");
    }
    assert!(
        make(&recorder.relay_config(&object! { "baseUrl": "http://example.com", "allowInsecureHttp": true })).is_ok()
    );
}

#[wasm_bindgen_test]
async fn the_path_of_a_base_url_is_kept() {
    let path = "/v1/translation/supported-codes";
    for (base, expected) in [
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com"),
        ("https://example.com/relay", "https://example.com/relay"),
        ("https://EXAMPLE.com:443/a/b/", "https://example.com/a/b"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://api.localhost", "http://api.localhost"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:3000/x", "http://[::1]:3000/x"),
    ] {
        assert_eq!(url_of(base.into()).await, format!("{expected}{path}"));
        assert_eq!(url_of(Url::new(base).into()).await, format!("{expected}{path}"), "as a URL object");
    }
}

#[wasm_bindgen_test]
async fn a_base_url_may_be_relative_in_a_page_only() {
    if !is_page() {
        let config = Recorder::queued().relay_config(&object! { "baseUrl": "/relay/" });
        refused_now(make(&config), "config.baseUrl");
        return;
    }
    let origin = text(&get(&global(), "location"), "origin");
    for base in ["/relay", "/relay/", "relay", "./relay/", "../../relay"] {
        assert_eq!(url_of(base.into()).await, format!("{origin}/relay/v1/translation/supported-codes"), "{base}");
    }
    assert_eq!(url_of("/".into()).await, format!("{origin}/v1/translation/supported-codes"));
}

#[wasm_bindgen_test]
async fn a_time_of_the_configuration_gives_way_to_one_of_the_call() {
    let recorder = Recorder::new(|_| Ok(crate::support::engine::never().into()));
    let whatsapp = recorder.whatsapp_with(&object! { "timeout": 60_000, "deadline": 50 });
    let params = object! { "number": NUMBER, "message": "Hi" };
    let error = failure_named(whatsapp.send_text(&params, UNDEFINED), "TimeoutError").await;
    assert_eq!(text(&error, "scope"), "deadline");
    let options = with(&object! { "deadline": 60_000 }, &object! { "timeout": 40 });
    let error = failure_named(whatsapp.send_text(&params, &options), "TimeoutError").await;
    assert_eq!(text(&error, "scope"), "attempt");
}

#[wasm_bindgen_test]
async fn limits_can_be_left_to_the_api() {
    let recorder = Recorder::queued();
    let params = object! { "number": "12", "message": "x".repeat(901) };
    let strict = recorder.whatsapp().send_text(&params, UNDEFINED);
    crate::support::outcome::refused(strict, "number").await;
    success(recorder.whatsapp_with(&object! { "enforceLimits": false }).send_text(&params, UNDEFINED)).await;
    assert!(recorder.only().url.starts_with(BASE));
}
