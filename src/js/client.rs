//! A call, from what was given to what is answered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::config::{Config, Identity};
use super::encode::encode;
use super::error::{Context, Failure};
use super::event::Event;
use super::gate::Gate;
use super::host::random_id;
use super::json::json_object;
use super::media::Encoded;
use super::object::peek;
use super::options::{Options, Purpose};
use super::params::Params;
use super::source::Source;
use super::wait::{Bounds, Work, sleep};
use super::{body, transport};
use crate::core::answer::{Answer, read};
use crate::core::endpoint::{Effect, Endpoint};
use crate::core::fault::Delivery;
use crate::core::field::GROUP_NAME;
use crate::core::request::{Request, choose};
use crate::core::retry;

/// What all objects made from one configuration share.
pub struct Client {
    /// The configuration.
    pub config: Config,
    gate: Gate,
}

/// A call that has been checked and can be made.
pub struct Ready {
    request: Request,
    source: Option<Source>,
    /// What tells a relay that the attempts of a send are one; the API itself knows no such thing.
    key: Option<String>,
}

/// A call that is under way.
pub struct Call {
    /// Who makes it.
    pub client: Rc<Client>,
    /// What has become of it.
    pub trace: Trace,
}

/// What has become of a call so far, for the error that may end it.
#[derive(Default)]
pub struct Trace {
    endpoint: Cell<Option<&'static Endpoint>>,
    delivery: Cell<Delivery>,
    /// The PDF job that was submitted.
    pub job_id: RefCell<Option<String>>,
}

impl Trace {
    /// A call that has only begun to be made.
    pub fn new(endpoint: Option<&'static Endpoint>) -> Self {
        Self { endpoint: Cell::new(endpoint), ..Self::default() }
    }
}

impl Client {
    /// A client of its own.
    ///
    /// # Errors
    /// If the configuration is at fault.
    pub fn new(config: &JsValue, more: &[&str]) -> Result<Rc<Self>, JsValue> {
        let config = Config::read(config, more).map_err(|failure| failure.to_js(&Context::default()))?;
        let gate = Gate::new(config.max_concurrency);
        Ok(Rc::new(Self { config, gate }))
    }

    /// Makes a call of the table: its parameters in one object, its options in another.
    pub fn call(
        self: &Rc<Self>,
        call: &'static str,
        instance: Option<u64>,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let is_group = !peek(params, &GROUP_NAME.key()).is_undefined();
        let trace = Trace::new(Endpoint::of(call).find(|row| row.takes(GROUP_NAME.wire) == is_group));
        self.start(trace, call, instance, Params::object(Endpoint::of(call), params), options)
    }

    /// Makes a call that takes one parameter as it is.
    pub fn call_with(self: &Rc<Self>, call: &'static str, param: &JsValue, options: &JsValue) -> Promise {
        let trace = Trace::new(Endpoint::of(call).next());
        let field = Endpoint::of(call).find_map(|row| row.fields.first());
        let params = field.map_or_else(|| Ok(Params::default()), |field| Params::single(field, param));
        self.start(trace, call, None, params, options)
    }

    fn start(
        self: &Rc<Self>,
        trace: Trace,
        call: &'static str,
        instance: Option<u64>,
        params: Result<Params, Failure>,
        options: &JsValue,
    ) -> Promise {
        let ready = params.and_then(|params| self.ready(call, instance, params, &trace));
        let purpose = match Endpoint::of(call).any(|row| row.media().is_some()) {
            true => Purpose::Upload,
            false => Purpose::Call,
        };
        let prepared = ready.and_then(|ready| Ok((ready, Options::read(options, purpose, &self.config)?)));
        self.settle(trace, prepared, |call, (ready, options)| {
            Box::pin(async move {
                let bounds = Bounds::new(options.signal.clone(), options.deadline);
                bounds.hold(Box::pin(call.client.run(ready, &options, &bounds, &call.trace))).await
            })
        })
    }

    /// Checks the parameters of a call.
    ///
    /// # Errors
    /// Names the first parameter at fault.
    pub fn ready(
        &self,
        call: &'static str,
        instance: Option<u64>,
        params: Params,
        trace: &Trace,
    ) -> Result<Ready, Failure> {
        let endpoint = choose(Endpoint::of(call), &params.given)?;
        trace.endpoint.set(Some(endpoint));
        let request = Request::new(endpoint, instance, &params.given, self.config.enforce_limits)?;
        let has_key = matches!(self.config.identity, Identity::Relay(_)) && endpoint.effect == Effect::Queues;
        Ok(Ready { request, source: params.source, key: has_key.then(random_id) })
    }

