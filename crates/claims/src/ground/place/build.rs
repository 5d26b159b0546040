//! Makes a gazetteer's file.

use super::fold::{fold, fold_bare};
use super::format::{GazetteerError, INLINE, Layout, NONE, NameKind, PLACE_BITS};
use super::gazetteer::{Gazetteer, KINDS};
use super::sources::{self, Parsed, Sources};
use super::{geo, geo::Extent};
use rustc_hash::FxHashMap;
use types::PlaceKind;

/// A place while the file is made.
struct Entry {
    geonames: u32,
    name: String,
    names: Vec<(String, NameKind)>,
    kind: PlaceKind,
    lat: f64,
    lon: f64,
    radius_km: f64,
    population: u32,
    code: String,
    country: u32,
    admin1: u32,
    admin2: u32,
}

impl Entry {
    fn new(kind: PlaceKind, geonames: u32, name: &str, code: &str) -> Entry {
        Entry {
            geonames,
            name: name.to_owned(),
            names: Vec::new(),
            kind,
            lat: f64::NAN,
            lon: f64::NAN,
            radius_km: 0.0,
            population: 0,
            code: code.to_owned(),
            country: NONE,
            admin1: NONE,
            admin2: NONE,
        }
    }

    fn also(&mut self, names: impl IntoIterator<Item = impl Into<String>>) {
        self.names.extend(names.into_iter().map(|n| (n.into(), NameKind::OTHER)));
    }
}

impl Gazetteer {
    /// Makes the bytes of a gazetteer's file from the files of the two packages. The same input
    /// gives the same bytes. Units have no coordinates of their own: they take the middle and the
    /// spread of the places inside, or those of what holds them.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn build(sources: &Sources<'_>) -> Result<Vec<u8>, GazetteerError> {
        let parsed = sources::parse(sources)?;
        let mut atlas = Atlas::default();
        atlas.countries(&parsed);
        atlas.continents(&parsed);
        atlas.units(&parsed);
        atlas.cities(&parsed);
        atlas.place_units();
        write(&atlas.entries)
    }
}

#[derive(Default)]
struct Atlas {
    entries: Vec<Entry>,
    /// Two-letter code to country.
    by_code: FxHashMap<String, u32>,
    /// Line of the file of units to entry.
    by_line: Vec<u32>,
    /// GeoNames code (`SY.07`) to unit.
    by_unit: FxHashMap<String, u32>,
}

impl Atlas {
    fn push(&mut self, entry: Entry) -> u32 {
        self.entries.push(entry);
        self.entries.len() as u32 - 1
    }

    fn countries(&mut self, parsed: &Parsed<'_>) {
        let aliases: FxHashMap<&str, &[&str]> =
            parsed.aliases.iter().map(|a| (a.code, a.names.as_slice())).collect();
        for (code, c) in &parsed.countries {
            let mut entry = Entry::new(PlaceKind::Country, c.geonameid, &c.name, code);
            entry.population = c.population;
            entry.radius_km = (c.areakm2 / std::f64::consts::PI).sqrt();
            entry.also(aliases.get(code.as_str()).copied().unwrap_or_default().iter().copied());
            let index = self.push(entry);
            self.by_code.insert(code.clone(), index);
        }
    }

    fn continents(&mut self, parsed: &Parsed<'_>) {
        for c in parsed.continents.values() {
            let mut entry = Entry::new(PlaceKind::Region, c.geonameid, &c.name, "");
            entry.population = c.population;
            (entry.lat, entry.lon) = (c.lat.parse().unwrap_or(0.0), c.lng.parse().unwrap_or(0.0));
            entry.radius_km = 3500.0;
            self.push(entry);
        }
    }

    fn units(&mut self, parsed: &Parsed<'_>) {
        for unit in &parsed.units {
            let code = unit.country.checked_sub(1).and_then(|i| parsed.aliases.get(i)).map_or("", |a| a.code);
            let kind = if unit.level == 1 { PlaceKind::Admin1 } else { PlaceKind::Admin2 };
            let mut entry = Entry::new(kind, unit.geonameid, unit.name, code);
            entry.country = self.by_code.get(code).copied().unwrap_or(NONE);
            // A parent stands before its units in the file.
            entry.admin1 =
                unit.parent.checked_sub(1).and_then(|i| self.by_line.get(i)).copied().unwrap_or(NONE);
            entry.also(unit.names.iter().copied());
            let short = unit.iso.rsplit_once('-').map_or("", |(_, short)| short);
            if kind == PlaceKind::Admin1 && short.len() >= 2 && short.chars().all(|c| c.is_ascii_uppercase())
            {
                entry.names.push((short.to_owned(), NameKind::CODE));
            }
            let index = self.push(entry);
            self.by_line.push(index);
            self.by_unit.insert(unit.geonames_code.to_owned(), index);
        }
    }

