use crate::support::{BASE, Bench, LIMITS, fault, header, json, refused, request, text, with_header};
use serde_json::{Value, json};
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::faults::Faults;
use whatsmate_sandbox::{Disruption, Options, Request, Sandbox};

const TEXT: &str = "/v3/whatsapp/single/text/message/1";
const PDF: &str = "?url=http%3A%2F%2Fa.example%2Fx.pdf";

fn bench(faults: &Value) -> Bench {
    let mut bench = Bench::new();
    bench.sandbox.faults().add(faults.to_string().as_bytes()).unwrap();
    bench
}

fn message(path: &str, body: Value) -> Request {
    request("POST", path, Some(&body.to_string()))
}

fn hello() -> Request {
    message(TEXT, json!({ "number": "12025550101", "message": "Hello" }))
}

/// Which of so many calls a fault met.
fn met(bench: &mut Bench, calls: usize) -> String {
    let mut once = || if bench.send(&hello()).disruption.is_some() { 'x' } else { '.' };
    (0..calls).map(|_| once()).collect()
}

fn total(bench: &mut Bench) -> u64 {
    json(&bench.get("/_sandbox/messages"))["total"].as_u64().unwrap()
}

fn used(bench: &mut Bench) -> Vec<u64> {
    let list = bench.sandbox.faults().list();
    list["faults"].as_array().unwrap().iter().map(|fault| fault["used"].as_u64().unwrap()).collect()
}

#[test]
fn before_leaves_no_message_and_after_leaves_one() {
    for action in
        [json!({ "action": "reset" }), json!({ "action": "hang" }), json!({ "action": "status", "status": 500 })]
    {
        for (when, count) in [("before", 0), ("after", 1)] {
            let mut fault = action.clone();
            fault["when"] = when.into();
            let mut bench = bench(&json!([fault]));
            let reply = bench.send(&hello());
            assert_eq!(reply.answer.map(|answer| answer.status), action["status"].as_u64().map(|_| 500), "{fault}");
            assert_eq!(total(&mut bench), count, "{fault}");
        }
    }
}

#[test]
fn what_changes_an_answer_takes_the_message_first() {
    for fault in
        [json!({ "action": "slow", "delay": 1 }), json!({ "action": "truncate" }), json!({ "action": "malformed" })]
    {
        let mut bench = bench(&json!([fault]));
        bench.send(&hello());
        assert_eq!(total(&mut bench), 1, "{fault}");
    }
}

