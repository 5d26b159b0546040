//! Descriptions: "the spokesman", "the group", "U.S. and SDF officials", "a report".

use super::cluster::bare;
use super::facts::{self, Description};
use super::lexicon::Noun;
use super::names::Class;
use super::recent::Seeker;
use super::registry::Known;
use super::resolve::{Meaning, Reading};
use super::shape::{Article, Gender};
use types::{ActorKind, MentionForm};

/// A noun phrase without its article.
struct Phrase {
    /// As an actor's name.
    name: String,
    key: String,
    article: Article,
    found: Description,
    /// Lower-case words before the head that are no role, article or number.
    modifiers: Vec<String>,
}

impl Reading<'_> {
    fn phrase(&self, token: usize) -> Phrase {
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

    fn unnamed(&self, phrase: &Phrase, kind: ActorKind) -> Known {
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
    fn shared(&mut self, phrase: &Phrase, known: Known) -> usize {
        match self.registry.get(&phrase.key) {
            Some(actor) => actor,
            None => self.registry.add_unnamed(&phrase.key, known),
        }
    }

    /// Several people, or several bodies: "officials", "aid organizations", "U.S.-backed forces".
    pub(super) fn class(&mut self, token: usize) -> Option<Meaning> {
        let phrase = self.phrase(token);
        if let Some(meaning) = self.backed(&phrase) {
            return Some(meaning);
        }
        let lemma = self.text.lemma(token);
        let bare = phrase.article == Article::Definite && phrase.modifiers.is_empty();
        if bare && phrase.found.affiliations.is_empty() {
            let sentence = self.text.sentence(token);
            let known = &self.registry.known;
            let same = |a: &usize| known[*a].plural && known[*a].has_role(&lemma);
            let before = self.memory.back(sentence, 8).filter_map(|r| r.actor).find(same);
            if let Some(actor) = before.or_else(|| self.only_armed(token, &lemma)) {
                return Meaning::nominal(actor, self.because(token, actor));
            }
        }
        let mut known = self.unnamed(&phrase, ActorKind::Unnamed);
        known.plural = self.text.plural(token);
        known.person = !known.plural && self.text.has_who(token);
        if !known.roles.contains(&lemma) {
            known.roles.push(lemma);
        }
        Meaning::nominal(self.shared(&phrase, known), None)
    }

    /// "the rebels", where one group only was called a rebel one.
    fn only_armed(&self, token: usize, lemma: &str) -> Option<usize> {
        const NEAR: usize = 5;
        let fits = |a: &usize| {
            let known = &self.registry.known[*a];
            known.named && known.kind == ActorKind::Group && known.words.contains(lemma)
        };
        let mut near = self.memory.back(self.text.sentence(token), NEAR).filter_map(|r| r.actor).filter(fits);
        let first = near.next()?;
        near.all(|a| a == first).then_some(first)
    }

    /// "U.S.-backed forces" in a text that calls one actor U.S.-backed.
    fn backed(&self, phrase: &Phrase) -> Option<Meaning> {
        let sponsor = phrase.found.sponsors.first()?;
        let actor = (*self.backed.get(sponsor)?)?;
        let (who, verb) = sponsor.rsplit_once(' ').unwrap_or((sponsor, ""));
        let name = &self.registry.known[actor].name;
        Meaning::nominal(actor, Some(format!("the text calls {name} {who}-{verb}")))
    }

    /// One human being who is described.
    pub(super) fn person(&mut self, token: usize, gender: Option<Gender>) -> Option<Meaning> {
        let phrase = self.phrase(token);
        if phrase.article == Article::Definite
            && let Some(actor) = self.known_person(token, &phrase, gender)
        {
            return Meaning::nominal(actor, self.because(token, actor));
        }
        let mut known = self.unnamed(&phrase, ActorKind::Unnamed);
        known.person = true;
        known.gender = gender;
        known.roles.push(self.text.lemma(token));
        let actor = if phrase.article == Article::Indefinite {
            self.registry.add_unnamed(&phrase.key, known)
        } else {
            self.shared(&phrase, known)
        };
        Meaning::nominal(actor, None)
    }

    fn known_person(&self, token: usize, phrase: &Phrase, gender: Option<Gender>) -> Option<usize> {
        let text = self.text;
        let role = facts::role(text, token, text.first(token));
        let lemma = text.lemma(token);
        let known = &self.registry.known;
        let may_be = |a: usize| {
            let known = &known[a];
            let belongs = phrase.found.affiliations.iter().all(|f| known.affiliations.contains(f));
            let clash = known.gender.is_some() && gender.is_some() && known.gender != gender;
            known.person && !known.plural && belongs && !clash
        };
        let sentence = text.sentence(token);
        let said = |a: usize| {
            let whole = phrase.modifiers.iter().all(|m| known[a].words.contains(m));
            known[a].has_role(&role) && (whole || known[a].named)
        };
        let mut before = self.memory.back(sentence, 60).filter_map(|r| r.actor);
        if let Some(actor) = before.find(|a| may_be(*a) && said(*a)) {
            return Some(actor);
        }
        // "the minister" after "Defence Minister Roe", where no other is near.
        let portfolio = |r: &String| {
            r.split_once(' ').is_some_and(|(of, plain)| plain == role && text.lexicon.is("portfolio", of))
        };
        let held = |a: &usize| may_be(*a) && known[*a].named && known[*a].roles.iter().any(portfolio);
        let mut near = self.memory.back(sentence, 10).filter_map(|r| r.actor).filter(held);
        if let Some(first) = near.next().filter(|_| phrase.modifiers.is_empty()) {
            return near.all(|a| a == first).then_some(first);
        }
        let people = self.named.at(token).is_some();
        let doc = text.doc;
        // "the band leader" is not the leader of anything else.
        let other = |c: usize| {
            let plain = doc.dep(c) == "compound" && self.named.at(c).is_none();
            plain && text.noun(c).is_none()
        };
        if doc.children(token).filter(|c| *c < token).any(other) {
            return None;
        }
        if !people && !text.lexicon.is("generic", &lemma) {
            return None;
        }
        let seeker = Seeker::new(text, token);
        self.memory.best(&seeker, self.registry, 3, |a| a.filter(|a| may_be(*a)).map(|_| 0))
    }

    /// One body of people.
    pub(super) fn body(&mut self, token: usize, body: usize) -> Option<Meaning> {
        let phrase = self.phrase(token);
        if let Some(meaning) = self.modified_by_name(token, body, &phrase) {
            return Some(meaning);
        }
        if let Some(meaning) = self.backed(&phrase) {
            return Some(meaning);
        }
        let backed = !phrase.found.sponsors.is_empty();
        // "the Norlandic newspaper" says what sort, "the Norlandic parliament" which one.
        let unique = self.text.lexicon.bodies[body].kinds.is_empty() && self.tied(token);
        let described = backed || unique;
        let definite = matches!(phrase.article, Article::Definite | Article::Possessive);
        if described && definite {
            let mut known = self.unnamed(&phrase, self.text.lexicon.bodies[body].kind);
            known.named = true;
            known.roles.push(self.text.lemma(token));
            let actor = match self.registry.get(&phrase.key) {
                Some(actor) => actor,
                None => match self.text.lexicon.entry(&phrase.name) {
                    Some(entry) => self.registry.entry(self.text.lexicon, entry),
                    None => self.registry.add(&phrase.key, known),
                },
            };
            return Meaning::nominal(actor, None);
        }
        if phrase.article == Article::Definite
            && let Some(actor) = self.known_body(token, body, &phrase)
        {
            return Meaning::nominal(actor, self.because(token, actor));
        }
        let mut known = self.unnamed(&phrase, ActorKind::Unnamed);
        known.roles.push(self.text.lemma(token));
        let actor = if phrase.article == Article::Indefinite {
            self.registry.add_unnamed(&phrase.key, known)
        } else {
            self.shared(&phrase, known)
        };
        Meaning::nominal(actor, None)
    }

    /// Whether a name stands in front of the noun, or after "of".
    fn tied(&self, token: usize) -> bool {
        let text = self.text;
        let named = |first, last| !self.named.bodies(text, self.registry, first, last).is_empty();
        let owned = text.doc.children(token).any(|c| text.doc.dep(c) == "poss" && self.at[c].is_some());
        let of = |c: usize| text.doc.word(c) == "of" && named(c, text.last(token, false).max(c));
        owned
            || named(text.first(token), token)
            || text.doc.children(token).find(|c| *c > token).is_some_and(of)
    }

    /// "the Northern Front group", "the Norlandic government": the name in front says who.
    fn modified_by_name(&mut self, token: usize, body: usize, phrase: &Phrase) -> Option<Meaning> {
        let facts = &self.text.lexicon.bodies[body];
        if facts.kind == ActorKind::State {
            let [state] = &phrase.found.affiliations[..] else { return None };
            let entry = self.text.lexicon.entry(state)?;
            let state = self.text.lexicon.entries[entry].kind == ActorKind::State;
            let actor = state.then(|| self.registry.entry(self.text.lexicon, entry))?;
            self.registry.known[actor].describe(&self.text.lemma(token));
            return Meaning::nominal(actor, None);
        }
        if facts.kinds.is_empty() || phrase.article == Article::Indefinite {
            return None;
        }
        let doc = self.text.doc;
        let children = doc.children(token).filter(|c| *c < token && doc.dep(*c) == "compound");
        let actor = children.rev().find_map(|c| self.at[c])?;
        self.fits(actor, body).then_some(Meaning { actor, form: MentionForm::Nominal, why: None })
    }

    fn fits(&self, actor: usize, body: usize) -> bool {
        let (known, facts) = (&self.registry.known[actor], &self.text.lexicon.bodies[body]);
        let sort = facts.sorts.is_empty() || facts.sorts.iter().any(|s| known.sorts.contains(s));
        !known.person && facts.kinds.contains(&known.kind) && sort
    }

    /// The body that a description without a name refers back to.
    fn known_body(&self, token: usize, body: usize, phrase: &Phrase) -> Option<usize> {
        let lemma = self.text.lemma(token);
        let armed = phrase.modifiers.iter().any(|m| self.text.lexicon.is("armed", m));
        let fits = |actor: Option<usize>| {
            let known = &self.registry.known[actor?];
            let foreign = phrase.found.affiliations.iter().any(|a| !known.affiliations.contains(a));
            let foreign = foreign && !known.affiliations.is_empty() && phrase.found.affiliations.len() == 1;
            if known.person || known.plural || foreign || armed && !known.sorts.iter().any(|s| s == "armed") {
                return None;
            }
            let told = |m: &String| {
                known.words.contains(m)
                    || known.sorts.contains(m)
                    || self.text.lexicon.is("armed", m)
                    || m.split('-').all(|p| known.words.contains(p))
            };
            let called = known.named && known.words.contains(&lemma) || known.has_role(&lemma);
            let whole = phrase.modifiers.iter().all(told);
            match (called, self.fits(actor?, body)) {
                (true, _) if whole => Some(30),
                (false, true) if whole => Some(0),
                _ => None,
            }
        };
        let seeker = Seeker::new(self.text, token);
        let best = self.memory.best(&seeker, self.registry, 5, fits);
        if best.is_some_and(|a| self.has_rival(token, body, a)) {
            return None;
        }
        best.or_else(|| self.only_body(token, body, phrase)).or_else(|| {
            let sentence = self.text.sentence(token);
            let far = self.memory.back(sentence, 40).filter_map(|r| r.actor);
            far.into_iter().find(|a| fits(Some(*a)) == Some(30))
        })
    }

    /// Whether a body stands beside this one, joined with "and", and could be meant as well.
    fn has_rival(&self, token: usize, body: usize, actor: usize) -> bool {
        let Some((head, other)) = self.memory.joined_with(self.text.sentence(token), actor) else {
            return false;
        };
        let known = &self.registry.known[other];
        // "the ministry", of a ministry and a fund.
        let lemma = self.text.lemma(token);
        if self.registry.known[actor].words.contains(&lemma) && !known.words.contains(&lemma) {
            return false;
        }
        self.text.doc.pos(head) == "PROPN" && !known.person && !self.is_otherwise(&known.name, body)
    }

    /// Whether the last word of a name says that it is a body of another sort.
    fn is_otherwise(&self, name: &str, body: usize) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        matches!(self.text.lexicon.noun(&last), Some(Noun::Body(b)) if b != body)
    }

    /// "the company", where one body only was named lately and nothing says what sort it is.
    fn only_body(&self, token: usize, body: usize, phrase: &Phrase) -> Option<usize> {
        const NEAR: usize = 3;
        let facts = &self.text.lexicon.bodies[body];
        let party = self.text.lemma(token) == "party";
        if !phrase.modifiers.is_empty() || !phrase.found.affiliations.is_empty() {
            return None;
        }
        let kinds = |kind: ActorKind| match party {
            true => matches!(kind, ActorKind::Organisation | ActorKind::Group),
            false => facts.kinds.contains(&kind),
        };
        let fits = |a: &usize| {
            let known = &self.registry.known[*a];
            let sort = known.sorts.is_empty() || facts.sorts.iter().any(|s| known.sorts.contains(s));
            known.named
                && !known.person
                && !known.plural
                && kinds(known.kind)
                && sort
                && (party || !self.is_otherwise(&known.name, body))
        };
        let mut near = self.memory.back(self.text.sentence(token), NEAR).filter_map(|r| r.actor).filter(fits);
        let first = near.next()?;
        near.all(|a| a == first).then_some(first)
    }

    /// A thing that speaks: "the report".
    pub(super) fn document(&mut self, token: usize) -> Option<Meaning> {
        let phrase = self.phrase(token);
        let mut known = self.unnamed(&phrase, ActorKind::Document);
        known.plural = self.text.plural(token);
        Meaning::nominal(self.shared(&phrase, known), None)
    }

    /// Why a description means this actor: its words and the name.
    fn because(&self, token: usize, actor: usize) -> Option<String> {
        let words = self.text.words(self.text.first(token), token);
        Some(format!("\"{words}\": {}", self.registry.known[actor].name))
    }
}
