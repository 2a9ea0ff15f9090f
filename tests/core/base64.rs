use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use proptest::prelude::*;
use proptest::sample::Index;
use whatsmate::core::base64::{Checker, Encoder, encoded_len};

/// `bytes` cut at arbitrary points; pieces may be empty.
fn pieces<'a>(bytes: &'a [u8], cuts: &[Index]) -> Vec<&'a [u8]> {
    let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    at.extend([0, bytes.len()]);
    at.sort_unstable();
    at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

fn encode(pieces: &[&[u8]]) -> Vec<u8> {
    let (mut encoder, mut out) = (Encoder::default(), b"kept".to_vec());
    pieces.iter().for_each(|piece| encoder.push(piece, &mut out));
    encoder.finish(&mut out);
    assert!(out.starts_with(b"kept"), "what was in the buffer must stay");
    out.split_off(4)
}

/// The text as it goes on, with the size it claims, or what is wrong with it.
fn check(pieces: &[&[u8]]) -> Result<(String, u64), String> {
    let (mut checker, mut out) = (Checker::default(), b"kept".to_vec());
    for piece in pieces {
        checker.push(piece, &mut out)?;
        assert_eq!((out.len() - 4) % 4, 0, "only whole groups go on");
    }
    let size = checker.finish()?;
    assert!(out.starts_with(b"kept"), "what was in the buffer must stay");
    Ok((String::from_utf8(out.split_off(4)).unwrap(), size))
}

fn check_whole(text: &str) -> Result<(String, u64), String> {
    check(&[text.as_bytes()])
}

/// Compares with a strict decoder that has no part in the client.
fn agrees(text: &[u8], cuts: &[Index]) -> Result<(), TestCaseError> {
    let bare: Vec<u8> = text.iter().copied().filter(|byte| !b" \t\n\r\x0c".contains(byte)).collect();
    let checked = check(&pieces(text, cuts));
    match STANDARD.decode(&bare) {
        Ok(bytes) => prop_assert_eq!(checked, Ok((String::from_utf8(bare).unwrap(), bytes.len() as u64))),
        Err(error) => prop_assert!(checked.is_err(), "accepted although: {error}"),
    }
    Ok(())
}

fn cuts() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 0..8)
}

proptest! {
    #[test]
    fn encoding_in_pieces_is_encoding(bytes in prop::collection::vec(any::<u8>(), 0..300), cuts in cuts()) {
        let encoded = encode(&pieces(&bytes, &cuts));
        prop_assert_eq!(encoded_len(bytes.len() as u64), encoded.len() as u64);
        prop_assert_eq!(String::from_utf8(encoded).unwrap(), STANDARD.encode(&bytes));
    }

    #[test]
    fn checking_agrees_with_strict_decoding_on_any_letters(text in "[AQgwZ9+/=_ \t\n\r\x0c-]{0,14}", cuts in cuts()) {
        agrees(text.as_bytes(), &cuts)?;
    }

    #[test]
    fn checking_agrees_with_strict_decoding_on_any_bytes(
        text in prop::collection::vec(any::<u8>(), 0..12), cuts in cuts(),
    ) {
        agrees(&text, &cuts)?;
    }

    #[test]
    fn checking_agrees_with_strict_decoding_near_valid_text(
        bytes in prop::collection::vec(any::<u8>(), 0..60), spaces in prop::collection::vec(any::<Index>(), 0..6),
        slip in prop::option::of((any::<Index>(), "[A-Za-z0-9+/=_-]")), cuts in cuts(),
        more in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut text = STANDARD.encode(&bytes) + &STANDARD.encode(&more);
        if let Some((at, letter)) = slip.filter(|_| !text.is_empty()) {
            let at = at.index(text.len());
            text.replace_range(at..=at, &letter);
        }
        for (n, space) in spaces.iter().enumerate() {
            text.insert(space.index(text.len() + 1), [' ', '\t', '\n', '\r', '\x0c'][n % 5]);
        }
        agrees(text.as_bytes(), &cuts)?;
    }

    #[test]
    fn what_is_encoded_is_accepted(bytes in prop::collection::vec(any::<u8>(), 0..200), cuts in cuts()) {
        let encoded = encode(&[&bytes]);
        let expected = (String::from_utf8(encoded.clone()).unwrap(), bytes.len() as u64);
        prop_assert_eq!(check(&pieces(&encoded, &cuts)), Ok(expected));
    }

    #[test]
    fn the_url_safe_alphabet_is_refused_by_its_name(bytes in prop::collection::vec(any::<u8>(), 3..40)) {
        let text = URL_SAFE.encode(&bytes);
        prop_assume!(text.contains(['-', '_']));
        let message = check_whole(&text).unwrap_err();
        prop_assert!(message.contains("URL-safe"), "{message}");
    }
}

