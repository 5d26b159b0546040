//! Roles in the tree: who does what, whichever the voice; what is negated, possible or to come.

use super::kind::Words;
use nlp::Doc;

/// How far a climb towards the root goes. Deeper chains are parses gone wrong.
const CLIMB: usize = 12;

/// How a predicate is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mood {
    /// Said not to be so.
    pub negated: bool,
    /// Said to be possible.
    pub possible: bool,
    /// Said to be still to come.
    pub future: bool,
    /// Wished, feared, asked or imagined: nothing is said.
    pub unsaid: bool,
    /// Stands under a condition.
    pub condition: bool,
    /// Stands in a clause about somebody: "buses for all who wish to leave".
    pub aside: bool,
}

pub(super) fn is(list: &[String], lemma: &str) -> bool {
    list.iter().any(|w| w == lemma || w.eq_ignore_ascii_case(lemma))
}

/// Children with one of these labels.
pub(super) fn kids<'a>(doc: &'a Doc, token: usize, deps: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    doc.children(token).filter(move |c| deps.contains(&doc.dep(*c)))
}

/// What the prepositions with this word below a token govern.
fn governed(doc: &Doc, token: usize, preposition: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for prep in kids(doc, token, &["prep", "agent", "dative"]) {
        let word = doc.lemma(prep);
        if word.eq_ignore_ascii_case(preposition) {
            found.extend(kids(doc, prep, &["pobj", "pcomp"]));
        }
    }
    found
}

fn own_subject(doc: &Doc, verb: usize) -> Option<usize> {
    let subject = kids(doc, verb, &["nsubj", "nsubjpass", "csubj"]).last();
    // "Upwards of 30 people fled": the parser takes the first word for an adverb.
    subject.or_else(|| {
        kids(doc, verb, &["advmod"])
            .filter(|a| *a < verb)
            .find_map(|a| governed(doc, a, "of").into_iter().find(|n| doc.dep(*n) == "pobj"))
    })
}

/// Whether the grammatical subject is the one that it happens to.
fn passive(doc: &Doc, verb: usize) -> bool {
    if kids(doc, verb, &["auxpass", "nsubjpass"]).next().is_some() {
        return true;
    }
    let (head, tag) = (doc.head(verb), doc.tag(verb));
    // "… and 30 wounded": a participle without its auxiliary.
    if tag == "VBN" && kids(doc, verb, &["aux", "dobj"]).next().is_none() && doc.dep(verb) == "conj" {
        return true;
    }
    if kids(doc, verb, &["nsubj"]).next().is_some() || tag != "VBN" && tag != "VBD" {
        return false;
    }
    // "Has been \"fully defeated\", a claim that …": what follows is taken for an object.
    if is_participle_of_be(doc, verb, head) {
        return true;
    }
    if kids(doc, verb, &["dobj"]).next().is_some() {
        return false;
    }
    match doc.dep(verb) {
        "acl" | "amod" => tag == "VBN",
        "conj" if head != verb => {
            let have = kids(doc, verb, &["aux"]).any(|a| doc.lemma(a) == "have");
            tag == "VBN" && !have && passive(doc, head)
        }
        _ => false,
    }
}

fn is_participle_of_be(doc: &Doc, verb: usize, head: usize) -> bool {
    head != verb && matches!(doc.dep(verb), "ccomp" | "acomp" | "attr") && doc.lemma(head) == "be"
}

/// The grammatical subject, looked for up the tree where the predicate has none of its own.
fn topic(doc: &Doc, predicate: usize) -> Option<usize> {
    let mut at = predicate;
    for _ in 0..CLIMB {
        if let Some(subject) = own_subject(doc, at) {
            let relative = matches!(doc.tag(subject), "WDT" | "WP") && doc.dep(at) == "relcl";
            return Some(if relative { doc.head(at) } else { subject });
        }
        let head = doc.head(at);
        if head == at {
            return None;
        }
        match doc.dep(at) {
            "acl" | "relcl" | "amod" => return Some(head),
            "conj" | "xcomp" | "acomp" | "attr" | "advcl" | "pcomp" | "prep" | "pobj" | "advmod" | "oprd"
            | "dobj" => at = head,
            "ccomp" if doc.lemma(head) == "be" => at = head,
            // "Officials believe most leaders remain free": the subject hangs from the wrong verb.
            "ccomp" => return kids(doc, head, &["dobj"]).find(|o| (head..at).contains(o)),
            _ => return None,
        }
    }
    None
}

