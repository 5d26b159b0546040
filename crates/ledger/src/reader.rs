//! Reading: moments, entries, kinds of questions by their short numbers.

use crate::{
    Hash, Kind, LedgerError, Record, Recorded, Seq,
    connect::{Connection, Memory, on},
    migrate, pack,
    schema::{entry, state, word},
};
use diesel::prelude::*;

/// A view of one moment; see [`crate::Ledger::read`].
///
/// Every question takes an `as_of`: what rows were born and had not ended when that entry was the last.
pub struct Reader<'l> {
    pub(crate) connection: &'l mut Connection,
    pub(crate) memory: &'l mut Memory,
}

/// An entry as it is stored.
#[derive(Queryable)]
pub(crate) struct Stored {
    pub seq: Seq,
    pub kind: i16,
    pub subject: String,
    pub author: String,
    pub reason: String,
    pub recorded: i64,
    pub hash: Vec<u8>,
    pub body: Vec<u8>,
}

impl Stored {
    pub(crate) fn broken(&self, what: &str) -> LedgerError {
        LedgerError::Broken { seq: self.seq, what: what.to_owned() }
    }

    pub(crate) fn record(self) -> Result<Record, LedgerError> {
        let kind = Kind::of(self.kind).ok_or_else(|| self.broken("its kind is unknown"))?;
        let body = pack::inflate(&self.body).ok_or_else(|| self.broken("its body does not unpack"))?;
        let hash = Hash::try_from(&self.hash[..]).map_err(|_| self.broken("its hash is none"))?;
        Ok(Record {
            seq: self.seq,
            kind,
            subject: self.subject,
            author: self.author,
            reason: self.reason,
            recorded: Recorded(self.recorded),
            hash,
            body,
        })
    }
}

impl Reader<'_> {
    /// The last entry recorded by `time`, inclusive; the last of all where no time is given. 0 when
    /// there is none.
    pub fn as_of(&mut self, time: Option<Recorded>) -> Result<Seq, LedgerError> {
        let Some(Recorded(time)) = time else { return Ok(self.head()?.0) };
        // The largest number and not the largest time: many entries may share a moment.
        let seq: Option<Seq> = on!(&mut *self.connection, c => {
            let then = entry::table.filter(entry::recorded.le(time));
            then.order((entry::recorded.desc(), entry::seq.desc())).select(entry::seq).first(c).optional()
        })?;
        Ok(seq.unwrap_or(0))
    }

    /// The last entry and the hash of the whole chain. Kept elsewhere, the two show later whether
    /// anything that stood then was changed or cut off; see [`Reader::verify`].
    pub fn head(&mut self) -> Result<(Seq, Hash), LedgerError> {
        if let Some(head) = self.memory.head {
            return Ok(head);
        }
        let (seq, hash): (Seq, Vec<u8>) =
            on!(&mut *self.connection, c => state::table.select((state::head, state::hash)).first(c))?;
        let hash = Hash::try_from(&hash[..])
            .map_err(|_| LedgerError::Broken { seq, what: "the hash of the chain is none".into() })?;
        Ok((seq, hash))
    }

    /// One entry.
    pub fn entry(&mut self, seq: Seq) -> Result<Option<Record>, LedgerError> {
        let found: Option<Stored> = on!(&mut *self.connection, c => {
            entry::table.find(seq).first(c).optional()
        })?;
        found.map(Stored::record).transpose()
    }

    /// When an entry was recorded; nothing where there is none.
    pub fn recorded(&mut self, seq: Seq) -> Result<Option<Recorded>, LedgerError> {
        let found: Option<i64> = on!(&mut *self.connection, c => {
            entry::table.find(seq).select(entry::recorded).first(c).optional()
        })?;
        Ok(found.map(Recorded))
    }

    /// Entries after `seq` in order, `limit` at most: ask again from the last of them for more. Memory is
    /// that of the entries returned.
    pub fn entries(&mut self, after: Seq, limit: u32) -> Result<Vec<Record>, LedgerError> {
        self.stored(after, limit)?.into_iter().map(Stored::record).collect()
    }

    pub(crate) fn stored(&mut self, after: Seq, limit: u32) -> Result<Vec<Stored>, LedgerError> {
        Ok(on!(&mut *self.connection, c => {
            let next = entry::table.filter(entry::seq.gt(after)).order(entry::seq);
            next.limit(i64::from(limit)).load::<Stored>(c)
        })?)
    }

    /// Entries about one thing, in order, as of `as_of`; all kinds, or those given.
    pub fn entries_about(
        &mut self,
        subject: &str,
        kinds: &[Kind],
        as_of: Seq,
    ) -> Result<Vec<Record>, LedgerError> {
        let codes: Vec<i16> =
            if kinds.is_empty() { &Kind::ALL[..] } else { kinds }.iter().map(|k| k.code()).collect();
        let found: Vec<Stored> = on!(&mut *self.connection, c => {
            let about = entry::table.filter(entry::subject.eq(subject)).filter(entry::seq.le(as_of));
            about.filter(entry::kind.eq_any(&codes)).order(entry::seq).load(c)
        })?;
        found.into_iter().map(Stored::record).collect()
    }

    /// Judgements of people (all kinds but documents, versions and readings) after `after` up to
    /// `as_of`, in order.
    pub fn judgements(&mut self, after: Seq, as_of: Seq) -> Result<Vec<Record>, LedgerError> {
        let found: Vec<Stored> = on!(&mut *self.connection, c => {
            let then = entry::table.filter(entry::seq.gt(after)).filter(entry::seq.le(as_of));
            // Written out, so that the index of judgements can be used.
            then.filter(diesel::dsl::sql::<diesel::sql_types::Bool>("kind > 3")).order(entry::seq).load(c)
        })?;
        found.into_iter().map(Stored::record).collect()
    }

    /// Whether the derived tables are empty or of an older version and are to be made again:
    /// [`crate::Writer::clear`], all entries once more, [`crate::Writer::rebuilt`]. Until then only
    /// entries can be read.
    pub fn stale(&mut self) -> Result<bool, LedgerError> {
        migrate::stale(self.connection)
    }

    /// The short number of a kind of questions; nothing while no question is of that kind.
    pub(crate) fn code(&mut self, text: &str) -> Result<Option<i16>, LedgerError> {
        if let Some(code) = self.memory.codes.get(text) {
            return Ok(Some(*code));
        }
        let code: Option<i16> = on!(&mut *self.connection, c => {
            word::table.filter(word::text.eq(text)).select(word::no).first(c).optional()
        })?;
        if let Some(code) = code {
            self.learn(code, text.to_owned());
        }
        Ok(code)
    }

    /// The kind of a short number.
    pub(crate) fn text(&mut self, code: i16) -> Result<String, LedgerError> {
        if let Some(text) = self.memory.texts.get(&code) {
            return Ok(text.clone());
        }
        let text: String = on!(&mut *self.connection, c => {
            word::table.find(code).select(word::text).first(c)
        })?;
        self.learn(code, text.clone());
        Ok(text)
    }

    /// All short numbers.
    pub(crate) fn codes(&mut self) -> Result<Vec<i16>, LedgerError> {
        Ok(on!(&mut *self.connection, c => word::table.select(word::no).order(word::no).load(c))?)
    }

    pub(crate) fn learn(&mut self, code: i16, text: String) {
        self.memory.codes.insert(text.clone(), code);
        self.memory.texts.insert(code, text);
    }
}
