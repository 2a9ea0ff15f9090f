//! The body of a request, as fetch takes it.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::error::Failure;
use super::host::Host;
use super::media::Encoded;
use crate::core::fault::Fault;
use crate::core::request::Request;

/// Puts a request's payload and its file together; `undefined` if it has none.
///
/// A text goes out as a string, but for Deno, which sends string and byte bodies a second time by itself when a kept
/// connection drops and never does so with a Blob. A file is a Blob of its chunks, whose exact length every runtime
/// announces, and which can go out again without being read again.
///
/// # Errors
/// If the runtime makes no Blob.
pub fn make(request: &Request, file: Option<&Encoded>, host: Host) -> Result<JsValue, Failure> {
    let Some(payload) = &request.payload else { return Ok(JsValue::UNDEFINED) };
    if file.is_none() && host != Host::Deno {
        return Ok(payload.head.as_str().into());
    }
    let parts = Array::of1(&payload.head.as_str().into());
    for chunk in file.iter().flat_map(|file| file.chunks.iter()) {
        parts.push(&chunk);
    }
    parts.push(&payload.tail.as_str().into());
    let blob = Blob::new_with_blob_sequence(&parts).map_err(|thrown| {
        Failure::caused(Fault::Connection { refused: true, reason: "the body could not be made".into() }, thrown)
    })?;
    Ok(blob.into())
}
