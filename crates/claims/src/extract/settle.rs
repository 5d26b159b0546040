//! From drafts that know nothing of one another to attributions: quotations completed and continued,
//! relays tied, claims inside claims marked, statements told apart.

use super::{
    draft::Draft,
    frames::Context,
    gather::{WITHIN, clean},
    mend::mend,
    tree::{Tokens, child, has_to, is_finite, is_mark, is_verb, subject, subtree, union, without},
};

/// Completes the drafts. Order of the steps matters: each reads what the ones before settled.
pub(crate) fn settle(cx: Context<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut drafts = relay(cx, drafts);
    mend(cx, &mut drafts);
    drafts.iter_mut().for_each(|d| complete(cx, d));
    drafts.iter_mut().for_each(|d| finish(cx, d));
    drafts.iter_mut().for_each(|d| concede(cx, d));
    set_apart(&mut drafts);
    drafts.iter_mut().filter(|d| d.rules != ["refuted apposition"]).for_each(clean);
    drafts.retain(|d| d.parts[0].iter().any(|t| !is_mark(cx.doc, *t)));
    nest(cx, &mut drafts);
    continued(cx, &mut drafts);
    let mut extra = drafts.iter().filter_map(|d| declined(cx, d)).collect::<Vec<_>>();
    let own: Tokens = extra.iter().filter_map(|d| d.head).collect();
    drafts.retain(|d| !d.head.is_some_and(|h| own.contains(&h)));
    drafts.iter_mut().for_each(|d| withheld(cx, d));
    drafts.iter_mut().for_each(|d| close_marks(cx, d));
    drafts.iter_mut().for_each(|d| divide(cx, d));
    extra.extend(drafts.iter_mut().filter_map(unhedged));
    drafts.append(&mut extra);
    drafts.sort_by_key(|d| (d.parts.first().and_then(|p| p.first().copied()), d.head));
    drafts
}

/// "…, he said, according to a translation by …": who passes a statement on makes none of his own.
fn relay(cx: Context<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let (relays, mut kept): (Vec<Draft>, Vec<Draft>) = drafts
        .into_iter()
        .partition(|d| d.head.is_some_and(|h| cx.doc.word(h).eq_ignore_ascii_case("according")));
    let mut own = Vec::new();
    for r in relays {
        let Some(according) = r.head else { continue };
        let above = cx.doc.head(according);
        let passes_on = |d: &&mut Draft| {
            d.head.is_some_and(|h| h < according && (h == above || d.says(above)) && is_verb(cx.doc, h))
        };
        match kept.iter_mut().find(passes_on) {
            Some(draft) => {
                draft.parts[0] = without(&draft.parts[0], &subtree(cx.doc, according));
                draft.relayed.push(according);
            }
            None => own.push(r),
        }
    }
    kept.append(&mut own);
    kept
}

/// What is said of a refutation is no part of the statement that it stands beside.
fn set_apart(drafts: &mut [Draft]) {
    let refuted: Vec<Tokens> =
        drafts.iter().filter(|d| d.rules == ["refuted apposition"]).map(|d| d.parts[0].clone()).collect();
    for d in drafts.iter_mut().filter(|d| d.rules != ["refuted apposition"]) {
        refuted.iter().for_each(|r| d.parts[0] = without(&d.parts[0], r));
    }
}

/// A content that reaches into a quotation takes all of it.
fn complete(cx: Context<'_>, draft: &mut Draft) {
    let inside = draft.head.and_then(|h| cx.quotes.at(h)).map(|q| q.open);
    let content = &draft.parts[0];
    let mut more: Tokens = Vec::new();
    let mut last = None;
    for t in content {
        let Some(quote) = cx.quotes.at(*t) else { continue };
        if last == Some(quote.open) || inside == Some(quote.open) {
            continue;
        }
        last = Some(quote.open);
        let words: Tokens = (quote.open..quote.end).filter(|t| !is_mark(cx.doc, *t)).collect();
        let held = |t: Option<&usize>| t.is_some_and(|t| content.binary_search(t).is_ok());
        if held(words.first()) || held(words.last()) {
            more.extend(quote.open..quote.end);
        }
    }
    draft.parts[0] = union(content.clone(), &more);
}

/// A content that breaks off between a subject and its verb takes the verb.
fn finish(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(last) = draft.parts[0].last().copied() else { return };
    let verb = doc.head(last);
    let broken = matches!(doc.dep(last), "nsubj" | "nsubjpass" | "aux" | "auxpass" | "mark")
        && verb == last + 1
        && is_verb(doc, verb)
        && !draft.cue.contains(&verb);
    if broken {
        draft.parts[0].push(verb);
    }
}

