//! Words about places, and places that the gazetteer lacks.

use super::fold::{fold, fold_bare};
use super::format::NameKind;
use super::rows::{People, PlaceRow, StateRow, States, UnitRow, Units, Words};
use crate::LexiconError;
use rustc_hash::{FxHashMap, FxHashSet};
use types::PlaceKind;

/// The words that this module reads: `lexicons/places*.toml`, and nouns for people of `people.toml`.
#[derive(Default)]
pub struct Lexicon {
    kinds: FxHashMap<String, PlaceKind>,
    pub(super) seat: FxHashSet<String>,
    pub(super) origin: FxHashSet<String>,
    pub(super) spoken: FxHashSet<String>,
    pub(super) distance: FxHashSet<String>,
    pub(super) behind: FxHashSet<String>,
    pub(super) grounds: FxHashSet<String>,
    /// What happens in places, and how they are left: verbs and nouns in their dictionary form.
    pub(super) happens: FxHashSet<String>,
    pub(super) moves: FxHashSet<String>,
    /// Nouns for people and for bodies of people, in their dictionary form.
    pub(super) persons: FxHashSet<String>,
    pub(super) groups: FxHashSet<String>,
    /// Verbs of speech.
    pub(super) speech: FxHashSet<String>,
    pub(super) titles: FxHashSet<String>,
    pub(super) parts: FxHashSet<String>,
    pub(super) famous: FxHashSet<String>,
    pub(super) bodies: FxHashSet<String>,
    pub(super) others: FxHashSet<String>,
    pub(super) roads: FxHashSet<String>,
    pub(super) language: FxHashSet<String>,
    not_alone: FxHashSet<String>,
    no_place: FxHashSet<String>,
    pub(super) supplements: Vec<Supplement>,
    /// Rows of states by their two-letter codes.
    states: FxHashMap<String, usize>,
    by_key: FxHashMap<String, Vec<(usize, NameKind)>>,
    demonyms: FxHashMap<String, Vec<usize>>,
    /// Names that units are printed by, by state and folded name.
    called: FxHashMap<(String, String), String>,
    filed: FxHashMap<String, String>,
}

