//! Whom pronouns mean: "he", "they", "who", and "the 34-year-old".

use super::recent::Seeker;
use super::resolve::{Meaning, Reading};
use super::shape::Gender;
use types::{ActorKind, MentionForm};

impl Reading<'_> {
    /// Whether the token ends a definite "34-year-old" that stands for a person.
    pub(super) fn is_age(&self, token: usize) -> bool {
        let doc = self.text.doc;
        let word = doc.word(token).to_lowercase();
        let year = || (token.saturating_sub(2)..token).any(|t| doc.lemma(t).eq_ignore_ascii_case("year"));
        let age = word == "old" && year() || word.ends_with("-year-old");
        age && !self.text.modifies(token) && self.text.article(token) == super::shape::Article::Definite
    }

    pub(super) fn aged(&mut self, token: usize) -> Option<Meaning> {
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
    pub(super) fn relative(&mut self, token: usize) -> Option<Meaning> {
        let doc = self.text.doc;
        let verb = doc.head(token);
        if !doc.dep(token).starts_with("nsubj") || doc.dep(verb) != "relcl" {
            return None;
        }
        let actor = self.at[doc.head(verb)]?;
        Some(Meaning { actor, form: MentionForm::Pronoun, why: None })
    }

    pub(super) fn pronoun(&mut self, token: usize) -> Option<Meaning> {
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
}
