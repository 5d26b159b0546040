//! Puts a document together from what was read.

use crate::{Hints, dates, language, roles};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use types::{Dated, Document, DocumentId, Kind, Moment, OffsetMap, Passage};

/// What an input says of a document beside its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<Dated>,
    pub modified: Option<Dated>,
    /// The language that a page says it is written in.
    pub language: Option<String>,
}

impl Given {
    /// Fills what is missing from `other`.
    pub fn or(self, other: Given) -> Given {
        Given {
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            language: self.language.or(other.language),
        }
    }
}

/// What a reader of one kind hands on.
pub(crate) struct Reading {
    pub text: String,
    pub passages: Vec<Passage>,
    pub map: OffsetMap,
    pub given: Given,
    pub notes: Vec<String>,
}

/// `bytes` are the ones that make the document's identity; see the table at the crate's root.
pub(crate) fn finish(id: String, kind: Kind, bytes: &[u8], reading: Reading, hints: &Hints) -> Document {
    let Reading { text, passages, map, given, mut notes } = reading;
    let outside = Given {
        publisher: hints.publisher.clone(),
        url: hints.url.clone(),
        published: hints.published.map(|d| Dated { at: Moment::day(d), basis: "given".to_owned() }),
        ..Given::default()
    };
    let identity = identity(kind, bytes, &given);
    let mut given = given.or(outside);
    if given.published.is_none() {
        let found = dates::infer(&text, &passages);
        given.published = found.published;
        given.modified = given.modified.or(found.modified);
        notes.extend(found.note);
    }
    let language = language::detect(&text, &passages, given.language.as_deref());
    notes.extend(language.note);
    Document {
        id,
        document: identity,
        sha256: HEXLOWER.encode(&Sha256::digest(bytes)),
        kind,
        original: (text.as_bytes() != bytes).then(|| bytes.into()),
        text,
        passages,
        map,
        title: tidy(given.title),
        byline: tidy(given.byline).map(|line| roles::names(&line).unwrap_or(line)),
        publisher: tidy(given.publisher),
        url: tidy(given.url),
        published: given.published,
        modified: given.modified,
        language: language.code,
        notes,
    }
}

/// A file is known by its bytes. A row of JSON has been taken out of what was received: who printed it and
/// where belong to it, or two papers with one agency's text would be one document.
fn identity(kind: Kind, bytes: &[u8], given: &Given) -> DocumentId {
    match (&given.publisher, &given.url) {
        (None, None) => DocumentId::of(&[bytes]),
        _ if kind != Kind::Json => DocumentId::of(&[bytes]),
        (publisher, url) => {
            let part = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
            DocumentId::of(&[bytes, part(publisher).as_bytes(), part(url).as_bytes()])
        }
    }
}

/// One line, without blanks around it; nothing when nothing is left. No longer than 1,000 characters.
fn tidy(value: Option<String>) -> Option<String> {
    let value = value?;
    let words: Vec<&str> = value.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(1000).collect();
    (!line.is_empty()).then_some(line)
}
