//! Putting a reading into the ledger.

use super::body::{ReadingBody, address};
use super::keeper::Keeper;
use super::memo::Memo;
use super::{Case, CaseError, Instant};
use crate::{Reading, Versions};
use ledger::{DocumentRow, Entry, Kind, Ledger, Recorded, Seq, pack_document};
use show::ledger::{Added, Change, Fate};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use types::{Document, DocumentId, QuestionId};

/// One reading, and what is recorded beside it.
#[derive(Clone, Copy)]
pub struct Addition<'a> {
    /// The document and what it says.
    pub reading: &'a Reading,
    /// What it was read with.
    pub versions: &'a Versions,
    /// Who adds it.
    pub author: &'a str,
    /// When: recorded time.
    pub at: Instant,
    /// Whether a document that is known is recorded as read anew, where what it was read with differs.
    pub reread: bool,
}

/// The documents that a ledger holds, asked for one by one from any thread.
pub struct Known(Mutex<Ledger>);

impl Known {
    /// Whether it is there. A ledger that cannot say is taken to lack it: adding it will find out.
    pub fn holds(&self, document: &Document) -> bool {
        let mut ledger = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let row = ledger.read(|r| r.document(document.document.as_str(), Seq::MAX));
        row.is_ok_and(|row| row.is_some())
    }
}

/// A document that is being recorded.
struct Filing<'f> {
    document: &'f Document,
    body: ReadingBody,
    author: &'f str,
    recorded: Recorded,
}

impl Case {
    /// The documents that are in the ledger: they need no reading.
    ///
    /// # Errors
    /// When the ledger cannot be opened once more.
    pub fn known(&self) -> Result<Known, CaseError> {
        Ok(Known(Mutex::new(Ledger::open_existing(&self.address)?)))
    }

