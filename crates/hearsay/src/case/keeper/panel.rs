//! The voices that answer a question, told apart as they come: what counting its origins needs, so that not all that
//! they said is read again with each.

use super::Keeper;
use crate::case::CaseError;
use claims::weigh::{self, Bonds, Heard, Prepared};
use ledger::{TestimonyRow, flag};
use std::sync::Arc;

/// The voices of a question that were told apart: of more than [`weigh::HEARD`] those with the lowest keys.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::case) struct Panel {
    /// How many independent origins they are.
    pub origins: i32,
    /// In order of their keys.
    last: Vec<Last>,
    /// There may be more.
    more: bool,
    /// Nothing can tie any two of them.
    apart: bool,
}

/// The last answer of a voice.
#[derive(Debug, Clone, PartialEq)]
struct Last {
    voice: i64,
    no: i64,
    heard: Heard,
}

impl Panel {
    /// Nobody has answered.
    pub fn empty() -> Panel {
        Panel { origins: 0, last: Vec::new(), more: false, apart: true }
    }

    /// These have, each by its key and the number of its last answer, all that there are or the first; they are so many
    /// origins.
    fn of(last: Vec<(i64, i64, Arc<Prepared>)>, origins: i32, bonds: &dyn Bonds) -> Panel {
        let mut panel = Panel { more: last.len() == weigh::HEARD, ..Panel::empty() };
        for (voice, no, answer) in last {
            let last = Last { voice, no, heard: Heard::of(&answer) };
            panel.apart = panel.apart && panel.fits(&last, bonds);
            panel.last.push(last);
        }
        Panel { origins, ..panel }
    }

    fn find(&self, voice: i64) -> Option<&Last> {
        self.last.binary_search_by_key(&voice, |last| last.voice).ok().map(|at| &self.last[at])
    }

    /// Whether nothing can tie this answer of a voice to those of the others.
    fn fits(&self, new: &Last, bonds: &dyn Bonds) -> bool {
        self.last.iter().all(|last| last.voice == new.voice || new.heard.apart(&last.heard, bonds))
    }

    /// Whether it is not told apart, being beyond those that are.
    fn passes_over(&self, voice: i64) -> bool {
        self.more && self.last.last().is_none_or(|highest| voice > highest.voice)
    }

    /// Whether this voice has said something else since.
    fn is_old(&self, row: &TestimonyRow) -> bool {
        let spoken = row.spoken.trim_start_matches(TestimonyRow::LOOSE);
        self.find(row.voice).is_some_and(|last| (last.heard.spoken.as_str(), last.no) > (spoken, row.no))
    }

    /// The panel with one more answer, which is live; nothing where all must be asked.
    fn hear(mut self, row: &TestimonyRow, answer: &Prepared, bonds: &dyn Bonds) -> Option<Panel> {
        if self.passes_over(row.voice) || self.is_old(row) {
            return Some(self);
        }
        let last = Last { voice: row.voice, no: row.no, heard: Heard::of(answer) };
        if !self.fits(&last, bonds) {
            return None;
        }
        let at = self.last.binary_search_by_key(&row.voice, |last| last.voice);
        // Whatever ties the others: who shares nothing with them is one more origin, and leaves them as they are. What
        // goes, by being replaced or beyond those that are told apart, may have been tied.
        let grows = at.is_err() && self.last.len() < weigh::HEARD;
        if !grows && !self.apart {
            return None;
        }
        match at {
            Ok(at) => self.last[at] = last,
            Err(at) => {
                self.last.reserve_exact(1);
                self.last.insert(at, last);
                self.last.truncate(weigh::HEARD);
            }
        }
        self.more |= self.last.len() == weigh::HEARD;
        self.origins += i32::from(grows);
        Some(self)
    }

    /// Whether two have heard the same.
    fn says_the_same(&self, other: &Panel) -> bool {
        (self.origins, &self.last) == (other.origins, &other.last)
    }

    /// Whether it is the same without this answer.
    fn spares(&self, row: &TestimonyRow) -> bool {
        self.find(row.voice).map_or_else(|| self.passes_over(row.voice), |last| last.no != row.no)
    }
}

impl Keeper<'_, '_> {
    /// How many independent origins the voices are that answer a question.
    pub fn origins(&self, question: i64) -> Result<i32, CaseError> {
        let known = self.memo.borrow_mut().panels.get(&question);
        if let Some(known) = known {
            debug_assert!(known.says_the_same(&self.ask_all(question)?), "the voices of question {question}");
            return Ok(known.origins);
        }
        let panel = self.ask_all(question)?;
        let origins = panel.origins;
        self.keep_panel(question, panel);
        Ok(origins)
    }

    /// Whether that is known without asking them.
    pub fn knows_origins(&self, question: i64) -> bool {
        self.memo.borrow_mut().panels.get(&question).is_some()
    }

    /// By all that they said last.
    fn ask_all(&self, question: i64) -> Result<Panel, CaseError> {
        let last = self.with(|w| Ok(w.voices(question, weigh::HEARD)?))?;
        let whose = |(voice, no): (i64, i64)| Ok((voice, no, self.prepared(no)?));
        let last = last.into_iter().map(whose).collect::<Result<Vec<_>, CaseError>>()?;
        let answers: Vec<Arc<Prepared>> = last.iter().map(|(.., answer)| Arc::clone(answer)).collect();
        let origins = i32::try_from(weigh::origins(self.lexicon, &answers, self)).unwrap_or(i32::MAX);
        Ok(Panel::of(last, origins, self))
    }

    /// Nobody has answered this question yet.
    pub fn is_asked(&self, question: i64) {
        self.keep_panel(question, Panel::empty());
        self.gives_none(question);
    }

    fn keep_panel(&self, question: i64, panel: Panel) {
        let size = panel.last.len().max(1);
        self.memo.borrow_mut().panels.put_of(question, Arc::new(panel), size);
    }

    /// A testimony comes to its question.
    pub fn comes(&self, row: &TestimonyRow, answer: &Prepared) -> Result<(), CaseError> {
        if is_voice(row) {
            let panel = self.memo.borrow_mut().panels.take(&row.question);
            let now = panel.and_then(|panel| Arc::unwrap_or_clone(panel).hear(row, answer, self));
            now.into_iter().for_each(|now| self.keep_panel(row.question, now));
        }
        self.give(row, true);
        self.with(|w| Ok(w.count_testimony(row, 1)?))
    }

    /// One that is there counts again for its question.
    pub fn counts(&self, row: &TestimonyRow) -> Result<(), CaseError> {
        self.doubt(row, |panel| panel.passes_over(row.voice) || panel.is_old(row));
        self.give(row, true);
        self.with(|w| Ok(w.count_testimony(row, 1)?))
    }

    /// A testimony leaves its question.
    pub fn leaves(&self, row: &TestimonyRow) -> Result<(), CaseError> {
        self.doubt(row, |panel| panel.spares(row));
        self.give(row, false);
        self.with(|w| Ok(w.count_testimony(row, -1)?))
    }

    /// The voices of a question are to be asked again, unless they stay as they are.
    fn doubt(&self, row: &TestimonyRow, stay: impl FnOnce(&Panel) -> bool) {
        let mut memo = self.memo.borrow_mut();
        if is_voice(row) && !memo.panels.get(&row.question).is_some_and(|panel| stay(&panel)) {
            memo.panels.remove(&row.question);
        }
    }
}

/// Whether it is an answer that counts today.
fn is_voice(row: &TestimonyRow) -> bool {
    row.live && row.flags & flag::ASIDE == 0
}
