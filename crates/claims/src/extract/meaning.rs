//! What a source does with the content, how sure it is, whether it says that something is so, and
//! whether it is quoted: read from the words of cue, source and content alone.

use super::{
    draft::Draft,
    frames::Context,
    sense::{self, Meant},
    tree::{child, is_mark, is_negated, is_verb, subject, tops},
};
use types::{Certainty, Polarity, Quotation, Stance};

/// What an attribution means.
pub(crate) struct Meaning {
    pub(crate) quotation: Quotation,
    pub(crate) stance: Stance,
    pub(crate) certainty: Certainty,
    pub(crate) polarity: Polarity,
    /// The rules that decided, beside the lexicon.
    pub(crate) rules: Vec<&'static str>,
}

/// Reads one statement of a draft.
pub(crate) fn read(cx: Context<'_>, draft: &Draft, part: &[usize]) -> Meaning {
    let cue = sense::read(cx, draft);
    let mut rules = Vec::new();
    let stance = stance(cx, draft, part, &cue, &mut rules);
    Meaning {
        quotation: quotation(cx, draft, part),
        stance,
        certainty: certainty(cx, &cue, stance, part),
        polarity: polarity(cx, part),
        rules,
    }
}

/// Direct when all words of the content are quoted, mixed when some are.
fn quotation(cx: Context<'_>, draft: &Draft, part: &[usize]) -> Quotation {
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
    let tops = tops(cx.doc, part);
    tops.iter().copied().find(|t| is_verb(cx.doc, *t)).or_else(|| tops.first().copied())
}

/// The stance of the cue; a plain statement about what will be is a prediction.
fn stance(
    cx: Context<'_>,
    draft: &Draft,
    part: &[usize],
    cue: &Meant<'_>,
    rules: &mut Vec<&'static str>,
) -> Stance {
    if cue.withheld {
        rules.push("withheld cue");
        return Stance::DeclinesToConfirm;
    }
    if cue.negated && cue.sense.stance == Stance::Asserts && cue.sense.class == "report" {
        rules.push("negated cue");
        return Stance::DeclinesToConfirm;
    }
    let future = cue.sense.stance == Stance::Asserts
        && draft.head.is_some()
        && top(cx, part).is_some_and(|t| is_future(cx, t));
    if future {
        rules.push("future");
        return Stance::Predicts;
    }
    cue.sense.stance
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
fn certainty(cx: Context<'_>, cue: &Meant<'_>, stance: Stance, part: &[usize]) -> Certainty {
    if stance == Stance::DeclinesToConfirm {
        return Certainty::Certain;
    }
    let hedges = part.iter().filter_map(|t| hedge(cx, *t));
    hedges.chain([cue.sense.certainty]).max_by_key(|c| rank(*c)).unwrap_or(Certainty::Certain)
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
fn polarity(cx: Context<'_>, part: &[usize]) -> Polarity {
    let negative = top(cx, part).is_some_and(|t| {
        is_negated(cx.doc, t) || cx.doc.children(t).any(|c| cx.doc.dep(c) == "det" && cx.doc.lemma(c) == "no")
    });
    if negative { Polarity::Negative } else { Polarity::Positive }
}
