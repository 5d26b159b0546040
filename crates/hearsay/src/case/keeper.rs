//! Keeps the testimonies of the docket in the ledger.

use super::board::published;
use super::body::{pack, unpack};
use super::judge::Judgements;
use super::memo::Memo;
use super::{CaseError, window_of};
use claims::weigh::{
    Bonds, Cell, Change, Earlier, Effect, Episode, Held, Lexicon, Name, Prepared, Reach, Slip, State, Stretch,
};
use ledger::{
    Brief, LedgerError, MarkRow, QuestionRow, Seq, Sort, TestimonyRow, TieRow, Writer, flag, key, number, tie,
};
use read::Voice;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use types::{Bond, ClaimId, DocumentId, QuestionId, Testimony, name_key};

/// A transaction, as the docket sees it. The docket asks through shared references and cannot be told of a
/// failure: the first one is kept, and whoever began the transaction asks for it before ending it.
pub(super) struct Keeper<'k, 'w> {
    writer: RefCell<&'k mut Writer<'w>>,
    memo: RefCell<&'k mut Memo>,
    lexicon: &'k Lexicon,
    failed: RefCell<Option<CaseError>>,
}

impl<'k, 'w> Keeper<'k, 'w> {
    /// Begins to work in a transaction. To be ended with [`Keeper::end`].
    pub fn new(
        writer: &'k mut Writer<'w>,
        memo: &'k mut Memo,
        lexicon: &'k Lexicon,
    ) -> Result<Keeper<'k, 'w>, CaseError> {
        memo.begin(writer.head()?.0);
        Ok(Keeper {
            writer: RefCell::new(writer),
            memo: RefCell::new(memo),
            lexicon,
            failed: RefCell::new(None),
        })
    }

    /// All is done; the first failure that the docket could not be told of.
    pub fn end(&self) -> Result<(), CaseError> {
        self.sound()?;
        let head = self.with(|w| Ok(w.head()?.0))?;
        self.memo.borrow_mut().end(head);
        Ok(())
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
        self.memo.borrow_mut().readings.put(document.clone(), Some(seq));
    }

    /// The questions of all that a testimony is tied with, and its own.
    pub fn partners_of(&self, row: &TestimonyRow) -> Result<Vec<QuestionId>, CaseError> {
        let mut questions = self.with(|w| Ok(w.partners_of(row.no)?))?;
        questions.push(row.question);
        self.named(questions)
    }

    /// How many independent origins answer a question, where nobody has spoken since that changes it.
    pub fn origins(&self, question: i64) -> Option<i32> {
        self.memo.borrow_mut().origins.get(&question).map(|(origins, _)| origins)
    }

    /// They were counted. `highest`: the highest key of the voices that were told apart, where there are more.
    pub fn origins_are(&self, question: i64, origins: i32, highest: Option<i64>) {
        self.memo.borrow_mut().origins.put(question, (origins, highest));
    }

