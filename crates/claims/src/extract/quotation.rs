//! Whether a content is quoted: by the marks that it really has, without those that quote nobody.

use super::{
    draft::Draft,
    frames::Context,
    quotes::Quote,
    tree::{Tokens, is_mark, is_verb, tops},
};
use types::Quotation;

/// The longest name or title that is taken for one.
const TITLE: usize = 8;
/// The longest label after "so-called" or between the names of a person.
const LABEL: usize = 5;

/// Direct when all words of the content are quoted, an opening "that" apart; mixed when some are.
pub(crate) fn quotation(cx: Context<'_>, draft: &Draft, part: &[usize]) -> Quotation {
    if draft.publisher_voice {
        return Quotation::None;
    }
    // What somebody quotes in his own quoted speech is not set off by the marks around the whole.
    let around = draft.head.filter(|h| cx.quotes.holds(*h)).and_then(|h| cx.quotes.at(h)).map(|q| q.open);
    let words: Tokens = part.iter().copied().filter(|t| !is_mark(cx.doc, *t)).collect();
    let quote = |t: usize| cx.quotes.at(t).filter(|q| Some(q.open) != around);
    let words = match words.first() {
        Some(first) if opens(cx, *first) && quote(*first).is_none() => &words[1..],
        _ => &words[..],
    };
    let marked = words.iter().filter(|t| quote(**t).is_some()).count();
    if marked > 0 && marked == words.len() {
        return Quotation::Direct;
    }
    match words.iter().any(|t| quote(*t).is_some_and(|q| !is_label(cx, draft, q))) {
        true => Quotation::Mixed,
        false => Quotation::Indirect,
    }
}

/// "that" in front of what is said.
fn opens(cx: Context<'_>, token: usize) -> bool {
    matches!(cx.doc.dep(token), "mark" | "cc")
        && matches!(cx.doc.lemma(token).to_lowercase().as_str(), "that" | "but" | "and")
}

/// Whether the marks stand around a name, a nickname, a title, or what is called so.
fn is_label(cx: Context<'_>, draft: &Draft, quote: &Quote) -> bool {
    let doc = cx.doc;
    let inside: Tokens = (quote.open..quote.end).filter(|t| !is_mark(doc, *t)).collect();
    if inside.is_empty() || !quote.closed || inside.iter().any(|t| makes_sentence(cx, *t)) {
        return inside.is_empty();
    }
    let short = inside.len() <= LABEL;
    (short && (after_label_word(cx, draft, quote) || between_names(cx, quote)))
        || (inside.len() <= TITLE && is_title(cx, &inside))
        || (inside.len() <= 2 && is_definite(cx, &inside))
}

/// A verb with a tense or a subject of its own.
fn makes_sentence(cx: Context<'_>, t: usize) -> bool {
    matches!(cx.doc.tag(t), "VBD" | "VBZ" | "VBP" | "MD")
        && is_verb(cx.doc, t)
        && !cx.doc.tag(t).starts_with("NNP")
}

/// "so-called “safe zone”", "the novel “…”".
fn after_label_word(cx: Context<'_>, draft: &Draft, quote: &Quote) -> bool {
    let doc = cx.doc;
    let before = (0..quote.open).rev().filter(|t| !doc.is_space(*t)).take(4);
    let mut words =
        before.skip_while(|t| matches!(doc.tag(*t), "DT") || matches!(doc.word(*t), "as" | "," | "-"));
    let Some(last) = words.next() else { return false };
    let lemma = |t: usize| doc.lemma(t).to_lowercase();
    let hyphened = || {
        // "so-called" in three tokens.
        let start = last.saturating_sub(2);
        (start..=last).map(|t| doc.word(t).to_lowercase()).collect::<String>()
    };
    let named = |w: &str| cx.lexicon.labels.contains(w);
    !draft.cue.contains(&last)
        && (named(&doc.word(last).to_lowercase()) || named(&lemma(last)) || named(&hyphened()))
}

/// "Jane “Red” Roe".
fn between_names(cx: Context<'_>, quote: &Quote) -> bool {
    let doc = cx.doc;
    let name = |t: usize| t < doc.len() && doc.pos(t) == "PROPN";
    quote.open.checked_sub(1).is_some_and(name) && name(quote.end)
}

/// All words but the small ones with a capital, and more than the one that opens a sentence.
fn is_title(cx: Context<'_>, inside: &[usize]) -> bool {
    let doc = cx.doc;
    let capital = |t: &usize| doc.word(*t).chars().next().is_some_and(char::is_uppercase);
    let small = |t: &usize| matches!(doc.pos(*t), "DET" | "ADP" | "CCONJ" | "PART" | "SCONJ" | "NUM");
    let capitals = inside.iter().filter(|t| capital(t)).count();
    let opens = doc.sentence(doc.sentence_of(inside[0])).start + 1 >= inside[0];
    let enough = if opens { 2 } else { 1 };
    // In a headline that has capitals throughout they tell nothing.
    let others = || {
        doc.sentence(doc.sentence_of(inside[0]))
            .filter(|t| !is_mark(doc, *t) && !inside.contains(t) && !small(t))
    };
    let shouted = others().filter(capital).count() * 10 > others().count() * 7;
    capitals >= enough && !shouted && inside.iter().all(|t| capital(t) || small(t))
}

/// "the “safe zone”", where it says of nobody what he is.
fn is_definite(cx: Context<'_>, inside: &[usize]) -> bool {
    let doc = cx.doc;
    let Some(top) = tops(doc, inside).last().copied() else { return false };
    let definite = doc.children(top).any(|c| {
        c < inside[0]
            && doc.dep(c) == "det"
            && matches!(doc.lemma(c).to_lowercase().as_str(), "the" | "this" | "these" | "those")
    });
    doc.pos(top) == "NOUN"
        && definite
        && matches!(doc.dep(top), "dobj" | "pobj" | "nsubj" | "nsubjpass" | "conj")
}
