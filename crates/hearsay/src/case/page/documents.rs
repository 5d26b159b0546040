//! The documents, the latest recorded first.

use super::super::shelf::{Shelf, shown};
use super::super::{Ask, Case, CaseError, Instant, frame};
use super::board::publishes;
use super::{cursor, numbers};
use ledger::{DocumentRow, Hit, Reader, Seq};
use serde::Serialize;
use show::ledger::Frame;
use types::{DocumentId, Moment};

/// Rows that are looked through for those of a publisher, in one answer.
const LOOKED: usize = 5_000;
/// Rows asked for at once.
const PAGE: u32 = 200;
/// Hits of a search for words of documents.
const HITS: u32 = 1_000;

/// A document in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentLine {
    /// The id that its bytes give.
    pub document: DocumentId,
    /// The id of the input that brought it.
    pub name: String,
    #[allow(missing_docs)]
    pub title: Option<String>,
    #[allow(missing_docs)]
    pub publisher: Option<String>,
    #[allow(missing_docs)]
    pub published: Option<Moment>,
    #[allow(missing_docs)]
    pub url: Option<String>,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
    /// Claims of the reading that held then.
    pub claims: u64,
}

/// A page of documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentsPage {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub frame: Frame,
    /// How many there are; nothing where they were not counted.
    pub total: Option<u64>,
    /// Where the next page begins; nothing after the last.
    pub next: Option<String>,
    /// The latest recorded first.
    pub rows: Vec<DocumentLine>,
}

/// Which documents.
struct Wanted<'w> {
    publisher: Option<&'w str>,
    since: Option<Instant>,
}

impl Case {
    /// A page of the documents that stood then: of a publisher, recorded since a moment, with words.
    /// `after` is `next` of the page before. A page of one publisher's may hold fewer than the limit and
    /// still have a next one.
    ///
    /// # Errors
    /// When `after` is none that was handed out; those of the ledger.
    pub fn document_lines(
        &mut self,
        publisher: Option<&str>,
        since: Option<Instant>,
        words: Option<&str>,
        limit: u32,
        after: Option<&str>,
        ask: &Ask,
    ) -> Result<DocumentsPage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let wanted = Wanted { publisher, since };
            let limit = limit.max(1) as usize;
            let ((found, next), total) = match words.filter(|w| !w.trim().is_empty()) {
                Some(words) => wanted.by_words(reader, words, limit, after, as_of)?,
                None => {
                    let total = (publisher.is_none() && since.is_none()).then_some(frame.documents);
                    (wanted.latest(reader, limit, after, as_of)?, total)
                }
            };
            let mut shelf = Shelf::default();
            let line = |r: &DocumentRow| line(reader, &mut shelf, r, as_of);
            let rows = found.iter().map(line).collect::<Result<_, CaseError>>()?;
            Ok(DocumentsPage { frame, total, next, rows })
        })
    }
}

/// Rows, and where the next begin.
type Rows = (Vec<DocumentRow>, Option<String>);

impl Wanted<'_> {
    fn latest(
        &self,
        reader: &mut Reader<'_>,
        limit: usize,
        after: Option<&str>,
        as_of: Seq,
    ) -> Result<Rows, CaseError> {
        let mut before = after.map_or(Ok([Seq::MAX]), numbers::<1>)?[0];
        let (mut rows, mut looked) = (Vec::new(), 0);
        loop {
            let page = reader.documents_latest(before, as_of, PAGE)?;
            let full = page.len() == PAGE as usize;
            looked += page.len();
            for row in page {
                if self.since.is_some() && !self.is_since(reader, row.seq)? {
                    return Ok((rows, None));
                }
                if rows.len() == limit {
                    return Ok((rows, Some(cursor(&[before]))));
                }
                before = row.seq;
                if self.publisher.is_none_or(|p| publishes(row.publisher.as_deref(), p)) {
                    rows.push(row);
                }
            }
            if !full || looked >= LOOKED {
                return Ok((rows, full.then(|| cursor(&[before]))));
            }
        }
    }

    fn is_since(&self, reader: &mut Reader<'_>, seq: Seq) -> Result<bool, CaseError> {
        let recorded = reader.recorded(seq)?.map(|r| r.0);
        Ok(self.since.is_none_or(|s| recorded.is_some_and(|r| r >= s.as_microsecond())))
    }

    fn by_words(
        &self,
        reader: &mut Reader<'_>,
        words: &str,
        limit: usize,
        after: Option<&str>,
        as_of: Seq,
    ) -> Result<(Rows, Option<u64>), CaseError> {
        let skip = usize::try_from(after.map_or(Ok([0]), numbers::<1>)?[0]).unwrap_or_default();
        let hits = reader.search(words, &[Hit::Document(0)], as_of, HITS)?;
        let mut rows = Vec::new();
        for (hit, _) in hits.hits {
            let Hit::Document(seq) = hit else { continue };
            let Some(row) = reader.document_at(seq)? else { continue };
            let fits = self.publisher.is_none_or(|p| publishes(row.publisher.as_deref(), p));
            if fits && self.is_since(reader, seq)? {
                rows.push(row);
            }
        }
        let total = (!hits.more).then_some(rows.len() as u64);
        let next = (rows.len() > skip + limit).then(|| cursor(&[(skip + limit) as i64]));
        Ok(((rows.into_iter().skip(skip).take(limit).collect(), next), total))
    }
}

/// A document's row with what its reading holds.
pub(super) fn line(
    reader: &mut Reader<'_>,
    shelf: &mut Shelf,
    row: &DocumentRow,
    as_of: Seq,
) -> Result<DocumentLine, CaseError> {
    let claims = match reader.reading_of(row.seq, as_of)? {
        Some(reading) => shelf.claims(reader, reading.seq)?.len() as u64,
        None => 0,
    };
    Ok(DocumentLine {
        document: row.id.parse().map_err(CaseError::Wrong)?,
        name: row.name.clone(),
        title: row.title.clone(),
        publisher: row.publisher.clone(),
        published: row.published.as_deref().and_then(|p| p.parse().ok()),
        url: row.address.clone(),
        recorded: reader.recorded(row.seq)?.map(shown).unwrap_or_default(),
        claims,
    })
}
