use std::time::{Duration, Instant};

use proptest::prelude::*;
use whatsmate::core::nearest::nearest;

/// Every public name of a parameter.
const KEYS: [&str; 15] = [
    "number",
    "groupName",
    "groupAdmin",
    "message",
    "url",
    "image",
    "document",
    "audio",
    "voiceNote",
    "filename",
    "caption",
    "fromLang",
    "toLang",
    "text",
    "jobId",
];

#[test]
fn a_name_of_the_wire_leads_to_the_public_one() {
    let wire = [
        ("group_name", "groupName"),
        ("group_admin", "groupAdmin"),
        ("voice_note", "voiceNote"),
        ("from_lang", "fromLang"),
        ("job_id", "jobId"),
        ("file_name", "filename"),
        ("GROUP_NAME", "groupName"),
    ];
    for (given, key) in wire {
        assert_eq!(nearest(given, KEYS), Some(key));
    }
}

#[test]
fn slips_lead_to_the_name_that_was_meant() {
    let slips = [
        ("nubmer", "number"),
        ("mesage", "message"),
        ("messsage", "message"),
        ("Url", "url"),
        ("documents", "document"),
        ("fileName", "filename"),
        ("voicenote", "voiceNote"),
        ("captoin", "caption"),
        ("tolang", "toLang"),
    ];
    for (given, key) in slips {
        assert_eq!(nearest(given, KEYS), Some(key), "{given}");
    }
}

#[test]
fn what_comes_near_none_leads_to_none() {
    for given in ["colour", "priority", "xyz", "to", "phoneNumber", "номер", "__proto__"] {
        assert_eq!(nearest(given, KEYS), None, "{given}");
    }
    assert_eq!(nearest("number", []), None);
}

#[test]
fn of_several_the_nearest_is_named() {
    assert_eq!(nearest("timeouts", ["timeou", "timeout"]), Some("timeout"));
    assert_eq!(nearest("timeouts", ["timeout", "timeou"]), Some("timeout"));
}

#[test]
fn a_huge_name_is_answered_at_once() {
    let start = Instant::now();
    assert_eq!(nearest(&"number".repeat(1_000_000), KEYS), None);
    assert!(start.elapsed() < Duration::from_secs(2));
}

proptest! {
    #[test]
    fn one_slip_always_finds_the_name(
        key in prop::sample::select(&KEYS[..]), at in any::<prop::sample::Index>(), kind in 0..4,
    ) {
        let mut letters: Vec<char> = key.chars().collect();
        let at = at.index(letters.len() - 1);
        match kind {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, 'q'),
            2 => letters.swap(at, at + 1),
            _ => letters[at] = 'q',
        }
        prop_assert_eq!(nearest(&letters.into_iter().collect::<String>(), KEYS), Some(key));
    }

    #[test]
    fn what_is_named_is_known(given in any::<String>()) {
        prop_assert!(nearest(&given, KEYS).is_none_or(|key| KEYS.contains(&key)));
    }
}
