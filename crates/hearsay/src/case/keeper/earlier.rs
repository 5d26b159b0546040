//! What the docket asks of the ledger.

use super::Keeper;
use crate::case::body::voice as voice_of;
use crate::case::{CaseError, window_of};
use claims::weigh::{Bonds, Cell, Earlier, Episode, Held, Name, Reach, Stretch};
use ledger::{Brief, LedgerError, Seq, Writer, flag, key};
use read::Voice;
use std::sync::Arc;
use types::{Bond, ClaimId, DocumentId, QuestionId, name_key};

impl<'w> Keeper<'_, 'w> {
    fn rows(&self, look: impl FnOnce(&mut Writer<'w>) -> Result<Vec<Brief>, LedgerError>) -> Vec<Held> {
        let found = self.with(|w| Ok(look(w)?));
        let held = found.and_then(|rows| self.all(&rows));
        self.tell(held)
    }

    /// Whether a testimony of a reading may lie in one of these cells.
    fn may_lie(&self, reading: Seq, cells: &[Cell]) -> bool {
        let filled = self.filled.borrow();
        filled.0 != reading || cells.iter().any(|c| filled.1.contains(c))
    }

    fn voice(&self, document: &DocumentId) -> Result<Option<Arc<Voice>>, CaseError> {
        let known = self.memo.borrow_mut().voices.get(document);
        if let Some(voice) = known {
            return Ok(voice);
        }
        let row = self.with(|w| Ok(w.document(document.as_str(), Seq::MAX)?))?;
        let voice = row.and_then(|r| voice_of(&r)).map(Arc::new);
        self.memo.borrow_mut().voices.put(document.clone(), voice.clone());
        Ok(voice)
    }
}

impl Bonds for Keeper<'_, '_> {
    fn between(&self, a: &DocumentId, b: &DocumentId) -> Option<Bond> {
        let voices = self.voice(a).and_then(|a| Ok((a, self.voice(b)?)));
        let (a, b) = self.tell(voices.map(Some)).unwrap_or_default();
        read::bond(&*a?, &*b?)
    }
}

impl Earlier for Keeper<'_, '_> {
    fn near(&self, cells: &[Cell], reach: Reach, document: &DocumentId) -> Vec<Held> {
        let found = self.reading_of(document).and_then(|reading| {
            let mut rows = self.with(|w| Ok(w.near(cells, window_of(reach))?))?;
            // Those of its own document bear on it whatever the day.
            if let Some(reading) = reading.filter(|r| self.may_lie(*r, cells)) {
                let its = self.with(|w| Ok(w.beside(reading, cells)?))?;
                rows.extend(its.into_iter().filter(|r| r.live));
            }
            rows.sort_unstable_by_key(|r| r.no);
            rows.dedup_by_key(|r| r.no);
            self.all(&rows)
        });
        self.tell(found)
    }

    fn chain(&self, base: &QuestionId, voice: &str, spoken: &str, steps: usize) -> (Vec<Held>, Vec<Held>) {
        let found = self.with(|w| Ok(w.chain((key(base.as_str()), key(voice)), spoken, steps)?));
        self.tell(found.and_then(|(before, after)| Ok((self.all(&before)?, self.all(&after)?))))
    }

    fn withdrawals(&self, base: &QuestionId) -> Vec<Held> {
        let base = key(base.as_str());
        if self.memo.borrow_mut().kept.get(&base).is_some() {
            return Vec::new();
        }
        let found = self.rows(|w| w.withdrawals(base));
        if found.is_empty() {
            self.memo.borrow_mut().kept.put(base, ());
        }
        found
    }

    fn printed(&self, base: &QuestionId, voice: &str, publisher: Option<&str>) -> Vec<Held> {
        let mut held = self.rows(|w| {
            let mut rows = w.said(key(base.as_str()))?;
            rows.retain(|r| r.flags & (flag::WITHDRAWS | flag::CONDITIONAL | flag::GONE) == 0);
            Ok(rows)
        });
        held.retain(|h| {
            let t = h.testimony();
            let printed = t.publisher.as_deref().map(name_key);
            t.voice.own == voice || publisher.is_some() && printed.as_deref() == publisher
        });
        held
    }

    fn of_claim(&self, claim: &ClaimId) -> Vec<Held> {
        let mut held = self.rows(|w| {
            let Some((reading, _)) = w.claim(claim.as_str(), Seq::MAX)? else { return Ok(Vec::new()) };
            w.briefs_of_reading(reading)
        });
        held.retain(|h| h.testimony().claim == *claim);
        held
    }

    fn episodes(&self, base: &QuestionId, days: Stretch) -> Vec<Episode> {
        let found = self.with(|w| Ok(w.episodes(key(base.as_str()), days)?));
        let episodes = found.and_then(|rows| {
            let days = rows.iter().filter_map(|q| Some((q.no, q.first_day.zip(q.last_day)?)));
            days.map(|(no, days)| Ok(Episode { question: self.question_id(no)?, days })).collect()
        });
        self.tell(episodes)
    }

    fn partners(&self, name: &Name) -> Vec<QuestionId> {
        let found = self.number(name).and_then(|no| {
            let Some(no) = no else { return Ok(Vec::new()) };
            let questions = self.with(|w| Ok(w.partners_of(no)?))?;
            self.named(questions)
        });
        self.tell(found)
    }
}
