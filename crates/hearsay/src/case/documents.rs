//! The rows of `hearsay export --what documents`.

use super::{Ask, Case, CaseError, frame};
use crate::shelf::{Kept, Row, shelve};

/// Documents looked up at once.
const PAGE: u32 = 200;

impl Case {
    /// One row a document that stood then, in the order in which they were recorded: its story, its event,
    /// whether reports of that event contest its toll, and what it copies.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn documents(&mut self, ask: &Ask) -> Result<Vec<Row>, CaseError> {
        let kept = self.ledger.read(|reader| {
            let (as_of, _) = frame(reader, ask)?;
            let (mut kept, mut after) = (Vec::new(), 0);
            loop {
                let page = reader.documents(after, as_of, PAGE)?;
                let Some(last) = page.last() else { return Ok::<_, CaseError>(kept) };
                after = last.seq;
                for row in &page {
                    let Some(document) = reader.document_body(row.seq)? else { continue };
                    let event = match reader.reading_of(row.seq, as_of)? {
                        Some(reading) => super::body::reading(reader, reading.seq)?.event,
                        None => None,
                    };
                    kept.push(Kept::of(&document, event.as_ref()));
                }
            }
        })?;
        Ok(shelve(&kept))
    }
}
