//! A spreadsheet with the columns of georeferenced event data, as conflict researchers share them: a row a question of
//! how many were killed. `low`, `best` and `high` are those of the independent voices. Rows of one event (the civilians
//! among the dead, and all of them) share a `relid` and must not be added up.
//!
//! Precision is coded as the public codebooks of such data do. `date_prec`: 1 the day, 2 two to six days, 3 a week,
//! 4 a month, 5 more. `where_prec`: 1 the place itself, 2 near it, 3 its district, 4 its first-level unit, 5 a stretch of
//! land or water, 6 its country.

use super::csv::{Row, head};
use super::item::{Item, Stamp, Topic};
use super::point::coordinates;
use super::term::word;
use std::collections::BTreeSet;
use types::{Harm, Moment, Place, PlaceKind, Precision};

const COLUMNS: [&str; 40] = [
    "id",
    "relid",
    "year",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "class",
    "radius_km",
    "origins",
    "standing",
    "grade",
    "question",
    "documents",
    "sha256",
    "changed",
    "known_at",
    "ledger",
    "made_by",
    "lexicons",
];

/// The names of the columns.
pub fn begin(bom: bool) -> String {
    head(&COLUMNS, bom)
}

/// The row of a question of how many were killed; nothing of any other item.
pub fn item(item: &Item, stamp: &Stamp) -> String {
    match item {
        Item::Question(t) if t.harm == Some(Harm::Killed) => row(t, stamp),
        _ => String::new(),
    }
}

fn row(t: &Topic, stamp: &Stamp) -> String {
    let q = &t.asked.question;
    let Some(range) = &q.range else { return String::new() };
    let (from, to) = t.days;
    let mut row = Row::default();
    row.text(&q.id);
    row.maybe(event(t, from));
    row.maybe(from.map(|m| m.date.year()));
    sources(&mut row, t);
    whereabouts(&mut row, t);
    row.maybe(from.zip(to).map(|(a, b)| date_precision(a, b)));
    row.maybe(from.map(|m| m.date));
    row.maybe(to.map(|m| m.date));
    let civilians = t.class.as_deref() == Some("civilians");
    row.number(civilians.then_some(range.best));
    row.number((!civilians).then_some(range.best));
    [range.best, range.high, range.low].into_iter().for_each(|n| row.number(Some(n)));
    row.maybe(t.class.as_ref());
    row.number(t.place.as_ref().and_then(|p| p.radius_km));
    row.plain(t.origins);
    row.text(&word(&q.standing));
    row.text(&word(&q.grade));
    row.text(&q.text);
    row.text(&joined(t.statements.iter().map(|s| s.paper.document.to_string())));
    row.text(&joined(t.statements.iter().map(|s| s.paper.sha256.clone())));
    row.text(&t.changed);
    [&stamp.known_at, &stamp.ledger, &stamp.made_by, &stamp.lexicons].into_iter().for_each(|v| row.text(v));
    row.line()
}

/// Each once, in order.
fn joined(values: impl Iterator<Item = String>) -> String {
    let mut seen = BTreeSet::new();
    let each: Vec<String> = values.filter(|v| seen.insert(v.clone())).collect();
    each.join("; ")
}

/// The event, by place and first day: the same for all questions about it; nothing where either is not known.
fn event(t: &Topic, from: Option<Moment>) -> Option<String> {
    Some(format!("{}/{}", t.spot.as_ref()?.name, from?.date))
}

/// Articles, offices, dates, headlines, and who says it.
fn sources(row: &mut Row, t: &Topic) {
    let papers = || t.statements.iter().map(|s| &s.paper);
    let count = papers().map(|p| &p.document).collect::<BTreeSet<_>>().len();
    let day = |p: &super::Paper| p.published.map(|m| m.date.to_string()).unwrap_or_default();
    let office = |p: &super::Paper| p.publisher.clone().unwrap_or_else(|| p.name.clone());
    let title = |p: &super::Paper| p.title.clone().unwrap_or_default();
    row.plain(count);
    row.text(&joined(papers().map(|p| [office(p), day(p), title(p)].join(", "))));
    row.text(&joined(papers().map(office)));
    row.text(&joined(papers().map(day).filter(|d| !d.is_empty())));
    row.text(&joined(papers().map(title).filter(|t| !t.is_empty())));
    row.text(&joined(t.asked.voices.iter().map(|v| v.origin.clone())));
}

