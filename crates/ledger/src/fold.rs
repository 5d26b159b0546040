//! Words as they are looked for: without accents, in small letters, in Latin script.

use sha2::{Digest, Sha256};

/// Words of the text as the search index holds them, in order: transliterated to ASCII, in small
/// letters, cut at whatever is neither letter nor digit. Both databases are given these words, so that
/// both find the same. A word beyond 60 letters is cut off there.
pub fn fold(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut put = |word: &mut String| {
        if !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            if word.len() < 60 {
                word.push(c.to_ascii_lowercase());
            }
            continue;
        }
        // An apostrophe or accent inside a word parts nothing: "Ba'ath", "Deir ez-Zor's".
        if matches!(c, '\'' | '’' | 'ʼ' | 'ʿ' | 'ʾ') {
            continue;
        }
        if !c.is_alphanumeric() && !is_mark(c) {
            put(&mut word);
            continue;
        }
        for plain in any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric) {
            if word.len() < 60 {
                word.push(plain.to_ascii_lowercase());
            }
        }
    }
    put(&mut word);
    words
}

/// Marks that combine with the letter before them.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x0483..=0x0489 | 0x064B..=0x065F | 0x0670 | 0x20D0..=0x20FF)
}

/// The number under which things known by a text are filed: the first 8 bytes of the SHA-256. With a
/// million texts two are filed under one number once in 37 million ledgers.
pub fn key(text: &str) -> i64 {
    let hash = Sha256::digest(text.as_bytes());
    i64::from_le_bytes(*hash.first_chunk().expect("a SHA-256 has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_scripts_and_marks_do_not_matter() {
        assert_eq!(fold("Müller’s Kråkøy–Tàl, №5"), ["mullers", "krakoy", "tal", "5"]);
        assert_eq!(fold("e\u{301}tat"), ["etat"]);
        assert_eq!(fold("Тверь"), fold("tver"));
    }

    #[test]
    fn nothing_but_words_is_left() {
        assert_eq!(fold("\"a\" OR b* NEAR(c) -- ; \u{0}"), ["a", "or", "b", "near", "c"]);
        assert!(fold("¡…!").is_empty());
        assert_eq!(fold(&"x".repeat(500))[0].len(), 60);
    }
}
