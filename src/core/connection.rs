//! Telling from a failed fetch whether its connection ever opened: only then is it certain that nothing was queued.

/// What one error of a chain of causes shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clue {
    /// Its machine word, where it has one.
    pub code: Option<String>,
    /// Its message.
    pub message: String,
}

/// Words of the operating system and of the runtimes for a connection that did not open.
const NEVER_OPENED: [&str; 8] = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "ConnectionRefused",  // Bun
    "FailedToOpenSocket", // Bun
];

/// OpenSSL's words for a certificate that was refused, which ends a connection before the request is written.
const CERTIFICATE: [&str; 11] = [
    "CERT_HAS_EXPIRED",
    "CERT_NOT_YET_VALID",
    "CERT_REVOKED",
    "CERT_SIGNATURE_FAILURE",
    "CERT_UNTRUSTED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "ERR_TLS_CERT_ALTNAME_INVALID",
];

/// Whether a chain of errors proves that the connection never opened.
///
/// ```
/// # use whatsmate::core::connection::{Clue, never_opened};
/// let refused = Clue { code: Some("ECONNREFUSED".into()), message: String::new() };
/// assert!(never_opened(&[Clue::default(), refused]));
/// assert!(!never_opened(&[Clue { code: Some("ECONNRESET".into()), message: String::new() }]));
/// ```
pub fn never_opened(chain: &[Clue]) -> bool {
    chain.iter().any(|clue| match clue.code.as_deref() {
        Some(code) => NEVER_OPENED.contains(&code) || CERTIFICATE.contains(&code),
        // Deno gives no code, but says at which stage it failed.
        None => clue.message.split(':').any(|part| part.trim() == "client error (Connect)"),
    })
}
