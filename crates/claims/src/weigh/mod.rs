//! Which question, compatible or not, independent or not, standing.
//!
//! In the order of the work. From a document to testimonies: `kind` and `lexicon` hold the kinds as data;
//! `reading` says what a claim answers, by the words in `trigger`, the `slots` beside them and the phrases in `roles` and `who`;
//! `among` what is said of a class beside its whole; `refer` follows "a claim that was refuted" to the
//! claim meant; `group` puts readings under one question; `origin` says whose voice a claim is; `testify`
//! makes testimonies of it all. From testimonies, of one document or of many, to questions: `row` looks
//! their names up; `compare` says of two whether both can be right, `window` whether at the same time,
//! `bond` whether they are two voices, `heard` what is kept of a voice to tell it from others, `groups` which count as one
//! origin, `judge` what follows; `foretold` what came of predictions, `withdrawal` what was taken back, `spoken` in which
//! order a voice spoke, `chain` what it replaced itself, `episode` which events are one; `cells` say where to look. `case`
//! takes all pairs and `standing` draws the sum: the specification. `docket` draws the same sum when testimonies come one
//! after the other. `suggest` names questions that may be one. `range`, `reasons` and `wording` put it in numbers and plain
//! words. `event` draws the document's main violent event from the same readings.

mod act;
mod among;
mod bond;
mod case;
mod cells;
mod chain;
mod compare;
mod docket;
mod episode;
mod event;
mod foretold;
mod group;
mod groups;
mod heard;
mod judge;
mod kind;
mod lexicon;
mod origin;
mod range;
mod reading;
mod reasons;
mod refer;
mod roles;
mod row;
mod sketch;
mod slots;
mod spoken;
mod standing;
mod suggest;
mod testify;
mod tree;
mod trigger;
mod who;
mod window;
mod withdrawal;
mod wording;

#[cfg(test)]
mod tests;

pub use bond::{Bonds, Unbound};
pub use cells::Cell;
pub use chain::STEPS;
pub use docket::{Change, Docket, Earlier, Episode, Held, Joined, Left, Look, Memory, Name, Slip, State};
pub use episode::{GAP, Stretch};
pub use event::{Rivals, contested, event_id, rivals, same_event};
pub(crate) use event::{event, statements};
pub use groups::{Group, HEARD, origins};
pub use heard::Heard;
pub use judge::Effect;
pub use lexicon::Lexicon;
pub use range::{ASKED, Given, Number, asked_first, best, number};
pub use row::Prepared;
pub use standing::{Facts, standing};
pub use suggest::{Sought, alike, apart};
pub use window::Reach;

use crate::ground::actor::Actors;
use case::Case;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use types::{
    ActorId, ActorKind, ActorRef, Answer, Claim, Document, Event, Question, QuestionId, Span, Suggestion,
    Testimony,
};

/// What the module sees of a document.
pub(crate) struct Sight<'a> {
    document: &'a Document,
    doc: &'a nlp::Doc,
    lexicon: &'a Lexicon,
    actors: &'a Actors,
}

impl Sight<'_> {
    fn words(&self) -> &kind::Words {
        &self.lexicon.words
    }

    /// The actor of the document with this name, else one made from the name.
    fn actor_ref(&self, who: &who::Who) -> ActorRef {
        let known = self.actors.actors.iter().find(|a| a.name.eq_ignore_ascii_case(&who.name));
        known.map(ActorRef::from).unwrap_or_else(|| ActorRef {
            id: ActorId::of(&[who.key.as_bytes()]),
            name: who.name.clone(),
            kind: ActorKind::Group,
        })
    }
}

/// What the claims of one document say to each kind of question, in order of the text. `event` is the
/// document's main event: it gives a day to claims that tell of it and give none.
///
/// Near-linear in the claims; quadratic only among the claims that answer one kind of question about
/// one actor.
pub fn testimonies(
    document: &Document,
    syntax: &nlp::Doc,
    lexicon: &Lexicon,
    actors: &Actors,
    claims: &[Claim],
    event: Option<&Event>,
) -> Vec<Testimony> {
    testify::testimonies(&Sight { document, doc: syntax, lexicon, actors }, claims, event)
}

/// The questions that the testimonies of one document or of many answer, the contested first. A function
/// of the set: their order does not matter. `bonds` says which documents are not independent; `day` up to
/// which day it is known what came of what was foretold.
///
/// A testimony is compared with those that can bear on it only: those of its question and those that lie
/// near in kind, actor, place and time.
pub fn weigh_all(
    lexicon: &Lexicon,
    testimonies: &[Testimony],
    bonds: &dyn Bonds,
    day: Option<Date>,
) -> Vec<Question> {
    Case::of(lexicon, testimonies, bonds, day).weigh().questions
}

