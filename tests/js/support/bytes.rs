//! Files to send, and their base64 as the engine itself makes it.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use super::engine::btoa;

/// The encoder reads so many bytes at a time.
pub const WINDOW: usize = 192 << 10;

/// The sizes at which base64 goes wrong: each rest of three, both sides of the encoder's window, many windows.
pub const SIZES: [usize; 7] = [1, 2, 3, WINDOW - 1, WINDOW, WINDOW + 1, 1 << 20];

/// So many bytes without a period, the same in every run.
pub fn random(size: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32 ^ u32::try_from(size).unwrap();
    let step = |_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    };
    (0..size).map(step).collect()
}

/// Bytes as the engine has them.
pub fn array_of(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// The base64 of bytes, by the engine's own `btoa`, in pieces of whole threes.
pub fn base64(bytes: &[u8]) -> JsString {
    let pieces: Array = bytes
        .chunks(3 << 10)
        .map(|piece| {
            let codes: Vec<u16> = piece.iter().copied().map(u16::from).collect();
            btoa(&JsString::from_char_code(&codes))
        })
        .collect();
    pieces.join("")
}

thread_local! {
    /// What [`random`] gives, with its base64, since many tests send the same files.
    static KNOWN: RefCell<HashMap<usize, (Vec<u8>, JsString)>> = RefCell::default();
}

/// So many random bytes and their base64.
pub fn sample(size: usize) -> (Vec<u8>, JsString) {
    KNOWN.with_borrow_mut(|known| {
        let make = || {
            let bytes = random(size);
            let text = base64(&bytes);
            (bytes, text)
        };
        known.entry(size).or_insert_with(make).clone()
    })
}

/// Bytes in pieces of changing sizes, among them an empty one.
pub fn pieces(bytes: &[u8]) -> Vec<JsValue> {
    let mut sizes = [1, 2, 0, 3, 65_536, 5, 70_001, WINDOW + 1].into_iter().cycle();
    let mut rest = bytes;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(sizes.next().unwrap().min(rest.len()));
        pieces.push(array_of(piece).into());
        rest = after;
    }
    pieces
}
