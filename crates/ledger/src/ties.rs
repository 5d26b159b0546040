//! Ties between testimonies, as they are today: what was tied at an earlier moment follows from the
//! testimonies of that moment.

use crate::{
    LedgerError, Reader, TieRow, Writer,
    connect::{insert_all, on},
    prepared::SetCounts,
    schema::tie,
};
use diesel::{dsl::exists, prelude::*, select};

impl Reader<'_> {
    /// Whether a tie of one of these kinds, that counts or that does not, touches the question. One
    /// look into an index a kind, whatever the length of the history.
    pub fn is_tied(&mut self, question: i64, kinds: &[i16], counts: bool) -> Result<bool, LedgerError> {
        for kind in kinds {
            let found: bool = on!(&mut *self.connection, c => {
                let so = tie::kind.eq(kind).and(tie::counts.eq(counts));
                let one = tie::table.filter(tie::question_a.eq(question)).filter(so);
                if select(exists(one)).get_result(c)? {
                    Ok(true)
                } else {
                    let two = tie::question_b.eq(question).and(tie::question_a.ne(tie::question_b));
                    select(exists(tie::table.filter(two).filter(so))).get_result(c)
                }
            })?;
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The same, of ties whose first testimony answers the question: what came of a prediction says
    /// nothing of the question that it was seen by.
    pub fn is_tied_first(&mut self, question: i64, kinds: &[i16], counts: bool) -> Result<bool, LedgerError> {
        for kind in kinds {
            let found: bool = on!(&mut *self.connection, c => {
                let so = tie::kind.eq(kind).and(tie::counts.eq(counts));
                select(exists(tie::table.filter(tie::question_a.eq(question)).filter(so))).get_result(c)
            })?;
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Ties of a testimony, in order of their testimonies.
    pub fn ties_of(&mut self, testimony: i64) -> Result<Vec<TieRow>, LedgerError> {
        let mut ties: Vec<TieRow> = on!(&mut *self.connection, c => {
            tie::table.filter(tie::a.eq(testimony)).select(TieRow::as_select()).load(c)
        })?;
        let more: Vec<TieRow> = on!(&mut *self.connection, c => {
            tie::table.filter(tie::b.eq(testimony)).select(TieRow::as_select()).load(c)
        })?;
        ties.extend(more);
        ties.sort_by_key(|t| (t.a, t.b, t.kind));
        Ok(ties)
    }

    /// Ties that touch a question, `limit` at most of each of the two ways.
    pub fn ties_of_question(&mut self, question: i64, limit: u32) -> Result<Vec<TieRow>, LedgerError> {
        let mut ties: Vec<TieRow> = on!(&mut *self.connection, c => {
            let all = tie::table.filter(tie::question_a.eq(question)).limit(i64::from(limit));
            all.select(TieRow::as_select()).load(c)
        })?;
        let more: Vec<TieRow> = on!(&mut *self.connection, c => {
            let two = tie::question_b.eq(question).and(tie::question_a.ne(tie::question_b));
            tie::table.filter(two).limit(i64::from(limit)).select(TieRow::as_select()).load(c)
        })?;
        ties.extend(more);
        ties.sort_by_key(|t| (t.a, t.b, t.kind));
        Ok(ties)
    }
}

impl Writer<'_> {
    /// Adds ties. One of the same two testimonies and kind that is there stays as it is.
    pub fn put_ties(&mut self, rows: &[TieRow]) -> Result<(), LedgerError> {
        insert_all!(&mut *self.connection, tie::table, rows);
        Ok(())
    }

    /// Whether a tie counts from now on.
    pub fn set_counts(&mut self, a: i64, b: i64, kind: i16, counts: bool) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            SetCounts { counts: &counts, a: &a, b: &b, kind: &kind }.execute(c)
        })?;
        Ok(())
    }

    /// Removes all ties of a testimony: its reading has ended.
    pub fn remove_ties(&mut self, testimony: i64) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            diesel::delete(tie::table.filter(tie::a.eq(testimony))).execute(c)?;
            diesel::delete(tie::table.filter(tie::b.eq(testimony))).execute(c)
        })?;
        Ok(())
    }

    /// Ties go along when the testimonies of one question go to another.
    pub fn move_ties(&mut self, from: i64, to: i64) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            let first = tie::table.filter(tie::question_a.eq(from));
            diesel::update(first).set(tie::question_a.eq(to)).execute(c)?;
            let second = tie::table.filter(tie::question_b.eq(from));
            diesel::update(second).set(tie::question_b.eq(to)).execute(c)
        })?;
        Ok(())
    }
}
