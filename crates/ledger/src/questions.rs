//! Questions and the ids that they have had.

use crate::{
    Heading, LedgerError, QuestionRow, Reader, Seq, Writer, born,
    connect::{Connection, on},
    number,
    prepared::{PutName, SetDays},
    rows::unborn,
    schema::{question, question_name},
};
use diesel::prelude::*;
use std::collections::BTreeSet;

/// The columns of a question in the order of the table.
type Columns = (i64, i64, i16, Option<i32>, Option<i32>, String, Vec<u8>);

impl Reader<'_> {
    /// The question that an id meant as of `as_of`. An id never stops to mean something: where a
    /// question has taken another id or has become part of another, the old id leads there.
    pub fn question_of_id(&mut self, id: &str, as_of: Seq) -> Result<Option<QuestionRow>, LedgerError> {
        let no: Option<i64> = on!(self.asked()?, c => {
            let then = question_name::table.filter(question_name::id.eq(id));
            let then = then.filter(question_name::since.le(as_of)).order(question_name::since.desc());
            then.select(question_name::question).first(c).optional()
        })?;
        no.map_or(Ok(None), |no| self.question(no, as_of))
    }

    /// A question by its number, with the id that it had as of `as_of`; nothing before it was asked.
    pub fn question(&mut self, no: i64, as_of: Seq) -> Result<Option<QuestionRow>, LedgerError> {
        let found: Option<Columns> = on!(self.asked()?, c => {
            question::table.find(no).filter(question::no.lt(unborn(as_of))).first(c).optional()
        })?;
        found.map(|row| self.named(row, as_of)).transpose()
    }

    /// Those of these questions that are of a kind and had been asked by `as_of`, in brief, in order of their numbers.
    pub fn headings(
        &mut self,
        of: &BTreeSet<i64>,
        kind: &str,
        as_of: Seq,
    ) -> Result<Vec<Heading>, LedgerError> {
        let Some(kind) = self.code(kind)? else { return Ok(Vec::new()) };
        let mut found: Vec<Heading> = match self.asked()? {
            Connection::Sqlite(c) => {
                let heading = |no: &i64| {
                    let asked = question::table.find(no).filter(question::kind.eq(kind));
                    asked.select(Heading::as_select()).first(c).optional()
                };
                of.iter().map(heading).filter_map(Result::transpose).collect::<Result<_, _>>()?
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                let asked = question::table.filter(question::no.eq_any(of)).filter(question::kind.eq(kind));
                asked.order(question::no).select(Heading::as_select()).load(c)?
            }
        };
        found.retain(|h| h.no < unborn(as_of));
        Ok(found)
    }

    /// Questions of a base as of `as_of`, in the order in which they were first asked. One whose id
    /// leads to another by now has become part of it.
    pub fn questions(&mut self, base: i64, as_of: Seq) -> Result<Vec<QuestionRow>, LedgerError> {
        let found: Vec<Columns> = on!(self.asked()?, c => {
            let of = question::table.filter(question::base.eq(base)).filter(question::no.lt(unborn(as_of)));
            of.order(question::no).load(c)
        })?;
        found.into_iter().map(|row| self.named(row, as_of)).collect()
    }

    /// Questions after the number `after`, by number, `limit` at most.
    pub fn questions_after(
        &mut self,
        after: i64,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<QuestionRow>, LedgerError> {
        let found: Vec<Columns> = on!(self.asked()?, c => {
            let then = question::table.filter(question::no.gt(after)).filter(question::no.lt(unborn(as_of)));
            then.order(question::no).limit(i64::from(limit)).load(c)
        })?;
        found.into_iter().map(|row| self.named(row, as_of)).collect()
    }

    /// Questions of a base whose episodes have a day in this stretch, today. Episodes of one base share no
    /// day, so only those near it are gone through.
    pub fn episodes(&mut self, base: i64, (from, to): (i32, i32)) -> Result<Vec<Heading>, LedgerError> {
        /// Rows asked for at once.
        const PAGE: i64 = 4;
        if let Some(known) = self.memory.ahead.episodes(base, (from, to)) {
            return Ok(known);
        }
        let (mut found, mut below) = (Vec::new(), to);
        loop {
            let rows: Vec<Heading> = on!(self.asked()?, c => {
                let of = question::table.filter(question::base.eq(base)).filter(question::first_day.le(below));
                of.order(question::first_day.desc()).limit(PAGE).select(Heading::as_select()).load(c)
            })?;
            let full = rows.len() as i64 == PAGE;
            for row in rows {
                let (first, last) = (row.first_day.unwrap_or(i32::MIN), row.last_day.unwrap_or(i32::MIN));
                if last < from {
                    return Ok(found);
                }
                below = first.saturating_sub(1);
                found.push(row);
            }
            if !full {
                return Ok(found);
            }
        }
    }

    fn named(
        &mut self,
        (no, base, kind, first_day, last_day, text, body): Columns,
        as_of: Seq,
    ) -> Result<QuestionRow, LedgerError> {
        let id: Option<String> = on!(self.asked()?, c => {
            let its = question_name::table.filter(question_name::question.eq(no));
            let its = its.filter(question_name::own.and(question_name::since.le(as_of)));
            its.order(question_name::since.desc()).select(question_name::id).first(c).optional()
        })?;
        let kind = self.text(kind)?;
        Ok(QuestionRow { no, id: id.unwrap_or_default(), base, kind, first_day, last_day, text, body })
    }
}

