use proptest::prelude::*;
use std::collections::BTreeMap;
use whatsmate_sandbox::Moment;
use whatsmate_sandbox::message::Content;
use whatsmate_sandbox::messages::{Limits, Messages};
use whatsmate_sandbox::routes::Kind::{self, Document, Image, Text, Url, VoiceNote};
use whatsmate_sandbox::routes::Service::{self, Telegram, WhatsApp};
use whatsmate_sandbox::search::{Search, Subject};

fn content(service: Service, kind: Kind, instance: u64, fields: &[(&'static str, &str)]) -> Content {
    let fields = fields.iter().map(|(name, value)| (*name, Some((*value).to_owned()))).collect();
    Content { service, instance, kind, path: format!("/{service:?}/{kind:?}/{instance}"), fields, media: None }
}

/// Messages under the ids `a` to `f`; `f` is `a` once more.
fn filled() -> Messages {
    let (number, group) = (("number", "12025550101"), ("group_name", "Muscle Men"));
    let text = content(WhatsApp, Text, 1, &[number, ("message", "Hello 10:30")]);
    let mut messages = Messages::new(Limits { keep: 10, media_bytes: 0 });
    for (id, content) in [
        ("a", text.clone()),
        ("b", content(WhatsApp, Url, 1, &[group, ("group_admin", "12025550102"), ("url", "https://x.example")])),
        ("c", content(WhatsApp, Image, 3, &[group, ("caption", "GRÜSSE, ΟΔΟΣ"), ("group_admin", "12025550104")])),
        (
            "d",
            content(Telegram, Document, 3, &[number, ("filename", "Report.pdf"), ("originalFilename", "Report+.pdf")]),
        ),
        ("e", content(Telegram, VoiceNote, 3, &[("number", "12025550103"), ("caption", "hello muscle")])),
        ("f", text),
    ] {
        messages.push(id.to_owned(), Moment { millis: 0, random: 0 }, content);
    }
    messages
}

/// The ids of those that match, oldest first.
fn found(query: &str) -> String {
    let search = Search::parse(query).unwrap();
    let messages = filled();
    let mut ids: Vec<&str> =
        messages.newest().filter(|message| search.matches(message)).map(|message| message.id.as_str()).collect();
    ids.reverse();
    ids.concat()
}

#[test]
fn a_prefix_asks_for_one_thing() {
    for (query, ids) in [
        ("to:1202", "abcdef"),
        ("to:12025550101", "adf"),
        ("to:50102", "b"),
        ("to:999", ""),
        ("group:men", "bc"),
        (r#"group:"muscle m""#, "bc"),
        ("group:hello", ""),
        ("kind:text", "af"),
        ("kind:voice_note", "e"),
        ("kind:audio", ""),
        ("service:whatsapp", "abcf"),
        ("service:telegram", "de"),
        ("instance:3", "cde"),
        ("instance:13", ""),
        ("path:/WhatsApp/Text", "af"),
        ("path:Voice", "e"),
        ("path:voice", ""),
        ("path:/3", "cde"),
        ("id:c", "c"),
        ("id:C", ""),
        ("text:hello", "aef"),
        ("text:EXAMPLE", "b"),
        ("text:grüsse", "c"),
        ("text:οδοσ", "c"),
        ("text:10:30", "af"),
        ("text:muscle", "e"),
        ("text:report", ""),
        ("duplicate:true", "f"),
        ("duplicate:false", "abcde"),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn a_word_is_looked_for_everywhere() {
    for (query, ids) in [
        ("muscle", "bce"),
        ("hello", "aef"),
        ("report", "d"),
        ("+", "d"),
        ("50102", "b"),
        (r#""10:30""#, "af"),
        (r#""https://x.example""#, "b"),
        ("whatsapp", ""),
    ] {
        assert_eq!(found(query), ids, "{query}");
    }
}

#[test]
fn all_words_must_match() {
    for (query, ids) in [
        ("", "abcdef"),
        (" \t\n", "abcdef"),
        ("muscle kind:image", "c"),
        ("  kind:image\tmuscle\u{3000}", "c"),
        ("hello muscle", "e"),
        (r#""hello muscle" service:telegram"#, "e"),
        ("kind:image kind:text", ""),
    ] {
        assert_eq!(found(query), ids, "{query:?}");
    }
}

#[test]
fn a_fault_is_named_with_the_known_prefixes() {
    for (query, fault) in [
        ("from:elsa", "from: unknown prefix"),
        ("hello To:1", "To: unknown prefix"),
        ("https://x.example", "https: unknown prefix"),
        (":x", ": unknown prefix"),
        ("to:", "to: must not be empty"),
        ("to: 1", "to: must not be empty"),
        (r#"group:"""#, "group: must not be empty"),
        (r#""""#, r#""": must not be empty"#),
        ("to:+1202", "to: must be digits only"),
        ("kind:video", "kind: unknown variant `video`, expected one of `text`, `url`"),
        ("service:signal", "service: unknown variant `signal`, expected `whatsapp` or `telegram`"),
        ("instance:one", "instance: must be a whole number"),
        ("duplicate:yes", "duplicate: must be true or false"),
        (r#"kind:text group:"Muscle Men"#, r#"the quote in group:"Muscle Men has no end"#),
        (r#"""#, r#"the quote in " has no end"#),
        (r#"he"llo"#, r#"a quote begins or ends within the word he"llo"#),
        (r#"group:a"b""#, r#"a quote begins or ends within the word group:a"b""#),
        (r#""a"b"#, r#"a quote begins or ends within the word "a"b"#),
        (r#""a":b"#, r#"a quote begins or ends within the word "a":b"#),
    ] {
        let message = Search::parse(query).unwrap_err();
        assert!(message.starts_with(fault), "{query}: {message}");
        for prefix in ["to", "group", "kind", "service", "instance", "path", "id", "text", "duplicate"] {
            assert!(message.contains(&format!(" {prefix}")), "{message} does not name {prefix}");
        }
    }
    for query in ["x:x", "kind:x", "\"x"] {
        assert!(Search::parse(&query.replace('x', &"x".repeat(1000))).unwrap_err().len() < 400, "{query}");
    }
}

#[test]
fn a_call_is_searched_for_what_it_has() {
    let fields = BTreeMap::from([("text", Some("Hello".to_owned()))]);
    let (service, kind, instance, message) = (None, None, None, None);
    let call = Subject { path: "/v1/translation/translate", service, kind, instance, fields: &fields, message };
    for (query, fits) in [
        ("", true),
        ("path:translation", true),
        ("text:hello", true),
        ("hello", true),
        ("path:translation text:bye", false),
        ("to:1202", false),
        ("kind:text", false),
        ("service:whatsapp", false),
        ("instance:1", false),
        ("id:a", false),
        ("duplicate:false", false),
    ] {
        let search = Search::parse(query).unwrap();
        assert_eq!(search.fits(&call), fits, "{query}");
        assert_eq!(search.is_of_messages(), query.starts_with("id") || query.starts_with("dup"), "{query}");
    }
}

/// Words that are nearly right, beside wholly random ones.
fn queries() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), r#"((to|group|kind|id|text|x)?:?"?[ a1é"]{0,3}"? ?){0,4}"#]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_without_a_panic(query in queries()) {
        if let Ok(search) = Search::parse(&query) {
            prop_assert!(filled().newest().filter(|message| search.matches(message)).count() <= 6);
        }
    }

    #[test]
    fn each_part_of_a_text_finds_it(before: String, part in "[^\"]+", after: String) {
        let mut messages = Messages::new(Limits { keep: 1, media_bytes: 0 });
        let text = [before.as_str(), &part, &after].concat();
        let content = content(WhatsApp, Text, 1, &[("message", &text)]);
        messages.push(String::new(), Moment { millis: 0, random: 0 }, content);
        for prefix in ["", "text:"] {
            let search = Search::parse(&format!("{prefix}\"{part}\"")).unwrap();
            prop_assert!(messages.newest().all(|message| search.matches(message)));
        }
    }
}
