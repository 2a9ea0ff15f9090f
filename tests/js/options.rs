//! The options of a call: what each may be, and which calls take which.

use js_sys::{Array, BigInt, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::WhatsMate;

use crate::support::NUMBER;
use crate::support::bytes::array_of;
use crate::support::outcome::{refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{object, set};

type Call = fn(&WhatsMate, &JsValue) -> Promise;

/// One call of each kind: any, with a file, waiting.
const CALLS: [Call; 4] = [
    |whatsmate, options| {
        whatsmate.whatsapp(&1.into()).unwrap().send_text(&object! { "number": NUMBER, "message": "Hi" }, options)
    },
    |whatsmate, options| {
        whatsmate
            .telegram(&1.into())
            .unwrap()
            .send_image(&object! { "number": NUMBER, "image": array_of(b"a") }, options)
    },
    |whatsmate, options| whatsmate.pdf().wait(&"job".into(), options),
    |whatsmate, options| whatsmate.translation().supported_codes(options),
];

fn option(key: &str, value: &JsValue) -> JsValue {
    let options = object! {};
    set(&options, key, value);
    options
}

#[wasm_bindgen_test]
async fn options_of_the_wrong_kind_are_named() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(&object! {});
    let wrong: [(&str, &[JsValue]); 5] = [
        ("timeout", &[0.into(), (-5).into(), "60".into(), f64::NAN.into(), JsValue::NULL, BigInt::from(5).into()]),
        ("deadline", &[0.into(), "1 s".into(), object! {}, js_sys::Symbol::iterator().into()]),
        ("maxRetries", &[(-1).into(), 0.5.into(), 4_294_967_296.0.into(), true.into()]),
        ("retryUnknown", &["yes".into(), 1.into(), JsValue::NULL]),
        ("signal", &[object! {}, true.into(), JsValue::NULL, object! { "aborted": false }]),
    ];
    for (key, values) in wrong {
        for value in values {
            for call in CALLS {
                refused(call(&whatsmate, &option(key, value)), &format!("options.{key}")).await;
            }
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn each_call_takes_its_own_options_only() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(&object! {});
    let (nothing, all) = (crate::support::value::listener().0, [0, 1, 2, 3]);
    let known: [(&str, JsValue, &[usize]); 3] =
        [("onProgress", nothing.clone(), &[1]), ("onStatus", nothing, &[2]), ("pollInterval", 5.into(), &[2])];
    for (key, value, takers) in known {
        for call in all.iter().filter(|call| !takers.contains(call)) {
            let message = refused(CALLS[*call](&whatsmate, &option(key, &value)), &format!("options.{key}")).await;
            assert!(message.contains("not known here"), "{message}");
        }
        for taker in takers {
            let wrong = option(key, &Array::new().into());
            let message = refused(CALLS[*taker](&whatsmate, &wrong), &format!("options.{key}")).await;
            assert!(message.contains("must be"), "{message}");
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn an_unknown_option_is_refused_with_the_nearest_known_one() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(&object! {});
    for (given, near) in [("timeOut", "timeout"), ("retries", "maxRetries"), ("Signal", "signal")] {
        for call in CALLS {
            let message = refused(call(&whatsmate, &option(given, &5.into())), &format!("options.{given}")).await;
            assert!(message.contains(&format!("did you mean \"{near}\"?")), "{message}");
        }
    }
}

#[wasm_bindgen_test]
async fn times_may_be_fractions_and_without_end() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(&object! {});
    for time in [0.5e6, 60_000.25, f64::INFINITY, f64::MAX] {
        let options = object! { "timeout": time, "deadline": time, "maxRetries": 4_294_967_295.0 };
        success(CALLS[0](&whatsmate, &options)).await;
        success(CALLS[1](&whatsmate, &options)).await;
    }
}
