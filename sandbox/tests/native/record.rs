use crate::support::{Bench, json, request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use whatsmate_sandbox::Body;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::messages::Limits;
use whatsmate_sandbox::record;

/// Sends one of everything, some of it twice, and gives the records as a file would get them.
fn send_all(bench: &mut Bench) -> Vec<(String, bool)> {
    let (to, group) =
        (json!({ "number": "12025550101" }), json!({ "group_name": "Ä \"b\"", "group_admin": "12025550102" }));
    let file = |size| STANDARD.encode(vec![7; size]);
    let mut records = Vec::new();
    for (path, to, fields) in [
        ("whatsapp/single/text/message/1", &to, json!({ "message": "Grüße\n😀\u{2028}\0" })),
        ("whatsapp/group/url/message/2", &group, json!({ "url": "https://a.example" })),
        ("whatsapp/single/image/message/1", &to, json!({ "image": file(9), "caption": null })),
        ("telegram/group/image/message/9007199254740991", &group, json!({ "image": "iVBORw0KGgo=", "caption": "" })),
        (
            "telegram/single/document/message/1",
            &to,
            json!({ "document": "JVBERi0=", "filename": "a+b.pdf", "caption": "c" }),
        ),
        ("telegram/single/audio/message/1", &to, json!({ "audio": file(5), "filename": "a" })),
        ("telegram/group/voice_note/message/1", &group, json!({ "voice_note": "T2dnUw==", "filename": "a" })),
        ("whatsapp/single/text/message/1", &to, json!({ "message": "Grüße\n😀\u{2028}\0" })),
        ("whatsapp/single/image/message/1", &to, json!({ "image": file(9), "caption": null })),
    ] {
        let mut body = to.clone();
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        bench.now = bench.now.saturating_add(1001);
        let reply = bench.send(&request("POST", &format!("/v3/{path}"), Some(&body.to_string())));
        records.push((reply.record.unwrap(), reply.media.is_some()));
    }
    records
}

fn restored(records: &[(String, bool)]) -> Bench {
    let mut bench = Bench::new();
    for (record, held) in records {
        bench.sandbox.restore(record, *held).unwrap();
    }
    bench
}

#[test]
fn what_is_restored_is_as_it_was() {
    let mut before = Bench::new();
    let records = send_all(&mut before);
    let mut after = restored(&records);
    assert_eq!(after.get("/_sandbox/messages"), before.get("/_sandbox/messages"));
    let again: Vec<_> = after.sandbox.ids().map(|id| after.sandbox.record(id).unwrap()).collect();
    assert_eq!(again, records.iter().map(|(record, _)| record.clone()).collect::<Vec<_>>());
    for message in json(&after.get("/_sandbox/messages"))["messages"].as_array().unwrap() {
        let id = message["id"].as_str().unwrap();
        let answer = after.get(&format!("/_sandbox/messages/{id}/media"));
        assert_eq!(answer.body == Body::Media(id.to_owned()), message.get("media").is_some());
    }
}

#[test]
fn what_comes_after_a_restart_is_counted_on() {
    let mut before = Bench::new();
    let mut after = restored(&send_all(&mut before));
    after.now = before.now;
    send_all(&mut after);
    let page = json(&after.get("/_sandbox/messages"));
    let times: Vec<_> = page["messages"].as_array().unwrap().iter().map(|message| &message["received"]).collect();
    assert_eq!(times, [4, 4, 2, 2, 2, 2, 3, 2, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn limits_hold_for_what_is_restored() {
    let records = send_all(&mut Bench::new());
    let mut bench = Bench::limited(Access::default(), Limits { keep: 4, media_bytes: 9 });
    let mut released = Vec::new();
    for (record, held) in &records {
        released.extend(bench.sandbox.restore(record, *held).unwrap().media);
    }
    let page = json(&bench.get("/_sandbox/messages"));
    assert_eq!(page["total"], 4);
    let id = page["messages"][0]["id"].as_str().unwrap();
    assert_eq!(bench.get(&format!("/_sandbox/messages/{id}/media")).status, 200);
    assert!(!released.contains(&id.to_owned()));
    let id = page["messages"][2]["id"].as_str().unwrap();
    assert_eq!(bench.get(&format!("/_sandbox/messages/{id}/media")).status, 410);
    assert!(released.contains(&id.to_owned()));
}

#[test]
fn media_that_went_before_stay_away() {
    let records = send_all(&mut Bench::new());
    let mut bench = Bench::new();
    for (record, _) in &records {
        bench.sandbox.restore(record, false).unwrap();
    }
    let id = json(&bench.get("/_sandbox/messages"))["messages"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(bench.get(&format!("/_sandbox/messages/{id}/media")).status, 410);
    bench.sandbox.forget(&id);
    bench.sandbox.forget(&id);
    assert_eq!(bench.get(&format!("/_sandbox/messages/{id}/media")).status, 404);
}

#[test]
fn what_is_no_record_is_refused() {
    let (good, _) = send_all(&mut Bench::new()).remove(2);
    assert!(record::read(&good).is_ok());
    for (from, to, word) in [
        ("\"receivedAt\":\"20", "\"receivedAt\":\"x", "no moment"),
        ("application/octet-stream", "text/html", "type: unknown"),
        ("\"sha256\":\"", "\"sha256\":\"AAAA", "sha256"),
        (",\"sha256\":", ",\"other\":", "sha256"),
        ("\"caption\":", "\"secret\":", "secret: unknown field"),
        ("\"whatsapp\"", "\"signal\"", "service: "),
        ("\"received\":1", "\"received\":-1", "received: "),
    ] {
        assert!(good.contains(from), "{good}");
        let fault = record::read(&good.replacen(from, to, 1)).unwrap_err();
        assert!(fault.contains(word), "{fault:?} does not name {word:?}");
    }
    for nothing in ["", "{}", "[]", "{\"message\":{}}"] {
        assert!(record::read(nothing).is_err(), "{nothing}");
    }
    let mut bench = restored(&[(good.clone(), true)]);
    assert!(bench.sandbox.restore(&good, true).unwrap_err().contains("twice"));
}
