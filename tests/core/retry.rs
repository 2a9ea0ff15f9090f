use proptest::prelude::*;
use whatsmate::core::fault::{Delivery, Fault};
use whatsmate::core::retry::{LONGEST_WAIT, Policy, next, pause, retry_after};

use crate::row;

fn api(status: u16) -> Fault {
    api_after(status, None)
}

fn api_after(status: u16, retry_after: Option<f64>) -> Fault {
    Fault::Api { status, error_message: None, retry_after }
}

fn unexpected(status: u16) -> Fault {
    Fault::Unexpected { status, reason: "" }
}

fn connection(refused: bool) -> Fault {
    Fault::Connection { refused }
}

const READS: [&str; 3] = ["/supported-codes", "/job/check/", "/job/retrieve_text/"];
const SPENDS: [&str; 2] = ["/translate", "/pdf/extract"];
const QUEUES: [&str; 3] = ["/whatsapp/single/text/", "/telegram/group/voice_note/", "/job/submit"];

fn repeats(part: &str, fault: &Fault, delivery: Delivery, retry_unknown: bool) -> bool {
    next(row(part), fault, delivery, 1, Policy { max_retries: 2, retry_unknown }, 0.5).is_some()
}

/// Whether calls go again after a fault: those that read; those that spend, without and with `retryUnknown`; those that
/// queue, likewise.
type Decisions = (bool, [bool; 2], [bool; 2]);

fn assert_decisions(fault: &Fault, delivery: Delivery, (reads, spends, queues): Decisions) {
    for (index, retry_unknown) in [false, true].into_iter().enumerate() {
        for part in READS {
            let gone = part == "/job/retrieve_text/" && matches!(fault, Fault::Api { status: 500, .. });
            let expected = reads && !gone;
            assert_eq!(repeats(part, fault, delivery, retry_unknown), expected, "{part} {fault:?} {retry_unknown}");
        }
        for (parts, expected) in [(&SPENDS[..], spends[index]), (&QUEUES[..], queues[index])] {
            for part in parts {
                let repeats = repeats(part, fault, delivery, retry_unknown);
                assert_eq!(repeats, expected, "{part} {fault:?} {delivery:?} {retry_unknown}");
            }
        }
    }
}

const ALWAYS: [bool; 2] = [true, true];
const IF_ASKED: [bool; 2] = [false, true];
const NEVER: [bool; 2] = [false, false];

#[test]
fn every_effect_and_fault_has_its_decision() {
    let by_kind = [
        (connection(true), (true, ALWAYS, ALWAYS)),
        (connection(false), (true, IF_ASKED, IF_ASKED)),
        (Fault::Late, (true, IF_ASKED, IF_ASKED)),
        (Fault::JobNotReady { job_id: "a".into(), status: "Processing".into() }, (false, NEVER, NEVER)),
        (Fault::JobFailed { job_id: "a".into(), status: "Failed".into() }, (false, NEVER, NEVER)),
    ];
    for (fault, decisions) in by_kind {
        assert_decisions(&fault, fault.delivery(), decisions);
    }
    for status in 400..=599 {
        let decisions = match status {
            429 => (true, ALWAYS, ALWAYS),
            400..=499 => (false, NEVER, NEVER),
            502..=504 => (true, ALWAYS, IF_ASKED),
            _ => (true, IF_ASKED, IF_ASKED),
        };
        assert_decisions(&api(status), api(status).delivery(), decisions);
    }
}

#[test]
fn an_answer_that_is_no_failure_of_the_moment_is_not_asked_for_again() {
    let strange = [200, 302, 0].map(unexpected);
    for fault in strange.into_iter().chain([200, 201, 204, 600].map(api)) {
        for part in READS {
            assert!(!repeats(part, &fault, fault.delivery(), true), "{part} {fault:?}");
        }
        for part in SPENDS.iter().chain(&QUEUES) {
            assert!(!repeats(part, &fault, fault.delivery(), false), "{part} {fault:?}");
        }
    }
}

#[test]
fn a_relay_that_knows_better_decides() {
    for status in [502, 503, 504] {
        assert_decisions(&api(status), Delivery::NotSent, (true, ALWAYS, ALWAYS));
    }
    assert_decisions(&api(500), Delivery::NotSent, (true, ALWAYS, ALWAYS));
    assert_decisions(&api(429), Delivery::Unknown, (true, ALWAYS, IF_ASKED));
    assert_decisions(&api(400), Delivery::Unknown, (false, NEVER, NEVER));
}

#[test]
fn attempts_end_with_the_retries_allowed() {
    for max_retries in [0, 1, 2, 5] {
        let policy = Policy { max_retries, retry_unknown: false };
        let attempts = (1..=10).take_while(|attempt| {
            next(row("/supported-codes"), &api(503), Delivery::Unknown, *attempt, policy, 0.5).is_some()
        });
        assert_eq!(attempts.count(), max_retries as usize, "attempts that another one follows");
        let waited =
            next(row("/supported-codes"), &api_after(503, Some(1.0)), Delivery::Unknown, max_retries + 1, policy, 0.5);
        assert_eq!(waited, None, "Retry-After grants no attempt more");
    }
}

