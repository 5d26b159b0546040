//! Where: toponyms, resolved against the gazetteer.

mod build;
mod fold;
mod format;
mod gazetteer;
mod geo;
mod sources;
#[cfg(test)]
mod tiny;

pub use fold::{fold, fold_bare};
pub use format::{FORMAT, GazetteerError, NameKind};
pub use gazetteer::{Gazetteer, PlaceId, Record};
pub use sources::Sources;

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

/// The toponyms of a text, in order, without overlap.
pub fn find(_syntax: &nlp::Doc, _lexicon: &Lexicon, _gazetteer: &Gazetteer) -> Vec<types::Place> {
    Vec::new()
}
