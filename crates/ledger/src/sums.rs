//! How much there is of each sort of testimony to a question, kept as they come and go: what a standing is
//! drawn from without going through all of them.

use crate::{LedgerError, Reader, SumRow, TestimonyRow, Writer, connect::on, flag, schema::sum};
use diesel::prelude::*;

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

impl SumRow {
    fn plus(self, other: SumRow, times: i32) -> SumRow {
        SumRow {
            question: self.question,
            foretold: self.foretold + times * other.foretold,
            told: self.told + times * other.told,
            answered: self.answered + times * other.answered,
            refused: self.refused + times * other.refused,
            gone: self.gone + times * other.gone,
            revised: self.revised + times * other.revised,
            admitted: self.admitted + times * other.admitted,
        }
    }
}

impl Reader<'_> {
    /// The sum of a question; all nought where nothing was said.
    pub fn sum(&mut self, question: i64) -> Result<SumRow, LedgerError> {
        let found: Option<SumRow> = on!(&mut *self.connection, c => {
            sum::table.find(question).select(SumRow::as_select()).first(c).optional()
        })?;
        Ok(found.unwrap_or(SumRow { question, ..SumRow::default() }))
    }
}

impl Writer<'_> {
    /// The testimony comes to its question (`times` 1) or leaves it (-1). To be told both where what it
    /// adds changes: leaving as it was, coming as it is.
    pub fn count_testimony(&mut self, row: &TestimonyRow, times: i32) -> Result<(), LedgerError> {
        let now = self.sum(row.question)?.plus(share(row), times);
        self.put_sum(&now)
    }

    /// All that one question has goes to another.
    pub fn move_sum(&mut self, from: i64, to: i64) -> Result<(), LedgerError> {
        let (own, other) = (self.sum(to)?, self.sum(from)?);
        self.put_sum(&own.plus(other, 1))?;
        self.put_sum(&SumRow { question: from, ..SumRow::default() })
    }

    fn put_sum(&mut self, row: &SumRow) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            diesel::delete(sum::table.find(row.question)).execute(c)?;
            diesel::insert_into(sum::table).values(row).execute(c)
        })?;
        Ok(())
    }
}
