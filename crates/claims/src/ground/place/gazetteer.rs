//! The places of the world, read where they lie.

use super::fold::fold_both;
use super::format::{GazetteerError, INLINE, Layout, NONE, NameKind, PLACE_BITS, RECORD, digest, u32_at};
use super::spelling::{Row, Walk};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use types::PlaceKind;

type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Kinds by their number in a record.
pub(super) const KINDS: [PlaceKind; 8] = [
    PlaceKind::Unknown,
    PlaceKind::Country,
    PlaceKind::Admin1,
    PlaceKind::Admin2,
    PlaceKind::Populated,
    PlaceKind::Physical,
    PlaceKind::Region,
    PlaceKind::Facility,
];

/// A part of the file, for the map that lies in it.
struct Part {
    file: Bytes,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        (*self.file).as_ref().get(self.range.clone()).unwrap_or_default()
    }
}

/// The places of the world. Cheap to open: names and records stay in the file and are read there.
pub struct Gazetteer {
    file: Bytes,
    layout: Layout,
    map: fst::Map<Part>,
    /// Countries by their two-letter codes, once looked through.
    countries: OnceLock<FxHashMap<String, PlaceId>>,
}

/// A place of the gazetteer, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub(super) u32);

/// What the gazetteer knows of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<'g> {
    /// The name that it goes by.
    pub name: &'g str,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Within this many kilometres of the point.
    pub radius_km: f64,
    /// What sort.
    pub kind: PlaceKind,
    /// People who live there; 0 when unknown.
    pub population: u32,
    /// ISO 3166 code of its country, two letters; empty when it has none.
    pub code: &'g str,
    /// Its country.
    pub country: Option<PlaceId>,
    /// The first-level unit that holds it.
    pub admin1: Option<PlaceId>,
    /// The second-level unit that holds it.
    pub admin2: Option<PlaceId>,
}