/// Who does what a noun names: "the army carried out a series of raids".
fn doer(doc: &Doc, noun: usize) -> Vec<usize> {
    let mut at = noun;
    for _ in 0..CLIMB {
        let head = doc.head(at);
        match doc.dep(at) {
            _ if head == at => break,
            "pobj" if doc.lemma(head) == "of" => at = head,
            "prep" if doc.lemma(at) == "of" => at = head,
            "compound" => at = head,
            "dobj" | "nsubjpass" if verbal(doc, head) => return slot(doc, head, "subject"),
            _ => break,
        }
    }
    Vec::new()
}

/// The tokens that fill a slot of a trigger, with what "and" joins to them.
pub(super) fn slot(doc: &Doc, trigger: usize, name: &str) -> Vec<usize> {
    let verbal = matches!(doc.pos(trigger), "VERB" | "AUX");
    let found = match name {
        "self" => vec![trigger],
        "about" => Vec::new(),
        "topic" => topic(doc, trigger).into_iter().collect(),
        "subject" if verbal && passive(doc, trigger) => by(doc, trigger),
        "subject" => topic(doc, trigger).into_iter().collect(),
        "object" if verbal && passive(doc, trigger) => topic(doc, trigger).into_iter().collect(),
        "object" => object(doc, trigger),
        "poss" => kids(doc, trigger, &["poss"]).collect(),
        "compound" => kids(doc, trigger, &["compound", "amod", "nmod"]).collect(),
        "head" if doc.head(trigger) != trigger => vec![doc.head(trigger)],
        "head" => Vec::new(),
        "by" => by(doc, trigger),
        "figure" => figure(doc, trigger),
        "doer" => doer(doc, trigger),
        either if either.contains('|') => either.split('|').flat_map(|one| slot(doc, trigger, one)).collect(),
        preposition => governed(doc, trigger, preposition),
    };
    with_conjuncts(doc, found)
}

fn object(doc: &Doc, verb: usize) -> Vec<usize> {
    let own: Vec<usize> = kids(doc, verb, &["dobj", "dative"]).filter(|o| doc.dep(*o) == "dobj").collect();
    if own.is_empty()
        && doc.dep(verb) == "relcl"
        && own_subject(doc, verb).is_some_and(|s| doc.tag(s) != "WDT")
    {
        return vec![doc.head(verb)];
    }
    own
}

fn by(doc: &Doc, verb: usize) -> Vec<usize> {
    governed(doc, verb, "by")
}

/// The number that a noun is put at: "a toll of 40", "the toll rose to 40", "the toll is 40".
fn figure(doc: &Doc, noun: usize) -> Vec<usize> {
    let found: Vec<usize> = ["of", "to", "at"].iter().flat_map(|p| governed(doc, noun, p)).collect();
    if found.is_empty() { put_at(doc, noun) } else { found }
}

/// The number that the verb puts a noun at.
pub(super) fn put_at(doc: &Doc, noun: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let head = doc.head(noun);
    if head != noun && matches!(doc.dep(noun), "nsubj" | "nsubjpass" | "dobj") {
        found.extend(["to", "at", "past", "above"].iter().flat_map(|p| governed(doc, head, p)));
        // "From 44 to 41": the later number hangs from the earlier one's preposition.
        let from = kids(doc, head, &["prep"]).filter(|p| doc.lemma(*p) == "from");
        found.extend(from.flat_map(|p| governed(doc, p, "to")));
        if doc.dep(noun) != "dobj" {
            found.extend(kids(doc, head, &["attr", "dobj"]));
        }
    }
    found
}

