//! What the words use a place for.

use super::atlas::{Atlas, Candidate};
use super::lexicon::Lexicon;
use super::spot::{Found, Mention};
use nlp::Doc;
use rustc_hash::FxHashSet;
use types::{PlaceKind, PlaceRole};

/// The role of a mention; `place` is what it was taken for.
pub(super) fn role(
    doc: &Doc,
    atlas: &Atlas<'_>,
    m: &Mention<'_>,
    place: Option<&Candidate<'_>>,
) -> PlaceRole {
    let (lexicon, last) = (atlas.lexicon, m.tokens.end - 1);
    match m.found {
        Found::Demonym if in_a_name(doc, m) => return PlaceRole::Name,
        Found::Demonym if holds(doc, lexicon, last) => return PlaceRole::Event,
        Found::Demonym => return PlaceRole::Origin,
        Found::Inside => return PlaceRole::Name,
        _ => {}
    }
    let country = place.is_some_and(|c| c.kind == PlaceKind::Country);
    let short = country && m.name.len() < 5 && !m.name.contains(char::is_lowercase);
    hyphened(doc, lexicon, m)
        .or_else(|| governed(doc, lexicon, last))
        .or_else(|| speaking(doc, lexicon, last))
        .or_else(|| owning(doc, lexicon, last, country, short))
        .unwrap_or(PlaceRole::Event)
}

/// "Kestrel-based", "Valderia-backed", in one token or three.
fn hyphened(doc: &Doc, lexicon: &Lexicon, m: &Mention<'_>) -> Option<PlaceRole> {
    let after = m.tokens.end;
    let apart = after + 1 < doc.len() && matches!(doc.word(after), "-" | "–" | "‑");
    let tail = m.tail(doc);
    let word = if !tail.is_empty() { tail } else { doc.word(if apart { after + 1 } else { return None }) };
    let word = word.to_lowercase();
    match word.as_str() {
        word if lexicon.seat.contains(word) => Some(PlaceRole::Seat),
        word if lexicon.origin.contains(word) || lexicon.behind.contains(word) => Some(PlaceRole::Origin),
        _ => None,
    }
}

/// "The Valderian Observatory": a word of a longer name of a body, a building or an event.
fn in_a_name(doc: &Doc, m: &Mention<'_>) -> bool {
    doc.entity_of(m.tokens.start).map(|e| doc.entities()[e]).is_some_and(|e| {
        let body = !matches!(doc.label(&e), "NORP" | "GPE" | "LOC" | "PERSON" | "LANGUAGE");
        body && e.end - e.start > m.tokens.len()
    })
}

/// "the Valderian town of Millbrook": something happens in what a demonym stands for.
fn holds(doc: &Doc, lexicon: &Lexicon, token: usize) -> bool {
    let head = doc.head(token);
    let word = doc.word(head).to_lowercase();
    head > token
        && matches!(doc.dep(token), "amod" | "compound" | "nmod")
        && ground(lexicon, &word)
        && (token + 1..head).all(|t| doc.tag(t).starts_with("JJ"))
}

/// Whether a noun is a stretch of land: "town", "border", "soil".
fn ground(lexicon: &Lexicon, word: &str) -> bool {
    let sort = lexicon.kind(word).is_some_and(|k| k != PlaceKind::Facility);
    lexicon.grounds.contains(word) || sort && !lexicon.groups.contains(word)
}

/// What the preposition before a place and the word above it say: "based in", "a native of", "fighters
/// from", "told reporters in".
fn governed(doc: &Doc, lexicon: &Lexicon, last: usize) -> Option<PlaceRole> {
    if doc.dep(last) != "pobj" {
        return None;
    }
    let preposition = doc.head(last);
    let above = doc.head(preposition);
    match doc.word(preposition).to_lowercase().as_str() {
        "in" | "at" if said(doc, &lexicon.seat, above) => Some(PlaceRole::Seat),
        "in" | "at" | "from" if said(doc, &lexicon.spoken, above) => Some(PlaceRole::Seat),
        "in" | "of" if said(doc, &lexicon.origin, above) => Some(PlaceRole::Origin),
        from if lexicon.origin.contains(from) => {
            (people(doc, lexicon, above) || said(doc, &lexicon.origin, above)).then_some(PlaceRole::Origin)
        }
        _ => None,
    }
}

/// "Kestrel said", "according to Kestrel": a government goes by its seat.
fn speaking(doc: &Doc, lexicon: &Lexicon, last: usize) -> Option<PlaceRole> {
    let head = doc.head(last);
    let says = doc.dep(last) == "nsubj" && lexicon.speech.contains(doc.lemma(head));
    let according = doc.dep(last) == "pobj" && head > 0 && doc.word(head) == "to";
    let according = according && doc.word(head - 1).eq_ignore_ascii_case("according");
    (says || according).then_some(PlaceRole::Seat)
}

/// "Millbrook residents", "Valderia's army": the place only says whose people they are. What a town's
/// bodies do, they do there. A short form is an adjective: "U.S. efforts", but "U.S. soil".
fn owning(doc: &Doc, lexicon: &Lexicon, last: usize, country: bool, short: bool) -> Option<PlaceRole> {
    let head = doc.head(last);
    let tied = matches!(doc.dep(last), "compound" | "nmod" | "amod" | "poss") && head > last;
    let word = || doc.lemma(head).to_lowercase();
    let theirs = tied && (lexicon.persons.contains(&word()) || country && lexicon.groups.contains(&word()));
    let theirs = theirs || tied && short && !ground(lexicon, &word());
    theirs.then_some(PlaceRole::Origin)
}

/// Whether people come "from" a place: whoever is named or called a person or a body; not "35 miles from",
/// not "smoke from".
fn people(doc: &Doc, lexicon: &Lexicon, above: usize) -> bool {
    match doc.pos(above) {
        "PROPN" | "PRON" => !said(doc, &lexicon.distance, above),
        "NOUN" => {
            let word = doc.lemma(above).to_lowercase();
            lexicon.persons.contains(&word) || lexicon.groups.contains(&word)
        }
        _ => false,
    }
}

fn said(doc: &Doc, words: &FxHashSet<String>, token: usize) -> bool {
    words.contains(&doc.word(token).to_lowercase()) || words.contains(doc.lemma(token))
}
