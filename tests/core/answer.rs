use proptest::prelude::*;
use serde_json::{Value, json};
use whatsmate::core::answer::{Answer, Object, Received, has_failed, is_completed, read};
use whatsmate::core::fault::Fault;

use crate::row;

const TICKETS: [&str; 3] = ["/whatsapp/single/text/", "/job/submit", "/job/check/"];
const TEXTS: [&str; 3] = ["/translate", "/pdf/extract", "/retrieve_text/"];
const ALL: [&str; 7] = {
    let ([a, b, c], [d, e, f]) = (TICKETS, TEXTS);
    [a, b, c, d, e, f, "/supported-codes"]
};
const JSON: &str = "application/json";
const PLAIN: &str = "text/plain; charset=utf-8";

fn answer(part: &str, status: u16, content_type: &str, body: &str) -> Result<Answer, Fault> {
    let endpoint = row(part);
    let job_id = endpoint.path.contains("{jobId}").then(|| "3f2c".to_owned());
    let (content_type, retry_after) = (content_type.into(), Some(1500.0));
    read(endpoint, job_id, Received { status, content_type, retry_after, object: object(body) })
}

/// What a page makes of a text, done by another parser.
fn object(text: &str) -> Option<Object> {
    let Ok(Value::Object(object)) = serde_json::from_str(text) else { return None };
    let string = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let other = object.get("error_message").filter(|value| !value.is_null()).map(Value::to_string);
    Some(Object {
        error_message: string("error_message").or(other),
        id: string("id"),
        status: string("status"),
        has_strings_only: object.values().all(Value::is_string),
    })
}

fn assert_unexpected(part: &str, status: u16, content_type: &str, body: &str) {
    match answer(part, status, content_type, body) {
        Err(Fault::Unexpected { status: told, reason }) => {
            assert_eq!(told, status, "{part}");
            assert!(!reason.is_empty());
        }
        other => panic!("{part} {status} {content_type} {body}: {other:?}"),
    }
}

/// The API's own words in a failure of this status.
fn words(part: &str, status: u16, content_type: &str, body: &str) -> Option<String> {
    match answer(part, status, content_type, body) {
        Err(Fault::Api { status: told, error_message, retry_after }) => {
            assert_eq!((told, retry_after), (status, Some(1500.0)), "{part}");
            error_message
        }
        other => panic!("{part} {status} {content_type} {body}: {other:?}"),
    }
}

const TICKET: Result<Answer, Fault> = Ok(Answer::Ticket);

#[test]
fn a_success_is_read() {
    let queued = r#"{"status": "queued", "id": "8d6b4c5e-1", "more": [1]}"#;
    for part in TICKETS {
        assert_eq!(answer(part, 200, JSON, queued), TICKET);
    }
    for part in TEXTS {
        for content_type in [PLAIN, "text/plain", "Text/Plain;charset=UTF-8", " text/plain ; x=y"] {
            assert_eq!(answer(part, 200, content_type, "¡Hola!\n"), Ok(Answer::Text));
        }
    }
    let body = r#"{"en": "English", "zh-CN": "Chinese (Simplified)"}"#;
    assert_eq!(answer("/supported-codes", 200, JSON, body), Ok(Answer::Codes));
}

