//! How many calls may be under way at once: the others wait in a queue, first come first served.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};

/// A number of places.
#[derive(Clone)]
pub struct Gate(Rc<State>);

struct State {
    free: Cell<u32>,
    queue: RefCell<VecDeque<Weak<Waiter>>>,
    /// How long the queue may grow before those who gave up are looked for in it.
    enough: Cell<usize>,
}

/// The shortest queue in which it is worth to look for those who gave up.
const SHORT: usize = 64;

#[derive(Default)]
struct Waiter {
    /// Put here when it is this one's turn. If nobody comes for it, it is dropped with the waiter and goes to the next.
    place: RefCell<Option<Place>>,
    waker: RefCell<Option<Waker>>,
}

/// The right to have a call under way. Dropping it gives it to whoever has waited longest.
pub struct Place(Gate);

impl Gate {
    /// A gate with so many places.
    pub fn new(places: u32) -> Self {
        Self(Rc::new(State { free: Cell::new(places), queue: RefCell::default(), enough: SHORT.into() }))
    }

    /// Waits for a place. Dropping the future leaves the queue.
    pub async fn enter(&self) -> Place {
        if let Some(rest) = self.0.free.get().checked_sub(1) {
            self.0.free.set(rest);
            return Place(self.clone());
        }
        let waiter = Rc::new(Waiter::default());
        self.0.line_up(Rc::downgrade(&waiter));
        poll_fn(|context| match waiter.place.borrow_mut().take() {
            Some(place) => Poll::Ready(place),
            None => {
                *waiter.waker.borrow_mut() = Some(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

impl State {
    /// Those who give up do not leave the queue by themselves, since finding them takes as long as it is. They are looked
    /// for when it has doubled, so that each call pays for two.
    fn line_up(&self, waiter: Weak<Waiter>) {
        let mut queue = self.queue.borrow_mut();
        if queue.len() >= self.enough.get() {
            queue.retain(|waiter| waiter.strong_count() > 0);
            self.enough.set(queue.len().saturating_mul(2).max(SHORT));
        }
        queue.push_back(waiter);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let state = &self.0.0;
        loop {
            let next = state.queue.borrow_mut().pop_front();
            match next.map(|waiter| waiter.upgrade()) {
                None => return state.free.set(state.free.get().saturating_add(1)),
                Some(None) => {} // gave up waiting
                Some(Some(waiter)) => {
                    *waiter.place.borrow_mut() = Some(Place(self.0.clone()));
                    let waker = waiter.waker.borrow_mut().take();
                    return waker.into_iter().for_each(Waker::wake);
                }
            }
        }
    }
}
