//! What was said, and when did we know? The append-only record of documents, readings and what
//! people did to them, and the tables that are worked out from it.
//!
//! One table is authoritative: the entries, each chained to the one before by its hash. The databases
//! themselves refuse to change or remove one. Everything else (documents, testimonies, ties,
//! questions, standings, the search index) is *derived*: [`Writer::clear`] drops it, and whoever adds
//! entries makes it again from them, to the same rows.
//!
//! Two times are kept apart from the times that documents speak of: an entry carries the moment at
//! which it was [`Recorded`], and its number in the chain, its [`Seq`]. A moment is turned into a
//! number once, by [`Reader::as_of`]; every derived row is born with an entry and may end with one, so
//! that any question can be asked as of any number. No clock is read here.
//!
//! SQLite and PostgreSQL (feature `postgres`) are reached through the same queries. SQLite runs with a
//! write-ahead log: one writer, any number of readers that it does not block; a second writer waits.
//!
//! ```
//! # fn main() -> Result<(), ledger::LedgerError> {
//! # let folder = tempfile::tempdir().map_err(ledger::LedgerError::from)?;
//! # let path = folder.path().join("ledger.db");
//! use ledger::{Entry, Kind, Ledger, Recorded};
//! let mut ledger = Ledger::open(path.to_str().expect("a temporary path is UTF-8"))?;
//! let entry = Entry {
//!     kind: Kind::Review, subject: "qst_example", body: b"{}", author: "desk", reason: "seen",
//!     recorded: Recorded(1_553_000_000_000_000),
//! };
//! let seq = ledger.write(|w| Ok::<_, ledger::LedgerError>(w.append(entry)?.seq))?;
//! assert_eq!(ledger.read(|r| r.as_of(None))?, seq);
//! # Ok(())
//! # }
//! ```

// The edge of the house: this crate and no pure one touches files.
#![allow(clippy::disallowed_methods)]

mod append;
mod board;
mod cells;
mod chains;
mod connect;
mod documents;
mod entry;
mod error;
mod fold;
mod lists;
mod many;
mod marks;
mod migrate;
mod pack;
mod prepared;
mod questions;
mod reader;
mod room;
mod rows;
mod schema;
mod search;
mod standings;
mod sums;
mod testimonies;
mod ties;
mod verify;
mod wire;

pub use append::Writer;
pub use board::{Board, Cursor, Filter, Total};
pub use connect::Ledger;
pub use entry::{Appended, Entry, Hash, Kind, Record, Recorded, Seq};
pub use error::LedgerError;
pub use fold::{fold, key};
pub use pack::{pack_document, unpack_document};
pub use reader::Reader;
pub use rows::{
    Brief, DocumentRow, Figure, Heading, MarkRow, NameRow, QuestionRow, ReadingRow, Sort, StandingRow,
    SumRow, TestimonyRow, TieRow, Window, born, flag, number, tie,
};
pub use search::{Hit, Hits};
pub use verify::Verified;
pub use wire::{Look, Met};
