//! Looking things up by number: documents, readings and claims, each taken from its entry once.

use super::CaseError;
use ledger::{DocumentRow, Reader, Seq, born};
use serde::Deserialize;
use serde_json::value::RawValue;
use show::ledger::Cited;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use types::{Claim, ClaimId};

/// Readings that are kept unpacked at once.
const MOST: usize = 64;

/// What a claim is known by.
#[derive(Deserialize)]
struct Named {
    id: ClaimId,
}

/// What was taken down so far.
#[derive(Default)]
pub(super) struct Shelf {
    /// Claims as they are stored: of most readings one is wanted.
    readings: HashMap<Seq, Vec<Box<RawValue>>>,
    documents: HashMap<Seq, Option<DocumentRow>>,
    recorded: HashMap<Seq, String>,
}

impl Shelf {
    /// The claims of the reading of an entry, still packed.
    pub fn claims(&mut self, reader: &mut Reader<'_>, seq: Seq) -> Result<&[Box<RawValue>], CaseError> {
        if !self.readings.contains_key(&seq) {
            self.fetch(reader, &[(seq, None)])?;
        }
        Ok(self.readings.get(&seq).map(Vec::as_slice).unwrap_or_default())
    }

    /// Takes down readings, and the documents of some, together; [`MOST`] of them at most.
    fn fetch(&mut self, reader: &mut Reader<'_>, these: &[(Seq, Option<Seq>)]) -> Result<(), CaseError> {
        if self.readings.len() + these.len() > MOST {
            (self.readings, self.documents, self.recorded) = Default::default();
        }
        let new = these.iter().map(|(reading, _)| *reading).filter(|seq| !self.readings.contains_key(seq));
        for reading in super::body::claims(reader, &new.collect())? {
            self.recorded.insert(reading.seq, shown(reading.recorded));
            self.readings.insert(reading.seq, reading.claims);
        }
        let of = these.iter().filter_map(|(_, document)| *document);
        let new: BTreeSet<Seq> = of.filter(|seq| !self.documents.contains_key(seq)).collect();
        let found = reader.documents_at(&new)?;
        self.documents.extend(new.into_iter().map(|seq| (seq, None)));
        self.documents.extend(found.into_iter().map(|row| (row.seq, Some(row))));
        Ok(())
    }

    /// The claims that testimonies come from, in their order, each by the number of the testimony and the entry of its
    /// document; without those that are not found.
    pub fn of_testimonies<'c>(
        &mut self,
        reader: &mut Reader<'_>,
        these: impl IntoIterator<Item = (i64, Seq, &'c ClaimId)>,
    ) -> Result<Vec<Cited>, CaseError> {
        let these: Vec<_> = these.into_iter().collect();
        let mut found = Vec::new();
        for some in these.chunks(MOST) {
            let places: Vec<_> = some.iter().map(|(no, document, _)| (born(*no), Some(*document))).collect();
            self.fetch(reader, &places)?;
            for (no, document, claim) in some {
                found.extend(self.cited(reader, (born(*no), *document), |_, id| id == *claim)?);
            }
        }
        Ok(found)
    }

    /// The document of an entry, in short.
    pub fn document(&mut self, reader: &mut Reader<'_>, seq: Seq) -> Result<Option<&DocumentRow>, CaseError> {
        let row = match self.documents.entry(seq) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(reader.document_at(seq)?),
        };
        Ok(row.as_ref())
    }

    /// A claim of a reading with its document; nothing where the reading has no such claim.
    pub fn cited(
        &mut self,
        reader: &mut Reader<'_>,
        (reading, document): (Seq, Seq),
        fits: impl Fn(usize, &ClaimId) -> bool,
    ) -> Result<Option<Cited>, CaseError> {
        let claims = self.claims(reader, reading)?;
        let wrong = |e: serde_json::Error| CaseError::Reading { seq: reading, why: e.to_string() };
        let mut found = None;
        for (i, packed) in claims.iter().enumerate() {
            if fits(i, &serde_json::from_str::<Named>(packed.get()).map_err(wrong)?.id) {
                found = Some(serde_json::from_str::<Claim>(packed.get()).map_err(wrong)?);
                break;
            }
        }
        let Some(claim) = found else { return Ok(None) };
        let recorded = self.recorded.get(&reading).cloned().unwrap_or_default();
        let row = self.document(reader, document)?;
        Ok(Some(Cited {
            claim,
            name: row.map(|d| d.name.clone()).unwrap_or_default(),
            publisher: row.and_then(|d| d.publisher.clone()),
            title: row.and_then(|d| d.title.clone()),
            url: row.and_then(|d| d.address.clone()),
            published: row.and_then(|d| d.published.as_deref()?.parse().ok()),
            recorded,
        }))
    }
}

/// Recorded time, as it is printed.
pub(super) fn shown(recorded: ledger::Recorded) -> String {
    jiff::Timestamp::from_microsecond(recorded.0).map(super::shown).unwrap_or_default()
}
