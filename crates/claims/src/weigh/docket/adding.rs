//! The work of adding one testimony.

use super::earlier::{Change, Earlier, Episode, Held, Joined, Name, State};
use super::slip;
use crate::weigh::cells::looks;
use crate::weigh::chain;
use crate::weigh::episode::{self, GAP};
use crate::weigh::foretold::never_came;
use crate::weigh::judge::{Effect, Judge, Judged};
use crate::weigh::row::Row;
use crate::weigh::window::spoken_key;
use crate::weigh::withdrawal::takes_back;
use crate::weigh::wording;
use std::collections::BTreeMap;
use types::{QuestionId, Testimony, name_key};

/// What is changed so far.
struct Work<'a> {
    judge: &'a Judge<'a>,
    earlier: &'a dyn Earlier,
    /// All whose state was looked at: as they were before, `None` for the new one, and as they are.
    seen: BTreeMap<Name, (Held, Option<State>)>,
    joined: Vec<Joined>,
    compared: usize,
}

pub(super) fn add(judge: &Judge<'_>, earlier: &dyn Earlier, t: &Testimony) -> Option<Change> {
    let row = Row::of(judge.lexicon, t)?;
    let slip = slip(judge.lexicon, &row);
    let (question, episode, moved) = place(judge, earlier, &row);
    let mut work = Work { judge, earlier, seen: BTreeMap::new(), joined: Vec::new(), compared: 0 };
    let held = Held { testimony: t.clone(), question: question.clone(), state: State::default() };
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

/// The question under which a testimony stands, and what becomes of the episodes that it joins.
fn place(
    judge: &Judge<'_>,
    earlier: &dyn Earlier,
    row: &Row<'_>,
) -> (QuestionId, Option<Episode>, Vec<(QuestionId, QuestionId)>) {
    let Some((from, to)) = episode::days(judge.lexicon, row.t).filter(|_| !row.t.conditional) else {
        return (row.base.clone(), None, Vec::new());
    };
    let near = earlier.episodes(&row.base, (from - GAP, to + GAP));
    let first = near.iter().map(|e| e.days.0).fold(from, i32::min);
    let last = near.iter().map(|e| e.days.1).fold(to, i32::max);
    let question = wording::id(&row.t.kind, &row.t.mode, &row.t.asked, Some(first));
    let old = near.into_iter().map(|e| e.question).filter(|q| *q != question);
    let moved = old.map(|q| (q, question.clone())).collect();
    (question.clone(), Some(Episode { question, days: (first, last) }), moved)
}

type Closed = (Vec<(Name, State)>, Vec<QuestionId>, Vec<Joined>, usize);

impl<'a> Work<'a> {
    fn row<'t>(&self, t: &'t Testimony) -> Option<Row<'t>> {
        Row::of(self.judge.lexicon, t)
    }

    /// As it is now.
    fn look(&mut self, held: Held) -> Name {
        let name = Name::of(&held.testimony);
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
        let back = by.iter().filter_map(|w| self.row(&w.testimony)).any(|w| takes_back(&w, row));
        let name = Name::of(t);
        self.set(&name, |s| s.gone = back || t.withdrawn.is_some());
        if !t.withdraws {
            return;
        }
        let publisher = t.publisher.as_deref().map(name_key);
        for held in self.earlier.printed(&row.base, &t.voice.own, publisher.as_deref()) {
            let hit = self.row(&held.testimony).is_some_and(|r| takes_back(row, &r));
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
        let Some(row) = self.row(&held.testimony).filter(chain::chained) else { return };
        let spoken = spoken_key(row.t);
        let (before, after) = self.earlier.chain(&row.base, &row.t.voice.own, &spoken, chain::STEPS);
        let middle = before.len();
        let mut links: Vec<Testimony> = Vec::new();
        let mut names: Vec<Name> = Vec::new();
        for held in before.into_iter().chain([held.clone()]).chain(after) {
            links.push(held.testimony.clone());
            names.push(self.look(held));
        }
        let rows: Vec<Row<'_>> = links.iter().filter_map(|t| self.row(t)).collect();
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
                if i <= middle {
                    s.replaced = fate.replaced;
                }
                if i >= middle {
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
            let Some(row) = self.row(&held.testimony) else { continue };
            for other in self.around(&row).iter().chain(&risen[i + 1..]) {
                if let Some(other) = self.row(&other.testimony) {
                    self.meet(&row, &other);
                    self.meet(&other, &row);
                }
            }
            self.hang(&row);
        }
    }

    /// What is live near it, but for what just rose: those are paired among themselves.
    fn around(&self, row: &Row<'_>) -> Vec<Held> {
        let mut near = self.earlier.near(&looks(self.judge.lexicon, row), row.reach, &row.t.document);
        near.retain(|h| {
            let name = Name::of(&h.testimony);
            name != Name::of(row.t) && self.seen.get(&name).is_none_or(|(now, _)| now.state.live())
        });
        near
    }

    /// What follows from two for the question of the first. Of two that say something of what is, the pair
    /// is taken once.
    fn meet(&mut self, x: &Row<'_>, y: &Row<'_>) {
        if x.says() && y.says() {
            if Name::of(x.t) < Name::of(y.t) {
                self.compared += 1;
                let judged = self.judge.both(x, y);
                self.note(x, y, judged);
            }
        } else if x.foretells() && y.says() {
            self.compared += 1;
            let judged = self.judge.outcome(x, y);
            self.note(x, y, judged);
        } else if x.t.conditional && y.says() {
            self.compared += 1;
            if never_came(x, y).is_some() {
                let claim = self.earlier.of_claim(&x.t.claim);
                let new: Vec<Held> = self.seen.values().map(|(h, _)| h.clone()).collect();
                let hang = claim.iter().chain(&new).filter_map(|h| self.row(&h.testimony));
                let hang: Vec<Row<'_>> = hang.filter(|f| f.foretells() && f.t.claim == x.t.claim).collect();
                hang.iter().for_each(|f| self.moot(f, x, y));
            }
        }
    }

    /// For a prediction that comes after its condition.
    fn hang(&mut self, f: &Row<'_>) {
        if !f.foretells() {
            return;
        }
        for held in self.earlier.of_claim(&f.t.claim) {
            let Some(condition) = self.row(&held.testimony).filter(|c| c.t.conditional) else { continue };
            for seen in self.around(&condition) {
                let Some(seen) = self.row(&seen.testimony).filter(Row::says) else { continue };
                self.compared += 1;
                if never_came(&condition, &seen).is_some() {
                    self.moot(f, &condition, &seen);
                }
            }
        }
    }

    fn moot(&mut self, f: &Row<'_>, condition: &Row<'_>, seen: &Row<'_>) {
        let verdict = never_came(condition, seen);
        let judged = verdict.map(|verdict| Judged { verdict, tied: None, effect: Effect::Moots });
        self.note(f, seen, judged);
    }

    fn note(&mut self, x: &Row<'_>, y: &Row<'_>, judged: Option<Judged>) {
        let Some(judged) = judged.filter(|j| j.effect != Effect::Nothing) else { return };
        let (a, b) = (Name::of(x.t), Name::of(y.t));
        for row in [x, y] {
            if let Some(held) = self.find(row) {
                self.look(held);
            }
        }
        let Judged { verdict, effect, .. } = judged;
        self.joined.push(Joined { a, b, tie: verdict.tie, rule: verdict.rule, effect });
    }

    /// The kept form of a row that is not seen yet: its question is touched.
    fn find(&self, row: &Row<'_>) -> Option<Held> {
        let name = Name::of(row.t);
        if self.seen.contains_key(&name) {
            return None;
        }
        self.earlier.of_claim(&row.t.claim).into_iter().find(|h| Name::of(&h.testimony) == name)
    }

    fn close(self) -> Closed {
        let joined_now = |name: &Name| self.joined.iter().any(|j| j.a == *name || j.b == *name);
        let (mut states, mut touched) = (Vec::new(), Vec::new());
        for (name, (held, before)) in &self.seen {
            let changed = *before != Some(held.state);
            if changed {
                states.push((name.clone(), held.state));
                touched.extend(self.earlier.partners(name));
            }
            if changed || joined_now(name) {
                touched.push(held.question.clone());
            }
        }
        (states, touched, self.joined, self.compared)
    }
}
