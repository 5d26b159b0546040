//! Descriptions of bodies of people: "the group", "the Norlandic government", "the agency".

use super::lexicon::Noun;
use super::phrase::Phrase;
use super::recent::Seeker;
use super::resolve::{Meaning, Reading};
use super::shape::Article;
use types::{ActorKind, MentionForm};

impl Reading<'_> {
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
                (false, true) if whole && !self.is_premises(&known.name) => Some(0),
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

    /// Whether the last word of a name says that it is a place where people go, which is no army and no league.
    fn is_premises(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        self.text.lexicon.is("premises", &last)
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
                && !self.is_premises(&known.name)
        };
        let mut near = self.memory.back(self.text.sentence(token), NEAR).filter_map(|r| r.actor).filter(fits);
        let first = near.next()?;
        near.all(|a| a == first).then_some(first)
    }
}
