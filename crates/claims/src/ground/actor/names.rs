//! Where the text names somebody: forms of the lexicon and named entities, without overlap.

use super::lexicon::Use;
use super::shape::Text;
use super::stretch::{loose, part};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Person,
    Body,
    /// A form of the lexicon.
    Known(usize, Use),
    /// A town or a land that the lexicon does not list.
    Place,
    /// Capitalised, but no more is known.
    Loose,
}

/// A name at tokens `first..=last`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) class: Class,
}

impl Name {
    /// The token that holds the name together.
    pub(super) fn head(&self, text: &Text) -> usize {
        let outside = |t: &usize| {
            let head = text.doc.head(*t);
            head == *t || head < self.first || head > self.last
        };
        let nouns = || (self.first..=self.last).rev().filter(outside);
        nouns().find(|t| text.doc.pos(*t) == "PROPN").or_else(|| nouns().next()).unwrap_or(self.last)
    }
}

/// All names in order, but those of the credits of pictures.
pub(super) fn find(text: &Text) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < text.doc.len() {
        match best(text, at) {
            Some(name) => {
                at = name.last + 1;
                names.push(name);
            }
            None => at += 1,
        }
    }
    super::credits::outside(text, names)
}

fn best(text: &Text, at: usize) -> Option<Name> {
    let known = known(text, at);
    let entity = entity(text, at);
    match (known, entity) {
        (Some(k), Some(e)) if e.last > k.last && longer_wins(text, k, e) => Some(e),
        (Some(k), _) => Some(k),
        (None, Some(e)) => Some(e),
        (None, None) => loose(text, at),
    }
}

/// Whether an entity that goes on after a form of the lexicon is a name of its own: "Washington
/// Irving", "Syria Relief Fund"; not "Islamic State Militants".
fn longer_wins(text: &Text, known: Name, entity: Name) -> bool {
    let after = known.last + 1..=entity.last;
    let names = after.clone().any(|t| text.doc.pos(t) == "PROPN" && text.noun(t).is_none());
    let body = matches!(entity.class, Class::Body)
        && after.clone().any(|t| matches!(text.noun(t), Some(super::lexicon::Noun::Body(_))))
        && text.doc.pos(entity.last) == "PROPN";
    let (_, used) = match known.class {
        Class::Known(entry, used) => (entry, used),
        _ => return false,
    };
    match entity.class {
        Class::Person => names && used != Use::People,
        Class::Body => names || body,
        _ => false,
    }
}

/// The form of the lexicon that starts at a token.
fn known(text: &Text, at: usize) -> Option<Name> {
    let doc = text.doc;
    let start = doc.start(at);
    let rest = doc.text().get(start..)?;
    rest.chars().next().filter(|c| c.is_alphanumeric())?;
    let ends = |length: usize| {
        let token = doc.token_at(start + length - 1);
        token < doc.len() && doc.end(token) == start + length
    };
    let (length, entry, used) = text.lexicon.longest(rest, ends)?;
    let last = doc.token_at(start + length - 1);
    let proper =
        (at..=last).any(|t| doc.pos(t) == "PROPN" || doc.entity_of(t).is_some() || used == Use::People);
    // A lone first name of the lexicon that a longer personal name holds is no mention of it.
    (proper && !inside_person(text, at, last)).then_some(Name {
        first: at,
        last,
        class: Class::Known(entry, used),
    })
}

fn inside_person(text: &Text, first: usize, last: usize) -> bool {
    let Some(entity) = text.doc.entity_of(first).map(|e| text.doc.entities()[e]) else { return false };
    text.doc.label(&entity) == "PERSON"
        && entity.start < first
        && entity.end > last
        && text.doc.tag(first) == "NNP"
        && text.lexicon.noun(&text.lemma(entity.start)).is_none()
        && first == last
}

fn entity(text: &Text, at: usize) -> Option<Name> {
    let doc = text.doc;
    let entity = doc.entities()[doc.entity_of(at)?];
    let class = match doc.label(&entity) {
        "PERSON" => Class::Person,
        "ORG" => Class::Body,
        "GPE" => Class::Place,
        _ => return None,
    };
    if !starts_here(text, at, entity.start) || is_title(text, at) {
        return None;
    }
    if (at..entity.end).any(|t| compound_adjective(text, at, t)) {
        return None;
    }
    let mut last = at;
    while last + 1 < entity.end && part(text, last + 1, class) {
        last += 1;
    }
    while last > at && !matches!(doc.pos(last), "PROPN" | "NOUN" | "ADJ" | "NUM") {
        last -= 1;
    }
    if let Some(at) = (at + 1..=last).find(|t| {
        let beyond = |k: Name| k.last > last || k.last == last && k.last > *t + 1;
        known(text, *t).is_some_and(beyond)
    }) {
        last = at - 1;
    }
    let capital = |t: usize| doc.word(t).chars().next().is_some_and(char::is_uppercase);
    while class == Class::Person && last > at && common(text, last) {
        last -= 1;
    }
    let titled = class == Class::Body && at > entity.start && is_title(text, at - 1);
    let class = if titled { Class::Person } else { class };
    let body = class == Class::Person && last > at && is_body(text, last);
    let class = if body { Class::Body } else { class };
    // "Defence Minister" in front of a name is no body.
    let role = class == Class::Body
        && matches!(text.noun(last), Some(super::lexicon::Noun::Person(_)))
        && text.modifies(last)
        && doc.pos(doc.head(last)) == "PROPN";
    if role {
        return None;
    }
    let person = class == Class::Person;
    let named = (at..=last).any(|t| doc.pos(t) == "PROPN" || (person || last > at) && capital(t));
    let office = at == last && at > 1 && doc.word(at - 1) == "of" && role_before(text, at - 2);
    (named && !office && !list(text, at, last) && !role_only(text, at, last)).then_some(Name {
        first: at,
        last,
        class,
    })
}