/// "would be ‘gone by noon’ even though the shelling went on": the concession is the publisher's.
fn concede(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let asides: Tokens = draft.parts[0]
        .iter()
        .copied()
        .filter(|t| doc.dep(*t) == "advcl" && cx.quotes.at(*t).is_none())
        .filter(|t| {
            doc.children(*t).any(|c| doc.dep(c) == "mark" && matches!(doc.lemma(c), "though" | "although"))
        })
        .filter(|t| {
            doc.edges(*t).0.checked_sub(1).is_some_and(|b| cx.quotes.at(b).is_some_and(|q| q.end == b + 1))
        })
        .collect();
    for aside in asides {
        draft.parts[0] = without(&draft.parts[0], &subtree(doc, aside));
    }
}

/// Marks claims inside claims, and drops those that a quotation makes of its own words.
fn nest(cx: Context<'_>, drafts: &mut Vec<Draft>) {
    let holder = |d: &Draft, all: &[Draft]| {
        let head = d.head?;
        all.iter().position(|o| o.head != d.head && o.says(head) && !d.head_said_by(o))
    };
    let nested: Vec<bool> = drafts.iter().map(|d| holder(d, drafts).is_some()).collect();
    drafts.iter_mut().zip(&nested).for_each(|(d, n)| d.nested = *n);
    let kept = |d: &Draft| d.rules.contains(&WITHIN);
    drafts.retain(|d| !(d.nested && d.head.is_some_and(|h| cx.quotes.at(h).is_some())) || kept(d));
    drafts.retain(|d| d.nested || !kept(d));
}

impl Draft {
    /// Whether the other's cue lies in this content, so that each would hold the other.
    fn head_said_by(&self, other: &Draft) -> bool {
        other.head.is_some_and(|h| self.says(h)) && self.content().len() > other.content().len()
    }
}

/// "…," he said. "…": the quotations that follow in the paragraph, and those of the next paragraphs
/// while a quotation stays open, are the same speaker's.
fn continued(cx: Context<'_>, drafts: &mut [Draft]) {
    let taken: Vec<(usize, usize)> =
        drafts.iter().filter(|d| !d.nested).filter_map(|d| Some((*d.parts[0].first()?, d.head?))).collect();
    for d in drafts.iter_mut().filter(|d| !d.nested) {
        let Some(head) = d.head else { continue };
        let Some(last) = d.parts[0].last().copied().map(|l| l.max(head)) else { continue };
        if d.parts[0].iter().all(|t| cx.quotes.at(*t).is_none()) {
            continue;
        }
        let mut quote = d.parts[0].iter().rev().find_map(|t| cx.quotes.at(*t));
        let mut at = sentence_end(cx, last);
        while let Some(next) = next_quote(cx, at, quote.is_some_and(|q| !q.closed)) {
            let own = taken.iter().any(|(c, h)| {
                *h != head && ((next.open..next.end).contains(c) || sentence_of_quote_has(cx, next, *h))
            });
            if own {
                break;
            }
            d.parts[0] = union(std::mem::take(&mut d.parts[0]), &(next.open..next.end).collect::<Tokens>());
            if !d.rules.contains(&"continued quotation") {
                d.rules.push("continued quotation");
            }
            at = sentence_end(cx, next.end - 1);
            quote = Some(next);
        }
    }
}

fn sentence_end(cx: Context<'_>, token: usize) -> usize {
    cx.doc.sentence(cx.doc.sentence_of(token)).end
}

/// Whether the cue stands in the sentence in which the quotation ends.
fn sentence_of_quote_has(cx: Context<'_>, quote: &super::quotes::Quote, cue: usize) -> bool {
    let last = cx.doc.sentence_of(quote.end - 1);
    (cx.doc.sentence_of(quote.open)..=last + 1).contains(&cx.doc.sentence_of(cue))
        && cx.quotes.paragraph(cue) as usize == quote.paragraph
        && (cx.doc.sentence_of(cue) <= last
            || cx.quotes.before(cx.doc, cx.doc.sentence(last + 1).start).is_some_and(|q| q == quote))
}

/// The quotation that starts right at this token; over a paragraph's end only when one is still open.
fn next_quote<'a>(cx: Context<'a>, token: usize, open: bool) -> Option<&'a super::quotes::Quote> {
    let before = token.checked_sub(1)?;
    let quote = cx.quotes.after(cx.doc, before)?;
    let same = quote.paragraph == cx.quotes.paragraph(before) as usize;
    (same || open).then_some(quote)
}

/// "told us that he could not confirm it as the fighting went on": what is withheld is left to a claim
/// of its own; what is said beside it stays.
fn withheld(cx: Context<'_>, draft: &mut Draft) {
    let Some(verb) = withheld_verb(cx, draft) else { return };
    let doc = cx.doc;
    let rest: Vec<Tokens> = doc
        .children(verb)
        .filter(|c| matches!(doc.dep(*c), "advcl" | "conj" | "ccomp") && *c > verb)
        .filter(|c| is_verb(doc, *c) && draft.says(*c))
        .map(|c| subtree(doc, c))
        .map(|t| t.iter().skip_while(|t| doc.dep(**t) == "mark").copied().collect())
        .collect();
    if !rest.is_empty() {
        draft.parts = rest;
        draft.rules.push("beside what is withheld");
    }
}