    fn cities(&mut self, parsed: &Parsed<'_>) {
        let units: FxHashMap<u32, &[usize]> =
            parsed.membership.iter().map(|(id, lines)| (*id, lines.as_slice())).collect();
        for city in &parsed.cities {
            let mut entry = Entry::new(PlaceKind::Populated, city.geonameid, &city.name, &city.countrycode);
            (entry.lat, entry.lon) = (city.latitude, city.longitude);
            entry.population = city.population;
            entry.radius_km = geo::town_radius_km(city.population);
            entry.country = self.by_code.get(&city.countrycode).copied().unwrap_or(NONE);
            let unit = format!("{}.{}", city.countrycode, city.admin1code);
            entry.admin1 = self.by_unit.get(&unit).copied().unwrap_or(NONE);
            for line in units.get(&city.geonameid).copied().unwrap_or_default() {
                let Some(unit) = line.checked_sub(1).and_then(|i| self.by_line.get(i)).copied() else {
                    continue;
                };
                match self.entries[unit as usize].kind {
                    PlaceKind::Admin1 => entry.admin1 = unit,
                    _ => entry.admin2 = unit,
                }
            }
            entry.also(city.names.iter().cloned());
            self.push(entry);
        }
    }

    /// Gives units and countries the middle and spread of the places inside.
    fn place_units(&mut self) {
        let mut inside: FxHashMap<u32, Extent> = FxHashMap::default();
        for e in self.entries.iter().filter(|e| e.kind == PlaceKind::Populated) {
            for holder in [e.country, e.admin1, e.admin2].into_iter().filter(|h| *h != NONE) {
                inside.entry(holder).or_default().add(e.lat, e.lon, e.population);
            }
        }
        // Holders stand before what they hold, so that a unit without a place can take theirs.
        for i in 0..self.entries.len() {
            if !self.entries[i].lat.is_nan() {
                continue;
            }
            if let Some(extent) = inside.remove(&(i as u32)) {
                let (lat, lon, spread, population) = extent.middle();
                let e = &mut self.entries[i];
                (e.lat, e.lon) = (lat, lon);
                if e.kind != PlaceKind::Country {
                    (e.radius_km, e.population) = (spread, population);
                }
                continue;
            }
            let holder = [self.entries[i].admin1, self.entries[i].country].into_iter().find(|h| *h != NONE);
            let (lat, lon, radius) = holder.map_or((0.0, 0.0, 20_000.0), |h| {
                let h = &self.entries[h as usize];
                (h.lat, h.lon, h.radius_km)
            });
            let e = &mut self.entries[i];
            (e.lat, e.lon) = (lat, lon);
            e.radius_km =
                if e.kind == PlaceKind::Country && e.radius_km > 0.0 { e.radius_km } else { radius };
        }
    }
}

fn write(entries: &[Entry]) -> Result<Vec<u8>, GazetteerError> {
    if entries.len() >= 1 << PLACE_BITS {
        return Err(GazetteerError::Source { file: Sources::PATHS[0], message: "too many places".into() });
    }
    let (mut records, mut names) = (Vec::new(), Vec::new());
    entries.iter().for_each(|e| record(e, &mut records, &mut names));
    let (map, lists) = index(entries)?;
    Ok(Layout::write(&map, &lists, &records, &names))
}

fn record(e: &Entry, records: &mut Vec<u8>, names: &mut Vec<u8>) {
    let degrees = |d: f64| ((d * 1e5).round() as i32) as u32;
    let radius = (e.radius_km * 100.0).round() as u32;
    let at = names.len() as u32;
    let words =
        [e.geonames, degrees(e.lat), degrees(e.lon), radius, e.population, e.country, e.admin1, e.admin2, at];
    words.iter().for_each(|w| records.extend_from_slice(&w.to_le_bytes()));
    let mut length = e.name.len().min(255);
    while !e.name.is_char_boundary(length) {
        length -= 1;
    }
    names.extend_from_slice(&e.name.as_bytes()[..length]);
    let kind = KINDS.iter().position(|k| *k == e.kind).unwrap_or(0);
    let mut code = e.code.bytes().chain([0, 0]);
    let mut letter = || code.next().unwrap_or(0);
    records.extend_from_slice(&[length as u8, kind as u8, letter(), letter()]);
}

/// The map from keys and the lists that it points to.
fn index(entries: &[Entry]) -> Result<(Vec<u8>, Vec<u8>), GazetteerError> {
    // (key, people, posting): the most populous first, a main name before another of the same place.
    let mut rows: Vec<(String, std::cmp::Reverse<u32>, u32, u32)> = Vec::new();
    for (i, e) in entries.iter().enumerate() {
        let main = (e.name.clone(), NameKind::MAIN);
        for (name, kind) in std::iter::once(&main).chain(&e.names) {
            let mut add = |key: String, kind: NameKind| {
                if !key.is_empty() {
                    rows.push((key, std::cmp::Reverse(e.population), i as u32, kind.0));
                }
            };
            add(fold(name), *kind);
            if let Some(bare) = fold_bare(name) {
                add(bare, kind.bare());
            }
        }
    }
    rows.sort_unstable();
    rows.dedup_by(|next, kept| next.0 == kept.0 && next.2 == kept.2);
    let mut map = fst::MapBuilder::memory();
    let mut lists = Vec::new();
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let posting = |r: &(String, std::cmp::Reverse<u32>, u32, u32)| r.2 | r.3 << PLACE_BITS;
        let value = match group {
            [only] => INLINE | u64::from(posting(only)),
            _ => {
                let at = lists.len() as u64;
                lists.extend_from_slice(&(group.len() as u32).to_le_bytes());
                group.iter().for_each(|r| lists.extend_from_slice(&posting(r).to_le_bytes()));
                at
            }
        };
        map.insert(&group[0].0, value).map_err(|_| GazetteerError::Damaged("its names are not in order"))?;
    }
    let map = map.into_inner().map_err(|_| GazetteerError::Damaged("its names cannot be written"))?;
    Ok((map, lists))
}
