//! Noun phrases that describe somebody, as names of their own: without article, with the owner written out.

use super::facts::{self, Description};
use super::forms::bare;
use super::lexicon::Noun;
use super::names::Class;
use super::registry::Known;
use super::resolve::Reading;
use super::shape::Article;
use types::ActorKind;

/// A noun phrase without its article.
pub(super) struct Phrase {
    /// As an actor's name.
    pub(super) name: String,
    pub(super) key: String,
    pub(super) article: Article,
    pub(super) found: Description,
    /// Lower-case words before the head that are no role, article or number.
    pub(super) modifiers: Vec<String>,
}

impl Reading<'_> {
    pub(super) fn phrase(&self, token: usize) -> Phrase {
        let text = self.text;
        let (first, last) = (text.first(token), text.last(token, false));
        let mut found = facts::describe(text, self.named, self.registry, first, last);
        let article = text.article(token);
        let mut from = first;
        while from < token && (self.is_article(from) || self.is_date(from)) {
            from += 1;
        }
        let owner = self.possessor(token);
        let body = matches!(text.noun(token), Some(Noun::Body(_)));
        let name = match &owner {
            Some((owner, next)) => {
                let rest = bare(text.words(*next, last));
                let genitive = match text.lexicon.is("eponymous", &text.lemma(token)) {
                    true => "",
                    false if owner.ends_with('s') => "'",
                    false => "'s",
                };
                format!("{owner}{genitive} {rest}")
            }
            None if body => self.with_full_name(from, token, last),
            None => bare(text.words(from, last)).to_owned(),
        };
        if let Some((owner, next)) = owner {
            super::registry::add(&mut found.affiliations, &owner);
            from = next;
        }
        let name = self.lowered(name, from);
        let modifiers = (from..token)
            .filter(|t| self.named.at(*t).is_none() && text.doc.pos(*t) != "PUNCT")
            .filter(|t| !matches!(text.doc.dep(*t), "nummod" | "det" | "poss" | "case"))
            .map(|t| text.doc.word(t).to_lowercase())
            .filter(|w| !text.lexicon.is("qualifier", w))
            .collect();
        Phrase { key: format!("described {}", name.to_lowercase()), name, article, found, modifiers }
    }

    /// Who "his" in "his lawyer" or "the group's" in "the group's lawyer" is, and the token after it.
    fn possessor(&self, token: usize) -> Option<(String, usize)> {
        let doc = self.text.doc;
        let owner = doc.children(token).find(|c| doc.dep(*c) == "poss" && *c < token)?;
        let actor = self.at[owner]?;
        let next = doc.edges(owner).1.max(owner) + 1;
        (next <= token).then(|| (self.registry.known[actor].name.clone(), next))
    }

    /// "Roe campaign" as "Jane Roe campaign", so that it is the same as "her campaign".
    fn with_full_name(&self, from: usize, token: usize, last: usize) -> String {
        let text = self.text;
        let plain = bare(text.words(from, last)).to_owned();
        let Some(i) = self.named.at(from).filter(|i| self.named.names[*i].last < token) else { return plain };
        let person = self.named.actors[i].map(|a| &self.registry.known[a]).filter(|k| k.person);
        let rest = || text.words(self.named.names[i].last + 1, last);
        person.map_or(plain, |person| format!("{} {}", person.name, rest()))
    }

    /// Whether a token belongs to "Tuesday" or "8 July" that an analysis put before a phrase.
    fn is_date(&self, token: usize) -> bool {
        let doc = self.text.doc;
        let Some(entity) = doc.entity_of(token).map(|e| doc.entities()[e]) else { return false };
        let calendar = || (entity.start..entity.end).any(|t| doc.pos(t) == "PROPN");
        matches!(doc.label(&entity), "DATE" | "TIME") && calendar()
    }

    /// Whether a word at the front of a phrase is no part of what it says.
    fn is_article(&self, token: usize) -> bool {
        let word = self.text.doc.word(token).to_lowercase();
        let article = matches!(
            word.as_str(),
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "these"
                | "those"
                | "some"
                | "another"
                | "any"
                | "both"
                | "whose"
        );
        article || matches!(word.as_str(), "mostly" | "mainly" | "even" | "only" | "also" | "just")
    }

    /// Without the capital that only opens a sentence.
    fn lowered(&self, name: String, from: usize) -> String {
        let word = self.text.doc.word(from);
        let entity = self.text.doc.entity_of(from).map(|e| self.text.doc.entities()[e]);
        let named = entity.is_some_and(|e| !matches!(self.text.doc.label(&e), "CARDINAL" | "QUANTITY"))
            || self
                .named
                .at(from)
                .is_some_and(|i| self.named.actors[i].is_some() || self.named.names[i].class != Class::Loose);
        let acronym = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        if named || acronym || self.text.doc.pos(from) == "PROPN" && self.text.noun(from).is_none() {
            return name;
        }
        let mut chars = name.chars();
        let Some(first) = chars.next().filter(|_| name.starts_with(word)) else { return name };
        first.to_lowercase().chain(chars).collect()
    }

    pub(super) fn unnamed(&self, phrase: &Phrase, kind: ActorKind) -> Known {
        let mut known = Known::new(&phrase.name, kind, false);
        phrase.found.affiliations.iter().for_each(|a| known.affiliate(a));
        known.roles.clone_from(&phrase.found.roles);
        known.sponsors.clone_from(&phrase.found.sponsors);
        if phrase.modifiers.iter().any(|m| self.text.lexicon.is("armed", m)) {
            known.sorts.push("armed".to_owned());
        }
        known
    }

    /// The actor that the text has called so before, or a new one.
    pub(super) fn shared(&mut self, phrase: &Phrase, known: Known) -> usize {
        match self.registry.get(&phrase.key) {
            Some(actor) => actor,
            None => self.registry.add_unnamed(&phrase.key, known),
        }
    }

    /// Why a description means this actor: its words and the name.
    pub(super) fn because(&self, token: usize, actor: usize) -> Option<String> {
        let words = self.text.words(self.text.first(token), token);
        Some(format!("\"{words}\": {}", self.registry.known[actor].name))
    }
}
