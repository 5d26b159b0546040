//! Low, best and high of a count.

use super::bond::Bonds;
use super::compare::bounds;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::row::{Prepared, Row};
use super::window::{Window, spoken};
use std::sync::Arc;
use types::{AnswerValue, Measure, Range, Testimony};

/// At most so many voices are asked which number they bear out; the latest of them.
pub const ASKED: usize = 64;

/// What a testimony adds to the range of its question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The lowest number that it gives; of an interval with an open end, the end that is known.
    pub low: f64,
    /// The highest, likewise.
    pub high: f64,
    /// It is a total up to some day.
    pub total: bool,
    /// It is counted of some days: beside a total, a part of it.
    pub dated: bool,
}

/// The number that a testimony gives. None for a part of another count, a number only held possible and one
/// of another event.
pub fn number(prepared: &Prepared) -> Option<Number> {
    of(prepared.testimony())
}

pub(super) fn of(t: &Testimony) -> Option<Number> {
    let AnswerValue::Interval { low, high } = t.value else { return None };
    let one = low.or(high)?;
    // "Children were killed": somebody, but no number.
    let unnumbered = t.measure.is_none() && (low, high) == (Some(1.0), None);
    let loose = t.hedged || t.apart || t.conditional || t.withdraws || unnumbered;
    if loose || matches!(t.measure, Some(Measure::Part | Measure::Share)) {
        return None;
    }
    let total = t.measure == Some(Measure::Cumulative);
    let dated = !total && Window::of_event(t).known;
    Some(Number { low: one, high: high.unwrap_or(one), total, dated })
}

/// Low, best and high of the counts of one question, of the testimonies to it that are live. Nothing when
/// there is no number.
pub(super) fn range(judge: &Judge<'_>, live: &[&Row<'_>]) -> Option<Range> {
    let mut rows: Vec<(&Row<'_>, Number)> = live.iter().filter_map(|r| Some((*r, of(r.t)?))).collect();
    // Sources that are left out come last.
    rows.sort_by(|(a, _), (b, _)| {
        let heard = |r: &Row<'_>| !r.t.voice.missing;
        heard(b).cmp(&heard(a)).then_with(|| spoken(b.t).cmp(&spoken(a.t)))
    });
    if rows.iter().any(|(_, n)| n.total) {
        rows.retain(|(_, n)| !n.dated);
    }
    let low = rows.iter().min_by(|a, b| a.1.low.total_cmp(&b.1.low))?;
    let high = rows.iter().rev().max_by(|a, b| a.1.high.total_cmp(&b.1.high))?;
    let (best, by) = most_borne_out(judge, &rows[..rows.len().min(ASKED)])?;
    let mut claims: Vec<_> = [low.0, by, high.0].map(|r| r.t.claim.clone()).into();
    claims.sort();
    claims.dedup();
    Some(Range { low: low.1.low, best, high: high.1.high, by: claims })
}

/// The number that most independent voices bear out: of all ends of their intervals the one that lies inside
/// the intervals of most; of several, the one said last. Of voices that are tied, one counts. `latest` are
/// testimonies with a [`number`], the one said last first, those without a source last, [`ASKED`] at most.
pub fn best(lexicon: &Lexicon, latest: &[Arc<Prepared>], bonds: &dyn Bonds) -> Option<f64> {
    let rows: Vec<Row<'_>> = latest.iter().filter_map(|p| p.row()).collect();
    let rows: Vec<(&Row<'_>, Number)> = rows.iter().filter_map(|r| Some((r, of(r.t)?))).collect();
    most_borne_out(&Judge { lexicon, bonds }, &rows).map(|(best, _)| best)
}

fn most_borne_out<'r, 't>(judge: &Judge<'_>, voices: &[(&'r Row<'t>, Number)]) -> Option<(f64, &'r Row<'t>)> {
    let inside: Vec<(f64, f64)> = voices.iter().map(|(r, _)| bounds(r.t)).collect();
    let mut asked: Vec<f64> = Vec::new();
    // The latest stand first: of those that as many bear out, the first is kept.
    let mut best: Option<(usize, f64, &Row<'_>)> = None;
    for (row, said) in voices {
        for number in [said.low, said.high] {
            if asked.contains(&number) {
                continue;
            }
            asked.push(number);
            let most = best.map_or(0, |b| b.0);
            let bear = || inside.iter().zip(voices).filter(|((a, b), _)| *a <= number && number <= *b);
            if bear().count() > most {
                let borne = independent(judge, bear().map(|(_, (row, _))| *row));
                if borne > most {
                    best = Some((borne, number, row));
                }
            }
        }
    }
    best.map(|(_, number, by)| (number, by))
}

/// How many of these voices are independent of those before them.
fn independent<'r, 't: 'r>(judge: &Judge<'_>, rows: impl Iterator<Item = &'r Row<'t>>) -> usize {
    let mut by: Vec<&Row<'_>> = Vec::new();
    for row in rows {
        if by.iter().all(|b| judge.tied(b, row).is_none()) {
            by.push(row);
        }
    }
    by.len()
}
