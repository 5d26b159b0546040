//! Where it happened: the place that the headline, the lead and the sentence of the main count agree on.

use std::collections::BTreeMap;
use types::{Claim, Document, Place, PlaceKind, PlaceRole};

/// Where an event happened.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// First-level unit.
    pub admin1: Option<String>,
    /// The narrowest place in it that the best sentence names.
    pub place: Option<Place>,
}

/// What the report says of where, beside its places: the sentence of the main count, the byte at which that
/// is said, and the units that the headline names.
pub(super) struct Clues<'a> {
    pub statements: &'a [Claim],
    pub main: usize,
    pub at: usize,
    pub headline: &'a dyn Fn(&str) -> Vec<String>,
}

/// Weighs the first-level units of the country that the report is about by where it names places in them.
pub(super) fn site(document: &Document, places: &[Place], clues: &Clues<'_>) -> Site {
    let title = document.title.as_deref().unwrap_or_default();
    let Some(country) = country(places, title) else { return Site::default() };
    let inside = |p: &&Place| p.role == PlaceRole::Event && holder(p).as_ref() == Some(&country);
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let mut order: Vec<String> = (clues.headline)(&country);
    for (rank, unit) in order.iter().enumerate() {
        *weights.entry(unit.clone()).or_default() += if rank == 0 { 4.0 } else { 2.0 };
    }
    let mut best: Option<(f64, &Place)> = None;
    for place in places.iter().filter(inside) {
        let Some(unit) = unit(place) else { continue };
        let named = if title.contains(place.span.of(&document.text)) { 1.0 } else { 0.0 };
        let weight = named + weight(place, clues);
        if best.is_none_or(|(w, b)| weight > w || weight == w && narrower(place, b)) {
            best = Some((weight, place));
        }
        *weights.entry(unit.clone()).or_default() += weight;
        order.push(unit);
    }
    let top = weights.values().copied().fold(0.0, f64::max);
    // Of units that tie, the one named first.
    let first = order.into_iter().find(|u| weights.get(u).is_some_and(|w| *w == top));
    let place = best.map(|(_, p)| p).filter(|p| unit(p) == first).cloned();
    Site { admin1: first, place }
}

/// More for the lead and for the sentence of the main count, there most for what stands nearest.
fn weight(place: &Place, clues: &Clues<'_>) -> f64 {
    let sentence = clues.statements.partition_point(|s| s.span.end <= place.span.start);
    match sentence {
        s if s == clues.main => 2.0 + 3.0 / (1.0 + place.span.start.abs_diff(clues.at) as f64 / 60.0),
        0 => 2.5,
        1 => 2.0,
        s if s <= clues.main + 1 => 1.0,
        _ => 0.3,
    }
}

fn narrower(a: &Place, b: &Place) -> bool {
    a.parents.len() > b.parents.len() && unit(a) == unit(b)
}

/// The country that the report is about: the one that it names most, where something happens in it or in
/// its towns; that the headline names it weighs more, whose people are named less.
fn country(places: &[Place], title: &str) -> Option<String> {
    let mut weights: Vec<(String, f64)> = Vec::new();
    for place in places {
        let weight = match place.role {
            PlaceRole::Event => 1.0,
            PlaceRole::Origin => 0.4,
            _ => continue,
        };
        let Some(name) = holder(place) else { continue };
        match weights.iter_mut().find(|(n, _)| *n == name) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((name.clone(), weight + if title.contains(&name) { 3.0 } else { 0.0 })),
        }
    }
    let most = weights.iter().map(|(_, w)| *w).fold(0.0, f64::max);
    weights.into_iter().find(|(_, w)| *w == most).map(|(n, _)| n)
}

/// The country of a place: itself, or the last of its parents.
fn holder(place: &Place) -> Option<String> {
    match place.kind {
        PlaceKind::Country => Some(place.name.clone()),
        _ => place.parents.last().cloned(),
    }
}

/// The first-level unit that a place is, or lies in: the last of its parents but the country.
fn unit(place: &Place) -> Option<String> {
    match place.kind {
        PlaceKind::Admin1 => Some(place.name.clone()),
        _ => place.parents.len().checked_sub(2).map(|i| place.parents[i].clone()),
    }
}
