//! What changed over recorded time: how a question stood, and what people judged.

use super::super::board::Sum;
use super::super::body::{grade_of, standing_of};
use super::super::shelf::shown;
use super::super::{Ask, Case, CaseError, frame};
use super::{cursor, numbers};
use ledger::{Kind, Reader, Record, Seq, born};
use serde::Serialize;
use show::ledger::Frame;
use types::{Grade, QuestionId, Standing};

/// Changes of one question that are listed.
const CHANGES: u32 = 500;
/// Kinds of entries that people make.
const JUDGED: [Kind; 7] =
    [Kind::Correction, Kind::Merge, Kind::Split, Kind::Rejection, Kind::Retraction, Kind::Review, Kind::Undo];

/// How a question stood for a while.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StandingLine {
    /// The entry that brought it.
    pub entry: i64,
    /// Since when, recorded time, UTC.
    pub recorded: String,
    /// Until when, likewise; nothing while it holds.
    pub until: Option<String>,
    #[allow(missing_docs)]
    pub standing: Standing,
    #[allow(missing_docs)]
    pub grade: Grade,
    /// Claims that answer it.
    pub answers: u64,
    /// Independent origins among them.
    pub origins: u64,
    #[allow(missing_docs)]
    pub low: Option<f64>,
    #[allow(missing_docs)]
    pub best: Option<f64>,
    #[allow(missing_docs)]
    pub high: Option<f64>,
}

/// How a question stood, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// The id that the question has.
    pub id: QuestionId,
    #[allow(missing_docs)]
    pub text: String,
    /// The last 500 changes at most.
    pub history: Vec<StandingLine>,
    /// What people judged of the question.
    pub judgements: Vec<JudgementLine>,
}

/// What a person judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JudgementLine {
    /// The number of its entry.
    pub entry: i64,
    /// What kind of judgement: rejection, correction, merge, split, review, undo.
    pub kind: String,
    /// The claim, the question or the entry that it is about.
    pub subject: String,
    #[allow(missing_docs)]
    pub author: String,
    #[allow(missing_docs)]
    pub reason: String,
    /// When, UTC.
    pub recorded: String,
    /// The entry that took it back by then.
    pub undone_by: Option<i64>,
    /// What was judged, as it was given.
    pub judgement: serde_json::Value,
}

/// Judgements, the latest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Judgements {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// How many there are; nothing where they were not counted.
    pub total: Option<u64>,
    /// Where the next page begins; nothing after the last.
    pub next: Option<String>,
    /// The latest first.
    pub rows: Vec<JudgementLine>,
}

impl Case {
    /// How a question stood over recorded time.
    ///
    /// # Errors
    /// When there was none of that id; those of the ledger.
    pub fn history(&mut self, id: &QuestionId, ask: &Ask) -> Result<HistoryPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let row = reader.question_of_id(id.as_str(), as_of)?;
            let row = row.ok_or_else(|| CaseError::unknown("question", id))?;
            let mut history = Vec::new();
            for standing in reader.history(row.no, as_of, CHANGES)? {
                let sum: Sum = serde_json::from_slice(&standing.body).unwrap_or_default();
                let entry = born(standing.no);
                let until = standing.until.filter(|u| *u <= as_of);
                history.push(StandingLine {
                    entry,
                    recorded: reader.recorded(entry)?.map(shown).unwrap_or_default(),
                    until: until.map_or(Ok(None), |u| reader.recorded(u))?.map(shown),
                    standing: standing_of(standing.standing),
                    grade: grade_of(standing.grade),
                    answers: u64::try_from(standing.answers).unwrap_or_default(),
                    origins: u64::try_from(standing.origins).unwrap_or_default(),
                    low: sum.low,
                    best: sum.best,
                    high: sum.high,
                });
            }
            let judgements = judged(reader, &row.id, as_of)?;
            let id = row.id.parse().map_err(CaseError::Wrong)?;
            Ok(HistoryPage { frame, id, text: row.text, history, judgements })
        })
    }

    /// What people judged by then: of one thing, or all, the latest first. `after` is `next` of the page
    /// before.
    ///
    /// # Errors
    /// When `after` is none that was handed out; those of the ledger.
    pub fn judgements(
        &mut self,
        subject: Option<&str>,
        limit: u32,
        after: Option<&str>,
        ask: &Ask,
    ) -> Result<Judgements, CaseError> {
        let before = after.map_or(Ok([Seq::MAX]), numbers::<1>)?[0];
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let mut rows = match subject {
                Some(subject) => judged(reader, subject, as_of)?,
                None => {
                    let records = reader.judgements(0, as_of)?;
                    records.iter().map(|r| judgement(reader, r, as_of)).collect::<Result<_, _>>()?
                }
            };
            let total = Some(rows.len() as u64);
            rows.retain(|r| r.entry < before);
            rows.reverse();
            let limit = limit.max(1) as usize;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let next = rows.last().filter(|_| more).map(|r| cursor(&[r.entry]));
            Ok(Judgements { frame, total, next, rows })
        })
    }
}

impl Case {
    /// The entry of this very judgement, where it was recorded after the entry `after`: whoever does not know
    /// whether a judgement was recorded asks before recording it again.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn judged_after(
        &mut self,
        after: i64,
        judgement: &super::super::Judgement,
        author: &str,
        reason: &str,
    ) -> Result<Option<i64>, CaseError> {
        let wanted = serde_json::to_value(judgement).unwrap_or_default();
        let same = |body: &[u8]| {
            let kept: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
            let held = |(name, value): (&String, &serde_json::Value)| kept.get(name) == Some(value);
            wanted.as_object().is_some_and(|w| w.iter().all(held))
        };
        self.ledger.read(|reader| {
            let head = reader.head()?.0;
            let records = reader.judgements(after, head)?;
            let found = records.iter().find(|r| r.author == author && r.reason == reason && same(&r.body));
            Ok(found.map(|r| r.seq))
        })
    }
}

/// What people judged of one thing, in order.
pub(super) fn judged(
    reader: &mut Reader<'_>,
    subject: &str,
    as_of: Seq,
) -> Result<Vec<JudgementLine>, CaseError> {
    let records = reader.entries_about(subject, &JUDGED, as_of)?;
    records.iter().map(|r| judgement(reader, r, as_of)).collect()
}

/// One judgement as it is shown.
pub(in super::super) fn judgement(
    reader: &mut Reader<'_>,
    record: &Record,
    as_of: Seq,
) -> Result<JudgementLine, CaseError> {
    let undone = reader.entries_about(&record.seq.to_string(), &[Kind::Undo], as_of)?;
    let mut judgement: serde_json::Value = serde_json::from_slice(&record.body).unwrap_or_default();
    if let Some(fields) = judgement.as_object_mut() {
        // What was kept so that it counts again later is nobody's words.
        fields.retain(|name, _| !matches!(name.as_str(), "claim_then" | "bases" | "asked"));
    }
    Ok(JudgementLine {
        entry: record.seq,
        kind: record.kind.name().to_owned(),
        subject: record.subject.clone(),
        author: record.author.clone(),
        reason: record.reason.clone(),
        recorded: shown(record.recorded),
        undone_by: undone.first().map(|u| u.seq),
        judgement,
    })
}
