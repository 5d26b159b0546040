//! What adding a testimony changes, noted in the ledger.

use super::Keeper;
use crate::case::CaseError;
use crate::case::board::published;
use crate::case::body::{number_flags, pack};
use crate::case::sums;
use claims::weigh::{Cell, Change, Effect, Joined, Left, Name, Prepared, Slip, State};
use ledger::{Brief, MarkRow, QuestionRow, Seq, Sort, TestimonyRow, TieRow, flag, key, tie};
use std::sync::Arc;
use types::{QuestionId, Testimony};

impl Keeper<'_, '_> {
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
        if row.withdraws {
            self.memo.borrow_mut().kept.remove(&row.base);
        }
        self.filled.borrow_mut().1.extend(&change.slip.cells);
        self.with(|w| Ok(w.put_testimony(&row)?))?;
        self.comes(&row, prepared)?;
        if let Some(publisher) = &testimony.publisher {
            self.prints(published(publisher), question, at)?;
        }
        for (name, state) in change.states.iter().filter(|(n, _)| n != name) {
            self.set_state(name, *state)?;
        }
        let own = Brief { no, question, flags: row.flags, live: row.live };
        self.join_all(&change.joined, |of| if of == name { Ok(Some(own)) } else { self.brief(of) })
    }

    /// Notes what taking a testimony out changes for those that stay.
    pub fn note_left(&self, left: &Left) -> Result<(), CaseError> {
        for (name, state) in &left.states {
            self.set_state(name, *state)?;
        }
        self.join_all(&left.joined, |of| self.brief(of))
    }

    fn join_all(
        &self,
        joined: &[Joined],
        brief: impl Fn(&Name) -> Result<Option<Brief>, CaseError>,
    ) -> Result<(), CaseError> {
        for joined in joined {
            let (Some(a), Some(b)) = (brief(&joined.a)?, brief(&joined.b)?) else { continue };
            let tie = TieRow { a: a.no, b: b.no, kind: code(joined.effect), counts: a.live && b.live };
            self.with(|w| Ok(w.put_tie(&tie, [a.question, b.question])?))?;
        }
        Ok(())
    }

    /// Others that answer the same question and reach about as far, a few of them.
    pub fn beside(&self, row: &TestimonyRow, cell: Cell) -> Result<Vec<Arc<Prepared>>, CaseError> {
        let others = self.with(|w| Ok(w.neighbours(row, cell)?))?;
        others.into_iter().map(|no| self.prepared(no)).collect()
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
        self.leaves(&row)?;
        let now = self.with(|w| Ok(w.set_state(row, flags)?))?;
        self.counts(&now)?;
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
            sums::ask(w, self.lexicon, row, testimony)
        })?;
        let no = row.no;
        self.knows(id, &Arc::new(row));
        self.stands(no, None);
        self.is_asked(no);
        Ok(no)
    }

    /// All that stood under one question stands under the other now.
    fn join(&self, from: &QuestionId, to: &QuestionId, at: Seq) -> Result<(), CaseError> {
        self.with(|w| {
            let mut memo = self.memo.borrow_mut();
            let Some(old) = w.question_of_id(from.as_str(), Seq::MAX)? else { return Ok(()) };
            match w.question_of_id(to.as_str(), Seq::MAX)?.filter(|q| q.id == to.as_str()) {
                None => w.rename_question(&QuestionRow { id: to.to_string(), ..old.clone() }, at)?,
                Some(new) if new.no == old.no => {}
                Some(new) => {
                    w.fold_question(old.no, new.no, at)?;
                    w.move_testimonies(old.base, old.no, new.no)?;
                    w.move_sum(old.no, new.no)?;
                    w.end_standing(old.no, at)?;
                    memo.forget(&new);
                }
            }
            memo.forget(&old);
            memo.asked.remove(to);
            Ok(())
        })
    }

    /// The ids of a question that nobody answers any more lead to another from now on.
    pub fn lead(&self, from: i64, to: i64, at: Seq) -> Result<(), CaseError> {
        self.with(|w| {
            w.fold_question(from, to, at)?;
            w.move_sum(from, to)?;
            Ok(w.end_standing(from, at)?)
        })?;
        for question in [from, to] {
            let row = self.question(question)?;
            self.memo.borrow_mut().forget(&row);
        }
        Ok(())
    }

    /// The questions whose episodes have changed by what was taken out.
    pub fn clear_days(&self, question: i64) -> Result<(), CaseError> {
        self.memo.borrow_mut().questions.remove(&question);
        self.with(|w| Ok(w.clear_days(question)?))
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
            | slip.number.map_or(0, |n| number_flags(&n)),
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
