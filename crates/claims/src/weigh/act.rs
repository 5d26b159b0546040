//! What a claim says outside of the kinds of question: who did what, where, and whether it was so.
//!
//! An act is its verb with all that the verb governs, word for word: "approve the port budget", "sell
//! the ferry to the navy". Only claims of the same actors, act and place within few days stand under one
//! question, so that nothing is set against anything it does not mean. Verbs that mean the same, or the contrary,
//! are listed in `lexicons/questions/acts.toml`. Acts that are only alike, by the vectors of their words, are
//! offered as suggestions: such vectors put "approve" and "postpone" close together.

use super::reading::{Inside, Reading};
use super::sketch::sketch;
use super::tree::{self, is, kids};
use super::{Sight, roles, trigger, who};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use types::{Certainty, Claim, Spot, Stance, Who, name_key};

/// Things of things are followed so far.
const DEPTH: usize = 2;
/// A verb has at least so many letters; what is shorter is a piece of a word.
const SHORTEST: usize = 2;
/// An act has at most so many things: with more, no two claims say the same.
const THINGS: usize = 3;

/// Words for acts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acts {
    /// Verbs that say enough without an object.
    #[serde(default)]
    alone: Vec<String>,
    /// Verbs of saying, of thinking and of being: what they govern is no deed.
    #[serde(default)]
    never: Vec<String>,
    /// Nouns for bodies that act: with a word before them they say which.
    #[serde(default)]
    bodies: Vec<String>,
    /// Verbs that say little: what is likened is their object.
    #[serde(default)]
    light: Vec<String>,
    /// Adverbs under which a negation leaves nothing open.
    #[serde(default)]
    plain: Vec<String>,
    /// Prepositions of time and manner.
    #[serde(default)]
    beside: Vec<String>,
}

/// Verbs of one meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sense {
    /// The verb that stands for all.
    name: String,
    /// Lemmas, with their particle: "turn down".
    words: Vec<String>,
    /// Those of the contrary.
    #[serde(default)]
    not: Vec<String>,
}

/// The verb that stands for each, and whether it says the contrary.
pub(super) fn senses(all: &[Sense]) -> FxHashMap<String, (String, bool)> {
    let of = |s: &Sense, words: &[String], not: bool| -> Vec<(String, (String, bool))> {
        words.iter().map(|w| (w.clone(), (s.name.clone(), not))).collect()
    };
    all.iter().flat_map(|s| [of(s, &s.words, false), of(s, &s.not, true)].concat()).collect()
}

/// What one claim says somebody did.
pub(super) struct Act {
    /// Index of the claim.
    pub claim: usize,
    /// In the order of their keys.
    pub who: Vec<Who>,
    /// "approve the port budget".
    pub words: String,
    pub place: Option<Spot>,
    /// Whether it was so.
    pub yes: bool,
    /// The words by their vectors.
    pub sense: Option<String>,
    /// The verb.
    pub token: usize,
}

/// The acts of the claims that no kind of question knows, in order.
pub(super) fn acts(sight: &Sight<'_>, claims: &[Claim], readings: &[Reading]) -> Vec<Act> {
    let known: FxHashSet<usize> = readings.iter().map(|r| r.claim).collect();
    (0..claims.len()).filter(|c| !known.contains(c)).filter_map(|c| act(sight, claims, c)).collect()
}

fn act(sight: &Sight<'_>, claims: &[Claim], index: usize) -> Option<Act> {
    let (doc, claim) = (sight.doc, &claims[index]);
    let says = matches!(claim.stance, Stance::Asserts | Stance::Denies | Stance::Accuses);
    let own = claim.publisher_voice && claim.cue.is_none();
    if !says || own || matches!(claim.certainty, Certainty::Possible | Certainty::Unknown) {
        return None;
    }
    let inside = Inside::of(sight, claim);
    let verb = verb(sight, claim, &inside)?;
    let clause = ["ccomp", "xcomp", "acomp", "attr", "oprd", "conj"];
    if doc.pos(verb) != "VERB" || kids(doc, verb, &clause).any(|k| inside.holds(k) && complex(doc, k)) {
        return None;
    }
    let mood = tree::mood(doc, sight.words(), verb, |t| inside.holds(t));
    let conditional = || conditions(sight, verb);
    // "Refused to leave" is of what is to come.
    let aux = |what: &str| kids(doc, verb, &["aux"]).any(|a| doc.lemma(a) == what || doc.tag(a) == what);
    if aux("TO") && !aux("have") {
        return None;
    }
    if mood.unsaid || mood.condition || mood.future || mood.possible || conditional() {
        return None;
    }
    if mood.negated && kids(doc, verb, &["advmod"]).any(|a| !is(&sight.lexicon.acts.plain, doc.lemma(a))) {
        return None;
    }
    let who = actors(sight, claim, verb)?;
    let mut phrase = Phrase::of(sight, claim, verb, &who)?;
    let contrary = phrase.contrary;
    let negated = (mood.negated != trigger::flips(sight, claim)) != contrary;
    Some(Act {
        claim: index,
        who,
        place: roles::place(sight, claim, verb),
        yes: !negated,
        sense: sketch(doc, &phrase.heads),
        words: std::mem::take(&mut phrase.words),
        token: verb,
    })
}

