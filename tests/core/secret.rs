use proptest::prelude::*;
use whatsmate::core::secret::{MASK, mask};

const ID: &str = "elsa@example.com";
const SECRET: &str = "53654f8ee3684a37201e3c90a071dbd7";

#[test]
fn every_occurrence_of_every_secret_is_masked() {
    let text = format!("{ID}: {SECRET} is not {SECRET}/{ID}.");
    assert_eq!(mask(&text, &[ID, SECRET]), "***: *** is not ***/***.");
    assert_eq!(mask("nothing to hide", &[ID, SECRET]), "nothing to hide");
}

#[test]
fn an_absent_secret_masks_nothing() {
    assert_eq!(mask("text", &[]), "text");
    assert_eq!(mask("text", &["", ""]), "text");
}

#[test]
fn a_secret_within_another_leaves_no_part_of_the_longer_one() {
    for secrets in [["example.com", ID], [ID, "example.com"], ["elsa", ID], [ID, "sa@ex"]] {
        assert_eq!(mask(&format!("<{ID}>"), &secrets), "<***>", "{secrets:?}");
    }
}

#[test]
fn secrets_that_overlap_in_the_text_are_masked_to_their_ends() {
    let overlaps = [
        (["abcdef", "defghi"], "abcdefghi"),
        (["defghi", "abcdef"], "abcdefghi"),
        (["abcdefg", "fghi"], "abcdefghi"),
        (["abcd", "cdefghi"], "abcdefghi"),
    ];
    for (secrets, joined) in overlaps {
        assert_eq!(mask(&format!("<{joined}>"), &secrets).replace('*', ""), "<>", "{secrets:?}");
    }
}

#[test]
fn a_secret_is_masked_as_it_looks_in_a_url() {
    assert_eq!(mask("/x?id=elsa%40example.com&y", &[ID]), "/x?id=***&y");
    assert_eq!(mask("/x?s=a%2Fb%20%2B%C3%BC", &["a/b +ü"]), "/x?s=***");
}

#[test]
fn a_secret_is_masked_as_javascript_writes_it_in_a_url() {
    // encodeURIComponent leaves ! ' ( ) * as they are.
    assert_eq!(mask("id=o'hara%40example.com", &["o'hara@example.com"]), "id=***");
    assert_eq!(mask("s=a!b(c)*%26d", &["a!b(c)*&d"]), "s=***");
}

#[test]
fn a_secret_is_masked_as_a_form_writes_it_in_a_url() {
    // URLSearchParams turns a space into + and escapes ~, ! and '.
    assert_eq!(mask("s=two+words%7E%21", &["two words~!"]), "s=***");
}

#[test]
fn a_secret_is_masked_with_small_hex_digits_in_a_url() {
    assert_eq!(mask("id=elsa%2bshop%40example.com", &["elsa+shop@example.com"]), "id=***");
}

#[test]
fn a_secret_is_masked_as_it_looks_in_json() {
    let secret = "qu\"o\\te";
    let body = serde_json::json!({ "error_message": format!("unknown secret {secret}") }).to_string();
    let masked = mask(&body, &[secret]);
    assert_eq!(masked, r#"{"error_message":"unknown secret ***"}"#);
}

proptest! {
    #[test]
    fn no_secret_is_left_whatever_surrounds_it(
        before in "[a-z0-9 %&=]{0,12}", between in "[a-z0-9 %&=]{0,12}", after in "[a-z0-9 %&=]{0,12}",
        first in "[A-Z@/+.]{4,12}", second in "[A-Z@/+.]{4,12}",
    ) {
        let encoded = |text: &str| text.replace('@', "%40").replace('/', "%2F").replace('+', "%2B");
        let text = format!("{before}{first}{between}{}{after}{second}", encoded(&second));
        let masked = mask(&text, &[&first, &second]);
        for secret in [first.clone(), second.clone(), encoded(&first), encoded(&second)] {
            prop_assert!(!masked.contains(&secret), "{masked} has {secret}");
        }
        prop_assert!(masked.contains(MASK));
        prop_assert!(masked.starts_with(&before), "{masked} lost {before}");
    }
}
