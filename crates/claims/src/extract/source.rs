//! Who is given as saying it: from a cue to the noun phrase that speaks.

use super::tree::{Tokens, child, core_phrase, is_above, is_verb, subject, subtree, trim, without};
use nlp::Doc;

/// How far a verb without a subject is followed up the tree to one that has it.
const CLIMB: usize = 8;

/// The head of the source of a verb: its subject, or the "by" of a passive; for a participle or an
/// infinitive that of the verb that it leans on. Nothing where the text names none.
pub(crate) fn source_head(doc: &Doc, verb: usize) -> Option<usize> {
    let mut v = verb;
    for _ in 0..CLIMB {
        if is_passive(doc, v) {
            return agent(doc, v);
        }
        if let Some(s) = subject(doc, v) {
            return Some(antecedent(doc, v, s));
        }
        let head = doc.head(v);
        match doc.dep(v) {
            _ if head == v => return None,
            // "a video showing", "officials saying": the noun itself speaks.
            "acl" if doc.tag(v) == "VBG" => return Some(head),
            "acl" if doc.tag(v) == "VBN" => return agent(doc, v),
            "acl" => return possessor(doc, head),
            // "asked him to say": the object speaks.
            "xcomp" | "ccomp" => {
                if let Some(object) =
                    child(doc, head, &["dobj", "dative"]).filter(|o| *o < v && doc.dep(v) == "xcomp")
                {
                    return Some(object);
                }
                v = head;
            }
            "prep" | "pcomp" | "pobj" | "advcl" | "conj" | "dep" | "parataxis" => v = head,
            _ => return None,
        }
        if !is_verb(doc, v) && doc.pos(v) != "ADP" && doc.pos(v) != "SCONJ" {
            return None;
        }
    }
    None
}

/// Whether the verb is in the passive.
pub(crate) fn is_passive(doc: &Doc, verb: usize) -> bool {
    let bare = doc.tag(verb) == "VBN" && !doc.children(verb).any(|c| matches!(doc.dep(c), "aux" | "nsubj"));
    let leans = matches!(doc.dep(verb), "acl" | "advcl" | "amod" | "relcl");
    doc.children(verb).any(|c| matches!(doc.dep(c), "auxpass" | "nsubjpass")) || (bare && leans)
}

/// Who did it, in a passive: "was refuted by the mayor".
fn agent(doc: &Doc, verb: usize) -> Option<usize> {
    child(doc, child(doc, verb, &["agent"])?, &["pobj"])
}

/// Whose it is: "the minister's vow to return".
fn possessor(doc: &Doc, noun: usize) -> Option<usize> {
    child(doc, noun, &["poss"]).or_else(|| {
        doc.children(noun)
            .filter(|c| doc.dep(*c) == "prep" && matches!(doc.word(*c), "by" | "from" | "of"))
            .find_map(|c| child(doc, c, &["pobj"]))
    })
}

/// A relative pronoun's noun: the source of "the mayor, who said".
fn antecedent(doc: &Doc, verb: usize, subject: usize) -> usize {
    if is_relative(doc, subject) && doc.dep(verb) == "relcl" { doc.head(verb) } else { subject }
}

/// Whether the word is a relative pronoun.
pub(crate) fn is_relative(doc: &Doc, token: usize) -> bool {
    matches!(doc.tag(token), "WDT" | "WP")
}

/// The noun phrase of a source, without the clause that makes it one.
pub(crate) fn source_phrase(doc: &Doc, head: usize, cue: usize) -> Tokens {
    let phrase = if is_above(doc, head, cue) {
        without(&core_phrase(doc, head), &subtree(doc, cue))
    } else {
        subtree(doc, head)
    };
    trim(doc, phrase)
}

/// The source of a noun cue: whose claim it is.
pub(crate) fn noun_source(doc: &Doc, noun: usize) -> Option<usize> {
    possessor(doc, noun).or_else(|| {
        // "the army made the claim that": whoever the verb's subject is.
        let verb = doc.head(noun);
        (doc.dep(noun) == "dobj" && is_verb(doc, verb)).then(|| source_head(doc, verb)).flatten()
    })
}
