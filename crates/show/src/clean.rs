//! Words of a document on their way to a terminal.

use std::borrow::Cow;

/// The text without anything that a terminal would obey: control characters (escape sequences begin
/// with one) become `\u{fffd}`, white space of any kind one blank, and the marks that turn the
/// direction of writing or hide are dropped.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_control(c) && !is_invisible(c) && (c == ' ' || !c.is_whitespace()))
        && !text.contains("  ")
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if is_control(c) {
            out.push(char::REPLACEMENT_CHARACTER);
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// C0, DEL and C1: what ECMA-48 sequences are made of. White space among them is harmless once it
/// has become a blank.
fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// Marks without a width that change how their neighbours are shown: overrides and isolates of the
/// direction of writing, the byte order mark, soft hyphens, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn no_escape_sequence_comes_through() {
        let shown = clean("\u{1b}]0;title\u{7}red\u{1b}[31m \u{9b}2J\r\n\tend\u{7f}");
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        assert!(shown.contains("red") && shown.ends_with("end\u{fffd}"), "{shown:?}");
    }

    #[test]
    fn marks_that_turn_the_writing_are_dropped() {
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{feff}"), "abc");
    }

    #[test]
    fn plain_words_stay_as_they_are() {
        assert!(matches!(clean("“No,” said Žana."), std::borrow::Cow::Borrowed(_)));
    }
}
