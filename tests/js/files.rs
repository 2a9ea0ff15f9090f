//! Every kind of file, of this realm and another: what arrives is the engine's own base64 of it.

use std::cell::Cell;

use js_sys::{Array, JsString, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use whatsmate::js::Media;

use crate::support::NUMBER;
use crate::support::bytes::{SIZES, array_of, pieces, sample};
use crate::support::engine::{Blob, File, Response, stream, stream_then, structured_clone};
use crate::support::outcome::{failure, failure_named, refusal, refused, success};
use crate::support::realm::{construct, is_page, other_realm};
use crate::support::recorder::Recorder;
use crate::support::value::{UNDEFINED, call, function, get, json, object, same, text, throwing};

async fn assert_arrives(input: JsValue, base64: &JsString, what: &str) {
    let recorder = Recorder::queued();
    let params = object! { "number": NUMBER, "document": input, "filename": "a.bin", "caption": "ü" };
    success(recorder.whatsapp().send_document(&params, UNDEFINED)).await;
    let expected = object! { "number": NUMBER, "document": base64, "filename": "a.bin", "caption": "ü" };
    let sent = recorder.only().body().await;
    // Compared by the engine, so that no megabyte is copied, nor printed.
    assert!(same(&sent, &json(&expected).into()), "{what}: {} letters", JsString::from(sent).length());
}

/// Sends files of all sizes, each as `make` gives it.
async fn assert_sizes(make: impl AsyncFn(&[u8], &JsString) -> JsValue) {
    for size in SIZES {
        let (bytes, base64) = sample(size);
        assert_arrives(make(&bytes, &base64).await, &base64, &format!("{size} bytes")).await;
    }
}

/// Bytes at an offset of a larger buffer.
fn offset(bytes: &[u8]) -> Uint8Array {
    let wide = Uint8Array::new_with_length(bytes.len() as u32 + 20).fill(0xEE, 0, u32::MAX);
    wide.set(&array_of(bytes), 7);
    wide.subarray(7, 7 + bytes.len() as u32)
}

fn blob(bytes: &[u8]) -> JsValue {
    Blob::new(&Array::of1(&array_of(bytes))).into()
}

/// What is no stream but gives pieces when it is iterated.
fn async_iterable(pieces: Vec<JsValue>, promised: bool) -> JsValue {
    let iterator = {
        let pieces = Cell::new(Some(pieces));
        move |_| {
            let mut pieces = pieces.take().expect("read once").into_iter();
            let next = function(move |_| {
                let result = match pieces.next() {
                    Some(piece) => object! { "done": false, "value": piece },
                    None => object! { "done": true },
                };
                Ok(if promised { Promise::resolve(&result).into() } else { result })
            });
            Ok(object! { "next": next })
        }
    };
    let iterable = object! {};
    js_sys::Reflect::set(&iterable, &js_sys::Symbol::async_iterator(), &function(iterator)).unwrap();
    iterable
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident: |$bytes:ident, $base64:pat_param| $make:expr;)*) => {$(
        $(#[$doc])*
        #[wasm_bindgen_test]
        async fn $name() {
            assert_sizes(async |$bytes: &[u8], $base64: &JsString| JsValue::from($make)).await;
        }
    )*};
}

kinds! {
    a_blob: |bytes, _| blob(bytes);
    a_blob_of_mixed_parts: |bytes, _| {
        let (text, rest) = bytes.split_at(bytes.iter().take_while(|byte| byte.is_ascii()).count());
        let (middle, end) = rest.split_at(rest.len() / 2);
        let text = String::from_utf8(text.to_vec()).unwrap();
        let parts = [text.into(), blob(middle), array_of(end).buffer().into(), offset(b"").into()];
        Blob::new(&parts.into_iter().collect())
    };
    a_file: |bytes, _| File::new(&Array::of1(&array_of(bytes)), "own.bin");
    a_slice_of_a_file: |bytes, _| {
        let file = File::new(&Array::of3(&"before".into(), &array_of(bytes), &"after".into()), "own.bin");
        call(&file, "slice", &[&6.into(), &((6 + bytes.len()) as u32).into()]).unwrap()
    };
    an_array_buffer: |bytes, _| array_of(bytes).buffer();
    a_typed_array: |bytes, _| array_of(bytes);
    a_typed_array_with_an_offset: |bytes, _| offset(bytes);
    a_data_view_with_an_offset: |bytes, _| {
        let view = offset(bytes);
        js_sys::DataView::new(&view.buffer(), view.byte_offset() as usize, view.byte_length() as usize)
    };
    a_readable_stream: |bytes, _| stream(pieces(bytes));
    a_byte_stream: |bytes, _| {
        let pieces = pieces(bytes).into_iter().filter(|piece| piece.unchecked_ref::<Uint8Array>().length() > 0);
        // A byte stream waits until each request for bytes is answered, also by none at its end.
        // WebKitGTK makes none; there it is one more plain stream.
        let kind = if get(&js_sys::global(), "ReadableByteStreamController").is_undefined() { None } else { Some("bytes") };
        stream_then(pieces.collect(), kind, |controller| call(controller, "close", &[]))
    };
    an_async_iterable: |bytes, _| async_iterable(pieces(bytes), true);
    an_async_iterable_that_does_not_wait: |bytes, _| async_iterable(pieces(bytes), false);
    a_response: |bytes, _| Response::new(&array_of(bytes), UNDEFINED);
    a_response_of_a_stream: |bytes, _| Response::new(&stream(pieces(bytes)), UNDEFINED);
    base64: |_bytes, base64| object! { "base64": base64 };
    wrapped_base64: |_bytes, base64| {
        let lines = String::from(base64.clone());
        let lines: Vec<&str> = lines.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
        object! { "base64": format!(" {}\t\r\n", lines.join("\r\n")) }
    };
    a_data_url: |_bytes, base64| object! { "base64": JsString::from("data:image/png;base64,").concat(base64) };
    a_media: |bytes, _| success(Media::encode(&blob(bytes), UNDEFINED)).await;
    a_media_of_a_stream: |bytes, _| success(Media::encode(&stream(pieces(bytes)), UNDEFINED)).await;
    a_media_of_base64: |_bytes, base64| success(Media::encode(&object! { "base64": base64 }, UNDEFINED)).await;
    bytes_of_another_realm: |bytes, _| construct(&other_realm(), "Uint8Array", &[&array_of(bytes)]);
    a_buffer_of_another_realm: |bytes, _| {
        get(&construct(&other_realm(), "Uint8Array", &[&array_of(bytes)]), "buffer")
    };
}

