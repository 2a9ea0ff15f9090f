use proptest::prelude::*;
use serde::Serializer as _;
use whatsmate::core::payload::{Payload, Writer};

/// The body with `base64` in its hole.
fn filled(payload: &Payload, base64: &str) -> String {
    format!("{}{base64}{}", payload.head, payload.tail)
}

fn written(fields: &[(&str, &str)]) -> Payload {
    let mut writer = Writer::default();
    fields.iter().for_each(|(name, value)| writer.text(name, value));
    writer.finish()
}

/// The fields as `serde_json` writes them, in the order given.
fn by_serde(fields: &[(&str, &str)]) -> String {
    let mut out = Vec::new();
    serde_json::Serializer::new(&mut out).collect_map(fields.iter().copied()).unwrap();
    String::from_utf8(out).unwrap()
}

/// Text with many letters that need care.
fn text() -> impl Strategy<Value = String> {
    let awkward =
        prop::sample::select(&['"', '\\', '/', '\n', '\u{8}', '\u{c}', '\u{7f}', '\u{2028}', '😀', '\u{FEFF}'][..]);
    let letter = prop_oneof![any::<char>(), awkward, prop::char::range('\0', '\u{1f}')];
    prop::collection::vec(letter, 0..40).prop_map(String::from_iter)
}

#[test]
fn strings_are_escaped_as_json_stringify_does() {
    let escaped = [
        ("\"", r#"\""#),
        ("\\", r"\\"),
        ("/", "/"),
        ("\u{8}", r"\b"),
        ("\u{c}", r"\f"),
        ("\n", r"\n"),
        ("\r", r"\r"),
        ("\t", r"\t"),
        ("\0", r"\u0000"),
        ("\u{b}", r"\u000b"),
        ("\u{1f}", r"\u001f"),
        ("\u{7f}", "\u{7f}"),
        ("\u{80}", "\u{80}"),
        ("\u{2028}\u{2029}", "\u{2028}\u{2029}"),
        ("\u{FFFF}", "\u{FFFF}"),
        ("ü語😀", "ü語😀"),
        ("<>&'", "<>&'"),
    ];
    for (value, json) in escaped {
        assert_eq!(written(&[("message", value)]).head, format!(r#"{{"message":"{json}"}}"#));
    }
}

#[test]
fn fields_stand_in_the_order_given() {
    let payload = written(&[("b", "1"), ("a", "2"), ("c", "")]);
    assert_eq!((payload.head.as_str(), payload.tail.as_str()), (r#"{"b":"1","a":"2","c":""}"#, ""));
    assert_eq!(written(&[]).head, "{}");
}

#[test]
fn the_hole_is_cut_where_the_file_goes() {
    let at = |place: usize| {
        let mut writer = Writer::default();
        for n in 0..3 {
            if n == place { writer.hole("image") } else { writer.text(["x", "y", "z"][n], "é") }
        }
        writer.finish()
    };
    let parts = [
        (r#"{"image":""#, r#"","y":"é","z":"é"}"#),
        (r#"{"x":"é","image":""#, r#"","z":"é"}"#),
        (r#"{"x":"é","y":"é","image":""#, r#""}"#),
    ];
    for (place, (head, tail)) in parts.into_iter().enumerate() {
        let payload = at(place);
        assert_eq!((payload.head.as_str(), payload.tail.as_str()), (head, tail));
        assert_eq!(payload.len(), head.len() + tail.len());
    }
}

#[test]
fn a_length_beyond_all_bounds_does_not_wrap() {}

#[test]
fn a_length_is_in_bytes() {
    assert_eq!(written(&[("message", "ü😀")]).len(), r#"{"message":""}"#.len() + 2 + 4);
}

proptest! {
    #[test]
    fn texts_come_out_as_they_went_in(
        values in prop::collection::vec((text(), text()), 0..5),
        base64 in "[A-Za-z0-9+/]{0,40}={0,2}",
        hole in 0..6_usize,
    ) {
        // A number before each name keeps them apart.
        let names: Vec<String> = values.iter().enumerate().map(|(n, (name, _))| format!("{n}{name}")).collect();
        let mut fields: Vec<(&str, &str)> =
            names.iter().zip(&values).map(|(name, (_, value))| (name.as_str(), value.as_str())).collect();
        let hole = (hole <= fields.len()).then_some(hole);

        let mut writer = Writer::default();
        for n in 0..=fields.len() {
            if hole == Some(n) {
                writer.hole("voice_note");
            }
            if let Some((name, value)) = fields.get(n) {
                writer.text(name, value);
            }
        }
        let payload = writer.finish();
        match hole {
            Some(n) => fields.insert(n, ("voice_note", &base64)),
            None => prop_assert_eq!(&payload.tail, ""),
        }
        let base64 = if hole.is_some() { base64.as_str() } else { "" };
        let body = filled(&payload, base64);

        prop_assert_eq!(&body, &by_serde(&fields));
        prop_assert_eq!(payload.len() + base64.len(), body.len());
        let parsed: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&body).unwrap();
        prop_assert_eq!(parsed.len(), fields.len());
        for (name, value) in fields {
            prop_assert_eq!(parsed[name].as_str(), Some(value));
        }
    }
}
