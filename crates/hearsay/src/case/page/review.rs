//! What asks for a person: contested questions that nobody has graded since they changed, and claims of which
//! reading was not sure and that nobody has judged.

use super::super::board::{Filter, row};
use super::super::shelf::{Shelf, shown};
use super::super::{Ask, Case, CaseError, frame};
use super::board::page;
use super::history::judged;
use ledger::{Kind, Reader, Seq};
use serde::Serialize;
use show::ledger::{Cited, Frame, Row};
use types::Standing;

/// Readings that are looked through for unsure claims.
const LOOKED: u32 = 200;
/// A claim whose score is below this is unsure: reading keeps those from 0.5 on.
const SURE: f64 = 0.7;

/// What asks for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReviewPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// Contested questions, the latest change first.
    pub questions: Vec<Row>,
    /// Unsure claims of the documents recorded last, the least sure first.
    pub claims: Vec<Cited>,
}

impl Case {
    /// What asks for a person, `limit` questions and as many claims at most.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn review(&mut self, limit: u32, ask: &Ask) -> Result<ReviewPage, CaseError> {
        let limit = limit.max(1);
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let filter = Filter { standing: Some(Standing::Contested), limit, ..Filter::default() };
            let (stands, _, _) = page(reader, &filter, None, ask, as_of)?;
            let mut questions = Vec::new();
            for (question, standing) in stands {
                let seen = reader.entries_about(&question.id, &[Kind::Review], as_of)?;
                if seen.iter().all(|r| r.recorded.0 < standing.changed) {
                    questions.push(row(reader, &question, &standing)?);
                }
            }
            let claims = unsure(reader, limit as usize, as_of)?;
            Ok(ReviewPage { frame, questions, claims })
        })
    }
}

fn unsure(reader: &mut Reader<'_>, limit: usize, as_of: Seq) -> Result<Vec<Cited>, CaseError> {
    let mut shelf = Shelf::default();
    let mut found: Vec<Cited> = Vec::new();
    for reading in reader.readings_latest(Seq::MAX, as_of, LOOKED)? {
        let body = super::super::body::reading(reader, reading.seq)?;
        let recorded = reader.recorded(reading.seq)?.map(shown).unwrap_or_default();
        for claim in body.claims.into_iter().filter(|c| c.score.is_some_and(|s| s < SURE)) {
            if !judged(reader, claim.id.as_str(), as_of)?.is_empty() {
                continue;
            }
            let document = shelf.document(reader, reading.document)?;
            found.push(Cited {
                name: document.map(|d| d.name.clone()).unwrap_or_default(),
                publisher: document.and_then(|d| d.publisher.clone()),
                title: document.and_then(|d| d.title.clone()),
                url: document.and_then(|d| d.address.clone()),
                published: document.and_then(|d| d.published.as_deref()?.parse().ok()),
                recorded: recorded.clone(),
                claim,
            });
        }
        if found.len() >= limit {
            break;
        }
    }
    found.sort_by(|a, b| a.claim.score.partial_cmp(&b.claim.score).unwrap_or(std::cmp::Ordering::Equal));
    found.truncate(limit);
    Ok(found)
}
