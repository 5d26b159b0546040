//! Writing: entries are appended, derived tables cleared.

use crate::{
    Appended, Entry, Hash, LedgerError, Reader, Recorded, Seq,
    connect::on,
    entry::{Header, link},
    migrate, pack,
    prepared::SetHead,
    schema::{entry, word},
    standings::Cells,
    sums::Running,
};
use diesel::prelude::*;
use std::{
    collections::BTreeMap,
    ops::{Deref, DerefMut},
};

/// A transaction that writes; see [`crate::Ledger::write`]. Also reads, what it has written included.
pub struct Writer<'l> {
    pub(crate) reader: Reader<'l>,
    /// The end of the chain, once asked for: nobody else writes meanwhile.
    end: Option<End>,
    /// The first entry that it has recorded.
    first: Option<Seq>,
    pub(crate) cells: Cells,
    packer: pack::Packer,
    /// Sums of questions, by their numbers.
    pub(crate) sums: BTreeMap<i64, Running>,
    /// Texts that are yet to be indexed, by what is found, and how many letters they have.
    pub(crate) texts: Vec<(i64, Vec<String>)>,
    pub(crate) letters: usize,
}

#[derive(Clone, Copy)]
struct End {
    seq: Seq,
    hash: Hash,
    recorded: i64,
}

impl<'l> Deref for Writer<'l> {
    type Target = Reader<'l>;

    fn deref(&self) -> &Reader<'l> {
        &self.reader
    }
}

impl<'l> DerefMut for Writer<'l> {
    fn deref_mut(&mut self) -> &mut Reader<'l> {
        &mut self.reader
    }
}

impl<'l> Writer<'l> {
    pub(crate) fn new(reader: Reader<'l>) -> Writer<'l> {
        Writer {
            reader,
            end: None,
            first: None,
            cells: Cells::default(),
            packer: pack::Packer::default(),
            sums: BTreeMap::new(),
            texts: Vec::new(),
            letters: 0,
        }
    }

    /// Records an entry at the end of the chain.
    ///
    /// # Errors
    /// [`LedgerError::TooLarge`] for a body beyond 512 MiB; those of the database.
    pub fn append(&mut self, entry: Entry<'_>) -> Result<Appended, LedgerError> {
        let end = self.end()?;
        let stored = self.packer.deflate(entry.body)?;
        let header = Header {
            seq: end.seq + 1,
            kind: entry.kind.code(),
            subject: entry.subject,
            author: entry.author,
            reason: entry.reason,
            recorded: entry.recorded.0.max(end.recorded),
        };
        let next =
            End { seq: header.seq, hash: link(&end.hash, &header, &stored), recorded: header.recorded };
        on!(&mut *self.connection, c => {
            let row = (
                entry::seq.eq(header.seq),
                entry::kind.eq(header.kind),
                entry::subject.eq(header.subject),
                entry::author.eq(header.author),
                entry::reason.eq(header.reason),
                entry::recorded.eq(header.recorded),
                entry::hash.eq(&next.hash[..]),
                entry::body.eq(&stored),
            );
            diesel::insert_into(entry::table).values(row).execute(c)
        })?;
        self.end = Some(next);
        self.first.get_or_insert(next.seq);
        self.memory.head = Some((next.seq, next.hash));
        Ok(Appended { seq: next.seq, hash: next.hash, recorded: Recorded(next.recorded) })
    }

    /// Whether an entry is one of this transaction: what follows from it was written here.
    pub(crate) fn is_new(&self, seq: Seq) -> bool {
        self.first.is_some_and(|first| first <= seq)
    }

    /// Forgets the numbers that earlier entries than this brought, where there are many: the tables have them.
    pub(crate) fn number_from(&mut self, at: Seq) {
        if self.cells.forget(at) {
            self.first = self.first.map(|first| first.max(at));
        }
    }

    fn end(&mut self) -> Result<End, LedgerError> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        let (seq, hash) = self.head()?;
        let last: Option<i64> = on!(&mut *self.connection, c => {
            entry::table.find(seq).select(entry::recorded).first(c).optional()
        })?;
        let end = End { seq, hash, recorded: last.unwrap_or(i64::MIN) };
        self.end = Some(end);
        Ok(end)
    }

    /// Empties all derived tables. The entries stay; [`Reader::stale`] is true until
    /// [`Writer::rebuilt`]. In one transaction with what fills them again, others never see them empty.
    pub fn clear(&mut self) -> Result<(), LedgerError> {
        self.flush_head()?;
        *self.memory = Default::default();
        self.cells = Cells::default();
        self.sums.clear();
        self.texts.clear();
        migrate::remake(self.connection)?;
        migrate::set_stale(self.connection, true)
    }

    /// Writes all that was held back.
    pub(crate) fn flush(&mut self) -> Result<(), LedgerError> {
        self.flush_head()?;
        self.flush_sums()?;
        self.reader.told()?;
        self.reader.asked()?;
        (self.memory.ahead, self.memory.held) = Default::default();
        self.flush_words()?;
        self.flush_marks()?;
        self.flush_names()?;
        self.flush_frontier()?;
        self.flush_tally()
    }

    /// Says where the chain ends: once a transaction, for a row that is written again and again in one is found through all
    /// that it was.
    fn flush_head(&mut self) -> Result<(), LedgerError> {
        let Some((seq, hash)) = self.memory.head.take() else { return Ok(()) };
        on!(&mut *self.connection, c => SetHead { seq: &seq, hash: &hash }.execute(c))?;
        Ok(())
    }

    /// Says that the derived tables again hold all that follows from the entries.
    pub fn rebuilt(&mut self) -> Result<(), LedgerError> {
        migrate::set_stale(self.connection, false)
    }

    /// The short number of a kind of questions, given to it now where it has none.
    pub(crate) fn encode(&mut self, text: &str) -> Result<i16, LedgerError> {
        if let Some(code) = self.code(text)? {
            return Ok(code);
        }
        let last: Option<i16> = on!(&mut *self.connection, c => {
            word::table.select(diesel::dsl::max(word::no)).first(c)
        })?;
        let code = last.unwrap_or(0) + 1;
        on!(&mut *self.connection, c => {
            diesel::insert_into(word::table).values((word::no.eq(code), word::text.eq(text))).execute(c)
        })?;
        self.learn(code, text.to_owned());
        Ok(code)
    }
}
