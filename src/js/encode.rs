//! From a file's bytes to base64, through a buffer in wasm memory.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use crate::core::base64::{Checker, Encoder, encoded_len};

/// How many bytes are encoded at a time: they and their base64 stay in the processor's cache.
const WINDOW: u32 = 192 << 10;

thread_local! {
    // Kept, since wasm memory never shrinks: new ones for every file would only move about in it.
    /// The bytes that are being encoded.
    static WINDOWED: RefCell<Vec<u8>> = RefCell::new(vec![0; WINDOW as usize]);
    /// What has been encoded.
    static ENCODED: RefCell<Vec<u8>> = RefCell::default();
}

/// The base64 of two pieces, one after the other; unless it is the last, without that of the bytes that wait for a third.
pub fn encode(before: &Uint8Array, piece: &Uint8Array, is_last: bool) -> Uint8Array {
    built(before.length().saturating_add(piece.length()), |out| {
        let mut encoder = Encoder::default();
        append(&mut encoder, before, out);
        append(&mut encoder, piece, out);
        if is_last {
            encoder.finish(out);
        }
    })
}

/// A whole body, with the base64 of a file in its middle.
pub fn body(head: &str, file: &Uint8Array, tail: &str) -> Uint8Array {
    built(file.length(), |out| {
        out.extend_from_slice(head.as_bytes());
        let mut encoder = Encoder::default();
        append(&mut encoder, file, out);
        encoder.finish(out);
        out.extend_from_slice(tail.as_bytes());
    })
}

/// How many bytes some base64 stands for, and its pieces without white space.
///
/// # Errors
/// What is wrong with it, in words.
#[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
pub fn check(pieces: &Array) -> Result<(f64, Array), String> {
    let (mut checker, checked) = (Checker::default(), Array::new());
    for piece in pieces.iter() {
        let mut groups = Vec::new();
        checker.push(&piece.unchecked_into::<Uint8Array>().to_vec(), &mut groups)?;
        if !groups.is_empty() {
            checked.push(&Uint8Array::from(groups.as_slice()));
        }
    }
    Ok((checker.finish()? as f64, checked))
}

/// What is written, with room for the base64 of so many bytes: base64-simd reserves no more than it needs for each window,
/// so the whole would be moved for each.
fn built(size: u32, write: impl FnOnce(&mut Vec<u8>)) -> Uint8Array {
    ENCODED.with_borrow_mut(|out| {
        out.clear();
        out.reserve(usize::try_from(encoded_len(size.into())).unwrap_or_default());
        write(out);
        Uint8Array::from(out.as_slice())
    })
}

fn append(encoder: &mut Encoder, piece: &Uint8Array, out: &mut Vec<u8>) {
    WINDOWED.with_borrow_mut(|window| {
        let (mut start, length) = (0, piece.length());
        while start < length {
            let end = start.saturating_add(WINDOW).min(length);
            let Some(bytes) = window.get_mut(..end.saturating_sub(start) as usize) else { break };
            piece.subarray(start, end).copy_to(bytes);
            encoder.push(bytes, out);
            start = end;
        }
    });
}
