//! Why an input could not be read.

use std::fmt;

/// A document that could not be read: which, where in it, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}{place}: {problem}")]
pub struct ReadError {
    /// The path or address of the input.
    pub name: String,
    /// Where in the input.
    pub place: Place,
    /// What is wrong, and the remedy.
    pub problem: Problem,
}

/// Where in an input. Lines and columns count from 1, bytes from 0; a column counts bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// All of it.
    #[default]
    Whole,
    /// A line.
    Line(usize),
    /// A column of a line.
    Column(usize, usize),
    /// A byte.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Line(line) => write!(f, ", line {line}"),
            Place::Column(line, column) => write!(f, ", line {line}, column {column}"),
            Place::Byte(byte) => write!(f, ", byte {byte}"),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No byte, or only blanks.
    #[error("is empty; give a file with text, HTML or JSON Lines in it")]
    Empty,
    /// Bytes that are no text.
    #[error("looks like {0}, which is not text; convert it to text or HTML first")]
    Binary(&'static str),
    /// A format that hearsay knows of but does not read here.
    #[error("looks like {0}, which is not read yet; give the pages themselves as HTML, text or JSON Lines")]
    NotYet(&'static str),
    /// More than the limit.
    #[error(
        "has more than {} MB unpacked, the limit for one document; split it, or give its documents as JSON Lines",
        limit.div_ceil(1_000_000)
    )]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Gzip that cannot be unpacked.
    #[error("is damaged gzip ({0}); fetch or pack it again")]
    Gzip(String),
    /// JSON that is none.
    #[error("is not valid JSON ({0}); each line must be one object, with \" and line breaks escaped")]
    Json(String),
    /// JSON that is no document.
    #[error(
        "{0}; a document is {{\"id\", \"text\" or \"html\", \"title\", \"published\", \"publisher\", \"byline\", \"url\"}}"
    )]
    Shape(String),
}
