//! One document with all that hangs on it.

use super::super::body::{self, voice};
use super::super::shelf::{Shelf, shown};
use super::super::source::standing as became;
use super::super::{Ask, Case, CaseError, frame};
use super::documents::{DocumentLine, line};
use super::history::{JudgementLine, judged};
use crate::Versions;
use ledger::{DocumentRow, Reader, Seq, Sort, key};
use serde::Serialize;
use show::ledger::{Became, Frame};
use std::collections::BTreeSet;
use types::{Bond, Claim, ClaimId, Dated, DocumentId, Event, Passage};

/// Documents that answer the same questions and are looked at for copies.
const BESIDE: usize = 200;

/// A document that was recorded from the same address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VersionLine {
    #[allow(missing_docs)]
    pub document: DocumentId,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
    /// When another took its place, UTC; nothing while it stands.
    pub replaced: Option<String>,
}

/// A question that a claim of the document answers, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Outcome {
    #[allow(missing_docs)]
    pub claim: ClaimId,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub became: Became,
}

/// A document that shares its words or its agency with this one, or credits it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CopyLine {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub document: DocumentLine,
    /// How the two hang together.
    pub tie: Bond,
    /// The same in words.
    pub because: String,
}

/// Bases and numbers of questions.
type Questions = BTreeSet<(i64, i64)>;

/// One document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// The id that its bytes give.
    pub document: DocumentId,
    /// The id of the input that brought it.
    pub name: String,
    /// Of its bytes as received.
    pub sha256: String,
    #[allow(missing_docs)]
    pub title: Option<String>,
    #[allow(missing_docs)]
    pub byline: Option<String>,
    #[allow(missing_docs)]
    pub publisher: Option<String>,
    #[allow(missing_docs)]
    pub url: Option<String>,
    #[allow(missing_docs)]
    pub published: Option<Dated>,
    #[allow(missing_docs)]
    pub modified: Option<Dated>,
    /// As ISO 639-1 has it.
    pub language: Option<String>,
    /// What reading it remarked.
    pub notes: Vec<String>,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
    /// What it was read with; nothing while it was not read.
    pub read_with: Option<Versions>,
    /// All that was recorded from its address by then, in order; itself too. Empty where it has none.
    pub versions: Vec<VersionLine>,
    /// The version before it.
    pub replaces: Option<DocumentId>,
    /// The version after it.
    pub replaced_by: Option<DocumentId>,
    /// Documents that hang together with it, of those that answer the same questions.
    pub copies: Vec<CopyLine>,
    /// Its main violent event.
    pub event: Option<Event>,
    /// What was read: all spans count its bytes.
    pub text: String,
    /// What its parts are.
    pub passages: Vec<Passage>,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// What its claims answer, and how that stands.
    pub outcomes: Vec<Outcome>,
    /// What people judged of its claims.
    pub judgements: Vec<JudgementLine>,
}

/// The bytes of a document as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: types::Kind,
}

impl Case {
    /// One document as of a moment.
    ///
    /// # Errors
    /// When there was none of that id; those of the ledger.
    pub fn document(&mut self, id: &DocumentId, ask: &Ask) -> Result<DocumentPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let row = find(reader, id, as_of)?;
            page(reader, &row, as_of, frame)
        })
    }

    /// A document's bytes, exactly as they were received.
    ///
    /// # Errors
    /// When there was none of that id; those of the ledger.
    pub fn original(&mut self, id: &DocumentId, ask: &Ask) -> Result<Original, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, _) = frame(reader, ask)?;
            let row = find(reader, id, as_of)?;
            let document =
                reader.document_body(row.seq)?.ok_or_else(|| CaseError::unknown("document", id))?;
            Ok(Original { bytes: document.bytes().to_vec(), kind: document.kind })
        })
    }
}

fn find(reader: &mut Reader<'_>, id: &DocumentId, as_of: Seq) -> Result<DocumentRow, CaseError> {
    reader.document(id.as_str(), as_of)?.ok_or_else(|| CaseError::unknown("document", id))
}