#[test]
fn success_is_200_and_nothing_else() {
    let bodies = [r#"{"status":"queued","id":"1"}"#, r#"{"en":"English"}"#, "Hola"];
    for part in ALL {
        for status in (100..=299).chain(400..=999).filter(|status| *status != 200) {
            for (body, content_type) in bodies.into_iter().zip([JSON, JSON, PLAIN]) {
                assert_eq!(words(part, status, content_type, body), None);
            }
        }
    }
}

#[test]
fn a_redirect_is_unexpected_whatever_it_holds() {
    for part in ALL {
        for status in (300..=399).chain([0]) {
            assert_unexpected(part, status, JSON, r#"{"status":"queued","id":"1"}"#);
            assert_unexpected(part, status, JSON, r#"{"error_message":"moved"}"#);
            assert_unexpected(part, status, PLAIN, "moved");
        }
    }
}

#[test]
fn an_error_message_is_a_failure_whatever_the_status() {
    let body = r#"{"id":"1", "status":"queued", "error_message": "Invalid \"instance\" número"}"#;
    let told = Some("Invalid \"instance\" número".to_owned());
    for part in ALL {
        for status in [200, 201, 400, 401, 444, 469, 471, 500, 503] {
            for content_type in [JSON, "application/json;charset=utf-8", "APPLICATION/JSON", "application/x+json"] {
                assert_eq!(words(part, status, content_type, body), told);
            }
        }
        for content_type in [PLAIN, "text/html", ""] {
            assert_eq!(words(part, 400, content_type, body), told, "even if it bears the wrong label");
        }
        assert_eq!(words(part, 200, JSON, r#"{"error_message":""}"#).as_deref(), Some(""));
    }
    for part in TICKETS.iter().chain(&["/supported-codes"]) {
        assert_eq!(words(part, 200, "text/plain", r#"{"error_message":"no"}"#).as_deref(), Some("no"));
    }
}

#[test]
fn an_error_message_that_is_no_string_is_told_as_json() {
    for value in ["42", "true", r#"{"code":7}"#, r#"["a","b"]"#] {
        let body = format!(r#"{{"error_message": {value}}}"#);
        for status in [200, 400] {
            assert_eq!(words("/whatsapp/single/text/", status, JSON, &body).as_deref(), Some(value));
        }
    }
}

#[test]
fn a_failure_without_an_error_message_tells_its_body() {
    for body in ["", "<h1>502</h1>", r#"{"error_message": "bad num"#, "null", "[]", "42"] {
        for part in ALL {
            assert_eq!(words(part, 502, JSON, body), None, "{part} {body}");
        }
    }
}

#[test]
fn a_text_may_look_like_anything() {
    for part in TEXTS {
        for text in [r#"{"error_message": "as printed"}"#, r#"{"status":"Processing"}"#, "<html>", "null", "[1]"] {
            assert_eq!(answer(part, 200, PLAIN, text), Ok(Answer::Text), "{part}");
        }
    }
}

#[test]
fn the_content_type_decides_whether_it_is_a_text() {
    for part in TEXTS {
        for content_type in ["", "text/html", "text/html; a=text/plain", "text/plainer", "application/pdf", "text"] {
            assert_unexpected(part, 200, content_type, "<html>Log in</html>");
            assert_unexpected(part, 200, content_type, "");
        }
        assert_unexpected(part, 200, JSON, "Hola");
        assert_unexpected(part, 200, JSON, r#"{"state":"Processing"}"#);
        assert_unexpected(part, 200, JSON, r#"{"status":7}"#);
    }
    for part in ["/translate", "/pdf/extract"] {
        assert_unexpected(part, 200, JSON, r#"{"status":"Processing"}"#);
        assert_unexpected(part, 200, JSON, r#""Hola""#);
    }
}

const NO_TICKETS: &str = r#"
null
<html>Log in</html>
{}
{"status":"queued","id":"8d6b
{"status":"queued"}
{"id":"1"}
{"status":"queued","id":""}
{"status":"queued","id":17}
{"status":"queued","id":null}
{"status":null,"id":"1"}
{"status":1,"id":"1"}
{"status":"queued","id":"1"}{}
"queued"
[]"#;

#[test]
fn what_is_no_ticket_is_unexpected() {
    for body in NO_TICKETS.lines() {
        for part in TICKETS {
            for content_type in [JSON, "text/html", "text/plain", ""] {
                assert_unexpected(part, 200, content_type, body);
            }
        }
    }
    for id in [" ", "0", "ü"] {
        let body = json!({ "id": id, "status": "queued" }).to_string();
        assert_eq!(answer("/whatsapp/single/text/", 200, JSON, &body), TICKET, "any non-empty string is an id");
    }
}

#[test]
fn an_array_is_not_an_object_with_its_fields_in_order() {
    for part in TICKETS {
        assert_unexpected(part, 200, JSON, r#"["8d6b","queued"]"#);
        assert_unexpected(part, 200, JSON, r#"["oops"]"#);
        assert_unexpected(part, 200, JSON, r#"[{"status":"queued","id":"1"}]"#);
    }
    assert_unexpected("/retrieve_text/", 200, JSON, r#"["Processing"]"#);
    assert_unexpected("/supported-codes", 200, JSON, r#"["en"]"#);
    assert_eq!(words("/whatsapp/single/text/", 400, JSON, r#"["oops"]"#), None);
}

#[test]
fn what_are_no_codes_is_unexpected() {
    for body in ["", "[]", "null", "<html>", r#"{"en":"English""#, r#"{"en":1}"#, r#"{"en":{}}"#, r#"["en","de"]"#] {
        assert_unexpected("/supported-codes", 200, JSON, body);
    }
}

#[test]
fn a_text_that_is_not_there_yet_or_never_will_be_is_told_apart() {
    let read =
        |status: &str| answer("/retrieve_text/", 200, JSON, &json!({ "id": "3f2c", "status": status }).to_string());
    for status in ["submitted", "Processing", "Completed", "OCR 3/7", "", "has Failed", "Fail", "Größe!"] {
        let expected = Fault::JobNotReady { job_id: "3f2c".into(), status: status.into() };
        assert_eq!(read(status), Err(expected));
    }
    for status in ["Failed", "Failed: not a PDF", "Failed - größe"] {
        assert_eq!(read(status), Err(Fault::JobFailed { job_id: "3f2c".into(), status: status.into() }));
    }
    let checked = answer("/job/check/", 200, JSON, r#"{"id":"3f2c","status":"Failed: not a PDF"}"#);
    assert_eq!(checked, TICKET, "a look at a job succeeds whatever its state");
}

#[test]
fn states_are_told_apart() {
    for status in ["Failed: no text", "Failed", "Failed - größe"] {
        assert!(has_failed(status) && !is_completed(status), "{status}");
    }
    assert!(is_completed("Completed") && !has_failed("Completed"));
    for status in ["", "Processing", "submitted", "Not Completed", "Completed partly", "not Failed", "Faile", "Fäiled"]
    {
        assert!(!has_failed(status) && !is_completed(status), "{status}");
    }
}

/// Whether a 200 of this body is what the call answers.
fn is_success(part: &str, content_type: &str, body: &str) -> bool {
    let json: Value = serde_json::from_str(body).unwrap_or_default();
    let no_error = json.get("error_message").is_none_or(Value::is_null);
    let is_text = |key: &str| json.get(key).is_some_and(Value::is_string);
    match part {
        _ if TEXTS.contains(&part) => content_type.starts_with("text/plain"),
        "/supported-codes" => json.as_object().is_some_and(|codes| no_error && codes.values().all(Value::is_string)),
        _ => no_error && is_text("id") && json["id"] != "" && is_text("status"),
    }
}

fn json_like() -> impl Strategy<Value = String> {
    let value = prop::sample::select(&[r#""x""#, r#""""#, "17", "null", "{}", "[]", "true", r#""Failed""#][..]);
    let key = prop::sample::select(&["id", "status", "error_message", "en"][..]);
    let object = prop::collection::btree_map(key, value.clone(), 0..4).prop_map(|pairs| {
        let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
        format!("{{{}}}", pairs.join(","))
    });
    let array = prop::collection::vec(value.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(",")));
    prop_oneof![4 => object, 1 => array, 1 => value.prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn garbage_never_panics_and_never_succeeds(
        part in prop::sample::select(&ALL[..]),
        status in prop_oneof![4 => Just(200_u16), 1 => any::<u16>()],
        content_type in prop_oneof![Just(JSON.to_owned()), Just(PLAIN.to_owned()), "text/html|\\PC{0,12}"],
        body in prop_oneof![4 => json_like(), 1 => any::<String>()],
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let cut = cut.map_or(body.len(), |cut| body.floor_char_boundary(cut.index(body.len() + 1)));
        let body = &body[..cut];
        let expected = status == 200 && is_success(part, &content_type, body);
        let read = answer(part, status, &content_type, body);
        prop_assert_eq!(read.is_ok(), expected, "{:?}", read);
    }
}
