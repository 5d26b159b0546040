//! Checking that what is recorded is what was recorded.
//!
//! Found: an entry that was changed, removed, put in between or moved; a header or body that is not what
//! the hash says; a tail that was cut off, as long as the record of the head was not rewritten along.
//! Not found from the ledger alone: a chain that somebody with write access worked out anew from some
//! entry to its end. That is found against a head (number and hash) kept elsewhere.

use crate::{
    Hash, Kind, LedgerError, Reader, Record, Seq,
    entry::{Header, link},
    reader::Stored,
    unpack_document,
};
use sha2::{Digest, Sha256};

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries, all sound.
    pub entries: i64,
    /// The hash of the chain: keep it elsewhere.
    pub head: Hash,
}

/// Entries held at once.
const PAGE: u32 = 16;

impl Reader<'_> {
    /// Goes through the chain from its beginning. `kept` is a head that was kept elsewhere (see
    /// [`Reader::head`]); `check` sees every sound entry and may find it wanting, in its own words.
    ///
    /// # Errors
    /// [`LedgerError::Broken`] names the first entry that does not hold; what follows is not looked at.
    pub fn verify(
        &mut self,
        kept: Option<(Seq, Hash)>,
        mut check: impl FnMut(&mut Reader<'_>, &Record) -> Result<(), String>,
    ) -> Result<Verified, LedgerError> {
        let (head, hash) = self.head()?;
        let mut last = Last { seq: 0, hash: [0; 32], recorded: i64::MIN };
        loop {
            let page = self.stored(last.seq, PAGE)?;
            if page.is_empty() {
                break;
            }
            for stored in page {
                last = last.next(&stored)?;
                let record = stored.record()?;
                let found = sound(&record).and_then(|()| check(self, &record));
                found.map_err(|what| LedgerError::Broken { seq: record.seq, what })?;
                if kept.is_some_and(|(seq, hash)| seq == last.seq && hash != last.hash) {
                    let what = "the chain up to here is not the one whose hash was kept".into();
                    return Err(LedgerError::Broken { seq: last.seq, what });
                }
            }
        }
        let end = head.max(kept.map_or(0, |k| k.0));
        if last.seq < end {
            let what = format!("missing: the ledger ends before it, and had {end} entries");
            return Err(LedgerError::Broken { seq: last.seq + 1, what });
        }
        if last.seq > head || last.hash != hash {
            let what = "the hash of the chain is not the one on record".into();
            return Err(LedgerError::Broken { seq: last.seq, what });
        }
        Ok(Verified { entries: last.seq, head: last.hash })
    }
}

struct Last {
    seq: Seq,
    hash: Hash,
    recorded: i64,
}

impl Last {
    fn next(&self, entry: &Stored) -> Result<Last, LedgerError> {
        if entry.seq != self.seq + 1 {
            return Err(LedgerError::Broken { seq: self.seq + 1, what: "missing".into() });
        }
        let header = Header {
            seq: entry.seq,
            kind: entry.kind,
            subject: &entry.subject,
            author: &entry.author,
            reason: &entry.reason,
            recorded: entry.recorded,
        };
        let hash = link(&self.hash, &header, &entry.body);
        if hash[..] != entry.hash[..] {
            return Err(entry.broken("its hash is not that of what it holds and of the entries before it"));
        }
        if entry.recorded < self.recorded {
            return Err(entry.broken("it is recorded before the entry that precedes it"));
        }
        Ok(Last { seq: entry.seq, hash, recorded: entry.recorded })
    }
}

/// What can be said of an entry by itself: the bytes of a document are those of its hash.
fn sound(record: &Record) -> Result<(), String> {
    if record.kind != Kind::Document {
        return Ok(());
    }
    let Some(document) = unpack_document(&record.body) else { return Err("its body is no document".into()) };
    let hex: String = Sha256::digest(document.bytes()).iter().map(|b| format!("{b:02x}")).collect();
    if hex != document.sha256 {
        return Err("the bytes of its document are not those of the document's hash".into());
    }
    if record.subject != document.document.as_str() {
        return Err(format!("it is filed under {}, and holds {}", record.subject, document.document));
    }
    Ok(())
}
