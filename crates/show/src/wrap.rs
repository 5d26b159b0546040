//! Lines that fit a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that the text takes. Control characters count as one, as [`crate::clean`] replaces them.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text in lines of at most `width` columns, broken at blanks; a word that is longer than a
/// whole line is broken between characters as people count them. Never no line: empty text gives
/// one empty line. A width of nought counts as one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let (blank, length) = (usize::from(used > 0), columns(word));
        if used + blank + length > width && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if length <= width {
            line.push_str(word);
            used += length;
        } else {
            used = broken(word, width, &mut lines);
        }
    }
    lines
}

/// Adds a word that fits no line, and says how many columns its last line takes.
fn broken(word: &str, width: usize, lines: &mut Vec<String>) -> usize {
    let mut used = 0;
    for piece in word.graphemes(true) {
        let length = columns(piece);
        if used + length > width && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        lines.last_mut().expect("there is always a line").push_str(piece);
        used += length;
    }
    used
}

/// The text in at most `width` columns, cut off with an ellipsis where it is longer.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for piece in text.graphemes(true) {
        if columns(&out) + columns(piece) + 1 > width {
            break;
        }
        out.push_str(piece);
    }
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked() {
        let text =
            "The 橋 is closed and https://very.long.example/address/that/does/not/end stays 閉鎖中閉鎖中";
        for width in 2..50 {
            for line in wrap(text, width) {
                assert!(columns(&line) <= width, "{width}: {line:?}");
            }
        }
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn words_come_through_in_order() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdef gh", 4), ["abcd", "ef", "gh"]);
    }

    #[test]
    fn a_cut_is_seen() {
        assert_eq!(cut("interior ministry", 9), "interior…");
        assert_eq!(cut("army", 4), "army");
    }
}
