//! Low, best and high of a count.

use super::bond::Bonds;
use super::compare::about;
use super::judge::Judge;
use super::lexicon::Lexicon;
use super::row::{Prepared, Row};
use super::spoken::spoken;
use super::window::Window;
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
    /// How exactly.
    pub given: Given,
    /// It is a total up to some day.
    pub total: bool,
    /// It is counted of some days: beside a total, a part of it.
    pub dated: bool,
}

/// How exactly a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// It lies from the lowest to the highest.
    Exactly,
    /// It is about that.
    About,
    /// It is no less.
    AtLeast,
    /// It is no more.
    AtMost,
}

impl Number {
    /// Between which numbers it lies.
    fn bounds(&self) -> (f64, f64) {
        match self.given {
            Given::Exactly => (self.low, self.high),
            Given::About => about(self.low),
            Given::AtLeast => (self.low, f64::INFINITY),
            Given::AtMost => (0.0, self.high),
        }
    }
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
    let given = match (low, high) {
        (Some(_), None) => Given::AtLeast,
        (None, _) => Given::AtMost,
        _ if t.about && low == high => Given::About,
        _ => Given::Exactly,
    };
    let total = t.measure == Some(Measure::Cumulative);
    let dated = !total && Window::of_event(t).known;
    Some(Number { low: one, high: high.unwrap_or(one), given, total, dated })
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
    let latest = &rows[..rows.len().min(ASKED)];
    let numbers: Vec<Number> = latest.iter().map(|(_, n)| *n).collect();
    let (best, by) = most_borne_out(&numbers, |of| independent(judge, of.iter().map(|i| latest[*i].0)))?;
    let mut claims: Vec<_> = [low.0, latest[by].0, high.0].map(|r| r.t.claim.clone()).into();
    claims.sort();
    claims.dedup();
    Some(Range { low: low.1.low, best, high: high.1.high, by: claims })
}

/// The number that most independent voices bear out: of all ends of their intervals the one that lies inside
/// the intervals of most; of several, the one said last. Of voices that are tied, one counts. `latest` are
/// the numbers of testimonies, the one said last first, those without a source last, [`ASKED`] at most; what
/// else there is of testimonies is asked for by their places among them, where they decide.
pub fn best(
    lexicon: &Lexicon,
    latest: &[Number],
    bonds: &dyn Bonds,
    mut whose: impl FnMut(&[usize]) -> Vec<Arc<Prepared>>,
) -> Option<f64> {
    let judge = Judge { lexicon, bonds };
    let borne = |of: &[usize]| {
        let voices = whose(of);
        let rows: Vec<Row<'_>> = voices.iter().filter_map(|p| p.row()).collect();
        independent(&judge, rows.iter())
    };
    most_borne_out(latest, borne).map(|(best, _)| best)
}

/// The places among these numbers of those that [`best`] asks for first.
pub fn asked_first(latest: &[Number]) -> Vec<usize> {
    let most = candidates(latest).into_iter().rev().max_by_key(|(_, _, bear)| bear.len());
    most.map(|(_, _, bear)| bear).unwrap_or_default()
}

/// The numbers that may be the one, in the order in which they were said last, each with the place of the one that gives it
/// and the places of those that bear it out.
fn candidates(latest: &[Number]) -> Vec<(f64, usize, Vec<usize>)> {
    let inside: Vec<(f64, f64)> = latest.iter().map(Number::bounds).collect();
    let mut found: Vec<(f64, usize, Vec<usize>)> = Vec::new();
    for (by, said) in latest.iter().enumerate() {
        for number in [said.low, said.high] {
            if found.iter().all(|(n, ..)| *n != number) {
                let bears = |i: &usize| inside[*i].0 <= number && number <= inside[*i].1;
                found.push((number, by, (0..latest.len()).filter(bears).collect()));
            }
        }
    }
    found
}

/// The number and the place of the one that gives it. `independent` tells how many of some are independent voices:
/// it is asked of those first that most bear out, and no more of those that cannot come to more.
fn most_borne_out(latest: &[Number], mut independent: impl FnMut(&[usize]) -> usize) -> Option<(f64, usize)> {
    let asked = candidates(latest);
    // Those that as many bear out stay in their order: the one said last comes first.
    let mut order: Vec<usize> = (0..asked.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(asked[*i].2.len()));
    let mut best: Option<(usize, usize)> = None;
    for i in order {
        let could = |(most, first): (usize, usize)| {
            let bear = asked[i].2.len();
            bear > most || bear == most && i < first
        };
        if best.is_none_or(could) {
            let borne = independent(&asked[i].2);
            if best.is_none_or(|(most, first)| borne > most || borne == most && i < first) {
                best = Some((borne, i));
            }
        }
    }
    best.map(|(_, i)| (asked[i].0, asked[i].1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn numbers(of: &[(u8, u8)]) -> Vec<Number> {
        let number = |(low, more): &(u8, u8)| {
            let (low, high) = (f64::from(*low), f64::from(low + more));
            Number { low, high, given: Given::Exactly, total: false, dated: false }
        };
        of.iter().map(number).collect()
    }

    proptest! {
        #[test]
        fn the_number_is_that_which_most_bear_out_and_of_several_the_latest(
            given in prop::collection::vec((0_u8..9, 0_u8..4), 0..30),
            group in prop::collection::vec(0_u8..12, 30),
        ) {
            let latest = numbers(&given);
            let voices = |of: &[usize]| of.iter().map(|i| group[*i]).collect::<BTreeSet<_>>().len();
            let mut plain: Option<(usize, f64)> = None;
            for number in latest.iter().flat_map(|n| [n.low, n.high]) {
                let bear = |i: &usize| latest[*i].low <= number && number <= latest[*i].high;
                let borne = voices(&(0..latest.len()).filter(bear).collect::<Vec<_>>());
                if plain.is_none_or(|(most, _)| borne > most) {
                    plain = Some((borne, number));
                }
            }
            let found = most_borne_out(&latest, voices);
            prop_assert_eq!(found.map(|(number, _)| number), plain.map(|(_, number)| number));
        }
    }

    #[test]
    fn whose_a_number_is_matters_only_where_it_may_decide() {
        // Sixty numbers that one voice gives each, and one that two give.
        let mut given: Vec<(u8, u8)> = (0..60).map(|n| (n, 0)).collect();
        given.push((7, 0));
        let mut asked = BTreeSet::new();
        let best = most_borne_out(&numbers(&given), |of| {
            asked.extend(of.iter().copied());
            of.len()
        });
        assert_eq!((best, asked), (Some((7.0, 7)), BTreeSet::from([7, 60])));
    }
}
