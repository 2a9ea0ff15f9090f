//! The caller's AbortSignal.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::prelude::*;

use super::error::Failure;
use super::object::{expected, peek, peek_method};
use crate::core::fault::Fault;

/// A signal of any realm: whatever has `aborted` and takes listeners.
#[derive(Clone)]
pub struct Signal(JsValue);

impl Signal {
    /// Reads `options.signal`.
    ///
    /// # Errors
    /// If it is no signal.
    pub fn read(value: JsValue) -> Result<Self, Failure> {
        let has = |name| peek_method(&value, name).is_some();
        if peek(&value, "aborted").as_bool().is_none() || !has("addEventListener") || !has("removeEventListener") {
            return Err(expected("options.signal", "an AbortSignal", &value).into());
        }
        Ok(Self(value))
    }

    /// The failure of a call whose signal has fired; `None` if it has not.
    pub fn fired(&self) -> Option<Failure> {
        let is_aborted = peek(&self.0, "aborted").as_bool() == Some(true);
        is_aborted.then(|| Failure::caused(Fault::Aborted, peek(&self.0, "reason")))
    }

    /// Ends when the signal fires. Dropping it takes the listener away.
    pub async fn wait(&self) -> Failure {
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let _listener = Listener::new(self.0.clone(), Rc::clone(&waker));
        poll_fn(|context| match self.fired() {
            Some(failure) => Poll::Ready(failure),
            None => {
                *waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

struct Listener {
    signal: JsValue,
    callback: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: JsValue, waker: Rc<RefCell<Option<Waker>>>) -> Self {
        let callback = Closure::new(move || {
            if let Some(waker) = waker.borrow_mut().take() {
                waker.wake();
            }
        });
        let listener = Self { signal, callback };
        listener.call("addEventListener");
        listener
    }

    fn call(&self, method: &str) {
        if let Some(method) = peek_method(&self.signal, method) {
            // A signal that throws here fires for nobody; the call still ends by itself or by its time.
            let _ = method.call2(&self.signal, &"abort".into(), self.callback.as_ref());
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.call("removeEventListener");
    }
}
