//! Holding calls back while the API asks to wait.

use std::cell::RefCell;

use super::wait::sleep;

/// Calls that the API counts together: those of a family (the class's name) and a gateway.
pub type Lane = (&'static str, Option<u64>);

/// Until when which calls are held back, in ms since 1970.
#[derive(Default)]
pub struct Pause(RefCell<Vec<(Lane, f64)>>);

impl Pause {
    /// Holds a lane's calls back for so many ms from now.
    pub fn begin(&self, lane: Lane, wait: f64) {
        let now = js_sys::Date::now();
        let mut lanes = self.0.borrow_mut();
        lanes.retain(|(_, until)| *until > now);
        lanes.push((lane, now + wait));
    }

    /// How many ms a lane is held back still; 0 if it is not.
    pub fn rest(&self, lane: Lane) -> f64 {
        let now = js_sys::Date::now();
        self.0.borrow().iter().filter(|(held, _)| *held == lane).map(|(_, until)| until - now).fold(0.0, f64::max)
    }

    /// Waits until a lane is not held back.
    pub async fn end(&self, lane: Lane) {
        loop {
            let rest = self.rest(lane);
            if rest <= 0.0 {
                return;
            }
            sleep(rest).await;
        }
    }
}
