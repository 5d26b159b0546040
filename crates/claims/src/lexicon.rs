//! The words and facts that the modules read, as data from `lexicons/`.

use crate::{extract, ground, weigh};

/// Every file of `lexicons/` that this crate reads, for [`Lexicons::version`].
const FILES: [(&str, &str); 20] = files();

const fn files() -> [(&'static str, &'static str); 20] {
    macro_rules! files {
        ($($name:literal),* $(,)?) => {
            [$(($name, include_str!(concat!("../../../lexicons/", $name)))),*]
        };
    }
    files![
        "actors-armed.toml",
        "actors-bodies.toml",
        "actors-media.toml",
        "actors.toml",
        "cues.toml",
        "numbers.toml",
        "people.toml",
        "places-states.toml",
        "places-units.toml",
        "places.toml",
        "questions/accident.toml",
        "questions/acts.toml",
        "questions/conflict.toml",
        "questions/disaster.toml",
        "questions/election.toml",
        "questions/outbreak.toml",
        "questions/politics.toml",
        "questions/protest.toml",
        "questions/words.toml",
        "time.toml",
    ]
}

/// A lexicon file that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("lexicons/{file}: {message}")]
pub struct LexiconError {
    /// The file.
    pub file: &'static str,
    /// What is wrong, with line and column where known.
    pub message: String,
}

/// All lexicons.
pub struct Lexicons {
    /// Words that attribute, hedge and negate.
    pub cue: extract::Lexicon,
    /// Months, weekdays, units and parts of time.
    pub time: ground::time::Lexicon,
    /// Numbers, modifiers and units.
    pub quantity: ground::quantity::Lexicon,
    /// Supplements to the gazetteer, and words that say what a place is.
    pub place: ground::place::Lexicon,
    /// States, bodies, armed groups, and words for kinds of people.
    pub actor: ground::actor::Lexicon,
    /// Kinds of question.
    pub question: weigh::Lexicon,
}

impl Lexicons {
    /// The lexicons that come with hearsay.
    ///
    /// # Errors
    /// When a file does not have its form; a test holds that those that ship do.
    pub fn builtin() -> Result<Lexicons, LexiconError> {
        Ok(Lexicons {
            cue: extract::Lexicon::builtin()?,
            time: ground::time::Lexicon::builtin()?,
            quantity: ground::quantity::Lexicon::builtin()?,
            place: ground::place::Lexicon::builtin()?,
            actor: ground::actor::Lexicon::builtin()?,
            question: weigh::Lexicon::builtin()?,
        })
    }

    /// The version of the words: twelve hexadecimal digits of the SHA-256 over all files. Another word,
    /// another version.
    pub fn version() -> String {
        use sha2::Digest;
        let mut hash = sha2::Sha256::new();
        for (name, text) in FILES {
            hash.update(format!("{} {name}\n{text}", text.len()));
        }
        data_encoding::HEXLOWER.encode(&hash.finalize()[..6])
    }
}

/// Parses one lexicon file into its form.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|e| LexiconError { file, message: e.to_string() })
}

#[cfg(test)]
mod tests {
    /// Those are read by `read`.
    const OTHERS: [&str; 6] =
        ["dates.toml", "furniture.toml", "language.toml", "method.toml", "rarity.toml", "wires.toml"];

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn every_file_of_words_counts_in_the_version() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../lexicons");
        let mut found = Vec::new();
        for (folder, prefix) in [(root.to_owned(), ""), (format!("{root}/questions"), "questions/")] {
            let names =
                std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
            found.extend(names.filter(|n| n.ends_with(".toml")).map(|n| format!("{prefix}{n}")));
        }
        found.retain(|n| !OTHERS.contains(&n.as_str()));
        found.sort();
        assert_eq!(super::FILES.map(|(n, _)| n.to_owned()).to_vec(), found);
        assert_eq!(super::Lexicons::version().len(), 12);
    }

    #[test]
    fn the_lexicons_that_ship_can_be_read() {
        super::Lexicons::builtin().map(drop).unwrap();
    }
}
