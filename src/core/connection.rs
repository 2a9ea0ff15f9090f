//! Telling from a failed fetch whether its connection ever opened: only then is it certain that nothing was queued.

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

/// Whether an error proves it: one of the chain of causes that a fetch failed with, with its machine word, where it has one,
/// and its message.
///
/// ```
/// # use whatsmate::core::connection::never_opened;
/// assert!(never_opened(Some("ECONNREFUSED"), ""));
/// assert!(!never_opened(Some("ECONNRESET"), ""));
/// ```
pub fn never_opened(code: Option<&str>, message: &str) -> bool {
    match code {
        Some(code) => NEVER_OPENED.contains(&code) || CERTIFICATE.contains(&code),
        // Deno gives no code, but says at which stage it failed.
        None => message.split(':').any(|part| part.trim() == "client error (Connect)"),
    }
}
