//! The files of the lexicon of actors as they are written.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use types::ActorKind;

/// An actor of the world.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    /// Its people and adjective: "Syrian", "Republican".
    #[serde(default)]
    pub(super) people: Vec<String>,
    /// Cities that stand for it when they speak: "Moscow said".
    #[serde(default)]
    pub(super) seats: Vec<String>,
    /// What it belongs to.
    #[serde(default)]
    pub(super) of: Vec<String>,
    /// What it may be called beyond the nouns of its own name: "agency", "outlet", "armed".
    #[serde(default)]
    pub(super) sorts: Vec<String>,
    #[serde(skip, default = "group")]
    pub(super) kind: ActorKind,
}

fn group() -> ActorKind {
    ActorKind::Group
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) kind: ActorKind,
    #[serde(default)]
    pub(super) sorts: Vec<String>,
    pub(super) entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) section: Vec<Section>,
}

/// A noun for bodies of people, and what it may refer back to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub(super) words: Vec<String>,
    /// Kinds of actor that the noun fits whatever their name; none: only those called so.
    #[serde(default)]
    pub(super) kinds: Vec<ActorKind>,
    /// When given, the actor must be of one of these sorts.
    #[serde(default)]
    pub(super) sorts: Vec<String>,
    /// What an actor is that is known only by this noun and a modifier.
    pub(super) kind: ActorKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) male: Vec<String>,
    pub(super) female: Vec<String>,
    pub(super) any: Vec<String>,
    pub(super) generic: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) male_titles: Vec<String>,
    pub(super) female_titles: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) abbreviations: FxHashMap<String, String>,
    pub(super) qualifiers: Vec<String>,
    pub(super) portfolios: Vec<String>,
    pub(super) premises: Vec<String>,
    pub(super) sponsors: Vec<String>,
    pub(super) eponymous: Vec<String>,
    pub(super) armed: Vec<String>,
    pub(super) armed_names: Vec<String>,
    pub(super) outlet_names: Vec<String>,
    pub(super) company_names: Vec<String>,
    pub(super) relief_names: Vec<String>,
    pub(super) bearers: Vec<String>,
    pub(super) credits: Vec<String>,
    pub(super) speech: Vec<String>,
    pub(super) locative: Vec<String>,
    pub(super) male_names: Vec<String>,
    pub(super) female_names: Vec<String>,
    pub(super) bodies: Vec<Body>,
}
