use std::collections::BTreeSet;

use whatsmate::core::endpoint::{ENDPOINTS, Effect, Endpoint, Method, Reply};
use whatsmate::core::field::Need;

/// The calls by number, as documented: HTTP method, path, required fields, optional fields.
const DOCUMENTED: [(&str, &str, &str, &str); 24] = [
    ("POST", "/v3/whatsapp/single/text/message/{n}", "number, message", ""),
    ("POST", "/v3/whatsapp/group/text/message/{n}", "group_name, group_admin, message", ""),
    ("POST", "/v3/whatsapp/single/image/message/{n}", "number, image", "caption"),
    ("POST", "/v3/whatsapp/group/image/message/{n}", "group_name, image", "caption"),
    ("POST", "/v3/whatsapp/single/document/message/{n}", "number, document, filename", "caption"),
    ("POST", "/v3/whatsapp/group/document/message/{n}", "group_name, document, filename", "caption"),
    ("POST", "/v3/whatsapp/single/url/message/{n}", "number, url", ""),
    ("POST", "/v3/whatsapp/group/url/message/{n}", "group_name, group_admin, url", ""),
    ("POST", "/v3/telegram/single/text/message/{n}", "number, message", ""),
    ("POST", "/v3/telegram/group/text/message/{n}", "group_name, group_admin, message", ""),
    ("POST", "/v3/telegram/single/image/message/{n}", "number, image", "caption"),
    ("POST", "/v3/telegram/group/image/message/{n}", "group_name, group_admin, image", "caption"),
    ("POST", "/v3/telegram/single/document/message/{n}", "number, document, filename", "caption"),
    ("POST", "/v3/telegram/group/document/message/{n}", "group_name, group_admin, document, filename", "caption"),
    ("POST", "/v3/telegram/single/audio/message/{n}", "number, audio, filename", "caption"),
    ("POST", "/v3/telegram/group/audio/message/{n}", "group_name, group_admin, audio, filename", "caption"),
    ("POST", "/v3/telegram/single/voice_note/message/{n}", "number, voice_note, filename", "caption"),
    ("POST", "/v3/telegram/group/voice_note/message/{n}", "group_name, group_admin, voice_note, filename", "caption"),
    ("POST", "/v1/translation/translate", "fromLang, toLang, text", ""),
    ("GET", "/v1/translation/supported-codes", "", ""),
    ("GET", "/v1/pdf/extract", "url", ""),
    ("GET", "/v1/pdf/job/submit", "url", ""),
    ("GET", "/v1/pdf/job/check/{jobId}", "jobId", ""),
    ("GET", "/v1/pdf/job/retrieve_text/{jobId}", "jobId", ""),
];

/// Which public method makes which calls, and what they answer and do.
const METHODS: [(&str, Reply, Effect, &[&str]); 15] = {
    use Effect::{Queues, Reads, Spends};
    use Reply::{Codes, JobText, Text, Ticket};
    [
        ("WhatsApp.sendText", Ticket, Queues, &["/whatsapp/single/text/", "/whatsapp/group/text/"]),
        ("WhatsApp.sendUrl", Ticket, Queues, &["/whatsapp/single/url/", "/whatsapp/group/url/"]),
        ("WhatsApp.sendImage", Ticket, Queues, &["/whatsapp/single/image/", "/whatsapp/group/image/"]),
        ("WhatsApp.sendDocument", Ticket, Queues, &["/whatsapp/single/document/", "/whatsapp/group/document/"]),
        ("Telegram.sendText", Ticket, Queues, &["/telegram/single/text/", "/telegram/group/text/"]),
        ("Telegram.sendImage", Ticket, Queues, &["/telegram/single/image/", "/telegram/group/image/"]),
        ("Telegram.sendDocument", Ticket, Queues, &["/telegram/single/document/", "/telegram/group/document/"]),
        ("Telegram.sendAudio", Ticket, Queues, &["/telegram/single/audio/", "/telegram/group/audio/"]),
        ("Telegram.sendVoiceNote", Ticket, Queues, &["/telegram/single/voice_note/", "/telegram/group/voice_note/"]),
        ("Translation.translate", Text, Spends, &["/translation/translate"]),
        ("Translation.supportedCodes", Codes, Reads, &["/translation/supported-codes"]),
        ("PdfToText.extract", Text, Spends, &["/pdf/extract"]),
        ("PdfToText.submit", Ticket, Queues, &["/pdf/job/submit"]),
        ("PdfToText.check", Ticket, Reads, &["/pdf/job/check/"]),
        ("PdfToText.retrieveText", JobText, Reads, &["/pdf/job/retrieve_text/"]),
    ]
};

