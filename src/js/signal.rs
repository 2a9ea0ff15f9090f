//! The caller's AbortSignal.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Map;
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

    /// Ends when the signal fires.
    pub async fn wait(&self) -> Failure {
        let seat = Seat::take(&self.0);
        poll_fn(|context| match self.fired() {
            Some(failure) => Poll::Ready(failure),
            None => {
                seat.wake(context.waker());
                Poll::Pending
            }
        })
        .await
    }
}

thread_local! {
    static HALLS: RefCell<Halls> = RefCell::new(Halls { numbers: Map::new(), halls: Vec::new(), next: 0 });
}

/// All calls that wait for one signal share one listener: Node warns of a leak where there are more than ten.
struct Halls {
    /// From a signal to the number of its hall.
    numbers: Map,
    halls: Vec<(u32, Hall)>,
    next: u32,
}

/// Those who wait for one signal.
struct Hall {
    /// Owned by JavaScript: a signal may keep it though it was told to let go, and call it when the calls are over.
    callback: JsValue,
    seats: Rc<Seats>,
}

type Seats = RefCell<Vec<(u32, Option<Waker>)>>;

impl Hall {
    fn new(seats: Rc<Seats>) -> Self {
        let waiting = Rc::clone(&seats);
        let callback: Closure<dyn FnMut()> = Closure::new(move || {
            // Taken out first: whoever is woken may leave at once.
            let wakers: Vec<_> = waiting.borrow_mut().iter_mut().filter_map(|(_, waker)| waker.take()).collect();
            wakers.into_iter().for_each(Waker::wake);
        });
        Self { callback: callback.into_js_value(), seats }
    }
}

/// Calls one of a signal's methods for listeners. Never while something is borrowed: the method may be anybody's.
fn listen(signal: &JsValue, method: &str, callback: &JsValue) {
    if let Some(method) = peek_method(signal, method) {
        // A signal that throws here fires for nobody; the call still ends by itself or by its time.
        let _ = method.call2(signal, &"abort".into(), callback);
    }
}

/// One call's place among those who wait. The last to leave takes the listener away.
struct Seat {
    hall: u32,
    number: u32,
    signal: JsValue,
    seats: Rc<Seats>,
}

impl Seat {
    fn take(signal: &JsValue) -> Self {
        let (seat, callback) = HALLS.with_borrow_mut(|Halls { numbers, halls, next }| {
            *next = next.wrapping_add(1);
            let number = *next;
            let known = numbers.get(signal).as_f64();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "put there as a u32")]
            let hall = known.map_or(number, |known| known as u32);
            let there = halls.iter().find(|(number, _)| *number == hall);
            let seats = there.map_or_else(Rc::default, |(_, hall)| Rc::clone(&hall.seats));
            let callback = there.is_none().then(|| {
                let made = Hall::new(Rc::clone(&seats));
                let callback = made.callback.clone();
                halls.push((hall, made));
                numbers.set(signal, &hall.into());
                callback
            });
            seats.borrow_mut().push((number, None));
            (Self { hall, number, signal: signal.clone(), seats }, callback)
        });
        callback.iter().for_each(|callback| listen(signal, "addEventListener", callback));
        seat
    }

    fn wake(&self, waker: &Waker) {
        if let Some((_, kept)) = self.seats.borrow_mut().iter_mut().find(|(number, _)| *number == self.number) {
            *kept = Some(waker.clone());
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.borrow_mut().retain(|(number, _)| *number != self.number);
        if self.seats.borrow().is_empty() {
            let hall = HALLS.with_borrow_mut(|Halls { numbers, halls, .. }| {
                numbers.delete(&self.signal);
                let place = halls.iter().position(|(number, _)| *number == self.hall);
                place.map(|place| halls.swap_remove(place).1)
            });
            hall.iter().for_each(|hall| listen(&self.signal, "removeEventListener", &hall.callback));
        }
    }
}
