//! Finding attributions: a trained network, and rules for what it does not look for.

use super::{
    draft::Draft,
    figures::{self, FIGURE},
    frames::Context,
    gather,
    lexicon::Frame,
    network::Network,
    sense,
    shape::Shape,
};

/// Rules that see what the network was not taught: a claim that is refuted in an aside, what
/// "seemed" or "is thought" to be so, what a noun announces, at what somebody puts a number.
const RULES: [&str; 9] = [
    "refuted apposition",
    "subject and infinitive",
    "passive and infinitive",
    "noun and clause",
    "adjective and clause",
    "noun and infinitive",
    gather::WITHIN,
    "colon",
    FIGURE,
];

/// Rules that see a claim inside another's content; the network was taught the outer ones only.
const INNER: [&str; 3] = ["clause", "object and infinitive", "infinitive"];

/// The attributions of a document, with the network's score where it found them. A document that was
/// analysed by another pipeline than the network reads is left to the rules.
pub(crate) fn find(cx: Context<'_>, least: Option<f32>) -> Vec<Draft> {
    let network = Network::builtin();
    let mut ruled = gather::gather(cx);
    if !network.fits(cx.doc) {
        return ruled;
    }
    let least = least.unwrap_or_else(|| network.threshold());
    let mut drafts: Vec<Draft> = network
        .find(cx.doc, least)
        .into_iter()
        .map(|f| Draft {
            nested: f.nested,
            score: Some((f64::from(f.score) * 1000.0).round() / 1000.0),
            ..Draft::of(cx.doc, f.cue, f.source, f.content, "network")
        })
        .collect();
    let given: Vec<&Draft> = ruled.iter().filter(|d| d.rules[0] == FIGURE).collect();
    figures::part_cues(cx, &given, &mut drafts);
    let (mut taken, mut said) = (vec![false; cx.doc.len()], vec![false; cx.doc.len()]);
    drafts.iter().flat_map(|d| &d.cue).for_each(|t| taken[*t] = true);
    drafts.iter().flat_map(|d| d.parts.iter().flatten()).for_each(|t| said[*t] = true);
    for d in &mut ruled {
        let held = d.head.is_some_and(|h| said[h]);
        d.nested = held && INNER.contains(&d.rules[0]) && !d.source.is_empty();
    }
    // Behind a quotation that nothing closes the network takes the report for more of it.
    let unclosed = |h: usize| cx.quotes.at(h).is_some_and(|q| !q.closed);
    let wanted = |d: &Draft| {
        d.nested || RULES.contains(&d.rules[0]) || d.head.is_some_and(unclosed) || says_that(cx, d, &said)
    };
    ruled.retain(|d| wanted(d) && !d.cue.iter().any(|t| taken[*t]));
    ruled.iter_mut().filter(|d| d.rules[0] != "refuted apposition").for_each(gather::clean);
    drafts.append(&mut ruled);
    drafts
}

/// "The government maintains that …": what a verb of saying, its subject and "that" leave no doubt of, where the
/// network is silent.
fn says_that(cx: Context<'_>, draft: &Draft, said: &[bool]) -> bool {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|_| draft.rules[0] == "clause" && draft.speaker.is_some()) else {
        return false;
    };
    let report = cx.lexicon.verb(doc.lemma(head)).next().is_some_and(|s| s.class == "report");
    let that = |c: usize| doc.dep(c) == "mark" && doc.lemma(c) == "that";
    let clause = doc.children(head).find(|c| *c > head && doc.dep(*c) == "ccomp");
    let own = doc.children(head).any(|c| doc.dep(c) == "nsubj") && matches!(doc.dep(head), "ROOT" | "conj");
    let free = !said[head] && draft.content().iter().chain(&draft.source).all(|t| !said[*t]);
    report && own && free && clause.is_some_and(|c| doc.children(c).any(that))
}

/// From which score on the network is believed without a lexicon.
const SURE: f64 = 0.8;

/// Whether what was found is a statement that one can hold against others. "Was known as the spoiler"
/// and "ordered two coffees" are attributions to the broad eye of the network; a cue that no lexicon
/// knows, with no clause and no quotation beside it, must be found with more certainty.
pub(crate) fn is_statement(cx: Context<'_>, draft: &Draft) -> bool {
    if draft.score.is_none_or(|s| s >= SURE) {
        return true;
    }
    let shape = Shape::of(cx, draft);
    let known = !std::ptr::eq(sense::read(cx, draft).sense, &raw const cx.lexicon.plain);
    known || shape.fits(&Frame::Clause) || shape.fits(&Frame::Quote)
}
