//! `Media`: encoded once, sent to many.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::Media;

use crate::support::NUMBER;
use crate::support::bytes::{SIZES, WINDOW, array_of, pieces, sample};
use crate::support::engine::{AbortController, File, never, stream, stream_then};
use crate::support::outcome::{failure_named, refused, success};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, get, listener, number, object, parse, same, text};

fn file(bytes: &[u8], name: &str) -> JsValue {
    File::new(&Array::of1(&array_of(bytes)), name).into()
}

async fn encoded(input: &JsValue) -> JsValue {
    success(Media::encode(input, UNDEFINED)).await
}

#[wasm_bindgen_test]
async fn it_knows_its_sizes_and_its_name() {
    for size in SIZES {
        let (bytes, base64) = sample(size);
        let media = encoded(&array_of(&bytes).into()).await;
        assert_eq!(number(&media, "size"), size as f64);
        assert_eq!(number(&media, "encodedSize"), f64::from(base64.length()));
        assert!(get(&media, "filename").is_undefined());
    }
    assert_eq!(text(&encoded(&file(b"a", "own.png")).await, "filename"), "own.png");
    let options = object! { "filename": "given.png" };
    assert_eq!(text(&success(Media::encode(&file(b"a", "own.png"), &options)).await, "filename"), "given.png");
    let again = encoded(&encoded(&file(b"ab", "own.png")).await).await;
    assert_eq!((number(&again, "size"), text(&again, "filename").as_str()), (2.0, "own.png"));
}

#[wasm_bindgen_test]
async fn one_goes_to_many_at_the_same_time_and_again_later() {
    let (bytes, base64) = sample(WINDOW + 1);
    let options = object! { "filename": "a.bin" };
    let media = success(Media::encode(&stream(pieces(&bytes)), &options)).await;
    let recorder = Recorder::queued();
    let whatsapp = recorder.whatsapp();
    let send = || whatsapp.send_document(&object! { "number": NUMBER, "document": &media }, UNDEFINED);
    let calls: Vec<Promise> = (0..8).map(|_| send()).collect();
    for call in calls {
        success(call).await;
    }
    success(send()).await;
    for number in 0..9 {
        let body = parse(&recorder.sent(number).body_text().await);
        assert!(same(&get(&body, "document"), &base64), "number {number}");
        assert_eq!(text(&body, "filename"), "a.bin");
    }
}

#[wasm_bindgen_test]
async fn its_name_gives_way_to_one_of_the_call() {
    for (given, sent) in [(JsValue::UNDEFINED, "own.pdf"), ("other.pdf".into(), "other.pdf")] {
        for document in [file(b"abc", "own.pdf"), encoded(&file(b"abc", "own.pdf")).await] {
            let recorder = Recorder::queued();
            let params = object! { "number": NUMBER, "document": document, "filename": &given };
            success(recorder.whatsapp().send_document(&params, UNDEFINED)).await;
            assert_eq!(text(&parse(&recorder.only().body_text().await), "filename"), sent);
        }
    }
}

#[wasm_bindgen_test]
async fn an_image_takes_no_name_of_its_file() {
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "image": file(b"abc", "own.png") };
    success(recorder.whatsapp().send_image(&params, UNDEFINED)).await;
    assert_eq!(recorder.only().body_text().await, r#"{"number":"12025550123","image":"YWJj"}"#);
}

#[wasm_bindgen_test]
async fn a_blob_without_a_name_needs_one() {
    let recorder = Recorder::queued();
    let slice = call(&file(b"abc", "own.pdf"), "slice", &[&1.into()]).unwrap();
    let params = object! { "number": NUMBER, "document": slice };
    refused(recorder.whatsapp().send_document(&params, UNDEFINED), "filename").await;
}

#[wasm_bindgen_test]
async fn what_is_no_file_is_refused() {
    let nothing = refused(Media::encode(UNDEFINED, UNDEFINED), "input").await;
    assert!(nothing.contains("nothing was given"), "{nothing}");
    for input in [JsValue::NULL, "AQID".into(), 5.into(), object! {}, Array::new().into(), array_of(b"").into()] {
        refused(Media::encode(&input, UNDEFINED), "input").await;
    }
    let input = array_of(b"a").into();
    for (field, options) in [
        ("options.filename", object! { "filename": 5 }),
        ("options.signal", object! { "signal": 5 }),
        ("options.onProgress", object! { "onProgress": 5 }),
        ("options.timeout", object! { "timeout": 5 }),
        ("options", JsValue::NULL),
    ] {
        refused(Media::encode(&input, &options), field).await;
    }
}

#[wasm_bindgen_test]
async fn its_signal_ends_it() {
    let controller = AbortController::new();
    let input = stream_then(pieces(b"abc"), None, |_| Ok(never().into()));
    let encoding = Media::encode(&input, &object! { "signal": controller.signal() });
    controller.abort(&"enough".into());
    let error = failure_named(encoding, "AbortError").await;
    assert_eq!(get(&error, "cause"), "enough");
}

#[wasm_bindgen_test]
async fn it_tells_its_progress_once() {
    let (on_progress, told) = listener();
    let media = success(Media::encode(&array_of(b"abc").into(), &object! { "onProgress": on_progress })).await;
    let last = told.get(told.length() - 1);
    assert_eq!((number(&last, "loaded"), number(&last, "total")), (3.0, 3.0));
    // What is encoded already has no way to go, and says so, too.
    let (on_progress, told) = listener();
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "image": media };
    success(recorder.whatsapp().send_image(&params, &object! { "onProgress": on_progress })).await;
    let loaded: Vec<f64> = told.iter().map(|report| number(&report, "loaded")).collect();
    assert_eq!(loaded, [0.0, 3.0]);
}
