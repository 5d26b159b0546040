//! The forms of a name: bare, in words, as initials; and what stands in front of it.

use super::shape::{Gender, Text};

/// Whether a phrase only says where: "in Norland", "from the Norland border".
pub(super) fn location(text: &Text, head: usize) -> bool {
    let preposition = text.doc.head(text.joined_to(head));
    text.doc.dep(text.joined_to(head)) == "pobj"
        && !text.speaks(head)
        && text.lexicon.is("locative", &text.doc.word(preposition).to_lowercase())
}

/// The gender that a form of address before a name tells: "Mrs. Roe".
pub(super) fn address(text: &Text, first: usize) -> Option<Gender> {
    let before = text.doc.word(first.checked_sub(1)?).to_lowercase();
    text.lexicon.title(&before)?
}

/// Without what does not belong to a name: "the", a genitive, marks.
pub(super) fn bare(written: &str) -> &str {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”' | '(' | ')' | ';' | ':');
    let trimmed = written.trim_matches(marks);
    let trimmed = ["the ", "The ", "THE "].iter().find_map(|a| trimmed.strip_prefix(a)).unwrap_or(trimmed);
    ["'s", "’s", "'", "’"].iter().find_map(|e| trimmed.strip_suffix(e)).unwrap_or(trimmed)
}

pub(super) fn words(written: &str) -> Vec<String> {
    let plain = |w: &str| {
        let word = any_ascii::any_ascii(w).to_lowercase();
        let word = word.strip_suffix("'s").unwrap_or(&word);
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    bare(written).split_whitespace().map(plain).filter(|w| !w.is_empty()).collect()
}

/// Whether two names of two words or more with the same last word are one person's.
pub(super) fn same_human(a: &[String], b: &[String]) -> bool {
    if a.last() != b.last() {
        return false;
    }
    let (x, y) = (&a[0], &b[0]);
    let initial = |s: &str, l: &str| s.len() == 1 && l.starts_with(s);
    let nickname = x.len() > 2 && y.len() > 2 && (x.starts_with(y.as_str()) || y.starts_with(x.as_str()));
    x == y || nickname || initial(x, y) || initial(y, x) || a.ends_with(b) || b.ends_with(a)
}

/// The capitals of a name of three words or more.
pub(super) fn initials(written: &str) -> Option<String> {
    let split = |c: char| c.is_whitespace() || c == '-';
    let initials: String =
        written.split(split).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    (initials.chars().count() > 2).then_some(initials)
}
