use whatsmate::core::connection::never_opened;

fn coded(code: &str) -> bool {
    never_opened(Some(code), "fetch failed")
}

fn worded(message: &str) -> bool {
    never_opened(None, message)
}

#[test]
fn an_address_that_was_not_reached_proves_it() {
    for code in [
        "ECONNREFUSED",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ENETUNREACH",
        "EHOSTUNREACH",
        "UND_ERR_CONNECT_TIMEOUT",
        "ConnectionRefused",
    ] {
        assert!(coded(code), "{code}");
    }
}

#[test]
fn a_certificate_that_was_refused_proves_it() {
    // Node's codes for a server's certificate that its OpenSSL does not trust.
    for code in [
        "CERT_HAS_EXPIRED",
        "CERT_NOT_YET_VALID",
        "CERT_REVOKED",
        "CERT_SIGNATURE_FAILURE",
        "CERT_UNTRUSTED",
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "ERR_TLS_CERT_ALTNAME_INVALID",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_GET_ISSUER_CERT",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ] {
        assert!(coded(code), "{code}");
    }
}

#[test]
fn denos_words_for_the_stage_prove_it() {
    let url = "error sending request for url (http://127.0.0.1:9470/)";
    assert!(worded(&format!("{url}: client error (Connect): tcp connect error: refused")));
    assert!(!worded(&format!("{url}: client error (SendRequest): connection reset")));
}

#[test]
fn what_may_come_after_the_request_was_written_proves_nothing() {
    for code in
        ["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", ""]
    {
        assert!(!coded(code), "{code}");
    }
    for message in
        ["", "Failed to fetch", "NetworkError when attempting to fetch resource.", "read ECONNRESET", "ECONNREFUSED?"]
    {
        assert!(!worded(message), "{message}");
    }
}
