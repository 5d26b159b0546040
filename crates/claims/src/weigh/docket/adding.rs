//! The work of adding one testimony.

use super::earlier::{Change, Earlier, Episode, Held, Joined, Left, Name, State};
use super::slip;
use crate::weigh::cells::looks;
use crate::weigh::chain;
use crate::weigh::episode::{self, GAP, Stretch};
use crate::weigh::foretold::never_came;
use crate::weigh::judge::{Effect, Judge, Judged};
use crate::weigh::lexicon::Lexicon;
use crate::weigh::row::{Prepared, Row};
use crate::weigh::spoken::spoken_key;
use crate::weigh::withdrawal::takes_back;
use crate::weigh::wording;
use std::collections::BTreeMap;
use std::sync::Arc;
use types::{QuestionId, name_key};

/// What is changed so far.
struct Work<'a> {
    judge: &'a Judge<'a>,
    earlier: &'a dyn Earlier,
    /// All whose state was looked at: as they were before, `None` for the new one, and as they are.
    seen: BTreeMap<Name, (Held, Option<State>)>,
    joined: Vec<Joined>,
    compared: usize,
}

pub(super) fn add(judge: &Judge<'_>, earlier: &dyn Earlier, new: &Arc<Prepared>) -> Option<Change> {
    let row = new.row()?;
    let slip = slip(judge.lexicon, &row);
    let (question, episode, moved) = place(judge, earlier, &row);
    let mut work = Work::new(judge, earlier);
    let held = Held { prepared: Arc::clone(new), question: question.clone(), state: State::default() };
    work.seen.insert(slip.name.clone(), (held, None));
    work.withdraw(&row);
    if slip.chained {
        work.rechain(&slip.name);
    }
    work.risen();
    let mut change = work.close();
    let here = |q: &mut QuestionId| {
        if let Some((_, to)) = moved.iter().find(|(from, _)| from == q) {
            *q = to.clone();
        }
    };
    change.1.iter_mut().for_each(here);
    change.1.extend(moved.iter().map(|(_, to)| to.clone()));
    change.1.sort();
    change.1.dedup();
    let (states, touched, joined, compared) = change;
    Some(Change { slip, question, episode, moved, states, joined, touched, compared })
}

/// What changes for those that stay where a testimony is taken out; `earlier` does not hold it any more.
pub(super) fn remove(judge: &Judge<'_>, earlier: &dyn Earlier, old: &Prepared) -> Option<Left> {
    let row = old.row()?;
    // What it took back may stand anywhere under its question.
    if row.t.withdraws && !row.t.conditional {
        return None;
    }
    let mut work = Work::new(judge, earlier);
    if chain::chained(&row) {
        work.link(&row, None);
    }
    work.risen();
    let (states, touched, joined, compared) = work.close();
    Some(Left { states, touched, joined, compared })
}

/// The days around that of its event, in which another's makes one episode with it.
pub(super) fn episode(lexicon: &Lexicon, row: &Row<'_>) -> Option<Stretch> {
    let (from, to) = episode::days(lexicon, row.t).filter(|_| !row.t.conditional)?;
    Some((from - GAP, to + GAP))
}

/// The question under which a testimony stands, and what becomes of the episodes that it joins.
pub(super) fn place(
    judge: &Judge<'_>,
    earlier: &dyn Earlier,
    row: &Row<'_>,
) -> (QuestionId, Option<Episode>, Vec<(QuestionId, QuestionId)>) {
    let Some(around) = episode(judge.lexicon, row) else {
        return (row.base.clone().into_owned(), None, Vec::new());
    };
    let near = earlier.episodes(&row.base, around);
    let first = near.iter().map(|e| e.days.0).fold(around.0 + GAP, i32::min);
    let last = near.iter().map(|e| e.days.1).fold(around.1 - GAP, i32::max);
    let question = wording::id(&row.t.kind, &row.t.mode, &row.t.asked, Some(first));
    let old = near.into_iter().map(|e| e.question).filter(|q| *q != question);
    let moved = old.map(|q| (q, question.clone())).collect();
    (question.clone(), Some(Episode { question, days: (first, last) }), moved)
}

