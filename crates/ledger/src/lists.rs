//! Long lists, the latest first, a page at a time.

use crate::{
    DocumentRow, LedgerError, NameRow, Reader, ReadingRow, Seq, Sort, StandingRow,
    connect::on,
    number,
    schema::{document, mark, name, reading, standing},
    standings::Row,
};
use diesel::prelude::*;

impl Reader<'_> {
    /// Documents that stood as of `as_of`, the latest recorded first, from before the entry `before` on.
    pub fn documents_latest(
        &mut self,
        before: Seq,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<DocumentRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let born = document::seq.lt(before).and(document::seq.le(as_of));
            let held = document::until.is_null().or(document::until.gt(as_of));
            let page = document::table.filter(born).filter(held).order(document::seq.desc());
            page.limit(i64::from(limit)).select(DocumentRow::as_select()).load(c)
        })?)
    }

    /// Readings that held as of `as_of`, the latest recorded first, from before the entry `before` on.
    pub fn readings_latest(
        &mut self,
        before: Seq,
        as_of: Seq,
        limit: u32,
    ) -> Result<Vec<ReadingRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let born = reading::seq.lt(before).and(reading::seq.le(as_of));
            let held = reading::until.is_null().or(reading::until.gt(as_of));
            let page = reading::table.filter(born).filter(held).order(reading::seq.desc());
            page.limit(i64::from(limit)).select(ReadingRow::as_select()).load(c)
        })?)
    }

    /// What could be said anew of questions with one entry, in the order in which it was filed.
    pub fn standings_born(&mut self, seq: Seq) -> Result<Vec<StandingRow>, LedgerError> {
        let rows: Vec<Row> = on!(self.asked()?, c => {
            let born = standing::no.ge(number(seq, 0)).and(standing::no.lt(number(seq + 1, 0)));
            standing::table.filter(born).order(standing::no).select(Row::as_select()).load(c)
        })?;
        rows.into_iter().map(|r| self.show(r)).collect()
    }

    /// All names of a sort in the order of their words, after these words and this key; with the words, by
    /// which to go on.
    pub fn names_after(
        &mut self,
        sort: Sort,
        (words, key): (&str, i64),
        limit: u32,
    ) -> Result<Vec<(String, NameRow)>, LedgerError> {
        self.flush_names()?;
        let found: Vec<(String, i64, String)> = on!(&mut *self.connection, c => {
            let of = name::table.filter(name::sort.eq(sort as i16)).filter(name::folded.ge(words));
            let next = of.filter(name::folded.gt(words).or(name::key.gt(key)));
            let next = next.order((name::folded, name::key)).limit(i64::from(limit));
            next.select((name::folded, name::key, name::shown)).load(c)
        })?;
        let row = |(folded, key, shown)| (folded, NameRow { sort, key, shown });
        Ok(found.into_iter().map(row).collect())
    }

    /// Whether something was filed under a key by `as_of`.
    pub fn is_filed(&mut self, sort: Sort, key: i64, hit: i64, as_of: Seq) -> Result<bool, LedgerError> {
        self.settle(sort, key)?;
        let since: Option<Seq> = on!(&mut *self.connection, c => {
            mark::table.find((sort as i16, key, hit)).select(mark::since).first(c).optional()
        })?;
        Ok(since.is_some_and(|s| s <= as_of))
    }
}
