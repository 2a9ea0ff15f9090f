use base64::Engine as _;
use proptest::prelude::*;
use whatsmate::core::base64::encoded_len;
use whatsmate::core::endpoint::{ENDPOINTS, Endpoint, Method};
use whatsmate::core::fault::Invalid;
use whatsmate::core::field::{Kind, Need};
use whatsmate::core::request::{Given, Request, choose, percent_encode};

use crate::row;

fn given(texts: &[(&'static str, &str)]) -> Given {
    Given { texts: texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect(), media: None }
}

fn with_file(texts: &[(&'static str, &str)]) -> Given {
    Given { media: Some(Some(5)), ..given(texts) }
}

fn make(call: &str, given: &Given, limits: bool) -> Result<Request, Invalid> {
    Request::new(choose(Endpoint::of(call), given)?, Some(7), given, limits)
}

fn field_at_fault(call: &str, given: &Given) -> String {
    make(call, given, true).expect_err(call).field
}

/// The body with `base64` in its hole.
fn body(request: &Request, base64: &str) -> String {
    let payload = request.payload.as_ref().expect("a POST has a body");
    format!("{}{base64}{}", payload.head, payload.tail)
}

const PERSON: (&str, &str) = ("number", "+1 202-555-0123");
const GROUP: (&str, &str) = ("group_name", "Muscle Men \"Club\"");
const ADMIN: (&str, &str) = ("group_admin", "12025550188");

#[test]
fn what_was_given_chooses_the_form() {
    let person = make("WhatsApp.sendText", &given(&[("message", "Hi\n\"you\""), PERSON]), true).unwrap();
    assert_eq!(person.target, "/v3/whatsapp/single/text/message/7");
    assert_eq!(body(&person, ""), r#"{"number":"12025550123","message":"Hi\n\"you\""}"#);
    let group = make("Telegram.sendText", &given(&[("message", "Hi"), ADMIN, GROUP]), true).unwrap();
    assert_eq!(group.target, "/v3/telegram/group/text/message/7");
    assert_eq!(body(&group, ""), r#"{"group_name":"Muscle Men \"Club\"","group_admin":"12025550188","message":"Hi"}"#);
}

#[test]
fn the_instance_number_stands_at_the_end_of_the_path() {
    for instance in [1, 99, (1 << 53) - 1] {
        let given = given(&[PERSON, ("url", "https://example.com")]);
        let request = Request::new(row("whatsapp/single/url"), Some(instance), &given, true).unwrap();
        assert_eq!(request.target, format!("/v3/whatsapp/single/url/message/{instance}"));
    }
}

#[test]
fn a_recipient_that_is_none_or_two_is_told() {
    let message = ("message", "Hi");
    for call in ["WhatsApp.sendText", "Telegram.sendText"] {
        let both = make(call, &given(&[PERSON, GROUP, ADMIN, message]), true).unwrap_err();
        assert!(both.message.contains("both") && both.message.contains("groupName"), "{both:?}");
        for texts in [&[message][..], &[ADMIN, message]] {
            let none = make(call, &given(texts), true).unwrap_err();
            assert!(none.message.contains("neither") && none.message.contains("groupName"), "{none:?}");
            assert_eq!(none.field, "number");
        }
        assert_eq!(field_at_fault(call, &given(&[PERSON, ADMIN, message])), "groupAdmin");
        assert_eq!(field_at_fault(call, &given(&[GROUP, message])), "groupAdmin");
    }
    assert_eq!(field_at_fault("Telegram.sendImage", &with_file(&[GROUP])), "groupAdmin");
}

#[test]
fn whatsapp_finds_the_group_of_a_file_by_its_name_alone() {
    for (call, name, rest) in
        [("WhatsApp.sendImage", "image", ""), ("WhatsApp.sendDocument", "document", r#","filename":"a.pdf""#)]
    {
        let json = format!(r#"{{"group_name":"Muscle Men \"Club\"","{name}":"aGVsbG8="{rest}}}"#);
        for texts in [&[GROUP, ("filename", "a.pdf")][..], &[ADMIN, GROUP, ("filename", "a.pdf")]] {
            assert_eq!(body(&make(call, &with_file(texts), true).unwrap(), "aGVsbG8="), json);
        }
        assert_eq!(
            field_at_fault(call, &with_file(&[GROUP, ("group_admin", "0171"), ("filename", "a")])),
            "groupAdmin"
        );
    }
}

#[test]
fn whatever_is_required_is_missed_by_its_public_name() {
    for row in &ENDPOINTS {
        for missing in row.fields.iter().filter(|field| field.need == Need::Required) {
            let mut given = complete(row);
            match missing.kind {
                Kind::Media(_) => given.media = None,
                _ => given.texts.retain(|(name, _)| *name != missing.wire),
            }
            let invalid = Request::new(row, Some(1), &given, false).expect_err(row.path);
            assert_eq!(invalid.field, missing.key(), "{}", row.path);
            assert!(invalid.message.contains("nothing was given"), "{invalid:?}");
        }
    }
}

/// Something acceptable for every field of a row.
fn complete(row: &Endpoint) -> Given {
    let sample = |kind: Kind| match kind {
        Kind::Phone(..) => "12025550123",
        Kind::PdfUrl | Kind::Link(_) => "https://example.com/a.pdf",
        Kind::Language => "zh-TW",
        Kind::JobId => "3f2c-8a9e_0",
        _ => "text",
    };
    let texts = row.fields.iter().filter(|field| !matches!(field.kind, Kind::Media(_)));
    Given {
        texts: texts.rev().map(|field| (field.wire, sample(field.kind).to_owned())).collect(),
        media: row.media().map(|_| Some(5)),
    }
}

#[test]
fn every_call_becomes_its_request() {
    for row in &ENDPOINTS {
        let request = make(row.call, &complete(row), true).expect(row.path);
        assert_eq!(request.payload.is_some(), row.method == Method::Post, "{}", row.path);
        assert!(!request.target.contains(['{', '}']), "{}", request.target);
        assert_eq!(request.job_id.as_deref(), row.path.contains("{jobId}").then_some("3f2c-8a9e_0"));
    }
    let target = |call| make(call, &complete(Endpoint::of(call).next().unwrap()), true).unwrap().target;
    assert_eq!(target("PdfToText.check"), "/v1/pdf/job/check/3f2c-8a9e_0");
    assert_eq!(target("PdfToText.retrieveText"), "/v1/pdf/job/retrieve_text/3f2c-8a9e_0");
    assert_eq!(target("Translation.supportedCodes"), "/v1/translation/supported-codes");
    assert_eq!(target("Translation.translate"), "/v1/translation/translate");
    assert_eq!(make("WhatsApp.sendAudio", &given(&[PERSON]), true).unwrap_err().field, "call");
}

#[test]
fn a_pdfs_url_is_percent_encoded_as_one_parameter() {
    let url = "https://example.com/a b+c.pdf?x=1&y=ü%20#p=2";
    for (call, path) in [("PdfToText.extract", "/v1/pdf/extract"), ("PdfToText.submit", "/v1/pdf/job/submit")] {
        let encoded = "https%3A%2F%2Fexample.com%2Fa%20b%2Bc.pdf%3Fx%3D1%26y%3D%C3%BC%2520%23p%3D2";
        assert_eq!(make(call, &given(&[("url", url)]), true).unwrap().target, format!("{path}?url={encoded}"));
    }
}

#[test]
fn a_job_id_that_would_change_the_path_is_refused() {
    for call in ["PdfToText.check", "PdfToText.retrieveText"] {
        for id in ["a/b", "../../v1/pdf/extract", "a?b=c", "a#b", "%2e%2e", ""] {
            for limits in [true, false] {
                assert_eq!(make(call, &given(&[("jobId", id)]), limits).expect_err(id).field, "jobId");
            }
        }
    }
}

#[test]
fn without_limits_lengths_and_sizes_are_dropped_and_nothing_else() {
    let (long, digits, name) = ("😀".repeat(4000), "1".repeat(40), "n".repeat(200));
    let long = [
        ("WhatsApp.sendText", given(&[("number", &digits), ("message", &long)])),
        ("WhatsApp.sendText", given(&[("number", "1"), ("message", &long)])),
        ("WhatsApp.sendUrl", given(&[PERSON, ("url", &long)])),
        ("Telegram.sendText", given(&[("group_name", &long), ("group_admin", &digits), ("message", "Hi")])),
        ("Telegram.sendDocument", with_file(&[PERSON, ("filename", &name)])),
        ("Telegram.sendImage", with_file(&[PERSON, ("caption", &long)])),
        ("Telegram.sendImage", Given { media: Some(Some(1 << 40)), ..given(&[PERSON]) }),
        ("Translation.translate", given(&[("fromLang", "en"), ("toLang", "de"), ("text", &long)])),
    ];
    for (call, given) in &long {
        assert!(make(call, given, true).is_err(), "{call}");
        assert!(make(call, given, false).is_ok(), "{call}");
    }
    let wrong = [
        ("WhatsApp.sendText", given(&[PERSON, ("message", "")]), "message"),
        ("WhatsApp.sendText", given(&[("number", "0171"), ("message", "Hi")]), "number"),
        ("WhatsApp.sendText", given(&[("number", "call me"), ("message", "Hi")]), "number"),
        ("WhatsApp.sendText", given(&[PERSON, GROUP, ("message", "Hi")]), "groupName"),
        ("Telegram.sendText", given(&[GROUP, ("group_admin", "x"), ("message", "Hi")]), "groupAdmin"),
        ("Telegram.sendDocument", with_file(&[PERSON, ("filename", "a\nb")]), "filename"),
        ("Telegram.sendDocument", with_file(&[PERSON, ("filename", "dir/")]), "filename"),
        ("Telegram.sendAudio", Given { media: Some(Some(0)), ..given(&[PERSON, ("filename", "a")]) }, "audio"),
        ("Translation.translate", given(&[("fromLang", "e n"), ("toLang", "de"), ("text", "Hi")]), "fromLang"),
    ];
    for (call, given, field) in &wrong {
        assert_eq!(make(call, given, false).expect_err(call).field, *field);
    }
}

#[test]
fn a_caption_that_is_empty_is_not_sent() {
    let request = make("Telegram.sendImage", &with_file(&[PERSON, ("caption", "")]), true).unwrap();
    assert_eq!(body(&request, "AAAA"), r#"{"number":"12025550123","image":"AAAA"}"#);
}

fn length(request: &Request) -> usize {
    request.payload.as_ref().unwrap().len()
}

#[test]
fn a_body_has_the_length_it_promises() {
    let image = make("WhatsApp.sendImage", &with_file(&[PERSON, ("caption", "ü")]), true).unwrap();
    for size in [1, 2, 3, 4, 1000] {
        let encoded = "A".repeat(usize::try_from(encoded_len(size)).unwrap());
        assert_eq!(length(&image) + encoded.len(), body(&image, &encoded).len());
    }
    let text = make("WhatsApp.sendText", &given(&[PERSON, ("message", "Hi")]), true).unwrap();
    assert_eq!(length(&text), body(&text, "").len());
}

proptest! {
    #[test]
    fn a_posts_body_holds_exactly_the_fields_given(
        n in 0..19_usize,
        text in "\\PC{1,40}|[\"\\\\\0-\u{1f}\u{7f}]{1,20}",
        caption in prop::option::of("\\PC{0,20}"),
        bytes in prop::collection::vec(any::<u8>(), 1..50),
    ) {
        let row = ENDPOINTS.iter().filter(|row| row.method == Method::Post).nth(n).unwrap();
        let mut given = complete(row);
        given.media = given.media.map(|_| Some(bytes.len() as u64));
        for (_, value) in given.texts.iter_mut().filter(|(name, _)| ["message", "text", "group_name"].contains(name)) {
            value.clone_from(&text);
        }
        given.texts.retain(|(name, _)| *name != "caption");
        given.texts.extend(caption.clone().map(|caption| ("caption", caption)));

        let request = make(row.call, &given, true).unwrap();
        let base64 = base64::engine::general_purpose::STANDARD.encode(&bytes);
        let hole = row.media().map_or("", |_| base64.as_str());
        let parsed: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&body(&request, hole)).unwrap();
        let mut expected = serde_json::Map::new();
        for field in row.fields.iter().filter(|field| field.need != Need::Unsent) {
            let value = if Some(field) == row.media() { Some(hole) } else { given.text(field.wire) };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                expected.insert(field.wire.into(), value.into());
            }
        }
        prop_assert_eq!(parsed, expected);
        prop_assert_eq!(length(&request) + hole.len(), body(&request, hole).len());
    }

    #[test]
    fn percent_encoding_leaves_only_unreserved_letters_and_is_undone(text in any::<String>()) {
        let encoded = percent_encode(&text);
        let mut rest = encoded.as_bytes();
        let mut decoded = Vec::new();
        while let Some((first, tail)) = rest.split_first() {
            rest = tail;
            decoded.push(if *first == b'%' {
                let (hex, tail) = rest.split_at(2);
                rest = tail;
                u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap()
            } else {
                prop_assert!(first.is_ascii_alphanumeric() || b"-._~".contains(first), "{encoded}");
                *first
            });
        }
        prop_assert_eq!(String::from_utf8(decoded).unwrap(), text);
    }
}