/// One question of those that [`weigh_all`] gives, with its independence groups; `pick` says which. Where there are
/// more than [`HEARD`] voices, the first by the number that `filed` gives their keys are told apart. `known`: the days
/// of the event of a question, by its [`base`], where not all of its testimonies are given.
pub fn weigh_one(
    lexicon: &Lexicon,
    testimonies: &[Testimony],
    bonds: &dyn Bonds,
    day: Option<Date>,
    known: Option<&(QuestionId, Stretch)>,
    filed: &dyn Fn(&str) -> i64,
    pick: impl FnOnce(&[Question]) -> Option<usize>,
) -> Option<(Question, Vec<Group>)> {
    let mut case = Case::with(lexicon, testimonies, bonds, day, known);
    let mut questions = case.weigh().questions;
    let question = questions.swap_remove(pick(&questions)?);
    let groups = case.groups(&question.id, filed);
    Some((question, groups))
}

/// Pairs of questions that may be one but are not joined, the best match first: places and classes of which
/// one holds the other, an actor, a place or a day that only one gives. Quadratic in the questions of a kind:
/// give it the testimonies of one story.
pub fn suggestions(lexicon: &Lexicon, testimonies: &[Testimony]) -> Vec<Suggestion> {
    Case::of(lexicon, testimonies, &Unbound, None).suggestions()
}

/// The questions of one document, as [`weigh_all`] gives them. Sets `question` and `answer` on the claims:
/// of several questions that one claim answers, the first that its words bring up; all of them list it.
pub fn weigh(
    lexicon: &Lexicon,
    testimonies: &[Testimony],
    day: Option<Date>,
    claims: &mut [Claim],
) -> Vec<Question> {
    let mut weighed = Case::of(lexicon, testimonies, &Unbound, day).weigh();
    // What stands outside of the kinds is a question when two speak of it.
    let lone = |q: &Question| q.answers.len() < 2 && outside(lexicon, &q.kind);
    let (dropped, kept): (Vec<Question>, Vec<Question>) = weighed.questions.into_iter().partition(lone);
    let dropped: FxHashSet<&QuestionId> = dropped.iter().map(|q| &q.id).collect();
    weighed.main.retain(|_, (question, _)| !dropped.contains(question));
    for claim in claims {
        let main = weighed.main.remove(&claim.id);
        let (question, value) = main.map_or((None, None), |(question, value)| (Some(question), Some(value)));
        (claim.question, claim.answer) = (question, value.map(|value| Answer { value }));
    }
    kept
}

/// Whether this is the kind of all that the kinds of question do not know.
pub fn outside(lexicon: &Lexicon, kind: &str) -> bool {
    lexicon.kind_named(kind).is_some_and(|k| lexicon.kinds[k].open)
}

/// The question that a testimony answers, in plain words; its days stand beside it. Nothing for a kind that
/// the lexicon does not know.
pub fn asks(lexicon: &Lexicon, testimony: &Testimony) -> Option<String> {
    let kind = &lexicon.kinds[lexicon.kind_named(&testimony.kind)?];
    Some(wording::question(kind, &testimony.mode, &testimony.asked))
}

/// The question of a testimony without regard to the days of its event: see [`Slip::base`].
pub fn base(testimony: &Testimony) -> types::QuestionId {
    wording::id(&testimony.kind, &testimony.mode, &testimony.asked, None)
}

/// The days of the event that a testimony tells of, where these tell one question from another.
pub fn days(lexicon: &Lexicon, testimony: &Testimony) -> Option<Stretch> {
    episode::days(lexicon, testimony)
}

/// The cell in which all testimonies to the question of this one lie, whatever their days.
pub fn base_cell(testimony: &Testimony) -> Cell {
    cells::question(&base(testimony))
}

/// Where to look for what may bear on a testimony: the cells, and the days. Nothing for a kind that the
/// lexicon does not know.
pub fn looks(lexicon: &Lexicon, testimony: &Testimony) -> Option<(Vec<Cell>, Reach)> {
    let row = row::Row::of(lexicon, testimony)?;
    Some((cells::looks(lexicon, &row), row.reach))
}

/// For every claim, the claims whose content stands inside its own.
fn nesting(claims: &[Claim]) -> Vec<Vec<usize>> {
    let cover = |c: &Claim| c.content.spans.iter().copied().reduce(Span::cover);
    let mut order: Vec<(Span, usize)> =
        claims.iter().enumerate().filter_map(|(i, c)| cover(c).map(|s| (s, i))).collect();
    order.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    let mut nested = vec![Vec::new(); claims.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    for (span, index) in order {
        open.retain(|(s, _)| s.end > span.start);
        for (outer, holder) in &open {
            if outer.contains(span) && *outer != span {
                nested[*holder].push(index);
            }
        }
        open.push((span, index));
    }
    nested
}
