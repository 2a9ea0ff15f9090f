use whatsmate::core::fault::{Delivery, Fault, Invalid};

fn api(status: u16) -> Fault {
    Fault::Api { status, error_message: None, retry_after: None }
}

fn connection(refused: bool) -> Fault {
    Fault::Connection { refused }
}

#[test]
fn exactly_the_4xx_among_the_statuses_prove_that_nothing_was_queued() {
    for status in 0..=999 {
        let expected = if status / 100 == 4 { Delivery::NotSent } else { Delivery::Unknown };
        assert_eq!(api(status).delivery(), expected, "{status}");
    }
}

#[test]
fn without_a_status_only_a_connection_that_never_opened_proves_it() {
    assert_eq!(connection(true).delivery(), Delivery::NotSent);
    let unknown = [
        connection(false),
        Fault::Late,
        Fault::Unexpected { status: 200, reason: "HTML" },
        Fault::Unexpected { status: 307, reason: "a redirect" },
        Fault::Unexpected { status: 0, reason: "a redirect" },
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
}
