//! The history of what could be said of each question, and how many questions stood where.

use crate::{
    LedgerError, Reader, Seq, StandingRow, Writer, born,
    connect::{Connection, on},
    marks::HELD,
    number,
    prepared::{EndStanding, PutFrontier, PutStanding, PutTally},
    rows::unborn,
    schema::{frontier, standing, tally},
};
use diesel::prelude::*;
use std::collections::HashMap;

/// A standing as the table holds it.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = standing)]
pub(crate) struct Row {
    pub no: i64,
    pub question: i64,
    pub until: Option<Seq>,
    pub kind: i16,
    pub code: i16,
    pub grade: i16,
    pub changed: i64,
    pub valid_from: Option<i32>,
    pub valid_to: Option<i32>,
    pub origins: i32,
    pub answers: i32,
    pub body: Vec<u8>,
}

impl Row {
    pub(crate) fn shown(self, kind: String) -> StandingRow {
        StandingRow {
            no: self.no,
            question: self.question,
            until: self.until,
            kind,
            standing: self.code,
            grade: self.grade,
            changed: self.changed,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            origins: self.origins,
            answers: self.answers,
            body: self.body,
        }
    }
}

impl Reader<'_> {
    /// What could be said of a question as of `as_of`; nothing before it was asked and after it became
    /// part of another.
    pub fn standing(&mut self, question: i64, as_of: Seq) -> Result<Option<StandingRow>, LedgerError> {
        let row = self.standing_row(question, as_of)?;
        row.filter(|r| r.until.is_none_or(|u| u > as_of)).map(|r| self.show(r)).transpose()
    }

    /// All that could be said of a question up to `as_of`, in order; the last `limit` changes.
    pub fn history(
        &mut self,
        question: i64,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<StandingRow>, LedgerError> {
        let rows: Vec<Row> = on!(self.asked()?, c => {
            let of = standing::table.filter(standing::question.eq(question));
            let then = of.filter(standing::no.lt(unborn(as_of))).order(standing::no.desc());
            then.limit(i64::from(limit)).select(Row::as_select()).load(c)
        })?;
        rows.into_iter().rev().map(|r| self.show(r)).collect()
    }

    pub(crate) fn show(&mut self, row: Row) -> Result<StandingRow, LedgerError> {
        let kind = self.text(row.kind)?;
        Ok(row.shown(kind))
    }

    /// The last that was born by `as_of`, ended or not.
    fn standing_row(&mut self, question: i64, as_of: Seq) -> Result<Option<Row>, LedgerError> {
        Ok(on!(self.asked()?, c => {
            let of = standing::table.filter(standing::question.eq(question));
            let then = of.filter(standing::no.lt(unborn(as_of))).order(standing::no.desc());
            then.select(Row::as_select()).first(c).optional()
        })?)
    }

    /// Writes what was counted and held back: it is about to be looked at.
    pub(crate) fn flush_tally(&mut self) -> Result<(), LedgerError> {
        let tally = std::mem::take(&mut self.memory.tally);
        match &mut *self.connection {
            Connection::Sqlite(c) => {
                for ((kind, standing, seq), alive) in &tally {
                    PutTally { kind, standing, seq, alive }.execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => crate::wire::put_tally(c, tally)?,
        }
        Ok(())
    }

    /// Likewise the ends of the frontier.
    pub(crate) fn flush_frontier(&mut self) -> Result<(), LedgerError> {
        let frontier = std::mem::take(&mut self.memory.frontier);
        match &mut *self.connection {
            Connection::Sqlite(c) => {
                for (seq, changed) in &frontier {
                    PutFrontier { seq, changed }.execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => crate::wire::put_frontier(c, frontier)?,
        }
        Ok(())
    }

    /// The latest `changed` of any standing born by `as_of`.
    pub(crate) fn frontier(&mut self, as_of: Seq) -> Result<i64, LedgerError> {
        self.flush_frontier()?;
        let last: Option<i64> = on!(&mut *self.connection, c => {
            let then = frontier::table.filter(frontier::seq.le(as_of)).order(frontier::seq.desc());
            then.select(frontier::changed).first(c).optional()
        })?;
        Ok(last.unwrap_or(i64::MIN))
    }
}

impl Writer<'_> {
    /// What can be said of a question from the entry `at` on; the number and the end in `row` are not
    /// looked at. Whether that is something new: where it says the same as before, nothing is written.
    pub fn put_standing(&mut self, row: &StandingRow, at: Seq) -> Result<bool, LedgerError> {
        let old = self.standing(row.question, Seq::MAX)?;
        Ok(self.put_standing_after(old.as_ref(), row, at)?.is_some())
    }

    /// The same, where `old` is what was said of the question until now; the number of what is new.
    pub fn put_standing_after(
        &mut self,
        old: Option<&StandingRow>,
        row: &StandingRow,
        at: Seq,
    ) -> Result<Option<i64>, LedgerError> {
        if old.is_some_and(|old| *row == StandingRow { no: row.no, until: row.until, ..old.clone() }) {
            return Ok(None);
        }
        let kind = self.encode(&row.kind)?;
        let cell =
            old.map(|old| Ok::<_, LedgerError>((self.encode(&old.kind)?, old.standing))).transpose()?;
        if let Some(old) = old {
            self.close((old.question, old.no), at)?;
        }
        if cell != Some((kind, row.standing)) {
            if let Some(cell) = cell {
                self.count(cell, at, -1)?;
            }
            self.count((kind, row.standing), at, 1)?;
        }
        let no = self.next_standing(at)?;
        let born = Row {
            no,
            question: row.question,
            until: None,
            kind,
            code: row.standing,
            grade: row.grade,
            changed: row.changed,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            origins: row.origins,
            answers: row.answers,
            body: row.body.clone(),
        };
        if self.is_far() {
            self.memory.held.stand(born);
            self.hold_asked()?;
        } else {
            on!(&mut *self.connection, c => PutStanding::of(&born).execute(c))?;
        }
        self.advance(at, row.changed)?;
        Ok(Some(no))
    }

    /// From the entry `at` on nothing is said of the question: it has become part of another, or nobody
    /// answers it any more.
    pub fn end_standing(&mut self, question: i64, at: Seq) -> Result<(), LedgerError> {
        let old = self.standing_row(question, Seq::MAX)?.filter(|r| r.until.is_none());
        let Some(old) = old else { return Ok(()) };
        self.count((old.kind, old.code), at, -1)?;
        self.close((old.question, old.no), at)
    }

    /// Ends a standing; one that the same entry brought was never seen and goes.
    fn close(&mut self, (question, old): (i64, i64), at: Seq) -> Result<(), LedgerError> {
        if born(old) == at {
            if !self.memory.held.withdraw(old) {
                on!(&mut *self.connection, c => diesel::delete(standing::table.find(old)).execute(c))?;
            }
            // Its number is free again, whether or not the two fall into one transaction.
            let last = self.last_standing(at)?;
            self.cells.stood.insert(at, last);
        } else if self.is_far() {
            self.memory.held.end(question, old, at);
        } else {
            on!(&mut *self.connection, c => EndStanding { until: &at, no: &old }.execute(c))?;
        }
        Ok(())
    }

    /// The first free number of an entry.
    fn next_standing(&mut self, at: Seq) -> Result<i64, LedgerError> {
        let last = match self.cells.stood.get(&at) {
            Some(last) => *last,
            None if self.is_new(at) => None,
            None => self.last_standing(at)?,
        };
        let next = last.map_or(number(at, 0), |no: i64| no + 1);
        self.number_from(at);
        self.cells.stood.insert(at, Some(next));
        Ok(next)
    }

    fn last_standing(&mut self, at: Seq) -> Result<Option<i64>, LedgerError> {
        Ok(on!(self.asked()?, c => {
            let its = standing::table.filter(standing::no.ge(number(at, 0)));
            let its = its.filter(standing::no.lt(unborn(at))).order(standing::no.desc());
            its.select(standing::no).first(c).optional()
        })?)
    }

    /// How many questions of a kind have a standing, from the entry `at` on: `more` more.
    pub(crate) fn count(&mut self, (kind, code): (i16, i16), at: Seq, more: i64) -> Result<(), LedgerError> {
        let last = match self.cells.alive.get(&(kind, code)) {
            Some(alive) => Some(*alive),
            None => on!(&mut *self.connection, c => {
                let cell = tally::table.filter(tally::kind.eq(kind)).filter(tally::standing.eq(code));
                cell.order(tally::seq.desc()).select(tally::alive).first(c).optional()
            })?,
        };
        let alive = last.unwrap_or(0) + more;
        self.memory.tally.insert((kind, code, at), alive);
        self.cells.alive.insert((kind, code), alive);
        if self.memory.tally.len() > HELD { self.flush_tally() } else { Ok(()) }
    }

    fn advance(&mut self, at: Seq, changed: i64) -> Result<(), LedgerError> {
        let latest = match self.cells.latest {
            Some(latest) => latest,
            None => self.frontier(Seq::MAX)?,
        };
        self.cells.latest = Some(latest.max(changed));
        if latest >= changed {
            return Ok(());
        }
        self.memory.frontier.insert(at, changed);
        if self.memory.frontier.len() > HELD { self.flush_frontier() } else { Ok(()) }
    }
}

/// What a writer has looked up of the tables of this module: nobody else changes them meanwhile.
#[derive(Default)]
pub(crate) struct Cells {
    /// The last count of the tally for kind and standing.
    alive: HashMap<(i16, i16), i64>,
    /// The number of the last standing that was put with an entry, and of the last question that was asked.
    stood: HashMap<Seq, Option<i64>>,
    pub asked: HashMap<Seq, i64>,
    /// The end of the frontier.
    latest: Option<i64>,
}

impl Cells {
    /// Forgets numbers but those that this entry brought, where there are many; whether it did.
    pub(crate) fn forget(&mut self, at: Seq) -> bool {
        let many = self.stood.len() + self.asked.len() > HELD;
        if many {
            self.stood.retain(|seq, _| *seq == at);
            self.asked.retain(|seq, _| *seq == at);
        }
        many
    }
}
