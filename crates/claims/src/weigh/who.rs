//! Who: the actors that a noun phrase names, belongs to or stands for.

use super::Sight;
use super::roles::class;
use super::tree::{is, kids};
use types::{Actor, ActorKind, Claim};
pub(super) use types::{Who, name_key as key};

/// The actors that a counted phrase names or belongs to: "army soldiers". A class without a name,
/// "12 rebels", is what its noun says already.
pub(super) fn named(sight: &Sight<'_>, claim: &Claim, core: usize) -> Vec<Who> {
    let mut found = Vec::new();
    look(sight, claim, core, 0, &mut found);
    if found.is_empty() {
        found.extend(kids(sight.doc, core, &["poss", "compound"]).find_map(|c| unnamed(sight, c)));
    }
    found
}

/// The actors that a phrase names, belongs to or stands for.
pub(super) fn whos(sight: &Sight<'_>, claim: &Claim, core: usize) -> Vec<Who> {
    let core = antecedent(sight, core, &[]).unwrap_or(core);
    let mut found = Vec::new();
    look(sight, claim, core, 0, &mut found);
    if found.is_empty() && own(sight, claim, core) {
        found.extend(speaking(sight, claim));
    }
    if found.is_empty() {
        let of_it = || kids(sight.doc, core, &["poss", "compound"]).find_map(|c| unnamed(sight, c));
        found.extend(spoken_of(sight, claim, core).or_else(|| unnamed(sight, core)).or_else(of_it));
    }
    found
}

/// The one actor that a claim speaks of beside its source.
pub(super) fn only_one(claim: &Claim) -> Option<Who> {
    let own = claim.source.as_ref().and_then(|s| s.actor.as_ref()).map(|a| &a.id);
    let mut about = claim.about.iter().filter(|a| Some(&a.id) != own && a.kind != ActorKind::Unnamed);
    match (about.next(), about.next()) {
        (Some(only), None) => Some(Who::named(&only.name)),
        _ => None,
    }
}

/// The noun that a pronoun of the third person stands for, as far as the sentence tells: the nearest
/// before it of one of these classes and of its number. Nothing where the actors know the pronoun.
pub(super) fn antecedent(sight: &Sight<'_>, pronoun: usize, classes: &[String]) -> Option<usize> {
    let doc = sight.doc;
    let word = doc.lemma(pronoun).to_lowercase();
    let plural = match word.as_str() {
        "it" | "its" => false,
        "they" | "them" | "their" => true,
        _ => return None,
    };
    if classes.is_empty() || sight.actors.at_head(pronoun).is_some() {
        return None;
    }
    let from = doc.sentence(doc.sentence_of(pronoun)).start;
    (from..pronoun).rev().find(|t| {
        let number = doc.tag(*t).ends_with('S') == plural && doc.pos(*t) == "NOUN";
        number && class(sight, *t).is_some_and(|c| sight.lexicon.is_one_of(c, classes))
    })
}

/// Whether a phrase speaks of somebody or something known: "the area", "our land", "it".
pub(super) fn definite(sight: &Sight<'_>, noun: usize) -> bool {
    let doc = sight.doc;
    let marked = |d: usize| matches!(doc.lemma(d), "the" | "this" | "that") || doc.dep(d) == "poss";
    doc.pos(noun) == "PRON" || kids(doc, noun, &["det", "poss"]).any(marked)
}

/// "The group", "the caliphate": the one actor that the claim speaks of, when there is one.
fn spoken_of(sight: &Sight<'_>, claim: &Claim, core: usize) -> Option<Who> {
    let doc = sight.doc;
    let named = ["groups", "territory", "positions"].map(str::to_owned);
    let stands =
        class(sight, core).is_some_and(|c| sight.lexicon.is_one_of(c, &named)) || doc.pos(core) == "PRON";
    let place = |name: &str| {
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        sight.lexicon.class_of(&last).is_some_and(|c| sight.lexicon.is_one_of(c, &["buildings".to_owned()]))
    };
    let mut about = claim
        .about
        .iter()
        .filter(|a| a.kind != ActorKind::Unnamed && a.kind != ActorKind::Document && !place(&a.name));
    match (about.next(), about.next()) {
        (Some(only), None) if stands && definite(sight, core) => Some(Who::named(&only.name)),
        _ => None,
    }
}

/// The actor with exactly this name or alias, capitals included.
fn exactly<'a>(sight: &'a Sight<'_>, word: &str) -> Option<&'a Actor> {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    sight
        .actors
        .actors
        .iter()
        .filter(|a| capital && a.named)
        .find(|a| a.name == word || a.aliases.iter().any(|n| n == word))
}

/// The canonical name of a name or an alias that the document or the claim knows.
fn canonical(sight: &Sight<'_>, words: &str) -> Who {
    let bare = Who::named(words);
    let known = sight.actors.actors.iter().find(|a| {
        a.name.eq_ignore_ascii_case(&bare.name)
            || a.aliases.iter().any(|n| n.eq_ignore_ascii_case(&bare.name))
    });
    let short = format!(" {}", bare.name);
    let mut ends = sight.actors.actors.iter().filter(|a| a.named && a.kind != ActorKind::Person);
    // "League fighters", of the Northern League, when there is one league.
    let ends = || match (ends.find(|a| a.name.ends_with(&short)), ends.find(|a| a.name.ends_with(&short))) {
        (Some(only), None) if bare.name.starts_with(char::is_uppercase) => Some(only),
        _ => None,
    };
    known.or_else(ends).map_or(bare.clone(), |a| Who::named(&a.name))
}

