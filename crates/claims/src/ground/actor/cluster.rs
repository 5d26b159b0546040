//! Which names mean the same actor: full names first, then the short forms that lean on them.

use super::lexicon::Use;
use super::names::{Class, Name};
use super::registry::{Known, Registry};
use super::shape::{Gender, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use types::ActorKind;

/// A person known by two words or more.
struct Human {
    actor: usize,
    /// Lower-case, without "Jr."
    words: Vec<String>,
    junior: bool,
    /// Short forms so far, and the sentence of the last mention.
    seen: usize,
    sentence: usize,
    first_token: usize,
}

/// At most this many actors are tried for one short form.
const TRIED: usize = 12;

struct Clusters<'a> {
    text: &'a Text<'a>,
    registry: &'a mut Registry,
    humans: Vec<Human>,
    /// Humans by each of their words.
    by_word: FxHashMap<String, Vec<usize>>,
    /// Bodies by the first and by the last word of a name.
    bodies: FxHashMap<String, Vec<(usize, Vec<String>)>>,
    acronyms: FxHashMap<String, usize>,
    /// Short forms that the text itself explains; they beat the lexicon.
    explained: FxHashMap<String, usize>,
    /// Last names that somebody bears whom the text never names in full: "Mr. Roe" beside "Jane Roe".
    apart: FxHashSet<String>,
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
    fn words(&self, name: &Name) -> Vec<String> {
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

    fn human(&mut self, name: &Name, mut words: Vec<String>) -> usize {
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

    /// Counts a mention of a person by the full name.
    fn note(&mut self, actor: usize, name: &Name) {
        let words = if name.class == Class::Person { self.words(name) } else { return };
        let Some(list) = words.last().and_then(|w| self.by_word.get(w)) else { return };
        let found = list.iter().copied().find(|h| self.humans[*h].actor == actor);
        if let Some(h) = found {
            self.humans[h].seen += 1;
            self.humans[h].sentence = self.text.doc.sentence_of(name.first);
        }
    }

    /// Notes a last name whose form of address fits nobody known by it in full.
    fn keep_apart(&mut self, name: &Name) {
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

    /// The person that a last (or first) name alone means here.
    fn surname(&mut self, name: &Name, word: &str) -> Option<usize> {
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

fn word_is_last(human: &Human, word: &str) -> bool {
    human.words.last().is_some_and(|w| w == word)
}

/// Whether a phrase only says where: "in Norland", "from the Norland border".
pub(super) fn location(text: &Text, head: usize) -> bool {
    let preposition = text.doc.head(text.joined_to(head));
    text.doc.dep(text.joined_to(head)) == "pobj"
        && !text.speaks(head)
        && text.lexicon.is("locative", &text.doc.word(preposition).to_lowercase())
}

/// The gender that a form of address before a name tells: "Mrs. Roe".
pub(super) fn address(text: &Text, first: usize) -> Option<Gender> {
    let before = text.doc.word(first.checked_sub(1)?).to_lowercase();
    text.lexicon.title(&before)?
}

/// Without what does not belong to a name: "the", a genitive, marks.
pub(super) fn bare(written: &str) -> &str {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”' | '(' | ')' | ';' | ':');
    let trimmed = written.trim_matches(marks);
    let trimmed = ["the ", "The ", "THE "].iter().find_map(|a| trimmed.strip_prefix(a)).unwrap_or(trimmed);
    ["'s", "’s", "'", "’"].iter().find_map(|e| trimmed.strip_suffix(e)).unwrap_or(trimmed)
}

fn words(written: &str) -> Vec<String> {
    let plain = |w: &str| {
        let word = any_ascii::any_ascii(w).to_lowercase();
        let word = word.strip_suffix("'s").unwrap_or(&word);
        word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    bare(written).split_whitespace().map(plain).filter(|w| !w.is_empty()).collect()
}

/// Whether two names of two words or more with the same last word are one person's.
fn same_human(a: &[String], b: &[String]) -> bool {
    if a.last() != b.last() {
        return false;
    }
    let (x, y) = (&a[0], &b[0]);
    let initial = |s: &str, l: &str| s.len() == 1 && l.starts_with(s);
    let nickname = x.len() > 2 && y.len() > 2 && (x.starts_with(y.as_str()) || y.starts_with(x.as_str()));
    x == y || nickname || initial(x, y) || initial(y, x) || a.ends_with(b) || b.ends_with(a)
}

/// The capitals of a name of three words or more.
fn initials(written: &str) -> Option<String> {
    let split = |c: char| c.is_whitespace() || c == '-';
    let initials: String =
        written.split(split).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    (initials.chars().count() > 2).then_some(initials)
}