    /// A promise of what some work gives, or of the error that it ends with. What is wrong before the work begins is
    /// made an error at once, whose stack then leads to the caller.
    pub fn settle<T>(
        self: &Rc<Self>,
        trace: Trace,
        prepared: Result<T, Failure>,
        work: impl FnOnce(Rc<Call>, T) -> Work<'static, Result<Answer, Failure>>,
    ) -> Promise {
        match prepared {
            Ok(prepared) => {
                let call = Rc::new(Call { client: Rc::clone(self), trace });
                finish(Rc::clone(&call), work(call, prepared))
            }
            Err(failure) => Promise::reject(&self.error(&failure, &trace)),
        }
    }

    /// Makes the attempts of a call. Each has its own place among those under way, so none is held while waiting.
    ///
    /// # Errors
    /// Those of the last attempt.
    pub async fn run(
        &self,
        ready: Ready,
        options: &Options,
        bounds: &Bounds,
        trace: &Trace,
    ) -> Result<Answer, Failure> {
        let Ready { request, mut source, key } = ready;
        trace.endpoint.set(Some(request.endpoint));
        trace.delivery.set(Delivery::NotSent);
        let mut file = None;
        let mut attempt = 1_u32;
        loop {
            let place = self.gate.enter().await;
            if let Some(source) = source.take() {
                let limit = request.endpoint.media().filter(|_| self.config.enforce_limits);
                file = Some(encode(source, limit, options.on_progress.as_ref()).await?);
            }
            let outcome = self.attempt(&request, key.as_deref(), file.as_ref(), options, attempt, trace).await;
            drop(place);
            let failure = match outcome {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let (fault, fate) = (&failure.fault, failure.delivery());
            let wait = retry::next(request.endpoint, fault, fate, attempt, options.policy, js_sys::Math::random());
            let Some(wait) = wait.filter(|wait| bounds.allow(*wait)) else { return Err(failure) };
            if self.config.on_event.is_some() {
                let error = self.error(&failure, trace);
                let endpoint = request.endpoint.label();
                Event::Retry { endpoint: &endpoint, attempt, wait, error }.tell(self.config.on_event.as_ref());
            }
            sleep(wait).await;
            attempt = attempt.saturating_add(1);
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        key: Option<&str>,
        file: Option<&Encoded>,
        options: &Options,
        attempt: u32,
        trace: &Trace,
    ) -> Result<Answer, Failure> {
        let body = match &request.payload {
            Some(payload) => body::make(payload, file, self.config.host)?,
            None => JsValue::UNDEFINED,
        };
        let length = request.body_len(file.map_or(0, |file| file.size));
        let timeout = options.timeout.unwrap_or_else(|| default_timeout(length));
        let headers = self.config.identity.headers(key).await?;

        let listener = self.config.on_event.as_ref();
        let endpoint = if listener.is_some() { request.endpoint.label() } else { String::new() };
        Event::Request { endpoint: &endpoint, attempt }.tell(listener);
        let start = js_sys::Date::now();
        // From here on nobody knows, until an answer says otherwise. What an earlier attempt left open stays open.
        let before = trace.delivery.replace(Delivery::Unknown);
        let outcome = transport::attempt(&self.config, request, headers, &body, timeout).await;
        let outcome = outcome.and_then(|transport::Response { received, told }| {
            let duration = js_sys::Date::now() - start;
            Event::Response { endpoint: &endpoint, attempt, status: received.status, duration }.tell(listener);
            read(request, received, json_object).map_err(|fault| Failure::told(fault, told))
        });
        if let Err(failure) = &outcome
            && failure.delivery() == Delivery::NotSent
        {
            trace.delivery.set(before);
        }
        outcome
    }

    fn error(&self, failure: &Failure, trace: &Trace) -> JsValue {
        failure.to_js(&Context {
            endpoint: trace.endpoint.get(),
            delivery: trace.delivery.get(),
            job_id: trace.job_id.borrow().as_deref(),
            secrets: &self.config.secrets(),
        })
    }
}

/// A promise of a future.
pub fn promise(work: Work<'static, Result<JsValue, JsValue>>) -> Promise {
    future_to_promise(work)
}

fn finish(call: Rc<Call>, work: Work<'static, Result<Answer, Failure>>) -> Promise {
    promise(Box::pin(async move {
        let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
        match work.await {
            Ok(answer) => answer.serialize(&serializer).map_err(JsValue::from),
            Err(failure) => Err(call.client.error(&failure, &call.trace)),
        }
    }))
}

/// A minute, and a second more for each 50 kB of body.
fn default_timeout(length: usize) -> f64 {
    60_000.0 + (length / 50_000) as f64 * 1_000.0
}
