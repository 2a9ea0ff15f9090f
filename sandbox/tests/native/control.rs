use crate::support::{BASE, Bench, header, json, refused, request, text, with_header};
use serde_json::json;
use whatsmate_sandbox::access::Access;
use whatsmate_sandbox::{Answer, Body};

fn filled() -> Bench {
    let mut bench = Bench::new();
    for message in ["one", "two", "three"] {
        bench.post("/v3/whatsapp/single/text/message/1", &json!({ "number": "12025550101", "message": message }));
    }
    bench
}

#[test]
fn health_tells_the_version() {
    let answer = Bench::new().get("/_sandbox/health");
    assert_eq!(json(&answer), json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));
}

#[test]
fn messages_come_newest_first_up_to_a_limit() {
    let mut bench = filled();
    for (query, count) in [("", 3), ("?limit=2", 2), ("?limit=0", 0), ("?limit=99", 3)] {
        let page = json(&bench.get(&format!("/_sandbox/messages{query}")));
        let messages = page["messages"].as_array().unwrap();
        assert_eq!((messages.len(), &page["total"]), (count, &json!(3)), "{query}");
        if count > 0 {
            assert_eq!(messages[0]["message"], "three");
        }
    }
    for query in ["?limit=x", "?limit=-1", "?limit=", "?limit=1&limit=2", "?limits=1"] {
        refused(&bench.get(&format!("/_sandbox/messages{query}")), 400, "limit");
    }
}

#[test]
fn media_are_served_for_messages_that_have_them() {
    let mut bench = filled();
    let body = json!({ "number": "12025550101", "image": "iVBORw0KGgo=" });
    let id = json(&bench.post("/v3/whatsapp/single/image/message/1", &body))["id"].as_str().unwrap().to_owned();
    let answer = bench.get(&format!("/_sandbox/messages/{id}/media"));
    assert_eq!((answer.status, header(&answer, "content-type")), (200, Some("image/png")));
    assert_eq!(answer.body, Body::Media(id));

    let without = json(&bench.get("/_sandbox/messages"))["messages"][1]["id"].as_str().unwrap().to_owned();
    refused(&bench.get(&format!("/_sandbox/messages/{without}/media")), 404, "no media");
    refused(&bench.get("/_sandbox/messages/none/media"), 404, "unknown message");
    refused(&bench.get("/_sandbox/messages/none"), 404, "unknown message");
}

#[test]
fn clearing_forgets_all_and_tells_their_ids() {
    let mut bench = filled();
    let reply = bench.send(&request("DELETE", "/_sandbox/messages", None));
    assert_eq!((reply.answer.unwrap().status, reply.dropped.len()), (204, 3));
    assert_eq!(json(&bench.get("/_sandbox/messages")), json!({ "messages": [], "total": 0 }));
}

#[test]
fn a_query_narrows_the_list() {
    let mut bench = filled();
    for (query, count, total) in
        [("query=text:o", 2, 2), ("query=text%3Ao&limit=1", 1, 2), ("query=text:four", 0, 0), ("query=", 3, 3)]
    {
        let page = json(&bench.get(&format!("/_sandbox/messages?{query}")));
        assert_eq!((page["messages"].as_array().unwrap().len(), &page["total"]), (count, &json!(total)), "{query}");
    }
}

#[test]
fn the_latest_is_given_without_a_list() {
    let mut bench = filled();
    assert_eq!(json(&bench.get("/_sandbox/messages/latest"))["message"], "three");
    assert_eq!(json(&bench.get("/_sandbox/messages/latest?query=text:o"))["message"], "two");
    refused(&bench.get("/_sandbox/messages/latest?query=text:four"), 404, "no message matches");
    refused(&Bench::new().get("/_sandbox/messages/latest"), 404, "no message matches");
    let wrong = bench.answer(&request("PUT", "/_sandbox/messages/latest", None));
    assert_eq!(header(&wrong, "allow"), Some("GET"));
}

