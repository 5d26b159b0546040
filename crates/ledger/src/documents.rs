//! Documents and readings of them.

use crate::{
    DocumentRow, LedgerError, MarkRow, Reader, ReadingRow, Seq, Sort, Writer, born,
    connect::on,
    fold::key,
    number,
    schema::{document, reading, tally},
    unpack_document,
};
use diesel::prelude::*;
use types::Document;

/// Where the tally counts documents: beside the questions, whose kinds have numbers from 0 on.
const DOCUMENTS: (i16, i16) = (-1, 0);

/// Rows that were born by `as_of` and had not ended: a filter over `seq` and `until`.
macro_rules! standing_at {
    ($table:ident, $as_of:expr) => {
        $table::seq.le($as_of).and($table::until.is_null().or($table::until.gt($as_of)))
    };
}

impl Reader<'_> {
    /// The document with this id, replaced or not, as of `as_of`.
    pub fn document(&mut self, id: &str, as_of: Seq) -> Result<Option<DocumentRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let found = document::table.filter(document::id.eq(id)).filter(document::seq.le(as_of));
            found.select(DocumentRow::as_select()).first(c).optional()
        })?)
    }

    /// The document of an entry.
    pub fn document_at(&mut self, seq: Seq) -> Result<Option<DocumentRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            document::table.find(seq).select(DocumentRow::as_select()).first(c).optional()
        })?)
    }

    /// The latest document at an address as of `as_of`.
    pub fn document_of_address(
        &mut self,
        address: &str,
        as_of: Seq,
    ) -> Result<Option<DocumentRow>, LedgerError> {
        let seqs = self.marked(Sort::Address, key(address), as_of, u32::MAX)?;
        if seqs.is_empty() {
            return Ok(None);
        }
        Ok(on!(&mut *self.connection, c => {
            let there = document::table.filter(document::seq.eq_any(&seqs)).filter(document::address.eq(address));
            there.order(document::seq.desc()).select(DocumentRow::as_select()).first(c).optional()
        })?)
    }

    /// Documents that stood as of `as_of`, by their entries from after `after` on, `limit` at most.
    pub fn documents(&mut self, after: Seq, as_of: Seq, limit: u32) -> Result<Vec<DocumentRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let then = document::table.filter(document::seq.gt(after)).filter(standing_at!(document, as_of));
            let page = then.order(document::seq).limit(i64::from(limit));
            page.select(DocumentRow::as_select()).load(c)
        })?)
    }

    /// How many documents stood as of `as_of`: "searched N documents and found nothing".
    pub fn documents_count(&mut self, as_of: Seq) -> Result<i64, LedgerError> {
        self.flush_tally()?;
        let last: Option<i64> = on!(&mut *self.connection, c => {
            let ours = tally::table.filter(tally::kind.eq(DOCUMENTS.0)).filter(tally::standing.eq(DOCUMENTS.1));
            let then = ours.filter(tally::seq.le(as_of)).order(tally::seq.desc());
            then.select(tally::alive).first(c).optional()
        })?;
        Ok(last.unwrap_or_default())
    }

    /// The whole document of an entry, with its text and its bytes as received.
    ///
    /// # Errors
    /// [`LedgerError::Broken`] where the entry holds something else.
    pub fn document_body(&mut self, seq: Seq) -> Result<Option<Document>, LedgerError> {
        let Some(record) = self.entry(seq)? else { return Ok(None) };
        match unpack_document(&record.body) {
            Some(body) => Ok(Some(body)),
            None => Err(LedgerError::Broken { seq, what: "its body is no document".into() }),
        }
    }

    /// The reading of the document in that entry that held as of `as_of`; its body is that of its entry.
    pub fn reading_of(&mut self, document: Seq, as_of: Seq) -> Result<Option<ReadingRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let of = reading::table.filter(reading::document.eq(document)).filter(standing_at!(reading, as_of));
            of.order(reading::seq.desc()).select(ReadingRow::as_select()).first(c).optional()
        })?)
    }

    /// The reading of an entry.
    pub fn reading_at(&mut self, seq: Seq) -> Result<Option<ReadingRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            reading::table.find(seq).select(ReadingRow::as_select()).first(c).optional()
        })?)
    }

    /// Readings that held as of `as_of`, by their entries from after `after` on, `limit` at most.
    pub fn readings(&mut self, after: Seq, as_of: Seq, limit: u32) -> Result<Vec<ReadingRow>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let then = reading::table.filter(reading::seq.gt(after)).filter(standing_at!(reading, as_of));
            then.order(reading::seq).limit(i64::from(limit)).select(ReadingRow::as_select()).load(c)
        })?)
    }

    /// Where the claim with this id stands: the entry of the reading that held it as of `as_of`, and its
    /// place there.
    pub fn claim(&mut self, id: &str, as_of: Seq) -> Result<Option<(Seq, u16)>, LedgerError> {
        let mut found = None;
        for hit in self.marked(Sort::Claim, key(id), as_of, u32::MAX)? {
            let held = self.reading_at(born(hit))?.is_some_and(|r| r.until.is_none_or(|u| u > as_of));
            if held {
                found = Some((born(hit), (hit - number(born(hit), 0)) as u16));
            }
        }
        Ok(found)
    }
}

impl Writer<'_> {
    /// Files a document under its id and its address. `row.until` is to be nothing.
    ///
    /// # Errors
    /// Of the database, when the document is filed already: look first.
    pub fn put_document(&mut self, row: &DocumentRow) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => diesel::insert_into(document::table).values(row).execute(c))?;
        self.count(DOCUMENTS, row.seq, 1)?;
        let Some(address) = &row.address else { return Ok(()) };
        self.mark(&[MarkRow { sort: Sort::Address, key: key(address), hit: row.seq, since: row.seq }])
    }

    /// The document ends with the entry `at`: another has its place. Its reading is to end with
    /// [`Writer::end_reading`].
    pub fn end_document(&mut self, document: Seq, at: Seq) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            diesel::update(document::table.find(document)).set(document::until.eq(at)).execute(c)
        })?;
        self.count(DOCUMENTS, at, -1)
    }

    /// Files a reading. The one before is to end first.
    pub fn put_reading(&mut self, row: &ReadingRow) -> Result<(), LedgerError> {
        self.note_ahead(|a| a.begin(row.seq));
        on!(&mut *self.connection, c => diesel::insert_into(reading::table).values(row).execute(c))?;
        Ok(())
    }

    /// The reading ends with the entry `at`. Its testimonies end with [`Writer::end_testimony`]; ties and
    /// standings are the caller's to mend.
    pub fn end_reading(&mut self, reading: Seq, at: Seq) -> Result<(), LedgerError> {
        on!(&mut *self.connection, c => {
            diesel::update(reading::table.find(reading)).set(reading::until.eq(at)).execute(c)
        })?;
        Ok(())
    }
}
