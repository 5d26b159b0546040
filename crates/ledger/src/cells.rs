//! Cells: where to look for testimonies that bear on one another, so that nothing need be compared with
//! everything. Which cells there are is the caller's affair.

use crate::{
    LedgerError, Reader, Seq, TestimonyRow, Window, Writer,
    connect::{Connection, on},
    rows::unborn,
    schema::{cell, testimony},
};
use diesel::prelude::*;

/// Reaches of no more days than these are found by their first day; the longer ones of a cell are looked
/// through one by one.
const LONG: i32 = 128;

fn wide(row: &TestimonyRow) -> bool {
    row.reach_to.saturating_sub(row.reach_from) > LONG
}

/// Joins cells with their testimonies: those of the cells that `$is` picks, live or dead, that meet the
/// days.
macro_rules! lying {
    ($c:expr, $is:expr, $live:expr, $from:expr, $to:expr, $filter:expr) => {{
        let of = || {
            let here = $is.and(cell::live.eq($live));
            let joined = cell::table.inner_join(testimony::table.on(testimony::no.eq(cell::testimony)));
            joined
                .filter(here)
                .filter(cell::reach_from.le($to))
                .filter(cell::reach_to.ge($from))
                .filter($filter)
        };
        let begin = i32::saturating_sub($from, LONG);
        let short = of().filter(cell::wide.eq(false)).filter(cell::reach_from.ge(begin));
        let mut found: Vec<TestimonyRow> = short.select(TestimonyRow::as_select()).load($c)?;
        let long = of().filter(cell::wide.eq(true));
        found.extend(long.select(TestimonyRow::as_select()).load::<TestimonyRow>($c)?);
        found
    }};
}

/// The same for a list of cells: one by one for SQLite, where a list of any length would be prepared
/// anew; at once for PostgreSQL, where each is a way over the wire.
macro_rules! lying_in {
    ($connection:expr, $cells:expr, $live:expr, $from:expr, $to:expr, $filter:expr) => {
        match $connection {
            Connection::Sqlite(c) => {
                let mut found = Vec::new();
                for key in $cells {
                    found.extend(lying!(c, cell::key.eq(key), $live, $from, $to, $filter));
                }
                found
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => lying!(c, cell::key.eq_any($cells), $live, $from, $to, $filter),
        }
    };
}

/// A testimony lies in several cells: each once, in order.
fn once(mut rows: Vec<TestimonyRow>) -> Vec<TestimonyRow> {
    rows.sort_unstable_by_key(|r| r.no);
    rows.dedup_by_key(|r| r.no);
    rows
}

impl Reader<'_> {
    /// Live testimonies in these cells whose reach meets the days. Costs what is found and what begins in
    /// the months before, whatever the length of the history.
    pub fn near(&mut self, cells: &[i64], (from, to): Window) -> Result<Vec<TestimonyRow>, LedgerError> {
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let found = lying_in!(&mut *self.connection, cells, true, from, to, testimony::until.is_null());
        Ok(once(found))
    }

    /// Testimonies in these cells whose reach meets the days and that held as of `as_of`, whatever became
    /// of them. Costs the history of the cells in these days.
    pub fn near_then(
        &mut self,
        cells: &[i64],
        (from, to): Window,
        as_of: Seq,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let mut found = Vec::new();
        for live in [true, false] {
            let held = || {
                let until = testimony::until.is_null().or(testimony::until.gt(as_of));
                testimony::no.lt(unborn(as_of)).and(until)
            };
            found.extend(lying_in!(&mut *self.connection, cells, live, from, to, held()));
        }
        Ok(once(found))
    }
}

impl Writer<'_> {
    pub(crate) fn put_cells(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        self.lay(row, row.live)
    }

    /// The testimony has come to life or died.
    pub(crate) fn move_cells(&mut self, row: &TestimonyRow, live: bool) -> Result<(), LedgerError> {
        self.lift_cells(row)?;
        self.lay(row, live)
    }

    pub(crate) fn lift_cells(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        for at in row.cells() {
            let key = (at, row.live, wide(row), row.reach_from, row.no);
            on!(&mut *self.connection, c => diesel::delete(cell::table.find(key)).execute(c))?;
        }
        Ok(())
    }

    fn lay(&mut self, row: &TestimonyRow, live: bool) -> Result<(), LedgerError> {
        for at in row.cells() {
            let columns = (
                cell::key.eq(at),
                cell::live.eq(live),
                cell::wide.eq(wide(row)),
                cell::reach_from.eq(row.reach_from),
                cell::testimony.eq(row.no),
                cell::reach_to.eq(row.reach_to),
            );
            on!(&mut *self.connection, c => {
                diesel::insert_into(cell::table).values(columns).on_conflict_do_nothing().execute(c)
            })?;
        }
        Ok(())
    }
}
