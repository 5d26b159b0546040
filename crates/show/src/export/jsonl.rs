//! JSON Lines: all that is known, one object a line, each with its stamp.

use super::item::{Answered, Filed, Item, MadeWith, Paper, Quote, Review, Stamp, Statement, Topic};
use crate::ledger::{Asked, json};
use serde::Serialize;
use types::{Claim, DocumentId, EventId, Moment, Place, Spot, StoryId};

/// One object on a line.
pub fn item(item: &Item, stamp: &Stamp) -> String {
    let line = match item {
        Item::Claim(s) => json(&ClaimLine::of(s, stamp), false),
        Item::Question(t) => json(&QuestionLine::of(t, stamp), false),
        Item::Document(f) => json(&DocumentLine::of(f, stamp), false),
    };
    line + "\n"
}

/// The claim as everywhere, then its document, its words with what stands around them, and what it answers.
#[derive(Serialize)]
struct ClaimLine<'a> {
    #[serde(flatten)]
    claim: &'a Claim,
    quotes: Quotes<'a>,
    answers: &'a [Answered],
    printed: &'a Paper,
    entry: i64,
    recorded: &'a str,
    made_with: &'a MadeWith,
    stamp: &'a Stamp,
}

#[derive(Serialize)]
struct Quotes<'a> {
    source: &'a [Quote],
    cue: &'a [Quote],
    content: &'a [Quote],
}

impl<'a> ClaimLine<'a> {
    fn of(s: &'a Statement, stamp: &'a Stamp) -> ClaimLine<'a> {
        ClaimLine {
            claim: &s.claim,
            quotes: Quotes { source: &s.source, cue: &s.cue, content: &s.content },
            answers: &s.answers,
            printed: &s.paper,
            entry: s.entry,
            recorded: &s.recorded,
            made_with: &s.made_with,
            stamp,
        }
    }
}

/// The question as `ask` prints it, then where it is and what people judged.
#[derive(Serialize)]
struct QuestionLine<'a> {
    #[serde(flatten)]
    asked: &'a Asked,
    changed: &'a str,
    origins: u64,
    class: Option<&'a str>,
    spot: Option<&'a Spot>,
    place: Option<&'a Place>,
    reviews: &'a [Review],
    stamp: &'a Stamp,
}

impl<'a> QuestionLine<'a> {
    fn of(t: &'a Topic, stamp: &'a Stamp) -> QuestionLine<'a> {
        QuestionLine {
            asked: &t.asked,
            changed: &t.changed,
            origins: t.origins,
            class: t.class.as_deref(),
            spot: t.spot.as_ref(),
            place: t.place.as_ref(),
            reviews: &t.reviews,
            stamp,
        }
    }
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    id: &'a str,
    document: &'a DocumentId,
    title: Option<&'a str>,
    published: Option<Moment>,
    publisher: Option<&'a str>,
    story: &'a StoryId,
    event: Option<&'a EventId>,
    contested: bool,
    copies_of: Option<&'a DocumentId>,
    place: Option<&'a Place>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    sha256: &'a str,
    entry: i64,
    recorded: &'a str,
    stamp: &'a Stamp,
}

impl<'a> DocumentLine<'a> {
    fn of(f: &'a Filed, stamp: &'a Stamp) -> DocumentLine<'a> {
        let p = &f.paper;
        DocumentLine {
            id: &p.name,
            document: &p.document,
            title: p.title.as_deref(),
            published: p.published.map(|m| Moment::day(m.date)),
            publisher: p.publisher.as_deref(),
            story: &f.story,
            event: f.event.as_ref(),
            contested: f.contested,
            copies_of: f.copies_of.as_ref(),
            place: f.place.as_ref(),
            url: p.url.as_deref(),
            language: p.language.as_deref(),
            sha256: &p.sha256,
            entry: p.entry,
            recorded: &p.recorded,
            stamp,
        }
    }
}
