//! The board: the questions of a moment, the contested first, and how many there are.
//!
//! A moment of the past is answered without going through all that came later: where little had been
//! said by then, that little is gone through; else the index in the board's order is walked from the
//! latest change known then, past rows that had ended, until the page is full.

use crate::{
    LedgerError, QuestionRow, Reader, Seq, Sort, StandingRow, Window,
    connect::on,
    rows::unborn,
    schema::{mark, standing},
    standings::Row,
};
use diesel::{
    prelude::*,
    sql_types::{BigInt, SmallInt},
};
use std::collections::BTreeMap;

/// Rows that may be gone through one by one for a page, which counts them exactly.
const FEW: i64 = 20_000;
/// The same where they are counted already.
const COUNTED: i64 = 4_000;

/// Which questions. Nothing set: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Filed under all of these marks: places, actors, publishers.
    pub marks: Vec<(Sort, i64)>,
    /// Of this kind.
    pub kind: Option<String>,
    /// With one of these standings; all, where none is given.
    pub standings: Vec<i16>,
    /// Changed then or later.
    pub changed_since: Option<i64>,
    /// With answers about these days.
    pub about: Option<Window>,
}

/// A place on the board: standing, change and question of the last row seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its standing.
    pub standing: i16,
    /// When it changed.
    pub changed: i64,
    /// The number of its question.
    pub question: i64,
}

/// How many questions there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(i64),
    /// That, and more: they were not counted to the end.
    AtLeast(i64),
}

/// A page of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Questions and what could be said of them: by standing, then the latest change, then number.
    pub rows: Vec<(QuestionRow, StandingRow)>,
    /// How many there are, on this page, before and after it.
    pub total: Total,
    /// Where the next page begins; nothing after the last.
    pub next: Option<Cursor>,
}

impl Row {
    fn place(&self) -> (i16, std::cmp::Reverse<i64>, i64) {
        (self.code, std::cmp::Reverse(self.changed), self.question)
    }

    fn cursor(&self) -> Cursor {
        Cursor { standing: self.code, changed: self.changed, question: self.question }
    }
}

impl Cursor {
    fn place(&self) -> (i16, std::cmp::Reverse<i64>, i64) {
        (self.standing, std::cmp::Reverse(self.changed), self.question)
    }
}

/// The filter with its kind as a number, at a moment.
struct Wanted<'f> {
    filter: &'f Filter,
    kind: Option<i16>,
    as_of: Seq,
}

impl Wanted<'_> {
    /// All but the marks.
    fn admits(&self, row: &Row) -> bool {
        let f = self.filter;
        let meets = |(from, to): Window| {
            row.valid_from.is_none_or(|v| to.is_none_or(|t| v <= t))
                && row.valid_to.is_none_or(|v| from.is_none_or(|f| v >= f))
        };
        row.until.is_none_or(|u| u > self.as_of)
            && self.kind.is_none_or(|k| k == row.kind)
            && (f.standings.is_empty() || f.standings.contains(&row.code))
            && f.changed_since.is_none_or(|s| row.changed >= s)
            && f.about.is_none_or(meets)
    }

    /// Whether kind and standing are all that is asked for, which is counted already.
    fn is_plain(&self) -> bool {
        let f = self.filter;
        f.marks.is_empty() && f.changed_since.is_none() && f.about.is_none()
    }
}

#[derive(QueryableByName)]
struct Cell {
    #[diesel(sql_type = SmallInt)]
    kind: i16,
    #[diesel(sql_type = SmallInt)]
    standing: i16,
    #[diesel(sql_type = BigInt)]
    alive: i64,
}

