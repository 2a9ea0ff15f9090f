use crate::support::{Bench, json, request};
use serde_json::json;
use whatsmate_sandbox::access::Access;

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
