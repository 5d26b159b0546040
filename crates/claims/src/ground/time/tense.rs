//! Which way the governing verb looks.

use super::lexicon::Lexicon;
use nlp::Doc;

/// Past, present or future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// The tense of the verb that governs a token; past where there is none, since news reports.
pub(super) fn of(doc: &Doc, lex: &Lexicon, token: usize) -> Tense {
    let mut at = token;
    for step in 0..32 {
        // A present tense far up the tree is a frame around what happened ("officials say that …").
        if let Some(tense) = verb(doc, lex, at).filter(|t| *t != Tense::Present || step <= 2) {
            return tense;
        }
        let head = doc.head(at);
        if head == at {
            break;
        }
        at = head;
    }
    Tense::Past
}

/// The tense of a token, if it is a verb or an adjective that looks ahead.
fn verb(doc: &Doc, lex: &Lexicon, at: usize) -> Option<Tense> {
    let ahead = |t: usize| lex.future(doc.lemma(t)) || lex.future(&doc.word(t).to_lowercase());
    if doc.pos(at) == "ADJ" {
        return ahead(at).then_some(Tense::Future);
    }
    if !matches!(doc.pos(at), "VERB" | "AUX") {
        return None;
    }
    let helpers = || doc.children(at).filter(|c| matches!(doc.dep(*c), "aux" | "auxpass"));
    if helpers().any(|c| doc.tag(c) == "MD" && ahead(c)) {
        return Some(Tense::Future);
    }
    // "If the army does not leave by Monday": a condition looks ahead.
    let condition =
        || doc.children(at).any(|c| doc.dep(c) == "mark" && matches!(doc.lemma(c), "if" | "unless"));
    if matches!(doc.tag(at), "VB" | "VBP" | "VBZ") && condition() {
        return Some(Tense::Future);
    }
    let infinitive = helpers().any(|c| doc.tag(c) == "TO");
    if infinitive {
        let head = doc.head(at);
        let going = doc.lemma(head) == "go" && doc.tag(head) == "VBG";
        return if head != at && (ahead(head) || going) {
            Some(Tense::Future)
        } else {
            verb_above(doc, lex, at)
        };
    }
    if doc.tag(at) == "VBN" && ahead(at) {
        return Some(Tense::Future);
    }
    match doc.tag(at) {
        "VBD" => Some(Tense::Past),
        "VBN" if helpers().next().is_some() => {
            let past = helpers().any(|c| doc.lemma(c) == "have" || doc.tag(c) == "VBD");
            Some(if past { Tense::Past } else { Tense::Present })
        }
        "VBZ" | "VBP" => Some(Tense::Present),
        "VBG" if helpers().any(|c| doc.tag(c) == "VBD") => Some(Tense::Past),
        "VBG" if helpers().any(|c| matches!(doc.tag(c), "VBZ" | "VBP")) => Some(Tense::Present),
        _ => None,
    }
}

fn verb_above(doc: &Doc, lex: &Lexicon, at: usize) -> Option<Tense> {
    let head = doc.head(at);
    (head != at && head < at).then(|| of(doc, lex, head))
}
