//! JSON: one document a line, or one value that holds them.

use crate::error::{Place, Problem};
use crate::input::Stream;
use crate::{Hints, Limits, charset, dates, document, html, text};
use document::Given;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use types::{Document, OffsetMap};

type Failure = (Place, Problem);

/// The rows of an input, read as they are asked for.
pub(crate) enum Rows<'a> {
    Lines(Lines<'a>),
    /// Values that span lines, with how many were handed out.
    Values(VecDeque<Value>, usize, Option<Failure>),
}

impl<'a> Rows<'a> {
    /// Looks at the first line to tell the two apart.
    pub fn new(stream: Stream<'a>, limit: usize) -> Result<Rows<'a>, Failure> {
        let mut lines = Lines { stream, limit, number: 0, first: VecDeque::new() };
        if lines.is_wide()? {
            return Rows::values(&charset::decode(&lines.rest()?, None, false).text);
        }
        let Some(first) = lines.read_line()? else { return Err((Place::Whole, Problem::Empty)) };
        let whole = match serde_json::from_slice::<Value>(&first) {
            Ok(Value::Array(_)) => true,
            Ok(_) => false,
            Err(e) if e.is_eof() => !lines.second_is_a_row()?,
            Err(_) => false,
        };
        lines.first.push_front(first);
        lines.number -= 1;
        if whole { Rows::values(&String::from_utf8_lossy(&lines.rest()?)) } else { Ok(Rows::Lines(lines)) }
    }

    fn values(text: &str) -> Result<Rows<'a>, Failure> {
        let text = text.trim_start_matches('\u{feff}');
        let mut values = VecDeque::new();
        let mut failure = None;
        for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            match value {
                Ok(Value::Array(items)) => values.extend(items),
                Ok(value) => values.push_back(value),
                Err(e) => failure = Some((Place::Column(e.line(), e.column()), Problem::Json(cause(&e)))),
            }
        }
        Ok(Rows::Values(values, 0, failure))
    }

    /// The next document, an error that stands for one row, or the end.
    pub fn next_row(
        &mut self,
        name: &str,
        hints: &Hints,
        limits: &Limits,
    ) -> Option<Result<Document, Failure>> {
        match self {
            Rows::Lines(lines) => {
                let line = match lines.read_line() {
                    Ok(line) => line?,
                    Err(failure) => return Some(Err(failure)),
                };
                let number = lines.number;
                Some(from_line(&line, number, name, hints, limits))
            }
            Rows::Values(values, taken, failure) => {
                let Some(value) = values.pop_front() else { return failure.take().map(Err) };
                *taken += 1;
                // A single document takes the name of its file.
                let only = *taken == 1 && values.is_empty();
                let id = if only { name.to_owned() } else { format!("{name}:{taken}") };
                let row = from_value(value, id, hints, limits);
                let nth = *taken;
                Some(row.map_err(|p| (Place::Whole, prefix(p, nth))))
            }
        }
    }
}

fn prefix(problem: Problem, nth: usize) -> Problem {
    match problem {
        Problem::Shape(what) => Problem::Shape(format!("object {nth}: {what}")),
        other => other,
    }
}

fn from_line(
    line: &[u8],
    number: usize,
    name: &str,
    hints: &Hints,
    limits: &Limits,
) -> Result<Document, Failure> {
    let lossy = String::from_utf8_lossy(line);
    let value = serde_json::from_str(&lossy)
        .map_err(|e| (Place::Column(number, e.column()), Problem::Json(cause(&e))))?;
    let mut document = from_value(value, format!("{name}:{number}"), hints, limits)
        .map_err(|problem| (Place::Line(number), problem))?;
    if std::str::from_utf8(line).is_err() {
        document.notes.push("the row was not valid UTF-8; what was no character became U+FFFD".to_owned());
    }
    Ok(document)
}