#[test]
fn forgetting_takes_a_query() {
    let mut bench = filled();
    let reply = bench.send(&request("DELETE", "/_sandbox/messages?query=text:o", None));
    assert_eq!((reply.answer.unwrap().status, reply.dropped.len()), (204, 2));
    let page = json(&bench.get("/_sandbox/messages"));
    assert_eq!((&page["total"], &page["messages"][0]["message"]), (&json!(1), &json!("three")));
}

#[test]
fn a_query_that_is_not_understood_changes_nothing() {
    let mut bench = filled();
    for path in ["/_sandbox/messages", "/_sandbox/messages/latest"] {
        refused(&bench.get(&format!("{path}?query=from:elsa")), 400, "from: unknown prefix");
    }
    for query in ["query=from:elsa", "query=%22", "limit=1"] {
        let delete = request("DELETE", &format!("/_sandbox/messages?{query}"), None);
        assert_eq!(bench.answer(&delete).status, 400, "{query}");
    }
    refused(&bench.get("/_sandbox/messages/latest?limit=1"), 400, "limit: unknown query parameter");
    assert_eq!(json(&bench.get("/_sandbox/messages"))["total"], 3);
}

#[test]
fn a_foreign_page_changes_nothing() {
    let mut bench = filled();
    let clear = request("DELETE", "/_sandbox/messages", None);
    refused(&bench.answer(&with_header(clear.clone(), "Origin", Some("http://evil.example"))), 403, "origin");
    assert_eq!(json(&bench.get("/_sandbox/messages"))["total"], 3);
    assert_eq!(bench.answer(&with_header(clear, "Origin", Some(BASE))).status, 204);
}

#[test]
fn a_foreign_page_reads_nothing() {
    let mut bench = filled();
    let read = with_header(request("GET", "/_sandbox/messages", None), "Origin", Some("http://evil.example"));
    assert_eq!(header(&bench.answer(&read), "access-control-allow-origin"), None);
    let preflight = bench.answer(&request("OPTIONS", "/_sandbox/messages", None));
    refused(&preflight, 405, "GET, DELETE");
    assert_eq!(header(&preflight, "access-control-allow-origin"), None);
    assert!(!text(&preflight).contains("OPTIONS"));
}

#[test]
fn a_page_of_a_named_origin_may_do_all() {
    const PAGE: &str = "http://localhost:3000";
    let mut bench = Bench::with(Access { origins: vec![PAGE.to_owned()], ..Access::default() }, 10);
    let allowed = |answer: &Answer| {
        let vary = header(answer, "vary").map(str::to_owned);
        (header(answer, "access-control-allow-origin").map(str::to_owned), vary)
    };
    let named = (Some(PAGE.to_owned()), Some("Origin".to_owned()));
    for (method, path, status) in [
        ("GET", "/_sandbox/health", 200),
        ("GET", "/_sandbox/messages/none", 404),
        ("PUT", "/_sandbox/messages", 405),
        ("DELETE", "/_sandbox/messages", 204),
    ] {
        let from = |origin| with_header(request(method, path, None), "Origin", Some(origin));
        let answer = bench.answer(&from(PAGE));
        assert_eq!((answer.status, allowed(&answer)), (status, named.clone()), "{method} {path}");
        assert_eq!(allowed(&bench.answer(&from("http://evil.example"))), (None, None), "{method} {path}");
        assert_eq!(allowed(&bench.answer(&request(method, path, None))), (None, None), "{method} {path}");
    }

    let preflight = with_header(request("OPTIONS", "/_sandbox/messages", None), "Origin", Some(PAGE));
    let answer = bench.answer(&preflight);
    assert_eq!((answer.status, allowed(&answer)), (204, named));
    assert_eq!(header(&answer, "access-control-allow-methods"), Some("GET, DELETE"));
    assert!(header(&answer, "access-control-allow-headers").unwrap().contains("Content-Type"));
    let foreign = with_header(preflight, "Origin", Some("http://evil.example"));
    assert_eq!((bench.answer(&foreign).status, allowed(&bench.answer(&foreign))), (405, (None, None)));

    let text = with_header(request("POST", "/v3/whatsapp/single/text/message/1", None), "Origin", Some(PAGE));
    assert_eq!(allowed(&bench.answer(&text)), (Some("*".to_owned()), None));
}
