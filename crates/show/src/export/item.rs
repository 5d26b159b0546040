//! What is exported: claims, questions and documents, each with all that leads back from it.

use crate::ledger::{About, Asked};
use serde::{Deserialize, Serialize};
use types::{
    Answer, Claim, DocumentId, EventId, Grade, Harm, Moment, Place, QuestionId, Span, Spot, Standing, StoryId,
};

/// As of when an export holds, and what made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The moment as of which the ledger was asked, UTC.
    pub known_at: String,
    /// The days that it is about, by valid time; nothing where all are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<About>,
    /// Documents that the ledger held then.
    pub documents: u64,
    /// The last entry of then and the hash of the chain up to it, `12:6f1c…`, as `hearsay verify --head` takes it.
    pub ledger: String,
    /// The program and its version.
    pub made_by: String,
    /// The version of the words that it weighed with.
    pub lexicons: String,
}

/// A document in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The id that its bytes give.
    pub document: DocumentId,
    /// The id of the input that brought it.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Its language.
    pub language: Option<String>,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
    /// The number of its entry.
    pub entry: i64,
}

/// Words of a document with what stands around them, by which they are found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Bytes of the text that was read.
    pub span: Span,
    /// Code points of that text, from 0, the end exclusive.
    pub points: (usize, usize),
    /// The words.
    pub exact: String,
    /// What stands before, a few words.
    pub prefix: String,
    /// What stands after.
    pub suffix: String,
    /// The bytes of the document as received that they come from; nothing where reading made them up.
    pub original: Option<Span>,
}

/// What a reading was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct MadeWith {
    pub engine: String,
    pub model: String,
    pub lexicons: String,
}

/// What a claim answers, and how the question stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Answered {
    pub question: QuestionId,
    pub text: String,
    pub kind: String,
    pub standing: Standing,
    pub grade: Grade,
    pub answer: Answer,
}

/// One claim with its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The claim.
    pub claim: Claim,
    /// Where it stands.
    pub paper: Paper,
    /// The words of its source.
    pub source: Vec<Quote>,
    /// The words that attribute.
    pub cue: Vec<Quote>,
    /// What is said.
    pub content: Vec<Quote>,
    /// The number of the entry of its reading.
    pub entry: i64,
    /// When the ledger learned of it, UTC.
    pub recorded: String,
    /// What it was read with.
    pub made_with: MadeWith,
    /// What it answers.
    pub answers: Vec<Answered>,
}

/// A person's judgement of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Review {
    pub entry: i64,
    pub author: String,
    pub grade: String,
    pub reason: String,
    pub recorded: String,
}

/// One question with all that was said to it. Forms that only count ([`super::Form::counts`]) get it without claims,
/// answers, reasons and voices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// The question, its answers, reasons and voices.
    pub asked: Asked,
    /// When it last changed, recorded time, UTC.
    pub changed: String,
    /// Claims that answer it, as the board counts them.
    pub answers: u64,
    /// Independent origins among them, likewise.
    pub origins: u64,
    /// First and last day of its event, else of what is said of it; an open end is nothing.
    pub days: (Option<Moment>, Option<Moment>),
    /// The class that is counted.
    pub class: Option<String>,
    /// What it counts of a violent event.
    pub harm: Option<Harm>,
    /// The place that it asks about.
    pub spot: Option<Spot>,
    /// That place on the map, as closely as some document has it.
    pub place: Option<Place>,
    /// What people judged.
    pub reviews: Vec<Review>,
    /// Its claims, as [`Asked::claims`] has them.
    pub statements: Vec<Statement>,
    /// Its documents with their bytes, where the form carries them.
    #[serde(skip)]
    pub documents: Vec<super::Kept>,
}

/// One document beside the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Filed {
    /// The document.
    pub paper: Paper,
    /// The same for documents on one event of any kind.
    pub story: StoryId,
    /// The same for reports of violence in one unit on one day.
    pub event: Option<EventId>,
    /// Whether a question about the toll that it answers is contested.
    pub contested: bool,
    /// The earliest document whose words it prints.
    pub copies_of: Option<DocumentId>,
    /// Where its main violent event happened.
    pub place: Option<Place>,
}

/// What is exported, one at a time.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Item {
    Claim(Box<Statement>),
    Question(Box<Topic>),
    Document(Box<Filed>),
}

impl Item {
    /// The document that it stands in or is.
    pub fn document(&self) -> Option<&DocumentId> {
        match self {
            Item::Claim(s) => Some(&s.paper.document),
            Item::Document(f) => Some(&f.paper.document),
            Item::Question(_) => None,
        }
    }
}

impl Topic {
    /// The place that it asks about and what holds it, nearest first.
    pub fn whereabouts(&self) -> Vec<&str> {
        let spot = self.spot.iter();
        spot.flat_map(|s| std::iter::once(&s.name).chain(&s.parents)).map(String::as_str).collect()
    }
}

impl Quote {
    /// Characters shown before and after.
    const AROUND: usize = 32;

    /// The words of a span of a text; nothing where it does not fall on characters.
    pub fn of(text: &str, span: Span, original: Option<Span>) -> Option<Quote> {
        let exact = span.get(text)?;
        let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
        let start = before.chars().count();
        let cut = before.char_indices().rev().take(Quote::AROUND).last().map_or(before.len(), |(i, _)| i);
        Some(Quote {
            span,
            points: (start, start + exact.chars().count()),
            exact: exact.to_owned(),
            prefix: before[cut..].to_owned(),
            suffix: after.chars().take(Quote::AROUND).collect(),
            original,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_counts_in_code_points_and_keeps_what_stands_around() {
        let text = "Žana said: “No 🙂 more.” Then she left the hall without another word.";
        let start = text.find("No").unwrap();
        let quote = Quote::of(text, Span::new(start, start + "No 🙂 more.".len()), None).unwrap();
        assert_eq!((quote.points, quote.exact.as_str()), ((12, 22), "No 🙂 more."));
        assert_eq!(quote.prefix, "Žana said: “");
        assert_eq!(quote.suffix.chars().count(), 32);
        assert_eq!(Quote::of("é", Span::new(0, 1), None), None);
    }
}
