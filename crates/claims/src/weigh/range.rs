//! Low, best and high of a count.

use super::bond::Bonds;
use super::compare::bounds;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::row::Row;
use super::window::{Window, spoken};
use types::{AnswerValue, Measure, Range, Testimony};

/// At most so many voices are asked which number they bear out; the latest of them.
const MOST: usize = 64;

/// Low, best and high of the counts of one question, of the testimonies to it that are live. A part of
/// another count, a number only held possible and one of another event do not count. Nothing when there is
/// no number.
///
/// Best is the number that most independent voices bear out: of all ends of their intervals the one that
/// lies inside the intervals of most; of several, the one said last. An interval with an open end goes as
/// far as the end that is known. Of voices that are tied, one counts.
pub fn range(lexicon: &Lexicon, live: &[&Testimony], bonds: &dyn Bonds) -> Option<Range> {
    let judge = Judge { lexicon, bonds };
    let mut rows: Vec<Row<'_>> =
        live.iter().filter(|t| counts(t)).filter_map(|t| Row::of(lexicon, t)).collect();
    rows.sort_by(|a, b| spoken(b.t).cmp(&spoken(a.t)));
    // Beside a total what is counted of some days is a part of it.
    let total = |r: &Row<'_>| r.t.measure == Some(Measure::Cumulative);
    if rows.iter().any(total) {
        rows.retain(|r| total(r) || !Window::of_event(r.t).known);
    }
    let ends = |row: &Row<'_>| {
        let (low, high) = bounds(row.t);
        (if low > 0.0 || !high.is_finite() { low } else { 0.0 }, if high.is_finite() { high } else { low })
    };
    let low = rows.iter().min_by(|a, b| ends(a).0.total_cmp(&ends(b).0))?;
    let high = rows.iter().rev().max_by(|a, b| ends(a).1.total_cmp(&ends(b).1))?;
    let voices = &rows[..rows.len().min(MOST)];
    // The latest stand first: of those that as many bear out, the first is kept.
    let mut best: Option<(usize, f64, &Row<'_>)> = None;
    for row in voices {
        let (from, to) = said(row.t);
        for number in [from, to] {
            let borne = borne_out(&judge, voices, number);
            if best.is_none_or(|(most, ..)| borne > most) {
                best = Some((borne, number, row));
            }
        }
    }
    let (_, number, by) = best?;
    let mut claims: Vec<_> = [low, by, high].map(|r| r.t.claim.clone()).into();
    claims.sort();
    claims.dedup();
    Some(Range { low: said(low.t).0, best: number, high: said(high.t).1, by: claims })
}

fn counts(t: &Testimony) -> bool {
    let number = matches!(t.value, AnswerValue::Interval { low, high } if low.is_some() || high.is_some());
    // "Children were killed": somebody, but no number.
    let unnumbered = t.measure.is_none() && t.value == AnswerValue::Interval { low: Some(1.0), high: None };
    number
        && !unnumbered
        && !t.hedged
        && !t.apart
        && !t.conditional
        && !t.withdraws
        && !matches!(t.measure, Some(Measure::Part | Measure::Share))
}

/// The ends as they were said.
fn said(t: &Testimony) -> (f64, f64) {
    let AnswerValue::Interval { low, high } = t.value else { return (0.0, 0.0) };
    let low = low.or(high).unwrap_or(0.0);
    (low, high.unwrap_or(low))
}

/// How many independent voices give an interval in which the number lies.
fn borne_out(judge: &Judge<'_>, voices: &[Row<'_>], number: f64) -> usize {
    let mut by: Vec<&Row<'_>> = Vec::new();
    for row in voices {
        let (low, high) = bounds(row.t);
        if low <= number && number <= high && by.iter().all(|b| judge.tied(b, row).is_none()) {
            by.push(row);
        }
    }
    by.len()
}
