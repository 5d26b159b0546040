//! Words of a draft that the grammar says stand in the wrong set, whoever found them.

use super::{
    draft::{Draft, speaker},
    frames::Context,
    shape::Shape,
    source::is_passive,
    tree::{Tokens, child, is_mark, is_negated, is_verb, subject, subtree, union, without},
};
use types::Stance;

/// Mends the words of each draft, and drops those that attribute nothing.
pub(crate) fn mend(cx: Context<'_>, drafts: &mut Vec<Draft>) {
    drafts.retain(|d| !is_deed(cx, d));
    for d in drafts.iter_mut().filter(|d| d.head.is_some()) {
        medium(cx, d);
        floating(cx, d);
        source(cx, d);
        moved(cx, d);
        told(cx, d);
        shown(cx, d);
        inverted(cx, d);
        accused(cx, d);
        noun_within(cx, d);
    }
}

/// "allegedly fired on prisoners", "is known for its wine": a verb that no list has beside a hedge, or
/// nobody's knowing of a thing, is no cue.
fn is_deed(cx: Context<'_>, draft: &Draft) -> bool {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| is_verb(doc, *h)) else { return false };
    let hedged = draft.cue.iter().any(|t| {
        doc.dep(*t) == "advmod" && cx.lexicon.hedges.possible.contains(&doc.word(*t).to_lowercase())
    });
    let quoted = draft.content().iter().any(|t| cx.quotes.at(*t).is_some());
    let shape = Shape::of(cx, draft);
    let unknown = !cx.lexicon.senses(doc.lemma(head)).any(|s| s.frames.iter().any(|f| shape.fits(f)));
    let thing = || !draft.content().iter().any(|t| is_verb(doc, *t));
    // "who asked not to be named": a condition, no claim.
    let unnamed =
        |t: usize| cx.lexicon.anonymity.contains(doc.lemma(t)) && is_passive(doc, t) && draft.says(t);
    if doc.children(head).any(|c| matches!(doc.dep(c), "xcomp" | "ccomp") && unnamed(c)) {
        return true;
    }
    let known = doc.lemma(head) == "know" && draft.source.is_empty() && is_passive(doc, head);
    !quoted && (unknown && hedged || known && thing())
}

/// "The army and the rebels each claimed": the subject before "each" is the source.
fn floating(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let [only] = draft.source[..] else { return };
    if !matches!(doc.lemma(only), "each" | "both" | "all") {
        return;
    }
    let before = |c: &usize| matches!(doc.dep(*c), "nsubj" | "nsubjpass") && *c < only && *c != only;
    let Some(subject) = draft.head.into_iter().flat_map(|h| doc.children(h)).find(before) else { return };
    draft.source = union(subtree(doc, subject), &[only]);
    draft.parts[0] = without(&draft.parts[0], &draft.source);
    draft.speaker = Some(subject);
}

/// "Jane Roe is convinced that", "would not be drawn on": the subject of such a passive is the source.
fn moved(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| is_passive(doc, *h)) else { return };
    let lemma = doc.lemma(head);
    let evades = cx.lexicon.evade.contains(lemma) && is_negated(doc, head);
    if !draft.source.is_empty() || !(evades || cx.lexicon.moved.contains(lemma)) {
        return;
    }
    let Some(subject) = subject(doc, head) else { return };
    draft.source = subtree(doc, subject);
    draft.speaker = Some(subject);
    draft.parts.iter_mut().for_each(|p| *p = without(p, &draft.source));
}

/// "passengers were told that", "the army was accused of": who is told or accused is not the source.
fn told(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| is_passive(doc, *h) && is_verb(doc, *h)) else { return };
    let lemma = doc.lemma(head);
    let Some(object) = child(doc, head, &["nsubjpass"]).filter(|s| draft.source.contains(s)) else { return };
    let other = cx.lexicon.moved.contains(lemma)
        || cx.lexicon.evade.contains(lemma)
        || cx.lexicon.quoting.contains(lemma)
        || cx.lexicon.adjective(&doc.word(head).to_lowercase()).is_some();
    let Some(sense) = cx.lexicon.senses(lemma).next().filter(|_| !other) else { return };
    let agent =
        child(doc, head, &["agent"]).and_then(|a| child(doc, a, &["pobj"])).filter(|a| !draft.says(*a));
    let object_words = subtree(doc, object);
    draft.source = agent.map_or_else(Vec::new, |a| subtree(doc, a));
    draft.speaker = agent;
    // Whom one accuses or criticises is part of what is said.
    if sense.stance == Stance::Accuses {
        draft.parts[0] = union(std::mem::take(&mut draft.parts[0]), &object_words);
    }
    draft.rules.push("passive");
}

