//! The words of time, from `lexicons/time.toml`.

use super::feast::Feast;
use super::sem::Unit;
use crate::LexiconError;
use crate::ground::quantity::number::Words;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
struct List {
    words: FxHashSet<String>,
}

/// How words before a length bend it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Modifier {
    #[serde(rename = "mod")]
    pub(super) code: String,
    /// Whether the words belong to the expression.
    pub(super) inside: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct File {
    months: FxHashMap<String, i8>,
    weekdays: FxHashMap<String, i8>,
    shy: List,
    seasons: FxHashMap<String, String>,
    season_months: FxHashMap<String, i8>,
    units: FxHashMap<String, Unit>,
    parts: FxHashMap<String, (String, u8, u8)>,
    hours: FxHashMap<String, u8>,
    deictic: FxHashMap<String, (i32, String)>,
    refs: FxHashMap<String, String>,
    sets: FxHashMap<String, String>,
    holidays: FxHashMap<String, String>,
    feasts: FxHashMap<String, Feast>,
    modifiers: FxHashMap<String, Modifier>,
    edges: FxHashMap<String, String>,
    directions: FxHashMap<String, i8>,
    vague: List,
    future: List,
    zones: List,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Numbers {
    words: Words,
}

/// The words that this module reads.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    file: File,
    /// Phrases by their first word, longest first.
    refs: FxHashMap<String, Vec<(String, String)>>,
    holidays: FxHashMap<String, Vec<(String, String)>>,
    feasts: FxHashMap<String, Vec<(String, Feast)>>,
    modifiers: FxHashMap<String, Vec<(String, Modifier)>>,
    pub(super) numbers: Words,
    /// Words that an expression may begin with, in the singular: all others need no look.
    starts: FxHashSet<String>,
}

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        let file: File =
            crate::lexicon::parse("time.toml", include_str!("../../../../../lexicons/time.toml"))?;
        let numbers: Numbers =
            crate::lexicon::parse("numbers.toml", include_str!("../../../../../lexicons/numbers.toml"))?;
        Ok(Lexicon {
            starts: starts(&file, &numbers.words),
            refs: by_first_word(&file.refs),
            holidays: by_first_word(&file.holidays),
            feasts: by_first_word(&file.feasts),
            modifiers: by_first_word(&file.modifiers),
            file,
            numbers: numbers.words,
        })
    }

    /// Whether an expression may begin with the word.
    pub(super) fn starts(&self, word: &str) -> bool {
        self.starts.contains(word) || word.strip_suffix('s').is_some_and(|w| self.starts.contains(w))
    }

    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.file.months.get(word).copied()
    }
    pub(super) fn weekday(&self, word: &str) -> Option<i8> {
        self.file.weekdays.get(word).copied()
    }
    /// Whether the word is more often something else than a time.
    pub(super) fn shy(&self, word: &str) -> bool {
        self.file.shy.words.contains(word)
    }
    pub(super) fn season(&self, word: &str) -> Option<&str> {
        self.file.seasons.get(word).map(String::as_str)
    }
    /// First month of a season, by its code.
    pub(super) fn season_month(&self, code: &str) -> i8 {
        self.file.season_months.get(code).copied().unwrap_or(1)
    }
    /// The unit, and whether the word is its plural.
    pub(super) fn unit(&self, word: &str) -> Option<(Unit, bool)> {
        if let Some(unit) = self.file.units.get(word) {
            return Some((*unit, false));
        }
        Some((*self.file.units.get(word.strip_suffix('s')?)?, true))
    }
    /// Code, first and last hour of a part of the day.
    pub(super) fn part(&self, word: &str) -> Option<&(String, u8, u8)> {
        self.file.parts.get(word)
    }
    pub(super) fn hour(&self, word: &str) -> Option<u8> {
        self.file.hours.get(word).copied()
    }
    pub(super) fn deictic(&self, word: &str) -> Option<&(i32, String)> {
        self.file.deictic.get(word)
    }
    pub(super) fn set(&self, word: &str) -> Option<&str> {
        self.file.sets.get(word).map(String::as_str)
    }
    pub(super) fn edge(&self, word: &str) -> Option<&str> {
        self.file.edges.get(word).map(String::as_str)
    }
    pub(super) fn direction(&self, word: &str) -> Option<i8> {
        self.file.directions.get(word).copied()
    }
    pub(super) fn vague(&self, word: &str) -> bool {
        self.file.vague.words.contains(word)
    }
    pub(super) fn future(&self, word: &str) -> bool {
        self.file.future.words.contains(word)
    }
    pub(super) fn zone(&self, word: &str) -> bool {
        self.file.zones.words.contains(word)
    }
    pub(super) fn refs(&self, first: &str) -> &[(String, String)] {
        self.refs.get(first).map_or(&[], Vec::as_slice)
    }
    pub(super) fn holidays(&self, first: &str) -> &[(String, String)] {
        self.holidays.get(first).map_or(&[], Vec::as_slice)
    }
    pub(super) fn feasts(&self, first: &str) -> &[(String, Feast)] {
        self.feasts.get(first).map_or(&[], Vec::as_slice)
    }
    /// A feast by its whole name.
    pub(super) fn feast(&self, name: &str) -> Option<&Feast> {
        self.file.feasts.get(name)
    }
    pub(super) fn modifiers(&self, first: &str) -> &[(String, Modifier)] {
        self.modifiers.get(first).map_or(&[], Vec::as_slice)
    }
}

/// First words of all tables, and those that the grammar of expressions itself knows.
fn starts(file: &File, numbers: &Words) -> FxHashSet<String> {
    const OWN: &str = "the a an this that these those very half q h mid day rest remainder couple dozen \
        hundred thousand score another all full whole first last final opening closing entire recent coming \
        past intervening following next same previous early late overnight night latter per once twice \
        thrice every each twelve number small wee eve";
    let tables = [
        file.months.keys().collect::<Vec<_>>(),
        file.weekdays.keys().collect(),
        file.seasons.keys().collect(),
        file.units.keys().collect(),
        file.parts.keys().collect(),
        file.hours.keys().collect(),
        file.deictic.keys().collect(),
        file.refs.keys().collect(),
        file.sets.keys().collect(),
        file.holidays.keys().collect(),
        file.feasts.keys().collect(),
        file.modifiers.keys().collect(),
        file.edges.keys().collect(),
        file.directions.keys().collect(),
        file.vague.words.iter().collect(),
        numbers.ones.keys().collect(),
        numbers.tens.keys().collect(),
        numbers.scales.keys().collect(),
        numbers.fractions.keys().collect(),
        numbers.ordinals.keys().collect(),
    ];
    let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
    tables.into_iter().flatten().map(first).chain(OWN.split_whitespace().map(str::to_owned)).collect()
}

fn by_first_word<T: Clone>(phrases: &FxHashMap<String, T>) -> FxHashMap<String, Vec<(String, T)>> {
    let mut out: FxHashMap<String, Vec<(String, T)>> = FxHashMap::default();
    for (phrase, value) in phrases {
        let first = phrase.split(' ').next().unwrap_or_default().to_string();
        out.entry(first).or_default().push((phrase.clone(), value.clone()));
    }
    for list in out.values_mut() {
        list.sort_by_key(|(phrase, _)| (std::cmp::Reverse(phrase.split(' ').count()), phrase.clone()));
    }
    out
}
