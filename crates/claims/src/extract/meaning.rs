//! What a source does with the content, how sure it is, and whether it says that something is so.

use super::{
    draft::Draft,
    frames::Context,
    tree::{Tokens, child, is_mark, is_negated, is_verb, subject},
};
use types::{Certainty, Polarity, Quotation, Stance};

/// Direct when all words of the content are quoted, mixed when some are.
pub(crate) fn quotation(cx: Context<'_>, draft: &Draft, part: &[usize]) -> Quotation {
    if draft.head.is_none() || (draft.source.is_empty() && draft.speaker.is_none()) {
        return Quotation::None;
    }
    let words = part.iter().filter(|t| !is_mark(cx.doc, **t)).count();
    let quoted = part.iter().filter(|t| !is_mark(cx.doc, **t) && cx.quotes.at(**t).is_some()).count();
    match quoted {
        0 => Quotation::Indirect,
        _ if quoted == words => Quotation::Direct,
        _ => Quotation::Mixed,
    }
}

/// The word that governs a part: the one whose head lies outside.
pub(crate) fn top(cx: Context<'_>, part: &[usize]) -> Option<usize> {
    let outside = |t: &usize| cx.doc.head(*t) == *t || part.binary_search(&cx.doc.head(*t)).is_err();
    let tops: Tokens = part.iter().copied().filter(|t| outside(t) && !is_mark(cx.doc, *t)).collect();
    tops.iter().copied().find(|t| is_verb(cx.doc, *t)).or_else(|| tops.first().copied())
}

/// The stance of the cue; a plain statement about what will be is a prediction.
pub(crate) fn stance(cx: Context<'_>, draft: &Draft, part: &[usize]) -> (Stance, Option<&'static str>) {
    let future = draft.stance == Stance::Asserts
        && draft.head.is_some()
        && top(cx, part).is_some_and(|t| is_future(cx, t));
    if future { (Stance::Predicts, Some("future")) } else { (draft.stance, None) }
}

/// "would be gone", "is going to fall", but not "we will say": what one will do oneself is no prediction.
fn is_future(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    let first_person = subject(doc, verb).is_some_and(|s| matches!(doc.lemma(s), "I" | "we"));
    let will = doc
        .children(verb)
        .any(|c| doc.dep(c) == "aux" && matches!(doc.word(c), "will" | "would" | "'ll" | "’ll" | "shall"));
    let conditional = child(doc, verb, &["advcl"])
        .is_some_and(|a| doc.children(a).any(|m| doc.dep(m) == "mark" && doc.lemma(m) == "if"));
    will && !first_person && !conditional && !perfect(cx, verb)
}

/// "would have fallen" speaks of the past.
fn perfect(cx: Context<'_>, verb: usize) -> bool {
    cx.doc.children(verb).any(|c| cx.doc.dep(c) == "aux" && cx.doc.lemma(c) == "have")
}

/// The cue's certainty, lowered by hedges in what is said.
pub(crate) fn certainty(cx: Context<'_>, draft: &Draft, part: &[usize]) -> Certainty {
    if draft.stance == Stance::DeclinesToConfirm {
        return Certainty::Certain;
    }
    let hedged = part.iter().filter_map(|t| hedge(cx, *t)).max_by_key(|c| rank(*c));
    [Some(draft.certainty), hedged]
        .into_iter()
        .flatten()
        .max_by_key(|c| rank(*c))
        .unwrap_or(Certainty::Certain)
}

fn rank(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Certain => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Unknown => 3,
    }
}

fn hedge(cx: Context<'_>, token: usize) -> Option<Certainty> {
    let doc = cx.doc;
    let word = doc.word(token).to_lowercase();
    // As a month or an ability, "May" and "could not" hedge nothing.
    let modal = doc.pos(token) == "AUX" && doc.dep(token) == "aux" && !is_negated(doc, doc.head(token));
    let adverb = matches!(doc.pos(token), "ADV" | "ADJ");
    if cx.lexicon.possible.contains(&word) && (modal || adverb) {
        return Some(Certainty::Possible);
    }
    (cx.lexicon.probable.contains(&word) && adverb).then_some(Certainty::Probable)
}

/// Negative when the governing word of the content is negated.
pub(crate) fn polarity(cx: Context<'_>, part: &[usize]) -> Polarity {
    let negative = top(cx, part).is_some_and(|t| {
        is_negated(cx.doc, t) || cx.doc.children(t).any(|c| cx.doc.dep(c) == "det" && cx.doc.lemma(c) == "no")
    });
    if negative { Polarity::Negative } else { Polarity::Positive }
}
