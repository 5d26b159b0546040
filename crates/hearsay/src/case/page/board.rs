//! The board, a page at a time, and its questions by words.

use super::super::board::{Filter, row, wanted};
use super::super::body::standing_code;
use super::super::{Ask, Case, CaseError, frame};
use super::{cursor, numbers};
use ledger::{Cursor, Filter as Wanted, Hit, QuestionRow, Reader, Seq, StandingRow, Total};
use serde::Serialize;
use show::ledger::Board;

/// Hits of a search for words of questions that are looked through.
const HITS: u32 = 500;

/// A page of the board.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct QuestionsPage {
    /// The questions, and how many there are.
    #[serde(flatten)]
    pub board: Board,
    /// Where the next page begins; nothing after the last.
    pub next: Option<String>,
}

/// A question with what could be said of it then.
pub(super) type Stands = (QuestionRow, StandingRow);

impl Case {
    /// A page of the board: questions that fit the filter and, where `words` are given, hold all of them;
    /// `after` is `next` of the page before.
    ///
    /// # Errors
    /// When `after` is none that was handed out; those of the ledger.
    pub fn questions(
        &mut self,
        filter: &Filter,
        words: Option<&str>,
        after: Option<&str>,
        ask: &Ask,
    ) -> Result<QuestionsPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let (rows, total, next) = match words.filter(|w| !w.trim().is_empty()) {
                Some(words) => by_words(reader, words, filter, after, ask, as_of)?,
                None => page(reader, filter, after, ask, as_of)?,
            };
            let questions = rows.iter().map(|(q, s)| row(reader, q, s)).collect::<Result<_, _>>()?;
            Ok(QuestionsPage { board: Board::of(frame, total, questions), next })
        })
    }
}

/// Questions in the board's order, after a place in it; how many there are, and where to go on.
pub(super) fn page(
    reader: &mut Reader<'_>,
    filter: &Filter,
    after: Option<&str>,
    ask: &Ask,
    as_of: Seq,
) -> Result<(Vec<Stands>, u64, Option<String>), CaseError> {
    let place = after.map(at).transpose()?;
    let Some(wanted) = wanted(reader, filter, ask)? else { return Ok((Vec::new(), 0, None)) };
    let found = reader.board(&wanted, as_of, place, filter.limit.max(1))?;
    let total = match found.total {
        Total::Exactly(n) | Total::AtLeast(n) => u64::try_from(n).unwrap_or_default(),
    };
    Ok((found.rows, total, found.next.map(handed)))
}

fn at(after: &str) -> Result<Cursor, CaseError> {
    let [standing, changed, question] = numbers(after)?;
    let standing = i16::try_from(standing)
        .map_err(|_| CaseError::Wrong(format!("{after:?} is no place in this list")))?;
    Ok(Cursor { standing, changed, question })
}

fn of(standing: &StandingRow) -> Cursor {
    Cursor { standing: standing.standing, changed: standing.changed, question: standing.question }
}

fn handed(c: Cursor) -> String {
    cursor(&[i64::from(c.standing), c.changed, c.question])
}

/// The place in the board's order behind a question.
pub(super) fn after(standing: &StandingRow) -> String {
    handed(of(standing))
}

/// Whether a publisher is the one that is asked for: case and accents do not matter.
pub(super) fn publishes(publisher: Option<&str>, wanted: &str) -> bool {
    publisher.is_some_and(|p| ledger::fold(p) == ledger::fold(wanted))
}

/// Questions that hold the words and pass the filter, in the board's order.
fn by_words(
    reader: &mut Reader<'_>,
    words: &str,
    filter: &Filter,
    after: Option<&str>,
    ask: &Ask,
    as_of: Seq,
) -> Result<(Vec<Stands>, u64, Option<String>), CaseError> {
    let [skip] = after.map_or(Ok([0]), numbers::<1>)?;
    let Some(wanted) = wanted(reader, filter, ask)? else { return Ok((Vec::new(), 0, None)) };
    let hits = reader.search(words, &[Hit::Question(0)], as_of, HITS)?;
    let mut rows: Vec<Stands> = Vec::new();
    for (hit, _) in hits.hits {
        let Hit::Question(no) = hit else { continue };
        let (Some(question), Some(standing)) = (reader.question(no, as_of)?, reader.standing(no, as_of)?)
        else {
            continue;
        };
        let fits = admits(reader, &wanted, filter, &standing, as_of)?;
        if fits && !rows.iter().any(|(q, _)| q.no == question.no) {
            rows.push((question, standing));
        }
    }
    rows.sort_by_key(|(_, s)| (s.standing, std::cmp::Reverse(s.changed), s.question));
    let total = rows.len() as u64;
    let skip = usize::try_from(skip).unwrap_or_default().min(rows.len());
    let limit = filter.limit.max(1) as usize;
    let rest = rows.len() - skip;
    let page = rows.drain(skip..).take(limit).collect();
    let next = (rest > limit).then(|| cursor(&[(skip + limit) as i64]));
    Ok((page, total, next))
}

/// Whether a question passes the filter.
fn admits(
    reader: &mut Reader<'_>,
    wanted: &Wanted,
    filter: &Filter,
    standing: &StandingRow,
    as_of: Seq,
) -> Result<bool, CaseError> {
    let plain = filter.kind.as_ref().is_none_or(|k| *k == standing.kind)
        && filter.standing.is_none_or(|s| standing_code(s) == standing.standing)
        && filter.since.is_none_or(|t| standing.changed >= t.as_microsecond())
        && wanted.about.is_none_or(|(from, to)| {
            standing.valid_from.is_none_or(|v| to.is_none_or(|t| v <= t))
                && standing.valid_to.is_none_or(|v| from.is_none_or(|f| v >= f))
        });
    if !plain {
        return Ok(false);
    }
    for (sort, key) in &wanted.marks {
        if !reader.is_filed(*sort, *key, standing.question, as_of)? {
            return Ok(false);
        }
    }
    Ok(true)
}
