//! From bytes to one document after another.

use crate::error::{Place, Problem, ReadError};
use crate::kind::{self, Kind, PEEK};
use crate::rows::Rows;
use crate::{Hints, Limits, charset, document, html, text};
use flate2::bufread::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};
use types::Document;

/// The documents of one input; see [`crate::read`].
pub struct Documents<'a> {
    name: String,
    hints: Hints,
    limits: Limits,
    state: State<'a>,
}

enum State<'a> {
    Start(&'a [u8]),
    Rows(Rows<'a>),
    End,
}

/// Bytes that may still be packed.
pub(crate) type Stream<'a> = Box<dyn BufRead + 'a>;

impl<'a> Documents<'a> {
    pub(crate) fn new(name: &str, bytes: &'a [u8], hints: Hints, limits: Limits) -> Documents<'a> {
        Documents { name: name.to_owned(), hints, limits, state: State::Start(bytes) }
    }

    fn start(&mut self, bytes: &'a [u8]) -> Option<Result<Document, ReadError>> {
        match self.open(bytes) {
            Ok(Opened::One(document)) => Some(Ok(*document)),
            Ok(Opened::Rows(rows)) => {
                self.state = State::Rows(rows);
                self.next()
            }
            Err((place, problem)) => Some(Err(self.error(place, problem))),
        }
    }

    fn open(&self, bytes: &'a [u8]) -> Result<Opened<'a>, (Place, Problem)> {
        let (head, packed) = match kind::is_gzip(bytes) {
            true => {
                let mut stream = MultiGzDecoder::new(bytes);
                let mut head = Vec::new();
                (&mut stream).take(PEEK as u64).read_to_end(&mut head).map_err(damaged)?;
                (Cow::Owned(head), Some(stream))
            }
            false => (Cow::Borrowed(&bytes[..bytes.len().min(PEEK)]), None),
        };
        if kind::is_gzip(&head) {
            return Err((Place::Whole, Problem::Binary("gzip inside gzip")));
        }
        let kind = kind::kind(&head).map_err(|p| (Place::Whole, p))?;
        let stream: Stream<'a> = match packed {
            Some(rest) => Box::new(Cursor::new(head.into_owned()).chain(BufReader::new(rest))),
            None if kind == Kind::Json => Box::new(bytes),
            None if bytes.len() > self.limits.bytes => return Err(self.too_large()),
            None => return Ok(Opened::One(Box::new(self.single(kind, bytes)?))),
        };
        match kind {
            Kind::Json => Ok(Opened::Rows(Rows::new(stream, self.limits.bytes)?)),
            _ => Ok(Opened::One(Box::new(self.single(kind, &self.unpack(stream)?)?))),
        }
    }

    fn unpack(&self, stream: Stream<'_>) -> Result<Vec<u8>, (Place, Problem)> {
        let mut bytes = Vec::new();
        stream.take(self.limits.bytes as u64 + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() > self.limits.bytes { Err(self.too_large()) } else { Ok(bytes) }
    }

    fn too_large(&self) -> (Place, Problem) {
        (Place::Whole, Problem::TooLarge { limit: self.limits.bytes })
    }

    /// Plain text or HTML.
    fn single(&self, kind: Kind, bytes: &[u8]) -> Result<Document, (Place, Problem)> {
        let decoded = charset::decode(bytes, self.hints.charset.as_deref(), kind == Kind::Html);
        if decoded.text.trim().is_empty() {
            return Err((Place::Whole, Problem::Empty));
        }
        let (kind, reading) = match kind {
            Kind::Html => (types::Kind::Html, html::read(decoded, &self.limits)),
            _ => (types::Kind::Text, text::read(decoded)),
        };
        if reading.text.trim().is_empty() {
            return Err((Place::Whole, Problem::Shape("the page holds no text".to_owned())));
        }
        Ok(document::finish(self.name.clone(), kind, bytes, reading, &self.hints))
    }

    fn error(&self, place: Place, problem: Problem) -> ReadError {
        ReadError { name: self.name.clone(), place, problem }
    }
}

enum Opened<'a> {
    One(Box<Document>),
    Rows(Rows<'a>),
}

fn damaged(error: std::io::Error) -> (Place, Problem) {
    (Place::Whole, Problem::Gzip(error.to_string()))
}

impl Iterator for Documents<'_> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Start(bytes) => self.start(bytes),
            State::Rows(mut rows) => {
                let next = rows.next_row(&self.name, &self.hints, &self.limits)?;
                // A stream that broke off yields nothing more.
                if !matches!(&next, Err((_, Problem::Gzip(_)))) {
                    self.state = State::Rows(rows);
                }
                Some(next.map_err(|(place, problem)| self.error(place, problem)))
            }
            State::End => None,
        }
    }
}
