//! What a cue means beside its content: which of its words carries the meaning, which sense of that word
//! the content's grammar picks, and whether the cue takes it back.

use super::{
    draft::Draft,
    frames::Context,
    lexicon::{Frame, Lexicon, Sense},
    shape::Shape,
    source::is_passive,
    tree::{child, is_verb},
};

/// What the words of a cue mean.
pub(crate) struct Meant<'l> {
    pub(crate) sense: &'l Sense,
    /// "did not say", "made no claim".
    pub(crate) negated: bool,
    /// "declined to say", "could not confirm": nothing was said.
    pub(crate) withheld: bool,
}

/// Reads a cue. An unknown one is a plain report.
pub(crate) fn read<'a>(cx: Context<'a>, draft: &Draft) -> Meant<'a> {
    let shape = Shape::of(cx, draft);
    let carrier = draft.head.and_then(|h| carrier(cx, draft, h, &shape));
    let (token, sense) = carrier.unwrap_or((draft.head.unwrap_or(0), &cx.lexicon.plain));
    let negated = draft.head.is_some_and(|h| is_taken_back(cx, draft, h) || is_taken_back(cx, draft, token));
    // "No witness has said that"
    let nobody = draft.speaker.is_some_and(|s| super::polarity::is_none(cx, s));
    let negated = negated != nobody;
    // "refused to rule out": who does not exclude it.
    if let Some(excluded) = unexcluded(cx, draft, &shape) {
        return Meant { sense: excluded, negated: true, withheld: false };
    }
    Meant { sense, negated, withheld: is_withheld(cx, draft, negated) }
}

/// The sense of what is refused, declined or not done, where that is to exclude something.
fn unexcluded<'a>(cx: Context<'a>, draft: &Draft, shape: &Shape) -> Option<&'a Sense> {
    let head = draft.head?;
    let declines = |t: usize| cx.lexicon.decline.contains(&cx.doc.lemma(t).to_lowercase());
    let own = child(cx.doc, head, &["xcomp"]).filter(|_| declines(head));
    let above = Some(head).filter(|h| cx.doc.dep(*h) == "xcomp" && declines(cx.doc.head(*h)));
    let verb = own.or(above)?;
    of_phrase(cx, draft, verb, shape).filter(|s| s.class == "exclude")
}

/// The word that carries the meaning and its sense: the governing verb, or what it leans on where it
/// says little by itself ("issued a denial", "was adamant", "refused to say").
fn carrier<'a>(cx: Context<'a>, draft: &Draft, head: usize, shape: &Shape) -> Option<(usize, &'a Sense)> {
    if let Some(phrase) = of_phrase(cx, draft, head, shape) {
        return Some((head, phrase));
    }
    let own = of_word(cx, draft, head, shape);
    let light =
        cx.lexicon.light.contains(cx.doc.lemma(head)) || cx.lexicon.never.contains(cx.doc.lemma(head));
    if let Some(own) = own.filter(|_| !light) {
        return Some((head, own));
    }
    let rest =
        draft.cue.iter().copied().filter(|t| *t != head && matches!(cx.doc.pos(*t), "NOUN" | "ADJ" | "VERB"));
    // "is adamant that": the adjective may have been left out of the cue.
    let beside = child(cx.doc, head, &["acomp", "attr", "dobj"])
        .filter(|t| !draft.says(*t) && !draft.source.contains(t));
    // "repeated her accusation that": the noun stands in the content.
    let object = child(cx.doc, head, &["dobj"])
        .filter(|t| draft.says(*t) && child(cx.doc, *t, &["acl", "ccomp", "relcl"]).is_some());
    rest.chain(beside)
        .chain(object)
        .find_map(|t| Some((t, of_word(cx, draft, t, shape)?)))
        .or(own.map(|s| (head, s)))
}

/// The sense of one word of the cue that the content fits; the word's first sense when none does.
fn of_word<'a>(cx: Context<'a>, draft: &Draft, t: usize, shape: &Shape) -> Option<&'a Sense> {
    let (doc, lexicon) = (cx.doc, cx.lexicon);
    let lemma = doc.lemma(t).to_lowercase();
    match doc.pos(t) {
        "VERB" | "AUX" => {
            let verb = of_phrase(cx, draft, t, shape).or_else(|| fitting(lexicon, &lemma, shape));
            // "was concerned that": a participle that the grammar took for a verb.
            verb.or_else(|| lexicon.adjective(&doc.word(t).to_lowercase()))
        }
        "ADJ" => lexicon.adjective(&lemma).or_else(|| lexicon.noun(&lemma)),
        _ => lexicon.noun(&lemma).or_else(|| lexicon.adjective(&lemma)),
    }
}

