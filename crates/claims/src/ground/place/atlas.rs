//! Gazetteer and lexicon as one: what may be meant by a name.

use super::fold;
use super::fold::fold_both;
use super::format::NameKind;
use super::gazetteer::{Gazetteer, PlaceId, Record};
use super::geo::km;
use super::lexicon::{Lexicon, Supplement};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use types::PlaceKind;

/// People of a town whose name its unit takes.
const LARGE: u32 = 100_000;
/// People of a town that is known even where its name lost a mark.
const METROPOLIS: u32 = 1_000_000;

/// A place that a name may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub name: &'a str,
    pub id: Option<PlaceId>,
    pub geonames: Option<u32>,
    pub lat: f64,
    pub lon: f64,
    pub radius_km: f64,
    pub kind: PlaceKind,
    pub population: u32,
    pub code: &'a str,
    pub country: Option<PlaceId>,
    pub admin1: Option<PlaceId>,
    pub admin2: Option<PlaceId>,
    pub how: NameKind,
    /// Whether the name, alone, means this city.
    pub famous: bool,
}

/// What a name may mean; shared by all who ask for it.
pub(super) type Candidates<'a> = Rc<[Candidate<'a>]>;

impl Candidate<'_> {
    pub fn point(&self) -> (f64, f64) {
        (self.lat, self.lon)
    }

    /// Whether it lies inside a larger place.
    pub fn inside(&self, holder: &Candidate<'_>) -> bool {
        match holder.kind {
            PlaceKind::Country => {
                self.kind != PlaceKind::Country && !holder.code.is_empty() && self.code == holder.code
            }
            PlaceKind::Admin1 => holder.id.is_some() && self.admin1 == holder.id && self.id != holder.id,
            PlaceKind::Admin2 => holder.id.is_some() && self.admin2 == holder.id,
            PlaceKind::Region | PlaceKind::Physical => {
                self.radius_km < holder.radius_km && km(self.point(), holder.point()) <= holder.radius_km
            }
            _ => false,
        }
    }
}

/// Gazetteer and lexicon for one document.
pub(super) struct Atlas<'a> {
    pub lexicon: &'a Lexicon,
    pub gazetteer: &'a Gazetteer,
    /// Names of first-level units as they are printed, once worked out.
    names: RefCell<FxHashMap<PlaceId, &'a str>>,
    /// What the names that were asked for may mean: exactly, and with a lost mark.
    exact: RefCell<FxHashMap<String, Candidates<'a>>>,
    meant: RefCell<FxHashMap<String, Candidates<'a>>>,
    /// Rows of the lexicon as places, once worked out.
    rows: RefCell<FxHashMap<usize, Option<Candidate<'a>>>>,
    nobody: Candidates<'a>,
}

