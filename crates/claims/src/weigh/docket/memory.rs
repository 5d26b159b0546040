//! A keeper of testimonies in memory: for tests, and for a handful of documents.

use super::earlier::{Change, Earlier, Episode, Held, Joined, Left, Name, Slip, State};
use crate::weigh::cells::Cell;
use crate::weigh::episode::Stretch;
use crate::weigh::judge::Effect;
use crate::weigh::row::Prepared;
use crate::weigh::standing::Facts;
use crate::weigh::window::Reach;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;
use types::{ClaimId, DocumentId, QuestionId, Testimony, name_key};

/// All that was added, with what the docket said of it.
#[derive(Debug, Default)]
pub struct Memory {
    held: BTreeMap<Name, (Slip, Held)>,
    at: BTreeMap<Cell, Vec<Name>>,
    chains: BTreeMap<(QuestionId, String), BTreeMap<String, Name>>,
    bases: BTreeMap<QuestionId, Vec<Name>>,
    questions: BTreeMap<QuestionId, BTreeSet<Name>>,
    claims: BTreeMap<ClaimId, Vec<Name>>,
    episodes: BTreeMap<QuestionId, Vec<Episode>>,
    joined: BTreeMap<(Name, Name, Effect), Joined>,
    of: BTreeMap<Name, BTreeSet<(Name, Name, Effect)>>,
    redirects: BTreeMap<QuestionId, QuestionId>,
}

impl Memory {
    /// Notes what adding a testimony changes.
    pub fn note(&mut self, testimony: &Arc<Prepared>, change: Change) {
        let Change { slip, question, episode, moved, states, joined, .. } = change;
        for (from, to) in moved {
            self.redirect(&from, &to);
        }
        if let Some(episode) = episode {
            let of_base = self.episodes.entry(slip.base.clone()).or_default();
            of_base.retain(|e| e.days.1 < episode.days.0 || e.days.0 > episode.days.1);
            of_base.push(episode);
        }
        let name = slip.name.clone();
        slip.cells.iter().for_each(|c| self.at.entry(*c).or_default().push(name.clone()));
        self.bases.entry(slip.base.clone()).or_default().push(name.clone());
        self.claims.entry(slip.claim.clone()).or_default().push(name.clone());
        if slip.chained {
            let chain = (slip.base.clone(), slip.voice.clone());
            self.chains.entry(chain).or_default().insert(slip.spoken.clone(), name.clone());
        }
        if !slip.conditional {
            self.questions.entry(question.clone()).or_default().insert(name.clone());
        }
        let held = Held { prepared: Arc::clone(testimony), question, state: State::default() };
        self.held.insert(name, (slip, held));
        self.follow_states(states, joined);
    }

    /// Takes a testimony out, with its pairs.
    pub fn take(&mut self, name: &Name) {
        let Some((slip, held)) = self.held.remove(name) else { return };
        for cell in &slip.cells {
            self.at.entry(*cell).or_default().retain(|n| n != name);
        }
        self.bases.entry(slip.base.clone()).or_default().retain(|n| n != name);
        self.claims.entry(slip.claim.clone()).or_default().retain(|n| n != name);
        let chain = self.chains.entry((slip.base, slip.voice)).or_default();
        if chain.get(&slip.spoken).is_some_and(|n| n == name) {
            chain.remove(&slip.spoken);
        }
        self.questions.entry(held.question).or_default().remove(name);
        for key in self.of.remove(name).unwrap_or_default() {
            for end in [&key.0, &key.1] {
                self.of.entry(end.clone()).or_default().remove(&key);
            }
            self.joined.remove(&key);
        }
    }

    /// Notes what taking one out changes.
    pub fn leave(&mut self, left: Left) {
        self.follow_states(left.states, left.joined);
    }

    /// The names of all that stands under a question, and its episode is forgotten: they are to be taken out and added anew.
    pub fn clear(&mut self, question: &QuestionId) -> Vec<Name> {
        self.episodes.values_mut().for_each(|all| all.retain(|e| e.question != *question));
        self.questions.get(question).into_iter().flatten().cloned().collect()
    }

    fn follow_states(&mut self, states: Vec<(Name, State)>, joined: Vec<Joined>) {
        for (name, state) in states {
            if let Some((_, held)) = self.held.get_mut(&name) {
                held.state = state;
            }
        }
        for pair in joined {
            let key = (pair.a.clone(), pair.b.clone(), pair.effect);
            for end in [&pair.a, &pair.b] {
                self.of.entry(end.clone()).or_default().insert(key.clone());
            }
            self.joined.insert(key, pair);
        }
    }

    fn redirect(&mut self, from: &QuestionId, to: &QuestionId) {
        let names = self.questions.remove(from).unwrap_or_default();
        for name in &names {
            if let Some((_, held)) = self.held.get_mut(name) {
                held.question = to.clone();
            }
        }
        self.questions.entry(to.clone()).or_default().extend(names);
        self.redirects.insert(from.clone(), to.clone());
    }

    /// The question that an id stands for now: its own, or the one that it was moved to.
    pub fn resolve<'q>(&'q self, mut question: &'q QuestionId) -> &'q QuestionId {
        let mut steps = 0;
        while let Some(next) = self.redirects.get(question).filter(|_| !self.questions.contains_key(question))
        {
            question = next;
            steps += 1;
            if steps > self.redirects.len() {
                break;
            }
        }
        question
    }

