//! Phone numbers, as people write and paste them.

/// The digits of a phone number: one leading "+", white space, dashes, dots, brackets and bidi marks are taken away.
///
/// # Errors
/// What is wrong, in words, if anything but digits is left, or if they start with 0: no country code does, so it is a
/// trunk prefix (`0171…`) or an international one (`0049…`), and the message would go to nobody or to somebody else.
///
/// ```
/// # use whatsmate::core::phone::clean;
/// assert_eq!(clean("+1 (202) 555-0123").as_deref(), Ok("12025550123"));
/// assert!(clean("0202 555 0123").is_err());
/// ```
pub fn clean(written: &str) -> Result<String, String> {
    let is_blank = |letter: char| letter.is_whitespace() || is_unseen(letter);
    let compact: Vec<char> = written.chars().filter(|letter| !is_blank(*letter)).collect();
    if compact.windows(3).any(|three| matches!(three, ['(', '0', ')'] | ['[', '0', ']'])) {
        return Err("\"(0)\" marks a trunk prefix that is not dialled from abroad: leave it out".into());
    }
    let mut digits = String::with_capacity(written.len());
    let mut plus = false;
    for letter in written.chars().filter(|letter| !is_decoration(*letter)) {
        match letter {
            '+' if digits.is_empty() && !plus => plus = true,
            '0'..='9' => digits.push(letter),
            _ => return Err(format!("only digits are allowed in a phone number, \"{letter}\" was found")),
        }
    }
    match digits.chars().next() {
        None => Err("there is no digit in it".into()),
        Some('0') => {
            Err("a phone number starts with its country code, which never starts with 0: leave out the trunk \
                          prefix (0) or the international prefix (00)"
                .into())
        }
        Some(_) => Ok(digits),
    }
}

/// What people put between digits for the eye, or what a copied number carries along unseen.
fn is_decoration(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '.' | '(' | ')' | '[' | ']' | '（' | '）'
            // dashes: Unicode's category Pd, the minus sign and the soft hyphen
            | '-' | '\u{AD}' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2212}'
                    | '\u{2E17}'
                    | '\u{2E1A}'
                    | '\u{2E3A}'
                    | '\u{2E3B}'
                    | '\u{2E40}'
                    | '\u{2E5D}'
                    | '\u{301C}'
                    | '\u{3030}'
                    | '\u{30A0}'
                    | '\u{FE31}'
                    | '\u{FE32}'
                    | '\u{FE58}'
                    | '\u{FE63}'
                    | '\u{FF0D}'
                    | '\u{10D6E}'
                    | '\u{10EAD}'
        )
        || is_unseen(letter)
}

/// Bidi marks, embeddings, overrides and isolates; zero-width space, joiners and byte order mark.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
