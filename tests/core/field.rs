use whatsmate::core::endpoint::ENDPOINTS;
use whatsmate::core::field::*;

/// So many digits of a number that nobody has.
fn digits(count: usize) -> String {
    "12025550100".chars().cycle().take(count).collect()
}

/// What may be given at most, in characters.
const LENGTHS: [(Field, usize); 6] =
    [(GROUP_NAME, 150), (MESSAGE, 900), (URL, 900), (CAPTION, 250), (FILENAME, 80), (TEXT, 3500)];

/// What a file may have at most: MB of base64.
const SIZES: [(Field, u64); 4] = [(IMAGE, 6), (DOCUMENT, 9), (AUDIO, 3), (VOICE_NOTE, 3)];

fn refused(field: &Field, value: &str) -> String {
    let invalid = field.clean(value.into(), true).expect_err(value);
    assert_eq!(invalid.field, field.key());
    invalid.message
}

#[test]
fn a_field_has_one_meaning_in_all_calls_but_for_url() {
    let limits = [NUMBER, GROUP_ADMIN, FROM_LANG, TO_LANG, JOB_ID, PDF_URL];
    let limits: Vec<_> = limits.iter().chain(LENGTHS.iter().map(|(field, _)| field)).collect();
    let known: Vec<_> = limits.into_iter().chain(SIZES.iter().map(|(field, _)| field)).collect();
    for field in ENDPOINTS.iter().flat_map(|row| row.fields) {
        assert!(known.iter().any(|known| known.wire == field.wire && known.kind == field.kind), "{field:?}");
    }
}

#[test]
fn texts_are_accepted_up_to_their_limit_and_no_further() {
    for (field, max) in &LENGTHS {
        for letter in ["a", "ü", "語", "😀", "\u{301}"] {
            let (full, over) = (letter.repeat(*max), letter.repeat(*max + 1));
            assert_eq!(field.clean(full.clone(), true), Ok(full), "{} {letter}", field.wire);
            let message = refused(field, &over);
            assert!(message.contains(&max.to_string()) && message.contains(&(max + 1).to_string()), "{message}");
            assert_eq!(field.clean(over.clone(), false), Ok(over), "{} without limits", field.wire);
        }
    }
}

#[test]
fn phone_numbers_are_counted_in_digits() {
    for (field, min, max) in [(&NUMBER, 5, 15), (&GROUP_ADMIN, 5, 30), (&GROUP_ADMIN_UNSENT, 5, 30)] {
        for count in [min, max] {
            assert_eq!(field.clean(digits(count), true), Ok(digits(count)));
            let decorated =
                format!("+{}", digits(count).chars().map(|digit| format!("{digit} -.")).collect::<String>());
            assert_eq!(field.clean(decorated, true), Ok(digits(count)));
        }
        for count in [min - 1, max + 1] {
            let message = refused(field, &digits(count));
            assert!(message.contains(&count.to_string()), "{message}");
            assert_eq!(field.clean(digits(count), false), Ok(digits(count)), "without limits");
        }
        assert_eq!(refused(field, "+ 1 2 - 0 . 2"), refused(field, "1202"), "decorations do not count");
    }
}

#[test]
fn files_are_accepted_up_to_their_limit_after_base64_and_no_further() {
    for (field, mb) in &SIZES {
        let max = mb * 1024 * 1024 / 4 * 3;
        for size in [None, Some(1), Some(max)] {
            assert_eq!(field.check_size(size, true), Ok(()), "{} {size:?}", field.wire);
        }
        for size in [max + 1, u64::MAX] {
            let invalid = field.check_size(Some(size), true).expect_err(field.wire);
            assert_eq!(invalid.field, field.key());
            let words = [format!("{mb} MB"), max.to_string(), size.to_string()];
            assert!(words.iter().all(|word| invalid.message.contains(word)), "{}", invalid.message);
            assert_eq!(field.check_size(Some(size), false), Ok(()));
        }
        for limits in [true, false] {
            assert_eq!(field.check_size(Some(0), limits).expect_err("empty").field, field.key());
        }
    }
}

#[test]
fn the_largest_file_is_the_one_whose_base64_still_fits() {
    for (encoded, size) in [(0, 0), (3, 0), (4, 3), (7, 3), (8, 6), (6 * MB, 4_718_592)] {
        assert_eq!(largest(encoded), size, "{encoded}");
    }
}

