//! Who the counted are: fighters, civilians, children.

use crate::weigh::Sight;
use crate::weigh::tree::{is, kids, slot};
use types::{ActorKind, Quantity};

/// Words behind a number that may say who is counted.
const PHRASE: usize = 7;

/// Whether a class is one of people.
pub(super) fn is_people(sight: &Sight<'_>, class: usize) -> bool {
    sight.lexicon.is_one_of(class, &["people".to_owned()])
}

/// The class of what a number counts, by the words of its phrase: the narrowest that one of them names.
/// Members, leaders and forces of an armed group are fighters. Nothing for people of whom no more is said.
pub(super) fn class(sight: &Sight<'_>, quantity: &Quantity) -> Option<usize> {
    let phrase = phrase(sight, quantity);
    let classes: Vec<usize> = phrase.iter().filter_map(|t| of_word(sight, *t)).collect();
    let people = sight.lexicon.class_named("people");
    let named = classes.iter().copied().find(|c| is_people(sight, *c) && !general(sight, *c));
    let armed = || {
        let group = |t: &usize| sight.actors.at_head(*t).is_some_and(|a| a.kind == ActorKind::Group);
        let body = classes.iter().any(|c| sight.lexicon.classes[*c].name == "groups");
        (body || phrase.iter().any(group)).then(|| sight.lexicon.class_named("fighters")).flatten()
    };
    named.or_else(armed).or_else(|| classes.into_iter().find(|c| Some(*c) == people))
}

/// A class that says no more than "people".
fn general(sight: &Sight<'_>, class: usize) -> bool {
    matches!(sight.lexicon.classes[class].name.as_str(), "people" | "person")
}

/// The words of a number and of the noun phrase behind it, "of" and what follows included; up to a verb.
fn phrase(sight: &Sight<'_>, quantity: &Quantity) -> Vec<usize> {
    let doc = sight.doc;
    let first = doc.token_at(quantity.span.start);
    let last = doc.token_at(quantity.span.end.saturating_sub(1));
    let word = |t: &usize| {
        let inside = matches!(doc.pos(*t), "NOUN" | "PROPN" | "ADJ" | "DET" | "PUNCT" | "NUM" | "CCONJ");
        let of = matches!(doc.word(*t), "of" | "from" | "-");
        let verb = matches!(doc.lemma(*t), "include" | "kill" | "and");
        *t <= last || (inside || of) && !verb && !is(&sight.words().among, doc.lemma(*t))
    };
    (first..doc.len().min(last + PHRASE)).take_while(word).collect()
}

/// The class of a word. Headlines write "Militants" as a name, whose lemma keeps its plural.
fn of_word(sight: &Sight<'_>, token: usize) -> Option<usize> {
    let doc = sight.doc;
    let singular = |w: &str| w.strip_suffix('s').and_then(|w| sight.lexicon.class_of(w));
    sight.lexicon.class_of(doc.lemma(token)).or_else(|| {
        let lower = doc.word(token).to_lowercase();
        singular(&lower).filter(|_| doc.pos(token) == "PROPN")
    })
}

/// "Killed a child", "a woman died": one person, by a singular noun with its article or by a name.
pub(super) fn one_person(sight: &Sight<'_>, token: usize, class: Option<usize>) -> bool {
    let doc = sight.doc;
    let mut nouns = slot(doc, token, "object");
    if nouns.is_empty() {
        nouns = slot(doc, token, "topic");
    }
    let single = |n: &usize| {
        let article = kids(doc, *n, &["det"]).any(|d| matches!(doc.lemma(d), "a" | "an" | "one"));
        let name = doc.entity_of(*n).is_some_and(|e| doc.label(&doc.entities()[e]) == "PERSON");
        let suits =
            class.is_none() || of_word(sight, *n).is_none_or(|c| Some(c) == class || general(sight, c));
        let collective = of_word(sight, *n).is_some_and(|c| !is_people(sight, c));
        (doc.tag(*n) == "NN" && article || name) && suits && !collective
    };
    nouns.iter().any(single)
}
