//! Spreadsheets: RFC 4180, a row an answer of a claim, a question, or a document. No cell is a formula, whatever a
//! document says.

use super::form::What;
use super::item::{Answered, Filed, Item, Stamp, Statement, Topic};
use super::point::{coordinates, located};
use super::term::{number, word};
use std::fmt::Display;
use types::{AnswerValue, Place};

const CLAIM: [&str; 40] = [
    "claim",
    "document",
    "source",
    "actor",
    "affiliations",
    "cue",
    "content",
    "stance",
    "certainty",
    "polarity",
    "quotation",
    "publisher_voice",
    "claimed_from",
    "claimed_to",
    "valid_from",
    "valid_to",
    "place",
    "geonames",
    "lat",
    "lon",
    "radius_km",
    "question",
    "question_text",
    "kind",
    "standing",
    "grade",
    "answer",
    "low",
    "high",
    "publisher",
    "title",
    "url",
    "published",
    "start",
    "end",
    "sha256",
    "entry",
    "recorded",
    "known_at",
    "ledger",
];
const QUESTION: [&str; 24] = [
    "question",
    "text",
    "kind",
    "standing",
    "grade",
    "from",
    "to",
    "due",
    "claims",
    "origins",
    "low",
    "best",
    "high",
    "class",
    "place",
    "geonames",
    "lat",
    "lon",
    "radius_km",
    "changed",
    "known_at",
    "ledger",
    "made_by",
    "lexicons",
];
const DOCUMENT: [&str; 19] = [
    "id",
    "document",
    "title",
    "byline",
    "published",
    "publisher",
    "url",
    "language",
    "story",
    "event",
    "contested",
    "copies_of",
    "sha256",
    "entry",
    "recorded",
    "known_at",
    "ledger",
    "made_by",
    "lexicons",
];

/// The names of the columns.
pub fn begin(what: What, bom: bool) -> String {
    let names: &[&str] = match what {
        What::Claims => &CLAIM,
        What::Questions => &QUESTION,
        What::Documents => &DOCUMENT,
    };
    head(names, bom)
}

/// The first line, after a byte order mark where one is wanted.
pub fn head(names: &[&str], bom: bool) -> String {
    let mut row = Row::default();
    names.iter().for_each(|n| row.text(n));
    format!("{}{}", if bom { "\u{feff}" } else { "" }, row.line())
}

/// The rows of an item.
pub fn item(item: &Item, stamp: &Stamp) -> String {
    match item {
        Item::Claim(s) if s.answers.is_empty() => claim(s, None, stamp),
        Item::Claim(s) => s.answers.iter().map(|a| claim(s, Some(a), stamp)).collect(),
        Item::Question(t) => question(t, stamp),
        Item::Document(f) => document(f, stamp),
    }
}

fn claim(s: &Statement, answered: Option<&Answered>, stamp: &Stamp) -> String {
    let (c, p) = (&s.claim, &s.paper);
    let mut row = Row::default();
    row.text(&c.id);
    row.text(&c.document);
    row.maybe(c.source.as_ref().map(|x| &x.text));
    row.maybe(c.source.as_ref().and_then(|x| x.actor.as_ref()).map(|a| &a.name));
    row.text(&c.source.as_ref().map(|x| x.affiliations.join("; ")).unwrap_or_default());
    row.maybe(c.cue.as_ref().map(|x| &x.text));
    row.text(&c.content.text);
    row.text(&word(&c.stance));
    row.text(&word(&c.certainty));
    row.plain(word(&c.polarity));
    row.text(&word(&c.quotation));
    row.plain(c.publisher_voice);
    for when in [&c.claimed_time, &c.valid_time] {
        row.maybe(when.as_ref().and_then(|w| w.from));
        row.maybe(when.as_ref().and_then(|w| w.to));
    }
    row.place(located(&c.places).next().or(c.places.first()));
    match answered {
        Some(a) => {
            row.text(&a.question);
            row.text(&a.text);
            row.text(&a.kind);
            row.text(&word(&a.standing));
            row.text(&word(&a.grade));
            row.text(&crate::words::answer(&a.answer));
            let ends = match &a.answer.value {
                AnswerValue::Interval { low, high } => [*low, *high],
                _ => [None, None],
            };
            ends.into_iter().for_each(|n| row.number(n));
        }
        None => (0..8).for_each(|_| row.text("")),
    }
    row.maybe(p.publisher.as_ref());
    row.maybe(p.title.as_ref());
    row.maybe(p.url.as_ref());
    row.maybe(p.published);
    row.plain(c.span.start);
    row.plain(c.span.end);
    row.text(&p.sha256);
    row.plain(s.entry);
    row.text(&s.recorded);
    row.text(&stamp.known_at);
    row.text(&stamp.ledger);
    row.line()
}

