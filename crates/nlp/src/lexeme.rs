//! What depends on the letters of a word alone.

use crate::chars;
use crate::hash::string_id;

/// Norms of quotation marks, dashes and currency signs, which every spaCy language shares.
const BASE_NORMS: &[(&str, &str)] = &[
    ("'s", "'s 'S ’s ’S"),
    ("'", "’ ‘ ´ `"),
    ("\"", "” “ '' `` ´´ „ » « ‘‘ ’’"),
    ("?", "？"),
    ("!", "！"),
    (",", "，"),
    (";", "；"),
    (":", "："),
    (".", "。 ।"),
    ("...", "…"),
    ("-", "— – -- --- ——"),
    ("$", "€ £ ¥ ฿ US$ C$ A$ ₺ ₹ ৳ ₩ Mex$ ₣ E£"),
];

/// The features of a word that the networks read, as string ids.
#[derive(Debug, Clone)]
pub(crate) struct Lexeme {
    pub(crate) text: Box<str>,
    pub(crate) orth: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

impl Lexeme {
    /// `norm` is the model's own norm of the word, when it has one.
    pub(crate) fn new(text: &str, norm: impl FnOnce(u64) -> Option<u64>) -> Lexeme {
        let orth = string_id(text);
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Lexeme {
            text: text.into(),
            orth,
            norm: norm(orth).unwrap_or_else(|| base_norm(text)),
            prefix: string_id(&text[..first]),
            suffix: string_id(&text[last..]),
            shape: string_id(&shape(text)),
            is_space: !text.is_empty() && text.chars().all(chars::is_space),
        }
    }
}

fn base_norm(text: &str) -> u64 {
    // The longest of them has five bytes; most words are longer or plain.
    let listed = BASE_NORMS.iter().find(|(_, from)| text.len() < 8 && from.split(' ').any(|f| f == text));
    match listed {
        Some((to, _)) => string_id(to),
        None => string_id(&chars::lower(text)),
    }
}

/// `Xxxx` of a word: runs are cut after four; a hundred characters and more are `LONG`.
pub(crate) fn shape(text: &str) -> String {
    if text.len() >= 100 && text.chars().count() >= 100 {
        return "LONG".into();
    }
    let mut out = String::with_capacity(text.len());
    let (mut last, mut run) = (None, 0);
    for c in text.chars() {
        let class = if chars::is_alphabetic(c) {
            if chars::is_uppercase(c) { 'X' } else { 'x' }
        } else if chars::is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 4 {
            out.push(class);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_four_of_a_run() {
        assert_eq!(shape("Parliament"), "Xxxxx");
        assert_eq!(shape("COVID-19,000,000"), "XXXX-dd,ddd,ddd");
        assert_eq!(shape("......"), "....");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
        assert_eq!(shape("Ⅷ²é"), "Ⅷdx");
    }

    #[test]
    fn affixes_are_counted_in_characters() {
        let word = Lexeme::new("écoleß", |_| None);
        assert_eq!((word.prefix, word.suffix), (string_id("é"), string_id("leß")));
        assert_eq!(Lexeme::new("of", |_| None).suffix, string_id("of"));
    }

    #[test]
    fn norms_come_from_model_then_signs_then_lower_case() {
        assert_eq!(Lexeme::new("colour", |_| Some(7)).norm, 7);
        assert_eq!(Lexeme::new("€", |_| None).norm, string_id("$"));
        assert_eq!(Lexeme::new("Harbour", |_| None).norm, string_id("harbour"));
        assert_eq!(Lexeme::new("A", |_| None).shape, 101);
    }
}
