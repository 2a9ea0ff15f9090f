use crate::support::{Bench, fault, json, refused, request};
use serde_json::json;
use whatsmate_sandbox::Reply;

fn send(bench: &mut Bench, message: &str) -> Reply {
    let body = json!({ "number": "12025550101", "message": message }).to_string();
    bench.send(&request("POST", "/v3/whatsapp/single/text/message/1", Some(&body)))
}

fn filled() -> Bench {
    let mut bench = Bench::new();
    for message in ["one", "two", "three"] {
        send(&mut bench, message);
    }
    bench
}

fn wait(bench: &mut Bench, query: &str) -> Reply {
    bench.send(&request("GET", &format!("/_sandbox/wait?{query}"), None))
}

/// The text that a caller gets when the time is over.
#[track_caller]
fn told(bench: &mut Bench, query: &str) -> String {
    let (status, message) = fault(&wait(bench, query).answer.unwrap());
    assert_eq!(status, 404);
    message
}

#[test]
fn enough_messages_are_listed_at_once() {
    let mut bench = filled();
    for (query, list) in [
        ("", ""),
        ("query=text:o", "query=text:o"),
        ("query=text:o&count=2", "query=text:o"),
        ("count=3&timeout=0", ""),
        ("count=1", ""),
    ] {
        let reply = wait(&mut bench, query);
        assert_eq!(reply.wait, None, "{query}");
        assert_eq!(json(&reply.answer.unwrap()), json(&bench.get(&format!("/_sandbox/messages?{list}"))), "{query}");
    }
}

#[test]
fn too_few_are_waited_for() {
    let mut bench = filled();
    for (query, wait_for, total) in [
        ("query=text:four", 10_000, 0),
        ("query=text:four&timeout=70", 70, 0),
        ("query=text:o&count=3&timeout=120000", 120_000, 2),
        ("count=4&timeout=0", 0, 3),
    ] {
        let reply = wait(&mut bench, query);
        assert_eq!(reply.wait, Some(wait_for), "{query}");
        let answer = reply.answer.unwrap();
        assert_eq!((answer.status, &json(&answer)["total"]), (404, &json!(total)), "{query}");
    }
    assert_eq!(send(&mut bench, "four").wait, None);
    assert_eq!(wait(&mut bench, "query=text:four").wait, None);
}

#[test]
fn a_message_that_is_accepted_is_told_of_and_nothing_else_is() {
    let mut bench = filled();
    assert!(send(&mut bench, "four").record.is_some());
    assert!(send(&mut bench, "").record.is_none());
    assert!(wait(&mut bench, "").record.is_none());
}

#[test]
fn the_fault_says_what_was_asked_and_what_came_instead() {
    let mut bench = Bench::new();
    assert_eq!(told(&mut bench, "timeout=5"), "no message came within 5 ms; nothing was received");
    assert_eq!(told(&mut bench, "count=2"), "only 0 of 2 messages came within 10000 ms; nothing was received");
    let long = "ü".repeat(41);
    let group = json!({ "group_name": "Muscle \"Men\"", "group_admin": "12025550102", "image": "iVBORw0KGgo=",
        "caption": long });
    for _ in 0..2 {
        bench.post("/v3/telegram/group/image/message/3", &group);
    }
    send(&mut bench, "a\nb");
    let shown = "ü".repeat(40);
    assert_eq!(
        told(&mut bench, "query=kind:image+text:%22x%22&timeout=5"),
        format!(
            r#"no message matched `kind:image text:"x"` within 5 ms; what was received, newest first:
  to:12025550101 service:whatsapp instance:1 kind:text text:"a\nb"
  to:12025550102 group:"Muscle \"Men\"" service:telegram instance:3 kind:image text:"{shown}"… duplicate:true
  to:12025550102 group:"Muscle \"Men\"" service:telegram instance:3 kind:image text:"{shown}"…"#
        )
    );
    for _ in 0..3 {
        send(&mut bench, "more");
    }
    let message = told(&mut bench, "query=kind:image&count=3");
    assert!(message.starts_with("only 2 of 3 messages matched `kind:image` within 10000 ms; "), "{message}");
    assert_eq!(message.lines().count(), 7);
    assert!(message.ends_with("\n  and 1 more"), "{message}");
}

#[test]
fn the_parameters_are_checked() {
    let mut bench = filled();
    for (query, word) in [
        ("timeout=120001", "timeout: must be a whole number from 0 to 120000"),
        ("timeout=-1", "timeout: "),
        ("timeout=1.5", "timeout: "),
        ("timeout=", "timeout: "),
        ("count=0", "count: must be a whole number from 1"),
        ("count=x", "count: "),
        ("limit=1", "limit: unknown query parameter"),
        ("query=from:elsa", "from: unknown prefix"),
    ] {
        refused(&bench.get(&format!("/_sandbox/wait?{query}")), 400, word);
    }
}
