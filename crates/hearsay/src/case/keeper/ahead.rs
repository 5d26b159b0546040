//! What adding the testimonies of a document will look for, asked of the ledger together: where it is far, each question
//! would cost a way there and back.

use super::Keeper;
use crate::case::CaseError;
use crate::case::body::unpack;
use crate::case::window_of;
use claims::weigh::{Docket, Prepared, STEPS};
use ledger::{Look, Seq, key};
use std::collections::BTreeSet;
use std::sync::Arc;
use types::QuestionId;

impl Keeper<'_, '_> {
    /// Whether it pays to ask for much together.
    pub fn is_far(&self) -> bool {
        self.writer.borrow().is_far()
    }

    /// These testimonies are about to be added.
    pub fn look_ahead(&self, all: &[Arc<Prepared>]) -> Result<(), CaseError> {
        if !self.is_far() || all.len() < 2 {
            return Ok(());
        }
        let docket = Docket::new(self.lexicon(), self);
        let looks: Vec<Look> = all.iter().filter_map(|t| look(&docket, t)).collect();
        let met = self.with(|w| Ok(w.look_ahead(&looks, STEPS)?))?;
        self.read_ahead(met.testimonies)?;
        self.know(met.questions.clone())?;
        let asked: Vec<Option<QuestionId>> = all.iter().map(|t| docket.question(self, t)).collect();
        self.sound()?;
        self.mean(asked.iter().flatten())?;
        let mut voices = Vec::new();
        let mut questions = met.questions;
        for (look, id) in looks.iter().zip(asked.into_iter().flatten()) {
            let Some(question) = self.question_of(&id)? else { continue };
            voices.push((question.no, look.chain.1));
            questions.insert(question.no);
        }
        self.with(|w| Ok(w.sum_ahead(&questions, &voices)?))?;
        self.keep(looks.iter().map(|l| l.chain.0).collect())
    }

    /// What these testimonies say.
    pub fn read_ahead(&self, numbers: impl IntoIterator<Item = i64>) -> Result<(), CaseError> {
        if !self.is_far() {
            return Ok(());
        }
        let unknown: BTreeSet<i64> = {
            let mut memo = self.memo.borrow_mut();
            numbers.into_iter().filter(|no| memo.testimonies.get(no).is_none()).collect()
        };
        let unknown: Vec<i64> = unknown.into_iter().collect();
        if unknown.is_empty() {
            return Ok(());
        }
        for (no, body) in self.with(|w| Ok(w.bodies(&unknown)?))? {
            let prepared = Arc::new(Prepared::new(self.lexicon, unpack(no, &body)?));
            self.memo.borrow_mut().testimonies.put(no, prepared);
        }
        Ok(())
    }

    /// These questions.
    fn know(&self, mut numbers: BTreeSet<i64>) -> Result<(), CaseError> {
        numbers.retain(|no| self.memo.borrow_mut().questions.get(no).is_none());
        for row in self.with(|w| Ok(w.questions_at(&numbers, Seq::MAX)?))? {
            self.memo.borrow_mut().questions.put(row.no, Arc::new(row));
        }
        Ok(())
    }

    /// What these ids mean.
    fn mean<'q>(&self, ids: impl Iterator<Item = &'q QuestionId>) -> Result<(), CaseError> {
        let unknown: BTreeSet<&QuestionId> =
            ids.filter(|id| self.memo.borrow_mut().asked.get(id).is_none()).collect();
        let texts: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let meant = self.with(|w| Ok(w.meant(&texts)?))?;
        let mut memo = self.memo.borrow_mut();
        for id in unknown {
            let no = meant.iter().find(|(text, _)| text == id.as_str()).map(|(_, no)| *no);
            memo.asked.put(id.clone(), no);
        }
        drop(memo);
        self.know(meant.into_iter().map(|(_, no)| no).collect())
    }

    /// Under which of these bases nothing is taken back.
    fn keep(&self, mut bases: BTreeSet<i64>) -> Result<(), CaseError> {
        bases.retain(|base| self.memo.borrow_mut().kept.get(base).is_none());
        let unknown: Vec<i64> = bases.iter().copied().collect();
        let withdrawn = self.with(|w| Ok(w.withdrawn(&unknown)?))?;
        bases.retain(|base| !withdrawn.contains(base));
        bases.into_iter().for_each(|base| self.memo.borrow_mut().kept.put(base, ()));
        Ok(())
    }

    /// These questions are about to be settled.
    pub fn settle_ahead(&self, ids: &BTreeSet<QuestionId>) -> Result<(), CaseError> {
        if !self.is_far() {
            return Ok(());
        }
        self.mean(ids.iter())?;
        let mut unknown = Vec::new();
        for id in ids {
            let Some(question) = self.question_of(id)? else { continue };
            if self.memo.borrow_mut().standings.get(&question.no).is_none() {
                unknown.push(question.no);
            }
        }
        let standings = self.with(|w| Ok(w.standings_of(&unknown)?))?;
        unknown.into_iter().for_each(|no| self.stands(no, None));
        standings.into_iter().for_each(|s| self.stands(s.question, Some(s)));
        Ok(())
    }
}

fn look(docket: &Docket<'_>, testimony: &Prepared) -> Option<Look> {
    let look = docket.look(testimony)?;
    Some(Look {
        cells: look.cells,
        days: window_of(look.reach),
        chain: (key(look.base.as_str()), key(&look.voice)),
        spoken: look.spoken,
        episode: look.episode,
    })
}