fn wait(attempt: u32, random: f64) -> f64 {
    let policy = Policy { max_retries: u32::MAX, retry_unknown: false };
    next(row("/supported-codes"), &api(503), Delivery::Unknown, attempt, policy, random).unwrap()
}

#[test]
fn waits_double_from_half_a_second_to_eight() {
    let longest = [(1, 500.0), (2, 1000.0), (3, 2000.0), (4, 4000.0), (5, 8000.0), (6, 8000.0), (40, 8000.0)];
    for (attempt, longest) in longest.into_iter().chain([(2000, 8000.0), (u32::MAX, 8000.0)]) {
        assert_eq!(wait(attempt, 1.0), longest, "{attempt}");
        assert_eq!(wait(attempt, 0.5), longest / 2.0, "{attempt}");
        assert_eq!(wait(attempt, 0.0), 0.0, "{attempt}");
    }
}

proptest! {
    #[test]
    fn jitter_is_full(attempt in 1_u32..100, random in 0.0..1.0_f64) {
        let longest = 500.0 * f64::from(1_u32 << (attempt - 1).min(4));
        let wait = wait(attempt, random);
        prop_assert!((0.0..=longest).contains(&wait), "{wait}");
        prop_assert!((wait - longest * random).abs() < 1e-6, "{wait}");
    }

    #[test]
    fn a_retry_after_is_read_or_not_but_never_negative(value in "[0-9]{1,12}|\\PC{0,12}", now in 0.0..4e12_f64) {
        if let Some(wait) = retry_after(&value, now, date) {
            prop_assert!(wait >= 0.0 && wait.is_finite(), "{wait}");
        }
    }
}

#[test]
fn what_the_api_asks_for_is_waited_for_exactly_up_to_a_minute() {
    let policy = Policy { max_retries: 2, retry_unknown: false };
    let asked = |part, status, wait| {
        let fault = api_after(status, Some(wait));
        next(row(part), &fault, fault.delivery(), 1, policy, 0.5)
    };
    assert_eq!(LONGEST_WAIT, 60_000.0);
    for part in READS.iter().chain(&SPENDS).chain(&QUEUES) {
        for wait in [0.0, 1.0, 2000.0, 60_000.0] {
            assert_eq!(asked(part, 429, wait), Some(wait), "{part}");
        }
        for wait in [60_001.0, 3_600_000.0, f64::INFINITY] {
            assert_eq!(asked(part, 429, wait), None, "{part} fails at once");
        }
        assert_eq!(asked(part, 400, 1000.0), None, "{part}: being told when to come back does not make it repeatable");
    }
    assert_eq!(asked("/supported-codes", 503, 1500.0), Some(1500.0));
    assert_eq!(asked("/translate", 503, 1500.0), Some(1500.0));
    assert_eq!(asked("/whatsapp/single/text/", 503, 1500.0), None);
}

#[test]
fn retry_after_is_seconds() {
    for (value, wait) in
        [("0", 0.0), ("1", 1000.0), ("60", 60_000.0), ("61", 61_000.0), (" 5 ", 5000.0), ("007", 7000.0)]
    {
        assert_eq!(retry_after(value, 1e12, date), Some(wait), "{value}");
    }
}

#[test]
fn a_retry_after_beyond_all_bounds_is_long_and_not_absent() {
    for value in ["4294967295", "4294967296", "99999999999999999999999"] {
        assert!(retry_after(value, 0.0, date).is_some_and(|wait| wait > LONGEST_WAIT), "{value} must fail at once");
    }
}

#[test]
fn retry_after_may_be_a_date_in_each_form_http_has() {
    let now = 784_111_770_500.0;
    for value in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(retry_after(value, now, date), Some(6500.0), "{value}");
        assert_eq!(retry_after(value, now + 1e6, date), Some(0.0), "{value} has passed");
    }
}

#[test]
fn what_is_no_retry_after_is_ignored() {
    for value in ["", " ", "soon", "-1", "1.5", "1e3", "5s", "0x10", "NaN", "inf", "Sun, 99 Nov 1994 08:49:37 GMT"] {
        assert_eq!(retry_after(value, 0.0, date), None, "{value}");
    }
}

/// What JavaScript's Date.parse does, done by another parser.
fn date(text: &str) -> f64 {
    let text = text.strip_suffix(" GMT").filter(|text| !text.contains(',')).unwrap_or(text);
    match httpdate::parse_http_date(text) {
        Ok(date) => date.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0,
        Err(_) => f64::NAN,
    }
}

#[test]
fn only_a_refusal_for_too_many_calls_holds_the_others_back_and_not_for_long() {
    for status in 200..=599 {
        assert_eq!(pause(&api_after(status, Some(5.0))), (status == 429).then_some(5.0), "{status}");
    }
    assert_eq!(pause(&api(429)), None);
    assert_eq!(pause(&api_after(429, Some(LONGEST_WAIT))), Some(LONGEST_WAIT));
    assert_eq!(pause(&api_after(429, Some(LONGEST_WAIT + 1.0))), None);
    assert_eq!(pause(&Fault::Late), None);
}
