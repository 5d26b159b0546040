//! "21 deaths, among them 15 civilians": the part of a count that is all there is of a class of its own.

use super::Sight;
use super::kind::AnswerType;
use super::reading::Reading;
use types::{AnswerValue, Claim, Measure, Quantity};

/// For every part of a count that names a narrower class than the whole, what it says of that class. As a
/// count of civilians, "15 civilians" is no part: it is set against other counts of civilians.
pub(super) fn readings(
    sight: &Sight<'_>,
    claims: &[Claim],
    nested: &[Vec<usize>],
    all: &[Reading],
) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        for part in claim.quantities.iter().filter(|q| is_part(sight, q)) {
            let own = |r: &&Reading| r.claim == index || nested[index].contains(&r.claim);
            let reading = all.iter().filter(own).find_map(|whole| share(sight, whole, part));
            let new = |r: &Reading| {
                !all.iter()
                    .chain(&found)
                    .any(|o| o.kind == r.kind && o.class == r.class && o.value == r.value && o.claim == index)
            };
            found.extend(reading.map(|r| Reading { claim: index, ..r }).filter(new));
        }
    }
    found
}

/// Whether the words say that it belongs to a count before it.
fn is_part(sight: &Sight<'_>, quantity: &Quantity) -> bool {
    let token = sight.doc.token_at(quantity.span.start);
    let before = token.saturating_sub(3)..token.min(sight.doc.len());
    let word = |t: usize| {
        sight
            .words()
            .among
            .iter()
            .any(|w| w == sight.doc.lemma(t) || w.eq_ignore_ascii_case(sight.doc.word(t)))
    };
    quantity.measure == Measure::Part || before.clone().any(word)
}

/// What the part says, when it stands in the sentence of the whole, behind it, and in a class inside its class.
fn share(sight: &Sight<'_>, whole: &Reading, part: &Quantity) -> Option<Reading> {
    let doc = sight.doc;
    let token = doc.token_at(part.span.start);
    let count = sight.lexicon.kinds[whole.kind].answer == AnswerType::Count;
    let behind =
        token > whole.token && token < doc.len() && doc.sentence_of(token) == doc.sentence_of(whole.token);
    let class = class(sight, part)?;
    let inside = whole.class.is_some_and(|c| c != class && sight.lexicon.class_holds(c, class));
    let smaller = |low: Option<f64>| !matches!(whole.value, AnswerValue::Interval { high: Some(h), .. } if low.is_some_and(|l| l > h));
    (count && behind && inside && smaller(part.low)).then(|| Reading {
        class: Some(class),
        value: AnswerValue::Interval { low: part.low, high: part.high },
        measure: Some(Measure::Count),
        running: false,
        token,
        ..whole.clone()
    })
}

/// The class of what is counted: of the first word of the phrase, or of the noun above it, that has one.
fn class(sight: &Sight<'_>, part: &Quantity) -> Option<usize> {
    let doc = sight.doc;
    let first = doc.token_at(part.span.start);
    let last = doc.token_at(part.span.end.saturating_sub(1)).min(doc.len().saturating_sub(1));
    (first..=last).chain([doc.head(last)]).find_map(|t| sight.lexicon.class_of(doc.lemma(t)))
}
