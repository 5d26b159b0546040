//! What the ledger answers: the board, one question, a source, hits of a search, what adding did. Each is a
//! value with its JSON, and a page for a person.
//!
//! Every answer says as of which moment it holds and how many documents were looked at, so that "nothing" is
//! an answer too.

mod added;
mod asked;
mod board;
mod checked;
mod hits;
mod source;
mod verified;

pub use added::{Added, Change, Fate};
pub use asked::{Asked, Cited, Near, Voice};
pub use board::{Board, Row};
pub use checked::Checked;
pub use hits::{Hit, Hits};
pub use source::{Became, Said, SourcePage};
pub use verified::{Fault, Verified};

use crate::paint::{Ink, Page};
use serde::{Deserialize, Serialize};
use types::Moment;

/// As of when, about when, and over how much: stands over every answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Frame {
    /// The moment as of which the ledger was asked, in UTC, RFC 3339. What was recorded later is left out.
    pub known_at: String,
    /// The days that the answer is about, by valid time; nothing where all are.
    pub about: Option<About>,
    /// Documents that the ledger held then.
    pub documents: u64,
}

/// Days of valid time, both inclusive; an open end is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct About {
    /// First day.
    pub from: Option<Moment>,
    /// Last day.
    pub to: Option<Moment>,
}

impl Frame {
    /// The line under a page: what was asked, so that the answer can be had again.
    fn foot(&self, page: &mut Page) {
        let day = |d: Option<Moment>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
        let about = match self.about {
            Some(a) if a.from == a.to => format!(", about {}", day(a.from)),
            Some(a) => format!(", about {} to {}", day(a.from), day(a.to)),
            None => String::new(),
        };
        let documents = count(self.documents, "document");
        page.gap();
        page.paragraph(Ink::Faint, 0, &format!("As known at {} (UTC){about}; {documents}.", self.known_at));
    }

    /// Nothing was found: that is an answer, with what was searched.
    fn nothing(&self, page: &mut Page, what: &str) {
        let documents = count(self.documents, "document");
        page.paragraph(Ink::Plain, 0, &format!("Searched {documents} and found {what}."));
    }

    /// The same as one sentence that stands alone, for programs.
    fn searched(&self, what: &str) -> String {
        let documents = count(self.documents, "document");
        format!("Searched {documents} as known at {} (UTC) and found {what}.", self.known_at)
    }
}

/// "1 document", "12 documents".
pub fn count(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// "2 independent origins", for people: as many as are told apart are "64 or more".
pub fn origins(n: u64) -> String {
    let told = count(n, "independent origin");
    if n < types::HEARD as u64 { told } else { told.replacen(' ', " or more ", 1) }
}

/// JSON on one line or many; strings, numbers and lists always have a form.
pub fn json<T: Serialize>(value: &T, pretty: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("strings, numbers and lists always have a JSON form")
}

#[cfg(test)]
mod tests {
    use super::origins;

    #[test]
    fn where_no_more_origins_are_told_apart_there_may_be_more() {
        assert_eq!(origins(1), "1 independent origin");
        assert_eq!(origins(63), "63 independent origins");
        assert_eq!(origins(64), "64 or more independent origins");
    }
}
