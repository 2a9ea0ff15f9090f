//! A fetch that keeps what it is called with and answers as it is told.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use whatsmate::js::{WhatsApp, WhatsMate};

use super::engine::{Response, json_answer};
use super::outcome::{pause, settle, success};
use super::realm::construct;
use super::value::{UNDEFINED, get, json, object, set, text, with};
use super::{BASE, CLIENT_ID, CLIENT_SECRET, OK, QUEUED};

/// One call of fetch.
#[derive(Clone)]
pub struct Sent {
    pub url: String,
    pub init: JsValue,
}

impl Sent {
    pub fn method(&self) -> String {
        text(&self.init, "method")
    }

    /// The headers as JSON; the engine puts the names in lower case and in order.
    pub fn headers(&self) -> String {
        json(&self.all_headers())
    }

    pub fn header(&self, name: &str) -> Option<String> {
        Reflect::get(&self.all_headers(), &name.into()).unwrap().as_string()
    }

    fn all_headers(&self) -> Object {
        let headers = construct(&js_sys::global(), "Headers", &[&get(&self.init, "headers")]);
        Object::from_entries(&headers).unwrap()
    }

    /// The body as text, read by the engine as it would be sent.
    pub async fn body(&self) -> JsValue {
        let body = get(&self.init, "body");
        success(Response::new(&body, &JsValue::UNDEFINED).text()).await
    }

    pub async fn body_text(&self) -> String {
        self.body().await.as_string().unwrap()
    }

    /// Whether the client has told fetch to give up.
    pub fn is_given_up(&self) -> bool {
        get(&get(&self.init, "signal"), "aborted").as_bool().unwrap()
    }
}

/// What a fetch answers to its call of that number, counted from 0, or throws.
type Answers = dyn Fn(usize) -> Result<JsValue, JsValue>;

/// A fetch of the test's own.
pub struct Recorder {
    requests: Rc<RefCell<Vec<Sent>>>,
    held: Rc<RefCell<Vec<Function>>>,
    pub fetch: JsValue,
    /// The fetch whose place it has taken.
    real: Option<JsValue>,
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if let Some(real) = &self.real {
            set(&js_sys::global(), "fetch", real);
        }
    }
}

impl Recorder {
    pub fn new(answers: impl Fn(usize) -> Result<JsValue, JsValue> + 'static) -> Self {
        let requests: Rc<RefCell<Vec<Sent>>> = Rc::default();
        Self::over(Rc::default(), requests, Box::new(answers))
    }

    fn over(held: Rc<RefCell<Vec<Function>>>, requests: Rc<RefCell<Vec<Sent>>>, answers: Box<Answers>) -> Self {
        let kept = Rc::clone(&requests);
        let fetch = move |url: JsValue, init: JsValue| {
            let url = url.as_string().expect("the url is text");
            kept.borrow_mut().push(Sent { url, init });
            let number = kept.borrow().len() - 1;
            answers(number)
        };
        let fetch = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(fetch).into_js_value();
        Self { requests, held, fetch, real: None }
    }

    /// The same as the global fetch, until it is dropped.
    pub fn into_global(mut self) -> Self {
        let fetch = std::mem::replace(&mut self.fetch, JsValue::UNDEFINED);
        self.real = Some(get(&js_sys::global(), "fetch"));
        set(&js_sys::global(), "fetch", &fetch);
        self
    }

    /// Answers to everything that a message is queued.
    pub fn queued() -> Self {
        Self::new(|_| Ok(Promise::resolve(&json_answer(OK, QUEUED)).into()))
    }

    /// Does not answer before [`Recorder::release`] says so.
    pub fn held() -> Self {
        let held: Rc<RefCell<Vec<Function>>> = Rc::default();
        let kept = Rc::clone(&held);
        let hold = move |_| Ok(Promise::new(&mut |resolve, _| kept.borrow_mut().push(resolve)).into());
        Self::over(held, Rc::default(), Box::new(hold))
    }

    /// Lets the request of that number, counted from 0, be answered.
    pub fn release(&self, number: usize, answer: &JsValue) {
        self.held.borrow()[number].call1(&JsValue::UNDEFINED, answer).unwrap();
    }

    /// Waits until so many requests are there.
    pub async fn received(&self, count: usize) {
        for _ in 0..1_000 {
            if self.count() >= count {
                return;
            }
            pause(5).await;
        }
        panic!("{count} requests were to come, {} did", self.count());
    }

    pub fn count(&self) -> usize {
        self.requests.borrow().len()
    }

    pub fn sent(&self, number: usize) -> Sent {
        self.requests.borrow().get(number).cloned().unwrap_or_else(|| panic!("no request of number {number}"))
    }

    /// The only request there was.
    pub fn only(&self) -> Sent {
        assert_eq!(self.count(), 1, "requests");
        self.sent(0)
    }

    /// The configuration of a client with credentials that tries each call once.
    pub fn config(&self, more: &JsValue) -> JsValue {
        let credentials = object! { "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET };
        with(&with(&self.relay_config(UNDEFINED), &credentials), more)
    }

    /// The configuration of a client of a relay, without credentials.
    pub fn relay_config(&self, more: &JsValue) -> JsValue {
        with(&object! { "baseUrl": BASE, "maxRetries": 0, "fetch": &self.fetch }, more)
    }

    pub fn whatsmate(&self, more: &JsValue) -> WhatsMate {
        WhatsMate::new(&self.config(more)).unwrap()
    }

    /// The WhatsApp gateway 3.
    pub fn whatsapp(&self) -> WhatsApp {
        self.whatsapp_with(UNDEFINED)
    }

    pub fn whatsapp_with(&self, more: &JsValue) -> WhatsApp {
        WhatsApp::new(&self.config(&with(&object! { "instance": 3 }, more))).unwrap()
    }

    /// Asserts that a call makes one request, this one, and gives this answer, written as JSON.
    pub async fn expect(&self, call: Promise, request: &str, body: &str, answer: &str) {
        let outcome = settle(call).await;
        let sent = self.only();
        assert_eq!(format!("{} {}", sent.method(), sent.url.strip_prefix(BASE).unwrap()), request);
        let names = r#"{"content-type":"application/json","x-wm-client-id":"client@example.com","x-wm-client-secret":"canary-secret-0123456789"}"#;
        assert_eq!(sent.headers(), names);
        assert_eq!(sent.body_text().await, body);
        assert_eq!(json(&outcome.expect("a success")), answer);
    }
}
