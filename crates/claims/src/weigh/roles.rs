//! What class, how many and where, from the noun phrase that fills a slot.

use super::Sight;
use super::tree::{is, kids, verbal};
use super::who;
use types::{ActorKind, Claim, Measure, Place, PlaceKind, PlaceRole, Quantity, Spot};

/// A place as a question uses it.
fn spot(place: &Place) -> Spot {
    let wide = matches!(place.kind, PlaceKind::Country | PlaceKind::Region);
    Spot { name: place.name.clone(), geonames: place.geonames, parents: place.parents.clone(), wide }
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
    let Some(nearest) = places.first().map(|p| spot(p)) else { return written(sight, claim, token) };
    let mut inner: Vec<Spot> = places.iter().map(|p| spot(p)).filter(|p| nearest.holds(p)).collect();
    inner.sort_by_key(|p| std::cmp::Reverse(p.parents.len()));
    let innermost = inner.first().filter(|i| inner.iter().all(|p| p.same(i) || p.holds(i)));
    Some(innermost.cloned().unwrap_or(nearest))
}

/// A place that the gazetteer does not know, as it is written: the name after "in" or "near" that
/// stands nearest to the word. Two such places are at least told apart.
fn written(sight: &Sight<'_>, claim: &Claim, token: usize) -> Option<Spot> {
    let doc = sight.doc;
    let name = |prep: usize| {
        let noun = kids(doc, prep, &["pobj"]).find(|n| doc.pos(*n) == "PROPN")?;
        let entity = doc.entity_of(noun).map(|e| doc.label(&doc.entities()[e]));
        let other = matches!(entity, Some("DATE" | "TIME" | "EVENT")) || sight.actors.at_head(noun).is_some();
        let before = kids(doc, noun, &["compound"]).next().unwrap_or(noun).min(noun);
        (!other).then(|| doc.text()[doc.start(before)..doc.end(noun)].to_owned())
    };
    let place = super::reading::Inside::of(sight, claim)
        .tokens
        .into_iter()
        .filter(|t| doc.dep(*t) == "prep" && is(&sight.words().locating, doc.lemma(*t)))
        .filter_map(|t| name(t).map(|n| (t.abs_diff(token), n)))
        .min()?;
    Some(Spot { name: place.1, geonames: None, parents: Vec::new(), wide: false })
}

/// How many claims back the place may stand in which "the bridge" or "the town" is.
const BACK: usize = 6;

/// Whether a noun names a place.
pub(super) fn named_place(sight: &Sight<'_>, claim: &Claim, noun: usize) -> bool {
    let doc = sight.doc;
    let label = doc.entity_of(noun).map(|e| doc.label(&doc.entities()[e]));
    let place = matches!(label, Some("GPE" | "LOC" | "FAC")) && doc.pos(noun) == "PROPN";
    place || at(sight, claim, noun).is_some()
}

/// The place of a claim that stands at this noun.
fn at<'a>(sight: &Sight<'_>, claim: &'a Claim, noun: usize) -> Option<&'a Place> {
    let byte = sight.doc.start(noun);
    claim.places.iter().find(|p| p.span.start <= byte && byte < p.span.end)
}

/// The place or thing that a noun stands for: a named place; a settlement, "the town"; or something in
/// one, "the bridge". Nothing where the text does not say which.
pub(super) fn site(sight: &Sight<'_>, claims: &[Claim], index: usize, noun: usize) -> Option<Spot> {
    let (doc, claim) = (sight.doc, &claims[index]);
    if let Some(place) = at(sight, claim, noun) {
        return Some(spot(place));
    }
    let class = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        sight.lexicon.class_of(doc.lemma(noun)).is_some_and(|c| sight.lexicon.is_one_of(c, &names))
    };
    let thing = class(&["buildings"]);
    if doc.pos(noun) == "PROPN" && !thing {
        return named_place(sight, claim, noun).then(|| bare(doc.word(noun).to_owned()));
    }
    // "The town of Orlo".
    let below = kids(doc, noun, &["prep"]).filter(|p| doc.lemma(*p) == "of");
    let named = below.flat_map(|p| kids(doc, p, &["pobj"])).find(|n| doc.pos(*n) == "PROPN");
    if let Some(name) = named.filter(|_| !thing) {
        return at(sight, claim, name).map(spot).or_else(|| Some(bare(doc.word(name).to_owned())));
    }
    let known = who::definite(sight, noun) || doc.pos(noun) == "PROPN";
    let near = place(sight, claim, noun)
        .or_else(|| known.then(|| before(sight, claims, index, !thing)).flatten())?;
    if !thing {
        return Some(near);
    }
    Some(bare(format!("the {} in {}", doc.lemma(noun).to_lowercase(), near.name)))
}

fn bare(name: String) -> Spot {
    Spot { name, geonames: None, parents: Vec::new(), wide: false }
}

/// The place where the claims before this one are put: the nearest, a country only where it may be one.
fn before(sight: &Sight<'_>, claims: &[Claim], index: usize, wide: bool) -> Option<Spot> {
    let near = claims[index.saturating_sub(BACK)..index].iter().rev();
    near.filter_map(|c| place(sight, c, sight.doc.token_at(c.span.start))).find(|p| wide || !p.wide)
}
