//! What the pages of the ledger show: longer lists a page at a time, and one thing with all that hangs on it.
//!
//! Every answer says as of which moment it holds, as those of the other verbs do.

mod board;
mod claim;
mod claims;
mod document;
mod documents;
mod history;
mod names;
mod review;

pub use board::QuestionsPage;
pub use claim::{ClaimPage, TieLine};
pub use claims::{ClaimsPage, Pinned, Point, Under};
pub use document::{CopyLine, DocumentPage, Original, Outcome, VersionLine};
pub use documents::{DocumentLine, DocumentsPage};
pub(super) use history::judgement;
pub use history::{HistoryPage, JudgementLine, Judgements, StandingLine};
pub use names::{Named, SourceLine, SourcesPage};
pub use review::ReviewPage;

use super::{Case, CaseError};
use ledger::{Hash, Seq};
use serde::Serialize;

/// What the ledger holds at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Holdings {
    /// The number of the last entry; 0 in an empty ledger.
    pub entries: i64,
    /// Documents that nothing has replaced.
    pub documents: u64,
    /// `number:hash` of the last entry.
    pub head: String,
    /// When it was recorded, UTC.
    pub recorded: Option<String>,
}

impl Case {
    /// The number of the last entry: what is asked twice without a new one has the same answer.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn head(&mut self) -> Result<i64, CaseError> {
        Ok(self.ledger.read(|r| r.head())?.0)
    }

    /// What the ledger holds now.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn holdings(&mut self) -> Result<Holdings, CaseError> {
        self.ledger.read(|reader| {
            let (entries, hash): (i64, Hash) = reader.head()?;
            Ok(Holdings {
                entries,
                documents: u64::try_from(reader.documents_count(entries)?).unwrap_or_default(),
                head: format!("{entries}:{}", data_encoding::HEXLOWER.encode(&hash)),
                recorded: reader.recorded(entries)?.map(super::shelf::shown),
            })
        })
    }

    /// With what the latest document was read; nothing in an empty ledger.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn read_with(&mut self) -> Result<Option<crate::Versions>, CaseError> {
        self.ledger.read(|reader| {
            let latest = reader.readings_latest(Seq::MAX, Seq::MAX, 1)?;
            latest.first().map(|row| Ok(super::body::reading(reader, row.seq)?.versions)).transpose()
        })
    }
}

/// A place in a list, as it is handed out and comes back: numbers with dots between.
pub(super) fn numbers<const N: usize>(cursor: &str) -> Result<[i64; N], CaseError> {
    let parts: Option<Vec<i64>> = cursor.split('.').map(|n| n.parse().ok()).collect();
    parts
        .and_then(|p| <[i64; N]>::try_from(p).ok())
        .ok_or_else(|| CaseError::Wrong(format!("{cursor:?} is no place in this list")))
}

/// The same as it is handed out.
pub(super) fn cursor(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{cursor, numbers};

    #[test]
    fn a_place_in_a_list_comes_back_and_nothing_else_does() {
        assert_eq!(numbers::<3>(&cursor(&[0, -5, 1 << 40])).ok(), Some([0, -5, 1 << 40]));
        for bad in ["", "1", "1.2", "1.2.3.4", "a.b.c", "1..3"] {
            assert!(numbers::<3>(bad).is_err(), "{bad}");
        }
    }
}
