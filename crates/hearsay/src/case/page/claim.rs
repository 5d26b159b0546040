//! One claim with its document, what it answers, and what bears on it.

use super::super::body::{self, unpack};
use super::super::keeper::effect_name;
use super::super::shelf::Shelf;
use super::super::source::standing as became;
use super::super::{Ask, Case, CaseError, frame};
use super::document::Outcome;
use super::documents::{DocumentLine, line};
use super::history::{JudgementLine, judged};
use ledger::{Reader, Seq, TestimonyRow, born};
use serde::Serialize;
use show::ledger::{Cited, Frame};
use types::{ClaimId, QuestionId};

/// Ties of one claim that are shown.
const TIES: usize = 200;

/// Another claim that bears on this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TieLine {
    /// What follows from the pair: contests, agrees, meets, fails, moots or nothing.
    pub effect: String,
    /// The rule's name.
    pub rule: String,
    /// Whether it counts for the standing: both are live and independent.
    pub counts: bool,
    /// The question that the other answers.
    pub question: QuestionId,
    /// The other claim.
    pub other: Cited,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClaimPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// The claim, with the document's name, publisher, title and dates.
    pub claim: Cited,
    /// Its document.
    pub document: DocumentLine,
    /// What it answers, and how that stands.
    pub outcomes: Vec<Outcome>,
    /// What bears on it.
    pub ties: Vec<TieLine>,
    /// What people judged of it.
    pub judgements: Vec<JudgementLine>,
}

impl Case {
    /// One claim as of a moment.
    ///
    /// # Errors
    /// When there was none of that id; those of the ledger.
    pub fn claim(&mut self, id: &ClaimId, ask: &Ask) -> Result<ClaimPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let unknown = || CaseError::unknown("claim", id);
            let (reading, _) = reader.claim(id.as_str(), as_of)?.ok_or_else(unknown)?;
            let row = reader.reading_at(reading)?.ok_or_else(unknown)?;
            let document = reader.document_at(row.document)?.ok_or_else(unknown)?;
            let mut shelf = Shelf::default();
            let found = shelf.cited(reader, (reading, row.document), |_, c| c == id)?;
            let claim = found.ok_or_else(unknown)?;
            let (mut outcomes, mut ties) = (Vec::new(), Vec::new());
            for own in reader.testimonies_of_reading(reading)? {
                let testimony = body::unpack(own.no, &own.body)?;
                if testimony.claim != *id {
                    continue;
                }
                let other = tied(reader, &mut shelf, &own, as_of)?;
                ties.extend(other);
                if let Some(became) = became(reader, &own, testimony, as_of)? {
                    outcomes.push(Outcome { claim: id.clone(), became });
                }
            }
            let judgements = judged(reader, id.as_str(), as_of)?;
            let document = line(reader, &mut shelf, &document, as_of)?;
            Ok(ClaimPage { frame, claim, document, outcomes, ties, judgements })
        })
    }
}

/// What is tied with a testimony. Ties are kept as of today: of what was recorded later, none is shown.
fn tied(
    reader: &mut Reader<'_>,
    shelf: &mut Shelf,
    own: &TestimonyRow,
    as_of: Seq,
) -> Result<Vec<TieLine>, CaseError> {
    let mut lines = Vec::new();
    for tie in reader.ties_of(own.no)?.into_iter().take(TIES) {
        let no = if tie.a == own.no { tie.b } else { tie.a };
        let Some(row) = reader.testimony(no)?.filter(|r| born(r.no) <= as_of) else { continue };
        let testimony = unpack(row.no, &row.body)?;
        let Some(question) = reader.question(row.question, as_of)? else { continue };
        let Some(other) = shelf.of_testimony(reader, row.no, row.document, &testimony.claim)? else {
            continue;
        };
        lines.push(TieLine {
            effect: effect_name(tie.kind).to_owned(),
            rule: tie.rule,
            counts: tie.counts,
            question: question.id.parse().map_err(CaseError::Wrong)?,
            other,
        });
    }
    Ok(lines)
}
