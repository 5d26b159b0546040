//! Whether a content says that something is so or that it is not so: the polarity of its main predicate,
//! as worded.

use super::{
    frames::Context,
    tree::{is_verb, subtree},
};
use types::Polarity;

/// The polarity of a content that `top` governs.
pub(crate) fn polarity(cx: Context<'_>, part: &[usize], top: Option<usize>) -> Polarity {
    match top.is_some_and(|t| is_negative(cx, part, t)) {
        true => Polarity::Negative,
        false => Polarity::Positive,
    }
}

fn is_negative(cx: Context<'_>, part: &[usize], top: usize) -> bool {
    let doc = cx.doc;
    let held = |t: &usize| part.binary_search(t).is_ok();
    if !is_verb(doc, top) {
        return is_none(cx, top);
    }
    let own = doc.children(top).filter(held).any(|c| negates(cx, c));
    // "is likely to", "seemed to", "was able to": what is not so is said of the infinitive.
    let argument = |c: &usize| {
        matches!(doc.dep(*c), "nsubj" | "nsubjpass" | "dobj" | "attr" | "expl" | "dative" | "csubj")
            || doc.dep(*c) == "pobj"
    };
    let none = doc.children(top).filter(held).filter(argument).any(|c| is_none(cx, c));
    let undone = || undone(cx, top);
    own || none || undone()
}

/// "not", "never", "no longer", "neither" beside a verb; not "not only".
fn negates(cx: Context<'_>, token: usize) -> bool {
    let doc = cx.doc;
    let word = doc.word(token).to_lowercase();
    let next = || if token + 1 < doc.len() { doc.lemma(token + 1).to_lowercase() } else { String::new() };
    let only = || matches!(next().as_str(), "only" | "just" | "merely" | "simply" | "least");
    match doc.dep(token) {
        "neg" => !only() && !cx.lexicon.hedges.empty_negations.contains(&next()),
        "advmod" | "preconj" | "cc" if cx.lexicon.negations.contains(&word) => !only(),
        // "no longer"
        "advmod" => doc
            .children(token)
            .any(|c| doc.dep(c) == "neg" && matches!(word.as_str(), "longer" | "more" | "anymore")),
        _ => false,
    }
}

/// "nobody", "no civilians", "none of them", "neither the driver nor his son".
pub(crate) fn is_none(cx: Context<'_>, noun: usize) -> bool {
    let doc = cx.doc;
    let word = |t: usize| doc.word(t).to_lowercase();
    let other = noun + 1 < doc.len() && matches!(word(noun + 1).as_str(), "other" | "less" | "but" | "short");
    if other && matches!(word(noun).as_str(), "none" | "nothing") {
        return false;
    }
    if matches!(word(noun).as_str(), "nobody" | "none" | "nothing" | "nowhere" | "neither") {
        return true;
    }
    if cx.lexicon.hedges.empty_negations.contains(doc.lemma(noun)) {
        return false;
    }
    let no = doc.children(noun).any(|c| {
        let next = if c + 1 < doc.len() { word(c + 1) } else { String::new() };
        c < noun
            && matches!(doc.dep(c), "det" | "preconj" | "cc" | "neg" | "advmod" | "predet" | "nummod")
            && matches!(word(c).as_str(), "no" | "neither" | "not" | "zero")
            && !cx.lexicon.hedges.empty_negations.contains(&next)
            && !matches!(next.as_str(), "only" | "just")
    });
    // "no one", "not one shell", "none of": the parser may hang the negation lower.
    no || subtree(doc, noun).first().is_some_and(|f| {
        matches!(word(*f).as_str(), "none" | "nobody" | "neither")
            || word(*f) == "not"
                && f + 1 < doc.len()
                && matches!(word(f + 1).as_str(), "one" | "a" | "any" | "all" | "every")
            || word(*f) == "no" && f + 1 < doc.len() && word(f + 1) == "one"
    })
}

/// "failed to close", "was unable to leave".
fn undone(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    let undone = |t: usize| cx.lexicon.hedges.undone.contains(&doc.lemma(t).to_lowercase());
    let infinitive = |t: usize| doc.children(t).any(|c| doc.dep(c) == "xcomp");
    let unlikely = |t: usize| doc.word(t).eq_ignore_ascii_case("unlikely");
    (undone(verb) && infinitive(verb))
        || doc.children(verb).any(|c| doc.dep(c) == "acomp" && (undone(c) && infinitive(c) || unlikely(c)))
}
