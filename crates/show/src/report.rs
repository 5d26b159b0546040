//! `hearsay read --format json`: one object a document.

use serde::Serialize;
use types::{Claim, Document, Moment, Question};

/// What one document says, for programs.
#[derive(Debug, Clone, Serialize)]
pub struct Report<'a> {
    id: &'a str,
    sha256: &'a str,
    title: Option<&'a str>,
    published: Option<Moment>,
    publisher: Option<&'a str>,
    claims: &'a [Claim],
    questions: &'a [Question],
}

impl<'a> Report<'a> {
    /// The claims and questions of this document.
    pub fn new(document: &'a Document, claims: &'a [Claim], questions: &'a [Question]) -> Report<'a> {
        Report {
            id: &document.id,
            sha256: &document.sha256,
            title: document.title.as_deref(),
            published: document.published.as_ref().map(|d| d.at),
            publisher: document.publisher.as_deref(),
            claims,
            questions,
        }
    }

    /// The object on one line, without a line break at its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists always have a JSON form")
    }

    /// The object on many lines, without a line break at its end.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings, numbers and lists always have a JSON form")
    }
}
