//! How much there is of each sort of testimony to a question, kept as they come and go: what a standing is
//! drawn from without going through all of them. Held until the transaction ends, then written once.

use crate::{
    LedgerError, Reader, SumRow, TestimonyRow, Writer,
    connect::{Connection, insert_all, on},
    flag,
    prepared::SetSum,
    schema::{sum, testimony},
    tie,
};
use diesel::prelude::*;
use std::collections::BTreeSet;

/// Sums held at once.
const HELD: usize = 50_000;

/// A sum that this transaction has looked at.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    row: SumRow,
    /// It stands in the table already.
    stored: bool,
    changed: bool,
    /// The lowest or highest number went, or testimonies came from elsewhere: to be drawn anew from all that
    /// is live.
    stale: bool,
}

/// What one testimony adds to the sum of its question.
fn share(row: &TestimonyRow) -> SumRow {
    let is = |flag: i16| row.flags & flag != 0;
    let mut sum = SumRow { question: row.question, ..SumRow::default() };
    if row.until.is_some() || is(flag::CONDITIONAL) {
        return sum;
    }
    let live = i32::from(!is(flag::REPLACED) && !is(flag::GONE));
    sum.foretold = i32::from(is(flag::FORETOLD));
    sum.gone = i32::from(is(flag::GONE));
    if is(flag::GONE) || is(flag::WITHDRAWS) {
        return sum;
    }
    sum.told = 1;
    sum.answered = i32::from(is(flag::ANSWERS));
    sum.refused = 1 - sum.answered;
    sum.revised = live * i32::from(is(flag::REVISES));
    sum.admitted = live * i32::from(is(flag::ADMITS));
    sum
}

fn lower(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::min)
}

fn higher(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::max)
}

impl SumRow {
    fn add(&mut self, other: &SumRow, times: i32) {
        self.foretold += times * other.foretold;
        self.told += times * other.told;
        self.answered += times * other.answered;
        self.refused += times * other.refused;
        self.gone += times * other.gone;
        self.revised += times * other.revised;
        self.admitted += times * other.admitted;
    }

    /// The lowest and the highest number of a live testimony: beside a total, of those that are no part of it.
    pub fn numbers(&self) -> Option<(f64, f64)> {
        let (mut low, mut high) = (self.low, self.high);
        if self.totals == 0 {
            (low, high) = (lower(low, self.dated_low), higher(high, self.dated_high));
        }
        low.zip(high)
    }

    fn ends(&mut self, dated: bool) -> (&mut Option<f64>, &mut Option<f64>) {
        if dated { (&mut self.dated_low, &mut self.dated_high) } else { (&mut self.low, &mut self.high) }
    }

    /// A live number comes.
    fn widen(&mut self, flags: i16, (low, high): (Option<f64>, Option<f64>)) {
        self.totals += i32::from(low.is_some() && flags & flag::TOTAL != 0);
        let (lowest, highest) = self.ends(flags & flag::DATED != 0);
        (*lowest, *highest) = (lower(*lowest, low), higher(*highest, high));
    }

    /// The stored form: the numbers in the order of the fields, 4 bytes each, then the four ends, 8 bytes
    /// each, all little-endian; an end that is not there is no number.
    fn to_bytes(self) -> Vec<u8> {
        let counts = [self.foretold, self.told, self.answered, self.refused, self.gone, self.revised];
        let more = [self.admitted, self.contests, self.agrees, self.meets, self.fails, self.moots];
        let ends = [self.low, self.high, self.dated_low, self.dated_high];
        let counts = counts.into_iter().chain(more).chain([self.origins, self.totals]);
        let mut bytes: Vec<u8> = counts.flat_map(i32::to_le_bytes).collect();
        bytes.extend(ends.into_iter().flat_map(|n| n.unwrap_or(f64::NAN).to_le_bytes()));
        bytes
    }