impl Writer<'_> {
    /// The first free number for a question that the entry brings.
    pub fn next_question(&mut self, at: Seq) -> Result<i64, LedgerError> {
        let last: Option<i64> = match self.cells.asked.get(&at) {
            Some(last) => Some(*last),
            None if self.is_new(at) => None,
            None => on!(self.asked()?, c => {
                let its = question::table.filter(question::no.ge(number(at, 0))).filter(question::no.lt(unborn(at)));
                its.order(question::no.desc()).select(question::no).first(c).optional()
            })?,
        };
        Ok(last.map_or(number(at, 0), |no| no + 1))
    }

    /// Asks a question for the first time, under its id.
    pub fn put_question(&mut self, row: &QuestionRow) -> Result<(), LedgerError> {
        let kind = self.encode(&row.kind)?;
        if self.is_far() {
            self.memory.held.ask(kind, row);
            self.hold_asked()?;
        } else {
            self.insert_question(kind, row)?;
        }
        let QuestionRow { no, base, first_day, last_day, .. } = *row;
        self.note_ahead(|a| a.ask(Heading { no, base, first_day, last_day }));
        self.number_from(born(row.no));
        self.cells.asked.insert(born(row.no), row.no);
        self.starts(row.no);
        self.name(&row.id, row.no, born(row.no), true)
    }

    fn insert_question(&mut self, kind: i16, row: &QuestionRow) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            let columns = (
                question::no.eq(row.no),
                question::base.eq(row.base),
                question::kind.eq(kind),
                question::first_day.eq(row.first_day),
                question::last_day.eq(row.last_day),
                question::text.eq(&row.text),
                question::body.eq(&row.body),
            );
            diesel::insert_into(question::table).values(columns).execute(c)
        })?;
        Ok(())
    }

    /// From the entry `at` on, the question has this id, first day, text and body; its earlier ids lead
    /// to it still. Text and body have no history: they are those of today.
    pub fn rename_question(&mut self, row: &QuestionRow, at: Seq) -> Result<(), LedgerError> {
        self.note_ahead(|a| a.forget_episodes());
        on!(self.asked()?, c => {
            let now = (
                question::first_day.eq(row.first_day),
                question::last_day.eq(row.last_day),
                question::text.eq(&row.text),
                question::body.eq(&row.body),
            );
            diesel::update(question::table.find(row.no)).set(now).execute(c)?;
            // Of several names that one entry gave it, the last is its own.
            let given = question_name::table.filter(question_name::question.eq(row.no));
            let given = given.filter(question_name::since.eq(at).and(question_name::id.ne(&row.id)));
            diesel::update(given).set(question_name::own.eq(false)).execute(c)
        })?;
        self.name(&row.id, row.no, at, true)
    }

    /// From the entry `at` on, all ids that lead to the question `from` lead to `to`; one that has come to lead
    /// elsewhere since, with the same entry too, stays there. Its testimonies
    /// ([`Writer::move_testimonies`]), ties and standing are the caller's to move.
    pub fn fold_question(&mut self, from: i64, to: i64, at: Seq) -> Result<(), LedgerError> {
        let ids: Vec<String> = on!(self.asked()?, c => {
            let its = question_name::table.filter(question_name::question.eq(from));
            its.select(question_name::id).distinct().order(question_name::id).load(c)
        })?;
        for id in ids {
            let now: Option<i64> = on!(self.asked()?, c => {
                let until = question_name::table.filter(question_name::id.eq(&id)).filter(question_name::since.le(at));
                until.select(question_name::question).order(question_name::since.desc()).first(c).optional()
            })?;
            if now == Some(from) {
                self.name(&id, to, at, false)?;
            }
        }
        self.clear_days(from)
    }

    /// The days of a question's episode, today.
    pub fn set_days(&mut self, no: i64, first: i32, last: i32) -> Result<(), LedgerError> {
        self.note_ahead(|a| a.last(no, (first, last)));
        if self.is_far() {
            self.memory.held.last(no, (first, last));
            return Ok(());
        }
        let set = SetDays { first: &first, last: &last, no: &no };
        on!(&mut *self.connection, c => set.execute(c))?;
        Ok(())
    }

    /// The question has no episode for now: its testimonies are being added anew.
    pub fn clear_days(&mut self, no: i64) -> Result<(), LedgerError> {
        self.note_ahead(|a| a.forget_episodes());
        let none: Option<i32> = None;
        on!(self.asked()?, c => {
            let days = (question::first_day.eq(none), question::last_day.eq(none));
            diesel::update(question::table.find(no)).set(days).execute(c)
        })?;
        Ok(())
    }

    fn name(&mut self, id: &str, question: i64, since: Seq, own: bool) -> Result<(), LedgerError> {
        // Its own name stays its own, also where another that had it led there with the same entry.
        if self.is_far() {
            self.memory.held.name(id, since, question, own);
            return Ok(());
        }
        let name = PutName { id, since: &since, question: &question, own: &own };
        on!(&mut *self.connection, c => name.execute(c))?;
        Ok(())
    }
}
