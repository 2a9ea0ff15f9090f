//! A call that is under way: its attempts, one after the other, and what is known when it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::client::Client;
use super::encode::encode;
use super::error::{Context, Failure};
use super::event::Event;
use super::gate::Place;
use super::json::json_object;
use super::media::Encoded;
use super::options::Options;
use super::pause::Lane;
use super::source::Source;
use super::wait::{Bounds, race, sleep, time_out};
use super::{body, transport};
use crate::core::answer::{Answer, read};
use crate::core::endpoint::Endpoint;
use crate::core::fault::{Delivery, Fault, Scope};
use crate::core::request::Request;
use crate::core::retry;

/// A call, from its being asked for to its answer or error.
pub struct Call {
    /// Who makes it.
    pub client: Rc<Client>,
    /// Which it is, as far as it is known.
    pub endpoint: Cell<Option<&'static Endpoint>>,
    /// What is known of its message.
    pub delivery: Cell<Delivery>,
    /// The PDF job that was submitted.
    pub job_id: RefCell<Option<String>>,
    /// An Error made when the call was: inside of wasm nothing is known of the caller any more.
    pub origin: js_sys::Error,
}

/// A request that has been checked and can be sent.
pub struct Ready {
    /// The request.
    pub request: Request,
    /// Its file.
    pub source: Option<Source>,
    /// The calls that the API counts with it.
    pub lane: Lane,
    /// What tells a relay that the attempts of a send are one; the API itself knows no such thing.
    pub key: Option<String>,
}

impl Call {
    /// Makes the attempts. Each has its own place among the calls under way, so none is held while waiting.
    ///
    /// # Errors
    /// Those of the last attempt.
    pub async fn run(&self, ready: Ready, options: &Options, bounds: &Bounds) -> Result<Answer, Failure> {
        let Ready { request, mut source, lane, key } = ready;
        let config = &self.client.config;
        self.endpoint.set(Some(request.endpoint));
        self.delivery.set(Delivery::NotSent);
        let mut file = None;
        let mut attempt = 1_u32;
        loop {
            let place = self.turn(lane).await;
            bounds.check()?;
            if let Some(source) = source.take() {
                let limit = request.endpoint.media().filter(|_| config.enforce_limits);
                file = Some(encode(source, limit, options.on_progress.as_ref()).await?);
            }
            let outcome = self.attempt(&request, key.as_deref(), file.as_ref(), options.timeout, bounds, attempt).await;
            drop(place);
            let failure = match outcome {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let (fault, fate) = (&failure.fault, failure.delivery());
            if let Fault::Api { status: 429, retry_after: Some(wait), .. } = fault
                && *wait <= retry::LONGEST_WAIT
            {
                self.client.pause.begin(lane, *wait);
            }
            let wait = retry::next(request.endpoint, fault, fate, attempt, options.policy, js_sys::Math::random());
            let Some(wait) = wait.filter(|wait| bounds.allow(*wait)) else { return Err(failure) };
            if let Some(listener) = &config.on_event {
                let (endpoint, error) = (request.endpoint.label(), self.error(&failure));
                Event::Retry { endpoint: &endpoint, attempt, wait, error }.tell(listener);
            }
            sleep(wait).await;
            attempt = attempt.saturating_add(1);
        }
    }

    /// Waits for a place among the calls under way, and for the API to take calls of this kind again.
    async fn turn(&self, lane: Lane) -> Place {
        loop {
            self.client.pause.end(lane).await;
            let place = self.client.gate.enter().await;
            if self.client.pause.rest(lane) <= 0.0 {
                return place;
            }
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        key: Option<&str>,
        file: Option<&Encoded>,
        timeout: Option<f64>,
        bounds: &Bounds,
        attempt: u32,
    ) -> Result<Answer, Failure> {
        let config = &self.client.config;
        let body = body::make(request, file, config.host)?;
        let length = request.body_len(file.map_or(0, |file| file.size));
        let timeout = timeout.unwrap_or_else(|| default_timeout(length));
        let tell = |event: &dyn Fn(&str) -> Event| {
            if let Some(listener) = &config.on_event {
                event(&request.endpoint.label()).tell(listener);
            }
        };
        tell(&|endpoint| Event::Request { endpoint, attempt });
        let start = js_sys::Date::now();
        // What an earlier attempt left open stays open.
        let before = self.delivery.get();
        let exchange = async {
            let headers = config.identity.headers(key).await?;
            bounds.check()?;
            // From here on nobody knows, until an answer says otherwise.
            self.delivery.set(Delivery::Unknown);
            transport::exchange(config, request, headers, &body).await
        };
        let late = async { Err(time_out(timeout, Scope::Attempt).await) };
        let outcome = race(Box::pin(exchange), Box::pin(late)).await;
        let outcome = outcome.and_then(|transport::Response { received, told }| {
            let (status, duration) = (received.status, js_sys::Date::now() - start);
            tell(&|endpoint| Event::Response { endpoint, attempt, status, duration });
            read(request, received, json_object).map_err(|fault| Failure::told(fault, told))
        });
        if let Err(failure) = &outcome
            && failure.delivery() == Delivery::NotSent
        {
            self.delivery.set(before);
        }
        outcome
    }

    /// The error that a failure of this call is thrown as.
    pub fn error(&self, failure: &Failure) -> wasm_bindgen::JsValue {
        failure.to_js(&Context {
            endpoint: self.endpoint.get(),
            delivery: self.delivery.get(),
            job_id: self.job_id.borrow().as_deref(),
            secrets: &self.client.config.secrets(),
            origin: &self.origin,
        })
    }
}

/// A minute, and a second more for each 50 kB of body.
fn default_timeout(length: usize) -> f64 {
    60_000.0 + (length / 50_000) as f64 * 1_000.0
}
