//! Which names mean the same actor: full names first, then the short forms that lean on them.

use super::forms::{bare, initials, location, words};
use super::humans::Human;
use super::lexicon::Use;
use super::names::{Class, Name};
use super::registry::{Known, Registry};
use super::shape::Text;
use rustc_hash::{FxHashMap, FxHashSet};
use types::ActorKind;

/// At most this many actors are tried for one short form.
pub(super) const TRIED: usize = 12;

pub(super) struct Clusters<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) registry: &'a mut Registry,
    pub(super) humans: Vec<Human>,
    /// Humans by each of their words.
    pub(super) by_word: FxHashMap<String, Vec<usize>>,
    /// Bodies by the first and by the last word of a name.
    pub(super) bodies: FxHashMap<String, Vec<(usize, Vec<String>)>>,
    pub(super) acronyms: FxHashMap<String, usize>,
    /// Short forms that the text itself explains; they beat the lexicon.
    pub(super) explained: FxHashMap<String, usize>,
    /// Last names that somebody bears whom the text never names in full: "Mr. Roe" beside "Jane Roe".
    pub(super) apart: FxHashSet<String>,
}

/// The actor of each name; nothing for a name that is only a place, a people, or unclear.
pub(super) fn cluster(text: &Text, names: &[Name], registry: &mut Registry) -> Vec<Option<usize>> {
    let mut clusters = Clusters {
        text,
        registry,
        humans: Vec::new(),
        by_word: FxHashMap::default(),
        bodies: FxHashMap::default(),
        acronyms: FxHashMap::default(),
        explained: FxHashMap::default(),
        apart: FxHashSet::default(),
    };
    let mut actors: Vec<Option<usize>> = names.iter().map(|n| clusters.full(n)).collect();
    for i in 1..names.len() {
        clusters.bracketed(&names[i - 1], &names[i], &mut actors, i);
    }
    names.iter().for_each(|n| clusters.keep_apart(n));
    for (name, actor) in names.iter().zip(&mut actors) {
        let written = bare(text.words(name.first, name.last));
        *actor = clusters.explained.get(written).copied().or(*actor);
        match actor {
            Some(actor) => clusters.note(*actor, name),
            None => *actor = clusters.short(name),
        }
    }
    actors
}

