//! Where: toponyms, resolved against the gazetteer.
//!
//! ```text
//! spot    ->  relate      ->  choose           ->  settle
//! which       what holds      which place each     points, precision,
//! words       what            name means           role, reasons
//! ```

mod atlas;
mod beside;
mod build;
mod choose;
mod fold;
mod format;
mod gazetteer;
mod geo;
mod lexicon;
mod relate;
mod settle;
mod sources;
mod spot;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tiny;

pub use fold::{fold, fold_bare};
pub use format::{FORMAT, GazetteerError, NameKind};
pub use gazetteer::{Gazetteer, PlaceId, Record};
pub use lexicon::Lexicon;
pub use sources::Sources;

/// The toponyms of a text, in order, without overlap.
pub fn find(syntax: &nlp::Doc, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Vec<types::Place> {
    let atlas = atlas::Atlas::new(lexicon, gazetteer);
    let mentions = spot::spot(syntax, &atlas);
    let said = relate::said(syntax, lexicon, &mentions);
    let groups = relate::groups(&mentions, &said);
    let chosen = choose::choose(&groups);
    settle::settle(syntax, &atlas, &mentions, &said, &groups, &chosen)
}
