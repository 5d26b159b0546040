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

pub use earlier::{Change, Earlier, Episode, Held, Joined, Left, Look, Name, Slip, State};
pub use memory::Memory;

use super::bond::Bonds;
use super::episode;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::row::{Prepared, Row};
use super::spoken::spoken_key;
use super::standing::admits;
use super::{cells, chain, range};
use std::sync::Arc;
use types::{QuestionId, Testimony};

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

    /// Where adding this testimony will look; nothing for one of a kind that the lexicon does not know.
    pub fn look(&self, testimony: &Prepared) -> Option<Look> {
        let lexicon = self.judge.lexicon;
        let row = testimony.row()?;
        Some(Look {
            base: row.base.clone().into_owned(),
            cells: cells::looks(lexicon, &row),
            reach: row.reach,
            voice: row.t.voice.own.clone(),
            spoken: chain::chained(&row).then(|| spoken_key(row.t)),
            episode: adding::episode(lexicon, &row),
        })
    }

    /// The id of the question under which it would stand now.
    pub fn question(&self, earlier: &dyn Earlier, testimony: &Prepared) -> Option<QuestionId> {
        Some(adding::place(&self.judge, earlier, &testimony.row()?).0)
    }

    /// What taking this testimony out changes for those that stay; `earlier` must hold all but it, whose pairs are gone
    /// with it. Nothing where that is to be found by adding anew all that stands under its question, whatever
    /// the day. What becomes of its episode is not looked at: see [`Docket::keeps_days`].
    pub fn remove(&self, earlier: &dyn Earlier, testimony: &Prepared) -> Option<Left> {
        adding::remove(&self.judge, earlier, testimony)
    }

    /// A cell in which all that stands under the question of a testimony lies, whatever the day; nothing where no episode
    /// hangs on the testimony.
    pub fn cell(&self, testimony: &Prepared) -> Option<cells::Cell> {
        self.days(testimony)?;
        Some(cells::question(&testimony.row()?.base))
    }

    /// Whether an episode is what it was without this testimony: others of its question, some or all of them, tell of days
    /// that follow one another from its first to its last, so that whatever it was joined with is joined with them.
    pub fn keeps_days(&self, testimony: &Prepared, others: &[Arc<Prepared>]) -> bool {
        let Some((from, to)) = self.days(testimony) else { return true };
        let told = others.iter().filter_map(|o| self.days(o)).collect();
        episode::clusters(told).iter().any(|(first, last)| *first <= from && *last >= to)
    }

    fn days(&self, testimony: &Prepared) -> Option<episode::Stretch> {
        let row = testimony.row().filter(|row| !row.t.conditional)?;
        episode::days(self.judge.lexicon, row.t)
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
