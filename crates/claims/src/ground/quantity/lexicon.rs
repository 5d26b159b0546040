//! The words of number, from `lexicons/numbers.toml`.

use super::number::Words;
use super::piece::Pieces;
use crate::LexiconError;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use types::Change;

/// Where an end of the interval lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum End {
    /// Open.
    None,
    /// At the number.
    Same,
    /// A tenth of the number away.
    Tenth,
}

/// How words bend a number.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(super) struct Bend {
    pub(super) change: Change,
    pub(super) low: End,
    pub(super) high: End,
}

/// A word that stands for a number and the interval that it stands for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Crowd {
    pub(super) value: String,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct List {
    words: FxHashSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct File {
    words: Words,
    crowds: FxHashMap<String, Crowd>,
    vague: FxHashMap<String, Crowd>,
    before: FxHashMap<String, Bend>,
    after: FxHashMap<String, Bend>,
    fillers: List,
    up: List,
    down: List,
    takes: List,
    labels: List,
    people: List,
    things: List,
    harmed: List,
    money: FxHashMap<String, String>,
    suffixes: FxHashMap<String, f64>,
    units: FxHashMap<String, Vec<String>>,
}

/// A way to write a unit.
#[derive(Debug, Clone)]
struct Form {
    pieces: Vec<String>,
    unit: String,
    /// Only where it touches the number or, as one capital letter, where no noun follows.
    short: bool,
    /// Whether a short form is written with a capital.
    capital: bool,
}

/// The words that this module reads.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    file: File,
    /// Phrases cut into pieces, by their first piece, longest first.
    units: FxHashMap<String, Vec<Form>>,
    crowds: Phrases<Crowd>,
    vague: Phrases<Crowd>,
    /// By their last piece.
    before: Phrases<Bend>,
    after: Phrases<Bend>,
    money: Phrases<String>,
}

/// Phrases cut into pieces, by one of these, longest first.
type Phrases<T> = FxHashMap<String, Vec<(Vec<String>, T)>>;

impl Lexicon {
    /// As shipped.
    ///
    /// # Errors
    /// When a file does not have its form.
    pub fn builtin() -> Result<Lexicon, LexiconError> {
        let file: File =
            crate::lexicon::parse("numbers.toml", include_str!("../../../../../lexicons/numbers.toml"))?;
        let mut units: FxHashMap<String, Vec<Form>> = FxHashMap::default();
        for (unit, forms) in &file.units {
            for form in forms {
                let short = form.ends_with('*');
                let capital = form.starts_with(char::is_uppercase);
                let pieces: Vec<String> = split(&form.trim_end_matches('*').trim().to_lowercase());
                let first = pieces.first().cloned().unwrap_or_default();
                units.entry(first).or_default().push(Form { pieces, unit: unit.clone(), short, capital });
            }
        }
        for forms in units.values_mut() {
            forms.sort_by_key(|f| (std::cmp::Reverse(f.pieces.len()), f.unit.clone()));
        }
        Ok(Lexicon {
            units,
            crowds: phrases(&file.crowds, <[String]>::first),
            vague: phrases(&file.vague, <[String]>::first),
            before: phrases(&file.before, <[String]>::last),
            after: phrases(&file.after, <[String]>::first),
            money: phrases(&file.money, <[String]>::first),
            file,
        })
    }

    pub(super) fn numbers(&self) -> &Words {
        &self.file.words
    }

    /// The unit written at a place, and the place after it. `noun_after` says whether a noun
    /// follows a place.
    pub(super) fn unit(
        &self,
        p: Pieces,
        i: usize,
        noun_after: impl Fn(usize) -> bool,
    ) -> Option<(&str, usize)> {
        let first = p.0.get(i)?;
        self.units.get(&first.text)?.iter().find_map(|form| {
            let end = i + form.pieces.len();
            // The two of "km2" touches what it squares.
            let square = |w: &str| matches!(w, "2" | "²");
            let fits = form
                .pieces
                .iter()
                .enumerate()
                .all(|(k, w)| p.0.get(i + k).is_some_and(|q| q.text == *w && (q.glued || !square(w))));
            // "12 C" and "5 W" stand alone, "a" and "in" never.
            let alone = form.capital && form.pieces[0].len() == 1 && !noun_after(end);
            let plain = !form.short || first.capital == form.capital && (p.glued(i) || alone);
            (fits && plain).then_some((form.unit.as_str(), end))
        })
    }

