//! From what was chosen to what is said: points, precision, roles and reasons.

use super::atlas::{Atlas, Candidate};
use super::choose::Scored;
use super::fold;
use super::relate::{Group, Said};
use super::role::role;
use super::spot::Mention;
use nlp::Doc;
use types::{Place, PlaceKind, PlaceRole, Precision, Span};

/// The group of each mention.
fn group_of(mentions: &[Mention<'_>], groups: &[Group<'_>]) -> Vec<usize> {
    let mut group_of = vec![0; mentions.len()];
    for (g, group) in groups.iter().enumerate() {
        group.mentions.iter().for_each(|m| group_of[*m] = g);
    }
    group_of
}

/// What holds each mention: as the text says, else the known name inside it.
pub(super) fn holders<'a>(
    atlas: &Atlas<'a>,
    mentions: &[Mention<'a>],
    said: &[Said],
    groups: &[Group<'a>],
    chosen: &[Vec<Scored<'a>>],
) -> Vec<Option<Candidate<'a>>> {
    let group_of = group_of(mentions, groups);
    let holder = |m: usize| -> Option<Candidate<'a>> {
        if let Some(s) = said[m].holder.and_then(|h| chosen[group_of[h]].first()) {
            return Some(s.candidate);
        }
        let inner = mentions[m].inner.as_deref()?;
        match groups.iter().position(|g| g.key == fold(inner)) {
            Some(g) => Some(chosen[g].first()?.candidate),
            None => atlas.candidates(inner).iter().copied().max_by_key(|c| c.population),
        }
    };
    (0..mentions.len()).map(holder).collect()
}

/// The places of a text from its mentions, the candidates chosen for them and what holds them.
pub(super) fn settle(
    doc: &Doc,
    atlas: &Atlas<'_>,
    mentions: &[Mention<'_>],
    said: &[Said],
    groups: &[Group<'_>],
    chosen: &[Vec<Scored<'_>>],
    holders: &[Option<Candidate<'_>>],
) -> Vec<Place> {
    let group_of = group_of(mentions, groups);
    let place = |(i, m): (usize, &Mention<'_>)| {
        let list = &chosen[group_of[i]];
        let span = m.span(doc);
        let role = role(doc, atlas, m, list.first().map(|s| &s.candidate));
        match list.first() {
            Some(s) => known(atlas, span, role, s, list),
            None => unknown(atlas, span, role, m, said[i].kind, holders[i].as_ref()),
        }
    };
    mentions.iter().enumerate().map(place).collect()
}

fn known(atlas: &Atlas<'_>, span: Span, role: PlaceRole, s: &Scored<'_>, list: &[Scored<'_>]) -> Place {
    let c = &s.candidate;
    Place {
        span,
        name: c.name.to_owned(),
        geonames: c.geonames,
        lat: Some(c.lat),
        lon: Some(c.lon),
        radius_km: Some(c.radius_km),
        kind: c.kind,
        parents: atlas.parents(c).into_iter().map(str::to_owned).collect(),
        role,
        precision: precision(c),
        resolved: true,
        why: Some(why(atlas, s, list)),
    }
}

fn precision(c: &Candidate<'_>) -> Precision {
    match c.kind {
        PlaceKind::Country => Precision::Country,
        PlaceKind::Admin1 => Precision::Region,
        PlaceKind::Admin2 => Precision::District,
        PlaceKind::Facility => Precision::Exact,
        PlaceKind::Populated => Precision::Locality,
        _ if c.radius_km > 300.0 => Precision::Country,
        _ if c.radius_km > 60.0 => Precision::Region,
        _ if c.radius_km > 15.0 => Precision::District,
        _ => Precision::Locality,
    }
}

/// The reasons, and the nearest rival.
fn why(atlas: &Atlas<'_>, s: &Scored<'_>, list: &[Scored<'_>]) -> String {
    if let Some(spelling) = &s.spelling {
        return format!("{spelling}; score {:.1}", s.score());
    }
    let mut reasons = Vec::new();
    if s.holder {
        reasons.push("the text says what holds it".to_owned());
    }
    if s.company > 0.5 {
        reasons.push(format!("near other places of the text ({:.1})", s.company));
    }
    if s.candidate.population > 0 {
        reasons.push(format!("population {}", s.candidate.population));
    }
    if let Some(rival) = list.get(1) {
        let parents = atlas.parents(&rival.candidate).join(", ");
        let margin = s.score() - rival.score();
        reasons.push(format!("before {} ({parents}) by {margin:.1}", rival.candidate.name));
    }
    if reasons.is_empty() {
        return "the only place of this name".to_owned();
    }
    reasons.join("; ")
}

/// A place that the gazetteer lacks is somewhere inside what the text says holds it.
fn unknown(
    atlas: &Atlas<'_>,
    span: Span,
    role: PlaceRole,
    m: &Mention<'_>,
    kind: Option<PlaceKind>,
    holder: Option<&Candidate<'_>>,
) -> Place {
    let mut place = Place {
        span,
        name: m.name.clone(),
        geonames: None,
        lat: None,
        lon: None,
        radius_km: None,
        kind: kind.unwrap_or(PlaceKind::Unknown),
        parents: Vec::new(),
        role,
        precision: Precision::Unresolved,
        resolved: false,
        why: Some("the gazetteer does not know it and the text does not say what holds it".to_owned()),
    };
    if let Some(h) = holder {
        (place.lat, place.lon, place.radius_km) = (Some(h.lat), Some(h.lon), Some(h.radius_km));
        place.parents = std::iter::once(h.name).chain(atlas.parents(h)).map(str::to_owned).collect();
        place.precision = match precision(h) {
            Precision::Exact | Precision::Locality => Precision::Near,
            other => other,
        };
        place.why = Some(format!("the gazetteer does not know it; somewhere in {}", h.name));
    }
    place
}
