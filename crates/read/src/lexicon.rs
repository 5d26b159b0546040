//! Words as data, from `lexicons/`.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// `lexicons/furniture.toml`: signs of what is nobody's statement, and of captions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Furniture {
    /// A passage of more words than this is never furniture by its words.
    pub most_words: usize,
    pub whole: HashSet<String>,
    pub starts: Vec<String>,
    pub contains: Vec<String>,
    pub players: Vec<String>,
    pub ends: Vec<String>,
    pub sections: HashSet<String>,
    pub section_starts: Vec<String>,
    pub caption: Caption,
    pub byline: Byline,
    pub page: Page,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Caption {
    pub starts: Vec<String>,
    pub contains: Vec<String>,
    pub agencies: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Byline {
    pub starts: Vec<String>,
    pub credits: Vec<String>,
    pub particles: HashSet<String>,
}

/// Names in a page's classes and ids.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    pub caption: HashSet<String>,
    pub byline: HashSet<String>,
}

/// `lexicons/dates.toml`: names of months and days, and words before a date of publication.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dates {
    pub months: Vec<Vec<String>>,
    pub weekdays: Vec<Vec<String>>,
    pub published: HashSet<String>,
    pub modified: Vec<String>,
}

/// `lexicons/language.toml`: the commonest function words of languages, by ISO 639-1 code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Languages {
    pub names: HashMap<String, String>,
    pub words: HashMap<String, Vec<String>>,
}

pub(crate) fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> T {
    match toml::from_str(text) {
        Ok(value) => value,
        // The files are part of the program; a test holds that they have their form.
        Err(e) => unreachable!("lexicons/{file}: {e}"),
    }
}

pub(crate) static FURNITURE: LazyLock<Furniture> =
    LazyLock::new(|| parse("furniture.toml", include_str!("../../../lexicons/furniture.toml")));
pub(crate) static DATES: LazyLock<Dates> =
    LazyLock::new(|| parse("dates.toml", include_str!("../../../lexicons/dates.toml")));
pub(crate) static LANGUAGES: LazyLock<Languages> =
    LazyLock::new(|| parse("language.toml", include_str!("../../../lexicons/language.toml")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicons_that_ship_can_be_read() {
        assert!(FURNITURE.most_words > 0);
        assert_eq!((DATES.months.len(), DATES.weekdays.len()), (12, 7));
        assert!(LANGUAGES.words.keys().all(|code| LANGUAGES.names.contains_key(code)));
    }

    #[test]
    fn phrases_are_written_as_they_are_compared() {
        let f = &*FURNITURE;
        let phrases = f.whole.iter().chain(&f.starts).chain(&f.contains).chain(&f.sections);
        for phrase in phrases.chain(&f.caption.starts).chain(&f.caption.contains) {
            let plain = phrase.to_lowercase() == *phrase && !phrase.contains(['’', '‘', '“', '”']);
            assert!(plain && !phrase.contains("  "), "{phrase}");
        }
    }
}
