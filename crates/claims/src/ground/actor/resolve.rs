//! The way through the text: every name, description and pronoun gets its actor, in order.

use super::cluster::location;
use super::facts::{self, Named};
use super::lexicon::{Noun, Use};
use super::names::Class;
use super::recent::{Memory, Seeker};
use super::registry::Registry;
use super::shape::{Article, Gender, Text};
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
    linked: FxHashMap<usize, usize>,
    /// Who spoke last outside quotation marks, and the number of that sentence.
    talker: Option<(usize, usize)>,
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
        let outer = facts::phrase_head(text, head);
        let outer = if outer == head { facts::appositive_of(text, head) } else { Some(outer) };
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

    /// Whether the token ends a definite "34-year-old" that stands for a person.
    fn is_age(&self, token: usize) -> bool {
        let doc = self.text.doc;
        let word = doc.word(token).to_lowercase();
        let year = || (token.saturating_sub(2)..token).any(|t| doc.lemma(t).eq_ignore_ascii_case("year"));
        let age = word == "old" && year() || word.ends_with("-year-old");
        age && !self.text.modifies(token) && self.text.article(token) == super::shape::Article::Definite
    }

    fn aged(&mut self, token: usize) -> Option<Meaning> {
        let seeker = Seeker::new(self.text, token);
        let known = &self.registry.known;
        let fits = |actor: Option<usize>| {
            let known = &known[actor?];
            (known.person && !known.plural).then_some(if known.named { 8 } else { 0 })
        };
        let actor = self.memory.best(&seeker, self.registry, 4, fits)?;
        let why =
            format!("\"the {}\": {}", self.text.words(self.text.first(token), token), known[actor].name);
        Meaning::nominal(actor, Some(why))
    }

    /// "who", "which", "that" as the subject of a clause: what the clause is about.
    fn relative(&mut self, token: usize) -> Option<Meaning> {
        let doc = self.text.doc;
        let verb = doc.head(token);
        if !doc.dep(token).starts_with("nsubj") || doc.dep(verb) != "relcl" {
            return None;
        }
        let actor = self.at[doc.head(verb)]?;
        Some(Meaning { actor, form: MentionForm::Pronoun, why: None })
    }

    fn pronoun(&mut self, token: usize) -> Option<Meaning> {
        let word = self.text.doc.word(token).to_lowercase();
        let mut seeker = Seeker::new(self.text, token);
        seeker.barred = self.barred(token);
        let actor = match word.as_str() {
            "he" | "him" | "his" | "himself" => self.human(&seeker, Gender::Male),
            "she" | "her" | "hers" | "herself" => self.human(&seeker, Gender::Female),
            "they" | "them" | "their" => self.many(&seeker),
            "it" | "its" if self.text.refers(token) => self.thing(&seeker),
            "i" | "my" | "me" => self.speaker(&seeker),
            _ => None,
        }?;
        let why = format!("\"{}\": {}", self.text.doc.word(token), self.registry.known[actor].name);
        Some(Meaning { actor, form: MentionForm::Pronoun, why: Some(why) })
    }

    /// The human being that "he" or "she" means. From then on the gender is known.
    fn human(&mut self, seeker: &Seeker, gender: Gender) -> Option<usize> {
        let known = &self.registry.known;
        let fits = |actor: Option<usize>| {
            let known = &known[actor?];
            if !known.person || known.plural || known.gender.is_some_and(|g| g != gender) {
                return None;
            }
            Some(if known.gender.is_some() { 10 } else { 0 } + if known.named { 8 } else { 0 })
        };
        let actor = self.memory.best(seeker, self.registry, 4, fits)?;
        self.registry.known[actor].gender = Some(gender);
        Some(actor)
    }

    /// Who cannot be meant by a pronoun: those that are named in what it is said to say, and, inside
    /// a quotation, the one who speaks.
    fn barred(&self, token: usize) -> Vec<usize> {
        const REACH: usize = 60;
        let doc = self.text.doc;
        let mut barred: Vec<usize> = Vec::new();
        if self.text.quoted[token] {
            barred.extend(self.talker.filter(|(s, _)| *s == self.text.sentence(token)).map(|(_, a)| a));
        }
        let quoting = self.text.speakers(token).into_iter().filter(|(_, out)| *out);
        barred.extend(quoting.filter_map(|(subject, _)| self.named_at(subject)));
        let Some(verb) = self.text.verb(token).filter(|_| self.text.speaks(token)) else { return barred };
        let names = self.named.names;
        let from = names.partition_point(|n| n.first + REACH < token);
        for (i, name) in names.iter().enumerate().skip(from) {
            if name.first > token + REACH {
                break;
            }
            let head = name.head(self.text);
            // "Roe said that …, she said": the subject in front is who "she" is.
            let subject = head < token && !self.text.quoted[head] && doc.dep(head) == "nsubj";
            let same = self.text.together(head, token);
            if same && !subject && self.text.said_by(head, verb) {
                barred.extend(self.named.actors[i]);
            }
        }
        barred
    }

    /// Whom "they" means, when that is a class, a group or a body.
    fn many(&self, seeker: &Seeker) -> Option<usize> {
        let known = &self.registry.known;
        let fits = |actor: Option<usize>| {
            let Some(actor) = actor else { return Some(10) };
            let known = &known[actor];
            if known.person && !known.plural || known.kind == ActorKind::Document {
                return None;
            }
            Some(if known.plural { 12 } else { 0 })
        };
        self.memory.best(seeker, self.registry, 2, fits)
    }

    fn thing(&self, seeker: &Seeker) -> Option<usize> {
        let known = &self.registry.known;
        let fits = |actor: Option<usize>| {
            let known = &known[actor?];
            (!known.person && !known.plural).then_some(0)
        };
        self.memory.best(seeker, self.registry, 2, fits)
    }

    /// Whom "I" means inside a quotation: the subject of the verb of speech that governs it.
    fn speaker(&self, seeker: &Seeker) -> Option<usize> {
        let near = seeker.speakers.iter().find(|(_, out)| *out).map(|(s, _)| *s);
        let named = near.and_then(|s| self.at[s].or_else(|| self.named_at(s)));
        let talker = || self.talker.filter(|(s, _)| *s == seeker.sentence && seeker.quoted);
        let actor = named.or_else(|| talker().filter(|_| near.is_none()).map(|(_, a)| a))?;
        self.registry.known[actor].person.then_some(actor)
    }

    fn named_at(&self, token: usize) -> Option<usize> {
        self.named.at(token).and_then(|i| self.named.actors[i])
    }
}
