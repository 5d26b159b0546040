//! What the publisher states in its own voice, where it may answer a kind of question.

use super::{
    draft::Draft,
    frames::Context,
    tree::{Tokens, has_to, is_finite, is_mark, is_verb, subject, subtree, trim, without},
};
use types::{Certainty, Stance};

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
    if !is_verb(doc, v) || !cx.lexicon.publisher_verbs.contains(doc.lemma(v)) || cx.quotes.at(v).is_some() {
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
    let subject = subject(doc, v).is_some();
    subject && is_finite(doc, v) && !unreal && !has_to(doc, v)
}

fn statement(cx: Context<'_>, v: usize, said: &[bool]) -> Option<Draft> {
    let doc = cx.doc;
    let mut content = subtree(doc, v);
    for c in doc.children(v) {
        let other = matches!(doc.dep(c), "conj" | "advcl" | "ccomp" | "parataxis")
            && is_verb(doc, c)
            && subject(doc, c).is_some()
            && c > v
            && !since(cx, c);
        let lead = matches!(doc.dep(c), "mark" | "cc") || (doc.dep(c) == "advmod" && doc.tag(c) == "WRB");
        if other || lead {
            content = without(&content, &subtree(doc, c));
        }
    }
    let content: Tokens = trim(doc, content.into_iter().filter(|t| !said[*t]).collect());
    (content.iter().filter(|t| !is_mark(doc, **t)).count() > 1).then(|| Draft {
        head: None,
        cue: Vec::new(),
        speaker: None,
        source: Vec::new(),
        parts: vec![content],
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        nested: false,
        publisher_voice: true,
        relayed: Vec::new(),
        rules: vec!["publisher's statement"],
    })
}

/// "since the offensive began" belongs to the count that it bounds.
fn since(cx: Context<'_>, clause: usize) -> bool {
    cx.doc.children(clause).any(|c| cx.doc.dep(c) == "mark" && matches!(cx.doc.lemma(c), "since" | "as"))
}
