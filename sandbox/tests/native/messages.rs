use crate::support::{Bench, json, refused, request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde_json::json;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::message::Content;
use whatsmate_sandbox::messages::{Gone, Limits, Messages, REPEATED_WITHIN, ROOM};
use whatsmate_sandbox::routes::{Kind, Service};
use whatsmate_sandbox::{Answer, Moment, Reply};

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

/// Sends a picture of so many bytes, and gives its id beside the reply.
fn send_picture(bench: &mut Bench, size: usize) -> (String, Reply) {
    let body = json!({ "number": "12025550101", "image": STANDARD.encode(vec![0; size]) }).to_string();
    let reply = bench.send(&request("POST", "/v3/whatsapp/single/image/message/1", Some(&body)));
    (json(reply.answer.as_ref().unwrap())["id"].as_str().unwrap().to_owned(), reply)
}

fn media(bench: &mut Bench, id: &str) -> Answer {
    bench.get(&format!("/_sandbox/messages/{id}/media"))
}

#[test]
fn the_oldest_media_go_for_new_ones_and_their_messages_stay() {
    let mut bench = Bench::limited(Access::default(), Limits { keep: 10, media_bytes: 100 });
    let (first, reply) = send_picture(&mut bench, 60);
    assert_eq!(reply.released, [""; 0]);
    let (second, reply) = send_picture(&mut bench, 40);
    assert_eq!(reply.released, [""; 0]);
    let (third, reply) = send_picture(&mut bench, 1);
    assert_eq!((reply.released, reply.dropped), (vec![first.clone()], vec![]));

    refused(&media(&mut bench, &first), 410, "mediaBytes");
    assert_eq!(json(&bench.get(&format!("/_sandbox/messages/{first}")))["media"]["size"], 60);
    for id in [second, third] {
        assert_eq!(media(&mut bench, &id).status, 200);
    }
}

#[test]
fn media_over_the_limit_are_not_held_at_all() {
    let mut bench = Bench::limited(Access::default(), Limits { keep: 10, media_bytes: 100 });
    let (small, _) = send_picture(&mut bench, 100);
    let (large, reply) = send_picture(&mut bench, 101);
    assert_eq!(reply.released, [small.clone(), large.clone()]);
    for id in [small, large] {
        refused(&media(&mut bench, &id), 410, "mediaBytes");
    }
    assert_eq!(json(&bench.get("/_sandbox/messages"))["total"], 2);
}

#[test]
fn what_is_forgotten_counts_no_longer() {
    let mut bench = Bench::limited(Access::default(), Limits { keep: 2, media_bytes: 100 });
    let (first, _) = send_picture(&mut bench, 60);
    bench.answer(&request("DELETE", &format!("/_sandbox/messages?query=id:{first}"), None));
    assert_eq!(send_picture(&mut bench, 100).1.released, [""; 0]);

    bench.sandbox.reset();
    let (first, reply) = send_picture(&mut bench, 50);
    assert_eq!(reply.released, [""; 0]);
    send_picture(&mut bench, 50);
    let (_, reply) = send_picture(&mut bench, 50);
    assert_eq!((reply.released, reply.dropped), (vec![], vec![first]));
}

#[test]
fn the_same_content_is_found_among_what_is_left() {
    let mut bench = Bench::new();
    send(&mut bench, "Hello");
    send(&mut bench, "Hello");
    bench.answer(&request("DELETE", "/_sandbox/messages?query=duplicate:true", None));
    send(&mut bench, "Hello");
    assert_eq!(received(&mut bench), 2);
    bench.answer(&request("DELETE", "/_sandbox/messages", None));
    send(&mut bench, "Hello");
    assert_eq!(received(&mut bench), 1);
}

proptest! {
    /// Whatever comes and goes, what is kept is within the limits, and the newest of it.
    #[test]
    fn the_limits_hold(sizes in prop::collection::vec(0_usize..40, 0..60), keep in 1_usize..9, media_bytes in 0_u64..99) {
        let mut bench = Bench::limited(Access::default(), Limits { keep, media_bytes });
        let mut held: Vec<(String, usize)> = Vec::new();
        for size in sizes {
            if size == 0 {
                bench.answer(&request("DELETE", "/_sandbox/messages?query=duplicate:true", None));
                continue;
            }
            let (id, reply) = send_picture(&mut bench, size);
            held.push((id, size));
            held.retain(|(id, _)| !reply.released.contains(id) && !reply.dropped.contains(id));
        }
        let page = json(&bench.get("/_sandbox/messages"));
        prop_assert!(page["messages"].as_array().unwrap().len() <= keep);
        held.retain(|(id, _)| bench.get(&format!("/_sandbox/messages/{id}")).status == 200);
        prop_assert!(held.iter().map(|(_, size)| *size as u64).sum::<u64>() <= media_bytes);
        for message in page["messages"].as_array().unwrap() {
            let id = message["id"].as_str().unwrap();
            let status = if held.iter().any(|(known, _)| known == id) { 200 } else { 410 };
            prop_assert_eq!(media(&mut bench, id).status, status);
        }
    }
}

#[test]
fn what_is_gone_leaves_nothing_behind() {
    let mut bench = Bench::limited(Access::default(), Limits { keep: 2, media_bytes: 100 });
    let size = |bench: &Bench| format!("{:?}", bench.sandbox).len();
    send_picture(&mut bench, 10);
    send_picture(&mut bench, 10);
    let before = size(&bench);
    for count in 0..50 {
        send_picture(&mut bench, 10 + count % 2);
        send(&mut bench, "Hello");
        bench.answer(&request("DELETE", "/_sandbox/messages?query=kind:text", None));
    }
    // Numbers have become longer.
    assert!(size(&bench) < before + 100, "{:?}", bench.sandbox);
}

#[test]
fn long_texts_are_as_many_as_fit_the_room() {
    let content = |text: &str| Content {
        service: Service::WhatsApp,
        kind: Kind::Text,
        instance: 1,
        path: String::new(),
        fields: [("message", Some(text.repeat(1 << 20)))].into(),
        media: None,
    };
    let mut messages = Messages::new(Limits { keep: 1000, media_bytes: 0 });
    let room = (ROOM >> 20) - 1;
    let moment = Moment { millis: 0, random: 0 };
    for id in 0..room {
        assert_eq!(messages.push(id.to_string(), moment, content("a")), Gone::default(), "{id}");
    }
    // The overhead of all takes more than is left of it.
    let gone = messages.push("last".to_owned(), moment, content("b"));
    assert_eq!(gone.messages, ["0"]);
    messages.clear();
    assert_eq!(messages.push("0".to_owned(), moment, content("a")), Gone::default());
}
