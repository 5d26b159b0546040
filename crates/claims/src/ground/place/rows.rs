//! The files of the lexicon of places as they are written.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use types::PlaceKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub kinds: FxHashMap<PlaceKind, Vec<String>>,
    pub roles: Roles,
    pub names: Names,
    pub place: Vec<PlaceRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    pub seat: Vec<String>,
    pub origin: Vec<String>,
    pub spoken: Vec<String>,
    pub distance: Vec<String>,
    pub behind: Vec<String>,
    pub grounds: Vec<String>,
    pub happens: Vec<String>,
    pub moves: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub titles: Vec<String>,
    pub parts: Vec<String>,
    pub famous: Vec<String>,
    pub bodies: Vec<String>,
    pub others: Vec<String>,
    pub roads: Vec<String>,
    pub not_alone: Vec<String>,
    pub no_place: Vec<String>,
    pub language: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRow {
    pub name: String,
    pub kind: PlaceKind,
    pub point: (f64, f64),
    pub radius: f64,
    #[serde(default)]
    pub state: String,
    pub within: Option<String>,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct States {
    pub state: Vec<StateRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateRow {
    pub code: String,
    pub point: (f64, f64),
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub of: Vec<String>,
    #[serde(default)]
    pub people: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub unit: Vec<UnitRow>,
    pub called: Vec<CalledRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalledRow {
    pub state: String,
    pub name: String,
    pub called: String,
    pub with: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRow {
    pub state: String,
    pub name: String,
    pub point: (f64, f64),
    #[serde(default)]
    pub short: Vec<String>,
    #[serde(default)]
    pub of: Vec<String>,
    #[serde(default)]
    pub people: Vec<String>,
}

/// The nouns of `people.toml`; its other lists serve the actors.
#[derive(Deserialize)]
pub(super) struct People {
    male: Vec<String>,
    female: Vec<String>,
    any: Vec<String>,
    pub speech: Vec<String>,
    pub bodies: Vec<Bodies>,
}

impl People {
    /// Nouns for one human being.
    pub fn persons(&self) -> Vec<String> {
        [&self.male, &self.female, &self.any].into_iter().flatten().cloned().collect()
    }
}

#[derive(Deserialize)]
pub(super) struct Bodies {
    pub words: Vec<String>,
}
