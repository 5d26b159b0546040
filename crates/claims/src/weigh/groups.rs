//! Independence groups: which answers to a question count as one voice, and the evidence for each tie.

use super::bond::{Bonds, Tied};
use super::judge::{Judge, quoted};
use super::lexicon::Lexicon;
use super::row::Row;
use types::Testimony;

/// Testimonies that count as one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Who, for people: the first of them that was told.
    pub label: String,
    /// Indices of the testimonies, ascending.
    pub members: Vec<usize>,
    /// Why they are one voice, a sentence a tie.
    pub because: Vec<String>,
}

/// The independence groups of testimonies to one question, in the order in which they are given. Groups are
/// drawn for people: of A tied with B and B with C all three stand together, and the evidence says of whom
/// with whom. Standings count pairs alone.
///
/// Quadratic in the testimonies.
pub fn groups(lexicon: &Lexicon, testimonies: &[&Testimony], bonds: &dyn Bonds) -> Vec<Group> {
    let judge = Judge { lexicon, bonds };
    let rows: Vec<Option<Row<'_>>> = testimonies.iter().map(|t| Row::of(lexicon, t)).collect();
    let mut group_of: Vec<usize> = (0..rows.len()).collect();
    let mut because: Vec<(usize, String)> = Vec::new();
    for b in 0..rows.len() {
        for a in 0..b {
            let (Some(x), Some(y)) = (&rows[a], &rows[b]) else { continue };
            let Some(words) = words(&judge, x, y) else { continue };
            let (from, to) = (group_of[a].max(group_of[b]), group_of[a].min(group_of[b]));
            if from != to {
                group_of.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
                because.extend(words.map(|w| (to, w)));
            }
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut firsts: Vec<usize> = group_of.clone();
    firsts.sort_unstable();
    firsts.dedup();
    for first in firsts {
        let members = (0..rows.len()).filter(|i| group_of[*i] == first).collect();
        let because = because.iter().filter(|(g, _)| group_of[*g] == first).map(|(_, w)| w.clone()).collect();
        groups.push(Group { label: testimonies[first].voice.label.clone(), members, because });
    }
    groups
}

/// What ties two: nothing when they are independent; no words where it is plainly the same source.
fn words(judge: &Judge<'_>, x: &Row<'_>, y: &Row<'_>) -> Option<Option<String>> {
    let (a, b) = (&x.t.voice.label, &y.t.voice.label);
    let Some(tied) = judge.tied(x, y) else {
        let repeats = quoted(x, y) && x.t.value == y.t.value;
        return repeats.then(|| Some(format!("{a} and {b}: the publisher may repeat whom it quotes")));
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