    /// All nought for bytes of another shape: nothing else writes them.
    pub(crate) fn from_bytes(question: i64, bytes: &[u8]) -> SumRow {
        let (counts, ends) = bytes.split_at_checked(14 * 4).unwrap_or_default();
        let mut counts = counts.as_chunks::<4>().0.iter().map(|b| i32::from_le_bytes(*b));
        let mut count = || counts.next().unwrap_or_default();
        let mut ends = ends.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b));
        let mut end = || ends.next().filter(|n| !n.is_nan());
        SumRow {
            question,
            foretold: count(),
            told: count(),
            answered: count(),
            refused: count(),
            gone: count(),
            revised: count(),
            admitted: count(),
            contests: count(),
            agrees: count(),
            meets: count(),
            fails: count(),
            moots: count(),
            origins: count(),
            totals: count(),
            low: end(),
            high: end(),
            dated_low: end(),
            dated_high: end(),
        }
    }

    fn tied(&mut self, kind: i16) -> Option<&mut i32> {
        Some(match kind {
            tie::CONTESTS => &mut self.contests,
            tie::AGREES => &mut self.agrees,
            tie::MEETS => &mut self.meets,
            tie::FAILS => &mut self.fails,
            tie::MOOTS => &mut self.moots,
            _ => return None,
        })
    }
}

/// What came of a prediction says nothing of the question that it was seen by, and answers bear each other out
/// under one question only.
fn both(kind: i16) -> bool {
    kind == tie::CONTESTS
}

impl Reader<'_> {
    fn stored_sum(&mut self, question: i64) -> Result<Option<SumRow>, LedgerError> {
        let found: Option<Vec<u8>> = on!(&mut *self.connection, c => {
            sum::table.find(question).select(sum::body).first(c).optional()
        })?;
        Ok(found.map(|body| SumRow::from_bytes(question, &body)))
    }
}

