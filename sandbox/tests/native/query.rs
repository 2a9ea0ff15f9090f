use std::collections::BTreeMap;
use whatsmate_sandbox::query::read;

#[test]
fn a_value_is_decoded() {
    for (query, value) in [
        ("url=http%3A%2F%2Fa.example%2F%3Fb%26c%23d%2Be", "http://a.example/?b&c#d+e"),
        ("url=http://a.example/a+b%20c", "http://a.example/a b c"),
        ("url=http://a.example/%E8%AA%9E?x=y", "http://a.example/語?x=y"),
        ("&url=x&", "x"),
        ("%75rl=x", "x"),
    ] {
        assert_eq!(read(query, &["url"]), Ok(BTreeMap::from([("url", value.to_owned())])), "{query}");
    }
    assert_eq!(read("", &["url"]), Ok(BTreeMap::new()));
}

#[test]
fn parameters_come_in_any_order_and_may_be_empty() {
    for query in ["limit=7&query=", "query&limit=7"] {
        let both = BTreeMap::from([("limit", "7".to_owned()), ("query", String::new())]);
        assert_eq!(read(query, &["query", "limit"]), Ok(both), "{query}");
    }
}

#[test]
fn a_fault_is_named() {
    for (query, fault) in [
        ("url=a&url=b", "url: given twice"),
        ("url=http://a.example/?b=c&d=e", "d: unknown query parameter; a value must be percent-encoded"),
        ("URL=x", "URL: unknown query parameter; a value must be percent-encoded"),
        ("url=%", "url: not percent-encoded UTF-8"),
        ("url=%4", "url: not percent-encoded UTF-8"),
        ("url=%+1", "url: not percent-encoded UTF-8"),
        ("url=%zz", "url: not percent-encoded UTF-8"),
        ("url=%ff", "url: not percent-encoded UTF-8"),
        ("url=%é", "url: not percent-encoded UTF-8"),
    ] {
        assert_eq!(read(query, &["url"]), Err(fault.to_owned()), "{query}");
    }
    assert!(read("a=b", &[]).is_err());
}
