//! How rare words are in news: `lexicons/rarity.toml`.

use crate::lexicon::parse;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    unknown: f32,
    number: f32,
    band: Vec<Band>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    rarity: f32,
    words: String,
}

pub(super) struct Rarity {
    unknown: f32,
    number: f32,
    words: HashMap<String, f32>,
}

impl Rarity {
    /// The logarithm of (reports / reports that have the word).
    pub(super) fn of(&self, word: &str) -> f32 {
        let number = word.bytes().all(|b| b.is_ascii_digit());
        let other = if number { self.number } else { self.unknown };
        self.words.get(word).copied().unwrap_or(other)
    }
}

pub(super) static RARITY: LazyLock<Rarity> = LazyLock::new(|| {
    let file: File = parse("rarity.toml", include_str!("../../../../lexicons/rarity.toml"));
    let words = |band: &Band| {
        let rarity = band.rarity;
        band.words.split_whitespace().map(|w| (w.to_owned(), rarity)).collect::<Vec<_>>()
    };
    Rarity { unknown: file.unknown, number: file.number, words: file.band.iter().flat_map(words).collect() }
});

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::RARITY;

    #[test]
    fn words_stand_in_the_table_as_they_are_folded() {
        let other: Vec<_> = RARITY.words.keys().filter(|w| fold(w).as_ref() != Some(*w)).take(5).collect();
        assert!(other.is_empty(), "{other:?}");
        assert!(RARITY.of("said") < RARITY.of("bridge") && RARITY.of("bridge") < RARITY.of("zanzevar"));
    }
}
