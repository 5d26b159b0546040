//! The way through the text: every name, description and pronoun gets its actor, in order.

use super::beside;
use super::facts::Named;
use super::forms::location;
use super::lexicon::{Noun, Use};
use super::names::Class;
use super::recent::Memory;
use super::registry::Registry;
use super::shape::{Article, Text};
use rustc_hash::FxHashMap;
use types::{ActorKind, Mention, MentionForm};

/// A text while it is being read.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) named: &'a Named<'a>,
    pub(super) registry: &'a mut Registry,
    pub(super) memory: Memory,
    pub(super) mentions: Vec<Mention>,
    /// The actor of the mention that a token heads.
    pub(super) at: Vec<Option<usize>>,
    /// Nouns that a name beside them names: "a fighter calling himself Roe".
    pub(super) linked: FxHashMap<usize, usize>,
    /// Who spoke last outside quotation marks, and the number of that sentence.
    pub(super) talker: Option<(usize, usize)>,
    /// Actors by who backs them, for those that one body alone is said to back.
    pub(super) backed: FxHashMap<String, Option<usize>>,
}

/// What a phrase turned out to mean.
pub(super) struct Meaning {
    pub(super) actor: usize,
    pub(super) form: MentionForm,
    pub(super) why: Option<String>,
}

impl Meaning {
    pub(super) fn nominal(actor: usize, why: Option<String>) -> Option<Meaning> {
        Some(Meaning { actor, form: MentionForm::Nominal, why })
    }
}

/// All mentions of the text, in order of their heads.
pub(super) fn resolve(text: &Text, named: &Named, registry: &mut Registry) -> Vec<Mention> {
    let linked = linked(text, named);
    let backed = backed(registry);
    let at = vec![None; text.doc.len()];
    let (memory, mentions) = (Memory::default(), Vec::new());
    let mut reading = Reading { text, named, registry, memory, mentions, at, linked, talker: None, backed };
    for token in 0..text.doc.len() {
        if let Some(meaning) = reading.token(token) {
            reading.mention(token, meaning);
        }
    }
    reading.mentions
}

fn linked(text: &Text, named: &Named) -> FxHashMap<usize, usize> {
    let mut linked = FxHashMap::default();
    for (name, actor) in named.names.iter().zip(named.actors) {
        let Some(actor) = *actor else { continue };
        let head = name.head(text);
        let outer = beside::phrase_head(text, head);
        let outer = if outer == head { beside::appositive_of(text, head) } else { Some(outer) };
        if let Some(outer) = outer {
            linked.insert(outer, actor);
        }
    }
    linked
}

fn backed(registry: &Registry) -> FxHashMap<String, Option<usize>> {
    let mut backed: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (actor, known) in registry.known.iter().enumerate() {
        for sponsor in &known.sponsors {
            let entry = backed.entry(sponsor.clone()).or_insert(Some(actor));
            *entry = entry.filter(|a| *a == actor);
        }
    }
    backed
}

impl Reading<'_> {
    fn token(&mut self, token: usize) -> Option<Meaning> {
        let doc = self.text.doc;
        if let Some(i) = self.named.at(token) {
            let name = self.named.names[i];
            if name.head(self.text) != token {
                return None;
            }
            if let Some(actor) = self.named.actors[i] {
                return self.name(token, actor);
            }
            if name.class == Class::Loose && self.text.is_nominal(token) {
                return if self.text.modifies(token) { None } else { self.described(token) };
            }
            let people = matches!(name.class, Class::Known(_, Use::People));
            let noun = self.text.is_nominal(token) && !self.text.modifies(token);
            return match people && noun {
                true if self.text.plural(token) => self.class(token),
                true if self.text.article(token) != Article::Bare => self.person(token, None),
                _ => None,
            };
        }
        match doc.tag(token) {
            "PRP" | "PRP$" => self.pronoun(token),
            "WP" | "WDT" => self.relative(token),
            "JJ" | "NN" if self.is_age(token) => self.aged(token),
            _ if doc.is_space(token) || !self.text.is_nominal(token) => None,
            _ if self.text.modifies(token) => None,
            _ => self.described(token),
        }
    }

    /// A name. A state that only says where, or what sort, does not act.
    fn name(&mut self, token: usize, actor: usize) -> Option<Meaning> {
        if self.registry.known[actor].kind == ActorKind::State
            && (self.text.modifies(token) || location(self.text, token))
        {
            return None;
        }
        Some(Meaning { actor, form: MentionForm::Name, why: None })
    }

    fn mention(&mut self, token: usize, meaning: Meaning) {
        let Meaning { actor, form, why } = meaning;
        let modifier = self.text.modifies(token);
        let span = match (form, self.named.at(token)) {
            (MentionForm::Name, Some(i)) if modifier => {
                self.text.cover(self.named.names[i].first, self.named.names[i].last)
            }
            (MentionForm::Pronoun, _) => self.text.cover(token, token),
            _ => self.text.span(token),
        };
        self.registry.known[actor].count += 1;
        self.at[token] = Some(actor);
        if !self.text.quoted[token] && self.text.speaks(token) {
            self.talker = Some((self.text.sentence(token), actor));
        }
        self.memory.push(self.text, token, Some(actor));
        let joined = self.text.joined_to(token);
        if joined != token && self.at[joined].is_some_and(|a| a != actor) {
            self.memory.push(self.text, token, None);
        }
        self.mentions.push(Mention { span, head: token, actor, form, why });
    }

    /// A noun that describes somebody.
    fn described(&mut self, token: usize) -> Option<Meaning> {
        if let Some(actor) = self.linked.get(&token) {
            return Meaning::nominal(*actor, None);
        }
        let doc = self.text.doc;
        let (noun, head) = (self.text.noun(token), doc.head(token));
        if doc.dep(token) == "appos" && head < token {
            let fits = |a: &usize| self.registry.known[*a].person == matches!(noun, Some(Noun::Person(_)));
            if let Some(actor) = self.at[head].filter(fits).filter(|_| noun.is_some()) {
                return Meaning::nominal(actor, None);
            }
        }
        if doc.dep(token) == "attr" && doc.lemma(head) == "be" {
            return None;
        }
        match noun {
            _ if self.text.plural(token) && noun != Some(Noun::Document) && noun.is_some() => {
                self.class(token)
            }
            Some(Noun::Person(gender)) => self.person(token, gender),
            Some(Noun::Body(body)) => self.body(token, body),
            Some(Noun::Document) if self.text.speaks(token) || doc.dep(token) == "nsubj" => {
                self.document(token)
            }
            None if self.text.speaks(token) || self.text.has_who(token) => self.class(token),
            _ => None,
        }
    }

    pub(super) fn named_at(&self, token: usize) -> Option<usize> {
        self.named.at(token).and_then(|i| self.named.actors[i])
    }
}
