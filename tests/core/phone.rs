use proptest::prelude::*;
use whatsmate::core::phone::clean;

/// White space, dashes, bidi marks, dots and brackets, of each Unicode block that has some.
const DECORATIONS: &[char] = &[
    ' ', '\t', '\n', '\r', '\u{85}', '\u{A0}', '\u{1680}', '\u{2000}', '\u{2007}', '\u{2009}', '\u{200A}', '\u{2028}',
    '\u{2029}', '\u{202F}', '\u{205F}', '\u{3000}', //
    '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', '\u{FE58}', '\u{FE63}',
    '\u{FF0D}', //
    '\u{61C}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}', //
    '.', '(', ')', '[', ']',
];

/// Unicode 16's general category Pd.
const DASHES: &[char] = &[
    '-',
    '\u{58A}',
    '\u{5BE}',
    '\u{1400}',
    '\u{1806}',
    '\u{2010}',
    '\u{2011}',
    '\u{2012}',
    '\u{2013}',
    '\u{2014}',
    '\u{2015}',
    '\u{2E17}',
    '\u{2E1A}',
    '\u{2E3A}',
    '\u{2E3B}',
    '\u{2E40}',
    '\u{2E5D}',
    '\u{301C}',
    '\u{3030}',
    '\u{30A0}',
    '\u{FE31}',
    '\u{FE32}',
    '\u{FE58}',
    '\u{FE63}',
    '\u{FF0D}',
    '\u{10D6E}',
    '\u{10EAD}',
];

#[test]
fn numbers_as_people_write_them_are_cleaned() {
    for written in [
        "12025550123",
        "+12025550123",
        "+1 202 555 0123",
        "+1 (202) 555-0123",
        "(+1) 202.555.0123",
        "1-202-555-0123",
        "+1\u{A0}202\u{2011}555\u{2013}0123",
        "\u{202A}+1 202 555 0123\u{202C}",
        "\u{2066}+12025550123\u{2069}\n",
        "  +12025550123  ",
        "[+1] 202-555-0123",
        "\u{200E}+1\u{2212}202\u{2212}5550123",
    ] {
        assert_eq!(clean(written).as_deref(), Ok("12025550123"), "{written:?}");
    }
}

#[test]
fn each_decoration_is_taken_away_wherever_it_stands() {
    for decoration in DECORATIONS {
        let written = format!("{decoration}+{decoration}1202{decoration}{decoration}5550123{decoration}");
        assert_eq!(clean(&written).as_deref(), Ok("12025550123"), "{decoration:?}");
    }
}

#[test]
fn dashes_of_every_kind_are_taken_away() {
    let refused: Vec<_> = DASHES.iter().filter(|dash| clean(&format!("1202{dash}5550123")).is_err()).collect();
    assert!(refused.is_empty(), "{refused:?}");
}

#[test]
fn one_plus_is_taken_away_and_only_at_the_start() {
    for written in
        ["++12025550123", "+ +12025550123", "1+2025550123", "12025550123+", "+1 202+5550123", "＋12025550123"]
    {
        assert!(clean(written).is_err(), "{written}");
    }
}

#[test]
fn a_leading_zero_is_refused_with_the_reason() {
    for written in ["02025550123", "0012025550123", "+012025550123", "(0)2025550123", " 0 202 555", "0", "+0"] {
        let message = clean(written).expect_err(written);
        assert!(message.contains('0'), "{message}");
    }
    for written in ["02025550123", "0012025550123"] {
        let message = clean(written).unwrap_err();
        assert!(message.contains("country code") && message.contains("trunk"), "{message}");
    }
}

#[test]
fn a_trunk_prefix_in_brackets_is_refused() {
    for written in ["+1 (0)202 555 0123", "+1 [0]202 555 0123", "+1 ( 0\u{200E})202 555 0123"] {
        assert!(clean(written).is_err(), "its 0 would make it somebody else's number");
    }
    assert_eq!(clean("+1 (20) 255 50123").as_deref(), Ok("12025550123"));
    assert_eq!(clean("+1 20(2)5550123(00)").as_deref(), Ok("1202555012300"));
}

#[test]
fn without_a_digit_there_is_no_number() {
    for written in ["", "+", " ", "()", "-", "\u{200E}", "+ -"] {
        assert!(clean(written).is_err(), "{written:?}");
    }
}

#[test]
fn only_ascii_digits_are_digits() {
    for written in [
        "1202555CALL",
        "1202555012x",
        "12025550123;ext=5",
        "tel:12025550123",
        "1/202/5550123",
        "1,202,5550123",
        "1_2025550123",
        "12025550123@s.whatsapp.net",
        "１２０２５５５０１２３",
        "١٢٠٢٥٥٥٠١٢٣",
        "1²025550123",
        "1202555012\0",
    ] {
        assert!(clean(written).is_err(), "{written:?}");
    }
}

#[test]
fn what_does_not_belong_is_shown() {
    let message = clean("1202555CALL").unwrap_err();
    assert!(message.contains("\"C\""), "{message}");
}

proptest! {
    #[test]
    fn decorations_change_nothing(
        digits in "[1-9][0-9]{0,20}",
        plus in any::<bool>(),
        decorations in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(DECORATIONS)), 0..12),
    ) {
        let mut written: Vec<char> = digits.chars().collect();
        for (at, decoration) in &decorations {
            written.insert(at.index(written.len() + 1), *decoration);
        }
        if plus {
            let first = written.iter().position(char::is_ascii_digit).unwrap();
            written.insert(first, '+');
        }
        let written: String = written.into_iter().collect();
        // A 0 alone in brackets is a trunk prefix, whatever cannot be seen beside it.
        let seen: String = written.chars().filter(char::is_ascii_graphic).collect();
        prop_assume!(!seen.contains("(0)") && !seen.contains("[0]"));
        prop_assert_eq!(clean(&written), Ok(digits), "{:?}", written);
    }

    #[test]
    fn what_is_accepted_is_digits_that_stood_there(written in "[+0-9 ().a٣-]{0,10}|\\PC{0,10}") {
        if let Ok(digits) = clean(&written) {
            prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert!(!digits.starts_with('0') && !digits.is_empty());
            prop_assert_eq!(digits, written.chars().filter(char::is_ascii_digit).collect::<String>());
            prop_assert!(!written.chars().any(char::is_alphabetic));
        }
    }
}
