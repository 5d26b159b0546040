//! Descriptions of people and things that speak: "the spokesman", "U.S. and SDF officials", "a report".

use super::facts;
use super::phrase::Phrase;
use super::recent::Seeker;
use super::resolve::{Meaning, Reading};
use super::shape::{Article, Gender};
use types::ActorKind;

impl Reading<'_> {
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
    pub(super) fn backed(&self, phrase: &Phrase) -> Option<Meaning> {
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

    /// A thing that speaks: "the report".
    pub(super) fn document(&mut self, token: usize) -> Option<Meaning> {
        let phrase = self.phrase(token);
        let mut known = self.unnamed(&phrase, ActorKind::Document);
        known.plural = self.text.plural(token);
        Meaning::nominal(self.shared(&phrase, known), None)
    }
}
