//! Weighing when testimonies come one after the other: what one more changes.
//!
//! The sum is that of [`weigh_all`](super::weigh_all), whatever the order in which they come: all that is
//! noted (which question, what is live, which pairs count) is a function of the set. A new testimony is
//! compared with its neighbours only: the live ones in the cells where it looks whose reach meets its own,
//! and a few steps of its voice's chain. So the work of adding one does not grow with the history.
//!
//! `earlier` is what the docket asks of whoever keeps the testimonies, `adding` the work, `memory` a
//! keeper in memory.

mod adding;
mod earlier;
mod memory;

#[cfg(test)]
mod tests;

pub use earlier::{Change, Earlier, Episode, Held, Joined, Name, Slip, State};
pub use memory::Memory;

use super::bond::Bonds;
use super::episode;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::row::{Prepared, Row};
use super::standing::admits;
use super::window::spoken_key;
use super::{cells, chain, range};
use std::sync::Arc;
use types::Testimony;

/// Adds testimonies one after the other.
pub struct Docket<'a> {
    judge: Judge<'a>,
}

impl<'a> Docket<'a> {
    /// `bonds` must say of two documents the same as it said before.
    pub fn new(lexicon: &'a Lexicon, bonds: &'a dyn Bonds) -> Docket<'a> {
        Docket { judge: Judge { lexicon, bonds } }
    }

    /// A testimony, ready to be added.
    pub fn prepare(&self, testimony: &Testimony) -> Arc<Prepared> {
        Arc::new(Prepared::new(self.judge.lexicon, testimony.clone()))
    }

    /// What adding this testimony changes; `earlier` must hold all added before with their changes, and not
    /// this one. Nothing for a testimony of a kind that the lexicon does not know.
    pub fn add(&self, earlier: &dyn Earlier, testimony: &Arc<Prepared>) -> Option<Change> {
        adding::add(&self.judge, earlier, testimony)
    }
}

/// What a keeper indexes of a testimony.
fn slip(lexicon: &Lexicon, row: &Row<'_>) -> Slip {
    let t = row.t;
    Slip {
        name: Name::of(t),
        claim: t.claim.clone(),
        base: row.base.clone().into_owned(),
        voice: t.voice.own.clone(),
        spoken: spoken_key(t),
        chained: chain::chained(row),
        number: range::of(t),
        cells: cells::cells(lexicon, row),
        reach: row.reach,
        days: episode::days(lexicon, t),
        withdraws: t.withdraws,
        conditional: t.conditional,
        foretold: row.foretells(),
        answers: row.answers(),
        admits: admits(lexicon, row),
    }
}
