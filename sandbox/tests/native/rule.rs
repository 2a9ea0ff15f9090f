use crate::support::{header, text};
use proptest::prelude::*;
use serde_json::{Value, json};
use whatsmate_sandbox::rule::Rule;
use whatsmate_sandbox::{Answer, Disruption, PdfTask, Reply};

/// What is left of the reply to a message, and whether the message came in.
fn spoilt(fault: &Value) -> (bool, Reply) {
    let effect = Rule::read(fault.clone()).unwrap_or_else(|told| panic!("{fault}: {told}")).effect;
    (effect.after, effect.spoil(Answer::text("queued").into()))
}

#[test]
fn each_action_spoils_the_reply_in_its_way() {
    let slow = |delay, bytes_per_second| Disruption::Slow { delay, bytes_per_second };
    for (fault, after, answered, disruption) in [
        (json!({ "action": "reset" }), false, None, Disruption::Reset),
        (json!({ "action": "reset", "when": "before" }), false, None, Disruption::Reset),
        (json!({ "action": "reset", "when": "after" }), true, None, Disruption::Reset),
        (json!({ "action": "hang" }), false, None, Disruption::Hang),
        (json!({ "action": "hang", "when": "after" }), true, None, Disruption::Hang),
        (json!({ "action": "malformed", "what": "http" }), true, None, Disruption::NoHttp),
        (json!({ "action": "truncate" }), true, Some("queued"), Disruption::Truncate),
        (json!({ "action": "slow", "delay": 5 }), true, Some("queued"), slow(5, None)),
        (json!({ "action": "slow", "bytesPerSecond": 7 }), true, Some("queued"), slow(0, Some(7))),
        (json!({ "action": "slow", "delay": 0, "bytesPerSecond": 7 }), true, Some("queued"), slow(0, Some(7))),
    ] {
        let (is_after, reply) = spoilt(&fault);
        assert_eq!(is_after, after, "{fault}");
        assert_eq!(reply.answer.as_ref().map(text).as_deref(), answered, "{fault}");
        assert_eq!(reply.disruption, Some(disruption), "{fault}");
    }
}

