use crate::support::{Bench, json, refused, request, text};
use serde_json::{Value, json};
use whatsmate_sandbox::routes::{Action, ROUTES};

/// Written down apart from the table under test: path, service, kind, a good body, the optional fields.
fn sends() -> Vec<(&'static str, &'static str, &'static str, Value, Vec<&'static str>)> {
    let number = "12025550101";
    let (group_name, group_admin, data) = ("Muscle Men", "12025550102", "aGVsbG8=");
    vec![
        ("whatsapp/single/text", "whatsapp", "text", json!({ "number": number, "message": "Hi" }), vec![]),
        (
            "whatsapp/group/text",
            "whatsapp",
            "text",
            json!({ "group_name": group_name, "group_admin": group_admin, "message": "Hi" }),
            vec![],
        ),
        ("whatsapp/single/image", "whatsapp", "image", json!({ "number": number, "image": data }), vec!["caption"]),
        (
            "whatsapp/group/image",
            "whatsapp",
            "image",
            json!({ "group_name": group_name, "image": data }),
            vec!["caption", "group_admin"],
        ),
        (
            "whatsapp/single/document",
            "whatsapp",
            "document",
            json!({ "number": number, "document": data, "filename": "a.pdf" }),
            vec!["caption"],
        ),
        (
            "whatsapp/group/document",
            "whatsapp",
            "document",
            json!({ "group_name": group_name, "document": data, "filename": "a.pdf" }),
            vec!["caption", "group_admin"],
        ),
        (
            "whatsapp/single/url",
            "whatsapp",
            "url",
            json!({ "number": number, "url": "https://a.example/?b=c&d" }),
            vec![],
        ),
        (
            "whatsapp/group/url",
            "whatsapp",
            "url",
            json!({ "group_name": group_name, "group_admin": group_admin, "url": "https://a.example" }),
            vec![],
        ),
        ("telegram/single/text", "telegram", "text", json!({ "number": number, "message": "Hi" }), vec![]),
        (
            "telegram/group/text",
            "telegram",
            "text",
            json!({ "group_name": group_name, "group_admin": group_admin, "message": "Hi" }),
            vec![],
        ),
        ("telegram/single/image", "telegram", "image", json!({ "number": number, "image": data }), vec!["caption"]),
        (
            "telegram/group/image",
            "telegram",
            "image",
            json!({ "group_name": group_name, "group_admin": group_admin, "image": data }),
            vec!["caption"],
        ),
        (
            "telegram/single/document",
            "telegram",
            "document",
            json!({ "number": number, "document": data, "filename": "a.pdf" }),
            vec!["caption"],
        ),
        (
            "telegram/group/document",
            "telegram",
            "document",
            json!({ "group_name": group_name, "group_admin": group_admin, "document": data, "filename": "a.pdf" }),
            vec!["caption"],
        ),
        (
            "telegram/single/audio",
            "telegram",
            "audio",
            json!({ "number": number, "audio": data, "filename": "a.mp3" }),
            vec!["caption"],
        ),
        (
            "telegram/group/audio",
            "telegram",
            "audio",
            json!({ "group_name": group_name, "group_admin": group_admin, "audio": data, "filename": "a.mp3" }),
            vec!["caption"],
        ),
        (
            "telegram/single/voice_note",
            "telegram",
            "voice_note",
            json!({ "number": number, "voice_note": data, "filename": "a.ogg" }),
            vec!["caption"],
        ),
        (
            "telegram/group/voice_note",
            "telegram",
            "voice_note",
            json!({ "group_name": group_name, "group_admin": group_admin, "voice_note": data, "filename": "a.ogg" }),
            vec!["caption"],
        ),
    ]
}

fn path(part: &str) -> String {
    format!("/v3/{part}/message/7")
}

#[test]
fn there_are_24_calls() {
    assert_eq!(ROUTES.iter().filter(|route| matches!(route.action, Action::Api(_))).count(), 24);
    assert_eq!(sends().len(), 18);
}

#[test]
fn each_send_is_queued_and_kept() {
    for (part, service, kind, body, _) in sends() {
        let mut bench = Bench::new();
        let answer = bench.post(&path(part), &body);
        assert_eq!(answer.status, 200, "{part}: {}", text(&answer));
        let id = json(&answer)["id"].clone();
        assert_eq!(json(&answer), json!({ "status": "queued", "id": id }), "{part}");

        let kept = json(&bench.get("/_sandbox/messages"))["messages"][0].clone();
        let expected = json!({ "id": id, "service": service, "kind": kind, "instance": 7, "path": path(part) });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&kept[name], value, "{part}: {name}");
        }
        for (name, value) in body.as_object().unwrap() {
            if value != "aGVsbG8=" {
                assert_eq!(&kept[name], value, "{part}: {name}");
            }
        }
        let media = if body.to_string().contains("aGVsbG8=") {
            json!({ "size": 5, "type": "application/octet-stream" })
        } else {
            Value::Null
        };
        assert_eq!(kept["media"], media, "{part}");
    }
}

#[test]
fn each_field_of_each_send_is_required() {
    for (part, _, _, body, _) in sends() {
        for name in body.as_object().unwrap().keys() {
            for bad in [None, Some(json!("")), Some(Value::Null), Some(json!(7))] {
                let mut body = body.clone();
                match bad {
                    None => drop(body.as_object_mut().unwrap().remove(name)),
                    Some(value) => body[name] = value,
                }
                refused(&Bench::new().post(&path(part), &body), 400, &format!("{name}: "));
            }
        }
    }
}

#[test]
fn a_send_takes_its_optional_fields_and_no_other() {
    for (part, _, _, body, optional) in sends() {
        for (name, value) in [("caption", "Look"), ("group_admin", "12025550102"), ("filename", "a.txt"), ("to", "me")]
        {
            if body.get(name).is_some() {
                continue;
            }
            let mut bench = Bench::new();
            let mut body = body.clone();
            body[name] = json!(value);
            let answer = bench.post(&path(part), &body);
            if optional.contains(&name) {
                assert_eq!(answer.status, 200, "{part}: {name}");
                assert_eq!(json(&bench.get("/_sandbox/messages"))["messages"][0][name], value, "{part}");
            } else {
                refused(&answer, 400, &format!("{name}: unknown field"));
            }
        }
    }
}

#[test]
fn an_unknown_path_lists_the_routes() {
    for path in ["/", "/v3/whatsapp/single/text/message", "/v3/whatsapp/single/text/message/1/2", "/v1/pdf/extract/"] {
        let answer = Bench::new().get(path);
        refused(&answer, 404, "unknown route");
        let routes = json(&answer)["routes"].as_array().unwrap().clone();
        assert!(routes.contains(&json!("POST /v3/telegram/group/voice_note/message/{instance}")), "{routes:?}");
    }
}

#[test]
fn a_known_path_takes_its_method_only() {
    let mut bench = Bench::new();
    for route in ROUTES.iter().filter(|route| matches!(route.action, Action::Api(_))) {
        let path = route.pattern.replace("{instance}", "1").replace("{jobId}", "x");
        for method in ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"] {
            if method != route.method {
                refused(&bench.answer(&request(method, &path, None)), 405, route.method);
            }
        }
    }
}
