//! Which readings answer the same question.

use super::kind::{AnswerType, Part};
use super::lexicon::Lexicon;
use super::reading::{Mode, Reading};
use std::collections::BTreeMap;
use types::{Spot, Who};

/// What tells one question of a kind from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub kind: usize,
    pub mode: Mode,
    pub class: Option<usize>,
    pub who: Vec<Who>,
    pub place: Option<Spot>,
}

/// Readings of one question, in order of the text, and its key: the fullest of theirs.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub key: Key,
    /// Indices of readings.
    pub readings: Vec<usize>,
}

impl Key {
    fn of(lexicon: &Lexicon, reading: &Reading) -> Key {
        let row = &lexicon.kinds[reading.kind];
        let has = |part: Part| row.key.contains(&part);
        Key {
            kind: reading.kind,
            mode: reading.mode.clone(),
            class: reading.class.filter(|_| has(Part::Class)),
            who: if has(Part::Who) { reading.who.clone() } else { Vec::new() },
            place: reading.place.clone().filter(|_| has(Part::Place)),
        }
    }

    /// Whether this key says nothing that the other does not say more exactly. Numbers of a country
    /// are not those of a town in it.
    fn vaguer(&self, other: &Key, count: bool) -> bool {
        let place = match (&self.place, &other.place) {
            (None, _) => true,
            (Some(a), Some(b)) => a.same(b) || a.holds(b) && !(count && a.wide),
            (Some(_), None) => false,
        };
        let who = self.who.iter().all(|w| other.who.iter().any(|o| o.key == w.key));
        self.mode == other.mode && self.class == other.class && who && place
    }
}

/// Groups readings by question. A key that leaves out an actor or place, or gives a wider place, joins
/// the fuller key when there is exactly one that it can mean; otherwise it stays apart.
///
/// Quadratic in the distinct keys of one kind and class only.
pub(super) fn group(lexicon: &Lexicon, readings: &[Reading]) -> Vec<Group> {
    type Keys = BTreeMap<Key, Vec<usize>>;
    let mut kinds: BTreeMap<(usize, Option<usize>, Mode), Keys> = BTreeMap::new();
    for (index, reading) in readings.iter().enumerate() {
        let key = Key::of(lexicon, reading);
        let of_kind = kinds.entry((key.kind, key.class, key.mode.clone())).or_default();
        of_kind.entry(key).or_default().push(index);
    }
    let mut groups = Vec::new();
    for ((kind, ..), keys) in kinds {
        let count = lexicon.kinds[kind].answer == AnswerType::Count;
        groups.extend(join(keys.into_iter().collect(), count));
    }
    groups
}

fn join(keys: Vec<(Key, Vec<usize>)>, count: bool) -> Vec<Group> {
    let below = |a: usize, b: usize| {
        a != b && keys[a].0.vaguer(&keys[b].0, count) && (!keys[b].0.vaguer(&keys[a].0, count) || b < a)
    };
    let fullest: Vec<usize> = (0..keys.len()).filter(|a| !(0..keys.len()).any(|b| below(*a, b))).collect();
    let mut groups: Vec<Group> =
        fullest.iter().map(|f| Group { key: keys[*f].0.clone(), readings: keys[*f].1.clone() }).collect();
    for k in (0..keys.len()).filter(|k| !fullest.contains(k)) {
        let mut meant = (0..fullest.len()).filter(|f| below(k, fullest[*f]));
        match (meant.next(), meant.next()) {
            (Some(only), None) => groups[only].readings.extend(&keys[k].1),
            _ => groups.push(Group { key: keys[k].0.clone(), readings: keys[k].1.clone() }),
        }
    }
    groups.iter_mut().for_each(|g| g.readings.sort_unstable());
    groups
}
