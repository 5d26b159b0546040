//! The form of a kind of question in `lexicons/questions/*.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What an answer to a kind looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerType {
    /// How many: an interval.
    Count,
    /// Yes or no.
    Polar,
    /// One of the kind's statuses.
    Status,
    /// Who.
    Actor,
}

/// How an answer about one place bears on places inside it or around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spread {
    /// True of a whole, true of its parts: "none left in the province".
    Down,
    /// True of a part, true of the whole: "fighting goes on in the village".
    Up,
}

/// One answer of a kind with statuses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// As it is printed.
    pub name: String,
    /// What its negation answers; without it, a negated trigger answers nothing.
    pub not: Option<String>,
    /// How it bears on other places.
    #[serde(default = "up")]
    pub spread: Spread,
    /// Once reached, it is supposed to go on: "defeated".
    #[serde(default)]
    pub lasting: bool,
    /// What it answers when it is said of a part only: "most of the area was cleared". Without it,
    /// a part answers nothing.
    pub partly: Option<String>,
    /// Other statuses that can hold at the same time. All others exclude it.
    #[serde(default)]
    pub with: Vec<String>,
}

fn up() -> Spread {
    Spread::Up
}

/// A part of the key that tells one question of a kind from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The class of people or things counted.
    Class,
    /// The actors that it is about.
    Who,
    /// Where.
    Place,
}

/// Words that bring a kind up, and where in the tree its roles stand.
///
/// Slots: `subject` and `object` are the logical ones, so that a passive changes nothing; `topic` is
/// the grammatical subject of either voice; `self` is the trigger; `figure` is the number that a noun
/// is put at ("the toll rose to 40"); `doer` is the subject of the verb that governs a noun ("they
/// launched raids"); `about` is the one actor that the claim speaks of; `poss` and `compound` stand before a noun; `head` is the noun
/// that a participle or adjective modifies; any other word is a preposition. `in|inside` is either. Among the words that
/// a slot needs, `@place` is any named place and `@every` a phrase that leaves nobody out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Lemmas; several words in one string stand next to each other.
    pub words: Vec<String>,
    /// Coarse part of speech of the last word; any when empty.
    #[serde(default)]
    pub pos: Vec<String>,
    /// Where the one that it is about (or that is counted) stands; the first slot that is filled.
    #[serde(default)]
    pub who: Vec<String>,
    /// Take every slot of `who`, not the first: both sides of a fight.
    #[serde(default)]
    pub all: bool,
    /// Where the one stands whose they are, when it is not the phrase that is counted.
    #[serde(default)]
    pub owner: Vec<String>,
    /// Where the one that does it stands; `source` is whoever says it.
    #[serde(default)]
    pub agent: Vec<String>,
    /// Where the place or thing stands that it is about, when it is not just where the claim is put: "the
    /// bridge", "the town". Without one, or where it is not known which, it answers nothing.
    #[serde(default)]
    pub site: Vec<String>,
    /// It counts only where a number is given: "300 people remain", not "people remain concerned".
    #[serde(default)]
    pub numbered: bool,
    /// A negation turns the answer from nobody in particular to whom `agent` names: "denied that the town
    /// had fallen" says that the speaker holds it. Said without one, it answers nothing.
    #[serde(default)]
    pub unless: bool,
    /// Classes that `who` must belong to; any when empty.
    #[serde(default)]
    pub who_is: Vec<String>,
    /// Slots that must be filled by one of these lemmas or classes.
    #[serde(default)]
    pub needs: BTreeMap<String, Vec<String>>,
    /// Slots that must not be filled by one of these lemmas or classes.
    #[serde(default)]
    pub never: BTreeMap<String, Vec<String>>,
    /// The status that it answers; for polar kinds `yes` (the default) or `no`.
    pub says: Option<String>,
    /// It says so even under "want to", "keep" or a negation.
    #[serde(default)]
    pub presupposed: bool,
    /// The slot must be a definite noun phrase: "the attack", not "an attack".
    pub definite: Option<String>,
    /// It says so only where the grammar joins it to what it is about: "claimed four lives".
    #[serde(default)]
    pub joined: bool,
    /// The class counted when the words give none.
    pub class: Option<String>,
}

/// What a kind tells of a violent event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventPart {
    Killed,
    Wounded,
    /// What was done: a strike, a clash.
    Act,
}

