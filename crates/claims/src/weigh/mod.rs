//! Which question, compatible or not, independent or not, standing.

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

use crate::ground::actor::Actors;

/// The questions that the claims of one document answer, the contested first. Sets `question` and
/// `answer` on the claims.
pub fn weigh(
    _document: &types::Document,
    _syntax: &nlp::Doc,
    _lexicon: &Lexicon,
    _actors: &Actors,
    _claims: &mut [types::Claim],
) -> Vec<types::Question> {
    Vec::new()
}
