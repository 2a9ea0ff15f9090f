use whatsmate::core::fault::{Delivery, Fault, Invalid, Scope};

fn api(status: u16) -> Fault {
    Fault::Api { status, error_message: None, body: String::new(), retry_after: None }
}

fn connection(refused: bool) -> Fault {
    Fault::Connection { refused, reason: "connect ECONNREFUSED 127.0.0.1:9470".into() }
}

fn job() -> (String, String) {
    ("3f2c".into(), "Failed: no text".into())
}

#[test]
fn every_status_has_the_class_of_the_error_table() {
    for status in (100..=299).chain(400..=999) {
        let expected = match status {
            401 | 403 => "AuthenticationError",
            444 | 469 => "QuotaExceededError",
            429 => "RateLimitError",
            _ => "ApiError",
        };
        assert_eq!(api(status).class(), expected, "{status}");
    }
}

#[test]
fn what_is_no_status_has_the_class_of_the_error_table() {
    let (job_id, status) = job();
    let faults = [
        (Fault::Invalid(Invalid::missing("number")), "InvalidInputError"),
        (
            Fault::Unexpected { status: Some(302), reason: "moved".into(), body: String::new() },
            "UnexpectedResponseError",
        ),
        (Fault::Unexpected { status: None, reason: "none".into(), body: String::new() }, "UnexpectedResponseError"),
        (connection(true), "ConnectionError"),
        (connection(false), "ConnectionError"),
        (Fault::Timeout { after: 1.0, scope: Scope::Attempt }, "TimeoutError"),
        (Fault::Timeout { after: 1.0, scope: Scope::Deadline }, "TimeoutError"),
        (Fault::Aborted, "AbortError"),
        (Fault::JobNotReady { job_id: job_id.clone(), status: "Processing".into() }, "JobNotReadyError"),
        (Fault::JobFailed { job_id, status }, "JobFailedError"),
    ];
    for (fault, class) in faults {
        assert_eq!(fault.class(), class, "{fault:?}");
    }
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

#[test]
fn a_message_tells_what_a_reader_needs() {
    let worded = Fault::Api {
        status: 471,
        error_message: Some("Invalid mobile number".into()),
        body: "{…}".into(),
        retry_after: None,
    };
    let (job_id, status) = job();
    let told = [
        (worded, vec!["471", "Invalid mobile number"]),
        (api(503), vec!["503"]),
        (
            Fault::Invalid(Invalid::new("options.timeout", "must be a number".into())),
            vec!["options.timeout", "a number"],
        ),
        (connection(true), vec!["ECONNREFUSED"]),
        (connection(false), vec!["ECONNREFUSED"]),
        (Fault::Timeout { after: 1500.0, scope: Scope::Attempt }, vec!["1500 ms"]),
        (Fault::Timeout { after: 1500.0, scope: Scope::Deadline }, vec!["1500 ms", "deadline"]),
        (Fault::Aborted, vec!["aborted"]),
        (
            Fault::Unexpected { status: Some(200), reason: "no text/plain".into(), body: String::new() },
            vec!["no text/plain"],
        ),
        (Fault::JobNotReady { job_id: job_id.clone(), status: "Processing".into() }, vec!["3f2c", "Processing"]),
        (Fault::JobFailed { job_id, status }, vec!["3f2c", "Failed: no text"]),
    ];
    for (fault, words) in told {
        let message = fault.to_string();
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
    assert_ne!(connection(true).to_string(), connection(false).to_string());
}

#[test]
fn texts_from_outside_are_changed_and_our_own_words_are_not() {
    let foreign = |text: &str| text.replace('e', "*");
    let named = |text: &str| text.replace("secret-name", "*");
    let map = |fault: Fault| fault.map_texts(foreign, named).to_string();
    let body = || "here".to_owned();
    let api = Fault::Api { status: 400, error_message: Some("me".into()), body: body(), retry_after: None };
    assert_eq!(map(api.clone()), "the API answered 400: m*");
    assert!(matches!(api.map_texts(foreign, named), Fault::Api { body, .. } if body == "h*r*"));
    let unexpected = Fault::Unexpected { status: None, reason: "no Response".into(), body: body() };
    assert_eq!(map(unexpected), "unexpected answer: no Response");
    assert_eq!(map(Fault::Connection { refused: false, reason: "reset".into() }), "the connection failed: r*s*t");
    assert_eq!(map(Fault::JobFailed { job_id: "e".into(), status: "Failed".into() }), "job e has failed: Fail*d");
    assert_eq!(
        map(Invalid::new("options.secret-name", "is not known here".into()).into()),
        "options.*: is not known here"
    );
}
