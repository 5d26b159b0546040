//! Characters as Python sees them: spaCy's shapes, lemmas and white space follow `str`'s methods,
//! which differ from Rust's predicates (`char::is_alphabetic` also accepts marks and Roman numerals).

mod table;

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let code = c as u32;
    let at = ranges.partition_point(|r| r.1 < code);
    ranges.get(at).is_some_and(|r| r.0 <= code)
}

/// `str.isspace` of one character. Unlike `char::is_whitespace` it accepts U+001C to U+001F.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `str.isalpha` of one character: a letter, no mark and no number.
pub fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(table::ALPHABETIC, c) }
}

/// `str.isupper` of one character.
pub fn is_uppercase(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { within(table::UPPERCASE, c) }
}

/// `str.isdigit` of one character: also superscripts, but no fractions.
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(table::DIGIT, c) }
}

/// `\d` of Python's `re`.
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(table::DECIMAL, c) }
}

/// `\w` of Python's `re`.
pub fn is_word(c: char) -> bool {
    c == '_' || is_alphabetic(c) || is_digit(c) || within(table::NUMERIC, c)
}

/// `str.lower`. Letters that are younger than the pinned version of Unicode stay as they are.
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let known = |c: char| c.is_ascii() || within(table::LOWERS, c) || c.to_lowercase().eq([c]);
    if text.chars().all(known) {
        return text.to_lowercase();
    }
    let one = |c: char| if known(c) { c.to_lowercase().collect() } else { String::from(c) };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_letters_only() {
        assert!("aZéßʰ中".chars().all(is_alphabetic));
        assert!(!"Ⅷⓐ\u{93f}_1".chars().any(is_alphabetic));
    }

    #[test]
    fn digits_are_not_fractions() {
        assert!("0٣²③".chars().all(is_digit));
        assert!(!"½Ⅷ".chars().any(is_digit));
        assert!("½".chars().all(is_word));
        assert!(!is_decimal('²') && is_decimal('٣'));
    }

    #[test]
    fn separators_are_space() {
        assert!("\t\u{1c}\u{1f}\u{85}\u{a0}\u{3000}".chars().all(is_space));
        assert!(!is_space('\u{200b}'));
    }

    #[test]
    fn lower_case_knows_the_final_sigma_and_old_unicode() {
        assert_eq!(lower("ΟΔΟΣ"), "οδος");
        assert_eq!(lower("\u{10d50}A"), "\u{10d50}a");
    }
}
