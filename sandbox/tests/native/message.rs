use crate::support::{Bench, json, request};
use serde_json::json;

#[test]
fn it_holds_what_was_sent_and_no_secret() {
    let mut bench = Bench::new();
    let sent =
        bench.post("/v3/whatsapp/single/text/message/1", &json!({ "number": "12025550101", "message": "Hello" }));
    let id = json(&sent)["id"].as_str().unwrap().to_owned();
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