/// One of two that are compared.
struct Met<'h> {
    held: &'h Held,
    row: Row<'h>,
}

impl<'h> Met<'h> {
    /// Nothing where the lexicon does not know its kind.
    fn of(held: &'h Held) -> Option<Met<'h>> {
        Some(Met { held, row: held.prepared.row()? })
    }
}

type Closed = (Vec<(Name, State)>, Vec<QuestionId>, Vec<Joined>, usize);

impl<'a> Work<'a> {
    fn new(judge: &'a Judge<'a>, earlier: &'a dyn Earlier) -> Work<'a> {
        Work { judge, earlier, seen: BTreeMap::new(), joined: Vec::new(), compared: 0 }
    }

    /// As it is now.
    fn look(&mut self, held: Held) -> Name {
        let name = Name::of(held.testimony());
        self.seen.entry(name.clone()).or_insert_with(|| {
            let before = held.state;
            (held, Some(before))
        });
        name
    }

    fn state(&self, name: &Name) -> State {
        self.seen.get(name).map_or_else(State::default, |(held, _)| held.state)
    }

    fn set(&mut self, name: &Name, change: impl FnOnce(&mut State)) {
        if let Some((held, _)) = self.seen.get_mut(name) {
            change(&mut held.state);
        }
    }

    /// What the new one takes back, or what took it back.
    fn withdraw(&mut self, row: &Row<'_>) {
        let t = row.t;
        if t.conditional {
            return;
        }
        let by = self.earlier.withdrawals(&row.base);
        let back = by.iter().filter_map(|w| w.prepared.row()).any(|w| takes_back(&w, row));
        let name = Name::of(t);
        self.set(&name, |s| s.gone = back || t.withdrawn.is_some());
        if !t.withdraws {
            return;
        }
        let publisher = t.publisher.as_deref().map(name_key);
        for held in self.earlier.printed(&row.base, &t.voice.own, publisher.as_deref()) {
            let hit = held.prepared.row().is_some_and(|r| takes_back(row, &r));
            let name = self.look(held);
            if hit && !self.state(&name).gone {
                self.set(&name, |s| s.gone = true);
                self.rechain(&name);
            }
        }
    }

    /// Works out anew what stands around a link of a chain.
    fn rechain(&mut self, center: &Name) {
        let Some((held, _)) = self.seen.get(center).cloned() else { return };
        if let Some(row) = held.prepared.row().filter(chain::chained) {
            self.link(&row, Some(held.clone()));
        }
    }

    /// The same around the place of this one, where it stands or, where it was taken out, nothing does.
    fn link(&mut self, row: &Row<'_>, there: Option<Held>) {
        let spoken = spoken_key(row.t);
        let (before, after) = self.earlier.chain(&row.base, &row.t.voice.own, &spoken, chain::STEPS);
        let (first, last) = (before.len(), before.len() + usize::from(there.is_some()));
        let mut links: Vec<Arc<Prepared>> = Vec::new();
        let mut names: Vec<Name> = Vec::new();
        for held in before.into_iter().chain(there).chain(after) {
            links.push(Arc::clone(&held.prepared));
            names.push(self.look(held));
        }
        let rows: Vec<Row<'_>> = links.iter().filter_map(|t| t.row()).collect();
        if rows.len() != names.len() {
            return;
        }
        let rows: Vec<&Row<'_>> = rows.iter().collect();
        let gone: Vec<bool> = names.iter().map(|n| self.state(n).gone).collect();
        let pairs = chain::pairs(self.judge.lexicon, &rows, |i| !gone[i]);
        self.compared += chain::compared(rows.len());
        for (i, (name, fate)) in names.iter().zip(chain::fates(&rows, &pairs)).enumerate() {
            // Further out than the window less is known than was before.
            self.set(name, |s| {
                if i < last {
                    s.replaced = fate.replaced;
                }
                if i >= first {
                    s.revises = fate.revises;
                }
            });
        }
    }

    /// Compares all that became live with what lies near it.
    fn risen(&mut self) {
        let live =
            |(held, before): &(Held, Option<State>)| held.state.live() && !before.is_some_and(|b| b.live());
        let risen: Vec<Held> = self.seen.values().filter(|s| live(s)).map(|(h, _)| h.clone()).collect();
        for (i, held) in risen.iter().enumerate() {
            let Some(one) = Met::of(held) else { continue };
            let around = self.around(&one.row);
            for other in around.iter().chain(&risen[i + 1..]).filter_map(Met::of) {
                self.meet(&one, &other);
                self.meet(&other, &one);
            }
            self.hang(&one);
        }
    }

    /// What is live near it, but for what just rose: those are paired among themselves.
    fn around(&self, row: &Row<'_>) -> Vec<Held> {
        let own = Name::of(row.t);
        let mut near = self.earlier.near(&looks(self.judge.lexicon, row), row.reach, &row.t.document);
        near.retain(|h| {
            let name = Name::of(h.testimony());
            name != own && self.seen.get(&name).is_none_or(|(now, _)| now.state.live())
        });
        near
    }

    /// What follows from two for the question of the first. Of two that say something of what is, the pair
    /// is taken once.
    fn meet(&mut self, x: &Met<'_>, y: &Met<'_>) {
        let (one, two) = (&x.row, &y.row);
        if one.says() && two.says() {
            if Name::of(one.t) < Name::of(two.t) {
                self.compared += 1;
                let judged = self.judge.both(one, two);
                self.note(x, y, judged);
            }
        } else if one.foretells() && two.says() {
            self.compared += 1;
            let judged = self.judge.outcome(one, two);
            self.note(x, y, judged);
        } else if one.t.conditional && two.says() {
            self.compared += 1;
            if never_came(one, two).is_some() {
                let claim = self.earlier.of_claim(&one.t.claim);
                let new: Vec<Held> = self.seen.values().map(|(h, _)| h.clone()).collect();
                let hang = claim.iter().chain(&new).filter_map(Met::of);
                let hang = hang.filter(|f| f.row.foretells() && f.row.t.claim == one.t.claim);
                hang.for_each(|f| self.moot(&f, one, y));
            }
        }
    }

    /// For a prediction that comes after its condition.
    fn hang(&mut self, f: &Met<'_>) {
        if !f.row.foretells() {
            return;
        }
        for held in self.earlier.of_claim(&f.row.t.claim) {
            let Some(condition) = held.prepared.row().filter(|c| c.t.conditional) else { continue };
            for seen in self.around(&condition).iter().filter_map(Met::of).filter(|s| s.row.says()) {
                self.compared += 1;
                if never_came(&condition, &seen.row).is_some() {
                    self.moot(f, &condition, &seen);
                }
            }
        }
    }

    fn moot(&mut self, f: &Met<'_>, condition: &Row<'_>, seen: &Met<'_>) {
        let verdict = never_came(condition, &seen.row);
        let judged = verdict.map(|verdict| Judged { verdict, tied: None, effect: Effect::Moots });
        self.note(f, seen, judged);
    }

    fn note(&mut self, x: &Met<'_>, y: &Met<'_>, judged: Option<Judged>) {
        let Some(judged) = judged.filter(|j| j.effect != Effect::Nothing) else { return };
        // Their questions are touched.
        let (a, b) = (self.look(x.held.clone()), self.look(y.held.clone()));
        let Judged { verdict, effect, .. } = judged;
        self.joined.push(Joined { a, b, tie: verdict.tie, rule: verdict.rule, effect });
    }

    fn close(self) -> Closed {
        let joined_now = |name: &Name| self.joined.iter().any(|j| j.a == *name || j.b == *name);
        let (mut states, mut touched) = (Vec::new(), Vec::new());
        for (name, (held, before)) in &self.seen {
            let changed = *before != Some(held.state);
            if changed {
                states.push((name.clone(), held.state));
                // The new one has no partners yet.
                touched.extend(before.iter().flat_map(|_| self.earlier.partners(name)));
            }
            if changed || joined_now(name) {
                touched.push(held.question.clone());
            }
        }
        (states, touched, self.joined, self.compared)
    }
}
