//! Cells: where to look for testimonies that bear on one another, so that nothing need be compared with
//! everything. Which cells there are is the caller's affair.

use crate::{
    Brief, LedgerError, Reader, Seq, TestimonyRow, Window, Writer,
    connect::{Connection, on},
    prepared::PutCell,
    rows::unborn,
    schema::{cell, testimony, testimony_body},
};
use diesel::prelude::*;

/// Testimonies lie in a cell by the length of their reach: of so many days and fewer, and longer. Those of one
/// length are found by their first day, no earlier than that length before; the longest are looked through one by one.
pub(crate) const SPANS: [i32; 2] = [8, 128];
/// Testimonies that are looked at on each side of one.
const BESIDE: i64 = 8;
/// Cells that SQLite looks into with one statement.
const AT_ONCE: usize = 8;

/// Cells with their testimonies.
#[diesel::dsl::auto_type]
fn rows() -> _ {
    cell::table.inner_join(testimony::table.on(testimony::no.eq(cell::testimony)))
}

/// Cells with their testimonies and what those say.
#[diesel::dsl::auto_type]
fn whole() -> _ {
    rows().inner_join(testimony_body::table.on(testimony_body::testimony.eq(cell::testimony)))
}

/// The place of its length among [`SPANS`].
pub(crate) fn span(row: &TestimonyRow) -> i16 {
    let days = row.reach_to.saturating_sub(row.reach_from);
    SPANS.iter().filter(|most| days > **most).count() as i16
}

/// Testimonies in brief that lie in the cells that `$is` picks, live or dead, and meet the days.
macro_rules! lying {
    ($c:expr, $is:expr, $live:expr, $from:expr, $to:expr, $filter:expr) => {{
        let of = || {
            let here = $is.and(cell::live.eq($live));
            rows()
                .filter(here)
                .filter(cell::reach_from.le($to))
                .filter(cell::reach_to.ge($from))
                .filter($filter)
        };
        let [few, more] = SPANS.map(|most| cell::reach_from.ge(i32::saturating_sub($from, most)));
        let few = of().filter(cell::span.eq(0)).filter(few).select(Brief::as_select());
        let more = of().filter(cell::span.eq(1)).filter(more).select(Brief::as_select());
        let long = of().filter(cell::span.eq(2)).select(Brief::as_select());
        let found: Vec<Brief> = few.union_all(more).union_all(long).load($c)?;
        found
    }};
}

/// The same for a list of cells: [`AT_ONCE`] by [`AT_ONCE`] for SQLite, where a list of any length would be
/// prepared anew; all together for PostgreSQL, where each is a way over the wire.
macro_rules! lying_in {
    ($connection:expr, $cells:expr, $live:expr, $from:expr, $to:expr, $filter:expr) => {
        match $connection {
            Connection::Sqlite(c) => {
                let mut found = Vec::new();
                for some in $cells.chunks(AT_ONCE) {
                    // The last fills up the list.
                    let [k0, k1, k2, k3, k4, k5, k6, k7] =
                        std::array::from_fn(|i| some[i.min(some.len() - 1)]);
                    let key = |key: i64| cell::key.eq(key);
                    let (one, two) = (key(k0).or(key(k1)).or(key(k2)), key(k3).or(key(k4)).or(key(k5)));
                    let here = || one.or(two).or(key(k6)).or(key(k7));
                    found.extend(lying!(c, here(), $live, $from, $to, $filter));
                }
                found
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                lying!(c, cell::key.eq_any($cells), $live, $from, $to, $filter)
            }
        }
    };
}

impl Reader<'_> {
    /// Live testimonies in these cells whose reach meets the days. Costs what is found and what begins in
    /// the months before, whatever the length of the history.
    pub fn near(&mut self, cells: &[i64], (from, to): Window) -> Result<Vec<Brief>, LedgerError> {
        if let Some(known) = self.memory.ahead.near(cells, (from, to)) {
            return Ok(known);
        }
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let held = testimony::until.is_null();
        let mut found = lying_in!(self.told()?, cells, true, from, to, held);
        found.sort_unstable_by_key(|b| b.no);
        found.dedup_by_key(|b| b.no);
        Ok(found)
    }

    /// Testimonies in these cells whose reach meets the days and that held as of `as_of`, whatever became
    /// of them. Costs the history of the cells in these days.
    pub fn near_then(
        &mut self,
        cells: &[i64],
        (from, to): Window,
        as_of: Seq,
    ) -> Result<Vec<Brief>, LedgerError> {
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let mut found = Vec::new();
        for live in [true, false] {
            let held = || {
                let until = testimony::until.is_null().or(testimony::until.gt(as_of));
                testimony::no.lt(unborn(as_of)).and(until)
            };
            let row = lying_in!(self.told()?, cells, live, from, to, held());
            found.extend(row);
        }
        // A testimony lies in several cells: each once, in order.
        found.sort_unstable_by_key(|r| r.no);
        found.dedup_by_key(|r| r.no);
        Ok(found)
    }
}

