//! A question with all that was said to it.

use super::super::ask::weighed;
use super::super::board::row as board_row;
use super::super::body::{ReadingBody, day_of, unpack};
use super::super::bundle::Part;
use super::super::{CaseError, Judgement, shelf};
use super::items::{Desk, Open};
use ledger::{Kind, QuestionRow, Seq};
use show::export::{Form, Kept, Review, Topic};
use show::ledger::{Asked, Cited};
use std::collections::BTreeSet;
use std::rc::Rc;
use types::{Days, Document, Harm, Moment, Place, PlaceRole, Question, Range, Spot};

/// Readings that are looked at for where a question's place lies, where none of its claims says so.
const LOOKED_AT: usize = 8;

impl Desk<'_, '_> {
    /// A question as far as a form has use for it; nothing where it has none, or where nobody answers it as of then.
    pub fn topic(&mut self, row: &QuestionRow, form: Form) -> Result<Option<Topic>, CaseError> {
        let harm = self.lexicon.harm(&row.kind);
        if form == Form::Ucdp && harm != Some(Harm::Killed) {
            return Ok(None);
        }
        let Some(standing) = self.reader.standing(row.no, self.as_of)? else { return Ok(None) };
        let board = board_row(self.reader, row, &standing)?;
        let asked = match form {
            form if form.counts() => self.counted(&board),
            form => self.asked(row, form == Form::Jsonl)?,
        };
        let Some(asked) = asked else { return Ok(None) };
        let key = self.reader.testimonies(row.base, self.as_of)?;
        let first = key.first().map(|r| unpack(r.no, &r.body)).transpose()?;
        let spot = first.as_ref().and_then(|t| t.asked.place.clone());
        let days = asked.question.days.map(|d| (d.from, d.to));
        let day = |n: Option<i32>| n.and_then(day_of).map(Moment::day);
        let mut topic = Topic {
            changed: board.changed,
            answers: board.answers,
            origins: board.origins,
            days: days.unwrap_or((day(standing.valid_from), day(standing.valid_to))),
            class: first.as_ref().and_then(|t| t.asked.class.clone()),
            harm,
            place: None,
            reviews: self.reviews(&row.id)?,
            statements: Vec::new(),
            documents: Vec::new(),
            asked,
            spot,
        };
        self.fill(&mut topic, form == Form::Html)?;
        if topic.place.is_none() {
            let near = key.iter().take(LOOKED_AT).map(|r| (ledger::born(r.no), r.document));
            self.locate(&mut topic, near)?;
        }
        Ok(Some(topic))
    }

    /// All that was said to a question; `near`: with what may be the same.
    fn asked(&mut self, row: &QuestionRow, near: bool) -> Result<Option<Asked>, CaseError> {
        let (lexicon, as_of, frame) = (self.lexicon, self.as_of, self.frame.clone());
        let (weighed, bundle) = match weighed(self.reader, lexicon, row, as_of, &self.ask, Part::ALL) {
            // About other days, nothing was.
            Err(CaseError::Unknown { .. }) if self.ask.about.is_some() => return Ok(None),
            weighed => weighed?,
        };
        let mut asked = bundle.asked(self.reader, &mut self.shelf, frame, weighed)?;
        if near {
            asked.near = bundle.near(self.reader, lexicon, row, as_of)?;
        }
        Ok(Some(asked))
    }

    /// What the board has of a question.
    fn counted(&self, board: &show::ledger::Row) -> Option<Asked> {
        let days = board.days.map(|[from, to]| Days { from: Some(from), to: Some(to), within: false });
        let (low, best, high) = (board.low, board.best, board.high);
        let question = Question {
            id: board.id.clone(),
            text: board.text.clone(),
            kind: board.kind.clone(),
            standing: board.standing,
            grade: board.grade,
            days,
            due: None,
            range: low.zip(best).zip(high).map(|((low, best), high)| Range {
                low,
                best,
                high,
                by: Vec::new(),
            }),
            answers: Vec::new(),
            why: Vec::new(),
            notes: Vec::new(),
        };
        Some(Asked {
            frame: self.frame.clone(),
            question,
            origins: board.origins,
            claims: Vec::new(),
            voices: Vec::new(),
            near: Vec::new(),
        })
    }

    /// The claims of a question with their documents; `whole`: with the bytes of these.
    fn fill(&mut self, topic: &mut Topic, whole: bool) -> Result<(), CaseError> {
        let mut seen = BTreeSet::new();
        for cited in &topic.asked.claims {
            let Some(open) = self.of_claim(cited)? else { continue };
            topic.statements.push(self.statement(&open, cited.claim.clone())?);
            if seen.insert(open.document) {
                if topic.place.is_none() {
                    topic.place = topic.spot.as_ref().and_then(|s| closest(s, &open.body));
                }
                if whole {
                    topic.documents.push(kept(&open.text));
                }
            }
        }
        Ok(())
    }

    /// The place of a question on the map, as some of these readings have it.
    fn locate(
        &mut self,
        topic: &mut Topic,
        readings: impl Iterator<Item = (Seq, Seq)>,
    ) -> Result<(), CaseError> {
        let Some(spot) = topic.spot.clone() else { return Ok(()) };
        for (seq, document) in readings {
            let Some(open) = self.open(seq, document)? else { continue };
            topic.place = closest(&spot, &open.body);
            if topic.place.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn of_claim(&mut self, cited: &Cited) -> Result<Option<Rc<Open>>, CaseError> {
        let Some(row) = self.reader.document(cited.claim.document.as_str(), self.as_of)? else {
            return Ok(None);
        };
        match self.reader.reading_of(row.seq, self.as_of)? {
            Some(reading) => self.open(reading.seq, row.seq),
            None => Ok(None),
        }
    }

    /// What people judged of a question and did not take back.
    fn reviews(&mut self, id: &str) -> Result<Vec<Review>, CaseError> {
        let mut reviews = Vec::new();
        for record in self.reader.entries_about(id, &[Kind::Review], self.as_of)? {
            let undone = self.reader.entries_about(&record.seq.to_string(), &[Kind::Undo], self.as_of)?;
            let judgement = serde_json::from_slice(&record.body);
            if let (true, Ok(Judgement::Grade { grade, .. })) = (undone.is_empty(), judgement) {
                reviews.push(Review {
                    entry: record.seq,
                    author: record.author,
                    grade,
                    reason: record.reason,
                    recorded: shelf::shown(record.recorded),
                });
            }
        }
        Ok(reviews)
    }
}

/// A document with its bytes.
fn kept(document: &Document) -> Kept {
    let bytes = document.original.as_deref().map(|b| data_encoding::BASE64.encode(b));
    Kept { document: Document { original: None, ..document.clone() }, bytes }
}

/// The place of a question as a reading has it on the map: of several, the first that happens there.
fn closest(spot: &Spot, body: &ReadingBody) -> Option<Place> {
    let same = |p: &&Place| match (p.geonames, spot.geonames) {
        (Some(a), Some(b)) => a == b,
        _ => p.name.eq_ignore_ascii_case(&spot.name),
    };
    let event = body.event.as_ref().and_then(|e| e.place.as_ref());
    let places = body.claims.iter().flat_map(|c| &c.places).chain(event);
    let mut found: Vec<&Place> = places.filter(|p| p.resolved).filter(same).collect();
    found.sort_by_key(|p| p.role != PlaceRole::Event);
    found.first().map(|p| (*p).clone())
}
