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

/// The class of what a number counts, by the words of its phrase. Members, leaders and forces of an armed
/// group are fighters. Nothing where no word of it has a class.
pub(super) fn class(sight: &Sight<'_>, quantity: &Quantity) -> Option<usize> {
    let doc = sight.doc;
    let first = doc.token_at(quantity.span.start);
    let last = doc.token_at(quantity.span.end.saturating_sub(1));
    class_of_phrase(sight, &phrase(sight, first, last))
}

/// The class of one person, by the noun phrase around the noun.
pub(super) fn class_of_one(sight: &Sight<'_>, noun: usize) -> Option<usize> {
    class_of_phrase(sight, &phrase(sight, sight.doc.edges(noun).0.min(noun), noun))
}

/// The class that the head names, the last noun before "of"; where that is a general one, an armed body in
/// the rest of the phrase makes it fighters.
fn class_of_phrase(sight: &Sight<'_>, phrase: &[usize]) -> Option<usize> {
    let doc = sight.doc;
    let of = phrase.iter().position(|t| doc.pos(*t) == "ADP").unwrap_or(phrase.len());
    let classes =
        |tokens: &[usize]| -> Vec<usize> { tokens.iter().filter_map(|t| of_word(sight, *t)).collect() };
    let (head, rest) = (classes(&phrase[..of]), classes(&phrase[of..]));
    let specific = |c: &usize| is_people(sight, *c) && !general(sight, *c);
    let named = head.iter().copied().rfind(specific);
    let armed = || {
        let group = |t: &usize| sight.actors.at_head(*t).is_some_and(|a| a.kind == ActorKind::Group);
        let body = head.iter().chain(&rest).any(|c| sight.lexicon.classes[*c].name == "groups");
        (body || phrase.iter().any(group)).then(|| sight.lexicon.class_named("fighters")).flatten()
    };
    let general = || head.iter().copied().find(|c| general(sight, *c));
    named.or_else(armed).or_else(|| rest.iter().copied().find(specific)).or_else(general)
}

/// A class that says no more than "people".
fn general(sight: &Sight<'_>, class: usize) -> bool {
    matches!(sight.lexicon.classes[class].name.as_str(), "people" | "person")
}

/// The words from `first` to `last` and of the noun phrase behind them, "of" and what follows included; up
/// to a verb, another number or what only is a part.
fn phrase(sight: &Sight<'_>, first: usize, last: usize) -> Vec<usize> {
    let doc = sight.doc;
    let word = |t: &usize| {
        let inside = matches!(doc.pos(*t), "NOUN" | "PROPN" | "ADJ" | "DET" | "PART");
        let capitals = doc.word(*t).len() > 1 && doc.word(*t).chars().all(char::is_uppercase);
        let joint = matches!(doc.word(*t), "of" | "from" | "-" | "\"" | "(" | ")");
        *t <= last || (inside || joint || capitals) && !is(&sight.words().among, doc.lemma(*t))
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

/// "Killed a child", "a woman died": the one person, by a singular noun with its article or by a name.
pub(super) fn one_person(sight: &Sight<'_>, token: usize, class: Option<usize>) -> Option<usize> {
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
    nouns.into_iter().find(single)
}