    /// A testimony comes to its question (`times` 1) or leaves it (-1); see [`Writer::count_testimony`].
    pub fn count(&self, row: &TestimonyRow, times: i32) -> Result<(), CaseError> {
        let known = self.memo.borrow_mut().origins.get(&row.question);
        // A voice beyond those that are told apart changes nothing.
        if known.is_some_and(|(_, highest)| highest.is_none_or(|highest| row.voice <= highest)) {
            self.memo.borrow_mut().origins.remove(&row.question);
        }
        self.with(|w| Ok(w.count_testimony(row, times)?))
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

    fn rows(&self, look: impl FnOnce(&mut Writer<'w>) -> Result<Vec<Brief>, LedgerError>) -> Vec<Held> {
        let found = self.with(|w| Ok(look(w)?));
        let held = found.and_then(|rows| self.all(&rows));
        self.tell(held)
    }

    fn all(&self, rows: &[Brief]) -> Result<Vec<Held>, CaseError> {
        rows.iter().map(|r| self.held(r)).collect()
    }

    fn held(&self, row: &Brief) -> Result<Held, CaseError> {
        let is = |flag: i16| row.flags & flag != 0;
        Ok(Held {
            prepared: self.prepared(row.no)?,
            question: self.question_id(row.question)?,
            state: State { replaced: is(flag::REPLACED), revises: is(flag::REVISES), gone: is(flag::GONE) },
        })
    }

    /// The same as [`Keeper::prepared`]; nothing where that failed.
    pub fn told(&self, no: i64) -> Option<Arc<Prepared>> {
        self.tell(self.prepared(no).map(Some))
    }

    /// What the testimony of a number says.
    pub fn prepared(&self, no: i64) -> Result<Arc<Prepared>, CaseError> {
        let known = self.memo.borrow_mut().testimonies.get(&no);
        if let Some(prepared) = known {
            return Ok(prepared);
        }
        let body = self.with(|w| Ok(w.body(no)?))?;
        let testimony = unpack(no, &body.ok_or_else(|| CaseError::unknown("testimony", no))?)?;
        let prepared = Arc::new(Prepared::new(self.lexicon, testimony));
        self.memo.borrow_mut().testimonies.put(no, Arc::clone(&prepared));
        Ok(prepared)
    }

    /// A question as it is today.
    pub fn question(&self, no: i64) -> Result<Arc<QuestionRow>, CaseError> {
        if let Some(row) = self.memo.borrow_mut().questions.get(&no) {
            return Ok(row);
        }
        let row = self.with(|w| Ok(w.question(no, Seq::MAX)?))?;
        let row = Arc::new(row.ok_or_else(|| CaseError::unknown("question", no))?);
        self.memo.borrow_mut().questions.put(no, Arc::clone(&row));
        Ok(row)
    }

    /// The question that an id means today.
    pub fn question_of(&self, id: &QuestionId) -> Result<Option<Arc<QuestionRow>>, CaseError> {
        let known = self.memo.borrow_mut().asked.get(id);
        if let Some(no) = known {
            return self.question(no).map(Some);
        }
        let row = self.with(|w| Ok(w.question_of_id(id.as_str(), Seq::MAX)?))?.map(Arc::new);
        if let Some(row) = &row {
            self.knows(id, row);
        }
        Ok(row)
    }

    fn knows(&self, id: &QuestionId, row: &Arc<QuestionRow>) {
        let mut memo = self.memo.borrow_mut();
        memo.asked.put(id.clone(), row.no);
        memo.questions.put(row.no, Arc::clone(row));
    }

    /// The ids of questions; without those that became part of another with the entry that asked them.
    fn named(&self, questions: Vec<i64>) -> Result<Vec<QuestionId>, CaseError> {
        let mut found = Vec::new();
        for no in questions {
            if !self.question(no)?.id.is_empty() {
                found.push(self.question_id(no)?);
            }
        }
        Ok(found)
    }

    fn question_id(&self, no: i64) -> Result<QuestionId, CaseError> {
        self.question(no)?.id.parse().map_err(CaseError::Wrong)
    }

    /// The reading of a document that holds; nothing where it has none.
    fn reading_of(&self, document: &DocumentId) -> Result<Option<Seq>, CaseError> {
        let known = self.memo.borrow_mut().readings.get(document);
        if let Some(reading) = known {
            return Ok(reading);
        }
        let found = self.with(|w| {
            let Some(row) = w.document(document.as_str(), Seq::MAX)? else { return Ok(None) };
            Ok(w.reading_of(row.seq, Seq::MAX)?.map(|r| r.seq))
        })?;
        self.memo.borrow_mut().readings.put(document.clone(), found);
        Ok(found)
    }

    /// The number of a testimony; nothing where its document has no reading.
    pub fn number(&self, name: &Name) -> Result<Option<i64>, CaseError> {
        let nth = u16::try_from(name.at).ok();
        Ok(self.reading_of(&name.document)?.zip(nth).map(|(seq, nth)| number(seq, nth)))
    }

    fn row(&self, name: &Name) -> Result<Option<TestimonyRow>, CaseError> {
        let Some(no) = self.number(name)? else { return Ok(None) };
        self.with(|w| Ok(w.testimony(no)?))
    }

    /// Notes what adding a testimony changes. `document` is the entry of its document, `at` the entry that
    /// brings it.
    pub fn note(
        &self,
        prepared: &Arc<Prepared>,
        change: &Change,
        document: Seq,
        at: Seq,
    ) -> Result<(), CaseError> {
        let testimony = prepared.testimony();
        let question = self.place(testimony, change, at)?;
        let name = &change.slip.name;
        let no = self.number(name)?.ok_or_else(|| CaseError::unknown("testimony", &testimony.claim))?;
        let state = change.states.iter().find(|(n, _)| n == name).map_or_else(State::default, |(_, s)| *s);
        let row = filed(testimony, &change.slip, state, TestimonyRow::at(no, question, document));
        self.memo.borrow_mut().testimonies.put(no, Arc::clone(prepared));
        self.with(|w| Ok(w.put_testimony(&row)?))?;
        self.count(&row, 1)?;
        if let Some(publisher) = &testimony.publisher {
            self.prints(published(publisher), question, at)?;
        }
        for (name, state) in change.states.iter().filter(|(n, _)| n != name) {
            self.set_state(name, *state)?;
        }
        let own = Brief { no, question, flags: row.flags, live: row.live };
        let brief = |of: &Name| if of == name { Ok(Some(own)) } else { self.brief(of) };
        for joined in &change.joined {
            let (Some(a), Some(b)) = (brief(&joined.a)?, brief(&joined.b)?) else { continue };
            let tie = TieRow { a: a.no, b: b.no, kind: code(joined.effect), counts: a.live && b.live };
            self.with(|w| Ok(w.put_tie(&tie, [a.question, b.question])?))?;
        }
        Ok(())
    }

    /// Files a question under the key of a publisher, once.
    fn prints(&self, key: i64, question: i64, at: Seq) -> Result<(), CaseError> {
        if self.memo.borrow_mut().published.get(&(key, question)).is_none() {
            let mark = MarkRow { sort: Sort::Publisher, key, hit: question, since: at };
            self.with(|w| Ok(w.mark(&[mark])?))?;
            self.memo.borrow_mut().published.put((key, question), ());
        }
        Ok(())
    }

    fn brief(&self, name: &Name) -> Result<Option<Brief>, CaseError> {
        let Some(no) = self.number(name)? else { return Ok(None) };
        self.with(|w| Ok(w.brief(no)?))
    }

    fn set_state(&self, name: &Name, state: State) -> Result<(), CaseError> {
        let Some(row) = self.row(name)? else { return Ok(()) };
        let flags = became(state);
        if flags == row.flags & flag::STATE {
            return Ok(());
        }
        self.count(&row, -1)?;
        let now = self.with(|w| Ok(w.set_state(row, flags)?))?;
        self.count(&now, 1)?;
        self.with(|w| {
            for tie in w.ties_of(now.no)? {
                let other = if tie.a == now.no { tie.b } else { tie.a };
                let counts = now.live && w.brief(other)?.is_some_and(|o| o.live);
                w.set_counts(&tie, counts)?;
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
        let (id, days) = (&change.question, change.episode.as_ref().map(|e| e.days));
        if let Some(row) = self.question_of(id)?.filter(|q| q.id == id.as_str()) {
            if let Some((first, last)) =
                days.filter(|d| Some(d.0) != row.first_day || Some(d.1) != row.last_day)
            {
                self.with(|w| Ok(w.set_days(row.no, first, last)?))?;
                let now = QuestionRow { first_day: Some(first), last_day: Some(last), ..(*row).clone() };
                self.knows(id, &Arc::new(now));
            }
            return Ok(row.no);
        }
        let base = key(change.slip.base.as_str());
        let row = self.with(|w| {
            let row = QuestionRow {
                no: w.next_question(at)?,
                id: id.to_string(),
                base,
                kind: testimony.kind.clone(),
                first_day: days.map(|d| d.0),
                last_day: days.map(|d| d.1),
                text: String::new(),
                body: Vec::new(),
            };
            super::sums::ask(w, self.lexicon, row, testimony)
        })?;
        let no = row.no;
        self.knows(id, &Arc::new(row));
        Ok(no)
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
                    w.move_sum(old.no, new.no)?;
                    w.end_standing(old.no, at)?;
                }
            }
            Ok(())
        })?;
        self.memo.borrow_mut().forget_questions();
        Ok(())
    }

    /// The ids of a question that nobody answers any more lead to another from now on.
    pub fn lead(&self, from: i64, to: i64, at: Seq) -> Result<(), CaseError> {
        self.with(|w| {
            w.fold_question(from, to, at)?;
            w.move_sum(from, to)?;
            Ok(w.end_standing(from, at)?)
        })?;
        self.memo.borrow_mut().forget_questions();
        Ok(())
    }

    /// The questions whose episodes have changed by what was taken out.
    pub fn clear_days(&self, question: i64) -> Result<(), CaseError> {
        self.memo.borrow_mut().questions.remove(&question);
        self.with(|w| Ok(w.clear_days(question)?))
    }

    fn voice(&self, document: &DocumentId) -> Result<Option<Arc<Voice>>, CaseError> {
        let known = self.memo.borrow_mut().voices.get(document);
        if let Some(voice) = known {
            return Ok(voice);
        }
        let row = self.with(|w| Ok(w.document(document.as_str(), Seq::MAX)?))?;
        let voice = row.and_then(|r| super::body::voice(&r)).map(Arc::new);
        self.memo.borrow_mut().voices.put(document.clone(), voice.clone());
        Ok(voice)
    }
}

fn became(state: State) -> i16 {
    let bit = |on: bool, flag: i16| if on { flag } else { 0 };
    bit(state.replaced, flag::REPLACED) | bit(state.revises, flag::REVISES) | bit(state.gone, flag::GONE)
}

/// A testimony as a row.
fn filed(t: &Testimony, slip: &Slip, state: State, row: TestimonyRow) -> TestimonyRow {
    let bit = |on: bool, flag: i16| if on { flag } else { 0 };
    let loose = if slip.chained { "" } else { TestimonyRow::LOOSE };
    TestimonyRow {
        base: key(slip.base.as_str()),
        voice: key(&slip.voice),
        spoken: format!("{loose}{}", slip.spoken),
        reach_from: slip.reach.from,
        reach_to: slip.reach.to,
        flags: became(state)
            | bit(slip.withdraws, flag::WITHDRAWS)
            | bit(slip.conditional, flag::CONDITIONAL)
            | bit(slip.foretold, flag::FORETOLD)
            | bit(slip.answers, flag::ANSWERS)
            | bit(slip.admits, flag::ADMITS)
            | slip.number.map_or(0, |n| super::body::number_flags(&n)),
        live: state.live(),
        withdraws: slip.withdraws && !slip.conditional,
        low: slip.number.map(|n| n.low),
        high: slip.number.map(|n| n.high),
        cells: TestimonyRow::packed(&slip.cells),
        body: pack(t),
        ..row
    }
}

/// The code of what follows from a pair.
fn code(effect: Effect) -> i16 {
    match effect {
        Effect::Nothing => 0,
        Effect::Contests => tie::CONTESTS,
        Effect::Agrees => tie::AGREES,
        Effect::Meets => tie::MEETS,
        Effect::Fails => tie::FAILS,
        Effect::Moots => tie::MOOTS,
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
            if let Some(reading) = reading {
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
        self.rows(|w| w.withdrawals(key(base.as_str())))
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
