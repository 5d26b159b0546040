//! Source, cue, content, quotation, stance, certainty, chain.

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

/// The attributed statements of a document, in order.
pub fn extract(_document: &types::Document, _syntax: &nlp::Doc, _lexicon: &Lexicon) -> Vec<types::Claim> {
    Vec::new()
}