/// Whether what is taken for a person is a body: "Tessen Relief", "Halver Steel, a company".
fn is_body(text: &Text, last: usize) -> bool {
    use super::lexicon::Noun;
    let doc = text.doc;
    let beside = |c: &usize| {
        *c > last && doc.dep(*c) == "appos" && text.article(*c) == super::shape::Article::Indefinite
    };
    text.lexicon.sort_of_name(doc.word(last)).is_some()
        || doc.children(last).filter(beside).any(|c| matches!(text.noun(c), Some(Noun::Body(_))))
}

/// Whether a name may start here: at the entity's start, or after words of it that are no name.
fn starts_here(text: &Text, at: usize, start: usize) -> bool {
    let skipped = (start..at).all(|t| text.doc.pos(t) != "PROPN" || is_title(text, t))
        || at > start && compound_adjective(text, start, at - 1);
    let article = matches!(text.doc.pos(at), "DET" | "PUNCT" | "PART" | "SPACE" | "ADP");
    skipped && !article && at - start <= 4
}

/// Whether tokens `first..=last` are like "Ostland-based": no part of the name after them.
fn compound_adjective(text: &Text, first: usize, last: usize) -> bool {
    let doc = text.doc;
    let lower = doc.word(last).chars().all(char::is_lowercase);
    last > first + 1
        && lower
        && matches!(doc.word(last - 1), "-" | "‑")
        && matches!(doc.tag(last), "VBN" | "VBD" | "JJ")
}

/// A form of address or a role before a name, as in "Sen. Jane Roe".
fn is_title(text: &Text, token: usize) -> bool {
    let word = text.doc.word(token).to_lowercase();
    let next = text.doc.entity_of(token).map_or(0, |e| text.doc.entities()[e].end);
    let label = text.doc.entity_of(token).map(|e| text.doc.label(&text.doc.entities()[e]));
    let role = || matches!(text.lexicon.noun(&word), Some(super::lexicon::Noun::Person(_)));
    let person = label == Some("PERSON") && (text.lexicon.title(&word).is_some() || role());
    next > token + 1 && (person || label == Some("ORG") && role() && is_bearer(text, token + 1, next))
}

/// Whether two capitalised words after a role are the name of somebody who speaks: "Seismologist Jane Roe";
/// not "General Motors Bank".
fn is_bearer(text: &Text, first: usize, end: usize) -> bool {
    let doc = text.doc;
    let plain = |t: usize| doc.tag(t) == "NNP" && text.noun(t).is_none();
    end == first + 2
        && (first..end).all(plain)
        && text.lexicon.sort_of_name(doc.word(end - 1)).is_none()
        && (text.lexicon.given(&doc.word(first).to_lowercase()).is_some() || text.speaks(end - 1))
}

/// Whether so many capitals in a row are the menu of a page rather than a name.
fn list(text: &Text, first: usize, last: usize) -> bool {
    let link = |t: usize| matches!(text.doc.pos(t), "ADP" | "CCONJ" | "DET" | "PUNCT" | "PART");
    last - first > 5 && !(first..=last).any(link)
}

/// Whether "of" after this token makes an office: "Secretary of".
fn role_before(text: &Text, token: usize) -> bool {
    let capital = text.doc.word(token).chars().next().is_some_and(char::is_uppercase);
    capital && matches!(text.noun(token), Some(super::lexicon::Noun::Person(_)))
}

/// Whether a word at the end of a "personal name" is a thing or a body, as in headlines.
fn common(text: &Text, token: usize) -> bool {
    use super::lexicon::Noun;
    matches!(text.noun(token), Some(Noun::Document | Noun::Body(_)))
}

/// Whether the words are only a role, a part of one, or an adjective: "Secretary", "Defense".
fn role_only(text: &Text, first: usize, last: usize) -> bool {
    let word = text.doc.word(first).to_lowercase();
    let adjective = text.doc.dep(first) == "amod" || text.doc.pos(first) == "ADJ";
    let part = text.lexicon.is("qualifier", &word) || adjective && text.modifies(first);
    first == last && (text.noun(first).is_some() || part)
}
