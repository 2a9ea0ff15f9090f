//! From a file's bytes to base64, through a buffer in wasm memory, piece by piece.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, JsString, Uint8Array};
use wasm_bindgen::JsValue;

use super::error::Failure;
use super::event::notify;
use super::media::Encoded;
use super::outside::record;
use super::source::{CHANGED, Content, Source};
use super::wait::Breath;
use crate::core::base64::{Checker, Encoder, data_url_header};
use crate::core::fault::Invalid;
use crate::core::field::Field;
use crate::core::payload::Payload;

/// How many bytes are encoded at a time: they and their base64 stay in the processor's cache.
const WINDOW: u32 = 192 << 10;

/// The most ms between two reports of progress.
const REPORT: f64 = 50.0;

thread_local! {
    // Kept, since wasm memory never shrinks: new ones for every file would only move about in it.
    /// The bytes that are being encoded.
    static WINDOWED: RefCell<Vec<u8>> = RefCell::new(vec![0; WINDOW as usize]);
    /// The base64 of one piece.
    static ENCODED: RefCell<Vec<u8>> = RefCell::default();
}

/// A file that is being encoded.
pub struct Encoding {
    encoder: Encoder,
    size: u64,
    /// How many there are, where that is known.
    known: Option<u64>,
    limit: Option<&'static Field>,
    field: String,
}

impl Encoding {
    /// Begins. `limit` is the field whose size limit bounds a source of unknown size.
    pub fn new(source: &Source, limit: Option<&'static Field>) -> Self {
        Self { encoder: Encoder::default(), size: 0, known: source.size, limit, field: source.field.clone() }
    }

    /// Appends the base64 of a piece to `out`, all but that of bytes which wait for a third.
    ///
    /// # Errors
    /// If there are more bytes than may be.
    fn append(&mut self, piece: &Uint8Array, progress: &Progress, out: &mut Vec<u8>) -> Result<(), Invalid> {
        let length = piece.length();
        self.size = self.size.saturating_add(u64::from(length));
        check_size(self.limit, self.size)?;
        WINDOWED.with_borrow_mut(|window| {
            let mut start = 0;
            while start < length {
                let end = start.saturating_add(WINDOW).min(length);
                let Some(bytes) = window.get_mut(..end.saturating_sub(start) as usize) else { break };
                piece.subarray(start, end).copy_to(bytes);
                self.encoder.push(bytes, out);
                start = end;
            }
        });
        progress.report(self.size, self.known);
        Ok(())
    }

    /// The base64 of a piece, likewise.
    ///
    /// # Errors
    /// If there are more bytes than may be.
    pub fn take(&mut self, piece: &Uint8Array, progress: &Progress) -> Result<Uint8Array, Invalid> {
        ENCODED.with_borrow_mut(|encoded| {
            encoded.clear();
            self.append(piece, progress, encoded)?;
            Ok(Uint8Array::from(encoded.as_slice()))
        })
    }

    /// The base64 of what is left at the end.
    ///
    /// # Errors
    /// If there was nothing at all, or not as much as was announced.
    pub fn finish(&mut self) -> Result<Vec<u8>, Invalid> {
        let mut rest = Vec::new();
        self.encoder.finish(&mut rest);
        match self.known {
            Some(known) if known != self.size => Err(Invalid::new(self.field.as_str(), CHANGED.into())),
            _ if self.size == 0 => Err(empty(&self.field)),
            _ => Ok(rest),
        }
    }

    /// How many bytes have come so far.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Encodes a source, whole.
///
/// # Errors
/// [`Invalid`] if it can not be read, is empty, too large, not the base64 it claims to be, or if its size changes while
/// it is read.
pub async fn encode(source: &Source, limit: Option<&'static Field>, progress: &Progress) -> Result<Encoded, Failure> {
    progress.report(0, source.size);
    let chunks = Array::new();
    let size = match &source.content {
        Content::Encoded(encoded) => return Ok(encoded.clone()).inspect(|encoded| progress.finish(encoded.size)),
        Content::Base64(text) => {
            let size = copy_base64(text, &source.field, &chunks)?;
            check_size(limit, size)?;
            if size == 0 {
                return Err(empty(&source.field).into());
            }
            size
        }
        _ => {
            let (mut encoding, mut pieces) = (Encoding::new(source, limit), source.pieces());
            let mut breath = Breath::default();
            while let Some(piece) = pieces.next().await? {
                let chunk = encoding.take(&piece, progress)?;
                if chunk.length() > 0 {
                    chunks.push(&chunk);
                }
                breath.take().await;
            }
            push(&encoding.finish()?, &chunks);
            encoding.size
        }
    };
    progress.finish(size);
    Ok(Encoded::new(chunks, size, source.name.clone()))
}

/// Encodes a source that fits into one piece into the middle of a payload: a whole body.
///
/// # Errors
/// As [`encode`].
pub async fn encode_body(source: &Source, payload: &Payload, progress: &Progress) -> Result<Uint8Array, Failure> {
    progress.report(0, source.size);
    let (mut encoding, mut pieces) = (Encoding::new(source, None), source.pieces());
    let piece = pieces.next().await?;
    ENCODED.with_borrow_mut(|body| {
        body.clear();
        body.extend_from_slice(payload.head.as_bytes());
        if let Some(piece) = &piece {
            encoding.append(piece, progress, body)?;
        }
        body.append(&mut encoding.finish()?);
        progress.finish(encoding.size);
        body.extend_from_slice(payload.tail.as_bytes());
        Ok(Uint8Array::from(body.as_slice()))
    })
}

fn empty(field: &str) -> Invalid {
    Invalid::new(field, "the file is empty".into())
}

fn check_size(limit: Option<&Field>, size: u64) -> Result<(), Invalid> {
    match limit {
        Some(field) if size > 0 => field.check_size(Some(size), true),
        _ => Ok(()),
    }
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

/// Tells how far the encoding is: first 0, never falling, the total at last, and that once, however often a file that goes
/// out again is encoded.
pub struct Progress {
    listener: Option<Function>,
    told: Cell<Option<u64>>,
    next: Cell<f64>,
}

impl Progress {
    /// Begins to listen.
    pub fn new(listener: Option<Function>) -> Self {
        Self { listener, told: Cell::new(None), next: Cell::new(0.0) }
    }

    /// So much is done of a total that may be known. The total itself is told by [`Progress::finish`].
    pub fn report(&self, loaded: u64, total: Option<u64>) {
        if self.listener.is_none() || self.told.get() >= Some(loaded) || total == Some(loaded) && loaded > 0 {
            return;
        }
        let now = js_sys::Date::now();
        if now >= self.next.get() {
            self.next.set(now + REPORT);
            self.tell(loaded, total);
        }
    }

    /// All is done.
    pub fn finish(&self, size: u64) {
        if self.told.get() < Some(size) {
            self.tell(size, Some(size));
        }
    }

    fn tell(&self, loaded: u64, total: Option<u64>) {
        self.told.set(Some(loaded));
        if let Some(listener) = &self.listener {
            #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
            let number = |size: u64| JsValue::from(size as f64);
            let values = Array::of2(&number(loaded), &total.map(number).into());
            notify(listener, &record("loaded total", &values));
        }
    }
}
