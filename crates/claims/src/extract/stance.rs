//! What a source does with the content: the stance of the cue, bent by negation, by the tense of what is
//! said, and by who is to do it.

use super::{
    draft::Draft,
    frames::Context,
    hedges::conditional,
    sense::Meant,
    source::is_passive,
    tree::{child, is_mark, is_verb, subject},
};
use types::{Certainty, Stance};

/// A stance, the certainty where the stance decides it, and the rule where it is not the lexicon's.
pub(crate) struct Found {
    pub(crate) stance: Stance,
    pub(crate) certainty: Option<Certainty>,
    pub(crate) rule: Option<&'static str>,
}

impl Found {
    fn new(stance: Stance, rule: &'static str) -> Found {
        Found { stance, certainty: None, rule: Some(rule) }
    }

    fn sure(self, certainty: Certainty) -> Found {
        Found { certainty: Some(certainty), ..self }
    }
}

/// The stance of one statement of a draft.
pub(crate) fn stance(
    cx: Context<'_>,
    draft: &Draft,
    part: &[usize],
    cue: &Meant<'_>,
    top: Option<usize>,
) -> Found {
    if cue.withheld {
        return Found::new(Stance::DeclinesToConfirm, "withheld cue");
    }
    if cue.negated {
        return negated(cx, draft, cue);
    }
    let plain = Found { stance: cue.sense.stance, certainty: None, rule: None };
    if called_a_lie(cx, part, cue) {
        return Found::new(Stance::Denies, "called a lie");
    }
    let Some(top) = top.filter(|_| draft.head.is_some() && cue.sense.stance == Stance::Asserts) else {
        return plain;
    };
    let warns = cue.sense.class == "warn";
    let found = asks(cx, part, top).or_else(|| commands(cx, top)).or_else(|| intends(cx, draft, top, warns));
    found.or_else(|| foretells(cx, part, top, warns)).unwrap_or(plain)
}

/// "Called the accusation \"a lie\"": what is so described is denied.
fn called_a_lie(cx: Context<'_>, part: &[usize], cue: &Meant<'_>) -> bool {
    let lie = |t: &usize| {
        cx.lexicon.lies.contains(&cx.doc.lemma(*t).to_lowercase())
            && !cx.doc.children(*t).any(|c| cx.doc.dep(c) == "neg" || cx.doc.lemma(c) == "no")
    };
    let claim = |t: &usize| cx.lexicon.noun(&cx.doc.lemma(*t).to_lowercase()).is_some();
    cue.sense.class == "describe" && part.iter().any(lie) && part.iter().take(4).any(claim)
}

fn draft_lemma<'a>(cx: Context<'a>, draft: &Draft) -> &'a str {
    draft.head.map_or("", |h| cx.doc.lemma(h))
}

/// A cue that is taken back.
fn negated(cx: Context<'_>, draft: &Draft, cue: &Meant<'_>) -> Found {
    let plain = Found { stance: cue.sense.stance, certainty: None, rule: None };
    match cue.sense.stance {
        // "does not rule out that": holds it possible.
        Stance::Denies if cue.sense.class == "exclude" => {
            Found::new(Stance::Asserts, "not ruled out").sure(Certainty::Possible)
        }
        // "has no doubt that"
        Stance::Denies if cue.sense.class == "doubt" => {
            Found::new(Stance::Asserts, "no doubt").sure(Certainty::Certain)
        }
        // "it is not known who": nobody says so.
        Stance::Asserts
            if matches!(draft_lemma(cx, draft), "know" | "remember" | "recall" | "understand") =>
        {
            Found::new(Stance::Asserts, "not known").sure(Certainty::Unknown)
        }
        // "does not believe that"; "there are no signs that"
        Stance::Asserts | Stance::Predicts
            if matches!(
                cue.sense.class.as_str(),
                "believe" | "speculate" | "predict" | "expected" | "thought"
            ) =>
        {
            Found { rule: Some("negated belief"), ..Found::new(Stance::Denies, "") }
        }
        Stance::Asserts if draft.source.is_empty() && cue.sense.class.is_empty() => {
            Found::new(Stance::Denies, "no sign of it")
        }
        Stance::Asserts if cue.sense.class == "appear" => plain,
        Stance::Demands | Stance::Asks => plain,
        _ => Found::new(Stance::DeclinesToConfirm, "negated cue"),
    }
}

/// A question in the source's own words.
fn asks(cx: Context<'_>, part: &[usize], top: usize) -> Option<Found> {
    let sentence = cx.doc.sentence_of(top);
    let quoted = cx.quotes.at(top).is_some();
    let asked = part
        .iter()
        .rev()
        .filter(|t| cx.doc.sentence_of(**t) == sentence)
        .take_while(|t| is_mark(cx.doc, **t))
        .any(|t| cx.doc.word(*t).contains('?'));
    (asked && quoted).then(|| Found::new(Stance::Asks, "question").sure(Certainty::Unknown))
}