    /// All questions, in order of their ids.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionId> {
        self.questions.iter().filter(|(_, names)| !names.is_empty()).map(|(id, _)| id)
    }

    /// All that stands under a question.
    pub fn names(&self, question: &QuestionId) -> BTreeSet<Name> {
        self.questions.get(question).cloned().unwrap_or_default()
    }

    /// The testimonies to a question that are live.
    pub fn live(&self, question: &QuestionId) -> Vec<&Testimony> {
        let held = self.questions.get(question).into_iter().flatten().filter_map(|n| self.held.get(n));
        held.filter(|(_, h)| h.state.live()).map(|(_, h)| h.testimony()).collect()
    }

    /// What there is about a question.
    pub fn facts(&self, question: &QuestionId) -> Facts {
        let mut facts = Facts::default();
        for name in self.questions.get(question).into_iter().flatten() {
            let Some((slip, held)) = self.held.get(name) else { continue };
            let state = held.state;
            facts.foretold |= held.testimony().mode != types::Mode::Says;
            facts.withdrawn |= state.gone;
            if state.gone || slip.withdraws {
                continue;
            }
            facts.told = true;
            facts.answered |= slip.answers;
            facts.refused |= !slip.answers;
            facts.revised |= state.live() && state.revises;
            facts.admitted |= state.live() && slip.admits;
            self.follow(name, &mut facts);
        }
        facts
    }

    /// What follows from the pairs in which a testimony stands.
    fn follow(&self, name: &Name, facts: &mut Facts) {
        let live = |n: &Name| self.held.get(n).is_some_and(|(_, h)| h.state.live());
        let under = |n: &Name| self.held.get(n).map(|(_, h)| &h.question);
        for (a, b, effect) in self.of.get(name).into_iter().flatten() {
            if !live(a) || !live(b) {
                continue;
            }
            match effect {
                Effect::Nothing => {}
                Effect::Contests => facts.contested = true,
                Effect::Agrees => facts.corroborated |= under(a) == under(b),
                Effect::Meets => facts.met |= a == name,
                Effect::Fails => facts.failed |= a == name,
                Effect::Moots => facts.moot |= a == name,
            }
        }
    }

    fn get<'n>(&self, names: impl IntoIterator<Item = &'n Name>) -> Vec<Held> {
        names.into_iter().filter_map(|n| self.held.get(n)).map(|(_, h)| h.clone()).collect()
    }

    fn of_base(&self, base: &QuestionId, fits: impl Fn(&Slip, &Held) -> bool) -> Vec<Held> {
        let names = self.bases.get(base).into_iter().flatten().filter_map(|n| self.held.get(n));
        names.filter(|(s, h)| fits(s, h)).map(|(_, h)| h.clone()).collect()
    }
}

impl Earlier for Memory {
    fn near(&self, cells: &[Cell], reach: Reach, document: &DocumentId) -> Vec<Held> {
        let mut names: Vec<&Name> = cells.iter().flat_map(|c| self.at.get(c).into_iter().flatten()).collect();
        names.sort();
        names.dedup();
        let fits = |n: &&Name| {
            self.held.get(*n).is_some_and(|(slip, held)| {
                held.state.live() && (slip.reach.meets(&reach) || n.document == *document)
            })
        };
        self.get(names.into_iter().filter(fits))
    }

    fn chain(&self, base: &QuestionId, voice: &str, spoken: &str, steps: usize) -> (Vec<Held>, Vec<Held>) {
        let Some(chain) = self.chains.get(&(base.clone(), voice.to_owned())) else {
            return (Vec::new(), Vec::new());
        };
        let mut before: Vec<&Name> =
            chain.range::<str, _>((Unbounded, Excluded(spoken))).rev().take(steps).map(|(_, n)| n).collect();
        before.reverse();
        let after = chain.range::<str, _>((Excluded(spoken), Unbounded)).take(steps).map(|(_, n)| n);
        (self.get(before), self.get(after))
    }

    fn withdrawals(&self, base: &QuestionId) -> Vec<Held> {
        self.of_base(base, |slip, _| slip.withdraws && !slip.conditional)
    }

    fn printed(&self, base: &QuestionId, voice: &str, publisher: Option<&str>) -> Vec<Held> {
        self.of_base(base, |slip, held| {
            let printed = held.testimony().publisher.as_deref().map(name_key);
            let own = slip.voice == voice || publisher.is_some() && printed.as_deref() == publisher;
            own && !slip.withdraws && !slip.conditional && !held.state.gone
        })
    }

    fn of_claim(&self, claim: &ClaimId) -> Vec<Held> {
        self.get(self.claims.get(claim).into_iter().flatten())
    }

    fn episodes(&self, base: &QuestionId, days: Stretch) -> Vec<Episode> {
        let all = self.episodes.get(base).into_iter().flatten();
        all.filter(|e| e.days.0 <= days.1 && e.days.1 >= days.0).cloned().collect()
    }

    fn partners(&self, name: &Name) -> Vec<QuestionId> {
        let pairs = self.of.get(name).into_iter().flatten();
        let ends = pairs.flat_map(|(a, b, _)| [a, b]).filter_map(|n| self.held.get(n));
        ends.map(|(_, h)| h.question.clone()).collect()
    }
}