fn with_conjuncts(doc: &Doc, heads: Vec<usize>) -> Vec<usize> {
    let mut all = heads;
    let mut i = 0;
    while i < all.len() {
        let token = all[i];
        all.extend(kids(doc, token, &["conj"]).filter(|c| !verbal(doc, *c)));
        i += 1;
    }
    all
}

/// How the predicate at `token` is said, as far as the words inside `inside` tell.
pub(super) fn mood(doc: &Doc, words: &Words, token: usize, inside: impl Fn(usize) -> bool) -> Mood {
    let mut mood = Mood::default();
    let (mut at, mut from) = (token, None);
    for _ in 0..CLIMB {
        own_mood(doc, words, at, from, &inside, &mut mood);
        let head = doc.head(at);
        if head == at || !inside(head) {
            break;
        }
        let lemma = doc.lemma(head);
        match doc.dep(at) {
            "xcomp" | "ccomp" | "pcomp" if is(&words.negating, lemma) => mood.negated = !mood.negated,
            "xcomp" if infinitive(doc, at) && !is(&words.factual, lemma) && lemma != "be" => {
                mood.unsaid = true
            }
            "ccomp" if is(&words.unsaying, lemma) => mood.unsaid = true,
            "ccomp" if is(&words.thinking, lemma) && own_thought(doc, words, head) => break,
            "ccomp" if is(&words.thinking, lemma) => mood.unsaid = true,
            "dobj" if is(&words.unsaying, lemma) => mood.unsaid = true,
            "advcl" | "acl" if infinitive(doc, at) => mood.unsaid = true,
            // What stands beside a verb is not negated with it: "did not die in the attack".
            // "Those who were not killed" says nothing of their number.
            "relcl" if mood.negated => mood.unsaid = true,
            "prep" if lemma == "be" => {}
            "relcl" => {
                mood.aside = true;
                break;
            }
            "advcl" | "acl" | "parataxis" | "prep" | "agent" | "npadvmod" => break,
            "conj" if kids(doc, at, &["nsubj", "nsubjpass"]).next().is_some() => break,
            _ => {}
        }
        (at, from) = (head, Some(at));
    }
    mood
}

/// Whether the thought is the speaker's or nobody's in particular: "we think", "it is thought".
fn own_thought(doc: &Doc, words: &Words, verb: usize) -> bool {
    topic(doc, verb).is_none_or(|s| {
        is(&words.speaker, doc.lemma(s))
            || is(&words.speaker, &doc.word(s).to_lowercase())
            || doc.lemma(s) == "it"
    })
}

pub(super) fn verbal(doc: &Doc, token: usize) -> bool {
    matches!(doc.pos(token), "VERB" | "AUX")
}

fn infinitive(doc: &Doc, token: usize) -> bool {
    kids(doc, token, &["aux"]).any(|a| doc.tag(a) == "TO")
}

fn own_mood(
    doc: &Doc,
    words: &Words,
    at: usize,
    from: Option<usize>,
    inside: &impl Fn(usize) -> bool,
    mood: &mut Mood,
) {
    for child in doc.children(at).filter(|c| inside(*c) && Some(*c) != from) {
        let lemma = doc.lemma(child);
        match doc.dep(child) {
            "neg" => mood.negated = !mood.negated,
            "det" | "advmod" | "preconj" | "cc" if is(&words.negations, lemma) => {
                mood.negated = !mood.negated
            }
            "nsubj" | "nsubjpass" | "dobj" | "attr" if nothing(doc, words, child) && verbal(doc, at) => {
                mood.negated = !mood.negated;
            }
            "aux" if is(&words.modals, doc.lemma(child)) => mood.unsaid = true,
            "aux" if is(&words.possible, doc.lemma(child)) => mood.possible = true,
            "aux" if is(&words.future, doc.lemma(child)) => mood.future = true,
            "mark" if is(&words.conditions, lemma) => mood.condition = true,
            _ => {}
        }
    }
}

/// "nobody", "none of them", "no civilians", "neither".
pub(super) fn nothing(doc: &Doc, words: &Words, noun: usize) -> bool {
    is(&words.negations, doc.lemma(noun))
        || kids(doc, noun, &["det", "nummod"]).any(|d| is(&words.negations, doc.lemma(d)))
}
