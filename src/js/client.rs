//! What all objects made from one configuration share, and how their methods become calls.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::call::{Call, Ready};
use super::config::Config;
use super::error::{Context, Failure, promised};
use super::gate::Gate;
use super::options::{Options, Purpose};
use super::outside::{peek, record};
use super::params::Params;
use super::pause::Pause;
use super::wait::{Bounds, Work};
use crate::core::answer::{Answer, Ticket};
use crate::core::endpoint::{Effect, Endpoint};
use crate::core::fault::Delivery;
use crate::core::field::GROUP_NAME;
use crate::core::request::{Request, choose};

#[wasm_bindgen(module = "/pkg-template/host.js")]
extern "C" {
    #[wasm_bindgen(js_name = randomId)]
    fn random_id() -> String;
}

/// A configuration, and the calls that are under way with it.
pub struct Client {
    /// The configuration.
    pub config: Config,
    /// How many calls may be under way at once.
    pub gate: Gate,
    /// Which calls are held back.
    pub pause: Pause,
}

impl Client {
    /// A client of its own, of all classes or of one gateway.
    ///
    /// # Errors
    /// What is to be thrown, if the configuration is at fault.
    pub fn new(config: &JsValue, is_gateway: bool) -> Result<Rc<Self>, JsValue> {
        let config = Config::read(config, is_gateway).map_err(|failure| failure.to_js(&Context::default()))?;
        let gate = Gate::new(config.max_concurrency);
        Ok(Rc::new(Self { config, gate, pause: Pause::default() }))
    }

    /// Makes a call of the table: its parameters in one object, its options in another.
    pub fn call(
        self: &Rc<Self>,
        name: &'static str,
        instance: Option<u64>,
        params: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let is_group = !peek(params, &GROUP_NAME.key()).is_undefined();
        let form = Endpoint::of(name).find(|row| row.takes(GROUP_NAME.wire) == is_group);
        let row = form.or_else(|| Endpoint::of(name).next());
        self.start(row, name, instance, Params::object(Endpoint::of(name), params), options)
    }

    /// Makes a call that takes one parameter as it is.
    pub fn call_with(self: &Rc<Self>, name: &'static str, param: &JsValue, options: &JsValue) -> Promise {
        let row = Endpoint::of(name).next();
        let params = match row.and_then(|row| row.fields.first()) {
            Some(field) => Params::single(field, param),
            None => Ok(Params::default()),
        };
        self.start(row, name, None, params, options)
    }

    fn start(
        self: &Rc<Self>,
        row: Option<&'static Endpoint>,
        name: &'static str,
        instance: Option<u64>,
        params: Result<Params, Failure>,
        options: &JsValue,
    ) -> Promise {
        let purpose = match row.is_some_and(|row| row.media().is_some()) {
            true => Purpose::Upload,
            false => Purpose::Call,
        };
        let prepared = params.and_then(|params| {
            let ready = self.ready(name, instance, params)?;
            Ok((ready, Options::read(options, purpose, &self.config)?))
        });
        self.settle(row, prepared, |call, (ready, options)| {
            Box::pin(async move {
                let bounds = Bounds::new(options.signal.clone(), options.deadline);
                bounds.hold(Box::pin(call.run(ready, &options, &bounds))).await
            })
        })
    }

    /// Checks the parameters of a call.
    ///
    /// # Errors
    /// Names the first parameter at fault.
    pub fn ready(&self, name: &'static str, instance: Option<u64>, params: Params) -> Result<Ready, Failure> {
        let endpoint = choose(Endpoint::of(name), &params.given)?;
        let request = Request::new(endpoint, instance, &params.given, self.config.enforce_limits)?;
        let has_key = self.config.headers.is_undefined() && endpoint.effect == Effect::Queues;
        let family = name.split('.').next().unwrap_or_default();
        Ok(Ready { request, source: params.source, lane: (family, instance), key: has_key.then(random_id) })
    }

    /// A promise of what some work gives, or of the error that it ends with.
    pub fn settle<T>(
        self: &Rc<Self>,
        row: Option<&'static Endpoint>,
        prepared: Result<T, Failure>,
        work: impl FnOnce(Rc<Call>, T) -> Work<'static, Result<Answer, Failure>>,
    ) -> Promise {
        let call = Rc::new(Call {
            client: Rc::clone(self),
            endpoint: row.into(),
            delivery: Delivery::NotSent.into(),
            job_id: None.into(),
        });
        match prepared {
            Ok(prepared) => finish(Rc::clone(&call), work(call, prepared)),
            Err(failure) => {
                let parts = call.tell(&failure, Failure::parts);
                promise(Box::pin(async { Err(parts) }))
            }
        }
    }
}

fn finish(call: Rc<Call>, work: Work<'static, Result<Answer, Failure>>) -> Promise {
    promise(Box::pin(async move {
        work.await.map(|answer| told(&answer)).map_err(|failure| call.tell(&failure, Failure::parts))
    }))
}

/// An answer as callers get it.
pub fn told(answer: &Answer) -> JsValue {
    match answer {
        Answer::Ticket(Ticket { id, status }) => record("id status", &Array::of2(&id.into(), &status.into())),
        Answer::Text(text) => text.into(),
        Answer::Codes(codes) => {
            let pairs: Array = codes.iter().map(|(code, name)| Array::of2(&code.into(), &name.into())).collect();
            // Pairs of texts are always taken.
            Object::from_entries(&pairs).map_or(JsValue::UNDEFINED, JsValue::from)
        }
    }
}

/// A promise of a future, which fails with [`Failure::parts`].
pub fn promise(work: Work<'static, Result<JsValue, Array>>) -> Promise {
    let pair = promised();
    let [promise, settle] = [0, 1].map(|place| pair.get(place));
    spawn_local(async move {
        let (value, parts) = match work.await {
            Ok(value) => (value, JsValue::UNDEFINED),
            Err(parts) => (JsValue::UNDEFINED, parts.into()),
        };
        // A function of our own, which does not throw.
        let _ = settle.unchecked_ref::<Function>().call2(&JsValue::UNDEFINED, &value, &parts);
    });
    promise.unchecked_into()
}
