//! Words of a line, and how they are written.

/// Lower case, straight quotes, single blanks, no punctuation at the end: the form that lexicons
/// are written in.
pub(crate) fn normal(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' => out.push('\''),
                '“' | '”' => out.push('"'),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out.truncate(out.trim_end_matches(['.', '!', '?', ':', '…', '»', '›', '>', '→', ' ']).len());
    out
}

/// Whether a sentence ends at the end of the line; closing quotes and brackets may follow.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let rest = line.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    rest.ends_with(['.', '!', '?', '…', '。', '؟', '।'])
}

/// Share of the longer words that begin with a capital. Nothing when there are none.
pub(crate) fn title_share(line: &str) -> Option<f64> {
    let first = |w: &str| w.chars().find(|c| c.is_alphabetic());
    let long = line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let (mut all, mut capitals) = (0_u32, 0_u32);
    for c in long.filter_map(first) {
        all += 1;
        capitals += u32::from(c.is_uppercase());
    }
    (all > 0).then(|| f64::from(capitals) / f64::from(all))
}

/// The words without punctuation, in lower case.
pub(crate) fn bare(line: &str) -> Vec<String> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How many words, up to `most`.
pub(crate) fn count(line: &str, most: usize) -> usize {
    line.split_whitespace().take(most).count()
}

/// Whether quotation marks stand in it.
pub(crate) fn quotes(line: &str) -> bool {
    line.contains(['"', '“', '”', '«', '„'])
}

/// A cut at most `at` bytes into `text`, on a character.
pub(crate) fn cut(text: &str, at: usize) -> &str {
    let end = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i));
    &text[..end.unwrap_or(0)]
}
