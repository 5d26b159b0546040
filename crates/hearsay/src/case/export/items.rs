//! The things themselves, put together from the entries of the ledger.

use super::super::body::{ReadingBody, grade_of, reading, standing_of, unpack};
use super::super::shelf::{self, Shelf};
use super::super::{Ask, CaseError};
use claims::weigh::Lexicon;
use ledger::{Reader, Seq};
use show::export::{Answered, MadeWith, Paper, Quote, Statement};
use show::ledger::Frame;
use std::collections::HashMap;
use std::rc::Rc;
use types::{Answer, Claim, Document, Event, Place, Span, Standing, Testimony};

/// Readings that are kept open at once.
const MOST: usize = 64;

/// A reading with its document: the last that was taken down.
pub(super) struct Open {
    reading: Seq,
    recorded: String,
    pub document: Seq,
    pub text: Document,
    paper: Paper,
    pub body: ReadingBody,
    /// Testimonies with the numbers of their questions.
    testimonies: Vec<(i64, Testimony)>,
}

/// Where items are put together: the ledger as of a moment.
pub(super) struct Desk<'d, 'l> {
    pub reader: &'d mut Reader<'l>,
    pub lexicon: &'d Lexicon,
    pub as_of: Seq,
    pub ask: Ask,
    pub frame: Frame,
    /// By the numbers of the readings: a report answers several questions.
    open: HashMap<Seq, Rc<Open>>,
    pub shelf: Shelf,
}

impl<'d, 'l> Desk<'d, 'l> {
    pub fn new(
        reader: &'d mut Reader<'l>,
        lexicon: &'d Lexicon,
        as_of: Seq,
        frame: Frame,
        ask: Ask,
    ) -> Desk<'d, 'l> {
        Desk { reader, lexicon, as_of, ask, frame, open: HashMap::new(), shelf: Shelf::default() }
    }

    /// A reading with its document; nothing where either is not there.
    pub fn open(&mut self, seq: Seq, document: Seq) -> Result<Option<Rc<Open>>, CaseError> {
        if let Some(open) = self.open.get(&seq) {
            return Ok(Some(Rc::clone(open)));
        }
        let (Some(text), Some(paper)) = (self.reader.document_body(document)?, self.paper(document)?) else {
            return Ok(None);
        };
        let rows = self.reader.testimonies_of_reading(seq)?;
        let testimonies = rows
            .iter()
            .map(|r| Ok((r.question, unpack(r.no, &r.body)?)))
            .collect::<Result<_, CaseError>>()?;
        let open = Rc::new(Open {
            reading: seq,
            recorded: self.recorded(seq)?,
            document,
            text,
            paper,
            body: reading(self.reader, seq)?,
            testimonies,
        });
        if self.open.len() >= MOST {
            self.open.clear();
        }
        self.open.insert(seq, Rc::clone(&open));
        Ok(Some(open))
    }

    pub fn recorded(&mut self, seq: Seq) -> Result<String, CaseError> {
        Ok(self.reader.recorded(seq)?.map(shelf::shown).unwrap_or_default())
    }

    /// A document in short.
    pub fn paper(&mut self, seq: Seq) -> Result<Option<Paper>, CaseError> {
        let Some(d) = self.reader.document_body(seq)? else { return Ok(None) };
        Ok(Some(Paper {
            document: d.document,
            name: d.id,
            sha256: d.sha256,
            title: d.title,
            byline: d.byline,
            publisher: d.publisher,
            url: d.url,
            published: d.published.map(|p| p.at),
            language: d.language,
            recorded: self.recorded(seq)?,
            entry: seq,
        }))
    }

    /// All claims of a reading.
    pub fn statements(&mut self, seq: Seq, document: Seq) -> Result<Vec<Statement>, CaseError> {
        let Some(open) = self.open(seq, document)? else { return Ok(Vec::new()) };
        open.body.claims.iter().map(|c| self.statement(&open, c.clone())).collect()
    }

    pub fn statement(&mut self, open: &Open, claim: Claim) -> Result<Statement, CaseError> {
        let text = &open.text;
        let quotes = |spans: &[Span]| {
            spans.iter().filter_map(|s| Quote::of(&text.text, *s, text.map.original(*s))).collect::<Vec<_>>()
        };
        let versions = &open.body.versions;
        Ok(Statement {
            source: quotes(claim.source_spans()),
            cue: quotes(claim.cue_spans()),
            content: quotes(&claim.content.spans),
            paper: open.paper.clone(),
            entry: open.reading,
            recorded: open.recorded.clone(),
            made_with: MadeWith {
                engine: versions.engine.clone(),
                model: versions.model.clone(),
                lexicons: versions.lexicons.clone(),
            },
            answers: self.answers(open, &claim)?,
            claim,
        })
    }

    /// What a claim answers, and how those questions stood then.
    fn answers(&mut self, open: &Open, claim: &Claim) -> Result<Vec<Answered>, CaseError> {
        let mut found: Vec<Answered> = Vec::new();
        for (no, t) in open.testimonies.iter().filter(|(_, t)| t.claim == claim.id) {
            if t.conditional || t.withdraws {
                continue;
            }
            let (Some(question), Some(standing)) =
                (self.reader.question(*no, self.as_of)?, self.reader.standing(*no, self.as_of)?)
            else {
                continue;
            };
            let id = question.id.parse().map_err(CaseError::Wrong)?;
            if found.iter().any(|a| a.question == id) {
                continue;
            }
            found.push(Answered {
                question: id,
                text: question.text,
                kind: question.kind,
                standing: standing_of(standing.standing),
                grade: grade_of(standing.grade),
                answer: Answer { value: t.value.clone() },
            });
        }
        Ok(found)
    }

    /// A document with its event, and whether a question about the toll that it answers is contested.
    pub fn document(&mut self, seq: Seq) -> Result<Option<(Document, Option<Event>, bool)>, CaseError> {
        let Some(document) = self.reader.document_body(seq)? else { return Ok(None) };
        let Some(row) = self.reader.reading_of(seq, self.as_of)? else {
            return Ok(Some((document, None, false)));
        };
        let event = reading(self.reader, row.seq)?.event;
        Ok(Some((document, event, self.contests(row.seq)?)))
    }

    fn contests(&mut self, reading: Seq) -> Result<bool, CaseError> {
        for row in self.reader.testimonies_of_reading(reading)? {
            let Some(standing) = self.reader.standing(row.question, self.as_of)? else { continue };
            if standing_of(standing.standing) == Standing::Contested
                && self.lexicon.harm(&standing.kind).is_some()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where the main violent event of a document happened.
    pub fn event_place(&mut self, document: Seq) -> Result<Option<Place>, CaseError> {
        let Some(row) = self.reader.reading_of(document, self.as_of)? else { return Ok(None) };
        Ok(reading(self.reader, row.seq)?.event.and_then(|e| e.place))
    }
}
