//! The way through the house: from inputs to claim sheets. What front ends and bindings call.
//!
//! ```text
//! inputs  ->  documents  ->  reader  ->  pipeline
//! files       bytes to       grammar     many documents at once,
//! and         documents      and claims  results in input order
//! folders
//! ```
//!
//! This is the edge: the crates below are pure, this one opens files. Nothing in it is async and
//! nothing ends the process; what goes wrong comes back as a [`Problem`] beside the results.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod data;
pub mod setup;

pub mod case;

mod check;
mod documents;
mod inputs;
mod pipeline;
mod problem;
mod reader;
mod shelf;

pub use documents::{Given, document, documents, documents_in};
pub use inputs::{Input, inputs};
pub use pipeline::{Work, run};
pub use problem::Problem;
pub use reader::{LONGEST_SENTENCE, LONGEST_TEXT, OpenError, Reader, Reading, Versions};
pub use shelf::{Kept, Row, shelve};

/// The version of the words and facts that are built in; see [`claims::Lexicons::version`].
pub fn lexicons_version() -> String {
    claims::Lexicons::version()
}
