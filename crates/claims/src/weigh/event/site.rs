//! Where it happened: the place that the headline, the lead and the sentence of the main count agree on.

use std::collections::BTreeMap;
use types::{Document, Place, PlaceKind, PlaceRole, Span};

/// Where an event happened.
#[derive(Debug, Default)]
pub(super) struct Site {
    /// First-level unit.
    pub admin1: Option<String>,
    /// The narrowest place in it that the best sentence names.
    pub place: Option<Place>,
}

/// What the report says of where, beside its places: its sentences, that of the main count, the byte at which that
/// is said, and the units that the headline names.
pub(super) struct Clues<'a> {
    pub sentences: &'a [Span],
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
    let sentence = clues.sentences.partition_point(|s| s.end <= place.span.start);
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
            PlaceRole::Name => 0.2,
            PlaceRole::Seat => continue,
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

#[cfg(test)]
mod tests {
    use super::*;
    use types::Precision;

    fn place(at: usize, name: &str, kind: PlaceKind, parents: &[&str], role: PlaceRole) -> Place {
        Place {
            span: Span::new(at, at + name.len()),
            name: name.into(),
            geonames: None,
            lat: None,
            lon: None,
            radius_km: None,
            kind,
            parents: parents.iter().map(|p| (*p).to_owned()).collect(),
            role,
            precision: Precision::Locality,
            resolved: true,
            why: None,
        }
    }

    /// Text, its places and the place where the count stands; every sentence ends with a full stop.
    fn unit_of(text: &str, places: &[Place], at: usize) -> Option<String> {
        let document = crate::weigh::tests::document(text);
        let mut sentences = Vec::new();
        let mut start = 0;
        for sentence in text.split_inclusive('.') {
            sentences.push(Span::new(start, start + sentence.len()));
            start += sentence.len();
        }
        let main = sentences.partition_point(|s| s.end <= at);
        let none = |_: &str| Vec::new();
        site(&document, places, &Clues { sentences: &sentences, main, at, headline: &none }).admin1
    }

    #[test]
    fn the_place_beside_the_count_is_the_events() {
        use PlaceKind::{Admin1, Populated};
        let text = "The war went on. Two died in Orlo. Velm and Velm and Velm were quiet.";
        let land = "Valderia";
        let mut places = vec![place(29, "Orlo", Populated, &["Kestrel", land], PlaceRole::Event)];
        places.extend([35, 44, 53].map(|at| place(at, "Velm", Admin1, &[land], PlaceRole::Event)));
        assert_eq!(unit_of(text, &places, 17).as_deref(), Some("Kestrel"));
    }

    #[test]
    fn a_source_abroad_is_no_site() {
        use PlaceKind::{Admin1, Country, Populated};
        let text = "Valderia burns, said Port Amsel. Valderian towns, Velm, were hit.";
        let places = [
            place(0, "Valderia", Country, &[], PlaceRole::Event),
            place(21, "Port Amsel", Populated, &["Amsel", "Ostia"], PlaceRole::Event),
            place(33, "Valderian", Country, &[], PlaceRole::Origin),
            place(50, "Velm", Admin1, &["Valderia"], PlaceRole::Event),
        ];
        assert_eq!(unit_of(text, &places, 0).as_deref(), Some("Velm"));
        assert_eq!(unit_of(text, &[], 0), None);
    }
}
