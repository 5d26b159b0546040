//! How sure a source is of what it says, after FactBank (Saurí and Pustejovsky 2009): the least sure word
//! that bears on the main statement decides.

use super::{
    frames::Context,
    lexicon::Sense,
    tree::{child, is_negated, is_verb, subject},
};
use types::Certainty;

/// The certainty of a content by its own words: governed by `top`, spoken by a cue of this sense.
pub(crate) fn certainty(cx: Context<'_>, sense: &Sense, part: &[usize], top: Option<usize>) -> Certainty {
    let hedges = part.iter().filter(|t| !aside(cx, part, **t)).filter_map(|t| hedge(cx, *t));
    let main = top.and_then(|t| predicate(cx, part, t));
    hedges.chain(main).chain([sense.certainty]).max_by_key(|c| rank(*c)).unwrap_or(Certainty::Certain)
}

fn rank(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Certain => 0,
        Certainty::Probable => 1,
        Certainty::Possible => 2,
        Certainty::Unknown => 3,
    }
}

/// Whether a word stands in a condition, or in a clause that a comma sets apart.
fn aside(cx: Context<'_>, part: &[usize], token: usize) -> bool {
    let doc = cx.doc;
    let mut t = token;
    for _ in 0..64 {
        let comma = || doc.edges(t).0.checked_sub(1).is_some_and(|b| doc.word(b) == ",");
        match doc.dep(t) {
            "relcl" if comma() => return true,
            "advcl" if is_condition(cx, t) => return true,
            _ => {}
        }
        let head = doc.head(t);
        if head == t || part.binary_search(&head).is_err() {
            return false;
        }
        t = head;
    }
    false
}

/// Whether a clause is opened by "if" or "unless".
fn is_condition(cx: Context<'_>, clause: usize) -> bool {
    cx.doc.children(clause).any(|m| {
        matches!(cx.doc.dep(m), "mark" | "advmod")
            && matches!(cx.doc.lemma(m).to_lowercase().as_str(), "if" | "unless" | "provided")
    })
}

/// What one word says of the clause that it stands in.
fn hedge(cx: Context<'_>, token: usize) -> Option<Certainty> {
    let (doc, hedges) = (cx.doc, &cx.lexicon.hedges);
    let word = doc.word(token).to_lowercase();
    let verb = doc.head(token);
    if doc.pos(token) == "AUX" && doc.dep(token) == "aux" {
        let perfect = || doc.children(verb).any(|c| doc.dep(c) == "aux" && doc.lemma(c) == "have");
        return match word.as_str() {
            "must" => perfect().then_some(Certainty::Probable),
            // What could not be done, and what could be heard, are no guesses. "May" as a month is no
            // auxiliary.
            "could" if is_negated(doc, verb) || hedges.abilities.contains(doc.lemma(verb)) => None,
            _ => hedges.possible.contains(&word).then_some(Certainty::Possible),
        };
    }
    // "in all likelihood"
    let within = doc.dep(token) == "pobj" && doc.lemma(verb).eq_ignore_ascii_case("in");
    if within && matches!(word.as_str(), "likelihood" | "probability") {
        return Some(Certainty::Probable);
    }
    if !matches!(doc.pos(token), "ADV" | "ADJ") {
        return None;
    }
    let nearly = || token.checked_sub(1).is_some_and(|b| hedges.nearly.contains(&doc.word(b).to_lowercase()));
    if hedges.possible.contains(&word) {
        return Some(Certainty::Possible);
    }
    (hedges.probable.contains(&word) || hedges.sure.contains(&word) && nearly())
        .then_some(Certainty::Probable)
}

/// What the main predicate itself says: "seemed to", "is believed to", "I think", "it is unclear whether",
/// "there is a risk that", "would … if".
fn predicate(cx: Context<'_>, part: &[usize], top: usize) -> Option<Certainty> {
    let (doc, hedges) = (cx.doc, &cx.lexicon.hedges);
    if !is_verb(doc, top) {
        let alleged = doc
            .children(top)
            .any(|c| hedges.noun.contains(&doc.word(c).to_lowercase()) && doc.dep(c) == "amod");
        return alleged.then_some(Certainty::Possible);
    }
    let held = |t: &usize| part.binary_search(t).is_ok();
    let found = [
        conditional(cx, top).then_some(Certainty::Unknown),
        asked(cx, top).then_some(Certainty::Unknown),
        doc.children(top).filter(held).find_map(|c| complement(cx, c)),
        held_by_speaker(cx, top),
    ];
    found.into_iter().flatten().max_by_key(|c| rank(*c))
}

