//! The body of a request, as fetch takes it.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::encode::{Progress, encode, encode_body};
use super::error::Failure;
use super::feed::Feed;
use super::media::Encoded;
use super::source::{Content, Source};
use crate::core::fault::Fault;
use crate::core::field::Field;
use crate::core::payload::Payload;
use crate::core::request::Request;

#[wasm_bindgen(module = "/pkg-template/exchange.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = listed)]
    fn stream_of(parts: &Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = whole)]
    fn stream_of_one(part: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// Up to how many bytes a file is cheaper to encode at once, into a body of one piece, than on its way or in chunks.
const SMALL: u64 = 512 << 10;

/// In which forms fetch takes a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a stream, too: its length is announced, and it never goes out twice.
    Stream {
        /// Whether that is cheaper for a small file, too. In Node it is: fetch copies bytes that it is given.
        even_small: bool,
    },
    /// As a Blob, a string or bytes.
    Blob,
    /// As a Blob only: Deno sends strings and bytes a second time by itself when a kept connection drops.
    OnlyBlob,
}

/// What stays of a call's file between its attempts.
pub enum File {
    /// Encoded, in chunks.
    Encoded(Encoded),
    /// Encoded within the whole body: that of a small file.
    Body(Uint8Array),
    /// Nothing: it is encoded anew for each attempt, while it is sent.
    Live(Source),
}

impl Form {
    /// What a host's fetch takes, in the words of `pkg-template/host.js`. One of the caller's takes what every fetch takes.
    pub fn new(host: &str, is_custom: bool) -> Self {
        match host {
            "deno" => Self::OnlyBlob,
            "node" | "bun" | "workerd" if !is_custom => Self::Stream { even_small: host == "node" },
            _ => Self::Blob,
        }
    }
}

impl File {
    /// Encodes a source, unless it is better encoded on its way: if it is large, of known size, and can be read again.
    ///
    /// # Errors
    /// As [`encode`].
    pub async fn new(
        source: Source,
        request: &Request,
        limit: Option<&'static Field>,
        form: Form,
        progress: &Progress,
    ) -> Result<Self, Failure> {
        match (&source.content, source.size, &request.payload) {
            (Content::Bytes(_) | Content::Blob(..), Some(size), Some(payload)) if size <= SMALL => {
                Ok(Self::Body(encode_body(&source, payload, progress).await?))
            }
            (Content::Bytes(_) | Content::Blob(..), ..) if matches!(form, Form::Stream { .. }) => {
                Ok(Self::Live(source))
            }
            _ => Ok(Self::Encoded(encode(&source, limit, progress).await?)),
        }
    }
}

/// A body.
pub struct Body {
    /// What fetch takes; `undefined` for none.
    pub value: JsValue,
    /// Its length in bytes.
    pub length: usize,
    /// Whether it is a stream, whose length fetch can not tell by itself.
    pub is_stream: bool,
    feed: Option<Feed>,
}

impl Body {
    /// Puts a request's payload and its file together.
    ///
    /// # Errors
    /// If the runtime makes no Blob, or a file can not be read.
    pub async fn new(
        request: &Request,
        file: Option<&File>,
        form: Form,
        progress: &Rc<Progress>,
    ) -> Result<Self, Failure> {
        let plain = |value, length| Self { value, length, is_stream: false, feed: None };
        let Some(payload) = &request.payload else { return Ok(plain(JsValue::UNDEFINED, 0)) };
        let (value, parts, length) = match file {
            None => {
                let text = JsValue::from(payload.head.as_str());
                (text.clone(), Array::of1(&text), payload.head.len())
            }
            Some(File::Body(bytes)) => {
                let length = bytes.length() as usize;
                if form == (Form::Stream { even_small: true }) {
                    return Ok(Self { is_stream: true, ..plain(stream_of_one(bytes).map_err(unmade)?, length) });
                }
                (bytes.into(), Array::of1(bytes), length)
            }
            Some(File::Encoded(encoded)) => {
                let (parts, length) = (parts(payload, encoded), request.body_len(encoded.size));
                if matches!(form, Form::Stream { .. }) {
                    return Ok(Self { is_stream: true, ..plain(stream_of(&parts).map_err(unmade)?, length) });
                }
                return Ok(plain(blob(&parts)?, length));
            }
            Some(File::Live(source)) => {
                let feed = Feed::open(source, payload, progress).await?;
                let length = request.body_len(source.size.unwrap_or_default());
                return Ok(Self { value: feed.stream.clone(), length, is_stream: true, feed: Some(feed) });
            }
        };
        Ok(plain(if form == Form::OnlyBlob { blob(&parts)? } else { value }, length))
    }

    /// The failure of the file, if it failed while it was sent.
    pub fn failure(&self) -> Option<Failure> {
        self.feed.as_ref().and_then(Feed::failure)
    }
}

fn parts(payload: &Payload, file: &Encoded) -> Array {
    let parts = Array::of1(&Uint8Array::from(payload.head.as_bytes()));
    for chunk in file.chunks.iter() {
        parts.push(&chunk);
    }
    parts.push(&Uint8Array::from(payload.tail.as_bytes()));
    parts
}

fn blob(parts: &Array) -> Result<JsValue, Failure> {
    Blob::new_with_blob_sequence(parts).map(JsValue::from).map_err(unmade)
}

/// The failure of a host that makes no such body.
pub fn unmade(thrown: JsValue) -> Failure {
    Failure::caused(Fault::Connection { refused: true, reason: "the body could not be made".into() }, thrown)
}
