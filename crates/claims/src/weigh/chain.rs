//! What one voice said to one question, in the order in which it said it: what replaces what.
//!
//! Looks a few steps back and forth only, so that the work of adding one more does not grow with what
//! the voice has said before.

use super::bond::{Tied, tied};
use super::compare::{Pair, Verdict};
use super::lexicon::Lexicon;
use super::row::Row;
use super::spoken::spoken;
use super::window::spoke_before;
use types::{AnswerValue, Tie};

/// How many steps of a chain are compared with one another.
pub const STEPS: usize = 6;

/// A running count is given again within so many days.
const RUNS: i32 = 14;

/// What became of a testimony in its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fate {
    /// The same voice said otherwise, or the same again, later: it counts no more.
    pub replaced: bool,
    /// By it the voice took an earlier answer back.
    pub revises: bool,
}

/// Whether a testimony takes part in the chain of its voice.
pub(super) fn chained(row: &Row<'_>) -> bool {
    row.answers() && !row.t.voice.missing
}

/// The order of what one voice said.
pub(super) fn order(a: &Row<'_>, b: &Row<'_>) -> std::cmp::Ordering {
    spoken(a.t).cmp(&spoken(b.t))
}

/// Whether a verdict on two links of a chain says that the later takes the place of the earlier.
fn replaces(earlier: &Row<'_>, later: &Row<'_>, verdict: &Verdict) -> bool {
    match verdict.tie {
        Tie::Updates | Tie::Revises => true,
        Tie::Repeats | Tie::Confirms => again(earlier, later) && spoke_before(earlier.t, later.t),
        _ => false,
    }
}

/// The same words in all that counts.
fn again(a: &Row<'_>, b: &Row<'_>) -> bool {
    let (a, b) = (a.t, b.t);
    a.value == b.value
        && (a.about, a.apart, a.denied, a.measure) == (b.about, b.apart, b.denied, b.measure)
        && (!b.hedged || a.hedged)
        && a.place == b.place
        && a.who == b.who
        && a.class == b.class
}

/// What the links of a chain are to one another: pairs at most [`STEPS`] apart, of those that `counts`
/// does not leave out, with the verdict; indices are into `links`, which are in order.
pub(super) fn pairs(
    lexicon: &Lexicon,
    links: &[&Row<'_>],
    counts: impl Fn(usize) -> bool,
) -> Vec<(usize, usize, Verdict)> {
    let mut found = Vec::new();
    for a in 0..links.len() {
        for b in a + 1..links.len().min(a + 1 + STEPS) {
            if counts(a) && counts(b) {
                found.extend(between(lexicon, links[a], links[b]).map(|v| (a, b, v)));
            }
        }
    }
    found
}

/// How many pairs that are at most, for so many links.
pub(super) fn compared(links: usize) -> usize {
    (0..links).map(|i| i.min(STEPS)).sum()
}

/// The fate of each link, by the pairs of its chain.
pub(super) fn fates(links: &[&Row<'_>], pairs: &[(usize, usize, Verdict)]) -> Vec<Fate> {
    let mut fates = vec![Fate::default(); links.len()];
    for (a, b, verdict) in pairs {
        fates[*a].replaced |= replaces(links[*a], links[*b], verdict);
        fates[*b].revises |= verdict.tie == Tie::Revises;
    }
    fates
}

fn between(lexicon: &Lexicon, earlier: &Row<'_>, later: &Row<'_>) -> Option<Verdict> {
    if earlier.t.claim == later.t.claim {
        return None;
    }
    if let Some(verdict) = running(earlier, later) {
        return Some(verdict);
    }
    if !earlier.bears_on(later) {
        return None;
    }
    let told = super::row::told(earlier.t, later.t).is_le();
    let (a, b) = if told { (earlier, later) } else { (later, earlier) };
    let verdict = Pair { lexicon, a, b, together: true }.verdict()?;
    match tied(&earlier.t.voice, &later.t.voice) {
        Some(Tied::SameOrigin) => own_change(earlier, later, verdict),
        _ => Some(verdict),
    }
}

/// Two days of one running count: the days on which they were given are no days of two events.
fn running(earlier: &Row<'_>, later: &Row<'_>) -> Option<Verdict> {
    let (a, b) = (earlier.t, later.t);
    let (Some(x), Some(y)) = (a.published, b.published) else { return None };
    let near = (y.date - x.date).get_days().abs() <= RUNS;
    // "Between 4 and 9 May", of what was counted on the 9th.
    let covers = |t: &types::Testimony, other: jiff::civil::Date| {
        let from = t.valid.as_ref().and_then(|v| v.from);
        from.is_none_or(|f| {
            f.date <= other && t.valid.as_ref().and_then(|v| v.to).is_none_or(|to| other <= to.date)
        })
    };
    let one =
        a.running && b.running && near && covers(a, y.date) && covers(b, x.date) && a.document != b.document;
    let (AnswerValue::Interval { .. }, AnswerValue::Interval { .. }) = (&a.value, &b.value) else {
        return None;
    };
    if !one || tied(&a.voice, &b.voice) != Some(Tied::SameOrigin) {
        return None;
    }
    let apart = super::compare::disjoint(super::compare::bounds(a), super::compare::bounds(b));
    let tie = if apart { Tie::Incompatible } else { Tie::Confirms };
    let because = "the same source gives the state of its count again".into();
    own_change(earlier, later, Verdict { tie, rule: "same-origin", because })
}

/// The same origin twice: it repeats itself, or it changed its answer.
pub(super) fn own_change(earlier: &Row<'_>, later: &Row<'_>, verdict: Verdict) -> Option<Verdict> {
    match verdict.tie {
        Tie::Confirms => Some(Verdict { tie: Tie::Repeats, rule: "same-origin", ..verdict }),
        Tie::Updates => Some(Verdict { rule: "own-count-up", ..verdict }),
        Tie::Incompatible | Tie::Denies => {
            // Which of the two it said last is not known: they may speak of two things.
            if !spoke_before(earlier.t, later.t) {
                return None;
            }
            let up = matches!((&earlier.t.value, &later.t.value),
                (AnswerValue::Interval { low: Some(x), .. }, AnswerValue::Interval { low: Some(y), .. }) if x < y);
            let (tie, rule) =
                if up { (Tie::Updates, "own-count-up") } else { (Tie::Revises, "own-answer-changed") };
            Some(Verdict { tie, rule, because: "the same source changed its answer".into() })
        }
        _ => Some(verdict),
    }
}
