//! How far a name goes, and capitalised nouns that may yet turn out to be one.

use super::names::{Class, Name};
use super::shape::{Text, lower};

/// Whether a token goes on with a name.
pub(super) fn part(text: &Text, token: usize, class: Class) -> bool {
    let doc = text.doc;
    if doc.is_space(token) {
        return false;
    }
    let word = doc.word(token);
    match class {
        Class::Person => {
            matches!(doc.pos(token), "PROPN" | "X")
                || matches!(
                    word,
                    "-" | "." | "al" | "bin" | "de" | "van" | "von" | "der" | "el" | "la" | "ibn"
                )
                || word.chars().next().is_some_and(char::is_uppercase)
                    && !matches!(doc.pos(token), "VERB" | "AUX" | "ADV")
                || !doc.space_after(token - 1)
                    && doc.pos(token) != "PART"
                    && !matches!(word, "’s" | "'s" | "," | "”" | "\"")
        }
        // "Workers’ Front", "People's Congress", but not "Norland's Congress".
        _ if doc.tag(token) == "POS" => {
            let before = doc.word(token - 1).to_lowercase();
            let many = matches!(word, "’" | "'")
                || matches!(before.as_str(), "people" | "women" | "men" | "children");
            let next = token + 1;
            many && next < doc.len()
                && doc.entity_of(next).is_some_and(|e| Some(e) == doc.entity_of(token))
                && doc.word(next).chars().next().is_some_and(char::is_uppercase)
        }
        _ => !matches!(doc.tag(token), "POS" | "``" | "''" | ":" | "VBZ" | "VBD"),
    }
}

/// Capitalised nouns outside every entity: kept for when they turn out to be somebody's name.
pub(super) fn loose(text: &Text, at: usize) -> Option<Name> {
    if !loose_word(text, at) {
        return None;
    }
    let proper = |t: usize| text.doc.pos(t) == "PROPN";
    let mut last = at;
    while proper(at)
        && last < at + 3
        && last + 1 < text.doc.len()
        && proper(last + 1)
        && loose_word(text, last + 1)
    {
        last += 1;
    }
    Some(Name { first: at, last, class: Class::Loose })
}

fn loose_word(text: &Text, at: usize) -> bool {
    let doc = text.doc;
    let other = doc.entity_of(at).map(|e| doc.label(&doc.entities()[e]));
    let usable =
        other.is_none_or(|l| matches!(l, "PRODUCT" | "WORK_OF_ART" | "FAC" | "LOC" | "LAW" | "EVENT"));
    let word = doc.word(at);
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'));
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let title = || text.lexicon.title(&lower(word)).is_some() || text.noun(at).is_some();
    usable && capital && text.is_nominal(at) && letters && word.len() > 2 && !title()
}