/// "would be cut off if the bridge were lost".
pub(crate) fn conditional(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    let modal = doc.children(verb).any(|c| {
        doc.dep(c) == "aux"
            && matches!(
                doc.lemma(c).to_lowercase().as_str(),
                "would" | "could" | "might" | "will" | "'d" | "’d" | "may"
            )
    });
    modal && doc.children(verb).any(|a| doc.dep(a) == "advcl" && is_condition(cx, a))
}

/// "whether the bridge had fallen"; "did not know whether", "was trying to find out if".
fn asked(cx: Context<'_>, verb: usize) -> bool {
    let doc = cx.doc;
    let whether = |v: usize| {
        doc.children(v)
            .any(|m| doc.dep(m) == "mark" && matches!(doc.lemma(m).to_lowercase().as_str(), "whether" | "if"))
            && matches!(doc.dep(v), "ccomp" | "acl" | "pcomp" | "advcl" | "ROOT")
    };
    let open =
        |v: usize| whether(v) || doc.children(v).any(|c| matches!(doc.tag(c), "WRB" | "WP" | "WDT") && c < v);
    let unknown = |v: usize| {
        cx.lexicon.hedges.known.contains(doc.lemma(v))
            && is_negated(doc, v)
            && doc.children(v).any(|c| doc.dep(c) == "ccomp" && open(c))
    };
    (whether(verb) && doc.dep(verb) != "advcl") || unknown(verb)
}

/// What a predicate beside "is" says: "unclear", "possible", "a risk that".
fn complement(cx: Context<'_>, token: usize) -> Option<Certainty> {
    let (doc, hedges) = (cx.doc, &cx.lexicon.hedges);
    let word = doc.word(token).to_lowercase();
    match doc.dep(token) {
        "acomp" | "oprd" if hedges.unknown_predicates.contains(&word) => Some(Certainty::Unknown),
        "acomp" | "oprd" if hedges.plain_predicates.contains(&word) && is_negated(doc, doc.head(token)) => {
            Some(Certainty::Unknown)
        }
        "acomp" | "oprd" if hedges.possible_predicates.contains(&word) => Some(Certainty::Possible),
        "acomp" | "oprd" if hedges.probable_predicates.contains(&word) => Some(Certainty::Probable),
        "attr" => {
            let there = child(doc, doc.head(token), &["expl"]).is_some();
            let none = doc
                .children(token)
                .any(|c| matches!(doc.lemma(c).to_lowercase().as_str(), "no" | "zero" | "little"));
            let of_it = child(doc, token, &["acl", "ccomp", "prep", "relcl"]).is_some();
            let sense =
                cx.lexicon.noun(&doc.lemma(token).to_lowercase()).filter(|_| there && !none && of_it)?;
            Some(sense.certainty).filter(|c| *c != Certainty::Certain)
        }
        _ => None,
    }
}

/// "I think the bridge was mined", "he believed that", "seemed to", "is thought to".
fn held_by_speaker(cx: Context<'_>, verb: usize) -> Option<Certainty> {
    let doc = cx.doc;
    let clause = child(doc, verb, &["ccomp"]).is_some();
    let below = clause || child(doc, verb, &["xcomp", "oprd", "acomp"]).is_some();
    let passive = super::source::is_passive(doc, verb);
    let pronoun = subject(doc, verb).is_some_and(|s| doc.tag(s) == "PRP");
    let class = |s: &&Sense| match s.class.as_str() {
        "believe" | "speculate" => pronoun && !passive && clause && doc.lemma(verb) != "judge",
        "thought" | "expected" => passive,
        "appear" => true,
        _ => false,
    };
    cx.lexicon.verb(doc.lemma(verb)).find(class).filter(|_| below).map(|s| s.certainty)
}
