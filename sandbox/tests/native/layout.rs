use crate::support::pdf;
use whatsmate_sandbox::pdf::extract;

/// Latin small letters that stand for Hebrew ones.
const HEBREW: [(u8, &str); 3] = [(b'a', "א"), (b'b', "ב"), (b'c', "ג")];

/// The text of a page that shows this, in a font of which each glyph is 6 wide.
fn shown(operators: &str, meanings: &[(u8, &str)]) -> String {
    extract(&pdf(&format!("BT /F1 10 Tf 20 100 Td {operators} ET"), meanings)).unwrap()
}

#[test]
fn a_gap_is_a_space_and_kerning_is_none() {
    assert_eq!(shown("[(Two) -200 (words)] TJ", &[]), "Two words");
    assert_eq!(shown("[(o) 60 (n) -120 (e)] TJ", &[]), "one");
    assert_eq!(shown("(far) Tj 100 0 Td (away) Tj", &[]), "far away");
    assert_eq!(shown("[(One ) -500 ( space)] TJ", &[]), "One space");
}

#[test]
fn a_line_begins_away_from_the_baseline() {
    assert_eq!(shown("(One) Tj 0 -12 Td (two) Tj", &[]), "One\ntwo");
    assert_eq!(shown("(One) Tj 0 12 Td (above) Tj", &[]), "One\nabove");
    assert_eq!(shown("(x) Tj 4 Ts (2) Tj 0 Ts (y) Tj", &[]), "x2y");
    assert_eq!(shown("(One) Tj 0 1 -1 0 38 100 Tm (turned) Tj", &[]), "One\nturned");
}

#[test]
fn what_is_filled_and_outlined_is_there_once() {
    assert_eq!(shown("2 Tr (Bold) Tj", &[]), "Bold");
    assert_eq!(shown("(Bold) Tj 0 0 Td (Bold) Tj", &[]), "Bold");
    assert_eq!(shown("(Over) Tj 0 0 Td (print) Tj", &[]), "Overprint");
}

#[test]
fn what_goes_leftward_comes_in_the_order_of_reading() {
    assert_eq!(shown("(cba) Tj", &HEBREW), "אבג");
    assert_eq!(shown("(a) Tj -6 0 Td (b) Tj -6 0 Td (c) Tj", &HEBREW), "אבג");
    assert_eq!(shown("(c ba) Tj", &HEBREW), "אב ג");
    assert_eq!(shown("[(c) -500 (ba)] TJ", &HEBREW), "אב ג");
    assert_eq!(shown("(12 cba) Tj", &HEBREW), "אבג 12");
    assert_eq!(shown("(LATIN cba WORDS) Tj", &HEBREW), "LATIN אבג WORDS");
    assert_eq!(shown("(ccc XY baa) Tj", &HEBREW), "אאב XY גגג");
}

#[test]
fn a_glyph_can_stand_for_several_letters() {
    assert_eq!(shown("(ox) Tj", &[(b'x', "ﬃce")]), "office");
    assert_eq!(shown("(xa) Tj", &[(b'a', "מ"), (b'x', "לא")]), "מלא");
}

#[test]
fn white_space_is_a_space_and_what_has_no_meaning_is_marked() {
    assert_eq!(shown("(a\\tb) Tj", &[(b'\t', "\t")]), "a b");
    assert_eq!(shown("(axb) Tj", &[(b'x', "\u{a0}")]), "a b");
    assert_eq!(shown("(axb) Tj", &[(b'x', "\u{1}")]), "ab");
    assert_eq!(shown("(a\\001b) Tj", &[]), "a\u{fffd}b");
}

#[test]
fn a_line_has_an_end() {
    let text = shown(&format!("({}) Tj", "a".repeat(25_000)), &[]);
    assert_eq!(text.lines().map(str::len).collect::<Vec<_>>(), [10_000, 10_000, 5_000]);
}