impl Clusters<'_> {
    pub(super) fn words(&self, name: &Name) -> Vec<String> {
        words(self.text.words(name.first, name.last))
    }

    /// A name that stands on its own: of the lexicon, or of two words or more.
    fn full(&mut self, name: &Name) -> Option<usize> {
        let words = self.words(name);
        match name.class {
            Class::Known(entry, Use::Name) => {
                let actor = self.registry.entry(self.text.lexicon, entry);
                let written = bare(self.text.words(name.first, name.last));
                self.registry.known[actor].alias(written);
                self.index(actor, words);
                Some(actor)
            }
            Class::Person if words.len() > 1 => Some(self.human(name, words.clone())),
            Class::Body if words.len() > 1 => Some(self.body(name, words)),
            _ => None,
        }
    }

    fn body(&mut self, name: &Name, words: Vec<String>) -> usize {
        let key = format!("body {}", words.join(" "));
        if let Some(actor) = self.registry.get(&key) {
            return actor;
        }
        let written = bare(self.text.words(name.first, name.last));
        let armed = words.iter().any(|w| self.text.lexicon.is("armed name", w));
        let kind = if armed { ActorKind::Group } else { ActorKind::Organisation };
        let mut known = Known::new(written, kind, true);
        if armed {
            known.sorts.push("armed".to_owned());
        }
        known.sorts.extend(words.last().and_then(|w| self.text.lexicon.sort_of_name(w)).map(str::to_owned));
        let actor = self.registry.add(&key, known);
        if let Some(initials) = initials(written) {
            self.acronyms.entry(initials).or_insert(actor);
        }
        self.index(actor, words);
        actor
    }

    fn index(&mut self, actor: usize, words: Vec<String>) {
        if words.len() < 2 {
            return;
        }
        for word in [&words[0], &words[words.len() - 1]] {
            let list = self.bodies.entry(word.clone()).or_default();
            if list.len() < TRIED && !list.iter().any(|(a, w)| *a == actor && *w == words) {
                list.push((actor, words.clone()));
            }
        }
    }

    /// "Northern Relief Council (NRC)": what stands in brackets is another name of what is before.
    fn bracketed(&mut self, long: &Name, short: &Name, actors: &mut [Option<usize>], i: usize) {
        let doc = self.text.doc;
        let open = short.first > 0 && doc.word(short.first - 1) == "(";
        let close = short.last + 1 < doc.len() && doc.word(short.last + 1) == ")";
        let word = doc.word(short.last);
        let acronym = short.first == short.last && word.chars().filter(|c| c.is_uppercase()).count() > 1;
        let Some(actor) = actors[i - 1] else { return };
        if !(open && close && acronym && long.last + 2 == short.first) || long.first == long.last {
            return;
        }
        let text = self.text.words(long.first, long.last);
        let fits = word.chars().next() == text.chars().find(|c| c.is_uppercase());
        let exact = initials(bare(text)).is_some_and(|i| i == word);
        let free = actors[i].is_none_or(|a| exact && a != actor);
        if free && fits && self.registry.known[actor].kind != ActorKind::Person {
            self.registry.known[actor].alias(word);
            self.acronyms.insert(word.to_owned(), actor);
            self.explained.insert(word.to_owned(), actor);
            actors[i] = Some(actor);
        }
    }

    /// A name that leans on a fuller one elsewhere in the text.
    fn short(&mut self, name: &Name) -> Option<usize> {
        let words = self.words(name);
        let written = bare(self.text.words(name.first, name.last));
        let word = words.last()?;
        match name.class {
            Class::Known(entry, used) => self.known(name, entry, used, word),
            Class::Person => self.surname(name, word).or_else(|| self.part_of(&words)).or_else(|| {
                let actor = self.acronyms.get(written).copied();
                actor.or_else(|| Some(self.single(written, word, ActorKind::Person)))
            }),
            Class::Body => {
                let actor = self.acronyms.get(written).copied().or_else(|| self.part_of(&words));
                let actor = actor.or_else(|| self.surname(name, word).filter(|_| words.len() == 1));
                actor.or_else(|| Some(self.single(written, word, ActorKind::Organisation)))
            }
            Class::Place => self.acronyms.get(written).copied().or_else(|| {
                let human = self.surname(name, word).filter(|_| !self.is_location(name));
                let speaks = || self.text.speaks(name.head(self.text));
                human.or_else(|| speaks().then(|| self.single(written, word, ActorKind::State)))
            }),
            Class::Loose => self.acronyms.get(written).copied().or_else(|| {
                let head = name.head(self.text);
                let human = self.surname(name, word).or_else(|| {
                    let person = self.registry.get(&format!("person {word}"));
                    person.or_else(|| self.registry.get(&format!("organisation {word}")))
                });
                let speaks = || {
                    let proper = self.text.doc.pos(head) == "PROPN" && !self.text.modifies(head);
                    let given = words.len() > 1 && self.text.lexicon.given(&words[0]).is_some();
                    proper && (given || self.text.speaks(head))
                };
                match human {
                    None if speaks() && words.len() > 1 => Some(self.human(name, words.clone())),
                    None if speaks() => Some(self.single(written, word, ActorKind::Person)),
                    _ => human,
                }
            }),
        }
    }

    /// A demonym or a seat of government counts only where it acts.
    fn known(&mut self, name: &Name, entry: usize, used: Use, word: &str) -> Option<usize> {
        let label = self.text.doc.entity_of(name.first).map(|e| self.text.doc.entities()[e]);
        if label.is_some_and(|e| self.text.doc.label(&e) == "PERSON")
            && let Some(human) = self.surname(name, word)
        {
            return Some(human);
        }
        let head = name.head(self.text);
        let acts = used == Use::Seat && !self.text.modifies(head) && self.text.speaks(head);
        acts.then(|| self.registry.entry(self.text.lexicon, entry))
    }

    pub(super) fn is_location(&self, name: &Name) -> bool {
        location(self.text, name.head(self.text))
    }

    /// The body whose longer name starts or ends with these words.
    fn part_of(&self, words: &[String]) -> Option<usize> {
        let list = self.bodies.get(words.first()?)?;
        let mut fits = list.iter().filter(|(_, w)| w.starts_with(words) || w.ends_with(words));
        let first = fits.next()?.0;
        fits.all(|(a, _)| *a == first).then_some(first)
    }

    fn single(&mut self, written: &str, word: &str, kind: ActorKind) -> usize {
        let label = if kind == ActorKind::Person { "person" } else { "organisation" };
        let key = format!("{label} {word}");
        if let Some(actor) = self.registry.get(&key) {
            return actor;
        }
        let mut known = Known::new(written, kind, true);
        if kind == ActorKind::Person {
            known.gender = self.text.lexicon.given(word);
        }
        self.registry.add(&key, known)
    }
}
