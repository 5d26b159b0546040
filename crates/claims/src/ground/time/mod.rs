//! When: TIMEX3 expressions and the intervals that they stand for.

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

/// The time expressions of a text, in order, without overlap. `published` resolves the relative
/// ones; without it they stay unresolved.
pub fn find(
    _syntax: &nlp::Doc,
    _lexicon: &Lexicon,
    _published: Option<jiff::civil::Date>,
) -> Vec<types::Time> {
    Vec::new()
}
