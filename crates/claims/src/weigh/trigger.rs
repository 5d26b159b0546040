//! A word that brings a kind of question up, and what the claim answers by it.

use super::Sight;
use super::kind::{AnswerType, Kind, Part, Spread, Trigger};
use super::reading::{Inside, Mode, Reading};
use super::roles;
use super::tree::{self, Mood};
use super::who::{self, Who};
use types::{AnswerValue, Certainty, Change, Claim, Measure, Polarity, Quantity, Stance};

/// A trigger met in a claim.
pub(super) struct At<'a> {
    pub kind: usize,
    pub row: &'a Kind,
    pub trigger: &'a Trigger,
    pub token: usize,
    pub claim: &'a Claim,
    pub claims: &'a [Claim],
    pub index: usize,
}

impl At<'_> {
    /// Whether the words stand here with all that the trigger asks for.
    pub fn matches(&self, sight: &Sight<'_>, words: &str, inside: &Inside) -> bool {
        let doc = sight.doc;
        let (trigger, token) = (self.trigger, self.token);
        let phrase = words.split(' ').rev().enumerate().all(|(back, lemma)| {
            token
                .checked_sub(back)
                .is_some_and(|t| inside.holds(t) && doc.lemma(t).eq_ignore_ascii_case(lemma))
        });
        let pos = trigger.pos.is_empty() || tree::is(&trigger.pos, doc.pos(token));
        phrase
            && pos
            && trigger.needs.iter().all(|(slot, what)| self.filled(sight, slot, what))
            && !trigger.never.iter().any(|(slot, what)| self.filled(sight, slot, what))
            && trigger.definite.as_deref().is_none_or(|slot| self.is_definite(sight, slot))
    }

    /// What the claim says by this word.
    pub fn read(&self, sight: &Sight<'_>, inside: &Inside, found: &mut Vec<Reading>) {
        let mood = tree::mood(sight.doc, sight.words(), self.anchor(sight), |t| inside.holds(t));
        let foretold = foretells(self.claim.stance) && !mood.aside;
        if mood.unsaid && !self.trigger.presupposed && !foretold {
            return;
        }
        let (subjects, filled) = self.subjects(sight);
        if filled && subjects.is_empty() {
            return;
        }
        let place = self.place(sight);
        if place.is_none() && !self.trigger.site.is_empty() && self.row.requires.contains(&Part::Place) {
            return;
        }
        let agent = self.actors(sight, &self.trigger.agent);
        let base = Reading {
            claim: self.index,
            kind: self.kind,
            class: None,
            who: Vec::new(),
            agent,
            place,
            value: AnswerValue::Unconfirmed,
            measure: None,
            mode: self.mode(sight, &mood),
            conditional: mood.condition,
            hedged: mood.possible || matches!(self.claim.certainty, Certainty::Possible | Certainty::Unknown),
            denies: None,
            denied: None,
            about: false,
            open: false,
            apart: inside.tokens.iter().any(|t| {
                // "The other four", but not "and hurt four others".
                tree::is(&sight.words().apart, sight.doc.lemma(*t)) && sight.doc.pos(*t) != "NOUN"
            }),
            running: roles::running(sight, inside),
            token: self.token,
        };
        match self.row.answer {
            AnswerType::Count => {
                subjects.iter().for_each(|s| found.extend(self.counted(sight, &mood, base.clone(), *s)))
            }
            _ => found.extend(self.stated(sight, &mood, base, &subjects)),
        }
    }

    /// The phrases that fill the slots of `who` and suit them, and whether any filled them at all.
    fn subjects(&self, sight: &Sight<'_>) -> (Vec<usize>, bool) {
        let mut found: Vec<usize> = Vec::new();
        for name in &self.trigger.who {
            found.extend(self.slot(sight, name));
            if name == "object" && found.is_empty() && self.row.answer == AnswerType::Count {
                found.extend(self.numbered_subject(sight));
            }
            if !found.is_empty() && !self.trigger.all {
                break;
            }
        }
        let named: Vec<usize> = found.iter().flat_map(|o| tree::slot(sight.doc, *o, "including")).collect();
        if self.row.answer != AnswerType::Count {
            found.extend(named);
        }
        let filled = !found.is_empty();
        let suits = |outer: usize| {
            let pronoun = who::antecedent(sight, outer, &self.trigger.who_is);
            let outer = pronoun.unwrap_or(outer);
            self.suits(sight, outer).then_some(outer)
        };
        (found.into_iter().filter_map(suits).collect(), filled)
    }

    /// "12 killed": a headline's participle, taken for a verb without an object.
    fn numbered_subject(&self, sight: &Sight<'_>) -> Vec<usize> {
        let doc = sight.doc;
        let numbered = |t: &usize| doc.pos(*t) == "NUM" || tree::kids(doc, *t, &["nummod"]).next().is_some();
        self.slot(sight, "topic").into_iter().filter(numbered).collect()
    }

    fn actors(&self, sight: &Sight<'_>, slots: &[String]) -> Vec<Who> {
        let mut found = Vec::new();
        for name in slots {
            if name == "source" {
                if found.is_empty() {
                    found.extend(who::speaking(sight, self.claim));
                }
                continue;
            }
            if name == "about" {
                found.extend(who::only_one(self.claim));
                continue;
            }
            let phrases = self.slot(sight, name);
            found.extend(
                phrases.into_iter().flat_map(|o| who::whos(sight, self.claim, roles::core(sight, o))),
            );
        }
        sorted(found)
    }

    /// "No rebels left in the town": what modifies a noun is negated with it.
    fn nobody(&self, sight: &Sight<'_>, subjects: &[usize]) -> bool {
        let doc = sight.doc;
        let anchor = self.anchor(sight);
        matches!(doc.dep(anchor), "acl" | "amod" | "relcl")
            && subjects.contains(&doc.head(anchor))
            && tree::nothing(doc, sight.words(), doc.head(anchor))
    }

    fn mode(&self, sight: &Sight<'_>, mood: &Mood) -> Mode {
        let due = self.claim.valid_time.as_ref().and_then(|w| w.to);
        if foretells(self.claim.stance) {
            Mode::Foretells(due)
        } else if mood.future && !self.trigger.presupposed {
            Mode::Foretells(
                due.filter(|d| sight.document.published.as_ref().is_some_and(|p| d.date > p.at.date)),
            )
        } else {
            Mode::Says
        }
    }

    fn suits(&self, sight: &Sight<'_>, outer: usize) -> bool {
        if self.trigger.who_is.is_empty() {
            return true;
        }
        let core = roles::core(sight, outer);
        match roles::class(sight, core) {
            Some(class) => sight.lexicon.is_one_of(class, &self.trigger.who_is),
            None => roles::elliptic(sight, core) && self.row.answer == AnswerType::Count,
        }
    }

    /// A count: how many of the class that fills the slot.
    fn counted(&self, sight: &Sight<'_>, mood: &Mood, base: Reading, outer: usize) -> Option<Reading> {
        let core = roles::core(sight, outer);
        let (class, who) = match roles::class(sight, core) {
            Some(class) if outer != self.token => (Some(class), who::named(sight, self.claim, core)),
            _ if self.trigger.class.is_some() && (outer == self.token || roles::elliptic(sight, core)) => {
                (None, Vec::new())
            }
            _ => stands_for(sight, self.claim, core),
        };
        let given = self.trigger.class.as_deref().and_then(|c| sight.lexicon.class_named(c));
        let class = class.or(given).or_else(|| sight.lexicon.class_named("people"))?;
        let class = generic(sight, class);
        // One person is counted among the dead of an event, and nowhere else.
        let one = names_one_person(sight, core) && self.trigger.owner.is_empty();
        if one && self.row.event.is_none() {
            return None;
        }
        let who = if one { Vec::new() } else { who };
        let who = if self.trigger.owner.is_empty() { who } else { self.actors(sight, &self.trigger.owner) };
        if self.row.requires.contains(&Part::Who) && who.is_empty() {
            return None;
        }
        let quantity = roles::count(sight, self.claim, outer, core);
        let figured = roles::figured(sight, self.claim, core, self.token);
        if self.trigger.numbered
            && quantity.is_none()
            && !(mood.negated || tree::nothing(sight.doc, sight.words(), outer))
        {
            return None;
        }
        let no = (mood.negated != flips(sight, self.claim)) != (self.trigger.says.as_deref() == Some("no"));
        let value = match (held_back(self.claim.stance), no, quantity) {
            (true, _, _) => AnswerValue::Unconfirmed,
            // "No civilians": the number itself negates.
            (_, _, Some(q)) if q.high == Some(0.0) && !flips(sight, self.claim) => {
                AnswerValue::Interval { low: Some(0.0), high: Some(0.0) }
            }
            (_, true, Some(_)) => AnswerValue::Polar(false),
            (_, true, None) => AnswerValue::Interval { low: Some(0.0), high: Some(0.0) },
            (_, false, Some(q)) if q.measure == Measure::Share => return None,
            (_, false, Some(q))
                if matches!(q.change, Change::Up | Change::Down) && q.measure == Measure::Part =>
            {
                return None;
            }
            (_, false, Some(q)) if q.low.is_some() || q.high.is_some() => {
                AnswerValue::Interval { low: q.low, high: q.high }
            }
            (_, false, None) if figured.is_some() => {
                AnswerValue::Interval { low: figured.map(|f| f.0), high: figured.and_then(|f| f.1) }
            }
            // "Children are dying" counts nobody.
            (_, false, _) if sight.doc.tag(self.token) == "VBG" => return None,
            (_, false, _) => AnswerValue::Interval { low: Some(1.0), high: None },
        };
        let ends = |q: &Quantity| (q.low.unwrap_or(0.0), q.high.unwrap_or(f64::INFINITY));
        Some(Reading {
            class: Some(class),
            who: sorted(who),
            denied: quantity.filter(|q| no && q.high != Some(0.0)).map(ends),
            about: quantity.is_some_and(|q| q.change == Change::About),
            measure: quantity.map(|q| q.measure),
            value,
            ..base
        })
    }

    /// A yes, a status or an actor.
    fn stated(&self, sight: &Sight<'_>, mood: &Mood, base: Reading, subjects: &[usize]) -> Option<Reading> {
        let mut who: Vec<Who> =
            subjects.iter().flat_map(|o| who::whos(sight, self.claim, roles::core(sight, *o))).collect();
        if who.is_empty() && self.trigger.who.iter().any(|w| w == "about") {
            who.extend(who::only_one(self.claim));
        }
        let nobody = self.row.requires.contains(&Part::Who) && who.is_empty();
        let open = nobody && subjects.iter().any(|o| who::definite(sight, roles::core(sight, *o)));
        if nobody && !open || self.row.requires.contains(&Part::Place) && base.place.is_none() {
            return None;
        }
        let inner = mood.negated != self.nobody(sight, subjects);
        let negated = (inner && !self.trigger.presupposed) != flips(sight, self.claim);
        let says = self.trigger.says.as_deref();
        let value = if held_back(self.claim.stance) {
            AnswerValue::Unconfirmed
        } else {
            match self.row.answer {
                AnswerType::Status => {
                    let status = self.row.status(says?)?;
                    let part = subjects
                        .iter()
                        .any(|o| roles::partial(sight, self.claim, *o, roles::core(sight, *o)));
                    let name = match (negated, part && status.spread == Spread::Down) {
                        (true, _) => status.not.as_deref()?,
                        (false, true) => status.partly.as_deref()?,
                        _ => &status.name,
                    };
                    AnswerValue::Status(name.to_owned())
                }
                AnswerType::Actor => {
                    let agent = base.agent.first()?;
                    match (negated, self.trigger.unless) {
                        (true, true) | (false, false) => AnswerValue::Actor(sight.actor_ref(agent)),
                        // "Denied that it had struck the hospital": not they, whoever else.
                        (true, false) => AnswerValue::Polar(false),
                        (false, true) => return None,
                    }
                }
                _ => AnswerValue::Polar((says != Some("no")) != negated),
            }
        };
        // Fighters of no name are a class: rebels to one and terrorists to another.
        let class = self.row.key.contains(&Part::Class).then(|| {
            who.retain(|w| w.name.chars().any(char::is_uppercase));
            subjects
                .iter()
                .find_map(|o| roles::class(sight, roles::core(sight, *o)))
                .map(|c| generic(sight, c))
        });
        if class == Some(None) {
            return None;
        }
        Some(Reading { class: class.flatten(), who: sorted(who), value, open, ..base })
    }
}