/// "“It fell,” recalled | the cashier": behind a quotation and its verb stands who says it.
fn inverted(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) =
        draft.head.filter(|h| draft.source.is_empty() && is_verb(doc, *h) && !is_passive(doc, *h))
    else {
        return;
    };
    let content = draft.content();
    let before = content.iter().any(|t| *t < head && cx.quotes.at(*t).is_some());
    let Some(noun) = child(doc, head, &["dobj", "nsubj"]).filter(|n| *n > head && draft.says(*n) && before)
    else {
        return;
    };
    let phrase = subtree(doc, noun);
    let plain = phrase.iter().all(|t| cx.quotes.at(*t).is_none());
    if plain && phrase.first().is_some_and(|f| *f <= head + 2) {
        draft.parts.iter_mut().for_each(|p| *p = without(p, &phrase));
        draft.source = phrase;
        draft.speaker = Some(noun);
        draft.rules.push("behind the quotation");
    }
}

/// "pictures appear to show trenches": what shows something is the source.
fn shown(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| matches!(doc.lemma(*h), "appear" | "seem" | "purport")) else {
        return;
    };
    let shows = |t: &usize| {
        matches!(doc.lemma(*t), "show" | "indicate" | "suggest" | "depict" | "confirm" | "reveal")
    };
    let Some(verb) = child(doc, head, &["xcomp"]).filter(shows) else { return };
    let evidence = |t: &usize| cx.lexicon.evidence.contains(&doc.lemma(*t).to_lowercase());
    let Some(subject) = subject(doc, head).filter(evidence) else { return };
    let said: Tokens = doc.children(verb).filter(|c| *c > verb).flat_map(|c| subtree(doc, c)).collect();
    if said.is_empty() {
        return;
    }
    let lead: Tokens = doc.children(verb).filter(|c| doc.dep(*c) == "aux").chain([verb]).collect();
    draft.cue = union(std::mem::take(&mut draft.cue), &lead);
    draft.source = subtree(doc, subject);
    draft.speaker = Some(subject);
    draft.parts = vec![union(said, &[])];
    draft.rules.push("evidence shows");
}

/// "was accused by the auditors | of hiding it": the grammar hung the deed on who accuses.
fn accused(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| is_passive(doc, *h)) else { return };
    let accuses = cx.lexicon.senses(doc.lemma(head)).any(|s| s.stance == Stance::Accuses);
    let agent = child(doc, head, &["agent"]).and_then(|a| child(doc, a, &["pobj"]));
    let Some(agent) = agent.filter(|a| accuses && draft.source.contains(a)) else { return };
    let deed = doc.children(agent).find(|c| doc.dep(*c) == "prep" && child(doc, *c, &["pcomp"]).is_some());
    if let Some(deed) = deed {
        let deed = subtree(doc, deed);
        draft.source = without(&draft.source, &deed);
        draft.parts[0] = union(std::mem::take(&mut draft.parts[0]), &deed);
    }
}

/// "have not forgotten the rector's pledge to drop it": where the verb is no cue but what hangs on it is,
/// the noun speaks, for its owner.
fn noun_within(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head.filter(|h| is_verb(doc, *h)) else { return };
    if cx.lexicon.senses(doc.lemma(head)).next().is_some() || cx.lexicon.light.contains(doc.lemma(head)) {
        return;
    }
    let Some(noun) = child(doc, head, &["dobj"]).filter(|n| draft.says(*n)) else { return };
    let owner = child(doc, noun, &["poss"]);
    let said = doc.children(noun).find(|c| *c > noun && matches!(doc.dep(*c), "acl" | "ccomp"));
    let (Some(owner), Some(said), Some(_)) = (owner, said, cx.lexicon.noun(&doc.lemma(noun).to_lowercase()))
    else {
        return;
    };
    draft.cue = vec![noun];
    draft.head = Some(noun);
    draft.source = subtree(doc, owner);
    draft.speaker = Some(owner);
    draft.parts = vec![subtree(doc, said)];
    draft.rules.push("the noun speaks");
}

/// "said in a letter to | parliament that …": what the preposition of the cue opens is no part of what is said.
fn medium(cx: Context<'_>, draft: &mut Draft) {
    let doc = cx.doc;
    let Some(head) = draft.head else { return };
    // "Withdrew its statement of 9 May that …": the clause may hang from a noun of the cue.
    let of_noun = |c: &usize| doc.dep(*c) == "acl" && child(doc, *c, &["mark"]).is_some();
    let clauses = draft.cue.iter().flat_map(|t| doc.children(*t).map(move |c| (*t, c)));
    let clause = clauses
        .filter(|(_, c)| is_verb(doc, *c) && draft.says(*c))
        .any(|(t, c)| t == head && doc.dep(c) == "ccomp" || of_noun(&c));
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