    /// Records one reading, all of it or nothing. The same document twice adds nothing; another document at
    /// the same address is a new version of it.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn add(&mut self, addition: &Addition<'_>) -> Result<Added, CaseError> {
        let added = self.record(std::slice::from_ref(addition))?;
        added
            .into_iter()
            .next()
            .ok_or_else(|| CaseError::unknown("document", &addition.reading.document.document))
    }

    /// Records several readings together, which costs one way to the disk. Where one cannot be recorded, each is
    /// recorded by itself. What this returns is recorded; nothing is, of a document that has an error.
    pub fn add_many(&mut self, additions: &[Addition<'_>]) -> Vec<Result<Added, CaseError>> {
        match self.record(additions) {
            Ok(added) => added.into_iter().map(Ok).collect(),
            Err(_) => additions.iter().map(|a| self.add(a)).collect(),
        }
    }

    fn record(&mut self, additions: &[Addition<'_>]) -> Result<Vec<Added>, CaseError> {
        let (lexicon, memo) = (&self.lexicon, &mut self.memo);
        let done = self.ledger.write(|w| {
            let keeper = Keeper::new(w, memo, lexicon)?;
            super::judge::load(&keeper)?;
            let added =
                additions.iter().map(|a| Filing::of(a).put(&keeper, a.reread)).collect::<Result<_, _>>()?;
            keeper.end()?;
            Ok(added)
        });
        if done.is_err() {
            self.memo = Memo::default();
        }
        done
    }
}

impl<'f> Filing<'f> {
    fn of(addition: &Addition<'f>) -> Filing<'f> {
        let document = &addition.reading.document;
        let sheet = &addition.reading.sheet;
        let body = ReadingBody {
            versions: addition.versions.clone(),
            claims: sheet.claims.clone(),
            testimonies: sheet.testimonies.clone(),
            event: sheet.event.clone(),
            notes: document.notes.clone(),
        };
        let recorded = Recorded(addition.at.as_microsecond());
        Filing { document, body, author: addition.author, recorded }
    }
}

impl Filing<'_> {
    fn put(&self, keeper: &Keeper<'_, '_>, reread: bool) -> Result<Added, CaseError> {
        let id = self.document.document.as_str();
        let known = keeper.with(|w| Ok(w.document(id, Seq::MAX)?))?;
        match known {
            None => self.new_document(keeper),
            Some(row) if reread && row.until.is_none() => self.again(keeper, &row),
            Some(_) => Ok(self.added(Fate::Known, None)),
        }
    }

    fn added(&self, fate: Fate, replaces: Option<DocumentId>) -> Added {
        Added {
            id: self.document.id.clone(),
            document: self.document.document.clone(),
            fate,
            replaces,
            claims: self.body.claims.len(),
            gained: Vec::new(),
            lost: Vec::new(),
            changed: Vec::new(),
        }
    }

    fn entry<'e>(&'e self, kind: Kind, subject: &'e str, body: &'e [u8]) -> Entry<'e> {
        Entry { kind, subject, body, author: self.author, reason: "", recorded: self.recorded }
    }

    fn new_document(&self, keeper: &Keeper<'_, '_>) -> Result<Added, CaseError> {
        let id = self.document.document.as_str();
        let before = match address(self.document) {
            Some(url) => {
                keeper.with(|w| Ok(w.document_of_address(url, Seq::MAX)?))?.filter(|d| d.until.is_none())
            }
            None => None,
        };
        let packed = pack_document(self.document)?;
        let seq = keeper.with(|w| Ok(w.append(self.entry(Kind::Document, id, &packed))?.seq))?;
        keeper.with(|w| super::derive::document(w, self.document, seq))?;
        let Some(before) = before else {
            let changed = self.read(keeper, seq, BTreeSet::new())?;
            return Ok(Added { changed, ..self.added(Fate::New, None) });
        };
        let replaced: DocumentId = before.id.parse().map_err(CaseError::Wrong)?;
        let body = serde_json::json!({"replaces": before.id, "document": id}).to_string();
        let url = address(self.document).unwrap_or_default();
        let at = keeper.with(|w| Ok(w.append(self.entry(Kind::Version, url, body.as_bytes()))?.seq))?;
        let (touched, old) = super::derive::end(keeper, &before, true, at)?;
        let changed = self.read(keeper, seq, touched)?;
        Ok(Added { changed, ..self.compared(Fate::Version, Some(replaced), &old) })
    }

    /// The document is read anew by something newer.
    fn again(&self, keeper: &Keeper<'_, '_>, row: &DocumentRow) -> Result<Added, CaseError> {
        let old = super::derive::current(keeper, row.seq)?;
        if old.as_ref().is_some_and(|o| o.versions == self.body.versions) {
            return Ok(self.added(Fate::Known, None));
        }
        // The new reading's entry does not exist yet; what ends, ends with it.
        let at = keeper.with(|w| Ok(w.head()?.0))? + 1;
        let (touched, old) = super::derive::end(keeper, row, false, at)?;
        let changed = self.read(keeper, row.seq, touched)?;
        Ok(Added { changed, ..self.compared(Fate::Reread, None, &old) })
    }

    /// What was there before and is no more, and the other way round, by the words of the claims.
    fn compared(&self, fate: Fate, replaces: Option<DocumentId>, old: &ReadingBody) -> Added {
        let words = |body: &ReadingBody| -> BTreeSet<String> {
            body.claims
                .iter()
                .map(|c| c.content.text.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect()
        };
        let (before, after) = (words(old), words(&self.body));
        let gained = after.difference(&before).cloned().collect();
        let lost = before.difference(&after).cloned().collect();
        Added { gained, lost, ..self.added(fate, replaces) }
    }

    /// Records the reading of a document; what changed for its questions and for those touched before.
    fn read(
        &self,
        keeper: &Keeper<'_, '_>,
        document: Seq,
        touched: BTreeSet<QuestionId>,
    ) -> Result<Vec<Change>, CaseError> {
        let id = self.document.document.as_str();
        let body = self.body.bytes();
        let appended = keeper.with(|w| Ok(w.append(self.entry(Kind::Reading, id, &body))?))?;
        super::derive::reading(keeper, &self.body, (document, appended.seq), appended.recorded, touched)
    }
}
