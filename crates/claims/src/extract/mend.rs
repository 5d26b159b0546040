//! Words of a draft that the grammar says stand in the wrong set, whoever found them.

use super::{
    draft::{Draft, speaker},
    frames::Context,
    tree::{Tokens, child, is_mark, is_verb, subtree, without},
};

/// Mends the words of each draft.
pub(crate) fn mend(cx: Context<'_>, drafts: &mut [Draft]) {
    for d in drafts.iter_mut().filter(|d| d.head.is_some()) {
        medium(cx, d);
        source(cx, d);
    }
}

/// "said in a letter to | parliament that …": what the preposition of the cue opens is no part of what is said.
fn medium(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head else { return };
    let clause = doc.children(head).any(|c| is_verb(doc, c) && draft.says(c) && doc.dep(c) == "ccomp");
    if !clause {
        return;
    }
    let below = |t: usize| doc.head(t) != t && draft.cue.contains(&doc.head(t)) && doc.head(t) != head;
    let strays: Tokens = draft
        .content()
        .into_iter()
        .filter(|t| matches!(doc.dep(*t), "pobj" | "compound" | "amod" | "det" | "poss") && below(*t))
        .flat_map(|t| subtree(doc, t))
        .collect();
    // The head noun may be the one that was cut off: "in a televised | address".
    let nouns: Tokens = draft
        .content()
        .into_iter()
        .filter(|t| {
            doc.dep(*t) == "pobj" && draft.cue.contains(&doc.head(*t)) && doc.head(doc.head(*t)) == head
        })
        .flat_map(|t| subtree(doc, t))
        .collect();
    for stray in [strays, nouns] {
        let mut stray = stray;
        stray.sort_unstable();
        draft.parts.iter_mut().for_each(|p| {
            let rest = without(p, &stray);
            if rest.iter().any(|t| is_verb(doc, *t)) {
                *p = rest;
            }
        });
    }
}

/// A source without the day on which it spoke and without the adverb beside it: "aid groups | on Monday",
/// "the mayor and the chief | both".
fn source(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let day =
        |t: usize| doc.entity_of(t).is_some_and(|e| matches!(doc.label(&doc.entities()[e]), "DATE" | "TIME"));
    let Some(head) = speaker(doc, &draft.source) else { return };
    let mut cut: Tokens = Vec::new();
    for t in draft.source.iter().copied().filter(|t| *t > head) {
        let dated = match doc.dep(t) {
            "prep"
                if matches!(doc.lemma(t).to_lowercase().as_str(), "on" | "in" | "at" | "during" | "by") =>
            {
                child(doc, t, &["pobj"]).is_some_and(day) && doc.head(t) == head
            }
            "npadvmod" => day(t) && doc.head(t) == head,
            _ => false,
        };
        let loose = matches!(
            doc.lemma(t).to_lowercase().as_str(),
            "both" | "also" | "all" | "each" | "later" | "then" | "earlier"
        ) && doc.children(t).next().is_none()
            && draft.source.last() == Some(&t);
        if dated || loose {
            cut.extend(subtree(doc, t));
        }
    }
    cut.sort_unstable();
    let rest = without(&draft.source, &cut);
    if rest.iter().any(|t| !is_mark(doc, *t)) {
        draft.source = rest;
    }
}
