//! What can go wrong, told apart for a program.

use crate::Seq;
use thiserror::Error;

/// Why the ledger could not do what it was asked to. Whatever fails inside [`crate::Ledger::write`]
/// leaves the ledger as it was.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// Asked to open a ledger that is not there.
    #[error("no ledger at {0}; `hearsay add` makes one")]
    Missing(String),
    /// A file or database that something else made.
    #[error("{0} is no ledger")]
    Foreign(String),
    /// Made by a later version of this program.
    #[error("{address} is a ledger of version {found}; this program knows versions up to {known}")]
    Newer {
        /// The address as it was given.
        address: String,
        /// The version of its schema.
        found: i32,
        /// The latest version that this program knows.
        known: i32,
    },
    /// A `postgres://` address, and a program built without it.
    #[error(
        "this program was built without PostgreSQL (`cargo build --release -p cli --features postgres`); give the path of a file"
    )]
    NoPostgres,
    /// An entry that is not what was recorded: what `verify` finds.
    #[error("entry {seq}: {what}")]
    Broken {
        /// The first entry that does not hold.
        seq: Seq,
        /// What does not hold of it.
        what: String,
    },
    /// A body beyond what one entry may hold.
    #[error("an entry of {0} bytes is too large")]
    TooLarge(usize),
    /// Two rows that this program holds for different ones have one number.
    #[error("row {0} stands already")]
    Taken(i64),
    /// The database cannot be reached.
    #[error("{address} cannot be opened: {why}")]
    Unreachable {
        /// The address as it was given; without a password.
        address: String,
        /// What the database or the system says.
        why: String,
    },
    /// The database refused.
    #[error("the ledger's database: {0}")]
    Database(#[from] diesel::result::Error),
    /// The file system refused.
    #[error("the ledger's file: {0}")]
    File(#[from] std::io::Error),
    /// A body that is no JSON, or JSON of another shape.
    #[error("an entry's body: {0}")]
    Body(#[from] serde_json::Error),
}
