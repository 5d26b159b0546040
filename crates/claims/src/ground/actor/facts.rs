//! What the words around a name tell of its bearer: titles, appositions, backers.

use super::beside::{beside, phrase_head};
use super::lexicon::{Noun, Use};
use super::names::{Class, Name};
use super::registry::{Known, Registry, add};
use super::shape::Text;
use types::ActorKind;

/// Names by token, with their actors.
pub(super) struct Named<'a> {
    pub(super) names: &'a [Name],
    pub(super) actors: &'a [Option<usize>],
}

impl Named<'_> {
    /// Index of the name that holds a token.
    pub(super) fn at(&self, token: usize) -> Option<usize> {
        let i = self.names.partition_point(|n| n.last < token);
        self.names.get(i).filter(|n| n.first <= token).map(|_| i)
    }

    /// What a name stands for when it says to whom somebody belongs: "SDF", "Norland", "Norlandic".
    pub(super) fn body(&self, text: &Text, registry: &Registry, i: usize) -> Option<String> {
        match (self.actors[i], self.names[i].class) {
            (Some(actor), _) => Some(registry.known[actor].name.clone()),
            (None, Class::Known(entry, used)) if used != Use::Seat => {
                Some(text.lexicon.entries[entry].name.clone())
            }
            _ => None,
        }
    }

    /// Bodies named at tokens `first..=last`, in order.
    pub(super) fn bodies(&self, text: &Text, registry: &Registry, first: usize, last: usize) -> Vec<String> {
        let mut found = Vec::new();
        let from = self.names.partition_point(|n| n.first < first);
        for i in from..self.names.len() {
            if self.names[i].last > last {
                break;
            }
            if based(text, self.names[i].last) {
                continue;
            }
            self.body(text, registry, i).iter().for_each(|b| add(&mut found, b));
        }
        found
    }
}

/// Whether a name only says where somebody has his seat: "Ostland-based".
fn based(text: &Text, token: usize) -> bool {
    let word = |t: usize| if t < text.doc.len() { text.doc.word(t) } else { "" };
    word(token).ends_with("-based") || word(token + 1) == "-" && word(token + 2) == "based"
}

/// What a phrase in front of or beside a name says.
#[derive(Default)]
pub(super) struct Description {
    pub(super) roles: Vec<String>,
    pub(super) affiliations: Vec<String>,
    pub(super) sponsors: Vec<String>,
    pub(super) gender: Option<super::shape::Gender>,
    pub(super) words: String,
}

/// Reads the words at tokens `first..=last` as a title or description.
pub(super) fn describe(
    text: &Text,
    named: &Named,
    registry: &Registry,
    first: usize,
    last: usize,
) -> Description {
    let mut found = Description { words: text.words(first, last).to_owned(), ..Description::default() };
    // "fighters of the U.S.-backed forces" are not themselves said to be backed.
    let front = (first..last).find(|t| text.doc.dep(*t) == "prep").unwrap_or(last);
    found.sponsors = sponsors(text, text.words(first, front));
    found.affiliations = named.bodies(text, registry, first, last);
    let lead: Vec<&String> = found.sponsors.iter().collect();
    let led = |a: &String| lead.iter().any(|s| s.rsplit_once(' ').is_some_and(|(who, _)| who == a));
    found.affiliations.retain(|a| !led(a));
    for token in first..=last {
        let word = text.doc.word(token).to_lowercase();
        if let Some(gender) = text.lexicon.title(&word) {
            found.gender = found.gender.or(gender);
        }
        // "the nominee's daughter", "an aide to the president": the role is the other one's.
        let other =
            token < last && text.doc.dep(token) == "poss" || token > first && text.doc.dep(token) == "pobj";
        match text.noun(token).filter(|_| !other) {
            Some(Noun::Person(gender)) if named.at(token).is_none() => {
                found.gender = found.gender.or(gender);
                found.roles.push(role(text, token, first));
            }
            Some(Noun::Body(_)) if named.at(token).is_none() => found.roles.push(text.lemma(token)),
            _ => {}
        }
    }
    found
}

/// A role with what changes its meaning: "former president", "vice president".
pub(super) fn role(text: &Text, token: usize, first: usize) -> String {
    let lemma = text.lemma(token);
    let role = text.lexicon.full(&lemma).to_owned();
    let before = token.checked_sub(1).filter(|t| *t >= first).map(|t| text.doc.word(t).to_lowercase());
    match before.filter(|w| text.lexicon.is("qualifier", w)) {
        Some(before) => format!("{before} {role}"),
        None => role,
    }
}

