//! Keeps the testimonies of the docket in the ledger.

use super::body::{pack, unpack};
use super::judge::Judgements;
use super::{CaseError, window_of};
use claims::weigh::{
    Bonds, Cell, Change, Earlier, Effect, Episode, Held, Lexicon, Name, Reach, Slip, State, Stretch,
};
use ledger::{LedgerError, QuestionRow, Seq, TestimonyRow, TieRow, Writer, flag, key, number};
use read::Voice;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use types::{Bond, ClaimId, DocumentId, QuestionId, Testimony};

/// Things kept by name at once; more are looked up again.
const MOST: usize = 50_000;

/// What was looked up before: ids of questions, readings of documents, voices of documents.
#[derive(Default)]
pub(super) struct Memo {
    questions: HashMap<i64, QuestionId>,
    readings: HashMap<DocumentId, Option<Seq>>,
    voices: HashMap<DocumentId, Option<Voice>>,
    judgements: Judgements,
    /// Questions that were touched and are to be settled with the next reading.
    later: BTreeSet<QuestionId>,
}

impl Memo {
    fn keep<K: std::hash::Hash + Eq, V>(map: &mut HashMap<K, V>, key: K, value: V) {
        if map.len() >= MOST {
            map.clear();
        }
        map.insert(key, value);
    }
}

/// A transaction, as the docket sees it. The docket asks through shared references and cannot be told of a
/// failure: the first one is kept, and whoever began the transaction asks for it before ending it.
pub(super) struct Keeper<'k, 'w> {
    writer: RefCell<&'k mut Writer<'w>>,
    memo: RefCell<&'k mut Memo>,
    lexicon: &'k Lexicon,
    failed: RefCell<Option<CaseError>>,
}

impl<'k, 'w> Keeper<'k, 'w> {
    pub fn new(writer: &'k mut Writer<'w>, memo: &'k mut Memo, lexicon: &'k Lexicon) -> Keeper<'k, 'w> {
        Keeper { writer: RefCell::new(writer), memo: RefCell::new(memo), lexicon, failed: RefCell::new(None) }
    }