impl Reader<'_> {
    /// Others in a cell that answer the same question as this one, live or not: of those whose reach is as long, a few that
    /// begin last before its own or with it, and a few that begin first with it or after.
    pub fn neighbours(&mut self, row: &TestimonyRow, key: i64) -> Result<Vec<i64>, LedgerError> {
        let mut found = Vec::new();
        for live in [true, false] {
            let (before, after): (Vec<i64>, Vec<i64>) = on!(self.told()?, c => {
                let of = || {
                    let here = cell::key.eq(key).and(cell::live.eq(live)).and(cell::span.eq(span(row)));
                    let its = testimony::question.eq(row.question).and(testimony::until.is_null());
                    rows().filter(here).filter(its.and(testimony::no.ne(row.no))).select(testimony::no).limit(BESIDE)
                };
                let before = of().filter(cell::reach_from.le(row.reach_from)).order(cell::reach_from.desc());
                let after = of().filter(cell::reach_from.ge(row.reach_from)).order(cell::reach_from);
                (before.load(c)?, after.load(c)?)
            });
            found.extend(before.into_iter().chain(after));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The `limit` testimonies in a cell whose reach begins last, of those that it meets these days and that held
    /// as of `as_of`, whatever became of them. In no order that means anything.
    pub fn latest_then(
        &mut self,
        key: i64,
        (from, to): Window,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<TestimonyRow>, LedgerError> {
        let (from, to) = (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX));
        let mut found: Vec<TestimonyRow> = Vec::new();
        for (live, span) in [true, false].into_iter().flat_map(|live| (0..=2).map(move |span| (live, span))) {
            let rows: Vec<TestimonyRow> = on!(self.told()?, c => {
                let here = cell::key.eq(key).and(cell::live.eq(live)).and(cell::span.eq(span));
                let days = cell::reach_from.le(to).and(cell::reach_to.ge(from));
                let until = testimony::until.is_null().or(testimony::until.gt(as_of));
                let held = whole().filter(here).filter(days).filter(cell::testimony.lt(unborn(as_of))).filter(until);
                let last = held.order((cell::reach_from.desc(), cell::testimony.desc()));
                last.limit(i64::from(limit)).select(TestimonyRow::as_select()).load(c)?
            });
            found.extend(rows);
        }
        found.sort_unstable_by_key(|r| std::cmp::Reverse((r.reach_from, r.no)));
        found.truncate(limit as usize);
        Ok(found)
    }
}

impl Writer<'_> {
    // A statement a cell for SQLite, where it stays prepared; all together for PostgreSQL, where each is a way over the
    // wire.

    pub(crate) fn put_cells(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        self.lay(row, row.live)
    }

    /// The testimony has come to life or died.
    pub(crate) fn move_cells(&mut self, row: &TestimonyRow, live: bool) -> Result<(), LedgerError> {
        self.lift_cells(row)?;
        self.lay(row, live)
    }

    pub(crate) fn lift_cells(&mut self, row: &TestimonyRow) -> Result<(), LedgerError> {
        match self.told()? {
            Connection::Sqlite(c) => {
                for at in row.cells() {
                    let key = (at, row.live, span(row), row.reach_from, row.no);
                    diesel::delete(cell::table.find(key)).execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                let keys: Vec<i64> = row.cells().collect();
                let here = cell::key.eq_any(keys).and(cell::live.eq(row.live)).and(cell::span.eq(span(row)));
                let its = cell::reach_from.eq(row.reach_from).and(cell::testimony.eq(row.no));
                diesel::delete(cell::table.filter(here).filter(its)).execute(c)?;
            }
        }
        Ok(())
    }

    fn lay(&mut self, row: &TestimonyRow, live: bool) -> Result<(), LedgerError> {
        let (TestimonyRow { no, reach_from, reach_to, .. }, span) = (row, span(row));
        match self.told()? {
            Connection::Sqlite(c) => {
                for key in row.cells() {
                    PutCell { key: &key, live: &live, span: &span, reach_from, testimony: no, reach_to }
                        .execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(c) => {
                let columns = |key| {
                    let place = (cell::key.eq(key), cell::live.eq(live), cell::span.eq(span));
                    let reach = (cell::reach_from.eq(reach_from), cell::reach_to.eq(reach_to));
                    (place, reach, cell::testimony.eq(no))
                };
                let rows: Vec<_> = row.cells().map(columns).collect();
                diesel::insert_into(cell::table).values(rows).on_conflict_do_nothing().execute(c)?;
            }
        }
        Ok(())
    }
}
