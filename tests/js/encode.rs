//! Encoding: progress, size limits and base64 that was given as text.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::NUMBER;
use crate::support::bytes::{WINDOW, array_of, pieces, sample};
use crate::support::engine::{Blob, ReadableStream, stream};
use crate::support::outcome::{pause, refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, function, get, listener, number, object, parse, same, throwing};

#[wasm_bindgen_test]
async fn progress_begins_at_0_never_falls_and_ends_at_the_total() {
    for size in [1, WINDOW, 1 << 20] {
        let (bytes, base64) = sample(size);
        let inputs = [
            array_of(&bytes).into(),
            Blob::new(&Array::of1(&array_of(&bytes))).into(),
            stream(pieces(&bytes)),
            object! { "base64": base64 },
        ];
        for (kind, input) in inputs.into_iter().enumerate() {
            let recorder = Recorder::queued();
            let (on_progress, told) = listener();
            let params = object! { "number": NUMBER, "image": input };
            success(recorder.whatsapp().send_image(&params, &object! { "onProgress": on_progress })).await;
            let loaded: Vec<f64> = told.iter().map(|report| number(&report, "loaded")).collect();
            let size = size as f64;
            assert_eq!((loaded.first(), loaded.last()), (Some(&0.0), Some(&size)), "kind {kind}");
            assert!(loaded.is_sorted(), "{loaded:?}");
            assert_eq!(loaded.iter().filter(|loaded| **loaded == size).count(), 1, "the end is told once");
            let total = |report: &JsValue| get(report, "total").as_f64();
            assert_eq!(total(&told.get(told.length() - 1)), Some(size));
            assert_eq!(total(&told.get(0)), (kind < 2).then_some(size), "kind {kind} knows its size");
        }
    }
}

#[wasm_bindgen_test]
async fn a_listener_of_progress_that_throws_changes_nothing() {
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "image": array_of(b"abc") };
    success(recorder.whatsapp().send_image(&params, &object! { "onProgress": throwing("mine") })).await;
    assert_eq!(recorder.only().body_text().await, r#"{"number":"12025550123","image":"YWJj"}"#);
}

#[wasm_bindgen_test]
async fn base64_that_is_not_as_it_should_be_is_refused() {
    let long = format!("{}A", "AAAA".repeat(WINDOW / 4));
    for text in [
        "",
        " \n",
        "A",
        "AA",
        "AAA",
        "AAAAA",
        "AA=",
        "A===",
        "====",
        "AB==",
        "AAB=",
        "AA==AA==",
        "AA=A",
        "-_-_",
        "AAA!",
        "AAAé",
        "data:text/plain,AAAA",
        "data:image/png;base64",
        "data:image/png;base64,",
        long.as_str(),
    ] {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "image": object! { "base64": text } };
        refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
        assert_eq!(recorder.count(), 0, "{text:?}");
    }
    for base64 in [5.into(), JsValue::NULL, array_of(b"AAAA").into()] {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "image": object! { "base64": base64 } };
        refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
    }
}

#[wasm_bindgen_test]
async fn a_size_that_is_known_is_checked_before_anything_is_read() {
    let recorder = Recorder::queued();
    let parts = Array::of2(&array_of(&[0; 3 << 18]), &array_of(&[0; 3 << 18]));
    let parts = parts.concat(&parts.concat(&Array::of1(&array_of(b"x"))));
    let blob: JsValue = Blob::new(&parts).into();
    for method in ["slice", "arrayBuffer", "stream", "text"] {
        crate::support::value::set(&blob, method, &throwing("read"));
    }
    let params = object! { "number": NUMBER, "audio": blob, "filename": "a.mp3" };
    let telegram = recorder.whatsmate(UNDEFINED).telegram(&1.into()).unwrap();
    let message = refused(telegram.send_audio(&params, UNDEFINED), "audio").await;
    assert!(message.contains("2359296") && message.contains("3145729"), "{message}");
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn a_size_that_is_not_known_is_checked_while_reading() {
    let (asked, cancelled) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(false)));
    let source = object! {
        "pull": {
            let asked = Rc::clone(&asked);
            function(move |controller| {
                asked.set(asked.get() + 1);
                // It has an end, far behind the limit: whoever reads on without one would never come to a timer.
                match asked.get() {
                    100 => call(&controller, "close", &[]),
                    _ => call(&controller, "enqueue", &[&array_of(&[0; 1 << 18])]),
                }
            })
        },
        "cancel": {
            let cancelled = Rc::clone(&cancelled);
            function(move |_| { cancelled.set(true); Ok(JsValue::UNDEFINED) })
        },
    };
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "audio": ReadableStream::new(&source), "filename": "a.mp3" };
    let telegram = recorder.whatsmate(UNDEFINED).telegram(&1.into()).unwrap();
    refused(telegram.send_audio(&params, UNDEFINED), "audio").await;
    pause(5).await;
    assert!(cancelled.get(), "the stream was left open");
    // Nine pieces are as much as may be, the tenth is too much, and a stream reads ahead.
    assert!((10..=12).contains(&asked.get()), "{} pieces were read", asked.get());
    assert_eq!(recorder.count(), 0);
}

#[wasm_bindgen_test]
async fn without_limits_a_larger_file_goes_out() {
    let recorder = Recorder::queued();
    let whatsmate = recorder.whatsmate(&object! { "enforceLimits": false });
    let bytes = vec![7; (9 << 18) + 1];
    let whole = array_of(&bytes);
    let params = object! { "number": NUMBER, "audio": whole, "filename": "a.mp3" };
    success(whatsmate.telegram(&1.into()).unwrap().send_audio(&params, UNDEFINED)).await;
    let body = parse(&recorder.only().body_text().await);
    assert!(same(&get(&body, "audio"), &crate::support::bytes::base64(&bytes)));
}