fn question(t: &Topic, stamp: &Stamp) -> String {
    let q = &t.asked.question;
    let (from, to) = t.days;
    let mut row = Row::default();
    row.text(&q.id);
    row.text(&q.text);
    row.text(&q.kind);
    row.text(&word(&q.standing));
    row.text(&word(&q.grade));
    row.maybe(from);
    row.maybe(to);
    row.maybe(q.due);
    row.plain(t.answers);
    row.plain(t.origins);
    row.number(q.range.as_ref().map(|r| r.low));
    row.number(q.range.as_ref().map(|r| r.best));
    row.number(q.range.as_ref().map(|r| r.high));
    row.maybe(t.class.as_ref());
    match (&t.place, &t.spot) {
        (None, Some(spot)) => {
            row.text(&spot.name);
            row.maybe(spot.geonames);
            (0..3).for_each(|_| row.text(""));
        }
        (place, _) => row.place(place.as_ref()),
    }
    row.text(&t.changed);
    row.stamp(stamp);
    row.line()
}

fn document(f: &Filed, stamp: &Stamp) -> String {
    let p = &f.paper;
    let mut row = Row::default();
    row.text(&p.name);
    row.text(&p.document);
    row.maybe(p.title.as_ref());
    row.maybe(p.byline.as_ref());
    row.maybe(p.published);
    row.maybe(p.publisher.as_ref());
    row.maybe(p.url.as_ref());
    row.maybe(p.language.as_ref());
    row.text(&f.story);
    row.maybe(f.event.as_ref());
    row.plain(f.contested);
    row.maybe(f.copies_of.as_ref());
    row.text(&p.sha256);
    row.plain(p.entry);
    row.text(&p.recorded);
    row.stamp(stamp);
    row.line()
}

/// A row as it is put together.
#[derive(Default)]
pub struct Row(String);

impl Row {
    /// Words, of a document or ours: quoted where they must be, and never a formula.
    pub fn text(&mut self, value: &(impl Display + ?Sized)) {
        self.cell(&harmless(&value.to_string()));
    }

    /// Words, where there are any.
    pub fn maybe(&mut self, value: Option<impl Display>) {
        self.text(&value.map(|v| v.to_string()).unwrap_or_default());
    }

    /// What never holds words of a document: numbers, signs, yes and no.
    pub fn plain(&mut self, value: impl Display) {
        self.cell(&value.to_string());
    }

    /// A number, without a pointless point.
    pub fn number(&mut self, value: Option<f64>) {
        self.cell(&number(value).as_f64().map_or_else(String::new, |_| number(value).to_string()));
    }

    /// Name, GeoNames id, latitude, longitude and radius in kilometres.
    fn place(&mut self, place: Option<&Place>) {
        self.maybe(place.map(|p| &p.name));
        self.maybe(place.and_then(|p| p.geonames));
        let at = place.and_then(coordinates);
        self.number(at.map(|a| a.1));
        self.number(at.map(|a| a.0));
        self.number(place.filter(|_| at.is_some()).and_then(|p| p.radius_km));
    }

    /// As of when, and made by what.
    fn stamp(&mut self, stamp: &Stamp) {
        [&stamp.known_at, &stamp.ledger, &stamp.made_by, &stamp.lexicons]
            .into_iter()
            .for_each(|t| self.text(t));
    }

    fn cell(&mut self, value: &str) {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        if value.is_empty() || value.contains(['"', ',', '\r', '\n', '\t']) || value.trim() != value {
            // An empty cell is quoted too: a row that begins with one keeps its comma.
            self.0.push_str(&format!("\"{}\"", value.replace('"', "\"\"")));
        } else {
            self.0.push_str(value);
        }
    }

    /// The row with its end.
    pub fn line(self) -> String {
        self.0 + "\r\n"
    }
}

/// Spreadsheet programs run a cell that begins with one of these as a formula, also after blanks and in its wide
/// form. An apostrophe makes it words.
fn harmless(value: &str) -> String {
    let first = value.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let formula = first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    let begins = value.starts_with(['\t', '\r', '\n']);
    if formula || begins { format!("'{value}") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: &str) -> String {
        let mut row = Row::default();
        row.text(value);
        row.line().trim_end_matches("\r\n").to_owned()
    }

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "|cmd", "%0a"] {
            assert!(cell(bad).trim_start_matches('"').starts_with('\''), "{bad:?}: {}", cell(bad));
        }
        assert_eq!(cell("12 = 12"), "12 = 12");
    }

    #[test]
    fn commas_marks_and_breaks_stay_in_their_cell() {
        assert_eq!(cell("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\"");
        let mut row = Row::default();
        row.text("");
        row.plain("-");
        row.number(Some(-3.5));
        assert_eq!(row.line(), "\"\",-,-3.5\r\n");
    }

    #[test]
    fn a_sheet_may_begin_with_a_byte_order_mark() {
        assert!(begin(What::Documents, true).starts_with("\u{feff}id,document,"));
        assert!(begin(What::Documents, false).starts_with("id,document,"));
    }
}
