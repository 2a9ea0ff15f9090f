//! Keeping credentials out of what is shown.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands where a credential stood.
pub const MASK: &str = "***";

/// The text with every one of `secrets` masked: as it is, and as it looks in a URL, in a form and in JSON.
///
/// ```
/// # use whatsmate::core::secret::mask;
/// assert_eq!(mask("bad id me@example.com", &["me@example.com"]), "bad id ***");
/// assert_eq!(mask("/login?id=me%40example.com", &["me@example.com"]), "/login?id=***");
/// ```
pub fn mask(text: &str, secrets: &[&str]) -> String {
    let forms: Vec<String> =
        secrets.iter().filter(|secret| !secret.is_empty()).flat_map(|secret| forms(secret)).collect();
    let mut masked = String::with_capacity(text.len());
    // Two secrets may overlap in the text, so it is masked up to the end of the last one that began in it.
    let mut end = 0;
    for (start, letter) in text.char_indices() {
        for form in &forms {
            let there = text.as_bytes().get(start..start.saturating_add(form.len()));
            // Without regard to case: hex digits are written either way.
            if there.is_some_and(|there| there.eq_ignore_ascii_case(form.as_bytes())) {
                if start >= end {
                    masked.push_str(MASK);
                }
                end = end.max(start.saturating_add(form.len()));
            }
        }
        if start >= end {
            masked.push(letter);
        }
    }
    masked
}

/// The ways in which a text is written where others are around it.
fn forms(secret: &str) -> [String; 5] {
    const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    const COMPONENT: &AsciiSet = &STRICT.remove(b'!').remove(b'\'').remove(b'(').remove(b')').remove(b'*');
    const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*');
    let escaped = |set| utf8_percent_encode(secret, set).to_string();
    [
        secret.to_owned(),
        escaped(STRICT),
        escaped(COMPONENT),
        secret.split(' ').map(|word| utf8_percent_encode(word, FORM).to_string()).collect::<Vec<_>>().join("+"),
        secret.replace('\\', "\\\\").replace('"', "\\\""),
    ]
}
