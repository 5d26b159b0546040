//! When the thing said is supposed to hold or have happened.

use super::time::Lexicon;
use crate::extract::Quotes;
use std::collections::BTreeMap;
use types::{Claim, Document, Moment, Role, Span, Stance, Stretch, Time, TimeType, When};

/// Valid times of all claims. A quotation speaks from the day on which it was spoken, and what is foretold
/// lies ahead of the day on which it was: in "it will be over by tonight", said on Wednesday, tonight is
/// Wednesday's, whenever the report was published.
pub(super) fn set(
    document: &Document,
    syntax: &nlp::Doc,
    lexicon: &Lexicon,
    times: &[Time],
    claims: &mut [Claim],
) {
    let quotes = Quotes::find(syntax);
    let quoted = |t: &Time| quotes.at(syntax.token_at(t.span.start)).is_some();
    let published = document.published.as_ref().map(|p| p.at.date);
    let mut spoken: BTreeMap<jiff::civil::Date, Vec<Time>> = BTreeMap::new();
    for claim in claims {
        let day = day_said(claim).filter(|d| Some(*d) != published);
        let ahead = matches!(claim.stance, Stance::Predicts | Stance::Promises | Stance::Threatens);
        let quoted = |t: &Time| ahead || quoted(t);
        match day.filter(|_| within(times, claim).into_iter().any(quoted)) {
            Some(day) => {
                let as_said =
                    spoken.entry(day).or_insert_with(|| super::time::find(syntax, lexicon, Some(day)));
                let said: Vec<Time> = within(times, claim)
                    .into_iter()
                    .map(|t| as_said.iter().find(|s| s.span == t.span && quoted(t)).unwrap_or(t).clone())
                    .collect();
                set_one(document, syntax, &said, times, claim);
            }
            None => set_one(document, syntax, times, times, claim),
        }
    }
}

/// The one day on which it was said.
fn day_said(claim: &Claim) -> Option<jiff::civil::Date> {
    let when = claim.claimed_time.as_ref()?;
    let (from, to) = (when.from?.date, when.to?.date);
    (from == to).then_some(from)
}

/// The times in the content, in order of the text.
fn within<'t>(times: &'t [Time], claim: &Claim) -> Vec<&'t Time> {
    claim.content.spans.iter().flat_map(|s| super::inside(times, *s, |t| t.span)).collect()
}

fn set_one(document: &Document, syntax: &nlp::Doc, said: &[Time], times: &[Time], claim: &mut Claim) {
    if let Some(when) = named(document, syntax, said, claim) {
        claim.valid_time = Some(when);
        return;
    }
    if since(document, syntax, times, claim) {
        return;
    }
    claim.valid_time = by_tense(syntax, claim);
    if claim.valid_time.is_none() {
        claim.notes.push("when it held or happened is not said".into());
    }
}

/// The resolved times in the content: one, or from the first to the last of several.
fn named(document: &Document, syntax: &nlp::Doc, times: &[Time], claim: &Claim) -> Option<When> {
    let mut inside = within(times, claim).into_iter().filter(|t| {
        matches!(t.kind, TimeType::Date | TimeType::Time) && (t.from.is_some() || t.to.is_some())
    });
    let first = inside.next()?;
    let (from, to, words) = (first.from, first.to, first.span.of(&document.text));
    let last = inside.next_back().filter(|l| l.to.is_some() && l.to >= to && from.is_some());
    let (to, words) = match last {
        Some(l) => (l.to, format!("{words} … {}", l.span.of(&document.text))),
        None => (to, words.to_owned()),
    };
    // "Since Sunday": from then until it was said.
    let at = syntax.token_at(first.span.start);
    let begun = at > 0 && at < syntax.len() && syntax.lemma(at - 1).eq_ignore_ascii_case("since");
    let until = claim.claimed_time.as_ref().and_then(|w| w.to).filter(|u| from.is_some_and(|f| f <= *u));
    let to = until.filter(|_| begun && last.is_none()).or(to);
    let stretch = (from != to).then_some(Stretch::Within);
    let named = When { from, to, stretch, basis: format!("“{words}” in what is said") };
    Some(overdue(document, first, claim, &named).unwrap_or(named))
}

