//! Testimonies: by question, by origin, by the days that they speak of.

use crate::{
    LedgerError, Reader, Seq, TestimonyRow, Window, Writer,
    connect::{insert_all, on},
    number,
    rows::unborn,
    schema::testimony,
};
use diesel::prelude::*;

/// Windows of no more days than these are found by their first day; the few longer or open ones are
/// looked through one by one.
const LONG: i32 = 31;

fn wide(row: &TestimonyRow) -> bool {
    match (row.valid_from, row.valid_to) {
        (Some(from), Some(to)) => to.saturating_sub(from) > LONG,
        _ => true,
    }
}

impl Reader<'_> {
    /// One testimony, ended or not.
    pub fn testimony(&mut self, no: i64) -> Result<Option<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            testimony::table.find(no).select(TestimonyRow::as_select()).first(c).optional()
        })?)
    }

    /// Testimonies to the questions of a base, or to one question of it, that held as of `as_of`. In no
    /// order that means anything.
    pub fn testimonies(
        &mut self,
        base: i64,
        question: Option<i64>,
        as_of: Seq,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let born = testimony::base.eq(base).and(testimony::no.lt(unborn(as_of)));
            let held = testimony::until.is_null().or(testimony::until.gt(as_of));
            let all = testimony::table.filter(born).filter(held).select(TestimonyRow::as_select());
            match question {
                Some(question) => all.filter(testimony::question.eq(question)).load(c),
                None => all.load(c),
            }
        })?)
    }

    /// Testimonies of one reading, in their order.
    pub fn testimonies_of_reading(&mut self, reading: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let its = testimony::no.ge(number(reading, 0)).and(testimony::no.lt(number(reading + 1, 0)));
            testimony::table.filter(its).order(testimony::no).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// Live testimonies to the questions of these bases whose days meet the window. Costs what is found
    /// and what begins in the month before, whatever the length of the history.
    pub fn live_testimonies(
        &mut self,
        bases: &[i64],
        (from, to): Window,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let mut found = Vec::new();
        for base in bases {
            let some: Vec<TestimonyRow> = on!(&mut *self.connection, c => {
                let of = testimony::base.eq(base).and(testimony::live);
                let begins = testimony::valid_from.between(from.saturating_sub(LONG), to);
                let short = testimony::wide.eq(false).and(begins).and(testimony::valid_to.ge(from));
                testimony::table.filter(of).filter(short).select(TestimonyRow::as_select()).load(c)
            })?;
            found.extend(some);
            let some: Vec<TestimonyRow> = on!(&mut *self.connection, c => {
                let of = testimony::base.eq(base).and(testimony::live);
                let begins = testimony::valid_from.is_null().or(testimony::valid_from.le(to));
                let ends = testimony::valid_to.is_null().or(testimony::valid_to.ge(from));
                let long = testimony::wide.eq(true).and(begins).and(ends);
                testimony::table.filter(of).filter(long).select(TestimonyRow::as_select()).load(c)
            })?;
            found.extend(some);
        }
        Ok(found)
    }

    /// Testimonies of one origin to one question at or before `rank`, the nearest first, `limit` at
    /// most. Only of readings that hold today.
    pub fn before(
        &mut self,
        (base, question): (i64, i64),
        origin: i64,
        rank: i64,
        limit: u32,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let of = testimony::base.eq(base).and(testimony::question.eq(question));
            let its = testimony::origin.eq(origin).and(testimony::rank.le(rank));
            let all = testimony::table.filter(of).filter(its).filter(testimony::until.is_null());
            let near = all.order((testimony::rank.desc(), testimony::no.desc())).limit(i64::from(limit));
            near.select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// As [`Reader::before`], at or after `rank`.
    pub fn after(
        &mut self,
        (base, question): (i64, i64),
        origin: i64,
        rank: i64,
        limit: u32,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let of = testimony::base.eq(base).and(testimony::question.eq(question));
            let its = testimony::origin.eq(origin).and(testimony::rank.ge(rank));
            let all = testimony::table.filter(of).filter(its).filter(testimony::until.is_null());
            let near = all.order((testimony::rank, testimony::no)).limit(i64::from(limit));
            near.select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// How many origins answer a question today with a live testimony, and how many testimonies do, live
    /// or not. Counts up to `limit` of the latter.
    pub fn answers(&mut self, base: i64, question: i64, limit: u32) -> Result<(usize, usize), LedgerError> {
        let rows: Vec<(i64, bool)> = on!(&mut *self.connection, c => {
            let of = testimony::base.eq(base).and(testimony::question.eq(question));
            let all = testimony::table.filter(of).filter(testimony::until.is_null());
            all.limit(i64::from(limit)).select((testimony::origin, testimony::live)).load(c)
        })?;
        let origins: std::collections::BTreeSet<i64> = rows.iter().filter(|r| r.1).map(|r| r.0).collect();
        Ok((origins.len(), rows.len()))
    }
}

impl Writer<'_> {
    /// Files testimonies.
    pub fn put_testimonies(&mut self, rows: &[TestimonyRow]) -> Result<(), LedgerError> {
        insert_all!(
            &mut *self.connection,
            testimony::table,
            rows.iter().map(|row| (row, testimony::wide.eq(wide(row))))
        );
        Ok(())
    }

    /// Whether a testimony counts from now on.
    pub fn set_live(&mut self, no: i64, live: bool) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            diesel::update(testimony::table.find(no)).set(testimony::live.eq(live)).execute(c)
        })?;
        Ok(())
    }

    /// Testimonies go to another question of their base: two episodes have become one.
    pub fn move_testimonies(&mut self, base: i64, from: i64, to: i64) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            let its = testimony::base.eq(base).and(testimony::question.eq(from));
            diesel::update(testimony::table.filter(its)).set(testimony::question.eq(to)).execute(c)
        })?;
        Ok(())
    }
}
