use crate::support::{Bench, json, request};
use serde_json::json;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::message::REPEATED_WITHIN;

fn send(bench: &mut Bench, message: &str) -> (String, Vec<String>) {
    let body = json!({ "number": "12025550101", "message": message }).to_string();
    let reply = bench.send(&request("POST", "/v3/whatsapp/single/text/message/1", Some(&body)));
    (json(&reply.answer.unwrap())["id"].as_str().unwrap().to_owned(), reply.dropped)
}

#[test]
fn the_oldest_goes_for_a_new_one() {
    let mut bench = Bench::with(Access::default(), 2);
    let (first, dropped) = send(&mut bench, "one");
    assert!(dropped.is_empty());
    assert!(send(&mut bench, "two").1.is_empty());
    assert_eq!(send(&mut bench, "three").1, std::slice::from_ref(&first));
    let kept = json(&bench.get("/_sandbox/messages"));
    assert_eq!(kept["total"], 2);
    assert_eq!(kept["messages"][0]["message"], "three");
    assert_eq!(kept["messages"][1]["message"], "two");
    assert_eq!(bench.get(&format!("/_sandbox/messages/{first}")).status, 404);
}

#[test]
fn a_record_holds_the_message_and_no_secret() {
    let mut bench = Bench::new();
    let (id, _) = send(&mut bench, "Hello");
    let answer = bench.get(&format!("/_sandbox/messages/{id}"));
    assert_eq!(
        json(&answer),
        json!({
            "id": id,
            "receivedAt": "2027-01-15T08:00:00.000Z",
            "received": 1,
            "duplicate": false,
            "service": "whatsapp",
            "instance": 1,
            "kind": "text",
            "path": "/v3/whatsapp/single/text/message/1",
            "number": "12025550101",
            "message": "Hello",
        })
    );
}

#[test]
fn media_bytes_are_given_out_and_not_kept() {
    let mut bench = Bench::new();
    let body = json!({ "number": "12025550101", "image": "iVBORw0KGgo=" }).to_string();
    let reply = bench.send(&request("POST", "/v3/telegram/single/image/message/1", Some(&body)));
    let (id, bytes) = reply.media.unwrap();
    assert_eq!(bytes, b"\x89PNG\r\n\x1a\n");
    let kept = json(&bench.get(&format!("/_sandbox/messages/{id}")));
    assert_eq!(kept["media"], json!({ "size": 8, "type": "image/png" }));
    assert_eq!(kept.get("image"), None);
}

/// How many times the newest message came; checks that `duplicate` says the same.
fn received(bench: &mut Bench) -> u64 {
    let newest = &json(&bench.get("/_sandbox/messages"))["messages"][0];
    let times = newest["received"].as_u64().unwrap();
    assert_eq!(newest["duplicate"], times > 1);
    times
}

#[test]
fn the_same_content_is_counted() {
    let mut bench = Bench::new();
    for (message, times) in [("Hello", 1), ("Hello", 2), ("Bye", 1), ("Hello", 3), ("Bye", 2), ("hello", 1)] {
        send(&mut bench, message);
        assert_eq!(received(&mut bench), times, "{message}");
    }
    let kept = json(&bench.get("/_sandbox/messages"));
    let times: Vec<_> = kept["messages"].as_array().unwrap().iter().map(|message| &message["received"]).collect();
    assert_eq!(times, [1, 2, 3, 1, 2, 1]);
}

#[test]
fn what_comes_later_counts_anew() {
    let mut bench = Bench::new();
    for (pause, times) in [(0, 1), (REPEATED_WITHIN, 2), (REPEATED_WITHIN, 3), (REPEATED_WITHIN + 1, 1), (1, 2)] {
        bench.now += pause;
        send(&mut bench, "Hello");
        assert_eq!(received(&mut bench), times, "after {pause} ms");
    }
}

#[test]
fn any_difference_is_another_content() {
    let mut bench = Bench::new();
    let image = "iVBORw0KGgo=";
    for (path, body) in [
        ("telegram/single/image/message/1", json!({ "number": "12025550101", "image": image })),
        ("whatsapp/single/image/message/1", json!({ "number": "12025550101", "image": image })),
        ("telegram/single/image/message/2", json!({ "number": "12025550101", "image": image })),
        ("telegram/single/image/message/1", json!({ "number": "12025550102", "image": image })),
        ("telegram/single/image/message/1", json!({ "number": "12025550101", "image": image, "caption": "Look" })),
        ("telegram/single/audio/message/1", json!({ "number": "12025550101", "audio": image, "filename": "a" })),
        (
            "telegram/single/voice_note/message/1",
            json!({ "number": "12025550101", "voice_note": image, "filename": "a" }),
        ),
    ] {
        bench.post(&format!("/v3/{path}"), &body);
        assert_eq!(received(&mut bench), 1, "{path} {body}");
    }
}

#[test]
fn media_are_compared_by_all_their_bytes() {
    let mut bench = Bench::new();
    for (document, times) in [("aGVsbG8=", 1), ("aGVsbHA=", 1), ("aGVsbG8=", 2)] {
        let body = json!({ "number": "12025550101", "document": document, "filename": "a.txt" });
        bench.post("/v3/whatsapp/single/document/message/1", &body);
        assert_eq!(received(&mut bench), times, "{document}");
    }
}
