//! Waiting, with an end.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;

use super::error::Failure;
use super::signal::Signal;
use crate::core::fault::{Fault, Scope};

/// What bounds a call from outside, from the moment it was made.
pub struct Bounds {
    signal: Option<Signal>,
    deadline: Option<f64>,
    start: f64,
}

impl Bounds {
    /// Bounds that begin now; the deadline is in ms.
    pub fn new(signal: Option<Signal>, deadline: Option<f64>) -> Self {
        Self { signal, deadline, start: js_sys::Date::now() }
    }

    /// Whether the deadline allows to wait so many ms more.
    pub fn allow(&self, wait: f64) -> bool {
        self.deadline.is_none_or(|deadline| js_sys::Date::now() + wait < self.start + deadline)
    }

    /// Does some work until it is done, the signal fires or the deadline passes. What is not done then is dropped.
    ///
    /// # Errors
    /// The work's own, [`Fault::Aborted`] or [`Fault::Timeout`].
    pub async fn hold<T>(&self, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        if let Some(failure) = self.signal.as_ref().and_then(Signal::fired) {
            return Err(failure);
        }
        let halt = async {
            match (&self.signal, self.deadline) {
                (None, None) => std::future::pending().await,
                (Some(signal), None) => signal.wait().await,
                (None, Some(deadline)) => time_out(deadline, Scope::Deadline).await,
                (Some(signal), Some(deadline)) => race(signal.wait(), time_out(deadline, Scope::Deadline)).await,
            }
        };
        race(work, async { Err(halt.await) }).await
    }
}

/// The first to end; the other is dropped.
pub async fn race<T>(work: impl Future<Output = T>, halt: impl Future<Output = T>) -> T {
    let (mut work, mut halt) = (pin!(work), pin!(halt));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(done),
        Poll::Pending => halt.as_mut().poll(context),
    })
    .await
}

/// Ends as a timeout after so many ms.
pub async fn time_out(after: f64, scope: Scope) -> Failure {
    sleep(after).await;
    Fault::Timeout { after, scope }.into()
}

/// Waits so many ms. What is more than timers can count (24 days) is taken for ever.
pub async fn sleep(millis: f64) {
    if millis > f64::from(i32::MAX) {
        return std::future::pending().await;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range: checked just above, and never negative"
    )]
    TimeoutFuture::new(millis.ceil() as u32).await;
}
