//! Where: toponyms, resolved against the gazetteer.
//!
//! ```text
//! spot    ->  relate      ->  choose           ->  spelling     ->  settle
//! which       what holds      which place each     names that        points, precision,
//! words       what            name means           nobody knows      role, reasons
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
mod role;
mod rows;
mod scan;
mod settle;
mod sources;
mod spelling;
mod spot;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tiny;
mod unknown;

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
    let mut chosen = choose::choose(&groups);
    let holders = settle::holders(&atlas, &mentions, &said, &groups, &chosen);
    spelling::respell(&atlas, &mentions, &groups, &holders, &mut chosen);
    settle::settle(syntax, &atlas, &mentions, &said, &groups, &chosen, &holders)
}

/// The first-level units of a country that a headline names, or names a town of, in order: for words whose
/// grammar nobody worked out. A country goes by the name that [`find`] prints.
pub fn units_in(headline: &str, country: &str, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Vec<String> {
    let atlas = atlas::Atlas::new(lexicon, gazetteer);
    let words: Vec<&str> = headline.split_whitespace().collect();
    let mut units: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = (1..=LONGEST.min(words.len() - at)).rev().find_map(|n| {
            let name = words[at..at + n].join(" ");
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            name.starts_with(char::is_uppercase)
                .then(|| atlas.unit_in(name, country))
                .flatten()
                .map(|u| (n, u))
        });
        at += found.as_ref().map_or(1, |(n, _)| *n);
        units.extend(found.map(|(_, unit)| unit).filter(|u| !units.contains(u)));
    }
    units
}

/// The longest name that a headline is searched for, in words.
const LONGEST: usize = 3;
