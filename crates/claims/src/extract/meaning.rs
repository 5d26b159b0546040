//! What a source does with the content, how sure it is, whether it says that something is so, and
//! whether it is quoted: read from the words of cue, source and content alone.

use super::{
    draft::Draft,
    frames::Context,
    hedges,
    polarity::polarity,
    quotation::quotation,
    sense::{self, Meant},
    stance,
    tree::{is_verb, tops},
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
    let top = top(cx, part);
    let found = stance::stance(cx, draft, part, &cue, top);
    Meaning {
        quotation: quotation(cx, draft, part),
        certainty: found.certainty.unwrap_or_else(|| certainty(cx, &cue, found.stance, part, top)),
        stance: found.stance,
        polarity: polarity(cx, part, top),
        rules: found.rule.into_iter().collect(),
    }
}

/// The word that governs a part: the one whose head lies outside.
pub(crate) fn top(cx: Context<'_>, part: &[usize]) -> Option<usize> {
    let tops = tops(cx.doc, part);
    tops.iter().copied().find(|t| is_verb(cx.doc, *t)).or_else(|| tops.first().copied())
}

fn certainty(
    cx: Context<'_>,
    cue: &Meant<'_>,
    stance: Stance,
    part: &[usize],
    top: Option<usize>,
) -> Certainty {
    match stance {
        Stance::DeclinesToConfirm => Certainty::Certain,
        // What shall be done, and under which condition, is said for certain.
        Stance::Promises | Stance::Threatens | Stance::Demands => cue.sense.certainty,
        _ => hedges::certainty(cx, cue.sense, part, top),
    }
}
