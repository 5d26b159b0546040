//! For a database at the other end of a wire, where the way there and back costs more than most of what is done there.
//! What adding testimonies will look for is asked for beforehand, a few statements for all of a document
//! ([`ahead`]), and what is written is held back until it is looked at or the transaction ends, and then goes in a few
//! statements ([`held`]). What can be seen is the same as without either. For PostgreSQL; nothing is ever
//! looked up ahead or held back for SQLite, whose statements cost next to nothing.
#![cfg_attr(not(feature = "postgres"), allow(dead_code))]

mod ahead;
#[cfg(feature = "postgres")]
mod ask;
mod held;
#[cfg(not(feature = "postgres"))]
mod near;
#[cfg(feature = "postgres")]
pub(crate) mod statements;
#[cfg(feature = "postgres")]
mod write;

pub(crate) use ahead::Ahead;
pub use ahead::Look;
pub(crate) use held::Held;
#[cfg(feature = "postgres")]
pub(crate) use write::{put_frontier, put_tally};

use crate::{LedgerError, Reader, connect::Connection};
use std::collections::BTreeSet;

/// What was met by looking ahead.
#[derive(Debug, Default)]
pub struct Met {
    /// Testimonies that lie near or stand in a chain.
    pub testimonies: BTreeSet<i64>,
    /// The questions that they answer, and those of episodes.
    pub questions: BTreeSet<i64>,
}

impl Reader<'_> {
    /// The database, with all testimonies and ties that were held back: they are about to be looked at or changed.
    pub(crate) fn told(&mut self) -> Result<&mut Connection, LedgerError> {
        #[cfg(feature = "postgres")]
        if let Connection::Postgres(c) = &mut *self.connection {
            self.memory.held.put_said(c)?;
        }
        Ok(&mut *self.connection)
    }

    /// The same with all questions, their names and their standings.
    pub(crate) fn asked(&mut self) -> Result<&mut Connection, LedgerError> {
        #[cfg(feature = "postgres")]
        if let Connection::Postgres(c) = &mut *self.connection {
            self.memory.held.put_asked(c)?;
        }
        Ok(&mut *self.connection)
    }

    /// Writes testimonies and ties where many are held back.
    pub(crate) fn hold_told(&mut self) -> Result<(), LedgerError> {
        if self.memory.held.tells_much() { self.told().map(drop) } else { Ok(()) }
    }

    /// Likewise questions and standings.
    pub(crate) fn hold_asked(&mut self) -> Result<(), LedgerError> {
        if self.memory.held.asks_much() { self.asked().map(drop) } else { Ok(()) }
    }

    /// Tells what was asked for ahead of what is written.
    pub(crate) fn note_ahead(&mut self, note: impl FnOnce(&mut Ahead)) {
        if self.is_far() {
            note(&mut self.memory.ahead);
        }
    }

    /// Whether it pays to ask for much together.
    pub fn is_far(&self) -> bool {
        !matches!(&*self.connection, Connection::Sqlite(_))
    }
}