/// The verb that governs all that is said.
fn verb(sight: &Sight<'_>, claim: &Claim, inside: &Inside) -> Option<usize> {
    let doc = sight.doc;
    let mut tokens = inside.tokens.iter().copied();
    if claim.stance == Stance::Accuses {
        return tokens.find(|t| doc.dep(*t) == "pcomp");
    }
    tokens.find(|t| !inside.holds(doc.head(*t)) || doc.head(*t) == *t)
}

/// A clause of its own, which says more than the verb above it.
fn complex(doc: &nlp::Doc, token: usize) -> bool {
    doc.dep(token) != "conj" || tree::verbal(doc, token)
}

/// "… if the army attacks".
fn conditions(sight: &Sight<'_>, verb: usize) -> bool {
    let doc = sight.doc;
    let marked = |c: usize| kids(doc, c, &["mark"]).any(|m| is(&sight.words().conditions, doc.lemma(m)));
    kids(doc, verb, &["advcl"]).any(marked)
}

/// Who does it: only actors that the text names or knows, all of them.
fn actors(sight: &Sight<'_>, claim: &Claim, verb: usize) -> Option<Vec<Who>> {
    let subjects = accused(sight, claim, verb).unwrap_or_else(|| tree::slot(sight.doc, verb, "subject"));
    let mut found: Vec<Who> = Vec::new();
    for subject in subjects {
        let core = roles::core(sight, subject);
        let whos = who::whos(sight, claim, core);
        if whos.is_empty() {
            found.push(body(sight, core)?);
        }
        found.extend(whos);
    }
    found.sort();
    found.dedup_by(|a, b| a.key == b.key);
    (!found.is_empty()).then_some(found)
}

/// "The harbour union": a body without a name of its own, by at least two words; "the union" may be any.
fn body(sight: &Sight<'_>, core: usize) -> Option<Who> {
    let doc = sight.doc;
    let first = kids(doc, core, &["compound", "amod"]).find(|c| *c < core)?;
    let acts = is(&sight.lexicon.acts.bodies, doc.lemma(core));
    (acts && who::definite(sight, core)).then(|| Who::named(&doc.text()[doc.start(first)..doc.end(core)]))
}

/// "Accused the ministry of bribing judges": the ministry, and not who accuses.
fn accused(sight: &Sight<'_>, claim: &Claim, verb: usize) -> Option<Vec<usize>> {
    let doc = sight.doc;
    if claim.stance != Stance::Accuses || doc.dep(verb) != "pcomp" {
        return None;
    }
    // "Of bribing" hangs from the verb or, by some parses, from whom it accuses.
    let above = doc.head(doc.head(verb));
    let found: Vec<usize> = kids(doc, above, &["dobj", "nsubjpass"]).collect();
    Some(if found.is_empty() && !tree::verbal(doc, above) { vec![above] } else { found })
}

/// A verb with what it governs.
struct Phrase {
    words: String,
    /// The verb, unless it says little, and the nouns that it governs.
    heads: Vec<usize>,
    /// The verb is a contrary of the one that stands in the words.
    contrary: bool,
}