/// A quotation that opens with an imperative.
fn commands(cx: Context<'_>, top: usize) -> Option<Found> {
    let doc = cx.doc;
    let quote = cx.quotes.at(top)?;
    let lead = |t: usize| {
        is_mark(doc, t)
            || matches!(
                doc.lemma(t).to_lowercase().as_str(),
                "do" | "not" | "n't" | "n’t" | "never" | "please" | "just" | "and" | "but" | "so"
            )
    };
    let first = (quote.open..top).all(lead);
    let own = doc.children(top).any(|c| {
        matches!(doc.dep(c), "nsubj" | "nsubjpass") || (doc.dep(c) == "aux" && doc.lemma(c) != "do")
    });
    let bare = doc.tag(top) == "VB" && !own && !cx.lexicon.polite.contains(&doc.word(top).to_lowercase());
    (first && bare).then(|| Found::new(Stance::Demands, "imperative"))
}

/// What the source will do itself: a promise, or a threat where it warns. What "I" and "we" will do is
/// plainly said.
fn intends(cx: Context<'_>, draft: &Draft, top: usize, warns: bool) -> Option<Found> {
    let doc = cx.doc;
    let subject = subject(doc, top)?;
    let own = matches!(doc.lemma(subject).to_lowercase().as_str(), "i" | "we");
    let agreed = own && cx.quotes.at(top).is_some() || agrees(cx, draft, subject);
    let master = !cx.lexicon.powerless.contains(doc.lemma(top));
    let able = is_future(cx, top) && !is_passive(doc, top) && master;
    if !(agreed && able) {
        return None;
    }
    match (warns, own) {
        (true, _) => Some(Found::new(Stance::Threatens, "warns of its own deed")),
        (false, true) => None,
        (false, false) => Some(Found::new(Stance::Promises, "its own deed")),
    }
}

/// Whether a pronoun can mean the source: "they" several, "he" and "she" one.
fn agrees(cx: Context<'_>, draft: &Draft, pronoun: usize) -> bool {
    let doc = cx.doc;
    let Some(speaker) = draft.speaker.filter(|_| doc.tag(pronoun) == "PRP") else { return false };
    let several = matches!(doc.tag(speaker), "NNS" | "NNPS") || child(doc, speaker, &["conj"]).is_some();
    let person = || {
        doc.entity_of(speaker).is_some_and(|e| doc.label(&doc.entities()[e]) == "PERSON")
            || doc.tag(speaker) == "NN"
            || doc.tag(speaker) == "PRP"
    };
    match doc.lemma(pronoun).to_lowercase().as_str() {
        "they" => {
            several || doc.tag(speaker).starts_with("NNP") || doc.lemma(speaker).eq_ignore_ascii_case("they")
        }
        "he" | "she" => !several && person(),
        "it" => !several && doc.tag(speaker) != "PRP" || doc.lemma(speaker).eq_ignore_ascii_case("it"),
        _ => false,
    }
}

/// What will be is foretold, and so is all that is warned of and may be.
fn foretells(cx: Context<'_>, part: &[usize], top: usize, warns: bool) -> Option<Found> {
    let doc = cx.doc;
    let own = |t: usize| {
        subject(doc, t).is_some_and(|s| matches!(doc.lemma(s).to_lowercase().as_str(), "i" | "we"))
    };
    let future = is_future(cx, top) && !own(top) && (!conditional(cx, top) || warns);
    let modal =
        || doc.children(top).any(|c| doc.dep(c) == "aux" && matches!(doc.word(c), "may" | "might" | "could"));
    let expected = is_passive(doc, top)
        && child(doc, top, &["xcomp", "ccomp"]).is_some()
        && cx.lexicon.verb(doc.lemma(top)).any(|s| s.class == "expected");
    let feared = warns && (modal() || !is_verb(doc, top) && !part.is_empty());
    (future || expected || feared).then(|| Found::new(Stance::Predicts, "future"))
}

/// "would be gone", "is going to fall"; not "would have fallen", which speaks of the past.
fn is_future(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    let aux = |words: &[&str]| {
        doc.children(verb)
            .any(|c| doc.dep(c) == "aux" && words.contains(&doc.word(c).to_lowercase().as_str()))
    };
    let going =
        || doc.lemma(verb) == "go" && doc.tag(verb) == "VBG" && child(doc, verb, &["xcomp"]).is_some();
    let would = || aux(&["'d", "’d"]) && doc.tag(verb) == "VB";
    let polite = cx.lexicon.polite_verbs.contains(doc.lemma(verb)) && !aux(&["will", "shall"]);
    let will = !polite && (aux(&["will", "would", "'ll", "’ll", "shall", "wo"]) || would());
    (will && !aux(&["have", "'ve", "’ve"])) || going()
}