fn look(sight: &Sight<'_>, claim: &Claim, at: usize, depth: usize, found: &mut Vec<Who>) {
    let doc = sight.doc;
    if is(&sight.words().speaker, doc.lemma(at)) || is(&sight.words().speaker, doc.word(at)) {
        return found.extend(speaker(claim));
    }
    if let Some(actor) = sight.actors.at_head(at).filter(|a| a.named && a.kind != ActorKind::Unnamed) {
        // "His troops" are not his but his side's.
        let commanded = depth > 0 && is(&sight.words().commanded, doc.lemma(doc.head(at)));
        let name = match actor.affiliations.first() {
            Some(body) if commanded && actor.kind == ActorKind::Person => body,
            // Whose troops they are is then not known.
            None if commanded && actor.kind == ActorKind::Person => return,
            _ => &actor.name,
        };
        return found.push(Who::named(name));
    }
    // A short name that the tagger took for another word: "IS fighters".
    if let Some(actor) = exactly(sight, doc.word(at)).filter(|_| depth > 0) {
        return found.push(Who::named(&actor.name));
    }
    let before = found.len();
    for child in kids(doc, at, &["poss", "compound", "nmod", "amod", "nummod"]) {
        if depth < 3 {
            look(sight, claim, child, depth + 1, found);
        }
        if found.len() > before {
            return;
        }
    }
    let modifies = depth > 0 && doc.dep(at) == "amod";
    let entity = doc.entity_of(at).map(|e| &doc.entities()[e]).filter(|_| !modifies);
    if let Some(entity) = entity.filter(|e| matches!(doc.label(e), "ORG" | "NORP" | "GPE" | "PERSON")) {
        let words = &doc.text()[doc.start(entity.start)..doc.end(entity.end - 1)];
        return found.push(canonical(sight, words));
    }
    if doc.pos(at) == "PROPN" && depth < 3 && doc.dep(at) != "amod" {
        return found.push(canonical(sight, doc.word(at)));
    }
    for prep in kids(doc, at, &["prep"]).filter(|p| doc.lemma(*p) == "of" && depth < 2) {
        kids(doc, prep, &["pobj"]).for_each(|o| look(sight, claim, o, depth + 1, found));
    }
}

/// "We", "our": the body that the source speaks for.
fn speaker(claim: &Claim) -> Option<Who> {
    let source = claim.source.as_ref()?;
    let body = source.affiliations.first().map(String::as_str);
    // A person alone is not "we".
    let own = source.actor.as_ref().filter(|a| a.kind != ActorKind::Person).map(|a| a.name.as_str());
    body.or(own).map(Who::named)
}

/// "The army said it had taken the bridge", "that its troops had": a pronoun without another actor to
/// stand for, or what belongs to one, is the speaker's.
fn own(sight: &Sight<'_>, claim: &Claim, core: usize) -> bool {
    let doc = sight.doc;
    let back = |t: usize| {
        let third = matches!(doc.lemma(t).to_lowercase().as_str(), "it" | "its" | "they" | "their");
        let named = sight.actors.at_head(t).is_some_and(|a| a.named);
        third && !named && claim.content.spans.iter().any(|s| s.start <= doc.start(t) && doc.start(t) < s.end)
    };
    let theirs = || kids(doc, core, &["poss"]).any(back) && is(&sight.words().commanded, doc.lemma(core));
    back(core) || theirs()
}

/// The body that speaks: the army, a ministry, a group; nobody for residents or doctors.
pub(super) fn speaking(sight: &Sight<'_>, claim: &Claim) -> Option<Who> {
    let source = claim.source.as_ref()?;
    let head = source.spans.last().map(|s| sight.doc.token_at(s.end.saturating_sub(1)))?;
    let acts = ["groups", "fighters", "states"].map(str::to_owned);
    let body = (head < sight.doc.len())
        .then(|| class(sight, head))
        .flatten()
        .is_some_and(|c| sight.lexicon.is_one_of(c, &acts));
    let kind = source.actor.as_ref().map(|a| a.kind);
    let group = matches!(kind, Some(ActorKind::Group | ActorKind::Organisation | ActorKind::State));
    if body || group || !source.affiliations.is_empty() { speaker(claim) } else { None }
}

/// "The rebels", "troops": an actor without a name is known by its noun.
fn unnamed(sight: &Sight<'_>, core: usize) -> Option<Who> {
    let doc = sight.doc;
    let class = sight.lexicon.class_of(doc.lemma(core))?;
    let acts = sight.lexicon.is_one_of(class, &["fighters".to_owned(), "groups".to_owned()]);
    if !acts || doc.pos(core) != "NOUN" || is(&sight.words().sides, doc.lemma(core)) {
        return None;
    }
    // "Northern special forces", but not "additional" or "remaining" ones: the modifiers that stand
    // between a name or noun and the head.
    let from = kids(doc, core, &["compound", "amod", "nmod"])
        .filter(|c| *c < core)
        .find(|c| doc.entity_of(*c).is_some() || doc.dep(*c) == "compound")
        .unwrap_or(core);
    Some(Who::named(&doc.text()[doc.start(from)..doc.end(core)]))
}