impl Reader<'_> {
    /// A page of the board as of `as_of`, after the cursor where one is given.
    pub fn board(
        &mut self,
        filter: &Filter,
        as_of: Seq,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Board, LedgerError> {
        self.board_with(FEW, filter, as_of, after, limit)
    }

    /// The same with another idea of what is few, which decides how the page is found and nothing else.
    #[doc(hidden)]
    pub fn board_with(
        &mut self,
        few: i64,
        filter: &Filter,
        as_of: Seq,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Board, LedgerError> {
        let limit = limit as usize;
        let kind = match &filter.kind {
            Some(kind) => match self.code(kind)? {
                Some(code) => Some(code),
                None => return Ok(Board { rows: Vec::new(), total: Total::Exactly(0), next: None }),
            },
            None => None,
        };
        let wanted = Wanted { filter, kind, as_of };
        let (mut rows, total) = match self.few(few, &wanted)? {
            Some(mut rows) => {
                let total = Total::Exactly(rows.len() as i64);
                rows.retain(|r| after.is_none_or(|a| r.place() > a.place()));
                (rows, total)
            }
            None => self.walk(&wanted, after, limit + 1)?,
        };
        rows.sort_unstable_by_key(Row::place);
        let next = (rows.len() > limit).then(|| rows.get(limit.wrapping_sub(1)).map(Row::cursor)).flatten();
        rows.truncate(limit);
        let asked = self.questions_at(&rows.iter().map(|r| r.question).collect(), as_of)?;
        let mut asked: BTreeMap<i64, QuestionRow> = asked.into_iter().map(|q| (q.no, q)).collect();
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            let standing = self.show(row)?;
            page.extend(asked.remove(&standing.question).map(|question| (question, standing)));
        }
        Ok(Board { rows: page, total, next })
    }

    /// All rows, where those under one mark or those born by then are few.
    fn few(&mut self, few: i64, wanted: &Wanted<'_>) -> Result<Option<Vec<Row>>, LedgerError> {
        let few = if wanted.is_plain() { few.min(COUNTED) } else { few };
        let born = self.is_little_born(few, wanted.as_of)?;
        let mut least: Option<(i64, (Sort, i64))> = None;
        for (sort, key) in &wanted.filter.marks {
            let count = self.marked_count(*sort, *key, wanted.as_of, few.saturating_add(1) as u32)?;
            if least.is_none_or(|l| count < l.0) {
                least = Some((count, (*sort, *key)));
            }
        }
        let rows: Vec<Row> = match least {
            Some((count, (sort, key))) if count <= few => on!(self.asked()?, c => {
                let under = mark::sort.eq(sort as i16).and(mark::key.eq(key)).and(mark::since.le(wanted.as_of));
                let born = standing::no.lt(unborn(wanted.as_of));
                let join = mark::table.inner_join(standing::table.on(standing::question.eq(mark::hit)));
                join.filter(under).filter(born).select(Row::as_select()).load(c)
            })?,
            _ if born => on!(self.asked()?, c => {
                let born = standing::table.filter(standing::no.lt(unborn(wanted.as_of)));
                born.select(Row::as_select()).load(c)
            })?,
            _ => return Ok(None),
        };
        let mut kept = Vec::new();
        for row in rows {
            if wanted.admits(&row) && self.is_marked(&row, wanted)? {
                kept.push(row);
            }
        }
        Ok(Some(kept))
    }

    /// Whether no more than `few` standings were born by then.
    fn is_little_born(&mut self, few: i64, as_of: Seq) -> Result<bool, LedgerError> {
        let beyond: Option<i64> = on!(self.asked()?, c => {
            let born = standing::table.filter(standing::no.lt(unborn(as_of))).order(standing::no);
            born.select(standing::no).offset(few).first(c).optional()
        })?;
        Ok(beyond.is_none())
    }

    fn is_marked(&mut self, row: &Row, wanted: &Wanted<'_>) -> Result<bool, LedgerError> {
        for (sort, key) in &wanted.filter.marks {
            if !self.is_filed(*sort, *key, row.question, wanted.as_of)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The first `limit` rows after the cursor, from the index in the board's order.
    fn walk(
        &mut self,
        wanted: &Wanted<'_>,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<(Vec<Row>, Total), LedgerError> {
        let mut cells = self.cells(wanted)?;
        let all: i64 = cells.iter().map(|c| c.alive).sum();
        cells.sort_by_key(|c| (c.standing, c.kind));
        let latest = self.frontier(wanted.as_of)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut last = None;
        for cell in cells.iter().filter(|c| after.is_none_or(|a| c.standing >= a.standing)) {
            if rows.len() >= limit && last != Some(cell.standing) {
                break;
            }
            last = Some(cell.standing);
            rows.extend(self.walk_cell(wanted, cell, after, latest, limit)?);
        }
        rows.sort_unstable_by_key(Row::place);
        let total = match wanted.is_plain() {
            true => Total::Exactly(all),
            false if rows.len() < limit && after.is_none() => Total::Exactly(rows.len() as i64),
            false => Total::AtLeast(rows.len() as i64),
        };
        rows.truncate(limit);
        Ok((rows, total))
    }

    fn walk_cell(
        &mut self,
        wanted: &Wanted<'_>,
        cell: &Cell,
        after: Option<Cursor>,
        latest: i64,
        limit: usize,
    ) -> Result<Vec<Row>, LedgerError> {
        /// Rows asked for at once, at most.
        const PAGE: i64 = 4096;
        let mut found = Vec::new();
        let mut from = match after {
            Some(a) if a.standing == cell.standing => (a.changed, a.question),
            _ => (latest, i64::MIN),
        };
        let earliest = wanted.filter.changed_since.unwrap_or(i64::MIN);
        let mut page = PAGE.min(limit as i64);
        loop {
            let rows: Vec<Row> = on!(self.asked()?, c => {
                let of = standing::kind.eq(cell.kind).and(standing::code.eq(cell.standing));
                let held = standing::until.is_null().or(standing::until.gt(wanted.as_of));
                let then = standing::no.lt(unborn(wanted.as_of)).and(held);
                let below = standing::changed.le(from.0).and(standing::changed.ge(earliest));
                let next = standing::changed.lt(from.0).or(standing::question.gt(from.1));
                let walk = standing::table.filter(of).filter(below).filter(next).filter(then);
                let order = walk.order((standing::changed.desc(), standing::question));
                order.limit(page).select(Row::as_select()).load(c)
            })?;
            let Some(end) = rows.last() else { break };
            from = (end.changed, end.question);
            let full = rows.len() as i64 == page;
            for row in rows {
                if wanted.admits(&row) && self.is_marked(&row, wanted)? {
                    found.push(row);
                }
            }
            if !full || found.len() >= limit {
                break;
            }
            // Few pass the filter: look through more at once.
            page = PAGE.min(page * 4);
        }
        Ok(found)
    }

    /// How many questions of each kind had each standing.
    fn cells(&mut self, wanted: &Wanted<'_>) -> Result<Vec<Cell>, LedgerError> {
        self.flush_tally()?;
        let codes = self.codes()?;
        let list = |codes: &[i16]| codes.iter().map(|c| format!("({c})")).collect::<Vec<_>>().join(", ");
        let standings: Vec<i16> = match &wanted.filter.standings[..] {
            [] => (0..16).collect(),
            some => some.to_vec(),
        };
        let kinds = wanted.kind.map_or(codes, |k| vec![k]);
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        // Only numbers go into the text.
        let sql = format!(
            "SELECT * FROM (SELECT CAST(k.column1 AS SMALLINT) AS kind, CAST(s.column1 AS SMALLINT) AS standing, \
             COALESCE((SELECT t.alive FROM tally t WHERE t.kind = k.column1 AND t.standing = s.column1 \
             AND t.seq <= {} ORDER BY t.seq DESC LIMIT 1), 0) AS alive \
             FROM (VALUES {}) AS k, (VALUES {}) AS s) AS cells WHERE alive > 0",
            wanted.as_of,
            list(&kinds),
            list(&standings)
        );
        Ok(on!(&mut *self.connection, c => diesel::sql_query(sql).load(c))?)
    }
}