/// A kind of question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// As it is printed.
    pub name: String,
    /// What an answer looks like.
    pub answer: AnswerType,
    /// The question in words. `{class}`, `{who}` and `{place}` are replaced; `{ in place}` vanishes
    /// with its preposition when there is no place.
    pub text: String,
    /// What tells one question from another.
    pub key: Vec<Part>,
    /// What must be known for a claim to answer it.
    #[serde(default)]
    pub requires: Vec<Part>,
    /// Whether its counts only grow with time: tolls do, strengths do not.
    #[serde(default)]
    pub grows: bool,
    /// What it tells of a violent event, if anything.
    pub event: Option<EventPart>,
    /// Whether it tells of an event of few days, so that the same on other days is another question. By
    /// default what tells of a violent event does; a state, such as fighting, does not.
    pub episodes: Option<bool>,
    /// It is no kind: what claims outside of all kinds say, told apart by their words. The class is what was
    /// done, and only the same words bear on one another.
    #[serde(default)]
    pub open: bool,
    /// A thing in a place stands for the place: fighters on a bridge are in the town.
    #[serde(default)]
    pub towns: bool,
    /// The slots that say where somebody went: nothing is asked of that place.
    #[serde(default)]
    pub away: Vec<String>,
    /// Statuses.
    #[serde(default)]
    pub status: Vec<Status>,
    /// Who would have reason to deny it: `who` or `agent`, with `=status` where only that one hurts.
    #[serde(default)]
    pub admission: Vec<String>,
    /// Words that bring it up.
    #[serde(default)]
    pub trigger: Vec<Trigger>,
}

impl Kind {
    /// Whether the same on other days is another question.
    pub fn tells_event(&self) -> bool {
        self.episodes.unwrap_or(self.event.is_some() && self.answer != AnswerType::Status)
    }

    /// A status by its name.
    pub fn status(&self, name: &str) -> Option<&Status> {
        self.status.iter().find(|s| s.name == name)
    }
}

/// A class of nouns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// As it is printed, in the plural.
    pub name: String,
    /// The class that holds it.
    #[serde(rename = "in")]
    pub parent: Option<String>,
    /// Lemmas.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Two answers to different kinds that cannot both be right of one actor, place and time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// `kind:answer`.
    pub a: String,
    /// `kind:answer`.
    pub b: String,
    /// In words, for the reason: "a group that still fights is not yet defeated".
    pub because: String,
}

/// Words that are no kind's own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words before a part of a count: "among them", "including".
    #[serde(default)]
    pub among: Vec<String>,
    /// Nouns for any building: "the building" is the one named before.
    #[serde(default)]
    pub any_building: Vec<String>,
    /// Words that say that nobody is left out: "every family".
    #[serde(default)]
    pub whole: Vec<String>,
    /// Adjectives that make fighters of men: "armed men".
    #[serde(default)]
    pub bearing_arms: Vec<String>,
    /// Verbs of who keeps a count: "has documented 21 deaths".
    #[serde(default)]
    pub tallying: Vec<String>,
    /// Nouns that a number is put at: "the number of the dead".
    #[serde(default)]
    pub tallies: Vec<String>,
    /// Nouns that stand for a claim: "report", "allegation".
    #[serde(default)]
    pub claim_nouns: Vec<String>,
    /// Pronouns that can stand for one.
    #[serde(default)]
    pub claim_pronouns: Vec<String>,
    /// Nouns that only measure what follows "of": "dozens", "group", "rest".
    #[serde(default)]
    pub partitives: Vec<String>,
    /// Verbs whose infinitive is said to be so: "continue", "seem".
    #[serde(default)]
    pub factual: Vec<String>,
    /// Verbs whose complement is said not to be so: "fail", "refuse".
    #[serde(default)]
    pub negating: Vec<String>,
    /// Verbs whose clause is not said to be so: "hope", "doubt", "wonder".
    #[serde(default)]
    pub unsaying: Vec<String>,
    /// Verbs of what somebody else holds: "think", "claim". Under them the source says nothing itself.
    #[serde(default)]
    pub thinking: Vec<String>,
    /// Words for less than all: "most of the area", "almost the whole city".
    #[serde(default)]
    pub partial: Vec<String>,
    /// Words that set one event apart from another: "another", "separate".
    #[serde(default)]
    pub apart: Vec<String>,
    /// Nouns for an act of violence, for the cause of an event where no kind of question names it.
    #[serde(default)]
    pub acts: Vec<String>,
    /// Words for what kills over years: counts of it are of no one event.
    #[serde(default)]
    pub wide: Vec<String>,
    /// Prepositions of a place.
    #[serde(default)]
    pub locating: Vec<String>,
    /// Words that negate.
    #[serde(default)]
    pub negations: Vec<String>,
    /// Auxiliaries under which a thing is not said to be so.
    #[serde(default)]
    pub modals: Vec<String>,
    /// Auxiliaries under which it is said to be possible.
    #[serde(default)]
    pub possible: Vec<String>,
    /// Auxiliaries of what is still to come.
    #[serde(default)]
    pub future: Vec<String>,
    /// Conjunctions of a condition.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Cues that take a claim back.
    #[serde(default)]
    pub retractions: Vec<String>,
    /// Words for what was published before: "earlier version", "originally".
    #[serde(default)]
    pub earlier_versions: Vec<String>,
    /// Words by which a publisher speaks of what it wrote: "article", "headline".
    #[serde(default)]
    pub own_texts: Vec<String>,
    /// Pronouns of the speaker.
    #[serde(default)]
    pub speaker: Vec<String>,
    /// Nouns for those who face each other, without saying who: "both sides".
    #[serde(default)]
    pub sides: Vec<String>,
    /// Nouns that belong to the body that their possessor commands: "his troops".
    #[serde(default)]
    pub commanded: Vec<String>,
}
