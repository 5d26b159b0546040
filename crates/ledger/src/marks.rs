//! The inverted index (what is filed under a key) and the names by which keys are found.

use crate::{
    LedgerError, MarkRow, NameRow, Reader, Seq, Sort, Writer,
    connect::{Memory, insert_all, on},
    fold::fold,
    rows::unborn,
    schema::{mark, name},
};
use diesel::prelude::*;

/// Words of a name as they are compared: folded, a space between them.
fn joined(text: &str) -> String {
    fold(text).join(" ")
}

/// Names that a process knows to be filed, at most.
const NAMES: usize = 200_000;
/// Marks that are held back, at most; of names and counts as many.
pub(crate) const HELD: usize = 100_000;

impl Reader<'_> {
    /// What was filed under a key by `as_of`: the `limit` lowest numbers, in order.
    pub fn marked(&mut self, sort: Sort, key: i64, as_of: Seq, limit: u32) -> Result<Vec<i64>, LedgerError> {
        self.settle(sort, key)?;
        Ok(on!(&mut *self.connection, c => {
            let under = mark::table.filter(mark::sort.eq(sort as i16)).filter(mark::key.eq(key));
            let then = under.filter(mark::since.le(as_of)).order(mark::hit);
            then.limit(i64::from(limit)).select(mark::hit).load(c)
        })?)
    }

    /// The same, the `limit` highest numbers below `below`, the highest first: the latest, page by page.
    pub fn marked_latest(
        &mut self,
        sort: Sort,
        key: i64,
        as_of: Seq,
        below: i64,
        limit: u32,
    ) -> Result<Vec<i64>, LedgerError> {
        self.settle(sort, key)?;
        // What is found was born with its mark or before.
        let below = below.min(unborn(as_of));
        Ok(on!(&mut *self.connection, c => {
            let under = mark::table.filter(mark::sort.eq(sort as i16)).filter(mark::key.eq(key));
            let then = under.filter(mark::since.le(as_of)).filter(mark::hit.lt(below));
            then.order(mark::hit.desc()).limit(i64::from(limit)).select(mark::hit).load(c)
        })?)
    }

    /// How much was filed under a key by `as_of`; counts up to `most`.
    pub fn marked_count(&mut self, sort: Sort, key: i64, as_of: Seq, most: u32) -> Result<i64, LedgerError> {
        Ok(self.marked(sort, key, as_of, most)?.len() as i64)
    }

    /// What is held back is written where some of it is filed under this key, which is about to be looked at.
    pub(crate) fn settle(&mut self, sort: Sort, key: i64) -> Result<(), LedgerError> {
        let sort = sort as i16;
        let mut its = self.memory.marks.range((sort, key, i64::MIN)..=(sort, key, i64::MAX));
        if its.next().is_some() { self.flush_marks() } else { Ok(()) }
    }

    /// Writes the marks that are held back, in the order of the table: each of its pages is gone to once.
    pub(crate) fn flush_marks(&mut self) -> Result<(), LedgerError> {
        let marks = std::mem::take(&mut self.memory.marks);
        insert_all!(
            &mut *self.connection,
            mark::table,
            marks.iter().map(|((sort, key, hit), since)| (
                mark::sort.eq(sort),
                mark::key.eq(key),
                mark::hit.eq(hit),
                mark::since.eq(since),
            ))
        );
        Ok(())
    }

    /// Writes the names that are held back.
    pub(crate) fn flush_names(&mut self) -> Result<(), LedgerError> {
        let names = std::mem::take(&mut self.memory.fresh);
        insert_all!(
            &mut *self.connection,
            name::table,
            names.into_iter().map(|(folded, row)| (
                name::sort.eq(row.sort as i16),
                name::folded.eq(folded),
                name::key.eq(row.key),
                name::shown.eq(row.shown),
            ))
        );
        Ok(())
    }

    /// Names whose words are those of `text`, then those that begin with them, `limit` in all. Accents,
    /// script and case do not matter. Nothing for a text without words.
    pub fn names(&mut self, sort: Sort, text: &str, limit: u32) -> Result<Vec<NameRow>, LedgerError> {
        let folded = joined(text);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        self.flush_names()?;
        // Folded names are ASCII: all that begin so lie before this.
        let end = format!("{folded}\u{7f}");
        let found: Vec<(i64, String)> = on!(&mut *self.connection, c => {
            let begin = name::folded.ge(&folded).and(name::folded.lt(&end));
            let of = name::table.filter(name::sort.eq(sort as i16)).filter(begin);
            let near = of.order((name::folded, name::key)).limit(i64::from(limit));
            near.select((name::key, name::shown)).load(c)
        })?;
        Ok(found.into_iter().map(|(key, shown)| NameRow { sort, key, shown }).collect())
    }
}

impl Writer<'_> {
    /// Files marks. What is filed under its key already stays as it is, with the entry that filed it.
    pub fn mark(&mut self, rows: &[MarkRow]) -> Result<(), LedgerError> {
        let held = &mut self.memory.marks;
        for row in rows {
            held.entry((row.sort as i16, row.key, row.hit)).or_insert(row.since);
        }
        if held.len() > HELD { self.flush_marks() } else { Ok(()) }
    }

    /// Files names. A name of the same words for the same key stays as it was first written.
    pub fn put_names(&mut self, rows: &[NameRow]) -> Result<(), LedgerError> {
        let Memory { names, fresh, .. } = &mut *self.reader.memory;
        if names.len() > NAMES {
            names.clear();
        }
        let new = rows.iter().filter(|r| names.insert((r.sort as i16, r.key)));
        fresh.extend(new.map(|row| (joined(&row.shown), row.clone())));
        if fresh.len() > HELD { self.flush_names() } else { Ok(()) }
    }
}
