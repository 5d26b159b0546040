//! Testimonies: by question, by reading, in the order in which one voice said them.

use crate::{
    LedgerError, Reader, Seq, TestimonyRow, Writer, connect::on, flag, number, prepared::SetState,
    rows::unborn, schema::testimony,
};
use diesel::prelude::*;

impl Reader<'_> {
    /// One testimony, ended or not.
    pub fn testimony(&mut self, no: i64) -> Result<Option<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            testimony::table.find(no).select(TestimonyRow::as_select()).first(c).optional()
        })?)
    }

    /// Testimonies to the questions of a base that held as of `as_of`. In no order that means anything.
    pub fn testimonies(&mut self, base: i64, as_of: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let born = testimony::base.eq(base).and(testimony::no.lt(unborn(as_of)));
            let held = testimony::until.is_null().or(testimony::until.gt(as_of));
            testimony::table.filter(born).filter(held).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// Testimonies of one reading, in their order.
    pub fn testimonies_of_reading(&mut self, reading: Seq) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let its = testimony::no.ge(number(reading, 0)).and(testimony::no.lt(number(reading + 1, 0)));
            testimony::table.filter(its).order(testimony::no).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// What a voice said to the questions of a base, live or not: the last `steps` before a place in its
    /// chain and the first `steps` after it, both in order; what stands at the place itself is left out.
    pub fn chain(
        &mut self,
        (base, voice): (i64, i64),
        spoken: &str,
        steps: usize,
    ) -> Result<(Vec<TestimonyRow>, Vec<TestimonyRow>), LedgerError> {
        let steps = i64::try_from(steps).unwrap_or(i64::MAX);
        let (mut before, after): (Vec<TestimonyRow>, Vec<TestimonyRow>) = on!(&mut *self.connection, c => {
            let chain = || {
                let of = testimony::base.eq(base).and(testimony::voice.eq(voice));
                let now = testimony::spoken.is_not_null().and(testimony::until.is_null());
                testimony::table.filter(of).filter(now).select(TestimonyRow::as_select())
            };
            let before = chain().filter(testimony::spoken.lt(spoken)).order(testimony::spoken.desc());
            let after = chain().filter(testimony::spoken.gt(spoken)).order(testimony::spoken);
            (before.limit(steps).load(c)?, after.limit(steps).load(c)?)
        });
        before.reverse();
        Ok((before, after))
    }

    /// What takes something back under a base, today.
    pub fn withdrawals(&mut self, base: i64) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let of = testimony::base.eq(base).and(testimony::withdraws).and(testimony::until.is_null());
            testimony::table.filter(of).select(TestimonyRow::as_select()).load(c)
        })?)
    }

    /// What a voice said or a publisher printed under a base, today, live or not. Goes through all of the
    /// base: for the rare case that something is taken back.
    pub fn printed(
        &mut self,
        base: i64,
        voice: i64,
        publisher: Option<i64>,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        let mut rows: Vec<TestimonyRow> = on!(&mut *self.connection, c => {
            let of = testimony::base.eq(base).and(testimony::until.is_null());
            testimony::table.filter(of).select(TestimonyRow::as_select()).load(c)
        })?;
        rows.retain(|r| r.voice == voice || publisher.is_some() && r.publisher == publisher);
        Ok(rows)
    }

    /// Live testimonies to a question, the latest recorded first, `limit` at most.
    pub fn live(&mut self, question: i64, limit: u32) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let of = testimony::question.eq(question).and(testimony::live);
            let latest = testimony::table.filter(of).order(testimony::no.desc()).limit(i64::from(limit));
            latest.select(TestimonyRow::as_select()).load(c)
        })?)
    }
}

impl Writer<'_> {
    /// Files a testimony and the cells in which it lies.
    pub fn put_testimony(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => diesel::insert_into(testimony::table).values(row).execute(c))?;
        self.put_cells(row)
    }

    /// What became of a testimony: its state by [`flag::STATE`].
    pub fn set_state(&mut self, row: &TestimonyRow, state: i16) -> Result<(), LedgerError> {
        let flags = row.flags & !flag::STATE | state & flag::STATE;
        let live = flags & (flag::REPLACED | flag::GONE) == 0 && row.until.is_none();
        let now = SetState { flags: &flags, live: &live, no: &row.no };
        on!(&mut *self.connection, c => now.execute(c))?;
        if live == row.live { Ok(()) } else { self.move_cells(row, live) }
    }

    /// A testimony ends with the entry `at`: it counts no more.
    pub fn end_testimony(&mut self, row: &TestimonyRow, at: Seq) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            let end = (testimony::until.eq(at), testimony::live.eq(false));
            diesel::update(testimony::table.find(row.no)).set(end).execute(c)
        })?;
        if row.live { self.move_cells(row, false) } else { Ok(()) }
    }

    /// Takes a testimony out altogether, with its cells and ties, to be filed anew under its number.
    pub fn drop_testimony(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        self.remove_ties(row.no)?;
        self.lift_cells(row)?;
        on!(&mut *self.connection, c => diesel::delete(testimony::table.find(row.no)).execute(c))?;
        Ok(())
    }

    /// All testimonies of a question go to another of their base: two episodes have become one.
    pub fn move_testimonies(&mut self, base: i64, from: i64, to: i64) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            let its = testimony::base.eq(base).and(testimony::question.eq(from));
            diesel::update(testimony::table.filter(its)).set(testimony::question.eq(to)).execute(c)
        })?;
        Ok(())
    }
}