fn list(names: &str) -> Vec<&str> {
    names.split(", ").filter(|name| !name.is_empty()).collect()
}

/// The row of a documented path, which is found by all of it.
fn at(path: &str) -> &'static Endpoint {
    let path = path.replace("{n}", "{instance}");
    let rows: Vec<_> = ENDPOINTS.iter().filter(|row| row.path == path).collect();
    assert_eq!(rows.len(), 1, "{path}");
    rows[0]
}

fn names(row: &Endpoint, need: Need) -> Vec<&'static str> {
    row.fields.iter().filter(|field| field.need == need).map(|field| field.wire).collect()
}

#[test]
fn every_documented_call_is_there_and_no_other() {
    let documented: BTreeSet<_> =
        DOCUMENTED.iter().map(|(method, path, ..)| format!("{method} {}", path.replace("{n}", "{instance}"))).collect();
    let known: BTreeSet<_> = ENDPOINTS.iter().map(|row| format!("{} {}", row.method.name(), row.path)).collect();
    assert_eq!(documented.len(), 24);
    assert_eq!(known, documented);
}

#[test]
fn every_call_takes_its_documented_fields_in_order() {
    for (method, path, required, optional) in DOCUMENTED {
        let row = at(path);
        assert_eq!(row.method, if method == "GET" { Method::Get } else { Method::Post }, "{path}");
        assert_eq!(names(row, Need::Required), list(required), "{path}");
        assert_eq!(names(row, Need::Optional), list(optional), "{path}");
    }
}

#[test]
fn only_whatsapp_group_media_take_a_group_admin_that_is_not_sent() {
    let unsent: BTreeSet<_> =
        ENDPOINTS.iter().flat_map(|row| names(row, Need::Unsent).into_iter().map(|name| (row.path, name))).collect();
    let expected = [
        ("/v3/whatsapp/group/document/message/{instance}", "group_admin"),
        ("/v3/whatsapp/group/image/message/{instance}", "group_admin"),
    ];
    assert_eq!(unsent, BTreeSet::from(expected));
}

#[test]
fn every_public_method_has_its_rows_the_one_for_a_person_first() {
    let mut rows = 0;
    for (call, answer, effect, parts) in METHODS {
        let of: Vec<_> = Endpoint::of(call).collect();
        assert_eq!(of.len(), parts.len(), "{call}");
        for (row, part) in of.iter().zip(parts) {
            assert!(format!("{}/", row.path).contains(part), "{call}: {} is not {part}", row.path);
            assert_eq!((row.answer, row.effect), (answer, effect), "{}", row.path);
        }
        rows += of.len();
    }
    assert_eq!(rows, 24, "each row belongs to one method");
    assert_eq!(Endpoint::of("WhatsApp.sendAudio").count(), 0);
}

#[test]
fn sends_and_submit_queue_and_what_costs_quota_spends() {
    let with = |effect: Effect| ENDPOINTS.iter().filter(move |row| row.effect == effect).map(|row| row.path);
    let queues: Vec<_> = with(Effect::Queues).filter(|path| !path.contains("/message/{instance}")).collect();
    assert_eq!(queues, ["/v1/pdf/job/submit"]);
    assert_eq!(with(Effect::Queues).count(), 19);
    assert_eq!(
        with(Effect::Spends).collect::<BTreeSet<_>>(),
        BTreeSet::from(["/v1/pdf/extract", "/v1/translation/translate"])
    );
    assert_eq!(with(Effect::Reads).count(), 3);
}

#[test]
fn a_method_and_a_path_without_instance_or_job_name_a_row() {
    for (method, path, ..) in DOCUMENTED {
        let path = path.trim_end_matches("/{n}").trim_end_matches("/{jobId}");
        assert_eq!(
            ENDPOINTS
                .iter()
                .filter(|row| row.method.name() == method && row.path.split("/{").next() == Some(path))
                .count(),
            1,
            "{path}"
        );
    }
}

#[test]
fn the_file_of_a_call_is_the_field_named_after_it() {
    for (_, path, required, _) in DOCUMENTED {
        let expected =
            ["image", "document", "audio", "voice_note"].into_iter().find(|name| list(required).contains(name));
        assert_eq!(at(path).media().map(|field| field.wire), expected, "{path}");
    }
}

#[test]
fn takes_tells_a_persons_form_from_a_groups() {
    for (_, path, required, _) in DOCUMENTED {
        for name in ["number", "group_name", "message", "caption", "nothing"] {
            let expected = list(required).contains(&name) || (name == "caption" && at(path).media().is_some());
            assert_eq!(at(path).takes(name), expected, "{path} {name}");
        }
    }
}
