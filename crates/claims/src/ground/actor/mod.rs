//! Who: actors and all their mentions.

use crate::LexiconError;

/// The words that this module reads.
#[derive(Default)]
pub struct Lexicon {}

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        Ok(Lexicon {})
    }
}

/// The actors of a document and where they are mentioned.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    /// The actors, in order of first mention.
    pub actors: Vec<types::Actor>,
    /// Mentions, in order of their heads.
    pub mentions: Vec<types::Mention>,
}

impl Actors {
    /// The actor that the noun phrase with this head token means.
    pub fn at_head(&self, token: usize) -> Option<&types::Actor> {
        let i = self.mentions.binary_search_by_key(&token, |m| m.head).ok()?;
        self.actors.get(self.mentions[i].actor)
    }
}

/// The actors of a document.
pub fn find(_document: &types::Document, _syntax: &nlp::Doc, _lexicon: &Lexicon) -> Actors {
    Actors::default()
}