fn whereabouts(row: &mut Row, t: &Topic) {
    let place = t.place.as_ref();
    let at = place.and_then(coordinates);
    let units = place.map(units).unwrap_or_default();
    row.maybe(place.and_then(where_precision));
    row.maybe(place.map(|p| &p.name).or(t.spot.as_ref().map(|s| &s.name)));
    row.text(&t.whereabouts().join(", "));
    row.maybe(units.admin1);
    row.maybe(units.admin2);
    row.number(at.map(|a| a.1));
    row.number(at.map(|a| a.0));
    row.maybe(at.map(|(lon, lat)| format!("POINT ({lon} {lat})")));
    row.maybe(at.filter(|_| place.and_then(|p| p.radius_km).is_some_and(|r| r <= 25.0)).map(grid));
    row.maybe(units.country);
}

/// The cell of half a degree, counted from the south-west corner of the world, 720 to a row.
fn grid((lon, lat): (f64, f64)) -> i64 {
    let cell = |degrees: f64, most: i64| ((degrees * 2.0).floor() as i64).clamp(0, most - 1);
    cell(lat + 90.0, 360) * 720 + cell(lon + 180.0, 720) + 1
}

#[derive(Default)]
struct Units<'p> {
    admin1: Option<&'p str>,
    admin2: Option<&'p str>,
    country: Option<&'p str>,
}

/// The units that hold a place, itself among them: parents stand nearest first and end with the country.
fn units(place: &Place) -> Units<'_> {
    let mut from_top: Vec<&str> = place.parents.iter().rev().map(String::as_str).collect();
    if matches!(place.kind, PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Admin2) {
        from_top.push(&place.name);
    }
    let at = |i: usize| from_top.get(i).copied();
    Units { country: at(0), admin1: at(1), admin2: at(2) }
}

fn where_precision(place: &Place) -> Option<u8> {
    if matches!(place.kind, PlaceKind::Physical | PlaceKind::Region) {
        return Some(5);
    }
    Some(match place.precision {
        Precision::Exact | Precision::Locality => 1,
        Precision::Near => 2,
        Precision::District => 3,
        Precision::Region => 4,
        Precision::Country => 6,
        Precision::Unresolved => return None,
    })
}

fn date_precision(from: Moment, to: Moment) -> u8 {
    match (to.date - from.date).get_days() + 1 {
        ..=1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_coded_by_the_days_between() {
        let code = |a: &str, b: &str| date_precision(a.parse().unwrap(), b.parse().unwrap());
        assert_eq!(code("2031-05-05", "2031-05-05T18"), 1);
        assert_eq!(code("2031-05-05", "2031-05-06"), 2);
        assert_eq!(code("2031-05-05", "2031-05-11"), 3);
        assert_eq!(code("2031-05-01", "2031-05-31"), 4);
        assert_eq!(code("2031-05-01", "2031-07-31"), 5);
    }

    #[test]
    fn a_town_has_its_units_and_its_cell() {
        let town = super::super::point::tests::place(35.2, 40.4, 5.0);
        let units = units(&town);
        assert_eq!((units.country, units.admin1, units.admin2), (Some("Karevia"), Some("Osk"), None));
        assert_eq!(where_precision(&town), Some(1));
        assert_eq!(grid((-180.0, -90.0)), 1);
        assert_eq!(grid((180.0, 90.0)), 259_200);
        assert_eq!(grid((40.4, 35.2)), 250 * 720 + 441);
    }
}
