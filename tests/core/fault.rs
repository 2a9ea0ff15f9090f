use whatsmate::core::fault::{Delivery, Fault, Invalid, Scope};

fn api(status: u16) -> Fault {
    Fault::Api { status, error_message: None, body: String::new(), retry_after: None }
}

fn connection(refused: bool) -> Fault {
    Fault::Connection { refused, reason: "connect ECONNREFUSED 127.0.0.1:9470".into() }
}

#[test]
fn exactly_the_4xx_among_the_statuses_prove_that_nothing_was_queued() {
    for status in 0..=999 {
        let expected = if status / 100 == 4 { Delivery::NotSent } else { Delivery::Unknown };
        assert_eq!(api(status).delivery(), expected, "{status}");
    }
}

#[test]
fn without_a_status_only_bad_input_and_a_connection_that_never_opened_prove_it() {
    assert_eq!(Fault::Invalid(Invalid::missing("number")).delivery(), Delivery::NotSent);
    assert_eq!(connection(true).delivery(), Delivery::NotSent);
    let unknown = [
        connection(false),
        Fault::Timeout { after: 1.0, scope: Scope::Attempt },
        Fault::Timeout { after: 1.0, scope: Scope::Deadline },
        Fault::Aborted,
        Fault::Unexpected { status: Some(200), reason: "HTML".into(), body: String::new() },
        Fault::Unexpected { status: Some(307), reason: "a redirect".into(), body: String::new() },
        Fault::Unexpected { status: Some(0), reason: "a redirect".into(), body: String::new() },
        Fault::Unexpected { status: None, reason: "no Response".into(), body: String::new() },
    ];
    for fault in unknown {
        assert_eq!(fault.delivery(), Delivery::Unknown, "{fault:?}");
    }
}

#[test]
fn delivery_has_its_public_names() {
    assert_eq!((Delivery::NotSent.name(), Delivery::Unknown.name()), ("not-sent", "unknown"));
}

#[test]
fn what_is_missing_is_told_without_the_words_of_a_language() {
    let Invalid { field, message } = Invalid::missing("groupName");
    assert_eq!(field, "groupName");
    assert!(message.contains("nothing was given"), "{message}");
    assert!(!message.contains("undefined") && !message.contains("null"), "{message}");
    assert_eq!(Fault::from(Invalid::missing("groupName")), Fault::Invalid(Invalid::missing("groupName")));
}