pub(super) fn foretells(stance: Stance) -> bool {
    matches!(stance, Stance::Predicts | Stance::Promises | Stance::Threatens)
}

fn held_back(stance: Stance) -> bool {
    matches!(stance, Stance::DeclinesToConfirm | Stance::Asks)
}

/// Whether the stance turns the content round. A negation inside the content is the tree's to find.
pub(super) fn flips(sight: &Sight<'_>, claim: &Claim) -> bool {
    claim.stance == Stance::Denies || outside_negation(sight, claim)
}

/// Whether a phrase names one person: "Ilo Tesk".
fn names_one_person(sight: &Sight<'_>, core: usize) -> bool {
    let actor = sight.actors.at_head(core);
    sight.doc.pos(core) == "PROPN" && actor.is_some_and(|a| a.named && a.kind == types::ActorKind::Person)
}

/// A class that only says "people" counts as such: "persons", "victims", "members".
fn generic(sight: &Sight<'_>, class: usize) -> usize {
    match sight.lexicon.classes[class].name.as_str() {
        "person" | "groups" | "states" => sight.lexicon.class_named("people").unwrap_or(class),
        _ => class,
    }
}

fn sorted(mut who: Vec<Who>) -> Vec<Who> {
    who.sort();
    who.dedup_by(|a, b| a.key == b.key);
    who
}

