use crate::support::{BASE, Bench, json, refused, request, text, with_header};
use serde_json::json;
use whatsmate_sandbox::access::{Access, Sender};

const TEXT: &str = "/v3/whatsapp/single/text/message/1";
const GOOD: &str = r#"{"number":"12025550101","message":"Hi"}"#;

#[test]
fn credentials_are_asked_of_all_but_three_calls() {
    let mut bench = Bench::new();
    let guarded = [
        ("POST", TEXT),
        ("POST", "/v1/translation/translate"),
        ("GET", "/v1/pdf/extract?url=http://a.example"),
        ("GET", "/v1/pdf/job/submit?url=http://a.example"),
    ];
    for (method, path) in guarded {
        for name in ["X-WM-CLIENT-ID", "X-WM-CLIENT-SECRET"] {
            for value in [None, Some(""), Some(" ")] {
                let answer = bench.answer(&with_header(request(method, path, None), name, value));
                refused(&answer, 401, name);
            }
        }
    }
    let open =
        [("/v1/translation/supported-codes", 200), ("/v1/pdf/job/check/x", 400), ("/v1/pdf/job/retrieve_text/x", 400)];
    for (path, status) in open {
        let mut request = request("GET", path, None);
        request.headers.clear();
        assert_eq!(bench.answer(&request).status, status, "{path}");
    }
}

#[test]
fn a_fixed_pair_lets_no_other_in() {
    let credentials = Some(("elsa@example.com".to_owned(), "s3cret".to_owned()));
    let mut bench = Bench::with(Access { credentials, ..Access::default() }, 10);
    let good = request("POST", TEXT, Some(GOOD));
    assert_eq!(bench.answer(&good).status, 200);
    for (name, value) in [("X-WM-CLIENT-ID", "olaf@example.com"), ("X-WM-CLIENT-SECRET", "guessed")] {
        let answer = bench.answer(&with_header(good.clone(), name, Some(value)));
        refused(&answer, 401, "invalid credentials");
        assert!(!text(&answer).contains(value) && !text(&answer).contains("s3cret"), "{}", text(&answer));
    }
}

#[test]
fn an_instance_is_a_whole_number_from_1() {
    let mut bench = Bench::new();
    for instance in ["1", "42", "9007199254740991"] {
        let answer =
            bench.post(&format!("/v3/whatsapp/single/text/message/{instance}"), &serde_json::from_str(GOOD).unwrap());
        assert_eq!(answer.status, 200, "{instance}");
    }
    for instance in ["", "0", "01", "-1", "+1", "1.0", "x", "%31", "9007199254740992", "99999999999999999999"] {
        let answer =
            bench.post(&format!("/v3/whatsapp/single/text/message/{instance}"), &serde_json::from_str(GOOD).unwrap());
        refused(&answer, 400, "invalid instance number");
    }
}

#[test]
fn instances_can_be_named() {
    let mut bench = Bench::with(Access { instances: Some(vec![3]), ..Access::default() }, 10);
    let good = json!({ "number": "12025550101", "message": "Hi" });
    assert_eq!(bench.post("/v3/telegram/single/text/message/3", &good).status, 200);
    refused(&bench.post("/v3/telegram/single/text/message/1", &good), 400, "invalid instance number");
}

#[test]
fn a_body_must_claim_to_be_json() {
    let mut bench = Bench::new();
    let good = request("POST", TEXT, Some(GOOD));
    for value in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
        let answer = bench.answer(&with_header(good.clone(), "content-type", Some(value)));
        assert_eq!(answer.status, 200, "{value}: {}", text(&answer));
    }
    for value in [None, Some("text/plain"), Some("application/jsonp"), Some("application/json; charset=latin1")] {
        refused(&bench.answer(&with_header(good.clone(), "content-type", value)), 400, "Content-Type");
    }
    assert_eq!(json(&bench.get("/_sandbox/messages"))["total"], 3);
}

#[test]
fn a_page_is_known_by_scheme_host_and_port() {
    let origins = vec!["http://localhost:3000".to_owned()];
    let access = Access { origins, ..Access::default() };
    let request = request("DELETE", "/_sandbox/messages", None);
    let from = |origin| with_header(request.clone(), "Origin", Some(origin));
    assert_eq!(access.sender(&request), Sender::Own);
    assert_eq!(access.sender(&from(BASE)), Sender::Own);
    assert_eq!(access.sender(&from("http://localhost:3000")), Sender::Named("http://localhost:3000"));
    for origin in [
        "http://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "https://127.0.0.1:9470",
        "http://localhost",
        "https://localhost:3000",
        "http://localhost:3000.evil.example",
        "http://localhost:30000",
    ] {
        assert_eq!(access.sender(&from(origin)), Sender::Foreign, "{origin}");
    }
}
