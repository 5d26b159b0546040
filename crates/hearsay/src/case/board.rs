//! The board.

use super::body::{grade_of, standing_code, standing_of};
use super::{Ask, Case, CaseError, Instant, frame, window};
use ledger::{Filter as Wanted, Reader, Seq, Sort, Total, key};
use serde::{Deserialize, Serialize};
use show::ledger::{Board, Row};
use types::Standing;

/// Which questions.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// About this place or one in it, by a name.
    pub place: Option<String>,
    /// About this actor, by a name.
    pub actor: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this standing.
    pub standing: Option<Standing>,
    /// That a document of this publisher answers, or did once.
    pub publisher: Option<String>,
    /// Changed since then, by recorded time.
    pub since: Option<Instant>,
    /// How many at most.
    pub limit: u32,
}

/// What a standing's row keeps beside its columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Sum {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub best: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
}

impl Case {
    /// The questions as of a moment, the contested first, then the latest change.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn board(&mut self, filter: &Filter, ask: &Ask) -> Result<Board, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let Some(wanted) = wanted(reader, filter, ask)? else {
                return Ok(Board::of(frame, 0, Vec::new()));
            };
            let page = reader.board(&wanted, as_of, None, filter.limit)?;
            let total = match page.total {
                Total::Exactly(n) | Total::AtLeast(n) => u64::try_from(n).unwrap_or_default(),
            };
            let questions = page.rows.iter().map(|(q, s)| row(reader, q, s)).collect::<Result<_, _>>()?;
            Ok(Board::of(frame, total, questions))
        })
    }
}

/// One question as the board shows it.
pub(super) fn row(
    reader: &mut Reader<'_>,
    question: &ledger::QuestionRow,
    standing: &ledger::StandingRow,
) -> Result<Row, CaseError> {
    let sum: Sum = serde_json::from_slice(&standing.body).unwrap_or_default();
    let id = question.id.parse().map_err(CaseError::Wrong)?;
    Ok(Row {
        id,
        text: question.text.clone(),
        days: question.first_day.zip(question.last_day).and_then(|(a, b)| Some([day(a)?, day(b)?])),
        kind: standing.kind.clone(),
        standing: standing_of(standing.standing),
        grade: grade_of(standing.grade),
        answers: u64::try_from(standing.answers).unwrap_or_default(),
        origins: u64::try_from(standing.origins).unwrap_or_default(),
        low: sum.low,
        best: sum.best,
        high: sum.high,
        changed: recorded(reader, ledger::born(standing.no))?,
    })
}

fn day(number: i32) -> Option<types::Moment> {
    super::body::day_of(number).map(types::Moment::day)
}

fn recorded(reader: &mut Reader<'_>, seq: Seq) -> Result<String, CaseError> {
    Ok(reader.recorded(seq)?.map(super::shelf::shown).unwrap_or_default())
}

/// The filter by the ledger's marks; nothing when a name is not known, and so nothing fits.
pub(super) fn wanted(
    reader: &mut Reader<'_>,
    filter: &Filter,
    ask: &Ask,
) -> Result<Option<Wanted>, CaseError> {
    let mut marks = Vec::new();
    for (sort, name) in [(Sort::Place, &filter.place), (Sort::Actor, &filter.actor)] {
        let Some(name) = name else { continue };
        let Some(known) = reader.names(sort, name, 1)?.into_iter().next() else { return Ok(None) };
        marks.push((sort, known.key));
    }
    marks.extend(filter.publisher.as_deref().map(|p| (Sort::Publisher, published(p))));
    Ok(Some(Wanted {
        marks,
        kind: filter.kind.clone(),
        standings: filter.standing.map(standing_code).into_iter().collect(),
        changed_since: filter.since.map(|t| t.as_microsecond()),
        about: window(ask.about),
    }))
}

/// The key under which a publisher is filed: case and accents do not matter.
pub(super) fn published(publisher: &str) -> i64 {
    key(&ledger::fold(publisher).join(" "))
}

/// The key under which a place or an actor is filed.
pub(super) fn mark(name: &str) -> i64 {
    key(&types::name_key(name))
}
