//! One claim with its document, what it answers, and what bears on it.

use super::super::ask::one;
use super::super::body;
use super::super::bundle::Part;
use super::super::shelf::Shelf;
use super::super::source::standing as became;
use super::super::{Ask, Case, CaseError, frame};
use super::document::Outcome;
use super::documents::{DocumentLine, line};
use super::history::{JudgementLine, judged};
use claims::weigh::Lexicon;
use ledger::{Reader, Seq, TestimonyRow};
use serde::Serialize;
use show::ledger::{Cited, Frame};
use types::{ClaimId, QuestionId, Reason, Tie};

/// Ties of one claim that are shown.
const TIES: usize = 200;

/// Another claim that bears on this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TieLine {
    /// How the two relate.
    pub tie: Tie,
    /// The rule's name.
    pub rule: String,
    /// Why, in words.
    pub text: String,
    /// The question under which they meet.
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
        let lexicon = &self.lexicon;
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
                ties.extend(tied(reader, lexicon, &own, as_of, &frame, ask, id)?);
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

/// Every pair of one question that the claim stands in.
fn tied(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    row: &TestimonyRow,
    as_of: Seq,
    frame: &Frame,
    ask: &Ask,
    id: &ClaimId,
) -> Result<Vec<TieLine>, CaseError> {
    let part = Part { with: Some(row.no), ..Part::SHOWN };
    let Some(question) = reader.question(row.question, as_of)? else { return Ok(Vec::new()) };
    let asked = match one(reader, lexicon, &question, as_of, frame.clone(), ask, part) {
        Ok(asked) => asked,
        // Nothing answers it on these days.
        Err(CaseError::Unknown { .. }) => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let line = |r: &Reason| {
        let other = if r.a == *id { &r.b } else { &r.a };
        Some(TieLine {
            tie: r.tie,
            rule: r.rule.clone(),
            text: r.text.clone(),
            question: asked.question.id.clone(),
            other: asked.claims.iter().find(|c| c.claim.id == *other)?.clone(),
        })
    };
    let own = asked.question.why.iter().filter(|r| r.a == *id || r.b == *id);
    Ok(own.filter_map(line).take(TIES).collect())
}
