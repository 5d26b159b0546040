//! Which question, compatible or not, independent or not, standing.
//!
//! In the order of the work: `kind` and `lexicon` hold the kinds as data; `reading` says what a claim
//! answers, by the words in `trigger` and the phrases in `roles` and `who`; `among` what is
//! said of a class beside its whole; `refer` follows "a claim
//! that was refuted" to the claim meant; `group` puts readings under one question; `compare` says of
//! two whether both can be right, `window` whether at the same time, `origin` whether they are two
//! voices; `case` takes all pairs, `standing` and `foretold` draw the sum, `reasons` and `wording` put
//! it in plain words. `event` draws the document's main violent event from the same readings.

mod among;
mod case;
mod compare;
mod event;
mod foretold;
mod group;
mod kind;
mod lexicon;
mod origin;
mod reading;
mod reasons;
mod refer;
mod roles;
mod standing;
mod tree;
mod trigger;
mod who;
mod window;
mod wording;

#[cfg(test)]
mod tests;

pub use event::{Rivals, rivals, same_event};
pub(crate) use event::{event, statements};
pub use lexicon::Lexicon;

use crate::ground::actor::Actors;
use types::{ActorId, ActorKind, ActorRef, Answer, Claim, Document, Question, Span};

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

/// The questions that the claims of one document answer, the contested first. Sets `question` and
/// `answer` on the claims: of several questions that one claim answers, the first that its words
/// bring up; all of them list it.
///
/// Near-linear in the claims; quadratic only among the claims that answer one kind of question about
/// one actor.
pub fn weigh(
    document: &Document,
    syntax: &nlp::Doc,
    lexicon: &Lexicon,
    actors: &Actors,
    claims: &mut [Claim],
) -> Vec<Question> {
    let sight = Sight { document, doc: syntax, lexicon, actors };
    let nested = nesting(claims);
    let mut readings = Vec::new();
    for (index, inner) in nested.iter().enumerate() {
        let own = reading::readings(&sight, claims, index, inner);
        readings.extend(own);
    }
    readings.extend(among::readings(&sight, claims, &nested, &readings));
    let mut readings = reading::close(readings);
    let withdrawn = refer::refer(&sight, claims, &mut readings);
    let case = case::Case::of(&sight, claims, readings, withdrawn);
    let weighed = case.weigh();
    for (index, question, value) in weighed.main {
        claims[index].question = Some(question);
        claims[index].answer = Some(Answer { value });
    }
    weighed.questions
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