/// A place of the lexicon. It completes the gazetteer's record of the same place, or stands alone.
#[derive(Debug)]
pub(super) struct Supplement {
    pub name: String,
    pub kind: PlaceKind,
    pub point: (f64, f64),
    pub radius_km: Option<f64>,
    /// Two-letter code of the state; empty when none holds it.
    pub state: String,
    pub within: Option<String>,
}

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        Lexicon::parse(
            include_str!("../../../../../lexicons/places.toml"),
            include_str!("../../../../../lexicons/places-states.toml"),
            include_str!("../../../../../lexicons/places-units.toml"),
            include_str!("../../../../../lexicons/people.toml"),
        )
    }

    fn parse(words: &str, states: &str, units: &str, people: &str) -> Result<Lexicon, LexiconError> {
        let words: Words = crate::lexicon::parse("places.toml", words)?;
        let states: States = crate::lexicon::parse("places-states.toml", states)?;
        let units: Units = crate::lexicon::parse("places-units.toml", units)?;
        let people: People = crate::lexicon::parse("people.toml", people)?;
        let folded = |list: Vec<String>| list.iter().map(|w| fold(w)).collect::<FxHashSet<String>>();
        let set = |list: Vec<String>| list.into_iter().collect::<FxHashSet<String>>();
        let kinds = words.kinds.into_iter().flat_map(|(k, list)| list.into_iter().map(move |w| (w, k)));
        let mut lexicon = Lexicon {
            kinds: kinds.collect(),
            seat: set(words.roles.seat),
            origin: set(words.roles.origin),
            spoken: set(words.roles.spoken),
            distance: set(words.roles.distance),
            behind: set(words.roles.behind),
            grounds: set(words.roles.grounds),
            happens: set(words.roles.happens),
            moves: set(words.roles.moves),
            persons: set(people.persons()),
            speech: set(people.speech),
            groups: set(people.bodies.into_iter().flat_map(|b| b.words).collect()),
            titles: folded(words.names.titles),
            parts: folded(words.names.parts),
            famous: folded(words.names.famous),
            bodies: set(words.names.bodies),
            others: set(words.names.others),
            roads: set(words.names.roads),
            language: set(words.names.language),
            not_alone: folded(words.names.not_alone),
            no_place: set(words.names.no_place),
            ..Lexicon::default()
        };
        states.state.into_iter().for_each(|s| lexicon.add_state(s));
        units.unit.into_iter().for_each(|u| lexicon.add_unit(u));
        words.place.into_iter().for_each(|p| lexicon.add_place(p));
        for row in units.called {
            lexicon.filed.extend(row.with.map(|with| (row.called.clone(), with)));
            lexicon.called.insert((row.state, fold(&row.name)), row.called);
        }
        Ok(lexicon)
    }

    fn add(&mut self, s: Supplement, names: &[String], short: &[String], of: &[String], people: &[String]) {
        let index = self.supplements.len();
        let own = (!s.name.is_empty()).then_some(&s.name);
        for (name, kind) in own
            .map(|n| (n, NameKind::MAIN))
            .into_iter()
            .chain(names.iter().map(|n| (n, NameKind::OTHER)))
            .chain(short.iter().map(|n| (n, NameKind::CODE)))
        {
            self.by_key.entry(fold(name)).or_default().push((index, kind));
            if let Some(bare) = fold_bare(name) {
                self.by_key.entry(bare).or_default().push((index, kind.bare()));
            }
        }
        for word in of {
            derive(word).into_iter().for_each(|w| self.add_demonym(w, index));
        }
        people.iter().for_each(|w| self.add_demonym(w.clone(), index));
        self.supplements.push(s);
    }

    fn add_demonym(&mut self, word: String, index: usize) {
        let places = self.demonyms.entry(word).or_default();
        if !places.contains(&index) {
            places.push(index);
        }
    }

    fn add_state(&mut self, s: StateRow) {
        self.states.entry(s.code.clone()).or_insert(self.supplements.len());
        let supplement = Supplement {
            name: String::new(),
            kind: PlaceKind::Country,
            point: s.point,
            radius_km: None,
            state: s.code,
            within: None,
        };
        self.add(supplement, &s.names, &[], &s.of, &s.people);
    }

    fn add_unit(&mut self, u: UnitRow) {
        let supplement = Supplement {
            name: u.name,
            kind: PlaceKind::Admin1,
            point: u.point,
            radius_km: None,
            state: u.state,
            within: None,
        };
        self.add(supplement, &[], &u.short, &u.of, &u.people);
    }

    fn add_place(&mut self, p: PlaceRow) {
        let supplement = Supplement {
            name: p.name,
            kind: p.kind,
            point: p.point,
            radius_km: Some(p.radius),
            state: p.state,
            within: p.within,
        };
        self.add(supplement, &p.names, &[], &p.of, &[]);
    }

    /// The row of a state, by its two-letter code.
    pub(super) fn state(&self, code: &str) -> Option<&Supplement> {
        self.states.get(code).and_then(|index| self.supplements.get(*index))
    }

    /// The name that a first-level unit is printed by, where it is another than the gazetteer's.
    pub(super) fn called(&self, state: &str, name: &str) -> Option<&str> {
        self.called.get(&(state.to_owned(), fold(name))).map(String::as_str)
    }

    /// The unit under whose name events in a unit are filed, both by the names that they are printed by: its
    /// own unless the lexicon joins the surroundings of a capital to it.
    pub fn filed<'n>(&'n self, unit: &'n str) -> &'n str {
        self.filed.get(unit).map_or(unit, String::as_str)
    }

    /// What sort of place a word says, in lower case: "province".
    pub(super) fn kind(&self, word: &str) -> Option<PlaceKind> {
        self.kinds.get(word).or_else(|| self.kinds.get(word.strip_suffix('s')?)).copied()
    }

    /// Whether a word is more often something else than the place that has its name.
    pub(super) fn not_alone(&self, key: &str) -> bool {
        self.not_alone.contains(key)
    }

    /// Whether an entity of this label holds no place.
    pub(super) fn no_place(&self, label: &str) -> bool {
        self.no_place.contains(label)
    }

    /// Supplements by folded key.
    pub(super) fn lookup_key(&self, key: &str) -> &[(usize, NameKind)] {
        self.by_key.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// All folded keys of supplements.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// The places that a demonym, as written, derives from.
    pub(super) fn demonym(&self, words: &str) -> &[usize] {
        self.demonyms.get(words).map(Vec::as_slice).unwrap_or_default()
    }
}