impl Writer<'_> {
    /// The sum of a question; all nought where nothing was said. To be asked for when all that is known to
    /// change has been told.
    pub fn sum(&mut self, question: i64) -> Result<SumRow, LedgerError> {
        if self.sums.len() > HELD {
            self.flush_sums()?;
            self.sums.clear();
        }
        self.settled(question)
    }

    fn settled(&mut self, question: i64) -> Result<SumRow, LedgerError> {
        if self.running(question)?.stale {
            self.recount(question)?;
        }
        Ok(self.running(question)?.row)
    }

    /// The testimony comes to its question (`times` 1) or leaves it (-1). To be told both where what it
    /// adds changes: leaving as it was, coming as it is.
    pub fn count_testimony(&mut self, row: &TestimonyRow, times: i32) -> Result<(), LedgerError> {
        let first = times > 0 && self.running(row.question)?.row.origins == 0;
        let voice = row.live && row.flags & flag::ASIDE == 0 && (first || !self.speaks_besides(row)?);
        let running = self.running(row.question)?;
        running.changed = true;
        running.row.add(&share(row), times);
        running.row.origins += times * i32::from(voice);
        if !row.live || row.low.is_none() {
            return Ok(());
        }
        if times > 0 {
            running.row.widen(row.flags, (row.low, row.high));
        } else {
            running.row.totals -= i32::from(row.flags & flag::TOTAL != 0);
            let (low, high) = running.row.ends(row.flags & flag::DATED != 0);
            let outermost = *low == row.low || *high == row.high;
            running.stale |= outermost;
        }
        Ok(())
    }

    /// A tie between testimonies to these questions counts (`times` 1) or counts no more (-1).
    pub(crate) fn count_tie(&mut self, kind: i16, [a, b]: [i64; 2], times: i32) -> Result<(), LedgerError> {
        if kind == tie::AGREES && a != b {
            return Ok(());
        }
        let second = (both(kind) && a != b).then_some(b);
        for question in [a].into_iter().chain(second) {
            let running = self.running(question)?;
            running.changed = true;
            if let Some(count) = running.row.tied(kind) {
                *count += times;
            }
        }
        Ok(())
    }

    /// All that one question has goes to another, with its testimonies, which have gone before.
    pub fn move_sum(&mut self, from: i64, to: i64) -> Result<(), LedgerError> {
        let left = self.running(from)?;
        let other = left.row;
        (left.row, left.changed, left.stale) = (SumRow { question: from, ..SumRow::default() }, true, false);
        let running = self.running(to)?;
        running.row.add(&other, 1);
        (running.changed, running.stale) = (true, true);
        Ok(())
    }

    /// Draws anew what depends on which testimonies are live: voices, numbers, ties.
    fn recount(&mut self, question: i64) -> Result<(), LedgerError> {
        type Live = (i64, i64, i16, Option<f64>, Option<f64>);
        let live: Vec<Live> = on!(self.told()?, c => {
            let of = testimony::table.filter(testimony::question.eq(question)).filter(testimony::live);
            let what = (testimony::no, testimony::voice, testimony::flags, testimony::low, testimony::high);
            of.select(what).load(c)
        })?;
        let mut fresh = SumRow::default();
        let voices = live.iter().filter(|l| l.2 & flag::ASIDE == 0).map(|l| l.1);
        fresh.origins = i32::try_from(voices.collect::<BTreeSet<_>>().len()).unwrap_or(i32::MAX);
        let own: BTreeSet<i64> = live.iter().map(|l| l.0).collect();
        for (no, _, flags, low, high) in live {
            fresh.widen(flags, (low, high));
            for row in self.ties_of(no)?.iter().filter(|t| t.counts) {
                // One between two of its own is met twice.
                let once = match row.kind {
                    tie::AGREES => row.a == no && own.contains(&row.b),
                    kind => row.a == no || both(kind) && !own.contains(&row.a),
                };
                if let Some(count) = fresh.tied(row.kind).filter(|_| once) {
                    *count += 1;
                }
            }
        }
        let running = self.running(question)?;
        let SumRow { question, foretold, told, answered, refused, gone, revised, admitted, .. } = running.row;
        running.row =
            SumRow { question, foretold, told, answered, refused, gone, revised, admitted, ..fresh };
        (running.changed, running.stale) = (true, false);
        Ok(())
    }

    /// Whether something else of the same voice to the same question is live.
    fn speaks_besides(&mut self, row: &TestimonyRow) -> Result<bool, LedgerError> {
        if let Some(speaks) = self.memory.ahead.speaks_besides(row) {
            return Ok(speaks);
        }
        let others: Vec<i16> = on!(self.told()?, c => {
            let of = testimony::table.filter(testimony::question.eq(row.question)).filter(testimony::live);
            let its = of.filter(testimony::voice.eq(row.voice)).filter(testimony::no.ne(row.no));
            its.select(testimony::flags).load(c)
        })?;
        Ok(others.iter().any(|flags| flags & flag::ASIDE == 0))
    }

    /// Nothing has been said to a question that is new.
    pub(crate) fn starts(&mut self, question: i64) {
        let row = SumRow { question, ..SumRow::default() };
        self.sums.insert(question, Running { row, stored: false, changed: false, stale: false });
    }

    /// The table has this.
    #[cfg(feature = "postgres")]
    pub(crate) fn knows_sum(&mut self, row: SumRow) {
        let running = Running { row, stored: true, changed: false, stale: false };
        self.sums.entry(row.question).or_insert(running);
    }

    fn running(&mut self, question: i64) -> Result<&mut Running, LedgerError> {
        if !self.sums.contains_key(&question) {
            let found = self.stored_sum(question)?;
            let row = found.unwrap_or(SumRow { question, ..SumRow::default() });
            let running = Running { row, stored: found.is_some(), changed: false, stale: false };
            self.sums.insert(question, running);
        }
        Ok(self.sums.get_mut(&question).expect("it was put there"))
    }

    /// Writes the sums that have changed.
    pub(crate) fn flush_sums(&mut self) -> Result<(), LedgerError> {
        let changed: Vec<i64> = self.sums.iter().filter(|(_, s)| s.changed).map(|(q, _)| *q).collect();
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for question in changed {
            let body = self.settled(question)?.to_bytes();
            let running = self.running(question)?;
            running.changed = false;
            let stored = std::mem::replace(&mut running.stored, true);
            if stored { &mut known } else { &mut new }.push((question, body));
        }
        match &mut *self.connection {
            Connection::Sqlite(c) => {
                for (question, body) in &known {
                    SetSum { body, question }.execute(c)?;
                }
            }
            // All together: each would be a way over the wire.
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                let numbers: Vec<i64> = known.iter().map(|(question, _)| *question).collect();
                diesel::delete(sum::table.filter(sum::question.eq_any(numbers))).execute(c)?;
                new.append(&mut known);
            }
        }
        let columns = |(question, body)| (sum::question.eq(question), sum::body.eq(body));
        insert_all!(&mut *self.connection, sum::table, new.into_iter().map(columns));
        Ok(())
    }
}
