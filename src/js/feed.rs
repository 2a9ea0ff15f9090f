//! A body that is encoded while it is sent: as much of a file as the connection takes, and no more, is in memory.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::body::unmade;
use super::encode::{Encoding, Progress};
use super::error::Failure;
use super::source::{Pieces, Source};
use crate::core::fault::{Fault, Invalid};
use crate::core::payload::Payload;

#[wasm_bindgen(module = "/pkg-template/exchange.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = stream)]
    fn make_stream(next: &JsValue) -> Result<JsValue, JsValue>;
}

/// A file on its way. Dropping it ends the way.
pub struct Feed {
    /// The ReadableStream that fetch takes.
    pub stream: JsValue,
    state: Rc<State>,
}

struct State {
    rest: RefCell<Option<Rest>>,
    failure: RefCell<Option<Failure>>,
    progress: Rc<Progress>,
}

/// What is still to come.
struct Rest {
    /// The beginning, until it has gone out.
    first: Option<Uint8Array>,
    /// The file, until it has come to its end.
    file: Option<(Pieces, Encoding)>,
    tail: String,
}

impl Feed {
    /// Reads the beginning of a file whose size is known and has been checked. What can not be read at all fails here,
    /// before anything is sent.
    ///
    /// # Errors
    /// [`Invalid`] if it can not be read.
    pub async fn open(source: &Source, payload: &Payload, progress: &Rc<Progress>) -> Result<Self, Failure> {
        progress.report(0, source.size);
        let (mut pieces, mut encoding) = (source.pieces(), Encoding::new(source, None));
        let first = match pieces.next().await? {
            Some(piece) => encoding.take(&piece, progress)?,
            None => Uint8Array::new_with_length(0),
        };
        let head = payload.head.as_bytes();
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        let beginning = Uint8Array::new_with_length(length.saturating_add(first.length()));
        beginning.subarray(0, length).copy_from(head);
        beginning.set(&first, length);
        let rest = Rest { first: Some(beginning), file: Some((pieces, encoding)), tail: payload.tail.clone() };
        let state = Rc::new(State {
            rest: RefCell::new(Some(rest)),
            failure: RefCell::default(),
            progress: Rc::clone(progress),
        });
        let weak = Rc::downgrade(&state);
        let next: Closure<dyn FnMut() -> Promise> = Closure::new(move || future_to_promise(next(Weak::clone(&weak))));
        // Owned by JavaScript: a stream may ask for more when the call is over.
        Ok(Self { stream: make_stream(&next.into_js_value()).map_err(unmade)?, state })
    }

    /// The failure of the file, if it is the file that failed.
    pub fn failure(&self) -> Option<Failure> {
        self.state.failure.take()
    }
}

/// The next part of the body, `undefined` at its end.
async fn next(state: Weak<State>) -> Result<JsValue, JsValue> {
    let taken = state.upgrade().and_then(|state| Some((state.rest.take()?, Rc::clone(&state.progress))));
    let Some((mut rest, progress)) = taken else { return Ok(JsValue::UNDEFINED) };
    let outcome = rest.step(&progress).await;
    // The call may have ended meanwhile.
    let Some(state) = state.upgrade() else { return Ok(JsValue::UNDEFINED) };
    match outcome {
        Ok(part) => {
            *state.rest.borrow_mut() = Some(rest);
            Ok(part)
        }
        Err(failure) => {
            let cause = failure.cause.clone();
            let failure = match &failure.fault {
                Fault::Invalid(Invalid { message, .. }) => {
                    Failure::caused(Fault::Broken { reason: message.clone() }, cause.clone())
                }
                _ => failure,
            };
            *state.failure.borrow_mut() = Some(failure);
            Err(cause)
        }
    }
}

impl Rest {
    async fn step(&mut self, progress: &Progress) -> Result<JsValue, Failure> {
        if let Some(first) = self.first.take() {
            return Ok(first.into());
        }
        let Some((mut pieces, mut encoding)) = self.file.take() else { return Ok(JsValue::UNDEFINED) };
        if let Some(piece) = pieces.next().await? {
            let encoded = encoding.take(&piece, progress)?;
            self.file = Some((pieces, encoding));
            return Ok(encoded.into());
        }
        let mut end = encoding.finish()?;
        progress.finish(encoding.size());
        end.extend_from_slice(self.tail.as_bytes());
        Ok(Uint8Array::from(end.as_slice()).into())
    }
}
