//! The voices that answer a question, told apart as they come: what counting its origins needs, so that not all that
//! they said is read again with each.

use super::Keeper;
use crate::case::CaseError;
use claims::weigh::{self, Bonds, Heard, Prepared};
use ledger::{TestimonyRow, flag};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The voices of a question that were told apart, by key: of more than [`weigh::HEARD`] the first.
#[derive(Clone)]
pub(in crate::case) struct Panel {
    /// How many independent origins they are.
    pub origins: i32,
    last: BTreeMap<i64, Last>,
    /// There are more.
    more: bool,
    /// Nothing can tie any two of them.
    apart: bool,
}

/// The last answer of a voice.
#[derive(Clone)]
struct Last {
    no: i64,
    heard: Heard,
}

impl Panel {
    /// Nobody has answered.
    pub fn empty() -> Panel {
        Panel { origins: 0, last: BTreeMap::new(), more: false, apart: true }
    }

    /// These have, each by its key and the number of its last answer, all that there are or the first; they are so many
    /// origins.
    fn of(last: Vec<(i64, i64, Arc<Prepared>)>, origins: i32, bonds: &dyn Bonds) -> Panel {
        let more = last.len() == weigh::HEARD;
        let mut panel = Panel { more, ..Panel::empty() };
        for (voice, no, answer) in last {
            let last = Last { no, heard: Heard::of(&answer) };
            panel.apart &= panel.fits(voice, &last, bonds);
            panel.last.insert(voice, last);
        }
        panel.origins = origins;
        panel
    }

    /// Whether nothing can tie this answer of a voice to those of the others.
    fn fits(&self, voice: i64, last: &Last, bonds: &dyn Bonds) -> bool {
        self.last.iter().all(|(other, theirs)| *other == voice || last.heard.apart(&theirs.heard, bonds))
    }

    /// Whether it is not told apart, being beyond those that are.
    fn passes_over(&self, voice: i64) -> bool {
        self.more && self.last.last_key_value().is_none_or(|(highest, _)| voice > *highest)
    }

    /// Whether this voice has said something else since.
    fn is_old(&self, row: &TestimonyRow) -> bool {
        let spoken = row.spoken.trim_start_matches(TestimonyRow::LOOSE);
        let after = |last: &Last| (last.heard.spoken.as_str(), last.no) > (spoken, row.no);
        self.last.get(&row.voice).is_some_and(after)
    }

    /// The panel with one more answer, which is live; nothing where all must be asked.
    fn hear(mut self, row: &TestimonyRow, answer: &Prepared, bonds: &dyn Bonds) -> Option<Panel> {
        if self.passes_over(row.voice) || self.is_old(row) {
            return Some(self);
        }
        let last = Last { no: row.no, heard: Heard::of(answer) };
        if !self.apart || !self.fits(row.voice, &last, bonds) {
            return None;
        }
        self.last.insert(row.voice, last);
        if self.last.len() > weigh::HEARD {
            self.last.pop_last();
        }
        self.more |= self.last.len() == weigh::HEARD;
        self.origins = i32::try_from(self.last.len()).unwrap_or(i32::MAX);
        Some(self)
    }

    /// Whether it is the same without this answer.
    fn spares(&self, row: &TestimonyRow) -> bool {
        let last = self.last.get(&row.voice);
        last.map_or_else(|| self.passes_over(row.voice), |last| last.no != row.no)
    }
}

impl Keeper<'_, '_> {
    /// How many independent origins answer a question, where nobody has spoken since that changes it.
    pub fn origins(&self, question: i64) -> Option<i32> {
        self.memo.borrow_mut().panels.get(&question).map(|panel| panel.origins)
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

    /// How many independent origins these voices are: all that answer a question, or the first, each by its key and the
    /// number of its last answer.
    pub fn tell_apart(&self, question: i64, last: Vec<(i64, i64)>) -> Result<i32, CaseError> {
        let whose = |(voice, no): (i64, i64)| Ok((voice, no, self.prepared(no)?));
        let last = last.into_iter().map(whose).collect::<Result<Vec<_>, CaseError>>()?;
        let answers: Vec<Arc<Prepared>> = last.iter().map(|(.., answer)| Arc::clone(answer)).collect();
        let origins = i32::try_from(weigh::origins(self.lexicon, &answers, self)).unwrap_or(i32::MAX);
        self.keep_panel(question, Panel::of(last, origins, self));
        Ok(origins)
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