impl Gazetteer {
    /// Opens a gazetteer over the bytes of its file. Checks that the file is whole, that its sections
    /// lie inside and that the names are sound; [`Gazetteer::verify`] checks every byte.
    ///
    /// # Errors
    /// When the bytes are no gazetteer, of another format, cut off or visibly damaged.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Gazetteer, GazetteerError> {
        let file: Bytes = Arc::new(bytes);
        let layout = Layout::read((*file).as_ref())?;
        let part = Part { file: file.clone(), range: layout.map.clone() };
        let damaged = |_| GazetteerError::Damaged("its names cannot be read");
        let map = fst::Map::new(part).map_err(damaged)?;
        // The map trusts its bytes and would panic on others; its own checksum takes milliseconds.
        map.as_fst().verify().map_err(damaged)?;
        Ok(Gazetteer { file, layout, map, countries: OnceLock::new() })
    }

    /// A gazetteer without a place.
    pub fn empty() -> Gazetteer {
        let map = fst::MapBuilder::memory().into_inner().expect("an empty map is written to memory");
        Gazetteer::from_bytes(Layout::write(&map, &[], &[], &[])).expect("what is written can be read")
    }

    /// Checks every byte against the hash in the file.
    ///
    /// # Errors
    /// When they do not agree.
    pub fn verify(&self) -> Result<(), GazetteerError> {
        let body = self.bytes().get(super::format::HEAD..).unwrap_or_default();
        if digest(body) == self.layout.sha256 {
            return Ok(());
        }
        Err(GazetteerError::Damaged("its bytes do not have the hash that it carries"))
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.layout.records.len() / RECORD
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn bytes(&self) -> &[u8] {
        (*self.file).as_ref()
    }

    fn section(&self, range: &Range<usize>) -> &[u8] {
        self.bytes().get(range.clone()).unwrap_or_default()
    }

    /// The places that go by this name in any spelling, the most populous first, with how the name
    /// stands to each.
    pub fn lookup(&self, name: &str) -> Vec<(PlaceId, NameKind)> {
        let (key, bare) = fold_both(name);
        self.lookup_folded(&key, bare.as_deref())
    }

    /// [`Gazetteer::lookup`] by the key of a name and its key without an article.
    pub(super) fn lookup_folded(&self, key: &str, bare: Option<&str>) -> Vec<(PlaceId, NameKind)> {
        let mut found = self.lookup_key(key);
        if let Some(bare) = bare {
            for (place, kind) in self.lookup_key(bare) {
                if !found.iter().any(|(p, _)| *p == place) {
                    found.push((place, kind.bare()));
                }
            }
        }
        found
    }

    /// The places that have exactly this folded key.
    pub fn lookup_key(&self, key: &str) -> Vec<(PlaceId, NameKind)> {
        if key.is_empty() {
            return Vec::new();
        }
        let Some(value) = self.map.get(key) else { return Vec::new() };
        if value & INLINE != 0 {
            return vec![posting(value as u32)];
        }
        let lists = self.section(&self.layout.lists);
        let Ok(at) = usize::try_from(value) else { return Vec::new() };
        let count = u32_at(lists, at).unwrap_or(0) as usize;
        (1..=count).map_while(|i| u32_at(lists, at + 4 * i)).map(posting).collect()
    }

    /// Keys near another one and not the same, with how many edits they are off.
    pub(super) fn spelled(&self, walk: &Walk<'_>) -> Vec<(String, usize)> {
        use fst::{IntoStreamer, Streamer};
        let mut stream = self.map.search_with_state(Near(walk)).into_stream();
        let mut found = Vec::new();
        while let Some((other, _, row)) = stream.next() {
            let distance = row.map_or(0, |row| walk.distance(&row));
            if let Ok(other) = std::str::from_utf8(other)
                && distance > 0
            {
                found.push((other.to_owned(), distance));
            }
        }
        found
    }

    /// Whether any place has this folded key.
    pub fn knows_key(&self, key: &str) -> bool {
        !key.is_empty() && self.map.contains_key(key)
    }

    /// The country of a two-letter code. Countries stand at the head of the records.
    pub(super) fn country(&self, code: &str) -> Option<PlaceId> {
        let countries = self.countries.get_or_init(|| {
            (0..self.len() as u32)
                .map(PlaceId)
                .map_while(|id| Some((id, self.record(id).filter(|r| r.kind == PlaceKind::Country)?)))
                .map(|(id, r)| (r.code.to_owned(), id))
                .collect()
        });
        countries.get(code).copied()
    }

    /// What is known of a place; nothing when there is no such record, as in a damaged file.
    pub fn record(&self, place: PlaceId) -> Option<Record<'_>> {
        let records = self.section(&self.layout.records);
        let at = (place.0 as usize).checked_mul(RECORD)?;
        let r = records.get(at..at + RECORD)?;
        let word = |i: usize| u32_at(r, 4 * i);
        let place = |i: usize| word(i).filter(|w| *w != NONE).map(PlaceId);
        let degrees = |i: usize| word(i).map(|w| f64::from(w as i32) / 1e5);
        let start = word(8)? as usize;
        let name = self.section(&self.layout.names).get(start..start + r[36] as usize)?;
        Some(Record {
            name: std::str::from_utf8(name).ok()?,
            geonames: word(0).filter(|id| *id != 0),
            lat: degrees(1)?,
            lon: degrees(2)?,
            radius_km: f64::from(word(3)?) / 100.0,
            population: word(4)?,
            country: place(5),
            admin1: place(6),
            admin2: place(7),
            kind: *KINDS.get(r[37] as usize)?,
            code: std::str::from_utf8(&r[38..40]).unwrap_or_default().trim_end_matches('\0'),
        })
    }
}

/// Keys near another one.
struct Near<'w>(&'w Walk<'w>);

impl fst::Automaton for Near<'_> {
    type State = Option<Row>;

    fn start(&self) -> Option<Row> {
        Some(self.0.first())
    }

    fn is_match(&self, row: &Option<Row>) -> bool {
        row.as_ref().is_some_and(|row| self.0.distance(row) <= self.0.edits)
    }

    fn can_match(&self, row: &Option<Row>) -> bool {
        row.is_some()
    }

    fn accept(&self, row: &Option<Row>, letter: u8) -> Option<Row> {
        self.0.next(row.as_ref()?, letter)
    }
}

fn posting(bits: u32) -> (PlaceId, NameKind) {
    (PlaceId(bits & ((1 << PLACE_BITS) - 1)), NameKind(bits >> PLACE_BITS))
}
