//! How many: numbers, their modifiers, units and what is counted.

pub(crate) mod number;
pub(crate) mod piece;

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

/// The quantities of a text, in order, without overlap. Numbers inside `times` are not quantities.
pub fn find(_syntax: &nlp::Doc, _lexicon: &Lexicon, _times: &[types::Time]) -> Vec<types::Quantity> {
    Vec::new()
}
