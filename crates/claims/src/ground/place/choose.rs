//! Which of the places of a name is meant.
//!
//! A score, the sum of parts: how many people live
//! there, what the text says of its kind and of what holds it, and how near it lies to the other
//! places of the text. Names are decided together: each weighs the candidates of the others by how
//! likely they are so far.

use super::atlas::Candidate;
use super::geo::km;
use super::relate::Group;
use types::PlaceKind;

/// Times that the places of a text are weighed against each other.
const ROUNDS: usize = 4;
/// Candidates of one name that are weighed; the others have far fewer people.
const MOST: usize = 60;

/// A candidate with the parts of its score.
#[derive(Debug, Clone)]
pub(super) struct Scored<'a> {
    pub candidate: Candidate<'a>,
    /// What does not depend on the other names.
    own: f64,
    /// What the other names add.
    pub company: f64,
    pub holder: bool,
    /// Why another spelling was taken for this name.
    pub spelling: Option<String>,
}

impl<'a> Scored<'a> {
    /// A place whose name is spelled otherwise, the less likely the more edits it took.
    pub fn respelled(candidate: Candidate<'a>, edits: usize, note: String) -> Scored<'a> {
        let own = prior(&candidate) - 2.0 * edits as f64;
        Scored { candidate, own, company: 0.0, holder: false, spelling: Some(note) }
    }

    pub fn score(&self) -> f64 {
        self.own + self.company
    }
}

/// The candidates of every group, the best first.
pub(super) fn choose<'a>(groups: &[Group<'a>]) -> Vec<Vec<Scored<'a>>> {
    let mut all: Vec<Vec<Scored<'a>>> = groups.iter().map(scored).collect();
    for _ in 0..ROUNDS {
        let weights: Vec<Vec<f64>> = all.iter().map(|list| softmax(list)).collect();
        let company: Vec<Vec<f64>> = (0..all.len())
            .map(|g| (0..all[g].len()).map(|i| company(groups, &all, &weights, g, i)).collect())
            .collect();
        for (list, values) in all.iter_mut().zip(company) {
            list.iter_mut().zip(values).for_each(|(s, v)| s.company = v);
        }
    }
    for list in &mut all {
        list.sort_by(|a, b| b.score().total_cmp(&a.score()));
    }
    all
}

fn scored<'a>(group: &Group<'a>) -> Vec<Scored<'a>> {
    let mut list: Vec<Scored<'a>> = group
        .candidates
        .iter()
        .map(|c| {
            let holder = group.holders.iter().flat_map(|h| h.iter()).any(|h| c.inside(h));
            let own = prior(c) + kind(c, group) + if holder { group.holder_weight } else { 0.0 };
            Scored { candidate: *c, own, company: 0.0, holder, spelling: None }
        })
        .collect();
    list.sort_by(|a, b| b.own.total_cmp(&a.own));
    list.truncate(MOST);
    list
}

/// How likely a place is meant when nothing else is known: the logarithm of its people, more for
/// what is written of most.
fn prior(c: &Candidate<'_>) -> f64 {
    let people = match c.kind {
        PlaceKind::Region | PlaceKind::Physical | PlaceKind::Facility if c.population == 0 => 2e6,
        _ => f64::from(c.population.max(100)),
    };
    let kind = match c.kind {
        PlaceKind::Country => 4.0,
        PlaceKind::Admin1 => 0.5,
        PlaceKind::Admin2 => -1.5,
        PlaceKind::Populated if c.id.is_none() => 3.0,
        _ => 0.0,
    };
    let name = if c.how.is_main() { 0.0 } else { -0.7 };
    let bare = if c.how.is_bare() { -0.5 } else { 0.0 };
    let famous = if c.famous { 4.0 } else { 0.0 };
    // Another name, in some language, of a village that few have heard of.
    let village = c.kind == PlaceKind::Populated && c.id.is_some() && c.population < 100_000;
    let obscure = if village && !c.how.is_main() { -2.0 } else { 0.0 };
    famous + obscure + people.ln() * 0.35 + kind + name + bare
}

/// What the words beside the name say of its kind.
fn kind(c: &Candidate, group: &Group<'_>) -> f64 {
    let Some(said) = group.kind else { return 0.0 };
    let unit = |k: PlaceKind| matches!(k, PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Region);
    match (said, c.kind) {
        (a, b) if a == b => 3.0,
        (a, b) if unit(a) && unit(b) => 1.5,
        _ => -1.0,
    }
}

fn softmax(list: &[Scored<'_>]) -> Vec<f64> {
    let top = list.iter().map(Scored::score).fold(f64::MIN, f64::max);
    let e: Vec<f64> = list.iter().map(|s| (s.score() - top).exp()).collect();
    let sum: f64 = e.iter().sum();
    e.into_iter().map(|v| v / sum.max(1e-9)).collect()
}

/// What the other names of the text say for a candidate: each as much as its best candidate nearby,
/// weighed by how likely that is. It grows ever more slowly with their number.
fn company(groups: &[Group<'_>], all: &[Vec<Scored<'_>>], weights: &[Vec<f64>], g: usize, i: usize) -> f64 {
    let me = &all[g][i].candidate;
    let mut sum = 0.0;
    for (h, others) in all.iter().enumerate() {
        if h == g || groups[h].key == groups[g].key {
            continue;
        }
        let mut best = 0.0;
        for (other, weight) in others.iter().zip(&weights[h]) {
            // Most candidates are too unlikely to matter, however near they lie.
            if weight * NEAREST > best {
                best = f64::max(best, weight * nearness(me, &other.candidate));
            }
        }
        sum += best * groups[h].weight;
    }
    4.0 * (1.0 + 3.0 * sum).ln()
}

/// The most that [`nearness`] is.
const NEAREST: f64 = 1.6;

/// Between 0 and [`NEAREST`]: inside one another, in one unit, near, in one state.
fn nearness(a: &Candidate<'_>, b: &Candidate<'_>) -> f64 {
    if matches!(a.kind, PlaceKind::Country) || matches!(b.kind, PlaceKind::Country) {
        let same = !a.code.is_empty() && a.code == b.code;
        return if same { 0.3 } else { 0.0 };
    }
    let large = |c: &Candidate<'_>| matches!(c.kind, PlaceKind::Admin1);
    if large(a) || large(b) {
        let held = a.inside(b) || b.inside(a);
        return if held {
            1.0
        } else if a.code == b.code && !a.code.is_empty() {
            0.25
        } else {
            0.0
        };
    }
    let distance = km(a.point(), b.point());
    let near = NEAREST * (-distance / 120.0).exp();
    let unit = if a.admin1.is_some() && a.admin1 == b.admin1 { 0.4 } else { 0.0 };
    let state = if !a.code.is_empty() && a.code == b.code { 0.1 } else { 0.0 };
    near.max(unit).max(state)
}
