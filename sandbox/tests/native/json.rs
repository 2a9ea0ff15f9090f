use whatsmate_sandbox::json::parse;

#[track_caller]
fn refuses(body: &[u8], fault: &str) {
    let message = parse(body).expect_err("a fault");
    assert!(message.contains(fault), "{message:?} does not name {fault:?}");
    assert!(message.starts_with("no JSON data"), "{message}");
}

#[test]
fn an_object_is_taken() {
    let members = parse(br#" {"a": "\ud83d\ude00", "b": null} "#).unwrap().0;
    assert_eq!(members["a"], "😀");
    assert!(members["b"].is_null());
    assert!(parse(b"{}").unwrap().0.is_empty());
}

#[test]
fn anything_else_is_refused() {
    refuses(b"", "empty");
    refuses(b" \r\n", "empty");
    for body in [&b"[]"[..], b"\"{}\"", b"null", b"7", b"\xef\xbb\xbf{}", b"a=b"] {
        refuses(body, "not a JSON object");
    }
    for body in
        [&br#"{"a":"b""#[..], br#"{"a":"b",}"#, br#"{'a':'b'}"#, br#"{"a":"b"} x"#, b"{\"a\":\"\n\"}", br#"{"a":"\"}"#]
    {
        refuses(body, "column");
    }
}

#[test]
fn text_is_utf8_without_lone_surrogates() {
    refuses(b"{\"a\":\"\xff\"}", "unicode");
    refuses(b"{\"a\":\"\xed\xa0\x80\"}", "unicode");
    for body in [r#"{"a":"\ud800"}"#, r#"{"a":"\udc00"}"#, r#"{"a":"\ud800\u0041"}"#, r#"{"\ud800":"b"}"#] {
        refuses(body.as_bytes(), "line 1");
    }
}

#[test]
fn no_name_comes_twice() {
    refuses(br#"{"a":"b","a":"b"}"#, "a: given twice");
}

#[test]
fn depth_is_no_danger() {
    refuses(format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes(), "recursion");
}
