use crate::support::request;
use whatsmate_sandbox::{Moment, Request};

#[test]
fn a_url_is_taken_apart() {
    for (url, origin, path, query) in [
        ("http://127.0.0.1:9470/a/b?c=d?e#f", "http://127.0.0.1:9470", "/a/b", "c=d?e"),
        ("http://[::1]:1/a", "http://[::1]:1", "/a", ""),
        ("https://a.example/a?u=http://b.example/x", "https://a.example", "/a", "u=http://b.example/x"),
        ("https://a.example?b", "https://a.example", "", "b"),
        ("*", "*", "", ""),
    ] {
        let request = Request { url: url.into(), ..request("GET", "/", None) };
        assert_eq!((request.origin(), request.path(), request.query()), (origin, path, query), "{url}");
    }
}

#[test]
fn a_header_has_any_case_and_the_first_one_counts() {
    let mut request = request("GET", "/", None);
    request.headers.push(("x-wm-client-id".into(), "second".into()));
    assert_eq!(request.header("x-Wm-Client-Id"), Some("elsa@example.com"));
    assert_eq!(request.header("none"), None);
}

#[test]
fn an_id_is_a_uuid_of_version_4() {
    let uuid = |random| Moment { millis: 0, random }.uuid();
    assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
    assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    assert_eq!(uuid(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff), "00112233-4455-4677-8899-aabbccddeeff");
}

#[test]
fn a_time_is_iso() {
    assert_eq!(Moment { millis: 1_800_000_000_123, random: 0 }.iso(), "2027-01-15T08:00:00.123Z");
}
