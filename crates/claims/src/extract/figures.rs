//! Who gives a number without a verb of saying: "put the toll at 40", "raised its count to 31 dead",
//! "the mayor said fewer than 3,000".

use super::{
    draft::Draft,
    frames::Context,
    lexicon::Frame,
    source::{self, source_phrase},
    tree::{Tokens, child, is_negated, is_verb, subtree, trim, union, without},
};

/// The rule of a number that somebody gives.
pub(crate) const FIGURE: &str = "figure";

/// What a verb with a number says.
pub(super) fn figure(cx: Context<'_>, v: usize) -> Option<Draft> {
    put(cx, v).or_else(|| bare(cx, v))
}

/// "put the figure at 900", "lowered its count of the dead from 44 to 41".
fn put(cx: Context<'_>, v: usize) -> Option<Draft> {
    let (doc, words) = (cx.doc, &cx.lexicon.figures);
    let lemma = doc.lemma(v);
    let (put, moved) = (words.put.contains(lemma), words.moved.contains(lemma));
    if !(put || moved) || !is_verb(doc, v) || is_negated(doc, v) || source::is_passive(doc, v) {
        return None;
    }
    let object = child(doc, v, &["dobj"]).filter(|o| words.nouns.contains(doc.lemma(*o)))?;
    let at = |p: &usize| {
        let word = doc.lemma(*p);
        (put && word == "at" || moved && word == "to") && pobj_with_number(cx, *p)
    };
    let first = doc.edges(object).0;
    let number = (object + 1..doc.edges(v).1 + 1).find(|t| doc.pos(*t) == "ADP" && at(t))?;
    let above = |t: usize| std::iter::successors(Some(t), |t| Some(doc.head(*t))).take(6).any(|h| h == v);
    if !above(number) {
        return None;
    }
    let mut content = union(subtree(doc, object), &subtree(doc, number));
    // "…, 24 of them civilians": a part of it behind a comma.
    let last = content.last().copied()?;
    let part = doc.children(v).find(|c| *c > last && doc.dep(*c) == "npadvmod" && numbered(cx, *c));
    content = union(content, &part.map(|p| subtree(doc, p)).unwrap_or_default());
    let between: Tokens = (first..number).filter(|t| above(*t) && *t != v).collect();
    content = union(content, &between);
    let old = content.iter().copied().find(|t| doc.lemma(*t) == "from" && *t > number);
    let old = old.map(|t| without(&subtree(doc, t), &subtree(doc, number))).unwrap_or_default();
    said(cx, v, trim(doc, without(&content, &old)))
}

/// "the governor's office says fewer than 3,000": a verb of saying with nothing but a number.
fn bare(cx: Context<'_>, v: usize) -> Option<Draft> {
    let doc = cx.doc;
    let says =
        cx.lexicon.verb(doc.lemma(v)).any(|s| s.class == "report" && s.frames.contains(&Frame::Clause));
    if !says || !is_verb(doc, v) || source::is_passive(doc, v) || clause_behind(cx, v) {
        return None;
    }
    let number = child(doc, v, &["dobj"]).filter(|o| doc.pos(*o) == "NUM" && *o > v)?;
    let alone = doc.entity_of(number).is_none_or(|e| doc.label(&doc.entities()[e]) == "CARDINAL");
    if !alone || is_negated(doc, v) {
        return None;
    }
    said(cx, v, subtree(doc, number))
}

fn clause_behind(cx: Context<'_>, v: usize) -> bool {
    cx.doc.children(v).any(|c| c > v && cx.doc.dep(c) == "ccomp")
}

fn said(cx: Context<'_>, v: usize, content: Tokens) -> Option<Draft> {
    let doc = cx.doc;
    let speaker = source::source_head(doc, v).filter(|s| speaks(cx, *s))?;
    let mut draft = Draft::new(doc, v, content, FIGURE);
    draft.speaker = Some(speaker);
    draft.source = source_phrase(doc, speaker, v);
    draft.cue = cx.cue_words(v, &[]);
    Some(draft)
}

/// Whether it is somebody: "the blast raised the toll to 40" tells what the blast did.
fn speaks(cx: Context<'_>, speaker: usize) -> bool {
    let doc = cx.doc;
    let who = matches!(doc.lemma(speaker).to_lowercase().as_str(), "he" | "she" | "they" | "it" | "we" | "i");
    let noun = doc.lemma(speaker).to_lowercase();
    let listed = cx.lexicon.origins.contains(&noun) || cx.lexicon.figures.speakers.contains(&noun);
    who || doc.pos(speaker) == "PROPN" || listed
}

fn pobj_with_number(cx: Context<'_>, prep: usize) -> bool {
    child(cx.doc, prep, &["pobj"]).is_some_and(|o| numbered(cx, o))
}

fn numbered(cx: Context<'_>, noun: usize) -> bool {
    let doc = cx.doc;
    let day =
        |t: usize| doc.entity_of(t).is_some_and(|e| matches!(doc.label(&doc.entities()[e]), "DATE" | "TIME"));
    subtree(doc, noun).iter().any(|t| doc.pos(*t) == "NUM" && !day(*t))
}

/// Gives the words of a number back to it where the network took them for the cue of what follows: "put the
/// figure at 900 and said | that the road was open".
pub(super) fn part_cues(cx: Context<'_>, figures: &[&Draft], drafts: &mut Vec<Draft>) {
    let doc = cx.doc;
    for draft in drafts.iter_mut() {
        let held = |f: &&&Draft| f.head.is_some_and(|h| draft.cue.contains(&h));
        let Some(figure) = figures.iter().find(held) else { continue };
        let own = |t: &usize| figure.says(*t) || figure.cue.contains(t);
        if draft.content().iter().any(own) {
            continue;
        }
        let verb =
            figure.head.and_then(|h| doc.children(h).find(|c| doc.dep(*c) == "conj" && is_verb(doc, *c)));
        draft.cue = verb.map_or_else(Vec::new, |v| cx.cue_words(v, &[]));
        draft.head = verb;
    }
    drafts.retain(|d| !d.cue.is_empty() || d.publisher_voice);
    let same = |a: &Draft, b: &Draft| a.cue == b.cue && a.parts == b.parts;
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts.drain(..) {
        if !kept.iter().any(|k| same(k, &draft)) {
            kept.push(draft);
        }
    }
    *drafts = kept;
}
