//! The words and facts that the modules read, as data from `lexicons/`.

use crate::{extract, ground, weigh};

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
    #[test]
    fn the_lexicons_that_ship_can_be_read() {
        super::Lexicons::builtin().map(drop).unwrap();
    }
}
