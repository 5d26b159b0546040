//! Which documents are copies, and of which.

use crate::voice::{Voice, bond};
use std::collections::{BTreeSet, HashMap};
use types::Bond;

/// Documents that one key calls up, the earliest. Keys of more are formulas.
const CALLED: usize = 100;

/// A document whose original is sought.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// What it is known by; no two have the same.
    pub id: &'a str,
    /// When it was published, in days since 1 January 1970; nothing when that is unknown.
    pub day: Option<i32>,
    /// Its story: documents of one story are compared even where no key of the index joins them.
    pub story: usize,
    /// Its words and credits.
    pub voice: &'a Voice,
}

/// For each document the index of the earliest one that it is a copy of; nothing for one that stands for
/// itself or is the earliest. By day, then by id, documents without a day last. Of two that copy a third
/// unknown one, the later counts as the copy. The order of `heard` does not matter.
pub fn originals(heard: &[Heard]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..heard.len()).collect();
    order.sort_by_key(|i| (heard[*i].day.is_none(), heard[*i].day, heard[*i].id));
    let mut found = vec![None; heard.len()];
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, i) in order.iter().enumerate() {
        let own = heard[*i];
        let keys: Vec<u64> = own.voice.signature.bands().into_iter().chain([own.story as u64]).collect();
        // Places in the order, so that the earliest goes first.
        let near: BTreeSet<usize> = keys.iter().filter_map(|k| index.get(k)).flatten().copied().collect();
        let copied = |p: &usize| matches!(bond(own.voice, heard[order[*p]].voice), Some(Bond::Copy { .. }));
        found[*i] = near.into_iter().find(copied).map(|p| order[p]);
        for key in keys {
            let called = index.entry(key).or_default();
            if called.len() < CALLED {
                called.push(place);
            }
        }
    }
    found
}