#[test]
fn a_fault_meets_the_calls_that_fit() {
    let group = json!({ "group_name": "Muscle Men", "group_admin": "12025550102", "message": "Hi" });
    let calls = [
        ("text", hello()),
        ("group", message("/v3/telegram/group/text/message/3", group)),
        (
            "image",
            message("/v3/whatsapp/single/image/message/3", json!({ "number": "12025550103", "image": "aGVsbG8=" })),
        ),
        (
            "translate",
            message("/v1/translation/translate", json!({ "fromLang": "en", "toLang": "es", "text": "Hello" })),
        ),
        ("codes", request("GET", "/v1/translation/supported-codes", None)),
        ("extract", request("GET", &format!("/v1/pdf/extract{PDF}"), None)),
        ("submit", request("GET", &format!("/v1/pdf/job/submit{PDF}"), None)),
        ("check", request("GET", "/v1/pdf/job/check/a", None)),
        ("retrieve", request("GET", "/v1/pdf/job/retrieve_text/a", None)),
    ];
    for (query, names) in [
        ("", "text group image translate codes extract submit check retrieve"),
        ("to:12025550101", "text"),
        ("to:50102", "group"),
        ("group:men", "group"),
        ("kind:text", "text group"),
        ("service:whatsapp", "text image"),
        ("instance:3", "group image"),
        ("instance:1", "text"),
        ("path:/v1/", "translate codes extract submit check retrieve"),
        ("path:/v1/pdf/job", "submit check retrieve"),
        ("path:/v3/whatsapp/single/image/", "image"),
        ("hello", "text translate"),
        ("aGVsbG8", ""),
        (r#""http://a.example/x.pdf""#, "extract submit"),
        ("kind:text path:/v1/", ""),
    ] {
        let mut bench = bench(&json!([{ "action": "reset", "match": query }]));
        let mut is_met = |call| bench.send(call).disruption == Some(Disruption::Reset);
        let found: Vec<_> = calls.iter().filter_map(|(name, call)| is_met(call).then_some(*name)).collect();
        assert_eq!(found.join(" "), names, "{query}");
    }
}

#[test]
fn a_fault_meets_what_would_be_refused() {
    let mut bench = bench(&json!([{ "action": "status", "status": 503 }]));
    for bad in [
        with_header(hello(), "X-WM-CLIENT-ID", None),
        message(TEXT, json!({ "number": "+1" })),
        request("POST", TEXT, Some("{")),
        request("POST", "/v3/whatsapp/single/text/message/zero", Some("")),
        Request { body: None, ..hello() },
        request("GET", "/v1/pdf/extract?url=a&b=c", None),
    ] {
        refused(&bench.answer(&bad), 503, "a fault of the sandbox");
    }
    bench.sandbox.faults().replace(br#"[{ "action": "reset", "match": "to:12025550101" }]"#).unwrap();
    let bad = message(TEXT, json!({ "number": "12025550101", "message": 7 }));
    assert_eq!(bench.send(&bad).disruption, Some(Disruption::Reset));
}

#[test]
fn what_is_no_call_has_no_fault() {
    let mut bench = bench(&json!([{ "action": "reset" }]));
    for (method, path) in [
        ("OPTIONS", TEXT),
        ("GET", TEXT),
        ("GET", "/v1/none"),
        ("GET", "/_sandbox/health"),
        ("GET", "/_sandbox/faults"),
        ("DELETE", "/_sandbox/messages"),
    ] {
        assert_eq!(bench.send(&request(method, path, None)).disruption, None, "{method} {path}");
    }
    assert_eq!(used(&mut bench), [0]);
}

#[test]
fn every_page_may_read_the_answer_of_a_fault() {
    for fault in [json!({ "action": "status", "status": 503 }), json!({ "action": "malformed" })] {
        let answer = bench(&json!([fault])).answer(&hello());
        assert_eq!(header(&answer, "access-control-allow-origin"), Some("*"));
    }
}

#[test]
fn times_and_nth_bound_it() {
    for (fault, calls) in [
        (json!({ "action": "reset" }), "xxxxx"),
        (json!({ "action": "reset", "times": 2 }), "xx..."),
        (json!({ "action": "reset", "nth": 3 }), "..x.."),
        (json!({ "action": "reset", "probability": 0 }), "....."),
        (json!({ "action": "reset", "probability": 1 }), "xxxxx"),
        (json!({ "action": "reset", "match": "bye" }), "....."),
    ] {
        let mut bench = bench(&json!([fault]));
        assert_eq!(met(&mut bench, 5), calls, "{fault}");
        assert_eq!(used(&mut bench), [calls.matches('x').count() as u64], "{fault}");
    }
}

#[test]
fn the_first_that_applies_decides_and_each_counts_all_calls() {
    let mut bench = bench(&json!([
        { "action": "status", "status": 500, "nth": 1 },
        { "action": "status", "status": 501, "nth": 2 },
        { "action": "status", "status": 502, "times": 1 },
        { "action": "status", "status": 503, "nth": 2 },
    ]));
    let statuses: Vec<_> = (0..4).map(|_| bench.answer(&hello()).status).collect();
    assert_eq!(statuses, [500, 501, 502, 200]);
    assert_eq!(used(&mut bench), [1, 1, 1, 0]);
}

#[test]
fn chance_comes_from_the_seed_alone() {
    let run = |seed, faults: Value| {
        let mut first = Faults::new(seed);
        first.add(faults.to_string().as_bytes()).unwrap();
        let mut bench = Bench::new();
        bench.sandbox = Sandbox::new(Options { access: Access::default(), limits: LIMITS, faults: first });
        met(&mut bench, 64)
    };
    let half = json!({ "action": "reset", "probability": 0.5 });
    // What a seed gives is a promise: a test that was once written with it goes on as it did.
    let zero = run(0, json!([half]));
    assert_eq!(zero, ".xxxx.x.x.x...x.xx.xxxxxx.xxxx...x...xx..x..xx.x.xxxxxxx.x..xx..");
    assert_eq!(run(0, json!([half])), zero);
    assert_ne!(run(1, json!([half])), zero);
    // Another rule before it, which meets nothing: each has a sequence of its own.
    let never = json!({ "action": "hang", "match": "bye" });
    assert_ne!(run(0, json!([never, half])), zero);
    let own = json!({ "action": "reset", "probability": 0.5, "seed": 7 });
    assert_eq!(run(0, json!([own])), run(1, json!([never, own])));
    let rare = run(0, json!([{ "action": "reset", "probability": 0.1 }]));
    assert!((1..16).contains(&rare.matches('x').count()), "{rare}");
}

#[test]
fn a_rule_draws_for_each_call_that_fits_whatever_others_do() {
    let alone = bench(&json!([{ "action": "hang", "match": "bye" }, { "action": "reset", "probability": 0.5 }]));
    let after_another =
        bench(&json!([{ "action": "status", "status": 500, "times": 8 }, { "action": "reset", "probability": 0.5 }]));
    let [alone, other] = [alone, after_another].map(|mut bench| met(&mut bench, 32));
    assert!(alone.ends_with(other.strip_prefix("........").unwrap()), "{alone} {other}");
}

#[test]
fn faults_are_put_listed_and_deleted() {
    let mut bench = Bench::new();
    let path = "/_sandbox/faults";
    assert_eq!(json(&bench.get(path)), json!({ "faults": [] }));
    let fault = json!({ "match": "to:1202", "action": "reset", "times": 1 });
    let mut listed = fault.clone();
    listed["used"] = 0.into();
    for body in [json!([fault]), json!({ "faults": [fault] })] {
        let answer = bench.answer(&request("PUT", path, Some(&body.to_string())));
        assert_eq!((answer.status, json(&answer)), (200, json!({ "faults": [listed] })));
    }
    bench.send(&hello());
    listed["used"] = 1.into();
    assert_eq!(json(&bench.get(path)), json!({ "faults": [listed] }));
    assert_eq!(bench.answer(&request("DELETE", path, None)).status, 204);
    assert_eq!(json(&bench.get(path)), json!({ "faults": [] }));
    refused(&bench.answer(&request("POST", path, None)), 405, "GET, PUT, DELETE");
}

#[test]
fn a_fault_that_is_not_understood_changes_nothing() {
    let mut bench = bench(&json!([{ "action": "reset" }]));
    for (body, told) in [
        ("", "no JSON data"),
        ("[", "no JSON data"),
        ("7", "faults: must be an array of faults"),
        ("{}", "faults: must be an array of faults"),
        (r#"{ "faults": {} }"#, "faults: must be an array of faults"),
        (r#"{ "faults": [], "seed": 1 }"#, "faults: must be an array of faults"),
        (r#"[{ "action": "hang" }, { "action": "reset", "tmies": 1 }]"#, "faults[1].tmies: unknown"),
        (r#"[null]"#, "faults[0]: must be an object, not null"),
    ] {
        let (status, message) = fault(&bench.answer(&request("PUT", "/_sandbox/faults", Some(body))));
        assert_eq!(status, 400, "{body}");
        assert!(message.starts_with(told), "{body}: {message}");
        assert!(bench.sandbox.faults().add(body.as_bytes()).unwrap_err().starts_with(told));
    }
    refused(&bench.answer(&Request { body: None, ..request("PUT", "/_sandbox/faults", None) }), 413, "bytes");
    assert_eq!(used(&mut bench), [0]);
}

#[test]
fn a_foreign_page_neither_puts_nor_deletes_faults() {
    let mut bench = bench(&json!([{ "action": "reset" }]));
    for (method, origin, status) in
        [("PUT", "http://evil.example", 403), ("DELETE", "null", 403), ("PUT", BASE, 200), ("DELETE", BASE, 204)]
    {
        let foreign = with_header(request(method, "/_sandbox/faults", Some("[]")), "Origin", Some(origin));
        assert_eq!(bench.answer(&foreign).status, status, "{method} {origin}");
    }
}

#[test]
fn a_reset_brings_the_first_faults_back_as_new() {
    let mut faults = Faults::new(0);
    faults.add(br#"[{ "action": "reset", "times": 1 }]"#).unwrap();
    let mut bench = Bench::new();
    bench.sandbox = Sandbox::new(Options { access: Access::default(), limits: LIMITS, faults });
    bench.sandbox.faults().add(br#"[{ "action": "hang" }]"#).unwrap();
    assert_eq!(met(&mut bench, 2), "xx");
    bench.sandbox.reset();
    assert_eq!(used(&mut bench), [0]);
    assert_eq!(met(&mut bench, 2), "x.");
}

#[test]
fn a_job_that_was_taken_goes_on() {
    let mut bench = bench(&json!([{ "action": "status", "status": 500, "when": "after", "nth": 1 }]));
    let reply = bench.send(&request("GET", &format!("/v1/pdf/job/submit{PDF}"), None));
    assert_eq!(text(&reply.answer.unwrap()), r#"{"error_message":"a fault of the sandbox: status 500"}"#);
    let job = reply.pdf.unwrap().job.unwrap();
    assert_eq!(json(&bench.get(&format!("/v1/pdf/job/check/{job}")))["status"], "Processing");
}