#[test]
fn the_encoder_holds_back_no_more_than_two_bytes() {
    let (mut encoder, mut out) = (Encoder::default(), Vec::new());
    for (byte, expected) in b"abcdef".chunks(1).zip([0, 0, 4, 4, 4, 8]) {
        encoder.push(byte, &mut out);
        assert_eq!(out.len(), expected);
    }
    encoder.finish(&mut out);
    assert_eq!(out, b"YWJjZGVm");
}

#[test]
fn a_large_piece_is_encoded_in_full() {
    let bytes: Vec<u8> = (0..1_000_001_u32).map(|n| (n % 251) as u8).collect();
    assert_eq!(encode(&[&bytes[..1], &bytes[1..]]), STANDARD.encode(&bytes).into_bytes());
}

#[test]
fn the_encoded_length_is_known_for_any_size() {
    for (size, length) in [(0, 0), (1, 4), (2, 4), (3, 4), (4, 8), (4_718_592, 6 << 20), (4_718_593, (6 << 20) + 4)] {
        assert_eq!(encoded_len(size), length);
    }
    assert!(encoded_len(u64::MAX) >= u64::MAX - 3, "a huge size must not wrap around");
}

#[test]
fn what_is_wrong_with_base64_is_told() {
    for (text, words) in [
        ("aGVsbG8", "padding"),
        ("aGVsb", "cut off"),
        ("aGVsbG8=aGVs", "padding"),
        ("aGVsbG9=", "canonical"),
        ("aGV_bG8=", "URL-safe"),
        ("aGV-bG8=", "URL-safe"),
        ("aGV!bG8=", "\"!\""),
        ("aGV*", "\"*\""),
        ("====", "padding"),
    ] {
        let message = check_whole(text).expect_err(text);
        assert!(message.contains(words), "{text}: {message}");
    }
    for text in ["aGVs\0\0\0\0", "aGVsü", "a", "=", "TQ==TQ==", "TWFu="] {
        assert!(check_whole(text).is_err(), "{text}");
    }
}

#[test]
fn padding_ends_the_text_in_whatever_pieces_it_comes() {
    for rest in ["TQ==", "T", "=", "TWFu"] {
        let pieces: Vec<_> = ["TQ==", rest].iter().flat_map(|text| text.as_bytes().chunks(1)).collect();
        assert!(check(&pieces).is_err(), "{rest}");
        assert!(check(&[b"TQ==", rest.as_bytes()]).is_err(), "{rest}");
    }
    assert_eq!(check(&[b"TQ", b"==", b"", b"\r\n"]), Ok(("TQ==".into(), 1)));
}

#[test]
fn wrapped_lines_are_joined() {
    let bytes = [7_u8; 100];
    let text = STANDARD.encode(bytes);
    let wrapped: Vec<_> = text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    assert_eq!(check_whole(&wrapped.join("\r\n")), Ok((text, 100)));
    assert_eq!(check_whole(" \n"), Ok((String::new(), 0)));
}