/// serde_json's message without its own "at line 1 column 7": the place says it.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// A document from `{"id", "text" or "html", "title", "published", "publisher", "byline", "url"}`.
/// Other keys are passed over.
fn from_value(value: Value, id: String, hints: &Hints, limits: &Limits) -> Result<Document, Problem> {
    let Value::Object(mut row) = value else {
        return Err(Problem::Shape("it is not an object".to_owned()));
    };
    let mut take = |key: &str| match row.remove(key) {
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let id = take("id").filter(|id| !id.is_empty()).unwrap_or(id);
    let mut given = Given {
        title: take("title"),
        byline: take("byline"),
        publisher: take("publisher"),
        url: take("url"),
        ..Given::default()
    };
    let mut notes = Vec::new();
    if let Some(written) = take("published") {
        given.published = dates::given(&written, "given");
        if given.published.is_none() {
            notes.push(format!("\"published\" is {written:?}, which is not a date such as 2031-05-04"));
        }
    }
    let (body, is_html) = match (take("text"), take("html")) {
        (Some(text), _) => (text, false),
        (None, Some(html)) => (html, true),
        (None, None) => return Err(Problem::Shape("it has neither \"text\" nor \"html\"".to_owned())),
    };
    if body.trim().is_empty() {
        return Err(Problem::Empty);
    }
    if body.len() > limits.bytes {
        return Err(Problem::TooLarge { limit: limits.bytes });
    }
    let bytes = body.clone().into_bytes();
    let decoded = charset::Decoded { text: body, map: OffsetMap::Same, notes };
    let mut reading = if is_html { html::read(decoded, limits) } else { text::read(decoded) };
    if reading.text.trim().is_empty() {
        return Err(Problem::Shape("its \"html\" holds no text".to_owned()));
    }
    reading.given = given.or(reading.given);
    Ok(document::finish(id, types::Kind::Json, &bytes, reading, hints))
}

/// Lines that are not blank, none of them longer than the limit.
pub(crate) struct Lines<'a> {
    stream: Stream<'a>,
    limit: usize,
    /// Number of the line read last, from 1.
    number: usize,
    /// Lines that were read ahead, without their line break; blank ones too.
    first: VecDeque<Vec<u8>>,
}

impl Lines<'_> {
    fn is_wide(&mut self) -> Result<bool, Failure> {
        let head = self.stream.fill_buf().map_err(broken)?;
        Ok(head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff"))
    }

    /// Everything, read ahead or not.
    fn rest(&mut self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        for line in self.first.drain(..) {
            bytes.extend(line);
            bytes.push(b'\n');
        }
        let room = (self.limit + 1).saturating_sub(bytes.len());
        (&mut self.stream).take(room as u64).read_to_end(&mut bytes).map_err(broken)?;
        if bytes.len() > self.limit {
            return Err((Place::Whole, Problem::TooLarge { limit: self.limit }));
        }
        Ok(bytes)
    }

    /// Whether the line after the first begins an object of its own. Keeps it.
    fn second_is_a_row(&mut self) -> Result<bool, Failure> {
        loop {
            let Some(line) = self.raw_line()? else { return Ok(false) };
            let blank = line.trim_ascii().is_empty();
            let row = line.starts_with(b"{\"");
            self.first.push_back(line);
            if !blank {
                return Ok(row);
            }
        }
    }

    fn read_line(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let ahead = self.first.pop_front();
            let line = match ahead {
                Some(line) => Some(line),
                None => self.raw_line()?,
            };
            let Some(mut line) = line else { return Ok(None) };
            self.number += 1;
            if line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    fn raw_line(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut line = Vec::new();
        let most = self.limit as u64 + 1;
        let read = (&mut self.stream).take(most).read_until(b'\n', &mut line).map_err(broken)?;
        if read == 0 {
            return Ok(None);
        }
        if line.len() > self.limit && line.last() != Some(&b'\n') {
            self.skip_line()?;
            self.number += 1;
            return Err((Place::Line(self.number), Problem::TooLarge { limit: self.limit }));
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(Some(line))
    }

    fn skip_line(&mut self) -> Result<(), Failure> {
        loop {
            let buffer = self.stream.fill_buf().map_err(broken)?;
            let end = buffer.iter().position(|b| *b == b'\n');
            let used = end.map_or(buffer.len(), |i| i + 1);
            self.stream.consume(used);
            if end.is_some() || used == 0 {
                return Ok(());
            }
        }
    }
}

fn broken(error: std::io::Error) -> Failure {
    (Place::Whole, Problem::Gzip(error.to_string()))
}
