//! From a file to chunks of base64, outside of wasm memory.

use std::cell::RefCell;

use js_sys::{Array, Function, JsString, Uint8Array};

use super::error::Failure;
use super::event::notify;
use super::media::Encoded;
use super::source::{CHANGED, Content, Source};
use crate::core::base64::{Checker, Encoder, data_url_header};
use crate::core::fault::Invalid;
use crate::core::field::Field;

/// How many bytes are encoded at a time: they and their base64 stay in the processor's cache.
const WINDOW: u32 = 192 << 10;

/// The most ms between two reports of progress.
const REPORT: f64 = 50.0;

thread_local! {
    /// The bytes of one window and their base64. Kept, since wasm memory never shrinks: a new pair for every file
    /// would only move about in it.
    static BUFFERS: RefCell<(Vec<u8>, Vec<u8>)> = RefCell::default();
}

/// Encodes a source. `limit` is the field whose size limit bounds a source of unknown size.
///
/// # Errors
/// [`Invalid`] if it can not be read, is empty, too large, not the base64 it claims to be, or if its size changes while
/// it is read.
pub async fn encode(source: Source, limit: Option<&Field>, on_progress: Option<&Function>) -> Result<Encoded, Failure> {
    let mut progress = Progress::new(on_progress, source.size());
    let chunks = Array::new();
    let size = match &source.content {
        Content::Encoded(encoded) => return Ok(encoded.clone()).inspect(|encoded| progress.finish(encoded.size)),
        Content::Base64(text) => copy_base64(text, &source.field, &chunks)?,
        _ => {
            let (mut encoder, mut size) = (Encoder::default(), 0_u64);
            let read = source.pieces(|piece| {
                size = size.saturating_add(u64::from(piece.length()));
                check_size(limit, size)?;
                encode_piece(piece, &mut encoder, &chunks);
                progress.report(size);
                Ok(())
            });
            read.await?;
            let mut rest = Vec::new();
            encoder.finish(&mut rest);
            push(&rest, &chunks);
            size
        }
    };
    check_size(limit, size)?;
    let invalid = |message: &str| -> Failure { Invalid::new(source.field.as_str(), message.into()).into() };
    if size == 0 {
        return Err(invalid("the file is empty"));
    }
    if source.size().is_some_and(|known| known != size) {
        return Err(invalid(CHANGED));
    }
    progress.finish(size);
    Ok(Encoded::new(chunks, size, source.name))
}

fn check_size(limit: Option<&Field>, size: u64) -> Result<(), Invalid> {
    match limit {
        Some(field) if size > 0 => field.check_size(Some(size), true),
        _ => Ok(()),
    }
}

fn encode_piece(piece: &Uint8Array, encoder: &mut Encoder, chunks: &Array) {
    BUFFERS.with_borrow_mut(|(window, encoded)| {
        let mut start = 0;
        while start < piece.length() {
            let end = start.saturating_add(WINDOW).min(piece.length());
            window.resize(end.saturating_sub(start) as usize, 0);
            piece.subarray(start, end).copy_to(window);
            encoded.clear();
            encoder.push(window, encoded);
            push(encoded, chunks);
            start = end;
        }
    });
}

fn copy_base64(text: &JsString, field: &str, chunks: &Array) -> Result<u64, Invalid> {
    let invalid = |message: String| Invalid::new(field, message);
    let mut checker = Checker::default();
    let header = String::from(text.slice(0, WINDOW));
    let mut start = u32::try_from(data_url_header(&header).map_err(invalid)?).unwrap_or(u32::MAX);
    while start < text.length() {
        let end = start.saturating_add(WINDOW).min(text.length());
        let mut checked = Vec::new();
        checker.push(String::from(text.slice(start, end)).as_bytes(), &mut checked).map_err(invalid)?;
        push(&checked, chunks);
        start = end;
    }
    checker.finish().map_err(invalid)
}

fn push(bytes: &[u8], chunks: &Array) {
    if !bytes.is_empty() {
        chunks.push(&Uint8Array::from(bytes));
    }
}

/// Tells how far the encoding is: first 0, never falling, the total at last.
struct Progress<'a> {
    listener: Option<&'a Function>,
    total: Option<u64>,
    next: f64,
}

impl<'a> Progress<'a> {
    fn new(listener: Option<&'a Function>, total: Option<u64>) -> Self {
        let mut progress = Self { listener, total, next: 0.0 };
        progress.report(0);
        progress
    }

    fn report(&mut self, loaded: u64) {
        if self.listener.is_none() {
            return;
        }
        let now = js_sys::Date::now();
        if now >= self.next && self.total != Some(loaded) {
            self.next = now + REPORT;
            self.tell(loaded);
        }
    }

    fn finish(&mut self, size: u64) {
        self.total = Some(size);
        self.tell(size);
    }

    fn tell(&self, loaded: u64) {
        #[derive(serde::Serialize)]
        struct Report {
            loaded: f64,
            #[serde(skip_serializing_if = "Option::is_none")]
            total: Option<f64>,
        }
        #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
        let report = Report { loaded: loaded as f64, total: self.total.map(|total| total as f64) };
        if let (Some(listener), Ok(report)) = (self.listener, serde_wasm_bindgen::to_value(&report)) {
            notify(listener, &report);
        }
    }
}
