//! What was recorded after an entry, in order: documents, readings, judgements, and the questions that each of
//! them changed. What is taken back or replaced is a change like any other.

use super::board::Sum;
use super::body::{self, grade_of, standing_of};
use super::page::judgement;
use super::shelf::shown;
use super::{Case, CaseError};
use ledger::{Kind, Reader, Record, Seq, StandingRow};
use serde::Serialize;
use types::{ClaimId, DocumentId, Grade, QuestionId, Standing};

/// A question of which more, less or something else can be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Shift {
    #[allow(missing_docs)]
    pub question: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    #[allow(missing_docs)]
    pub kind: String,
    /// How it stood; nothing for a new question.
    pub before: Option<Standing>,
    /// How it stands.
    pub after: Standing,
    #[allow(missing_docs)]
    pub grade: Grade,
    /// Lowest, best and highest number before; nothing for other kinds of answers.
    pub was: Option<[f64; 3]>,
    /// Likewise, now.
    pub is: Option<[f64; 3]>,
}

/// One entry of the ledger and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its number: ask for what comes after it.
    pub seq: i64,
    /// document, version, reading, correction, merge, split, rejection, retraction, review or undo.
    pub kind: String,
    /// What it is about: a document, an address, a claim, a question or an entry.
    pub subject: String,
    #[allow(missing_docs)]
    pub author: String,
    #[allow(missing_docs)]
    pub reason: String,
    /// When, UTC.
    pub recorded: String,
    /// Of a document or a reading: which.
    pub document: Option<DocumentId>,
    /// Its title.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Of a reading: its claims.
    pub claims: Vec<ClaimId>,
    /// Of a version: the document whose claims count no more. Of a rejection: nothing, the subject is the claim.
    pub withdraws: Option<DocumentId>,
    /// Of a judgement: what was judged.
    pub judgement: Option<serde_json::Value>,
    /// Questions that it changed.
    pub questions: Vec<Shift>,
}

/// What was recorded after an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Changes {
    /// The entry after which was asked.
    pub after: i64,
    /// Ask again after this one.
    pub last: i64,
    /// Whether more is recorded than is listed here.
    pub more: bool,
    /// In order.
    pub entries: Vec<Entry>,
}

impl Case {
    /// What was recorded after the entry `after`, `limit` entries at most.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn changes(&mut self, after: i64, limit: u32) -> Result<Changes, CaseError> {
        self.ledger.read(|reader| {
            let after = after.max(0);
            let head = reader.head()?.0;
            let mut entries = Vec::new();
            for record in reader.entries(after, limit.max(1))? {
                entries.push(entry(reader, &record)?);
            }
            let last = entries.last().map_or(after, |e| e.seq);
            Ok(Changes { after, last, more: last < head, entries })
        })
    }
}

fn entry(reader: &mut Reader<'_>, record: &Record) -> Result<Entry, CaseError> {
    let mut entry = Entry {
        seq: record.seq,
        kind: record.kind.name().to_owned(),
        subject: record.subject.clone(),
        author: record.author.clone(),
        reason: record.reason.clone(),
        recorded: shown(record.recorded),
        document: None,
        title: None,
        publisher: None,
        claims: Vec::new(),
        withdraws: None,
        judgement: None,
        questions: Vec::new(),
    };
    match record.kind {
        Kind::Document | Kind::Reading => {
            entry.document = record.subject.parse().ok();
            if let Some(row) = reader.document(&record.subject, Seq::MAX)? {
                (entry.title, entry.publisher) = (row.title, row.publisher);
            }
            if record.kind == Kind::Reading {
                entry.claims = body::reading(reader, record.seq)?.claims.into_iter().map(|c| c.id).collect();
            }
        }
        Kind::Version => {
            let body: serde_json::Value = serde_json::from_slice(&record.body).unwrap_or_default();
            let id = |field: &str| body.get(field).and_then(|v| v.as_str()?.parse().ok());
            (entry.document, entry.withdraws) = (id("document"), id("replaces"));
        }
        _ => entry.judgement = Some(judgement(reader, record, Seq::MAX)?.judgement),
    }
    for standing in reader.standings_born(record.seq)? {
        entry.questions.extend(shift(reader, &standing, record.seq)?);
    }
    Ok(entry)
}

fn shift(reader: &mut Reader<'_>, standing: &StandingRow, seq: Seq) -> Result<Option<Shift>, CaseError> {
    let Some(question) = reader.question(standing.question, seq)? else { return Ok(None) };
    let before = reader.history(standing.question, seq - 1, 1)?.into_iter().next();
    Ok(Some(Shift {
        question: question.id.parse().map_err(CaseError::Wrong)?,
        text: question.text,
        kind: standing.kind.clone(),
        before: before.as_ref().map(|b| standing_of(b.standing)),
        after: standing_of(standing.standing),
        grade: grade_of(standing.grade),
        was: before.as_ref().and_then(range),
        is: range(standing),
    }))
}

fn range(standing: &StandingRow) -> Option<[f64; 3]> {
    let sum: Sum = serde_json::from_slice(&standing.body).ok()?;
    Some([sum.low?, sum.best?, sum.high?])
}