#[test]
fn a_status_has_the_body_and_headers_it_was_given() {
    let own = |status: u16| format!(r#"{{"error_message":"a fault of the sandbox: status {status}"}}"#);
    for (more, body, content_type) in [
        (json!({}), own(503), "application/json"),
        (json!({ "body": "Sorry" }), "Sorry".to_owned(), "text/plain; charset=utf-8"),
        (json!({ "body": { "error_message": "No" } }), r#"{"error_message":"No"}"#.to_owned(), "application/json"),
        (json!({ "body": [] }), "[]".to_owned(), "application/json"),
        (json!({ "body": "<p>", "headers": { "Content-Type": "text/html" } }), "<p>".to_owned(), "text/html"),
    ] {
        let mut fault = json!({ "action": "status", "status": 503 });
        fault.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (after, reply) = spoilt(&fault);
        let answer = reply.answer.unwrap();
        assert!(!after);
        assert_eq!((answer.status, text(&answer), reply.disruption), (503, body, None), "{fault}");
        assert_eq!(header(&answer, "content-type"), Some(content_type), "{fault}");
        assert_eq!(answer.headers.len(), 1, "{fault}");
    }
    let headers = json!({ "Retry-After": "1", "X-Note": "\u{e9}\t~" });
    let (after, reply) = spoilt(&json!({ "action": "status", "status": 429, "headers": headers, "when": "after" }));
    let answer = reply.answer.unwrap();
    assert!(after);
    assert_eq!(header(&answer, "retry-after"), Some("1"));
    assert_eq!(header(&answer, "x-note"), Some("\u{e9}\t~"));
    for (status, fault) in [
        (304, json!({ "action": "status", "status": 304 })),
        (200, json!({ "action": "status", "status": 200, "body": "" })),
    ] {
        let empty = spoilt(&fault).1.answer.unwrap();
        assert_eq!((empty.status, text(&empty), empty.headers.len()), (status, String::new(), 0));
    }
}

#[test]
fn malformed_is_json_that_breaks_off() {
    for fault in [json!({ "action": "malformed" }), json!({ "action": "malformed", "what": "json" })] {
        let (after, reply) = spoilt(&fault);
        let answer = reply.answer.unwrap();
        assert!(after);
        assert_eq!((answer.status, header(&answer, "content-type")), (200, Some("application/json")));
        assert!(serde_json::from_str::<Value>(&text(&answer)).unwrap_err().is_eof());
    }
}

#[test]
fn a_pdf_is_read_only_where_somebody_waits_for_its_text() {
    let task = |job: Option<&str>| PdfTask { url: "http://a.example".into(), limit: 1, job: job.map(str::to_owned) };
    for (fault, waits) in [
        (json!({ "action": "reset", "when": "after" }), false),
        (json!({ "action": "status", "status": 500, "when": "after" }), false),
        (json!({ "action": "truncate" }), true),
    ] {
        let effect = Rule::read(fault).unwrap().effect;
        let extract = effect.spoil(Reply { pdf: Some(task(None)), ..Reply::default() });
        assert_eq!(extract.pdf.is_some(), waits);
        let submit = effect.spoil(Reply { pdf: Some(task(Some("a"))), ..Answer::text("").into() });
        assert_eq!(submit.pdf, Some(task(Some("a"))));
    }
}

#[test]
fn what_is_wrong_is_named() {
    let reset = |name: &str, value: Value| json!({ "action": "reset", name: value });
    let status = |name: &str, value: Value| json!({ "action": "status", "status": 500, name: value });
    for (fault, told) in [
        (json!(7), ": must be an object, not a number"),
        (json!(null), ": must be an object, not null"),
        (json!({}), ".action: missing; it must be status, reset, hang, slow, truncate or malformed"),
        (json!({ "action": "drop" }), ".action: must be status, reset"),
        (json!({ "action": null }), ".action: must be status, reset"),
        (
            reset("tmies", json!(1)),
            ".tmies: unknown; with this action there are match, nth, times, probability, seed, action, when",
        ),
        (reset("status", json!(500)), ".status: unknown"),
        (reset("delay", json!(1)), ".delay: unknown"),
        (reset("used", json!(1)), ".used: unknown"),
        (reset("match", json!(7)), ".match: must be a string"),
        (reset("match", json!("from:elsa")), ".match: from: unknown prefix; the prefixes are to, group"),
        (reset("match", json!("id:a")), ".match: a call has no id"),
        (reset("match", json!("to:1 duplicate:true")), ".match: a call has no id"),
        (reset("nth", json!(0)), ".nth: must be a whole number from 1 to 9007199254740991"),
        (reset("nth", json!(1.5)), ".nth: must be a whole number"),
        (reset("times", json!(-1)), ".times: must be a whole number from 1"),
        (reset("times", json!("2")), ".times: must be a whole number from 1"),
        (json!({ "action": "reset", "nth": 1, "times": 1 }), ".times: not together with nth"),
        (reset("probability", json!(1.01)), ".probability: must be a number from 0 to 1"),
        (reset("probability", json!(null)), ".probability: must be a number from 0 to 1"),
        (reset("seed", json!(1u64 << 53)), ".seed: must be a whole number from 0 to 9007199254740991"),
        (reset("when", json!("later")), r#".when: must be "before" or "after""#),
        (reset("when", json!(true)), r#".when: must be "before" or "after""#),
        (json!({ "action": "status" }), ".status: missing"),
        (json!({ "action": "status", "status": 101 }), ".status: must be a whole number from 200 to 599"),
        (json!({ "action": "status", "status": 600 }), ".status: must be a whole number from 200 to 599"),
        (json!({ "action": "status", "status": 204, "body": "" }), ".body: a status 204 has none"),
        (status("body", json!(null)), ".body: must be a string, an object or an array"),
        (status("headers", json!([])), ".headers: must be an object"),
        (status("headers", json!({ "a b": "c" })), ".headers.a b: is no name of a header"),
        (status("headers", json!({ "": "c" })), ".headers.: is no name of a header"),
        (status("headers", json!({ "a": 1 })), ".headers.a: must be a string"),
        (status("headers", json!({ "a": "b\r\nc: d" })), ".headers.a: must be a string"),
        (status("headers", json!({ "a": "語" })), ".headers.a: must be a string"),
        (status("headers", json!({ "Content-Length": "1" })), ".headers.Content-Length: depends on the body"),
        (json!({ "action": "slow" }), ".delay: missing, as is bytesPerSecond"),
        (json!({ "action": "slow", "delay": 1, "when": "after" }), ".when: unknown"),
        (
            json!({ "action": "slow", "delay": 2_147_483_648_u64 }),
            ".delay: must be a whole number from 0 to 2147483647",
        ),
        (json!({ "action": "slow", "bytesPerSecond": 0 }), ".bytesPerSecond: must be a whole number from 1"),
        (json!({ "action": "truncate", "when": "before" }), ".when: unknown"),
        (json!({ "action": "malformed", "what": "xml" }), r#".what: must be "json" or "http""#),
    ] {
        let message = Rule::read(fault.clone()).expect_err(&fault.to_string());
        assert!(message.starts_with(told), "{fault}: {message}");
    }
}

/// JSON that looks like a rule.
fn rules() -> impl Strategy<Value = Value> {
    let name = prop_oneof!["match|nth|times|probability|seed|action|when|what|status|headers|body|delay", ".{0,3}"];
    let value = prop_oneof![
        Just(Value::Null),
        "status|reset|hang|slow|truncate|malformed|after|.{0,4}".prop_map(Value::from),
        (-1i64..700).prop_map(Value::from),
        (0.0..2.0f64).prop_map(Value::from),
        proptest::collection::hash_map(".{0,3}", ".{0,3}", 0..3).prop_map(|headers| json!(headers)),
    ];
    proptest::collection::hash_map(name, value, 0..5).prop_map(|members| json!(members))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_json_is_read_without_a_panic(rule in rules()) {
        if let Ok(rule) = Rule::read(rule) {
            rule.effect.spoil(Reply::default());
        }
    }
}