/// "U.S.-backed", "Saudi-led" among the words, as "United States backed", "Saudi Arabia led".
pub(super) fn sponsors(text: &Text, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in words.split_whitespace() {
        let Some((who, verb)) = word.rsplit_once(['-', '‑', '–']) else { continue };
        let verb = verb.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if text.lexicon.is("sponsor", &verb) && !who.is_empty() {
            let entry = text.lexicon.entry(who).map(|e| text.lexicon.entries[e].name.as_str());
            add(&mut found, &format!("{} {verb}", entry.unwrap_or(who)));
        }
    }
    found
}

/// Puts on every named actor what the words around its names tell.
pub(super) fn collect(text: &Text, named: &Named, registry: &mut Registry) {
    for (i, name) in named.names.iter().enumerate() {
        let Some(actor) = named.actors[i] else { continue };
        let head = name.head(text);
        let outer = phrase_head(text, head);
        let first = text.first(outer).min(name.first);
        if first < name.first {
            before(text, named, registry, (actor, first, name.first - 1), outer == head);
        }
        if registry.known[actor].person {
            of_body(text, named, registry, actor, head);
        }
        for (a, b) in beside(text, name, head) {
            let found = describe(text, named, registry, a, b);
            if !found.roles.is_empty() {
                let mut found = found;
                if found.affiliations.is_empty() {
                    found.affiliations.extend(body_before(text, named, a, b));
                }
                put(&mut registry.known[actor], found);
            }
        }
    }
}

/// "the Tessen Relief spokeswoman": two capitalised words or more that no other sense is known of, in front
/// of a role that is had for a body.
fn body_before(text: &Text, named: &Named, first: usize, last: usize) -> Option<String> {
    let doc = text.doc;
    let speaks_for =
        |t: usize| matches!(text.noun(t), Some(Noun::Person(_))) && text.lexicon.is("bearer", &text.lemma(t));
    let role = (first..=last).find(|t| speaks_for(*t))?;
    let proper = |t: &usize| doc.tag(*t).starts_with("NNP") && text.modifies(*t);
    let start = (first..role).rev().take_while(|t| proper(t)).last()?;
    let free = (start..role).all(|t| named.at(t).is_none_or(|i| named.actors[i].is_none()));
    let sort = text.lexicon.sort_of_name(doc.word(role - 1)).is_some()
        || matches!(text.noun(role - 1), Some(Noun::Body(_)));
    (free && role - start >= 2 && sort).then(|| text.words(start, role - 1).to_owned())
}

/// "Jane Roe of the Harbour League", "from", "with", "at": a body right after a person's name.
fn of_body(text: &Text, named: &Named, registry: &mut Registry, actor: usize, head: usize) {
    let doc = text.doc;
    let leads = |t: &usize| {
        *t > head && doc.dep(*t) == "prep" && matches!(doc.word(*t), "of" | "from" | "with" | "at" | "for")
    };
    let bodies =
        doc.children(head).filter(leads).filter_map(|p| doc.children(p).find(|c| doc.dep(*c) == "pobj"));
    for body in bodies {
        let Some(other) = named.at(body).and_then(|i| named.actors[i]) else { continue };
        let known = &registry.known[other];
        if !known.person && matches!(known.kind, ActorKind::Organisation | ActorKind::Group) {
            let name = known.name.clone();
            registry.known[actor].affiliate(&name);
        }
    }
}

/// Words in front of a name. They are about its bearer if the name heads the phrase.
fn before(text: &Text, named: &Named, registry: &mut Registry, at: (usize, usize, usize), heads: bool) {
    let (actor, first, last) = at;
    let mut found = describe(text, named, registry, first, last);
    let person = registry.known[actor].kind == ActorKind::Person;
    if !person {
        // A state belongs to nobody; a body to whoever stands in front as owner or adjective.
        let state = registry.known[actor].kind == ActorKind::State;
        let tied = |t: usize| matches!(text.doc.dep(t), "poss" | "amod") && !state;
        let from = (first..=last).find(|t| tied(*t)).unwrap_or(last + 1);
        found.affiliations.clear();
        if from <= last {
            found.affiliations = named.bodies(text, registry, from, last);
        }
    }
    if heads || person || !found.sponsors.is_empty() {
        put(&mut registry.known[actor], found);
    }
}

fn put(known: &mut Known, found: Description) {
    found.roles.iter().for_each(|r| add(&mut known.roles, r));
    found.sponsors.iter().for_each(|s| add(&mut known.sponsors, s));
    found.affiliations.iter().for_each(|a| known.affiliate(a));
    if known.person {
        known.gender = found.gender.or(known.gender);
    }
    known.describe(&found.words);
}
