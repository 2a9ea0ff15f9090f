//! The client as a whole: its gateways and what else it hands out.

use js_sys::BigInt;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::{Telegram, WhatsApp};

use crate::support::NUMBER;
use crate::support::outcome::{refused_now, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, object};

#[wasm_bindgen_test]
fn an_instance_is_a_safe_integer_of_1_or_more() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(UNDEFINED);
    let wrong = [
        JsValue::UNDEFINED,
        JsValue::NULL,
        "3".into(),
        true.into(),
        BigInt::from(3).into(),
        object! { "valueOf": 3 },
        0.into(),
        (-1).into(),
        1.5.into(),
        f64::NAN.into(),
        f64::INFINITY.into(),
        9_007_199_254_740_992.0.into(),
    ];
    for value in &wrong {
        refused_now(whatsmate.whatsapp(value), "instance");
        refused_now(whatsmate.telegram(value), "instance");
        let config = recorder.config(&object! { "instance": value });
        refused_now(WhatsApp::new(&config), "config.instance");
        refused_now(Telegram::new(&config), "config.instance");
    }
    assert!(refused_now(whatsmate.whatsapp(UNDEFINED), "instance").contains("nothing was given"));
}

#[wasm_bindgen_test]
fn an_instance_is_for_a_gateway_only() {
    let config = Recorder::queued().config(&object! { "instance": 3 });
    refused_now(whatsmate::js::WhatsMate::new(&config), "config.instance");
    refused_now(whatsmate::js::Translation::new(&config), "config.instance");
    refused_now(whatsmate::js::PdfToText::new(&config), "config.instance");
}

#[wasm_bindgen_test]
async fn what_it_hands_out_outlives_it() {
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsmate(UNDEFINED).whatsapp(&7.into()).unwrap();
    assert_eq!(whatsapp.instance(), 7.0);
    let call = whatsapp.send_text(&object! { "number": NUMBER, "message": "Hi" }, UNDEFINED);
    drop(whatsapp);
    success(call).await;
    assert!(recorder.only().url.ends_with("/v3/whatsapp/single/text/message/7"));
}
