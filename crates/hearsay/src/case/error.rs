//! Why a case could not do what it was asked to.

use ledger::LedgerError;

/// Why a case could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum CaseError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Lexicon(#[from] claims::LexiconError),
    #[error(
        "no {what} {id} in this ledger as of then; `hearsay search` finds words, `hearsay board` lists questions"
    )]
    Unknown { what: &'static str, id: String },
    #[error("{0}")]
    Wrong(String),
    #[error(transparent)]
    Write(#[from] std::io::Error),
    #[error("entry {seq} holds a reading that this program cannot read: {why}")]
    Reading { seq: i64, why: String },
}

impl CaseError {
    pub(super) fn unknown(what: &'static str, id: impl ToString) -> CaseError {
        CaseError::Unknown { what, id: id.to_string() }
    }
}
