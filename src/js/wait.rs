//! Waiting, with an end.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use super::error::Failure;
use super::outside::Timer;
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

    /// Whether the call is over already. Asked before each step that can not be taken back: what ends a call may not have
    /// been heard yet, since many are told one after the other.
    ///
    /// # Errors
    /// [`Fault::Aborted`] or [`Fault::Timeout`].
    pub fn check(&self) -> Result<(), Failure> {
        match (self.signal.as_ref().and_then(Signal::fired), self.deadline) {
            (Some(failure), _) => Err(failure),
            (None, Some(after)) if !self.allow(0.0) => Err(Fault::Timeout { after, scope: Scope::Deadline }.into()),
            _ => Ok(()),
        }
    }

    /// Does some work until it is done, the signal fires or the deadline passes. What is not done then is dropped.
    ///
    /// # Errors
    /// The work's own, [`Fault::Aborted`] or [`Fault::Timeout`].
    pub async fn hold<T>(&self, work: Work<'_, Result<T, Failure>>) -> Result<T, Failure> {
        self.check()?;
        race(work, Box::pin(async { Err(self.halt().await) })).await
    }

    async fn halt(&self) -> Failure {
        let late = async { time_out(self.deadline.unwrap_or(f64::INFINITY), Scope::Deadline).await };
        match &self.signal {
            Some(signal) => race(Box::pin(signal.wait()), Box::pin(late)).await,
            None => late.await,
        }
    }
}

/// A future that is one of many kinds. Boxed where it is run from several places, so that what is around it is there once
/// and not for every kind: that is a fifth of the wasm.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The first to end; the other is dropped.
pub async fn race<T>(mut work: Work<'_, T>, mut halt: Work<'_, T>) -> T {
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

/// Lets timers and events through while there is work that never waits for them: a signal may have fired.
pub struct Breath(f64);

impl Default for Breath {
    fn default() -> Self {
        Self(js_sys::Date::now())
    }
}

impl Breath {
    /// Takes one, if the last was some time ago.
    pub async fn take(&mut self) {
        const LONGEST: f64 = 50.0;
        if js_sys::Date::now() - self.0 > LONGEST {
            sleep(0.0).await;
            *self = Self::default();
        }
    }
}

/// Waits so many ms. What is more than timers can count (24 days) is taken for ever.
pub async fn sleep(millis: f64) {
    if millis > f64::from(i32::MAX) {
        return std::future::pending().await;
    }
    Timer::new(millis.ceil()).await;
}
