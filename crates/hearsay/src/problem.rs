//! What went wrong, for a person.

use std::fmt;

/// Something that could not be read or done: where, what, and how to put it right. A value like any
/// other; the documents beside it go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The input, and the place in it where that is known: `news.jsonl, line 3`.
    pub at: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it, where something can be done.
    pub remedy: Option<String>,
}

impl Problem {
    /// A problem without a remedy.
    pub fn new(at: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { at: at.into(), message: message.into(), remedy: None }
    }

    /// The same problem with what to do about it.
    #[must_use]
    pub fn remedy(self, remedy: impl Into<String>) -> Problem {
        Problem { remedy: Some(remedy.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)?;
        self.remedy.as_ref().map_or(Ok(()), |r| write!(f, "; {r}"))
    }
}

impl std::error::Error for Problem {}
