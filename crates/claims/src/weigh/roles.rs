//! Who, what class, how many and where, from the noun phrase that fills a slot.

use super::Sight;
use super::tree::{is, kids, verbal};
use types::{ActorKind, Claim, Measure, Place, PlaceKind, PlaceRole, Quantity};

/// An actor as a key uses it: by canonical name in lower case, so that the same body is the same key
/// in any document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Who {
    /// [`key`] of the canonical name.
    pub key: String,
    /// As it is printed.
    pub name: String,
}

impl Who {
    pub fn named(name: &str) -> Who {
        let name = bare(name);
        Who { key: key(name), name: name.to_owned() }
    }
}

fn bare(name: &str) -> &str {
    let name = name.trim();
    let cut = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|a| name.strip_prefix(a));
    cut.unwrap_or(name)
}

/// A name for comparing: without article and case, "the rebels" as "rebel".
pub(super) fn key(name: &str) -> String {
    let mut key = bare(name).to_lowercase();
    if key.len() > 4 && key.ends_with('s') && !key.ends_with("ss") {
        key.pop();
    }
    key
}

/// A place as a key uses it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spot {
    pub name: String,
    pub geonames: Option<u32>,
    pub parents: Vec<String>,
    /// A country or larger: too wide to say which event is meant.
    pub wide: bool,
}

impl Spot {
    pub fn of(place: &Place) -> Spot {
        let wide = matches!(place.kind, PlaceKind::Country | PlaceKind::Region);
        Spot { name: place.name.clone(), geonames: place.geonames, parents: place.parents.clone(), wide }
    }

    pub fn same(&self, other: &Spot) -> bool {
        match (self.geonames, other.geonames) {
            (Some(a), Some(b)) => a == b,
            _ => self.name.eq_ignore_ascii_case(&other.name),
        }
    }

    /// Whether this place holds the other and is not the same.
    pub fn holds(&self, other: &Spot) -> bool {
        !self.same(other) && other.parents.iter().any(|p| p.eq_ignore_ascii_case(&self.name))
    }
}

/// The noun that a phrase is about, below what only measures it: "hundreds of fighters" is about
/// fighters.
pub(super) fn core(sight: &Sight<'_>, outer: usize) -> usize {
    let doc = sight.doc;
    let mut at = outer;
    for _ in 0..4 {
        let measures = matches!(doc.pos(at), "NUM" | "PRON" | "DET" | "ADJ")
            || is(&sight.words().partitives, doc.lemma(at));
        let below = kids(doc, at, &["prep"])
            .filter(|p| doc.lemma(*p) == "of")
            .find_map(|p| kids(doc, p, &["pobj"]).next());
        match below {
            Some(below) if measures => at = below,
            _ => return at,
        }
    }
    at
}

/// Class of a phrase; nothing for a number or pronoun that stands for one.
pub(super) fn class(sight: &Sight<'_>, core: usize) -> Option<usize> {
    let doc = sight.doc;
    if let Some(class) = sight.lexicon.class_of(doc.lemma(core)) {
        return Some(class);
    }
    let person = doc.entity_of(core).is_some_and(|e| doc.label(&doc.entities()[e]) == "PERSON");
    let actor = sight.actors.at_head(core).map(|a| a.kind);
    match actor {
        Some(ActorKind::Person) => sight.lexicon.class_named("person"),
        Some(ActorKind::Group | ActorKind::Organisation) => sight.lexicon.class_named("groups"),
        Some(ActorKind::State) => sight.lexicon.class_named("states"),
        _ if person => sight.lexicon.class_named("person"),
        _ => match doc.entity_of(core).map(|e| doc.label(&doc.entities()[e])) {
            Some("ORG") => sight.lexicon.class_named("groups"),
            _ => None,
        },
    }
}

/// Whether a phrase stands for a noun that is not there: "another 300", "many of whom", "they".
pub(super) fn elliptic(sight: &Sight<'_>, core: usize) -> bool {
    let doc = sight.doc;
    matches!(doc.pos(core), "NUM" | "PRON" | "DET") || is(&sight.words().partitives, doc.lemma(core))
}

