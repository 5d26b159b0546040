//! Independence groups: which answers to a question count as one origin, and the evidence for each tie.
//!
//! Of the voices whose answers are live, each that no tie joins to one before it heads a group, those with the
//! fewest ties first, and all others stand with the first head that they are tied to. So no two groups are tied by their heads,
//! whoever else stands in both, and there are two wherever two voices are independent. Of those with as many ties,
//! those come last that may be anybody (the text leaves them out, or does not name them), that pass on what others
//! say, and publishers in their own voice.

use super::bond::{Bonds, Tied};
use super::case::Case;
use super::judge::{Judge, quoted};
use super::lexicon::Lexicon;
use super::row::{Prepared, Row, told};
use super::spoken::spoken;
use std::collections::BTreeMap;
use std::sync::Arc;
use types::{ClaimId, QuestionId};

pub use types::HEARD;

/// Claims that count as one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Who, for people: the voice that heads it.
    pub label: String,
    /// Their claims, in the order in which they were told.
    pub claims: Vec<ClaimId>,
    /// Why they are one origin, a sentence a tie.
    pub because: Vec<String>,
    /// It counts among the independent origins: one of its answers is live. Not so beyond [`HEARD`] voices.
    pub counts: bool,
}

/// How many of these voices no tie joins to another, each given by the last of its live answers to one question.
///
/// Quadratic in the voices, of which [`HEARD`] at most are looked at.
pub fn origins(lexicon: &Lexicon, voices: &[Arc<Prepared>], bonds: &dyn Bonds) -> usize {
    let judge = Judge { lexicon, bonds };
    let rows: Vec<Row<'_>> = voices.iter().filter_map(|p| p.row()).collect();
    heads(&judge, rows.iter().collect()).len()
}

impl Case<'_> {
    /// The independence groups of the answers to a question, in the order in which they were told. `filed` says
    /// which voices are told apart where there are more than [`HEARD`]: the first by this number of their keys.
    pub fn groups(&self, id: &QuestionId, filed: &dyn Fn(&str) -> i64) -> Vec<Group> {
        let Some(group) = self.groups.iter().find(|g| g.id == *id) else { return Vec::new() };
        let answers: Vec<usize> = group.rows.iter().copied().filter(|r| !self.rows[*r].t.withdraws).collect();
        let mut voices: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        answers.iter().for_each(|r| voices.entry(&self.rows[*r].t.voice.own).or_default().push(*r));
        let last = |rows: &[usize], all: bool| {
            let fits = rows.iter().copied().filter(|r| all || self.live(*r));
            fits.map(|r| &self.rows[r]).max_by_key(|r| spoken(r.t))
        };
        let mut heard: Vec<&Row<'_>> = voices.values().filter_map(|rows| last(rows, false)).collect();
        heard.sort_by_key(|r| filed(&r.t.voice.own));
        heard.truncate(HEARD);
        let heads = heads(&self.judge, heard);
        // Where no answer is the last word of its voice, they are one.
        let mut lone = heads.is_empty();
        let mut found: Vec<(&Row<'_>, Group)> = heads.into_iter().map(|h| (h, opened(h, true))).collect();
        let mut voices: Vec<Vec<usize>> = voices.into_values().collect();
        voices.sort_unstable();
        for rows in &voices {
            let Some(voice) = last(rows, false).or_else(|| last(rows, true)) else { continue };
            let tie = |head: &Row<'_>| match head.t.voice.own == voice.t.voice.own {
                true => Some(None),
                false => words(&self.judge, head, voice),
            };
            let at = found.iter().enumerate().find_map(|(i, (head, _))| Some((i, tie(head)?)));
            let (i, because) = at.unwrap_or_else(|| {
                let counts = lone && rows.iter().any(|r| self.gone[*r].is_none());
                lone &= !counts;
                found.push((voice, opened(voice, counts)));
                (found.len() - 1, None)
            });
            found[i].1.because.extend(because);
            found[i].1.claims.extend(rows.iter().map(|r| self.rows[*r].t.claim.clone()));
        }
        self.ordered(&answers, found)
    }

    /// Groups and their claims in the order in which they were told, each claim once.
    fn ordered(&self, answers: &[usize], found: Vec<(&Row<'_>, Group)>) -> Vec<Group> {
        let place = |claim: &ClaimId| answers.iter().position(|r| self.rows[*r].t.claim == *claim);
        let mut groups: Vec<Group> = found.into_iter().map(|(_, group)| group).collect();
        for group in &mut groups {
            group.claims.sort_by_key(place);
            group.claims.dedup();
        }
        groups.sort_by_key(|g| g.claims.first().and_then(place));
        groups
    }
}

fn opened(head: &Row<'_>, counts: bool) -> Group {
    Group { label: head.t.voice.label.clone(), claims: Vec::new(), because: Vec::new(), counts }
}

/// Of these voices, [`HEARD`] at most, those that are tied to none of those before them, the one with the fewest ties
/// first: so there are two heads wherever two of the voices are independent.
fn heads<'r, 't>(judge: &Judge<'_>, mut voices: Vec<&'r Row<'t>>) -> Vec<&'r Row<'t>> {
    voices.truncate(HEARD);
    let mut ties = vec![0_u64; voices.len()];
    for b in 0..voices.len() {
        for a in 0..b {
            if !independent(judge, voices[a], voices[b]) {
                ties[a] |= 1 << b;
                ties[b] |= 1 << a;
            }
        }
    }
    let loose = |r: &Row<'_>| {
        let voice = &r.t.voice;
        (voice.missing, !voice.relays.is_empty(), voice.publisher, voice.unnamed)
    };
    let mut order: Vec<usize> = (0..voices.len()).collect();
    order.sort_by(|a, b| {
        let key = |i: usize| (ties[i].count_ones(), loose(voices[i]));
        key(*a).cmp(&key(*b)).then_with(|| told(voices[*a].t, voices[*b].t))
    });
    let (mut heads, mut taken) = (Vec::new(), 0_u64);
    for i in order {
        if ties[i] & taken == 0 {
            taken |= 1 << i;
            heads.push(voices[i]);
        }
    }
    heads
}

fn independent(judge: &Judge<'_>, a: &Row<'_>, b: &Row<'_>) -> bool {
    judge.tied(a, b).is_none() && !repeats(a, b)
}

/// A publisher in its own voice gives the answer of somebody who is quoted.
fn repeats(a: &Row<'_>, b: &Row<'_>) -> bool {
    quoted(a, b) && a.t.value == b.t.value
}

/// What ties two: nothing when they are independent; no words where it is plainly the same source.
fn words(judge: &Judge<'_>, x: &Row<'_>, y: &Row<'_>) -> Option<Option<String>> {
    let (a, b) = (&x.t.voice.label, &y.t.voice.label);
    let Some(tied) = judge.tied(x, y) else {
        return repeats(x, y).then(|| Some(format!("{a} and {b}: the publisher may repeat whom it quotes")));
    };
    Some(match tied {
        Tied::SameOrigin => None,
        Tied::SameBody(body) => Some(format!("{a} and {b} both speak for {body}")),
        Tied::Unnamed(who) => Some(format!("{a} and {b}: nobody says that the {who} are not the same")),
        Tied::Missing => Some(format!("{a} and {b}: the text leaves out who says one of them")),
        Tied::Cites(other) => Some(format!("{a} and {b}: one passes on what {other} says")),
        Tied::Documents(bond) => Some(format!("{a} and {b}: {}", bond.because())),
    })
}
