//! Where: toponyms, resolved against the gazetteer.

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

/// The places of the world.
pub struct Gazetteer {}

/// The toponyms of a text, in order, without overlap.
pub fn find(_syntax: &nlp::Doc, _lexicon: &Lexicon, _gazetteer: &Gazetteer) -> Vec<types::Place> {
    Vec::new()
}