#[test]
fn nothing_that_is_required_may_be_empty() {
    for field in ENDPOINTS.iter().flat_map(|row| row.fields).filter(|field| field.wire != "caption") {
        for limits in [true, false] {
            assert_eq!(field.clean(String::new(), limits).expect_err(field.wire).field, field.key());
        }
    }
    assert_eq!(CAPTION.clean(String::new(), true), Ok(String::new()));
}

#[test]
fn public_names_are_camel_case() {
    let keys = [
        (&GROUP_NAME, "groupName"),
        (&GROUP_ADMIN, "groupAdmin"),
        (&GROUP_ADMIN_UNSENT, "groupAdmin"),
        (&VOICE_NOTE, "voiceNote"),
        (&FROM_LANG, "fromLang"),
        (&TO_LANG, "toLang"),
        (&JOB_ID, "jobId"),
        (&NUMBER, "number"),
        (&PDF_URL, "url"),
    ];
    for (field, key) in keys {
        assert_eq!(field.key(), key);
    }
}

#[test]
fn texts_go_as_they_are() {
    for text in [" spaced ", "\0\u{1}\u{7f}", "line\r\nline", "\"\\", "e\u{301}", "👩‍👩‍👧", "\u{FEFF}x", "<b>&amp;"]
    {
        for field in [&MESSAGE, &TEXT, &CAPTION, &GROUP_NAME, &URL] {
            assert_eq!(field.clean(text.into(), true).as_deref(), Ok(text), "{}", field.wire);
        }
    }
}

#[test]
fn a_link_goes_verbatim_even_where_it_would_not_parse() {
    for link in ["example.com", "HTTP://EXAMPLE.com/ü?a=b c#d", "not a url", "//x"] {
        assert_eq!(URL.clean(link.into(), true).as_deref(), Ok(link));
    }
}

#[test]
fn of_a_filename_only_the_last_component_is_sent() {
    let names = [
        ("report.pdf", "report.pdf"),
        ("/home/elsa/report.pdf", "report.pdf"),
        ("C:\\Users\\elsa\\report.pdf", "report.pdf"),
        ("C:\\fakepath/mixed\\re port-1_2.pdf", "re port-1_2.pdf"),
        ("../../etc/passwd", "passwd"),
        ("./a", "a"),
        ("größe (1) 😀.pdf", "größe (1) 😀.pdf"),
        (".bashrc", ".bashrc"),
    ];
    for (given, sent) in names {
        assert_eq!(FILENAME.clean(given.into(), true).as_deref(), Ok(sent), "{given}");
    }
    for given in ["/", "dir/", "dir\\", "a/b/\\"] {
        refused(&FILENAME, given);
    }
}

#[test]
fn a_filename_is_counted_after_its_path_is_cut_off() {
    let name = "n".repeat(80);
    assert_eq!(FILENAME.clean(format!("{}/{name}", "d".repeat(300)), true), Ok(name.clone()));
    refused(&FILENAME, &format!("d/{name}n"));
}

#[test]
fn a_filename_has_no_control_characters_whatever_the_limits() {
    for control in ['\0', '\n', '\r', '\t', '\u{1b}', '\u{7f}', '\u{85}'] {
        for limits in [true, false] {
            let invalid = FILENAME.clean(format!("a{control}b.pdf"), limits).expect_err("control");
            assert!(invalid.message.contains("control"), "{control:?}: {}", invalid.message);
        }
    }
}

#[test]
fn language_codes_are_letters_and_dashes() {
    for code in ["en", "fil", "zh-CN", "zh-TW", "sr-Latn-RS", "x"] {
        assert_eq!(FROM_LANG.clean(code.into(), true).as_deref(), Ok(code));
        assert_eq!(TO_LANG.clean(code.into(), true).as_deref(), Ok(code));
    }
    for code in ["en_US", "e1", " en", "en ", "zh–CN", "dé", "en/de", "en\n", "\""] {
        refused(&FROM_LANG, code);
        refused(&TO_LANG, code);
        assert!(TO_LANG.clean(code.into(), false).is_err(), "{code} without limits");
    }
}

#[test]
fn job_ids_can_not_leave_their_place_in_the_path() {
    for id in ["3f2c8a9e-0d4b-4c8e-9b55-5a1d6b1c2d3e", "A", "0", "-", "_", "aZ09_-"] {
        assert_eq!(JOB_ID.clean(id.into(), true).as_deref(), Ok(id));
    }
    for id in ["a/b", "..", ".", "a?b", "a#b", "a%2fb", "a b", "ä", "a\n", "{jobId}", "a\\b"] {
        refused(&JOB_ID, id);
        assert!(JOB_ID.clean(id.into(), false).is_err(), "{id} without limits");
    }
}