/// The verb of a content that withholds: "could not confirm".
fn withheld_verb(cx: Context<'_>, draft: &Draft) -> Option<usize> {
    let head = draft.head.filter(|h| cx.quotes.at(*h).is_none() && is_verb(cx.doc, *h))?;
    let clause = child(cx.doc, head, &["ccomp"])?;
    cx.withheld(clause).map(|_| clause)
}

/// The claim that a draft's content withholds.
fn declined(cx: Context<'_>, draft: &Draft) -> Option<Draft> {
    let head = draft.head.filter(|h| is_verb(cx.doc, *h))?;
    let verb = child(cx.doc, head, &["ccomp"])?;
    let pronoun = subject(cx.doc, verb).is_some_and(|s| cx.doc.tag(s) == "PRP");
    let object = cx.withheld(verb).filter(|_| pronoun)?;
    let mut own = draft.clone();
    own.head = Some(verb);
    own.cue = cx.cue_words(verb, &[]);
    own.parts = vec![object];
    own.rules = vec!["withheld"];
    Some(own)
}

/// A content that ends inside a quotation takes the marks that close it, and likewise at its start; not those
/// that the source or the cue hold.
pub(super) fn close_marks(cx: Context<'_>, draft: &mut Draft) {
    let content = draft.parts.iter().flatten();
    let mut taken: Tokens = draft.source.iter().chain(&draft.cue).chain(content).copied().collect();
    taken.sort_unstable();
    let free = |t: usize| taken.binary_search(&t).is_err();
    for part in &mut draft.parts {
        let (Some(first), Some(last)) = (part.first().copied(), part.last().copied()) else { continue };
        let closes = |end: usize| (last + 1..end).all(|t| is_mark(cx.doc, t) && free(t));
        if let Some(q) = cx.quotes.at(last).filter(|q| q.closed && closes(q.end)) {
            part.extend(last + 1..q.end);
        }
        if let Some(q) = cx.quotes.at(first).filter(|q| q.open + 1 == first && free(q.open)) {
            part.insert(0, q.open);
        }
    }
}

/// Several statements under one cue: coordinated clauses with a subject of their own, and "while" and
/// "whereas" clauses. A quotation is left whole.
fn divide(cx: Context<'_>, draft: &mut Draft) {
    let mut parts = Vec::new();
    for part in std::mem::take(&mut draft.parts) {
        divide_part(cx, part, &mut parts, 0);
    }
    draft.parts = parts;
}

/// What stands beside "seemed to …" in a clause of its own is the publisher's plain statement.
fn unhedged(draft: &mut Draft) -> Option<Draft> {
    (draft.speaker.is_none() && draft.parts.len() > 1).then(|| Draft::publisher(draft.parts.split_off(1)))
}

fn divide_part(cx: Context<'_>, part: Tokens, out: &mut Vec<Tokens>, depth: usize) {
    let doc = cx.doc;
    let quoted = part.iter().filter(|t| cx.quotes.at(**t).is_some()).count();
    let held = |t: &usize| part.binary_search(t).is_ok();
    let tops: Tokens = part.iter().copied().filter(|t| doc.head(*t) == *t || !held(&doc.head(*t))).collect();
    let below = tops.iter().flat_map(|top| doc.children(*top).filter(move |c| c > top));
    let mut candidates = tops.iter().skip(1).copied().chain(below);
    let open = depth < 6 && quoted * 2 < part.len();
    let cut = if open { candidates.find(|c| held(c) && is_statement(cx, *c)) } else { None };
    let Some(cut) = cut else {
        out.push(part);
        return;
    };
    let tail: Tokens = subtree(doc, cut).into_iter().filter(|t| part.binary_search(t).is_ok()).collect();
    let rest = without(&part, &tail);
    let connector = |t: &usize| {
        (doc.dep(*t) == "cc" || doc.dep(*t) == "punct") && tail.first().is_some_and(|f| *t < *f && f - t < 3)
    };
    let rest: Tokens = rest.iter().copied().filter(|t| !connector(t)).collect();
    let tail: Tokens =
        tail.iter().copied().filter(|t| !(doc.dep(*t) == "mark" && doc.head(*t) == cut)).collect();
    divide_part(cx, rest, out, depth + 1);
    divide_part(cx, tail, out, depth + 1);
}

/// Whether a dependant makes a statement of its own.
fn is_statement(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    if !is_verb(doc, verb) || subject(doc, verb).is_none() || has_to(doc, verb) || !is_finite(doc, verb) {
        return false;
    }
    match doc.dep(verb) {
        "conj" => true,
        "advcl" => doc.children(verb).any(|c| {
            doc.dep(c) == "mark" && matches!(doc.lemma(c), "while" | "whereas" | "although" | "after")
        }),
        _ => false,
    }
}
