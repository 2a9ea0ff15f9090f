//! Functions that are not ours: those of callers and of the host. They may throw, call back in, or never settle.
//!
//! Their promises are not wasm-bindgen's `JsFuture`: that holds two closures until the promise settles, so one that never
//! does is a leak. Here whoever waits has a number, and one closure, made once, tells all of them.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/outside.js")]
extern "C" {
    #[wasm_bindgen(js_name = ask)]
    fn begin_asking(settle: &JsValue, number: f64, function: &Function, this: &JsValue, given: &Array);
    #[wasm_bindgen(js_name = begin)]
    fn begin_timer(settle: &JsValue, number: f64, millis: f64) -> JsValue;

    /// Calls a function that is only told something. What it throws, now or later, is its own affair.
    pub fn tell(function: &Function, this: &JsValue, given: &Array);
    /// A property of something that may not be an object or may have a getter that throws; `undefined` then.
    pub fn peek(value: &JsValue, key: &str) -> JsValue;
    /// An object of those properties, named with a space between them, without those that are `undefined`.
    pub fn record(names: &str, values: &Array) -> JsValue;
}

#[wasm_bindgen(module = "/pkg-template/thrown.js")]
extern "C" {
    /// A thrown value in words.
    pub fn describe(thrown: &JsValue) -> String;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(handle: &JsValue);
}

thread_local! {
    static SETTLE: JsValue = Closure::<dyn Fn(f64, JsValue, bool)>::new(settle).into_js_value();
    /// Those who wait, by their numbers, which only rise.
    static WAITING: RefCell<Vec<(f64, State)>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

enum State {
    Waits(Option<Waker>),
    Settled(Result<JsValue, JsValue>),
}

fn with_state<T>(number: f64, work: impl FnOnce(&mut Vec<(f64, State)>, usize) -> T) -> Option<T> {
    WAITING.with_borrow_mut(|waiting| {
        let place = waiting.binary_search_by(|(other, _)| other.total_cmp(&number)).ok()?;
        Some(work(waiting, place))
    })
}

/// Puts a state in the place of another, which is dropped by the caller: what a waker drops may leave its place here.
fn replace(number: f64, state: State) -> Option<State> {
    with_state(number, |waiting, place| waiting.get_mut(place).map(|(_, kept)| std::mem::replace(kept, state)))?
}

fn settle(number: f64, value: JsValue, is_good: bool) {
    let outcome = if is_good { Ok(value) } else { Err(value) };
    if let Some(State::Waits(Some(waker))) = replace(number, State::Settled(outcome)) {
        waker.wake();
    }
}

/// What a function gives, once it has given it. Whoever drops it waits no more.
pub struct Answer(f64);

impl Answer {
    /// Waits for what `begin` starts. It is given the function to tell, and the number to tell it.
    pub fn wait(begin: impl FnOnce(&JsValue, f64)) -> Self {
        let number = LAST.get() + 1.0;
        LAST.set(number);
        WAITING.with_borrow_mut(|waiting| waiting.push((number, State::Waits(None))));
        SETTLE.with(|settle| begin(settle, number));
        Self(number)
    }

    /// The number it is waited for under.
    pub fn number(&self) -> f64 {
        self.0
    }
}

impl Future for Answer {
    type Output = Result<JsValue, JsValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        match replace(self.0, State::Waits(Some(context.waker().clone()))) {
            Some(State::Settled(outcome)) => Poll::Ready(outcome),
            _ => Poll::Pending,
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        drop(with_state(self.0, Vec::remove));
    }
}

/// Calls a function, and waits for its promise, if what it gives is one. It is called at once, not when the answer is
/// first waited for.
///
/// # Errors
/// What it throws, or what its promise is rejected with.
pub fn ask(function: &Function, this: &JsValue, given: &Array) -> Answer {
    Answer::wait(|settle, number| begin_asking(settle, number, function, this, given))
}

/// Ends after so many ms, of which there are at most 2^31 - 1.
pub struct Timer {
    answer: Answer,
    handle: JsValue,
}

impl Timer {
    /// Begins to wait.
    pub fn new(millis: f64) -> Self {
        let mut handle = JsValue::UNDEFINED;
        let answer = Answer::wait(|settle, number| handle = begin_timer(settle, number, millis));
        Self { answer, handle }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        Pin::new(&mut self.answer).poll(context).map(drop)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.handle);
    }
}
