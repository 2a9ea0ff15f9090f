//! How a call ends.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::engine::{InvalidInputError, WhatsMateError};
use super::value::{json, text};
use super::{CLIENT_ID, CLIENT_SECRET};

/// How a promise ends. One that does not would let the run hang or, on Node, end without a word, so it is a failure.
pub async fn settle(promise: impl Into<Promise>) -> Result<JsValue, JsValue> {
    let mut work = pin!(JsFuture::from(promise.into()));
    let mut timer = TimeoutFuture::new(10_000);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(outcome),
        Poll::Pending => {
            assert!(Pin::new(&mut timer).poll(context).is_pending(), "a promise did not settle");
            Poll::Pending
        }
    })
    .await
}

/// A promise whose end is asked for later. Until then nobody would look at a rejection, which Node takes for a crash.
pub fn later(promise: Promise) -> Promise {
    let watched = JsFuture::from(promise.clone());
    spawn_local(async move { drop(watched.await) });
    promise
}

/// What a promise is kept with.
pub async fn success(promise: Promise) -> JsValue {
    settle(promise).await.unwrap_or_else(|error| panic!("expected a success, got {}", shown(&error)))
}

/// What a call fails with, which has to be an error of the package.
pub async fn failure(promise: Promise) -> JsValue {
    let error = match settle(promise).await {
        Ok(value) => panic!("expected a failure, got {}", json(&value)),
        Err(error) => error,
    };
    assert!(error.is_instance_of::<WhatsMateError>(), "an error of another kind: {}", shown(&error));
    for secret in [CLIENT_ID, CLIENT_SECRET] {
        assert!(!shown(&error).contains(secret) && !json(&error).contains(secret), "{} shows a secret", shown(&error));
    }
    error
}

/// What a call of this kind fails with.
pub async fn failure_named(promise: Promise, name: &str) -> JsValue {
    let error = failure(promise).await;
    assert_eq!(text(&error, "name"), name, "{}", shown(&error));
    error
}

/// Asserts that a call is refused because of `field`. Gives the message.
pub async fn refused(promise: Promise, field: &str) -> String {
    refusal(&failure(promise).await, field)
}

/// Asserts that an error is a refusal because of `field`. Gives its message.
pub fn refusal(error: &JsValue, field: &str) -> String {
    assert!(error.is_instance_of::<InvalidInputError>(), "expected an InvalidInputError, got {}", shown(error));
    assert_eq!(text(error, "field"), field, "{}", shown(error));
    let message = text(error, "message");
    assert!(!message.contains("undefined") && !message.contains("null"), "{message}");
    message
}

/// Asserts that a constructor refuses because of `field`. Gives the message.
pub fn refused_now<T>(made: Result<T, JsValue>, field: &str) -> String {
    match made {
        Ok(_) => panic!("{field} was not refused"),
        Err(error) => refusal(&error, field),
    }
}

/// Waits so many ms, for what must not happen in the meantime.
pub async fn pause(millis: u32) {
    TimeoutFuture::new(millis).await;
}

fn shown(error: &JsValue) -> String {
    format!("{error:?}")
}
