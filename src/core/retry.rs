//! Whether a failed attempt is followed by another one, and how long to wait before it.
//!
//! The API knows no idempotency key, so a send that is repeated is a second message (wire facts, "Host, headers,
//! bodies"). A send goes again only if it is certain that the last attempt queued nothing.

use super::endpoint::{Effect, Endpoint, Reply};
use super::fault::{Delivery, Fault};

/// The longest `Retry-After` that is waited for, in ms.
pub const LONGEST_WAIT: f64 = 60_000.0;

/// What the caller allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How many attempts may follow the first.
    pub max_retries: u32,
    /// Whether what may have been queued may go again.
    pub retry_unknown: bool,
}

/// The wait in ms before attempt number `attempt` + 1; `None` if there is to be none.
///
/// `delivery` is what is known after the failed attempt (a relay may know better than [`Fault::delivery`]), `random`
/// is evenly spread over 0 to 1.
pub fn next(
    endpoint: &Endpoint,
    fault: &Fault,
    delivery: Delivery,
    attempt: u32,
    policy: Policy,
    random: f64,
) -> Option<f64> {
    if attempt > policy.max_retries || !may_repeat(endpoint, fault, delivery, policy.retry_unknown) {
        return None;
    }
    match fault {
        Fault::Api { retry_after: Some(wait), .. } => Some(*wait).filter(|wait| *wait <= LONGEST_WAIT),
        _ => Some(backoff(attempt, random)),
    }
}

/// How long all calls that the API counts together are to wait, in ms, if it asks for that.
pub fn pause(fault: &Fault) -> Option<f64> {
    match fault {
        Fault::Api { status: 429, retry_after, .. } => retry_after.filter(|wait| *wait <= LONGEST_WAIT),
        _ => None,
    }
}

/// Half a second, doubling to 8 s, with full jitter, so that many clients do not come back at one moment.
fn backoff(attempt: u32, random: f64) -> f64 {
    let doubled = 2_f64.powi(i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX));
    (500.0 * doubled).min(8_000.0) * random
}

fn may_repeat(endpoint: &Endpoint, fault: &Fault, delivery: Delivery, retry_unknown: bool) -> bool {
    let passing = matches!(fault, Fault::Api { status: 429 | 500..=599, .. } | Fault::Connection { .. } | Fault::Late);
    // retrieve_text answers 500 when the text no longer exists, and it will not come back.
    let is_gone = endpoint.answer == Reply::JobText && matches!(fault, Fault::Api { status: 500, .. });
    match (endpoint.effect, delivery) {
        _ if is_gone => false,
        (Effect::Reads, _) => passing,
        (Effect::Spends, _) if matches!(fault, Fault::Api { status: 429 | 502..=504, .. }) => true,
        (_, Delivery::NotSent) => passing,
        (_, Delivery::Unknown) => passing && retry_unknown,
    }
}

/// The value of a `Retry-After` header in ms: a number of seconds, or a date, from which `now` is taken. `date` gives
/// a date's ms since 1970, or not a number.
///
/// ```
/// # use whatsmate::core::retry::retry_after;
/// let date = |text: &str| if text.starts_with("Thu") { 5_000.0 } else { f64::NAN };
/// assert_eq!(retry_after("2", 0.0, date), Some(2_000.0));
/// assert_eq!(retry_after("Thu, 01 Jan 1970 00:00:05 GMT", 1_000.0, date), Some(4_000.0));
/// assert_eq!(retry_after("soon", 0.0, date), None);
/// ```
pub fn retry_after(value: &str, now: f64, date: impl Fn(&str) -> f64) -> Option<f64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large for any type is as long as it gets.
        let seconds = value.parse::<u32>().unwrap_or(u32::MAX);
        return Some(f64::from(seconds) * 1_000.0);
    }
    // A date begins with its weekday; what else a host takes for a date, such as "-1", is none. The oldest of the three
    // forms that HTTP knows leaves out that it is in GMT.
    if !value.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let millis = if value.ends_with("GMT") { date(value) } else { date(&format!("{value} GMT")) };
    Some(millis - now).filter(|wait| !wait.is_nan()).map(|wait| wait.max(0.0))
}
