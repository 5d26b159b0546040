//! What class, how many and where, from the noun phrase that fills a slot.

use super::Sight;
use super::tree::{is, kids, verbal};
use super::who;
use std::collections::BTreeMap;
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
        let armed = sight.lexicon.classes[class].name == "people"
            && kids(doc, core, &["amod"]).any(|a| is(&sight.words().bearing_arms, doc.lemma(a)));
        return if armed { sight.lexicon.class_named("fighters") } else { Some(class) };
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

/// Whether a phrase leaves nobody out: "every family", "everyone".
pub(super) fn whole(sight: &Sight<'_>, outer: usize) -> bool {
    let (doc, words) = (sight.doc, &sight.words().whole);
    is(words, doc.lemma(outer))
        || kids(doc, outer, &["det", "predet", "amod"]).any(|d| is(words, doc.lemma(d)))
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

/// How many, where the number stands beside a noun that counts: "the number of people killed rose to 19",
/// "its count of deaths from 44 to 41". Ends of the number.
pub(super) fn figured(
    sight: &Sight<'_>,
    claim: &Claim,
    core: usize,
    trigger: usize,
) -> Option<(f64, Option<f64>)> {
    let doc = sight.doc;
    let of = doc.head(core);
    let noun = doc.head(of);
    if doc.lemma(of) != "of" || noun == of || !is(&sight.words().tallies, doc.lemma(noun)) {
        return None;
    }
    let mut put = super::tree::put_at(doc, noun);
    // "The number of civilians killed at seven": the grammar hangs the number from the participle.
    let below = [noun, trigger].into_iter().flat_map(|t| ["at", "to"].map(|p| super::tree::slot(doc, t, p)));
    put.extend(below.flatten());
    put.into_iter().find_map(|t| {
        let at = doc.start(t)..doc.end(t);
        let held = |q: &&Quantity| q.span.start < at.end && at.start < q.span.end;
        let q = claim.quantities.iter().filter(held).find(|q| countable(sight, q, core))?;
        let moved = q.value.split_once('-').and_then(|(_, to)| to.parse::<f64>().ok());
        match moved.filter(|_| doc.lemma(doc.head(t)) == "to") {
            Some(to) => Some((to, Some(to))),
            None => q.low.map(|low| (low, q.high)),
        }
    })
}

/// Whether the words tell how far a count of the speaker's own has come: "its count", "it had documented 21 deaths".
pub(super) fn running(sight: &Sight<'_>, inside: &super::reading::Inside) -> bool {
    let (doc, words) = (sight.doc, sight.words());
    let own = |t: usize| {
        matches!(doc.lemma(t).to_lowercase().as_str(), "its" | "their" | "our" | "it" | "they" | "we")
    };
    let theirs = |t: usize, deps: &[&str]| kids(doc, t, deps).any(own);
    inside.tokens.iter().any(|t| {
        is(&words.tallies, doc.lemma(*t)) && theirs(*t, &["poss"])
            || is(&words.tallying, doc.lemma(*t)) && verbal(doc, *t) && theirs(*t, &["nsubj"])
    })
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
    nearest(sight, claim, &claim.places.iter().collect::<Vec<_>>(), token)
}

/// The same, of these places of the claim.
pub(super) fn nearest(sight: &Sight<'_>, claim: &Claim, of: &[&Place], token: usize) -> Option<Spot> {
    let near = |p: &Place| sight.doc.token_at(p.span.start).abs_diff(token);
    let mut places: Vec<&Place> = of.iter().copied().filter(|p| p.role == PlaceRole::Event).collect();
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

/// Whether a place stands in one of these phrases.
pub(super) fn stands_in(sight: &Sight<'_>, place: &Place, phrases: &[usize]) -> bool {
    let at = sight.doc.token_at(place.span.start);
    phrases.iter().any(|noun| {
        let (first, last) = sight.doc.edges(*noun);
        (first..=last).contains(&at)
    })
}

/// Whether a noun names a place.
pub(super) fn named_place(sight: &Sight<'_>, claim: &Claim, noun: usize) -> bool {
    let doc = sight.doc;
    let label = doc.entity_of(noun).map(|e| doc.label(&doc.entities()[e]));
    let name = doc.pos(noun) == "PROPN";
    let place = matches!(label, Some("GPE" | "LOC" | "FAC")) && name;
    // A name that the tagger takes for a person's, where nobody can be: "crossed into Ostland".
    let inside = matches!(doc.lemma(doc.head(noun)), "in" | "into" | "inside") && doc.dep(noun) == "pobj";
    let lone = kids(doc, noun, &["compound", "nmod", "poss"]).next().is_none();
    place || name && inside && lone && label == Some("PERSON") || at(sight, claim, noun).is_some()
}

/// The place of a claim that stands at this noun.
fn at<'a>(sight: &Sight<'_>, claim: &'a Claim, noun: usize) -> Option<&'a Place> {
    let byte = sight.doc.start(noun);
    claim.places.iter().find(|p| p.span.start <= byte && byte < p.span.end)
}

/// The place or thing that a noun stands for: a named place; a settlement, "the town"; or something in
/// one, "the bridge". `own` when the noun is the trigger itself, which needs no article to be where the
/// text is; `towns` when a thing in a place stands for the place. Nothing where the text does not say which.
pub(super) fn site(
    sight: &Sight<'_>,
    claims: &[Claim],
    index: usize,
    noun: usize,
    own: bool,
    towns: bool,
) -> Option<Spot> {
    let (doc, claim) = (sight.doc, &claims[index]);
    let noun = match building_meant(sight, noun).filter(|_| !own) {
        None if !own && sight.doc.lemma(noun).eq_ignore_ascii_case("it") => return None,
        meant => meant.unwrap_or(noun),
    };
    if let Some(place) = at(sight, claim, noun) {
        return Some(spot(place));
    }
    let thing = !own && of_class(sight, noun, "buildings");
    if doc.pos(noun) == "PROPN" && !thing {
        return named_place(sight, claim, noun).then(|| bare(doc.word(noun).to_owned()));
    }
    // "The town of Orlo", "the north of the town".
    let people = of_class(sight, noun, "people");
    let below = kids(doc, noun, &["prep"]).filter(|p| doc.lemma(*p) == if people { "from" } else { "of" });
    let below = below.flat_map(|p| kids(doc, p, &["pobj"])).find(|n| doc.pos(*n) == "PROPN");
    if let Some(name) = below.filter(|_| !thing && !own) {
        return at(sight, claim, name).map(spot).or_else(|| Some(bare(doc.word(name).to_owned())));
    }
    let known =
        own || who::definite(sight, noun) || doc.pos(noun) == "PROPN" || thing && located(sight, noun);
    let elsewhere = || match of_class(sight, noun, "settlements") {
        true => before(sight, claims, index).or_else(|| main_place(sight, claims)),
        false => main_place(sight, claims),
    };
    let near = place(sight, claim, noun).or_else(|| known.then(elsewhere).flatten())?;
    if !thing || towns {
        return Some(near);
    }
    (!near.wide).then(|| bare(format!("the {} in {}", doc.lemma(noun).to_lowercase(), near.name)))
}

/// "A school in the north of the town": a thing of which the text says where it stands.
fn located(sight: &Sight<'_>, noun: usize) -> bool {
    let doc = sight.doc;
    let (_, end) = doc.edges(noun);
    let town = |t: usize| of_class(sight, t, "settlements") && who::definite(sight, t);
    kids(doc, noun, &["prep"]).any(|p| is(&sight.words().locating, doc.lemma(p))) && (noun..=end).any(town)
}

/// How many tokens back the building may stand that "it" means.
const FAR: usize = 60;

/// The building that "it" or "the building" stands for: the one named last.
fn building_meant(sight: &Sight<'_>, noun: usize) -> Option<usize> {
    let any = |t: usize| is(&sight.words().any_building, sight.doc.lemma(t));
    let it = sight.doc.pos(noun) == "PRON" && sight.doc.lemma(noun).eq_ignore_ascii_case("it");
    let known = any(noun) && who::definite(sight, noun);
    if !it && !known {
        return None;
    }
    let mut back = (noun.saturating_sub(FAR)..noun).rev();
    let meant = back.find(|t| of_class(sight, *t, "buildings") && !(known && any(*t)))?;
    Some(if any(meant) { building_meant(sight, meant).unwrap_or(meant) } else { meant })
}

fn of_class(sight: &Sight<'_>, noun: usize, class: &str) -> bool {
    let is = |c| sight.lexicon.is_one_of(c, &[class.to_owned()]);
    let noun = Some(noun).filter(|n| matches!(sight.doc.pos(*n), "NOUN" | "PROPN"));
    noun.and_then(|n| sight.lexicon.class_of(sight.doc.lemma(n))).is_some_and(is)
}

fn bare(name: String) -> Spot {
    Spot { name, geonames: None, parents: Vec::new(), wide: false }
}

/// The place where the claims before this one are put: the nearest that is no country.
fn before(sight: &Sight<'_>, claims: &[Claim], index: usize) -> Option<Spot> {
    let mut near = claims[..index].iter().rev();
    near.find_map(|c| place(sight, c, sight.doc.token_at(c.span.start)).filter(|p| !p.wide))
}

/// The one place where nearly everything in the document happens.
pub(super) fn only_place(sight: &Sight<'_>, claims: &[Claim]) -> Option<Spot> {
    let told = claims.iter().flat_map(|c| &c.places).filter(|p| p.role == PlaceRole::Event);
    let mut names: BTreeMap<&str, (&Place, usize)> = BTreeMap::new();
    for place in told.filter(|p| matches!(p.kind, PlaceKind::Populated | PlaceKind::Unknown)) {
        names.entry(&place.name).or_insert((place, mentions(sight, place)));
    }
    let (main, most) = names.values().max_by_key(|(p, n)| (*n, std::cmp::Reverse(p.span.start)))?;
    let next = names.values().filter(|(p, _)| p.name != main.name).map(|(_, n)| *n).max().unwrap_or(0);
    (*most >= 2 && *most >= 2 * next).then(|| spot(main))
}

/// How often something is done in, to or from a place.
fn mentions(sight: &Sight<'_>, place: &Place) -> usize {
    let doc = sight.doc;
    let Some(last) = doc.text().get(place.span.start..place.span.end).and_then(|w| w.rsplit(' ').next())
    else {
        return 0;
    };
    (0..doc.len()).filter(|t| doc.word(*t) == last && matches!(doc.dep(*t), "pobj" | "dobj")).count()
}

/// The place that the document speaks of most, of those where claims are put; the first of several.
fn main_place(sight: &Sight<'_>, claims: &[Claim]) -> Option<Spot> {
    let text = sight.doc.text();
    let named = claims.iter().flat_map(|c| &c.places).filter(|p| p.role == PlaceRole::Event);
    let mut best: Option<(usize, Spot)> = None;
    for place in named.filter(|p| !matches!(p.kind, PlaceKind::Region | PlaceKind::Physical)) {
        let words = text.get(place.span.start..place.span.end).unwrap_or(&place.name);
        let times = text.matches(words).count();
        if best.as_ref().is_none_or(|(most, _)| times > *most) {
            best = Some((times, spot(place)));
        }
    }
    best.map(|(_, spot)| spot)
}