/// "Had promised that it would be open by Sunday": what the report tells as past was due before it, so that the
/// weekday is the one before, not the one after.
fn overdue(document: &Document, time: &Time, claim: &Claim, when: &When) -> Option<When> {
    let (from, to, published) = (when.from?, when.to?, document.published.as_ref()?.at.date);
    let had = claim.cue.as_ref().is_some_and(|c| c.text.to_lowercase().starts_with("had "));
    let foretold = matches!(claim.stance, Stance::Predicts | Stance::Promises | Stance::Threatens);
    let guessed = time.basis.as_ref().is_some_and(|b| b.contains("future tense"));
    let dated = day_said(claim).is_none_or(|d| d == published);
    let week = (published - from.date).get_days().abs() <= 7 && from.date > published && from.date == to.date;
    if !(had && foretold && guessed && dated && week) {
        return None;
    }
    let back = |m: Moment| Some(Moment { date: m.date.checked_sub(jiff::ToSpan::days(7)).ok()?, ..m });
    let basis = format!("{}, before the report that tells of it", when.basis);
    Some(When { from: Some(back(from)?), to: Some(back(to)?), basis, ..when.clone() })
}

/// "Since then": a stretch from its anchor, or a note that there is none.
fn since(document: &Document, syntax: &nlp::Doc, times: &[Time], claim: &mut Claim) -> bool {
    let start = sentence_start(syntax, claim.span.start);
    let text = &document.text;
    let words = text.get(start..claim.span.end.max(start)).unwrap_or_default();
    let Some(at) = words.to_lowercase().find("since then").filter(|a| words.is_char_boundary(*a)) else {
        return false;
    };
    let until = claim.claimed_time.as_ref().and_then(|w| w.to);
    let anchor = anchor(document, times, start + at);
    let basis = match &anchor {
        Some(time) => format!("“since then”: since “{}”", time.span.of(text)),
        None => {
            let quoted = words.get(at..at + 10).unwrap_or("since then");
            claim.notes.push(format!("“{quoted}” has no anchor in this document"));
            "“since then”, from an unknown day".into()
        }
    };
    claim.valid_time =
        Some(When { from: anchor.and_then(|t| t.from), to: until, stretch: Some(Stretch::Within), basis });
    true
}

/// The last resolved date in the same paragraph or the one before it; what a caption says is about its
/// picture and anchors nothing.
fn anchor<'t>(document: &Document, times: &'t [Time], before: usize) -> Option<&'t Time> {
    let back = document.text.get(..before)?;
    let reach = back.rmatch_indices("\n\n").nth(1).map_or(0, |(i, _)| i);
    let time =
        times.iter().rev().find(|t| t.span.end <= before && t.kind == TimeType::Date && t.from.is_some())?;
    (time.span.start >= reach && document.role_at(time.span.start) == Role::Body).then_some(time)
}

fn sentence_start(syntax: &nlp::Doc, byte: usize) -> usize {
    let token = syntax.token_at(byte);
    if token >= syntax.len() {
        return byte;
    }
    syntax.start(syntax.sentence(syntax.sentence_of(token)).start).min(byte)
}

/// From the tense of the governing verb: what goes on holds when it is said; what is foretold lies after
/// it; what is past lies before it, nobody says how far.
fn by_tense(syntax: &nlp::Doc, claim: &Claim) -> Option<When> {
    let said = claim.claimed_time.as_ref()?;
    let verb = governing_verb(syntax, *claim.content.spans.first()?, claim.content.spans.last()?.end)?;
    let aux = |lemma: &str| {
        syntax.children(verb).any(|c| syntax.dep(c).starts_with("aux") && syntax.lemma(c) == lemma)
    };
    let progressive = syntax.tag(verb) == "VBG" && aux("be");
    let present = matches!(syntax.tag(verb), "VBZ" | "VBP")
        || syntax
            .children(verb)
            .any(|c| syntax.dep(c).starts_with("aux") && matches!(syntax.tag(c), "VBZ" | "VBP"));
    if claim.stance == Stance::Predicts {
        return Some(stretch(said.from, None, Stretch::Within, "tense: after it was said"));
    }
    if progressive || (present && !aux("have")) {
        return Some(stretch(said.from, said.to, Stretch::Within, "tense: ongoing"));
    }
    Some(stretch(None, said.to, Stretch::Within, "tense: before it was said"))
}

fn stretch(from: Option<Moment>, to: Option<Moment>, stretch: Stretch, basis: &str) -> When {
    When { from, to, stretch: (from != to).then_some(stretch), basis: basis.into() }
}

/// The first verb of the content whose head lies outside of it.
fn governing_verb(syntax: &nlp::Doc, first: Span, end: usize) -> Option<usize> {
    let range = syntax.token_at(first.start)
        ..syntax.token_at(end.saturating_sub(1)).saturating_add(1).min(syntax.len());
    range.clone().find(|t| {
        matches!(syntax.pos(*t), "VERB" | "AUX")
            && (syntax.head(*t) == *t || !range.contains(&syntax.head(*t)))
    })
}
