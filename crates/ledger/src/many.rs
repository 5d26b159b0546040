//! Looking up many at once, for what a question is weighed with: one by one for SQLite, where that costs nothing more, all
//! together for PostgreSQL, where each is a way over the wire.

use crate::{
    Brief, DocumentRow, LedgerError, QuestionRow, Reader, Record, Seq, TestimonyRow, Window,
    connect::Connection,
};
#[cfg(feature = "postgres")]
use crate::{
    number,
    reader::Stored,
    rows::unborn,
    schema::{document, entry},
    wire::statements as all,
};
#[cfg(feature = "postgres")]
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What `$one` finds for each value, or what `$all` finds for them all.
macro_rules! each {
    ($self:ident, $values:expr, $value:pat => $one:expr, $c:ident => $all:expr) => {
        match $self.told()? {
            Connection::Sqlite(_) => {
                let mut found = Vec::new();
                for $value in $values {
                    found.extend($one);
                }
                found
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres($c) => $all,
        }
    };
}

impl Reader<'_> {
    /// The documents of these entries.
    pub fn documents_at(&mut self, seqs: &BTreeSet<Seq>) -> Result<Vec<DocumentRow>, LedgerError> {
        Ok(each!(self, seqs, seq => self.document_at(*seq)?, c => {
            document::table.filter(document::seq.eq_any(seqs)).select(DocumentRow::as_select()).load(c)?
        }))
    }

    /// These entries.
    pub fn records(&mut self, seqs: &BTreeSet<Seq>) -> Result<Vec<Record>, LedgerError> {
        Ok(each!(self, seqs, seq => self.entry(*seq)?, c => {
            let found: Vec<Stored> = entry::table.filter(entry::seq.eq_any(seqs)).load(c)?;
            found.into_iter().map(Stored::record).collect::<Result<_, _>>()?
        }))
    }

    /// These questions, with the ids that they had as of `as_of`; without those that had not been asked.
    pub fn questions_at(
        &mut self,
        numbers: &BTreeSet<i64>,
        as_of: Seq,
    ) -> Result<Vec<QuestionRow>, LedgerError> {
        if numbers.iter().any(|no| self.memory.held.asks(*no)) {
            self.asked()?;
        }
        Ok(each!(self, numbers, no => self.question(*no, as_of)?, c => {
            type Columns = (i64, i64, i16, Option<i32>, Option<i32>, String, Vec<u8>, Option<String>);
            let born: Vec<i64> = numbers.iter().copied().filter(|no| *no < unborn(as_of)).collect();
            let rows: Vec<Columns> = all::Questions { as_of: &as_of, numbers: &born }.load(c)?;
            let row = |(no, base, kind, first_day, last_day, text, body, id): Columns| {
                let (kind, id) = (self.text(kind)?, id.unwrap_or_default());
                Ok(QuestionRow { no, id, base, kind, first_day, last_day, text, body })
            };
            rows.into_iter().map(row).collect::<Result<_, LedgerError>>()?
        }))
    }

    /// Any testimony of each of these bases, ended or not.
    pub fn firsts_of(&mut self, bases: &BTreeSet<i64>) -> Result<Vec<TestimonyRow>, LedgerError> {
        Ok(each!(self, bases, base => self.first_of(*base)?, c => {
            let bases: Vec<i64> = bases.iter().copied().collect();
            let any: Vec<i64> = all::Firsts { bases: &bases }.load(c)?;
            self.those(&any)?
        }))
    }

    /// What lies in these cells and days, for all of such: [`Reader::near_then`].
    pub fn all_near_then(
        &mut self,
        looks: &[(Vec<i64>, Window)],
        as_of: Seq,
    ) -> Result<Vec<Brief>, LedgerError> {
        Ok(each!(self, looks, (cells, days) => self.near_then(cells, *days, as_of)?, c => {
            all::nearby_then(c, looks, as_of)?
        }))
    }

    /// Testimonies of readings that lie in cells of each: [`Reader::beside`].
    pub fn all_beside(&mut self, looks: &BTreeMap<Seq, Vec<i64>>) -> Result<Vec<Brief>, LedgerError> {
        Ok(each!(self, looks, (reading, cells) => self.beside(*reading, cells)?, c => {
            let first: Vec<i64> = looks.keys().map(|reading| number(*reading, 0)).collect();
            let last: Vec<i64> = looks.keys().map(|reading| number(*reading + 1, 0)).collect();
            let rows: Vec<(Brief, Vec<u8>)> = all::Readings { first: &first, last: &last }.load(c)?;
            let lies = |(brief, packed): &(Brief, Vec<u8>)| {
                let cells = looks.get(&crate::born(brief.no));
                cells.is_some_and(|cells| crate::testimonies::lies(packed, cells))
            };
            rows.into_iter().filter(lies).map(|(brief, _)| brief).collect()
        }))
    }
}
