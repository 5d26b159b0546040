//! Ties between testimonies, as they are today: what was tied at an earlier moment follows from the
//! testimonies of that moment. How many count for a question stands in its sum.

use crate::{
    LedgerError, Reader, Seq, TieRow, Writer,
    connect::on,
    prepared::{PutTie, SetCounts},
    rows::unborn,
    schema::{testimony, tie},
};
use diesel::prelude::*;

impl Reader<'_> {
    /// Ties of a testimony, in order of their testimonies.
    pub fn ties_of(&mut self, testimony: i64) -> Result<Vec<TieRow>, LedgerError> {
        let mut ties: Vec<TieRow> = on!(self.told()?, c => {
            tie::table.filter(tie::a.eq(testimony)).select(TieRow::as_select()).load(c)
        })?;
        let more: Vec<TieRow> = on!(self.told()?, c => {
            tie::table.filter(tie::b.eq(testimony)).select(TieRow::as_select()).load(c)
        })?;
        ties.extend(more);
        ties.sort_by_key(|t| (t.a, t.b, t.kind));
        Ok(ties)
    }

    /// Some ties of a kind of what answers a question with what was born by `as_of`: of today, only such as count.
    pub fn ties_to(
        &mut self,
        base: i64,
        question: i64,
        kind: i16,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<TieRow>, LedgerError> {
        let latest = as_of >= self.head()?.0;
        let its = testimony::base.eq(base).and(testimony::question.eq(question));
        let of = tie::kind.eq(kind).and(tie::a.lt(unborn(as_of))).and(tie::b.lt(unborn(as_of)));
        let counting = tie::counts.eq(true).or(tie::counts.eq(latest));
        let mut ties: Vec<TieRow> = on!(self.told()?, c => {
            let first = testimony::table.inner_join(tie::table.on(tie::a.eq(testimony::no)));
            let some = first.filter(its).filter(of).filter(counting).limit(i64::from(limit));
            some.select(TieRow::as_select()).load(c)
        })?;
        if ties.is_empty() {
            ties = on!(self.told()?, c => {
                let second = testimony::table.inner_join(tie::table.on(tie::b.eq(testimony::no)));
                let some = second.filter(its).filter(of).filter(counting).limit(i64::from(limit));
                some.select(TieRow::as_select()).load(c)
            })?;
        }
        Ok(ties)
    }

    /// The number of the question that a testimony answers.
    pub fn question_of(&mut self, no: i64) -> Result<Option<i64>, LedgerError> {
        Ok(on!(self.told()?, c => {
            testimony::table.find(no).select(testimony::question).first(c).optional()
        })?)
    }

    /// The questions of all that a testimony is tied with, each once; its own among them where there is any.
    pub fn partners_of(&mut self, no: i64) -> Result<Vec<i64>, LedgerError> {
        let ties = self.ties_of(no)?;
        let mut questions = Vec::new();
        for end in ties.iter().flat_map(|t| [t.a, t.b]) {
            questions.extend(self.question_of(end)?);
        }
        questions.sort_unstable();
        questions.dedup();
        Ok(questions)
    }
}

impl Writer<'_> {
    /// Adds a tie of two testimonies, which answer these questions. One of the same two and kind that is there
    /// stays as it is.
    pub fn put_tie(&mut self, row: &TieRow, questions: [i64; 2]) -> Result<(), LedgerError> {
        let new = match self.hold_tie(row) {
            Some(new) => new,
            None => {
                let put = PutTie { a: &row.a, b: &row.b, kind: &row.kind, counts: &row.counts };
                on!(self.told()?, c => put.execute(c))? > 0
            }
        };
        if new && row.counts { self.count_tie(row.kind, questions, 1) } else { Ok(()) }
    }

    /// Whether it is new, where it is held back.
    fn hold_tie(&mut self, row: &TieRow) -> Option<bool> {
        if self.is_far() { self.memory.held.tie(row) } else { None }
    }

    /// Whether a tie counts from now on.
    pub fn set_counts(&mut self, row: &TieRow, counts: bool) -> Result<(), LedgerError> {
        if row.counts == counts {
            return Ok(());
        }
        on!(self.told()?, c => {
            SetCounts { counts: &counts, a: &row.a, b: &row.b, kind: &row.kind }.execute(c)
        })?;
        self.count_between(row, if counts { 1 } else { -1 })
    }

    /// Removes all ties of a testimony: its reading has ended.
    pub fn remove_ties(&mut self, testimony: i64) -> Result<(), LedgerError> {
        for row in self.ties_of(testimony)?.iter().filter(|t| t.counts) {
            self.count_between(row, -1)?;
        }
        on!(self.told()?, c => {
            diesel::delete(tie::table.filter(tie::a.eq(testimony))).execute(c)?;
            diesel::delete(tie::table.filter(tie::b.eq(testimony))).execute(c)
        })?;
        self.memory.held.untie(testimony);
        Ok(())
    }

    fn count_between(&mut self, row: &TieRow, times: i32) -> Result<(), LedgerError> {
        match (self.question_of(row.a)?, self.question_of(row.b)?) {
            (Some(a), Some(b)) => self.count_tie(row.kind, [a, b], times),
            _ => Ok(()),
        }
    }
}
