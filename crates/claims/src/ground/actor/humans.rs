//! Human beings by their names: full names first, then the last name alone.

use super::cluster::{Clusters, TRIED};
use super::forms::{address, bare, same_human};
use super::names::{Class, Name};
use super::registry::Known;
use types::ActorKind;

/// A person known by two words or more.
pub(super) struct Human {
    pub(super) actor: usize,
    /// Lower-case, without "Jr."
    pub(super) words: Vec<String>,
    pub(super) junior: bool,
    /// Short forms so far, and the sentence of the last mention.
    pub(super) seen: usize,
    pub(super) sentence: usize,
    pub(super) first_token: usize,
}

impl Clusters<'_> {
    pub(super) fn human(&mut self, name: &Name, mut words: Vec<String>) -> usize {
        let junior =
            words.len() > 2 && words.last().is_some_and(|w| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"));
        words.truncate(words.len() - usize::from(junior));
        if let Some(last) = words.last_mut() {
            // "Roes plan", where the apostrophe is lost.
            let stem = last.strip_suffix('s').filter(|s| self.by_word.contains_key(*s)).map(str::to_owned);
            *last = stem.unwrap_or_else(|| std::mem::take(last));
        }
        let last = words.last().cloned().unwrap_or_default();
        let written = bare(self.text.words(name.first, name.last));
        let tried = self.by_word.get(&last).map_or(&[][..], |l| &l[l.len().saturating_sub(TRIED)..]);
        let same = tried
            .iter()
            .copied()
            .find(|h| self.humans[*h].junior == junior && same_human(&self.humans[*h].words, &words));
        if let Some(h) = same {
            let human = &mut self.humans[h];
            let known = &mut self.registry.known[human.actor];
            known.describe(written);
            if words.len() > human.words.len() {
                let old = std::mem::replace(&mut known.name, written.to_owned());
                known.alias(&old);
                human.words = words;
            } else {
                known.alias(written);
            }
            return human.actor;
        }
        let mut known = Known::new(written, ActorKind::Person, true);
        known.gender = self.text.lexicon.given(&words[0]);
        let actor = self.registry.add(&format!("person {}", words.join(" ")), known);
        let h = self.humans.len();
        for word in [words.first(), words.last()].into_iter().flatten() {
            self.by_word.entry(word.clone()).or_default().push(h);
            if let Some(short) = word.split_once('-').map(|(_, s)| s).filter(|s| s.len() > 3) {
                self.by_word.entry(short.to_owned()).or_default().push(h);
            }
        }
        for word in words.iter().take(words.len().saturating_sub(1)).skip(1) {
            self.by_word.entry(word.clone()).or_default().push(h);
        }
        self.humans.push(Human { actor, words, junior, seen: 0, sentence: 0, first_token: name.first });
        actor
    }

    /// Counts a mention of a person by the full name.
    pub(super) fn note(&mut self, actor: usize, name: &Name) {
        let words = if name.class == Class::Person { self.words(name) } else { return };
        let Some(list) = words.last().and_then(|w| self.by_word.get(w)) else { return };
        let found = list.iter().copied().find(|h| self.humans[*h].actor == actor);
        if let Some(h) = found {
            self.humans[h].seen += 1;
            self.humans[h].sentence = self.text.doc.sentence_of(name.first);
        }
    }

    /// Notes a last name whose form of address fits nobody known by it in full.
    pub(super) fn keep_apart(&mut self, name: &Name) {
        let Some(gender) = address(self.text, name.first) else { return };
        let words = self.words(name);
        let [word] = &words[..] else { return };
        let Some(list) = self.by_word.get(word) else { return };
        let other = |h: &usize| {
            let theirs = self.registry.known[self.humans[*h].actor].gender;
            theirs.is_some_and(|g| g != gender)
        };
        if list.iter().take(TRIED).all(other) {
            self.apart.insert(word.clone());
        }
    }

    /// The person that a last (or first) name alone means here.
    pub(super) fn surname(&mut self, name: &Name, word: &str) -> Option<usize> {
        let stem = || word.strip_suffix('s').and_then(|w| self.by_word.get(w).map(|l| (w, l)));
        let (word, list) = self.by_word.get(word).map(|l| (word, l)).or_else(stem)?;
        let list = &list[list.len().saturating_sub(TRIED)..];
        let gender = address(self.text, name.first);
        if gender.is_none() && self.apart.contains(word) {
            return None;
        }
        let sentence = self.text.doc.sentence_of(name.first);
        let known = &self.registry.known;
        let best = list.iter().copied().filter(|h| {
            let theirs = known[self.humans[*h].actor].gender;
            gender.is_none() || theirs.is_none() || theirs == gender
        });
        let score = |h: &usize| {
            let human = &self.humans[*h];
            let last = human.words.last().is_some_and(|w| w == word || w.ends_with(word));
            let before = human.first_token < name.first;
            let near = before && human.seen > 0 && sentence.saturating_sub(human.sentence) <= 1;
            (last, before, human.seen.min(20) + 3 * usize::from(near), std::cmp::Reverse(human.first_token))
        };
        let best: Vec<usize> = best.collect();
        let h = best.iter().copied().max_by_key(score)?;
        // Two of one last name, both named close by and neither oftener: nobody can tell.
        let close = |h: &usize| {
            let human = &self.humans[*h];
            human.first_token < name.first && human.seen > 0 && sentence.saturating_sub(human.sentence) <= 3
        };
        let rival =
            |r: &usize| *r != h && close(r) && score(r).0 && self.humans[*r].seen >= self.humans[h].seen;
        if word_is_last(&self.humans[h], word) && close(&h) && best.iter().any(rival) {
            return None;
        }
        let human = &mut self.humans[h];
        human.seen += 1;
        human.sentence = sentence;
        let actor = human.actor;
        if let Some(gender) = gender {
            self.registry.known[actor].gender = Some(gender);
        }
        Some(actor)
    }
}

fn word_is_last(human: &Human, word: &str) -> bool {
    human.words.last().is_some_and(|w| w == word)
}
