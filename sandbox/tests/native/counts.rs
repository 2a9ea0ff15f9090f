use crate::support::{Bench, json, refused};
use serde_json::json;

#[test]
fn each_kind_and_service_is_counted_and_none_is_left_out() {
    let mut bench = Bench::new();
    let nothing = json!({
        "total": 0,
        "duplicates": 0,
        "kind": { "text": 0, "url": 0, "image": 0, "document": 0, "audio": 0, "voice_note": 0 },
        "service": { "whatsapp": 0, "telegram": 0 },
    });
    assert_eq!(json(&bench.get("/_sandbox/counts")), nothing);
    let text = json!({ "number": "12025550101", "message": "Hello" });
    let image = json!({ "number": "12025550102", "image": "iVBORw0KGgo=" });
    bench.post("/v3/whatsapp/single/text/message/1", &text);
    bench.post("/v3/whatsapp/single/text/message/1", &text);
    bench.post("/v3/telegram/single/text/message/1", &text);
    bench.post("/v3/telegram/single/image/message/1", &image);
    assert_eq!(
        json(&bench.get("/_sandbox/counts")),
        json!({
            "total": 4,
            "duplicates": 1,
            "kind": { "text": 3, "url": 0, "image": 1, "document": 0, "audio": 0, "voice_note": 0 },
            "service": { "whatsapp": 2, "telegram": 2 },
        })
    );
    let some = json(&bench.get("/_sandbox/counts?query=service:telegram+kind:text"));
    assert_eq!((&some["total"], &some["duplicates"]), (&json!(1), &json!(0)));
    assert_eq!((&some["kind"]["text"], &some["service"]["whatsapp"]), (&json!(1), &json!(0)));
}

#[test]
fn a_query_that_is_not_understood_is_refused() {
    refused(&Bench::new().get("/_sandbox/counts?query=from:elsa"), 400, "from: unknown prefix");
    refused(&Bench::new().get("/_sandbox/counts?limit=1"), 400, "limit: unknown query parameter");
}