#[wasm_bindgen_test]
async fn every_kind_of_view_is_sent_as_the_bytes_under_it() {
    let (bytes, base64) = sample(64);
    let classes = "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array \
                   Float64Array BigInt64Array BigUint64Array DataView";
    for class in classes.split_whitespace() {
        let buffer = array_of(&bytes).buffer();
        assert_arrives(construct(&js_sys::global(), class, &[&buffer]), &base64, class).await;
    }
}

#[wasm_bindgen_test]
async fn blobs_files_and_responses_of_another_realm() {
    // A context of Node has none of its own.
    if !is_page() {
        return;
    }
    let realm = other_realm();
    let (bytes, base64) = sample(1000);
    let parts = Array::of1(&array_of(&bytes));
    assert_arrives(construct(&realm, "Blob", &[&parts]), &base64, "Blob").await;
    assert_arrives(construct(&realm, "File", &[&parts, &"a".into()]), &base64, "File").await;
    assert_arrives(construct(&realm, "Response", &[&array_of(&bytes)]), &base64, "Response").await;
}

#[wasm_bindgen_test]
async fn what_has_been_used_up_is_refused() {
    let locked = stream(pieces(b"abc"));
    call(&locked, "getReader", &[]).unwrap();
    let used = Response::new(&"abc".into(), UNDEFINED);
    success(used.text()).await;
    let detached: JsValue = array_of(b"abc").buffer().into();
    let view = construct(&js_sys::global(), "Uint8Array", &[&detached]);
    structured_clone(&detached, &object! { "transfer": Array::of1(&detached) });
    let error_page = Response::new(&"not found".into(), &object! { "status": 404 });
    let bodiless = Response::new(&JsValue::NULL, UNDEFINED);
    for input in [locked, used.into(), detached, view, error_page.into(), bodiless.into()] {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "image": input };
        refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
        assert_eq!(recorder.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn what_is_empty_is_refused() {
    let inputs = [
        array_of(b"").into(),
        array_of(b"").buffer().into(),
        blob(b""),
        stream(Vec::new()),
        stream(vec![array_of(b"").into()]),
        async_iterable(Vec::new(), true),
        Response::new(&"".into(), UNDEFINED).into(),
    ];
    for input in inputs {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "image": input };
        refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
        assert_eq!(recorder.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_source_that_fails_is_a_refusal_with_its_error_as_cause() {
    for reason in [js_sys::Error::new("the disk is gone").into(), JsValue::from("gone"), JsValue::UNDEFINED] {
        let given = reason.clone();
        let failing =
            stream_then(pieces(b"abcdef"), None, move |controller| call(controller, "error", &[&given.clone()]));
        let iterable = object! {};
        let iterator = object! { "next": throwing(reason.clone()) };
        let open = function(move |_| Ok(iterator.clone()));
        js_sys::Reflect::set(&iterable, &js_sys::Symbol::async_iterator(), &open).unwrap();
        let closed = object! {};
        let symbol = js_sys::Symbol::async_iterator();
        js_sys::Reflect::set(&closed, &symbol, &throwing(reason.clone())).unwrap();
        let unreadable = blob(b"abc");
        crate::support::value::set(&unreadable, "slice", &throwing(reason.clone()));
        for input in [failing, iterable, closed, unreadable] {
            let recorder = Recorder::queued();
            let params = object! { "number": NUMBER, "image": input };
            let error = failure(recorder.whatsapp().send_image(&params, UNDEFINED)).await;
            refusal(&error, "image");
            assert!(same(&get(&error, "cause"), &reason), "{error:?}");
            assert_eq!(text(&error, "delivery"), "not-sent");
            assert_eq!(recorder.count(), 0);
        }
    }
}

#[wasm_bindgen_test]
async fn pieces_that_are_no_bytes_are_refused() {
    for piece in ["text".into(), 5.into(), JsValue::NULL, object! {}, Array::of1(&1.into()).into()] {
        let recorder = Recorder::queued();
        let params = object! { "number": NUMBER, "image": stream(vec![array_of(b"a").into(), piece]) };
        refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
        assert_eq!(recorder.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_one_shot_body_is_read_once_and_goes_once() {
    let input = stream(pieces(b"abc"));
    let recorder = Recorder::new(|_| Err("gone".into()));
    let params = object! { "number": NUMBER, "image": input };
    failure_named(recorder.whatsapp().send_image(&params, UNDEFINED), "ConnectionError").await;
    refused(recorder.whatsapp().send_image(&params, UNDEFINED), "image").await;
    recorder.only();
}
