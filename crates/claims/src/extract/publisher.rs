//! What the publisher states in its own voice, where it may answer a kind of question.

use super::{
    draft::Draft,
    frames::Context,
    tree::{Tokens, has_to, is_finite, is_mark, is_verb, subject, subtree, trim, without},
};

/// Claims of clauses that no attribution holds and whose verb is one of the lexicon's.
pub(crate) fn statements(cx: Context<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let mut said = vec![false; cx.doc.len()];
    for t in drafts.iter().flat_map(|d| d.parts.iter().flatten().chain(&d.cue)) {
        said[*t] = true;
    }
    (0..cx.doc.len())
        .filter(|t| !said[*t] && states(cx, *t))
        .filter_map(|v| statement(cx, v, &said))
        .collect()
}

/// Whether the verb states that something happened: in the indicative, not under a condition.
fn states(cx: Context<'_>, v: usize) -> bool {
    let doc = cx.doc;
    let hedged =
        doc.children(v).any(|c| doc.dep(c) == "advmod" && cx.lexicon.hedges.possible.contains(doc.lemma(c)));
    let event = hedged || cx.lexicon.publisher_verbs.contains(doc.lemma(v));
    if !is_verb(doc, v) || !event || cx.quotes.at(v).is_some() {
        return false;
    }
    let unreal = doc.children(v).any(|c| {
        (doc.dep(c) == "aux"
            && matches!(
                doc.lemma(c),
                "would" | "will" | "could" | "should" | "may" | "might" | "can" | "must"
            ))
            || (doc.dep(c) == "mark" && matches!(doc.lemma(c), "if" | "unless" | "whether" | "until"))
    });
    // "Upwards of 300 have fled": a count may be no subject to the grammar.
    let count =
        doc.dep(v) == "ROOT" && doc.children(v).any(|c| doc.dep(c) == "aux" && doc.lemma(c) == "have");
    // "Who fired first is disputed": a question states nothing.
    let asked = subject(doc, v).is_some_and(|s| matches!(doc.tag(s), "WP" | "WRB") && doc.dep(v) != "relcl");
    !asked && (subject(doc, v).is_some() || count) && is_finite(doc, v) && !unreal && !has_to(doc, v)
}

fn statement(cx: Context<'_>, v: usize, said: &[bool]) -> Option<Draft> {
    let doc = cx.doc;
    let mut content = subtree(doc, v);
    let mut parts = Vec::new();
    for c in doc.children(v) {
        let other = matches!(doc.dep(c), "conj" | "advcl" | "ccomp" | "parataxis")
            && is_verb(doc, c)
            && subject(doc, c).is_some()
            && c > v
            && !since(cx, c);
        // "…, and 50 in just the past week": a count of its own under the same verb.
        let count = doc.dep(c) == "conj" && doc.pos(c) == "NUM" && c > v;
        if count {
            parts.push(subtree(doc, c));
        }
        let lead = matches!(doc.dep(c), "mark" | "cc")
            || (doc.dep(c) == "advmod" && (doc.tag(c) == "WRB" || doc.lemma(c) == "even"));
        if other || lead || count {
            content = without(&content, &subtree(doc, c));
        }
    }
    let content: Tokens = trim(doc, content.into_iter().filter(|t| !said[*t]).collect());
    let words = content.iter().filter(|t| !is_mark(doc, **t)).count();
    parts.insert(0, content);
    (words > 1).then(|| Draft::publisher(parts))
}

/// "since the offensive began" belongs to the count that it bounds.
fn since(cx: Context<'_>, clause: usize) -> bool {
    cx.doc.children(clause).any(|c| cx.doc.dep(c) == "mark" && matches!(cx.doc.lemma(c), "since" | "as"))
}