/// The sense of a verb whose meaning lies in it and a word that hangs on it.
fn of_phrase<'a>(cx: Context<'a>, draft: &Draft, verb: usize, shape: &Shape) -> Option<&'a Sense> {
    let words = || phrases(cx, draft, verb).into_iter();
    words().find_map(|p| fitting(cx.lexicon, &p, shape)).filter(|_| is_verb(cx.doc, verb))
}

/// The sense of a verb that the content fits, of a passive without a source that of such a passive; the
/// first when none does.
fn fitting<'a>(lexicon: &'a Lexicon, lemma: &str, shape: &Shape) -> Option<&'a Sense> {
    let impersonal = |s: &&Sense| shape.is_impersonal() && s.frames.contains(&Frame::Passive);
    let fits = |s: &&Sense| s.frames.iter().any(|f| shape.fits(f));
    let senses = || lexicon.senses(lemma);
    senses().find(impersonal).or_else(|| senses().find(fits)).or_else(|| senses().next())
}

/// "rule+out", "make+clear": a verb with a word that hangs on it.
fn phrases(cx: Context<'_>, draft: &Draft, verb: usize) -> Vec<String> {
    let doc = cx.doc;
    let leans = |c: &usize| {
        matches!(
            doc.dep(*c),
            "prt" | "acomp" | "oprd" | "prep" | "dobj" | "advmod" | "attr" | "xcomp" | "ccomp"
        ) && (draft.cue.contains(c) || (*c > verb && *c - verb < 4))
    };
    let said = draft.cue.iter().copied().filter(|t| *t > verb && doc.head(*t) != verb);
    said.chain(doc.children(verb).filter(leans))
        .map(|c| format!("{}+{}", doc.lemma(verb), doc.word(c)).to_lowercase())
        .collect()
}

/// Whether a word of the cue is negated: by its own "not", that of the verb above it in the cue, or "no".
fn is_taken_back(cx: Context<'_>, draft: &Draft, token: usize) -> bool {
    let doc = cx.doc;
    let only =
        |c: usize| c + 1 < doc.len() && matches!(doc.lemma(c + 1), "only" | "just" | "merely" | "simply");
    let word = |c: usize| {
        cx.lexicon.negations.contains(&doc.word(c).to_lowercase())
            && matches!(doc.dep(c), "advmod" | "preconj" | "cc" | "det")
    };
    let not = |t: usize| {
        doc.children(t).any(|c| {
            (doc.dep(c) == "neg" || word(c))
                && (c < t || draft.cue.contains(&c))
                && !draft.says(c)
                && !only(c)
        })
    };
    let above = Some(doc.head(token)).filter(|h| *h != token && draft.cue.contains(h));
    not(token) || above.is_some_and(not)
}

/// Whether the cue says that nothing was said: a verb of confirming that is negated, or declined.
fn is_withheld(cx: Context<'_>, draft: &Draft, negated: bool) -> bool {
    let doc = cx.doc;
    let Some(head) = draft.head else { return false };
    let lemma = |t: usize| doc.lemma(t).to_lowercase();
    let withholds = |t: &usize| cx.lexicon.withhold.contains(&lemma(*t));
    let declines = |t: &usize| cx.lexicon.decline.contains(&lemma(*t));
    let evaded = negated && cx.lexicon.evade.contains(&lemma(head)) && is_passive(doc, head);
    let named = draft.cue.iter().any(withholds);
    // "declined to say whether": the infinitive may be a part of the cue, of the content or, where the cue
    // is "say", what it hangs on.
    let below = || doc.children(head).any(|t| matches!(doc.dep(t), "xcomp" | "dobj") && withholds(&t));
    let above = || matches!(doc.dep(head), "xcomp" | "acl") && declines(&doc.head(head));
    let declined = draft.cue.iter().any(declines);
    // "refused to be drawn on"
    let drawn = |t: &usize| cx.lexicon.evade.contains(&lemma(*t)) && is_passive(doc, *t);
    let evaded = evaded || declined && (draft.cue.iter().any(drawn) || doc.children(head).any(|t| drawn(&t)));
    evaded || (named && (negated || declined || above())) || (declined && below())
}

/// Whether the statement is the publisher's own, though hedged by a cue: "seemed to", "there are signs
/// that". Who announced what "was announced" is left out; it was not the publisher.
pub(crate) fn is_publishers(cx: Context<'_>, draft: &Draft) -> bool {
    let nobody = draft.head.is_some() && draft.source.is_empty();
    let meant = || read(cx, draft).sense;
    nobody
        && (matches!(meant().class.as_str(), "appear" | "thought" | "expected")
            || meant().class.is_empty() && draft.head.is_some_and(|h| cx.doc.dep(h) == "attr"))
}