/// The actors that a phrase names or belongs to.
pub(super) fn whos(sight: &Sight<'_>, claim: &Claim, core: usize) -> Vec<Who> {
    let core = antecedent(sight, core, &[]).unwrap_or(core);
    let mut found = Vec::new();
    look(sight, claim, core, 0, &mut found);
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

/// Whether a phrase is only a part: "most of the city", "almost all", "90 percent of".
pub(super) fn partial(sight: &Sight<'_>, claim: &Claim, outer: usize, core: usize) -> bool {
    let (doc, words) = (sight.doc, sight.words());
    let part = |t: usize| {
        is(&words.partial, doc.lemma(t))
            || kids(doc, t, &["advmod", "amod", "predet", "det", "quantmod"])
                .any(|m| is(&words.partial, doc.lemma(m)))
    };
    let (left, _) = doc.edges(outer);
    let share = claim.quantities.iter().any(|q| {
        q.measure == Measure::Share
            && q.low.is_some_and(|l| l < 100.0)
            && (doc.start(left)..doc.end(core.max(outer))).contains(&q.span.start)
    });
    part(outer) || part(core) || share
}

/// "The group", "the caliphate": the one actor that the claim speaks of, when there is one.
fn spoken_of(sight: &Sight<'_>, claim: &Claim, core: usize) -> Option<Who> {
    let doc = sight.doc;
    let named = ["groups", "territory", "positions"].map(str::to_owned);
    let stands =
        class(sight, core).is_some_and(|c| sight.lexicon.is_one_of(c, &named)) || doc.pos(core) == "PRON";
    let definite = doc.pos(core) == "PRON"
        || kids(doc, core, &["det", "poss"])
            .any(|d| matches!(doc.lemma(d), "the" | "this" | "that") || doc.dep(d) == "poss");
    let mut about =
        claim.about.iter().filter(|a| a.kind != ActorKind::Unnamed && a.kind != ActorKind::Document);
    match (about.next(), about.next()) {
        (Some(only), None) if stands && definite => Some(Who::named(&only.name)),
        _ => None,
    }
}

/// The canonical name of a name or an alias that the document or the claim knows.
fn canonical(sight: &Sight<'_>, words: &str) -> Who {
    let bare = Who::named(words);
    let known = sight.actors.actors.iter().find(|a| {
        a.name.eq_ignore_ascii_case(&bare.name)
            || a.aliases.iter().any(|n| n.eq_ignore_ascii_case(&bare.name))
    });
    known.map_or(bare, |a| Who::named(&a.name))
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
            _ => &actor.name,
        };
        return found.push(Who::named(name));
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
    let own = source.actor.as_ref().map(|a| a.name.as_str());
    body.or(own).map(Who::named)
}

/// "The rebels", "troops": an actor without a name is known by its noun.
fn unnamed(sight: &Sight<'_>, core: usize) -> Option<Who> {
    let doc = sight.doc;
    let class = sight.lexicon.class_of(doc.lemma(core))?;
    let acts = sight.lexicon.is_one_of(class, &["fighters".to_owned(), "groups".to_owned()]);
    if !acts || doc.pos(core) != "NOUN" {
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

/// How many of a phrase: the quantity of the claim that stands in it, nearest before its noun.
pub(super) fn count<'a>(
    sight: &Sight<'_>,
    claim: &'a Claim,
    outer: usize,
    core: usize,
) -> Option<&'a Quantity> {
    let doc = sight.doc;
    let (left, _) = doc.edges(outer);
    let (from, to) = (doc.start(left.min(core)), doc.end(core.max(outer)));
    claim
        .quantities
        .iter()
        .filter(|q| q.span.end > from && q.span.start < to && q.measure != Measure::Amount)
        .filter(|q| countable(sight, q, core))
        .filter(|q| holds_number(sight, q, outer, core))
        .min_by_key(|q| doc.end(core).abs_diff(q.span.end))
}

fn countable(sight: &Sight<'_>, quantity: &Quantity, core: usize) -> bool {
    let unit = quantity.unit.as_deref();
    unit.is_none_or(|u| {
        u == "person" || u == sight.doc.lemma(core) || sight.lexicon.class_of(u).is_some() || u == "percent"
    })
}

/// Whether the number belongs to this noun: its tokens hang below the phrase without a clause between.
fn holds_number(sight: &Sight<'_>, quantity: &Quantity, outer: usize, core: usize) -> bool {
    let doc = sight.doc;
    let first = doc.token_at(quantity.span.start);
    (first..doc.len()).take_while(|t| doc.start(*t) < quantity.span.end).any(|t| {
        let mut at = t;
        for _ in 0..6 {
            if at == core || at == outer {
                return true;
            }
            // Another clause, an apposition or a second noun has a count of its own.
            if matches!(doc.dep(at), "appos" | "relcl" | "acl" | "conj" | "ROOT") || verbal(doc, at) {
                return false;
            }
            at = doc.head(at);
        }
        // "Upwards of 30 people": the modifier may hang from the verb.
        false
    }) || (quantity.span.start..quantity.span.end).contains(&doc.start(core))
}

/// Where: of the places where the claim's event is put, the innermost, and of several apart the one
/// nearest to the word.
pub(super) fn place(sight: &Sight<'_>, claim: &Claim, token: usize) -> Option<Spot> {
    let near = |p: &Place| sight.doc.token_at(p.span.start).abs_diff(token);
    let mut places: Vec<&Place> = claim.places.iter().filter(|p| p.role == PlaceRole::Event).collect();
    places.sort_by_key(|p| (p.kind == PlaceKind::Physical, near(p)));
    let nearest = Spot::of(places.first()?);
    let mut inner: Vec<Spot> = places.iter().map(|p| Spot::of(p)).filter(|p| nearest.holds(p)).collect();
    inner.sort_by_key(|p| std::cmp::Reverse(p.parents.len()));
    let innermost = inner.first().filter(|i| inner.iter().all(|p| p.same(i) || p.holds(i)));
    Some(innermost.cloned().unwrap_or(nearest))
}
