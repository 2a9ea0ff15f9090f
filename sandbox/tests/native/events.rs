use crate::support::{Bench, header, json, refused, request, with_header};
use serde_json::json;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::events::Following;
use whatsmate_sandbox::{Answer, Body};

fn send(bench: &mut Bench, message: &str) -> String {
    let body = json!({ "number": "12025550101", "message": message });
    json(&bench.post("/v3/whatsapp/single/text/message/1", &body))["id"].as_str().unwrap().to_owned()
}

fn events(bench: &mut Bench, last: Option<&str>) -> Answer {
    bench.answer(&with_header(request("GET", "/_sandbox/events?query=text:o", None), "Last-Event-ID", last))
}

/// Where a stream begins.
fn after(bench: &mut Bench, last: Option<&str>) -> Option<u64> {
    match events(bench, last).body {
        Body::Events(Following { after, .. }) => after,
        other => panic!("no stream: {other:?}"),
    }
}

/// The texts that come next, and the place behind them.
fn next(bench: &Bench, query: &str, after: u64, most: usize) -> (Vec<String>, u64) {
    let next = bench.sandbox.follow(query, after, most);
    let text = |name| next.messages.iter().map(|message| message.content.fields[name].clone().unwrap()).collect();
    (text("message"), next.after)
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_stream_is_for_a_reader_of_events() {
    let answer = events(&mut Bench::new(), None);
    assert_eq!((answer.status, header(&answer, "content-type")), (200, Some("text/event-stream")));
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
    assert_eq!(answer.body, Body::Events(Following { query: "text:o".into(), after: Some(0) }));
    refused(&Bench::new().get("/_sandbox/events?query=from:elsa"), 400, "from: unknown prefix");
    refused(&Bench::new().get("/_sandbox/events?limit=1"), 400, "limit: unknown query parameter");
}

#[test]
fn a_stream_begins_behind_what_the_reader_had() {
    let mut bench = Bench::with(Access::default(), 2);
    let ids = ["one", "two", "three"].map(|message| send(&mut bench, message));
    assert_eq!(after(&mut bench, None), Some(3));
    assert_eq!(after(&mut bench, Some("")), Some(3));
    assert_eq!(after(&mut bench, Some(&ids[1])), Some(2));
    assert_eq!(after(&mut bench, Some(&ids[2])), Some(3));
    assert_eq!(after(&mut bench, Some(&ids[0])), None);
    assert_eq!(after(&mut bench, Some("none")), None);
}

#[test]
fn what_comes_next_is_what_is_kept_and_matches() {
    let mut bench = Bench::with(Access::default(), 3);
    assert_eq!(next(&bench, "", 0, 9), (vec![], 0));
    for message in ["one", "two", "three", "four"] {
        send(&mut bench, message);
    }
    assert_eq!(next(&bench, "", 0, 9), (texts(&["two", "three", "four"]), 4));
    assert_eq!(next(&bench, "text:o", 0, 9), (texts(&["two", "four"]), 4));
    assert_eq!(next(&bench, "text:o", 0, 2), (texts(&["two"]), 3));
    assert_eq!(next(&bench, "text:o", 3, 2), (texts(&["four"]), 4));
    assert_eq!(next(&bench, "text:o", 4, 2), (vec![], 4));
}

#[test]
fn a_place_stays_right_when_messages_are_forgotten() {
    let mut bench = Bench::new();
    for message in ["one", "two", "three"] {
        send(&mut bench, message);
    }
    bench.answer(&request("DELETE", "/_sandbox/messages?query=text:two", None));
    assert_eq!(next(&bench, "", 1, 9), (texts(&["three"]), 3));
    bench.sandbox.reset();
    assert_eq!(next(&bench, "", 1, 9), (vec![], 1));
    send(&mut bench, "four");
    assert_eq!(next(&bench, "", 3, 9), (texts(&["four"]), 4));
    assert_eq!(after(&mut bench, None), Some(4));
}