/// The class and actors that a number without a noun stands for: those of the nearest counted noun
/// before it in the sentence.
fn stands_for(sight: &Sight<'_>, claim: &Claim, core: usize) -> (Option<usize>, Vec<Who>) {
    let doc = sight.doc;
    let from = doc.sentence(doc.sentence_of(core)).start;
    let named = (from..core).rev().filter(|t| doc.pos(*t) == "NOUN").find_map(|t| {
        let class = sight.lexicon.class_of(doc.lemma(t))?;
        let people = sight.lexicon.is_one_of(class, &["people".to_owned()]);
        let counted = tree::kids(doc, t, &["nummod"]).next().is_some() || doc.dep(t) == "pobj";
        (people && counted).then_some((class, t))
    });
    named.map_or((None, Vec::new()), |(class, noun)| (Some(class), who::named(sight, claim, noun)))
}

/// Whether the polarity that extraction found says more than the tree: nothing inside negates, the
/// stance does not, and still the content is negative.
fn outside_negation(sight: &Sight<'_>, claim: &Claim) -> bool {
    claim.polarity == Polarity::Negative
        && claim.stance != Stance::Denies
        && !Inside::of(sight, claim).tokens.iter().any(|t| {
            sight.doc.dep(*t) == "neg"
                || tree::is(&sight.words().negations, sight.doc.lemma(*t))
                || tree::is(&sight.words().negating, sight.doc.lemma(*t))
        })
}