impl Phrase {
    /// Nothing where somebody would do it to itself: then one of the two is misread.
    fn of(sight: &Sight<'_>, claim: &Claim, verb: usize, who: &[Who]) -> Option<Phrase> {
        let doc = sight.doc;
        let particle = kids(doc, verb, &["prt"]).next();
        let lemma = doc.lemma(verb).to_lowercase();
        if lemma.chars().count() < SHORTEST || !lemma.chars().all(char::is_alphabetic) {
            return None;
        }
        let lemma = particle.map_or(lemma.clone(), |p| format!("{lemma} {}", doc.word(p).to_lowercase()));
        let (name, contrary) = sight.lexicon.senses.get(&lemma).cloned().unwrap_or((lemma.clone(), false));
        if is(&sight.lexicon.acts.never, &name) {
            return None;
        }
        let heads = if is(&sight.lexicon.acts.light, &name) { Vec::new() } else { vec![verb] };
        let mut phrase = Phrase { words: name, heads, contrary };
        let mut things = 0;
        for object in tree::slot(doc, verb, "object") {
            phrase.add(sight, claim, if things > 0 { "and" } else { "" }, object, who)?;
            things += 1;
        }
        for prep in kids(doc, verb, &["prep", "dative"]) {
            let word = doc.lemma(prep).to_lowercase();
            if is(&sight.lexicon.acts.beside, &word) {
                continue;
            }
            let governed: Vec<usize> = kids(doc, prep, &["pobj"]).collect();
            if governed.is_empty() && doc.dep(prep) == "prep" {
                // "Without asking": another clause.
                return None;
            }
            for noun in governed.into_iter().filter(|n| !circumstance(sight, claim, *n)) {
                phrase.add(sight, claim, &word, noun, who)?;
                things += 1;
            }
        }
        let alone = things == 0 && is(&sight.lexicon.acts.alone, &phrase.words);
        (alone || (1..=THINGS).contains(&things)).then_some(phrase)
    }

    fn add(
        &mut self,
        sight: &Sight<'_>,
        claim: &Claim,
        preposition: &str,
        noun: usize,
        who: &[Who],
    ) -> Option<()> {
        let words = thing(sight, claim, noun, 0)?;
        let core = roles::core(sight, noun);
        let named = sight.actors.at_head(core).map(|a| name_key(&a.name));
        if who.iter().any(|w| Some(&w.key) == named.as_ref()) {
            return None;
        }
        self.heads.push(core);
        for word in [preposition, &words].into_iter().filter(|w| !w.is_empty()) {
            self.words += " ";
            self.words += word;
        }
        Some(())
    }
}

/// A time or a place: where and when stand beside the act.
fn circumstance(sight: &Sight<'_>, claim: &Claim, noun: usize) -> bool {
    let doc = sight.doc;
    let label = doc.entity_of(noun).map(|e| doc.label(&doc.entities()[e]));
    matches!(label, Some("DATE" | "TIME")) || roles::named_place(sight, claim, noun)
}

/// A noun phrase as part of an act: an actor by its name, a thing by its words; nothing for pronouns that stand
/// for somebody unknown, and for numbers, which are a matter of more or less.
fn thing(sight: &Sight<'_>, claim: &Claim, outer: usize, depth: usize) -> Option<String> {
    let doc = sight.doc;
    let counted = |t: usize| kids(doc, t, &["nummod", "quantmod"]).next().is_some() || doc.pos(t) == "NUM";
    let core = roles::core(sight, outer);
    let phrase = doc.start(doc.edges(outer).0)..doc.end(core.max(outer));
    if counted(outer) || counted(core) || claim.quantities.iter().any(|q| phrase.contains(&q.span.start)) {
        return None;
    }
    if let Some(actor) = sight.actors.at_head(core).filter(|a| a.named) {
        return Some(Who::named(&actor.name).name);
    }
    if !matches!(doc.pos(core), "NOUN" | "PROPN") {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for modifier in kids(doc, core, &["poss", "compound", "amod", "nmod"]).filter(|m| *m < core) {
        match doc.pos(modifier) {
            // "Its troops" are those of whoever acts, as far as anybody can tell.
            "PRON" => {}
            "PROPN" => words.push(doc.word(modifier).to_owned()),
            _ => words.push(doc.lemma(modifier).to_lowercase()),
        }
    }
    let proper = doc.pos(core) == "PROPN";
    words.push(if proper { doc.word(core).to_owned() } else { doc.lemma(core).to_lowercase() });
    for prep in kids(doc, core, &["prep"]) {
        for noun in kids(doc, prep, &["pobj"]).filter(|n| !circumstance(sight, claim, *n)) {
            let below = if depth < DEPTH { thing(sight, claim, noun, depth + 1)? } else { return None };
            words.push(format!("{} {below}", doc.lemma(prep).to_lowercase()));
        }
    }
    let words = words.join(" ");
    Some(if proper { words } else { format!("the {words}") })
}
