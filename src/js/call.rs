//! A call that is under way: its attempts, one after the other, and what is known when it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::body::{Body, File};
use super::client::Client;
use super::encode::Progress;
use super::error::{Context, Failure};
use super::event::notify_of;
use super::gate::Place;
use super::headers::headers;
use super::json::json_object;
use super::options::Options;
use super::pause::Lane;
use super::source::Source;
use super::transport;
use super::wait::{Bounds, race, sleep, time_out};
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
        let progress = Rc::new(Progress::new(options.listener.clone()));
        let mut file = None;
        let mut attempt = 1_u32;
        loop {
            let place = self.turn(lane).await;
            bounds.check()?;
            if let Some(source) = source.take() {
                let limit = request.endpoint.media().filter(|_| config.enforce_limits);
                file = Some(File::new(source, &request, limit, config.form, &progress).await?);
            }
            let body = Body::new(&request, file.as_ref(), config.form, &progress).await?;
            let outcome = self.attempt(&request, key.as_deref(), &body, options.timeout, bounds, attempt).await;
            drop((place, body));
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
                let error = self.tell(&failure, Failure::to_js);
                notify_of(listener, "retry", &request.endpoint.label(), attempt, "wait error", &[wait.into(), error]);
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
        body: &Body,
        timeout: Option<f64>,
        bounds: &Bounds,
        attempt: u32,
    ) -> Result<Answer, Failure> {
        let config = &self.client.config;
        let timeout = timeout.unwrap_or_else(|| default_timeout(body.length));
        let tell = |what, more, values: &[JsValue]| {
            if let Some(listener) = &config.on_event {
                notify_of(listener, what, &request.endpoint.label(), attempt, more, values);
            }
        };
        tell("request", "", &[]);
        let start = js_sys::Date::now();
        // What an earlier attempt left open stays open.
        let before = self.delivery.get();
        let exchange = async {
            let headers = headers(config).await?;
            bounds.check()?;
            // From here on nobody knows, until an answer says otherwise.
            self.delivery.set(Delivery::Unknown);
            transport::exchange(config, request, &headers, key, body).await
        };
        let late = async { Err(time_out(timeout, Scope::Attempt).await) };
        let outcome = race(Box::pin(exchange), Box::pin(late)).await;
        // What fetch says of a file that failed is not what happened.
        let outcome = outcome.map_err(|failure| body.failure().unwrap_or(failure));
        let outcome = outcome.and_then(|transport::Response { received, told }| {
            let duration = js_sys::Date::now() - start;
            tell("response", "status duration", &[received.status.into(), duration.into()]);
            read(request, received, json_object).map_err(|fault| Failure::told(fault, told))
        });
        if let Err(failure) = &outcome
            && failure.delivery() == Delivery::NotSent
        {
            self.delivery.set(before);
        }
        outcome
    }

    /// Has something made of a failure and what is known of this call.
    pub fn tell<T>(&self, failure: &Failure, make: impl Fn(&Failure, &Context) -> T) -> T {
        let job_id = self.job_id.borrow();
        let context = Context {
            endpoint: self.endpoint.get(),
            delivery: self.delivery.get(),
            job_id: job_id.as_deref(),
            secrets: Some(&self.client.config.secrets),
        };
        make(failure, &context)
    }
}

/// A minute, and a second more for each 50 kB of body.
fn default_timeout(length: usize) -> f64 {
    60_000.0 + (length / 50_000) as f64 * 1_000.0
}
