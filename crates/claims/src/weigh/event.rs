//! The main violent event of a document: what its claims say of the dead, the wounded and the act, by
//! the same readings as the questions.

use super::kind::EventPart;
use super::reading::{Mode, Reading};
use super::{Sight, nesting, reading};
use crate::Sheet;
use std::collections::BTreeMap;
use types::{
    Alleged, AnswerValue, Claim, ClaimId, Document, Event, LinkRole, Measure, Moment, Place, PlaceKind,
    PlaceRole, Toll,
};

/// The main violent event: the one that the document speaks of first. Nothing when it speaks of none.
/// Claims count with it when they say something of the dead, the wounded or the act; what belongs to
/// another event ("in a separate attack"), to a part or to a condition does not.
pub fn event(
    document: &Document,
    syntax: &nlp::Doc,
    lexicon: &super::Lexicon,
    sheet: &Sheet,
) -> Option<Event> {
    let sight = Sight { document, doc: syntax, lexicon, actors: &sheet.actors };
    let claims = &sheet.claims;
    let nested = nesting(claims);
    let all = nested.iter().enumerate().flat_map(|(i, inner)| reading::readings(&sight, claims, i, inner));
    let part = |r: &Reading| lexicon.kinds[r.kind].event;
    let readings: Vec<Reading> = all
        .filter(|r| part(r).is_some() && !r.apart && !r.conditional && r.mode == Mode::Says)
        .filter(|r| r.measure != Some(Measure::Part) && r.value != AnswerValue::Unconfirmed)
        .collect();
    let first = readings.first()?;
    let of = |wanted: EventPart| readings.iter().filter(move |r| part(r) == Some(wanted));
    let day =
        |r: &Reading| claims[r.claim].valid_time.as_ref().and_then(|w| w.from).map(|m| Moment::day(m.date));
    Some(Event {
        date: readings
            .iter()
            .find_map(day)
            .or_else(|| document.published.as_ref().map(|p| Moment::day(p.at.date))),
        admin1: admin1(&sheet.places, &claims[first.claim]),
        cause: of(EventPart::Act).next().map(|r| syntax.lemma(r.token).to_lowercase()),
        perpetrators: perpetrators(&readings, claims),
        killed: toll(&sight, of(EventPart::Killed)),
        wounded: toll(&sight, of(EventPart::Wounded)),
        claims: mentioned(&readings, claims),
    })
}

/// The first count of each class: a report puts the newest and surest first.
fn toll<'r>(sight: &Sight<'_>, readings: impl Iterator<Item = &'r Reading>) -> Toll {
    let mut toll: Toll = BTreeMap::new();
    for r in readings {
        let AnswerValue::Interval { low, high } = r.value else { continue };
        let class = r.class.map_or("people", |c| sight.lexicon.classes[c].name.as_str());
        toll.entry(class.to_owned()).or_insert((low, high));
    }
    toll
}

/// Who is said to have done it: once for each name and source.
fn perpetrators(readings: &[Reading], claims: &[Claim]) -> Vec<Alleged> {
    let mut all: Vec<Alleged> = Vec::new();
    for r in readings {
        let origin = claims[r.claim].chain.iter().find(|l| l.role == LinkRole::Origin);
        let by = origin.and_then(|l| l.name.clone());
        for who in &r.agent {
            let alleged = Alleged { name: who.name.clone(), by: by.clone() };
            if !all.contains(&alleged) {
                all.push(alleged);
            }
        }
    }
    all
}

fn mentioned(readings: &[Reading], claims: &[Claim]) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = readings.iter().map(|r| claims[r.claim].id.clone()).collect();
    ids.dedup();
    ids
}

/// The first-level unit of the first place in the claim where something happens, else of the unit that
/// most places of the document lie in; of two that tie, the one named first.
fn admin1(places: &[Place], claim: &Claim) -> Option<String> {
    let here = claim.places.iter().filter(|p| p.role == PlaceRole::Event).find_map(unit);
    here.or_else(|| {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for name in places.iter().filter(|p| p.role == PlaceRole::Event).filter_map(unit) {
            match counts.iter_mut().find(|(n, _)| *n == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        let most = counts.iter().map(|(_, c)| *c).max()?;
        counts.into_iter().find(|(_, c)| *c == most).map(|(n, _)| n)
    })
}

/// The first-level unit that a place is, or lies in: the last of its parents but the country.
fn unit(place: &Place) -> Option<String> {
    match place.kind {
        PlaceKind::Admin1 => Some(place.name.clone()),
        PlaceKind::Country | PlaceKind::Region => None,
        _ => place.parents.len().checked_sub(2).map(|i| place.parents[i].clone()),
    }
}