    /// The words to weigh with.
    pub fn lexicon(&self) -> &'k Lexicon {
        self.lexicon
    }

    /// Looks at the judgements of people, or takes up more of them.
    pub fn judgements<T>(&self, look: impl FnOnce(&mut Judgements) -> T) -> T {
        look(&mut self.memo.borrow_mut().judgements)
    }

    /// Questions that the next reading is to settle.
    pub fn later(&self, questions: BTreeSet<QuestionId>) {
        self.memo.borrow_mut().later.extend(questions);
    }

    /// The questions that were left to this reading.
    pub fn pending(&self) -> BTreeSet<QuestionId> {
        std::mem::take(&mut self.memo.borrow_mut().later)
    }

    /// The reading of a document has ended.
    pub fn forget(&self, document: &DocumentId) {
        self.memo.borrow_mut().readings.remove(document);
    }

    /// The reading of a document begins.
    pub fn reading_is(&self, document: &DocumentId, seq: Seq) {
        Memo::keep(&mut self.memo.borrow_mut().readings, document.clone(), Some(seq));
    }

    /// The questions of all that a testimony is tied with, and its own.
    pub fn partners_of(&self, row: &TestimonyRow) -> Result<Vec<QuestionId>, CaseError> {
        let ties = self.with(|w| Ok(w.ties_of(row.no)?))?;
        let mut questions: Vec<i64> = ties.iter().flat_map(|t| [t.question_a, t.question_b]).collect();
        questions.push(row.question);
        questions.sort_unstable();
        questions.dedup();
        questions.into_iter().map(|q| self.question_id(q)).collect()
    }

    /// Does something with the transaction.
    pub fn with<T>(
        &self,
        work: impl FnOnce(&mut Writer<'w>) -> Result<T, CaseError>,
    ) -> Result<T, CaseError> {
        work(&mut self.writer.borrow_mut())
    }

    /// The first failure that the docket could not be told of.
    pub fn sound(&self) -> Result<(), CaseError> {
        self.failed.borrow_mut().take().map_or(Ok(()), Err)
    }

    fn tell<T: Default>(&self, found: Result<T, CaseError>) -> T {
        found.unwrap_or_else(|e| {
            self.failed.borrow_mut().get_or_insert(e);
            T::default()
        })
    }

    fn rows(
        &self,
        look: impl FnOnce(&mut Writer<'w>) -> Result<Vec<TestimonyRow>, LedgerError>,
    ) -> Vec<Held> {
        let found = self.with(|w| Ok(look(w)?));
        let held = found.and_then(|rows| rows.iter().map(|r| self.held(r)).collect());
        self.tell(held)
    }

    fn held(&self, row: &TestimonyRow) -> Result<Held, CaseError> {
        let is = |flag: i16| row.flags & flag != 0;
        Ok(Held {
            testimony: unpack(row.no, &row.body)?,
            question: self.question_id(row.question)?,
            state: State { replaced: is(flag::REPLACED), revises: is(flag::REVISES), gone: is(flag::GONE) },
        })
    }

    fn question_id(&self, no: i64) -> Result<QuestionId, CaseError> {
        if let Some(id) = self.memo.borrow().questions.get(&no) {
            return Ok(id.clone());
        }
        let row = self.with(|w| Ok(w.question(no, Seq::MAX)?))?;
        let row = row.ok_or_else(|| CaseError::unknown("question", no))?;
        let id: QuestionId = row.id.parse().map_err(CaseError::Wrong)?;
        Memo::keep(&mut self.memo.borrow_mut().questions, no, id.clone());
        Ok(id)
    }

    /// The number of a testimony; nothing where its document has no reading.
    pub fn number(&self, name: &Name) -> Result<Option<i64>, CaseError> {
        let known = self.memo.borrow().readings.get(&name.document).copied();
        let reading = match known {
            Some(reading) => reading,
            None => {
                let found = self.with(|w| {
                    let Some(row) = w.document(name.document.as_str(), Seq::MAX)? else { return Ok(None) };
                    Ok(w.reading_of(row.seq, Seq::MAX)?.map(|r| r.seq))
                })?;
                Memo::keep(&mut self.memo.borrow_mut().readings, name.document.clone(), found);
                found
            }
        };
        let nth = u16::try_from(name.at).ok();
        Ok(reading.zip(nth).map(|(seq, nth)| number(seq, nth)))
    }

    fn row(&self, name: &Name) -> Result<Option<TestimonyRow>, CaseError> {
        let Some(no) = self.number(name)? else { return Ok(None) };
        self.with(|w| Ok(w.testimony(no)?))
    }

    /// Notes what adding a testimony changes. `document` is the entry of its document, `at` the entry that
    /// brings it.
    pub fn note(
        &self,
        testimony: &Testimony,
        change: &Change,
        document: Seq,
        at: Seq,
    ) -> Result<(), CaseError> {
        let question = self.place(testimony, change, at)?;
        let no = self
            .number(&change.slip.name)?
            .ok_or_else(|| CaseError::unknown("testimony", &testimony.claim))?;
        let row = filed(testimony, &change.slip, no, question, document);
        self.with(|w| {
            w.put_testimony(&row)?;
            Ok(w.count_testimony(&row, 1)?)
        })?;
        for (name, state) in &change.states {
            self.set_state(name, *state)?;
        }
        for joined in &change.joined {
            let (Some(a), Some(b)) = (self.row(&joined.a)?, self.row(&joined.b)?) else { continue };
            let tie = TieRow {
                a: a.no,
                b: b.no,
                kind: code(joined.effect),
                rule: joined.rule.to_owned(),
                counts: a.live && b.live,
                question_a: a.question,
                question_b: b.question,
            };
            self.with(|w| Ok(w.put_ties(&[tie])?))?;
        }
        Ok(())
    }

    fn set_state(&self, name: &Name, state: State) -> Result<(), CaseError> {
        let Some(row) = self.row(name)? else { return Ok(()) };
        let bit = |on: bool, flag: i16| if on { flag } else { 0 };
        let flags = bit(state.replaced, flag::REPLACED)
            | bit(state.revises, flag::REVISES)
            | bit(state.gone, flag::GONE);
        if flags == row.flags & flag::STATE {
            return Ok(());
        }
        self.with(|w| {
            w.count_testimony(&row, -1)?;
            w.set_state(&row, flags)?;
            let now = w.testimony(row.no)?.unwrap_or(row);
            w.count_testimony(&now, 1)?;
            for tie in w.ties_of(now.no)? {
                let other = if tie.a == now.no { tie.b } else { tie.a };
                let counts = now.live && w.testimony(other)?.is_some_and(|o| o.live);
                if counts != tie.counts {
                    w.set_counts(tie.a, tie.b, tie.kind, counts)?;
                }
            }
            Ok(())
        })
    }

    /// The number of the question of a new testimony, asked for the first time where it is new; joins the
    /// episodes that have become one.
    fn place(&self, testimony: &Testimony, change: &Change, at: Seq) -> Result<i64, CaseError> {
        for (from, to) in &change.moved {
            self.join(from, to, at)?;
        }
        let id = change.question.as_str();
        let days = change.episode.as_ref().map(|e| e.days);
        if let Some(row) = self.with(|w| Ok(w.question_of_id(id, Seq::MAX)?))?.filter(|q| q.id == id) {
            if let Some((first, last)) =
                days.filter(|d| Some(d.0) != row.first_day || Some(d.1) != row.last_day)
            {
                self.with(|w| Ok(w.set_days(row.no, first, last)?))?;
            }
            return Ok(row.no);
        }
        let base = key(change.slip.base.as_str());
        self.with(|w| {
            let row = QuestionRow {
                no: w.next_question(at)?,
                id: id.to_owned(),
                base,
                kind: testimony.kind.clone(),
                first_day: days.map(|d| d.0),
                last_day: days.map(|d| d.1),
                text: String::new(),
                body: Vec::new(),
            };
            super::sums::ask(w, self.lexicon, row, testimony)
        })
    }

    /// All that stood under one question stands under the other now.
    fn join(&self, from: &QuestionId, to: &QuestionId, at: Seq) -> Result<(), CaseError> {
        self.with(|w| {
            let Some(old) = w.question_of_id(from.as_str(), Seq::MAX)? else { return Ok(()) };
            match w.question_of_id(to.as_str(), Seq::MAX)?.filter(|q| q.id == to.as_str()) {
                None => w.rename_question(&QuestionRow { id: to.to_string(), ..old.clone() }, at)?,
                Some(new) if new.no == old.no => {}
                Some(new) => {
                    w.fold_question(old.no, new.no, at)?;
                    w.move_testimonies(old.base, old.no, new.no)?;
                    w.move_ties(old.no, new.no)?;
                    w.move_sum(old.no, new.no)?;
                    w.end_standing(old.no, at)?;
                }
            }
            Ok(())
        })?;
        self.memo.borrow_mut().questions.clear();
        Ok(())
    }

    /// The ids of a question that nobody answers any more lead to another from now on.
    pub fn lead(&self, from: i64, to: i64, at: Seq) -> Result<(), CaseError> {
        self.with(|w| {
            w.fold_question(from, to, at)?;
            w.move_sum(from, to)?;
            Ok(w.end_standing(from, at)?)
        })?;
        self.memo.borrow_mut().questions.clear();
        Ok(())
    }

    fn voice(&self, document: &DocumentId) -> Result<Option<Voice>, CaseError> {
        if let Some(voice) = self.memo.borrow().voices.get(document) {
            return Ok(voice.clone());
        }
        let row = self.with(|w| Ok(w.document(document.as_str(), Seq::MAX)?))?;
        let voice = row.and_then(|r| super::body::voice(&r));
        Memo::keep(&mut self.memo.borrow_mut().voices, document.clone(), voice.clone());
        Ok(voice)
    }
}

/// A testimony as a row, before anything has become of it.
fn filed(t: &Testimony, slip: &Slip, no: i64, question: i64, document: Seq) -> TestimonyRow {
    let bit = |on: bool, flag: i16| if on { flag } else { 0 };
    TestimonyRow {
        no,
        base: key(slip.base.as_str()),
        question,
        voice: key(&slip.voice),
        publisher: slip.publisher.as_deref().map(key),
        spoken: slip.chained.then(|| slip.spoken.clone()),
        document,
        reach_from: slip.reach.from,
        reach_to: slip.reach.to,
        flags: bit(slip.withdraws, flag::WITHDRAWS)
            | bit(slip.conditional, flag::CONDITIONAL)
            | bit(slip.foretold, flag::FORETOLD)
            | bit(slip.answers, flag::ANSWERS)
            | bit(slip.admits, flag::ADMITS),
        live: true,
        withdraws: slip.withdraws && !slip.conditional,
        until: None,
        cells: TestimonyRow::packed(&slip.cells),
        body: pack(t),
    }
}

/// The code of what follows from a pair. Part of the derived tables only.
pub(super) fn code(effect: Effect) -> i16 {
    match effect {
        Effect::Nothing => 0,
        Effect::Contests => 1,
        Effect::Agrees => 2,
        Effect::Meets => 3,
        Effect::Fails => 4,
        Effect::Moots => 5,
    }
}

impl Bonds for Keeper<'_, '_> {
    fn between(&self, a: &DocumentId, b: &DocumentId) -> Option<Bond> {
        let voices = self.voice(a).and_then(|a| Ok((a, self.voice(b)?)));
        let (a, b) = self.tell(voices.map(Some)).unwrap_or_default();
        read::bond(&a?, &b?)
    }
}

impl Earlier for Keeper<'_, '_> {
    fn near(&self, cells: &[Cell], reach: Reach, document: &DocumentId) -> Vec<Held> {
        self.rows(|w| {
            let mut rows = w.near(cells, window_of(reach))?;
            // Those of its own document bear on it whatever the day.
            if let Some(row) = w.document(document.as_str(), Seq::MAX)?
                && let Some(reading) = w.reading_of(row.seq, Seq::MAX)?
            {
                let own = w.testimonies_of_reading(reading.seq)?;
                rows.extend(own.into_iter().filter(|r| r.live && r.cells().any(|c| cells.contains(&c))));
            }
            rows.sort_unstable_by_key(|r| r.no);
            rows.dedup_by_key(|r| r.no);
            Ok(rows)
        })
    }

    fn chain(&self, base: &QuestionId, voice: &str, spoken: &str, steps: usize) -> (Vec<Held>, Vec<Held>) {
        let found = self.with(|w| Ok(w.chain((key(base.as_str()), key(voice)), spoken, steps)?));
        let held = found.and_then(|(before, after)| {
            let held =
                |rows: Vec<TestimonyRow>| rows.iter().map(|r| self.held(r)).collect::<Result<Vec<_>, _>>();
            Ok((held(before)?, held(after)?))
        });
        self.tell(held)
    }

    fn withdrawals(&self, base: &QuestionId) -> Vec<Held> {
        self.rows(|w| w.withdrawals(key(base.as_str())))
    }

    fn printed(&self, base: &QuestionId, voice: &str, publisher: Option<&str>) -> Vec<Held> {
        self.rows(|w| {
            let mut rows = w.printed(key(base.as_str()), key(voice), publisher.map(key))?;
            rows.retain(|r| r.flags & (flag::WITHDRAWS | flag::CONDITIONAL | flag::GONE) == 0);
            Ok(rows)
        })
    }

    fn of_claim(&self, claim: &ClaimId) -> Vec<Held> {
        let mut held = self.rows(|w| {
            let Some((reading, _)) = w.claim(claim.as_str(), Seq::MAX)? else { return Ok(Vec::new()) };
            w.testimonies_of_reading(reading)
        });
        held.retain(|h| h.testimony.claim == *claim);
        held
    }

    fn episodes(&self, base: &QuestionId, days: Stretch) -> Vec<Episode> {
        let found = self.with(|w| Ok(w.episodes(key(base.as_str()), days)?));
        let episodes = found.and_then(|rows| {
            let episode = |q: QuestionRow| {
                let (Some(first), Some(last)) = (q.first_day, q.last_day) else { return Ok(None) };
                let question = q.id.parse().map_err(CaseError::Wrong)?;
                Ok(Some(Episode { question, days: (first, last) }))
            };
            rows.into_iter().filter_map(|q| episode(q).transpose()).collect()
        });
        self.tell(episodes)
    }

    fn partners(&self, name: &Name) -> Vec<QuestionId> {
        let found = self.number(name).and_then(|no| {
            let Some(no) = no else { return Ok(Vec::new()) };
            let ties = self.with(|w| Ok(w.ties_of(no)?))?;
            let mut questions: Vec<i64> = ties.iter().flat_map(|t| [t.question_a, t.question_b]).collect();
            questions.sort_unstable();
            questions.dedup();
            questions.into_iter().map(|q| self.question_id(q)).collect()
        });
        self.tell(found)
    }
}
