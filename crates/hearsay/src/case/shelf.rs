//! Looking things up by number: documents, readings and claims, each taken from its entry once.

use super::CaseError;
use ledger::{DocumentRow, Reader, Seq, born};
use serde::Deserialize;
use serde_json::value::RawValue;
use show::ledger::Cited;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
            if self.readings.len() >= MOST {
                (self.readings, self.documents, self.recorded) = Default::default();
            }
            let claims = super::body::claims(reader, seq)?;
            let recorded = reader.recorded(seq)?.map(shown).unwrap_or_default();
            self.recorded.insert(seq, recorded);
            self.readings.insert(seq, claims);
        }
        Ok(&self.readings[&seq])
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

    /// The claim that a testimony comes from. `no` is the testimony's number.
    pub fn of_testimony(
        &mut self,
        reader: &mut Reader<'_>,
        no: i64,
        document: Seq,
        claim: &ClaimId,
    ) -> Result<Option<Cited>, CaseError> {
        self.cited(reader, (born(no), document), |_, id| id == claim)
    }
}

/// Recorded time, as it is printed.
pub(super) fn shown(recorded: ledger::Recorded) -> String {
    jiff::Timestamp::from_microsecond(recorded.0).map(super::shown).unwrap_or_default()
}