fn page(
    reader: &mut Reader<'_>,
    row: &DocumentRow,
    as_of: Seq,
    frame: Frame,
) -> Result<DocumentPage, CaseError> {
    let document = reader.document_body(row.seq)?.ok_or_else(|| CaseError::unknown("document", &row.id))?;
    // A version that was replaced is shown as it was last read.
    let last = row.until.map_or(as_of, |u| as_of.min(u - 1));
    let reading = reader.reading_of(row.seq, last)?;
    let body = reading.map(|r| body::reading(reader, r.seq)).transpose()?;
    let mut notes = document.notes;
    let (mut claims, mut event, mut read_with) = (Vec::new(), None, None);
    if let Some(body) = body {
        notes.extend(body.notes.into_iter().filter(|n| !notes.contains(n)).collect::<Vec<_>>());
        (claims, event, read_with) = (body.claims, body.event, Some(body.versions));
    }
    let (outcomes, questions) = match reading {
        Some(reading) => outcomes(reader, reading.seq, as_of)?,
        None => Default::default(),
    };
    let versions = versions(reader, row, as_of)?;
    let at = versions.iter().position(|v| v.document.as_str() == row.id);
    let beside = |step: isize| Some(versions.get(at?.checked_add_signed(step)?)?.document.clone());
    let mut judgements = Vec::new();
    for claim in &claims {
        judgements.extend(judged(reader, claim.id.as_str(), as_of)?);
    }
    Ok(DocumentPage {
        frame,
        document: document.document,
        name: document.id,
        sha256: document.sha256,
        title: document.title,
        byline: document.byline,
        publisher: document.publisher,
        url: document.url,
        published: document.published,
        modified: document.modified,
        language: document.language,
        notes,
        recorded: reader.recorded(row.seq)?.map(shown).unwrap_or_default(),
        read_with,
        replaces: beside(-1),
        replaced_by: beside(1),
        versions,
        copies: copies(reader, row, &questions, as_of)?,
        event,
        text: document.text,
        passages: document.passages,
        claims,
        outcomes,
        judgements,
    })
}

/// What the claims of a reading answer; with the numbers of the questions.
fn outcomes(
    reader: &mut Reader<'_>,
    reading: Seq,
    as_of: Seq,
) -> Result<(Vec<Outcome>, Questions), CaseError> {
    let (mut outcomes, mut questions) = (Vec::new(), BTreeSet::new());
    for row in reader.testimonies_of_reading(reading)? {
        let testimony = body::unpack(row.no, &row.body)?;
        let claim = testimony.claim.clone();
        questions.insert((row.base, row.question));
        if let Some(became) = became(reader, &row, testimony, as_of)? {
            outcomes.push(Outcome { claim, became });
        }
    }
    Ok((outcomes, questions))
}

/// All that was recorded from the document's address.
fn versions(reader: &mut Reader<'_>, row: &DocumentRow, as_of: Seq) -> Result<Vec<VersionLine>, CaseError> {
    let Some(address) = &row.address else { return Ok(Vec::new()) };
    let mut versions = Vec::new();
    for seq in reader.marked(Sort::Address, key(address), as_of, u32::MAX)? {
        let Some(other) = reader.document_at(seq)?.filter(|d| d.address.as_ref() == Some(address)) else {
            continue;
        };
        let replaced = match other.until.filter(|u| *u <= as_of) {
            Some(until) => reader.recorded(until)?.map(shown),
            None => None,
        };
        versions.push(VersionLine {
            document: other.id.parse().map_err(CaseError::Wrong)?,
            recorded: reader.recorded(seq)?.map(shown).unwrap_or_default(),
            replaced,
        });
    }
    Ok(versions)
}

/// Documents that answer the same questions and share words, an agency or a credit with it.
fn copies(
    reader: &mut Reader<'_>,
    row: &DocumentRow,
    questions: &Questions,
    as_of: Seq,
) -> Result<Vec<CopyLine>, CaseError> {
    let Some(own) = voice(row) else { return Ok(Vec::new()) };
    let mut beside = BTreeSet::new();
    for (base, question) in questions {
        let rows = reader.testimonies(*base, as_of)?;
        beside.extend(rows.iter().filter(|t| t.question == *question).map(|t| t.document));
    }
    beside.remove(&row.seq);
    let (mut copies, mut shelf) = (Vec::new(), Shelf::default());
    for seq in beside.into_iter().take(BESIDE) {
        let Some(other) = reader.document_at(seq)? else { continue };
        let Some(tie) = voice(&other).and_then(|v| read::bond(&own, &v)) else { continue };
        let because = tie.because();
        copies.push(CopyLine { document: line(reader, &mut shelf, &other, as_of)?, tie, because });
    }
    Ok(copies)
}