/// "Syrian" gives "Syrians"; "Irish" gives "Irishman", "Irishmen"; short forms stay as they are.
fn derive(word: &str) -> Vec<String> {
    let mut words = vec![word.to_owned()];
    if ["sh", "ch", "tch"].iter().any(|e| word.ends_with(e)) {
        words.extend(["man", "men", "woman", "women"].map(|e| format!("{word}{e}")));
    } else if !["ese", "ss", "ois", "s", "."].iter().any(|e| word.ends_with(e)) && word.len() > 3 {
        words.push(format!("{word}s"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demonyms_lead_to_their_places() {
        let l = Lexicon::builtin().unwrap();
        let state = |w: &str| l.demonym(w).first().map(|i| l.supplements[*i].state.clone());
        for (word, code) in [("Syrians", "SY"), ("Frenchman", "FR"), ("Danes", "DK"), ("Chinese", "CN")] {
            assert_eq!(state(word).as_deref(), Some(code), "{word}");
        }
        assert_eq!(state("Chineses"), None);
    }

    #[test]
    fn a_file_of_another_form_is_named() {
        let error = Lexicon::parse("[kinds]\nsea = 3", "", "", "").err().unwrap().to_string();
        assert!(error.starts_with("lexicons/places.toml: "), "{error}");
    }

    /// The names, and the words for who is from there, that do not lead to the row.
    fn lost(l: &Lexicon, row: usize, names: &[String], of: &[String]) -> Vec<String> {
        let known = |n: &str| l.lookup_key(&fold(n)).iter().any(|(i, _)| *i == row);
        let lost = names.iter().filter(|n| !known(n)).cloned();
        lost.chain(of.iter().filter(|w| !l.demonym(w).contains(&row)).cloned()).collect()
    }

    #[test]
    fn every_row_is_found_by_its_names_and_its_people() {
        let l = Lexicon::builtin().unwrap();
        let file = include_str!("../../../../../lexicons/places.toml");
        let states = include_str!("../../../../../lexicons/places-states.toml");
        let units = include_str!("../../../../../lexicons/places-units.toml");
        let words: Words = crate::lexicon::parse("places.toml", file).unwrap();
        let states: States = crate::lexicon::parse("places-states.toml", states).unwrap();
        let units: Units = crate::lexicon::parse("places-units.toml", units).unwrap();
        let states = states.state.into_iter().map(|s| (s.code, s.names, [s.of, s.people].concat()));
        let units = units.unit.into_iter().map(|u| {
            let names = [vec![u.name.clone()], u.short].concat();
            (u.name, names, [u.of, u.people].concat())
        });
        let places = words.place.into_iter().map(|p| {
            let names = [vec![p.name.clone()], p.names].concat();
            (p.name, names, p.of)
        });
        let rows = states.chain(units).chain(places).enumerate();
        let lost: Vec<String> = rows
            .flat_map(|(i, (row, names, of))| {
                lost(&l, i, &names, &of).into_iter().map(move |w| format!("{row}: {w}"))
            })
            .collect();
        assert!(lost.is_empty(), "{}", lost.join("\n"));
        assert!(l.supplements.len() > 200);
    }

    #[test]
    fn every_supplement_lies_on_the_globe() {
        for s in Lexicon::builtin().unwrap().supplements {
            assert!(s.point.0.abs() <= 90.0 && s.point.1.abs() <= 180.0, "{}", s.name);
        }
    }
}
