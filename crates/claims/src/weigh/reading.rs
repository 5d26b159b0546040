//! What one claim says to one kind of question.

use super::Sight;
use super::trigger::At;
use super::who::Who;
use rustc_hash::FxHashSet;
pub(super) use types::Mode;
use types::{AnswerValue, Claim, Measure, Spot, Stance};

/// How many claims back the one may stand whom a later claim leaves out.
const BACK: usize = 8;

/// What one claim says to one kind of question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// Index of the claim.
    pub claim: usize,
    /// Index of the kind.
    pub kind: usize,
    /// Class counted.
    pub class: Option<usize>,
    /// Who it is about, in order of the names.
    pub who: Vec<Who>,
    /// Who does it.
    pub agent: Vec<Who>,
    pub place: Option<Spot>,
    pub value: AnswerValue,
    pub measure: Option<Measure>,
    pub mode: Mode,
    /// A condition stands on it, and this is what it says to whom, when a kind knows it.
    pub conditional: bool,
    /// The source is not sure enough for it to contest anything.
    pub hedged: bool,
    /// It denies what another claim says: the index of that reading.
    pub denies: Option<usize>,
    /// The number that it says is wrong.
    pub denied: Option<(f64, f64)>,
    /// The number is a round one: "about", "some".
    pub about: bool,
    /// Whom it is about is known to the reader of the text, but not named here: "the area was cleared".
    pub open: bool,
    /// The words set it apart from what was told before: "another attack", "a separate incident".
    pub apart: bool,
    /// It is how far the source's own count has come.
    pub running: bool,
    /// The word that brought it up.
    pub token: usize,
}

/// The readings of a claim, in order of its words.
pub(super) fn readings(sight: &Sight<'_>, claims: &[Claim], index: usize, nested: &[usize]) -> Vec<Reading> {
    let claim = &claims[index];
    if claim.stance == Stance::Demands {
        return Vec::new();
    }
    let inside = Inside::of(sight, claim);
    // What stands in a claim within this one is that claim's to say.
    let theirs: FxHashSet<usize> =
        nested.iter().flat_map(|n| Inside::of(sight, &claims[*n]).tokens).collect();
    let mut found: Vec<Reading> = Vec::new();
    for token in inside.tokens.iter().copied().filter(|t| !theirs.contains(t)) {
        let Some(candidates) = sight.lexicon.index.get(sight.doc.lemma(token)) else { continue };
        let presupposed = |(k, t, _): &(usize, usize, usize)| sight.lexicon.kinds[*k].trigger[*t].presupposed;
        let (later, first): (Vec<_>, Vec<_>) = candidates.iter().copied().partition(presupposed);
        for (kind, trigger, words) in first.into_iter().chain(later) {
            let row = &sight.lexicon.kinds[kind];
            let at = At { kind, row, trigger: &row.trigger[trigger], token, claim, claims, index };
            if at.matches(sight, &row.trigger[trigger].words[words], &inside) {
                at.read(sight, &inside, &mut found);
            }
        }
    }
    dedup(found)
}

/// Gives the readings that leave open whom they are about the one that the claims before them speak of
/// under the same kind; drops those for whom there is none or more than one.
pub(super) fn close(readings: Vec<Reading>) -> Vec<Reading> {
    let mut closed: Vec<Reading> = Vec::with_capacity(readings.len());
    for mut reading in readings {
        if reading.open {
            let near = |r: &&Reading| r.claim + BACK >= reading.claim && r.claim < reading.claim;
            let mut before = closed.iter().rev().take_while(near).filter(|r| r.kind == reading.kind);
            let Some(who) = before.next().map(|r| r.who.clone()) else { continue };
            if before.any(|r| r.who != who) {
                continue;
            }
            (reading.who, reading.open) = (who, false);
        }
        closed.push(reading);
    }
    closed
}

/// The tokens of a claim's content.
pub(super) struct Inside {
    pub tokens: Vec<usize>,
    set: FxHashSet<usize>,
}

impl Inside {
    pub fn of(sight: &Sight<'_>, claim: &Claim) -> Inside {
        let doc = sight.doc;
        let tokens: Vec<usize> = claim
            .content
            .spans
            .iter()
            .flat_map(|s| {
                let end = s.end;
                (doc.token_at(s.start)..doc.len()).take_while(move |t| doc.start(*t) < end)
            })
            .collect();
        Inside { set: tokens.iter().copied().collect(), tokens }
    }

    pub fn holds(&self, token: usize) -> bool {
        self.set.contains(&token)
    }
}

/// One claim says one thing once: of readings of one kind with the same class, actors and value, the
/// first.
fn dedup(readings: Vec<Reading>) -> Vec<Reading> {
    let mut kept: Vec<Reading> = Vec::new();
    for reading in readings {
        let again = kept.iter_mut().find(|k| {
            k.kind == reading.kind
                && k.class == reading.class
                && k.value == reading.value
                && k.mode == reading.mode
                && (k.who.iter().all(|w| reading.who.contains(w))
                    || reading.who.iter().all(|w| k.who.contains(w)))
        });
        match again {
            Some(known) => {
                if reading.who.len() > known.who.len() {
                    known.who = reading.who;
                }
                known.place = known.place.take().or(reading.place);
            }
            None => kept.push(reading),
        }
    }
    kept
}
