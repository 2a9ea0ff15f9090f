use crate::support::{BASE, Bench, fault, refused, request, with_header};
use serde_json::{Value, json};
use whatsmate_sandbox::Reply;

const PATH: &str = "/_sandbox/inbound";

fn good() -> Value {
    json!({ "url": "http://127.0.0.1:3000/in?a=b", "token": "t0ken", "number": "12025550101", "message": "Grüße \"😀\"" })
}

fn post(body: &Value) -> Reply {
    Bench::new().send(&request("POST", PATH, Some(&body.to_string())))
}

#[test]
fn the_body_is_the_gateways_own() {
    let reply = post(&good());
    assert!(reply.answer.is_none());
    let delivery = reply.inbound.unwrap();
    assert_eq!(delivery.url, "http://127.0.0.1:3000/in?a=b");
    let expected = r#"{"token":"t0ken","type":"individual","instance_id":"1","gateway_number":"12025550100","number":"12025550101","message":"Grüße \"😀\""}"#;
    assert_eq!(delivery.body, expected);
}

#[test]
fn what_is_optional_can_be_given() {
    let given = [("type", "group"), ("instance_id", "99"), ("gateway_number", "12025550199")];
    let mut body = good();
    for (name, value) in given {
        body[name] = json!(value);
    }
    let posted: Value = serde_json::from_str(&post(&body).inbound.unwrap().body).unwrap();
    for (name, value) in given {
        assert_eq!(posted[name], value);
    }
}

#[test]
fn each_field_is_checked_by_name() {
    let long = "x".repeat(65_537);
    for (name, values) in [
        ("url", vec![json!(null), json!(""), json!("ftp://a.example"), json!("a.example"), json!("http://")]),
        ("token", vec![json!(null), json!(""), json!(7)]),
        ("type", vec![json!(null), json!(""), json!("person"), json!("Group")]),
        ("instance_id", vec![json!(null), json!(""), json!(1), json!("01"), json!("x"), json!("1234567890123456")]),
        ("gateway_number", vec![json!(null), json!("+12025550100"), json!("1234")]),
        ("number", vec![json!(null), json!("02025550101"), json!(12_025_550_101_u64)]),
        ("message", vec![json!(null), json!(""), json!(long)]),
        ("from", vec![json!("x")]),
    ] {
        for value in values {
            let mut body = good();
            body[name] = value;
            refused(&post(&body).answer.unwrap(), 400, &format!("{name}: "));
        }
    }
    for name in ["url", "token", "number", "message"] {
        let mut body = good();
        body.as_object_mut().unwrap().remove(name);
        refused(&post(&body).answer.unwrap(), 400, &format!("{name}: missing parameter"));
    }
}

#[test]
fn a_body_that_is_no_json_is_refused() {
    let bare = |body: &str| request("POST", PATH, Some(body));
    refused(&Bench::new().answer(&bare("")), 400, "no JSON data");
    let form = with_header(bare(&good().to_string()), "Content-Type", Some("text/plain"));
    refused(&Bench::new().answer(&form), 400, "Content-Type");
    refused(&Bench::new().answer(&request("POST", "/_sandbox/inbound?url=x", Some("{}"))), 400, "url: unknown query");
}

#[test]
fn a_foreign_page_may_not_have_anything_posted() {
    let from = |origin| with_header(request("POST", PATH, Some(&good().to_string())), "Origin", Some(origin));
    for origin in ["http://evil.example", "null"] {
        let (status, message) = fault(&Bench::new().answer(&from(origin)));
        assert_eq!((status, message.contains("origin")), (403, true));
    }
    assert!(Bench::new().send(&from(BASE)).inbound.is_some());
}