impl<'a> Atlas<'a> {
    pub fn new(lexicon: &'a Lexicon, gazetteer: &'a Gazetteer) -> Atlas<'a> {
        Atlas {
            lexicon,
            gazetteer,
            names: RefCell::default(),
            exact: RefCell::default(),
            meant: RefCell::default(),
            rows: RefCell::default(),
            nobody: Rc::from([]),
        }
    }

    /// All that may go by this name, or by it without an "s" that lost its mark.
    pub fn meant(&self, name: &str) -> Candidates<'a> {
        if let Some(known) = self.meant.borrow().get(name) {
            return known.clone();
        }
        let mut found = self.candidates(name);
        if found.is_empty()
            && let Some(unmarked) = self.unmarked(name)
        {
            found = Rc::from([unmarked]);
        }
        self.meant.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    /// All that may go by this name.
    pub fn candidates(&self, name: &str) -> Candidates<'a> {
        if let Some(known) = self.exact.borrow().get(name) {
            return known.clone();
        }
        let found = self.look_up(name);
        let found = if found.is_empty() { self.nobody.clone() } else { Rc::from(found) };
        self.exact.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    fn look_up(&self, name: &str) -> Vec<Candidate<'a>> {
        let (key, bare) = fold_both(name);
        let places = self.gazetteer.lookup_folded(&key, bare.as_deref());
        let mut found: Vec<Candidate<'a>> =
            places.into_iter().filter_map(|(id, how)| self.record(id, how)).collect();
        let bare = bare.iter().flat_map(|bare| self.lexicon.lookup_key(bare));
        let keys = self.lexicon.lookup_key(&key).iter().copied();
        let keys = keys.chain(bare.map(|(i, how)| (*i, how.bare())));
        for (index, how) in keys {
            let Some(new) = self.supplement(index, how) else { continue };
            let same = |c: &Candidate<'_>| match new.id {
                Some(_) => c.id == new.id,
                None => c.kind == new.kind && km(c.point(), new.point()) < 15.0,
            };
            match found.iter_mut().find(|c| same(c)) {
                Some(old) if new.id.is_some() => *old = new,
                Some(_) => {}
                None => found.push(new),
            }
        }
        let famous = !found.is_empty() && self.lexicon.famous.contains(&key);
        let city = |c: &&mut Candidate<'_>| c.kind == PlaceKind::Populated && c.how.is_main();
        if let Some(c) = found.iter_mut().filter(city).max_by_key(|c| c.population).filter(|_| famous) {
            c.famous = true;
        }
        found
    }

    /// "Valderias", "Port Amsels": a country or a large town in the possessive, in a text that lost its
    /// apostrophes.
    pub fn unmarked(&self, word: &str) -> Option<Candidate<'a>> {
        let bare = word.strip_suffix('s').filter(|b| b.len() > 3 && !b.ends_with('s'))?;
        if !self.origins(word).is_empty() || !self.candidates(word).is_empty() {
            return None;
        }
        let known = |c: &Candidate<'_>| match c.kind {
            PlaceKind::Country => !c.how.is_code(),
            PlaceKind::Populated => c.how.is_main() && c.population >= METROPOLIS,
            _ => false,
        };
        let found = self.candidates(bare);
        let found = found.iter().copied().filter(known);
        found.max_by_key(|c| (c.kind == PlaceKind::Country, c.population))
    }

    /// Whether the words say who is from somewhere.
    pub fn is_demonym(&self, words: &str) -> bool {
        !self.origins(words).is_empty()
    }

    /// What a demonym derives from.
    pub fn origins(&self, words: &str) -> Vec<Candidate<'a>> {
        self.lexicon.demonym(words).iter().filter_map(|i| self.supplement(*i, NameKind::OTHER)).collect()
    }

    fn record(&self, id: PlaceId, how: NameKind) -> Option<Candidate<'a>> {
        let r = self.gazetteer.record(id)?;
        let c = Candidate {
            name: self.called(id, &r),
            id: Some(id),
            geonames: r.geonames,
            lat: r.lat,
            lon: r.lon,
            radius_km: r.radius_km,
            kind: r.kind,
            population: r.population,
            code: r.code,
            country: r.country,
            admin1: r.admin1,
            admin2: r.admin2,
            how,
            famous: false,
        };
        Some(c.completed(self, r.name))
    }

    /// A row of the lexicon.
    fn supplement(&self, index: usize, how: NameKind) -> Option<Candidate<'a>> {
        if let Some(known) = self.rows.borrow().get(&index) {
            return known.map(|c| Candidate { how, ..c });
        }
        let row = self.row(index, how);
        self.rows.borrow_mut().insert(index, row);
        row
    }

    fn row(&self, index: usize, how: NameKind) -> Option<Candidate<'a>> {
        let s = self.lexicon.supplements.get(index)?;
        let id = match s.kind {
            PlaceKind::Country => self.gazetteer.country(&s.state),
            PlaceKind::Admin1 => self.unit(&s.name, &s.state),
            PlaceKind::Region => self.continent(&s.name),
            _ => None,
        };
        if let Some(id) = id {
            return self.record(id, how);
        }
        if s.name.is_empty() {
            return None;
        }
        Some(Candidate {
            name: &s.name,
            id: None,
            geonames: None,
            lat: s.point.0,
            lon: s.point.1,
            radius_km: s.radius_km.unwrap_or(100.0),
            kind: s.kind,
            population: 0,
            code: &s.state,
            country: self.gazetteer.country(&s.state),
            admin1: s.within.as_ref().and_then(|w| self.unit(w, &s.state)),
            admin2: None,
            how,
            famous: false,
        })
    }

    /// The first-level unit of a state that goes by this name.
    fn unit(&self, name: &str, state: &str) -> Option<PlaceId> {
        self.gazetteer.lookup(name).into_iter().map(|(id, _)| id).find(|id| {
            self.gazetteer.record(*id).is_some_and(|r| r.kind == PlaceKind::Admin1 && r.code == state)
        })
    }

    fn continent(&self, name: &str) -> Option<PlaceId> {
        let region = |id: &PlaceId| self.gazetteer.record(*id).is_some_and(|r| r.kind == PlaceKind::Region);
        self.gazetteer.lookup(name).into_iter().map(|(id, _)| id).find(region)
    }

    /// The lexicon's row on a record, where it has one.
    fn correction(&self, c: &Candidate<'_>, name: &str) -> Option<&'a Supplement> {
        let of_kind = |s: &&Supplement| s.kind == c.kind && s.state == c.code;
        match c.kind {
            PlaceKind::Country => self.lexicon.state(c.code),
            PlaceKind::Admin1 => {
                let rows = self.lexicon.lookup_key(&fold(name));
                rows.iter().filter_map(|(i, _)| self.lexicon.supplements.get(*i)).find(of_kind)
            }
            _ => None,
        }
    }

    /// The first-level unit of a country that goes by this name or holds the town that does.
    pub fn unit_in(&self, name: &str, country: &str) -> Option<String> {
        let key = fold(name);
        if key.len() < 4 || self.lexicon.not_alone(&key) {
            return None;
        }
        let inside = |c: &&Candidate<'_>| {
            matches!(c.kind, PlaceKind::Admin1 | PlaceKind::Populated)
                && c.country.and_then(|id| self.gazetteer.record(id)).is_some_and(|r| r.name == country)
        };
        let found = self.meant(name);
        let found = found.iter().filter(inside);
        let best = found.max_by_key(|c| (c.kind == PlaceKind::Admin1, c.id.is_none(), c.population))?;
        let unit = if best.kind == PlaceKind::Admin1 { best.id } else { best.admin1 }?;
        Some(self.called(unit, &self.gazetteer.record(unit)?).to_owned())
    }

    /// Names of what holds a place, nearest first.
    pub fn parents(&self, c: &Candidate<'_>) -> Vec<&'a str> {
        let ids = [c.admin2, c.admin1, c.country];
        let names = ids.into_iter().flatten().filter(|id| Some(*id) != c.id);
        names.filter_map(|id| Some(self.called(id, &self.gazetteer.record(id)?))).collect()
    }

    /// The name that a place is printed by. A first-level unit goes by what the lexicon calls it, else, as
    /// "Moskva" does, by the name of the large town in it that goes by the same name.
    fn called(&self, id: PlaceId, r: &Record<'a>) -> &'a str {
        if r.kind != PlaceKind::Admin1 {
            return r.name;
        }
        if let Some(known) = self.names.borrow().get(&id) {
            return known;
        }
        let town = || {
            let mut inside = self.gazetteer.lookup(r.name).into_iter().filter_map(|(town, _)| {
                self.gazetteer.record(town).filter(|t| t.admin1 == Some(id) && t.kind == PlaceKind::Populated)
            });
            inside.find(|t| t.population >= LARGE).map(|t| t.name)
        };
        let name = self.lexicon.called(r.code, r.name).or_else(town).unwrap_or(r.name);
        self.names.borrow_mut().insert(id, name);
        name
    }
}

impl<'a> Candidate<'a> {
    /// With the point that the lexicon gives the place of this name, where it gives one.
    fn completed(mut self, atlas: &Atlas<'a>, name: &str) -> Candidate<'a> {
        if let Some(row) = atlas.correction(&self, name) {
            (self.lat, self.lon) = row.point;
        }
        self
    }
}