    /// The currency written at a place, and the place after it.
    pub(super) fn money(&self, p: Pieces, i: usize) -> Option<(&str, usize)> {
        longest(&self.money, p, i).map(|(unit, end)| (unit.as_str(), end))
    }
    pub(super) fn crowd(&self, p: Pieces, i: usize) -> Option<(&Crowd, usize)> {
        longest(&self.crowds, p, i)
    }
    pub(super) fn vague(&self, p: Pieces, i: usize) -> Option<(&Crowd, usize)> {
        longest(&self.vague, p, i)
    }
    pub(super) fn after(&self, p: Pieces, i: usize) -> Option<(&Bend, usize)> {
        longest(&self.after, p, i)
    }
    /// The words that bend a number and end before a place, and where they begin.
    pub(super) fn before(&self, p: Pieces, end: usize) -> Option<(&Bend, usize)> {
        let last = p.0.get(end.checked_sub(1)?)?;
        self.before.get(&last.text)?.iter().find_map(|(phrase, bend)| {
            let start = end.checked_sub(phrase.len())?;
            matches_at(phrase, p, start).then_some((bend, start))
        })
    }
    pub(super) fn suffix(&self, word: &str) -> Option<f64> {
        self.file.suffixes.get(word).copied()
    }
    pub(super) fn filler(&self, word: &str) -> bool {
        self.file.fillers.words.contains(word)
    }
    pub(super) fn up(&self, lemma: &str) -> bool {
        self.file.up.words.contains(lemma)
    }
    pub(super) fn down(&self, lemma: &str) -> bool {
        self.file.down.words.contains(lemma)
    }
    /// Whether a word of rising or falling may have what is counted as its object.
    pub(super) fn takes(&self, lemma: &str) -> bool {
        self.file.takes.words.contains(lemma)
    }
    pub(super) fn label(&self, word: &str) -> bool {
        self.file.labels.words.contains(word)
    }
    pub(super) fn people(&self, lemma: &str) -> bool {
        self.file.people.words.contains(lemma)
    }
    pub(super) fn harmed(&self, word: &str) -> bool {
        self.file.harmed.words.contains(word)
    }
    pub(super) fn thing(&self, lemma: &str) -> bool {
        self.file.things.words.contains(lemma)
    }
}

fn split(phrase: &str) -> Vec<String> {
    phrase.split(' ').map(str::to_string).collect()
}

/// Phrases cut at blanks, by a piece of theirs, longest first, then by their words.
fn phrases<T: Clone>(table: &FxHashMap<String, T>, by: fn(&[String]) -> Option<&String>) -> Phrases<T> {
    let mut out: Phrases<T> = FxHashMap::default();
    for (phrase, value) in table {
        let pieces = split(phrase);
        let key = by(&pieces).cloned().unwrap_or_default();
        out.entry(key).or_default().push((pieces, value.clone()));
    }
    for list in out.values_mut() {
        list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }
    out
}

fn matches_at(phrase: &[String], p: Pieces, i: usize) -> bool {
    phrase.iter().enumerate().all(|(k, w)| p.0.get(i + k).is_some_and(|q| q.text == *w))
}

fn longest<'a, T>(table: &'a Phrases<T>, p: Pieces, i: usize) -> Option<(&'a T, usize)> {
    let mut list = table.get(&p.0.get(i)?.text)?.iter();
    list.find(|(phrase, _)| matches_at(phrase, p, i)).map(|(phrase, value)| (value, i + phrase.len()))
}
