//! How alike two profiles are, and why.

use super::profile::{Profile, Told, UNIT};

/// From this likeness on, on average, a document belongs to a story.
pub const SAME_STORY: f64 = 0.15;
/// Days that do not count: a weekly paper, a correction.
const CLOSE: i32 = 3;
/// Days after which half of the distance in time has its effect.
const HALF: f64 = 14.0;
/// What is left of the likeness of words that are years apart: anniversaries and sequels.
const APART: f64 = 0.7;
/// Days between the days under which two reports file what may be one event.
const ONE_EVENT: i32 = 2;
/// What one day and one place of a violent event add.
const TOGETHER: f64 = 0.10;
/// What is left where two reports tell of violence in different places or on different days.
const OTHER_EVENT: f64 = 0.4;

/// How alike two documents are, from 0 to about 1, with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// All together; compare with [`SAME_STORY`].
    pub score: f64,
    /// Of the words (cosine).
    pub words: f64,
    /// Factor for the days between them.
    pub days: f64,
    /// Whether both tell of one violent event; nothing when one of them tells of none.
    pub event: Option<bool>,
}

/// Compares two profiles. The same whichever comes first.
pub fn likeness(a: &Profile, b: &Profile) -> Likeness {
    let words = cosine(a, b);
    let days = a.day.zip(b.day).map_or(1.0, |(x, y)| nearness(x.abs_diff(y)));
    let event = a.told.as_ref().zip(b.told.as_ref()).map(|(x, y)| one_event(x, y));
    let score = match event {
        None => words * days,
        Some(true) => words * days + TOGETHER,
        Some(false) => words * days * OTHER_EVENT,
    };
    Likeness { score, words, days, event }
}

impl Likeness {
    /// The words that two profiles share, the heaviest first, for people.
    pub fn shared<'a>(a: &'a Profile, b: &Profile) -> Vec<&'a str> {
        let mut both: Vec<(u32, &str)> =
            common(a, b).map(|(word, x, y)| (u32::from(x) * u32::from(y), word)).collect();
        both.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(y.1)));
        both.into_iter().map(|(_, word)| word).collect()
    }
}

/// Over whole numbers, so that it comes out the same on any machine.
fn cosine(a: &Profile, b: &Profile) -> f64 {
    let product: u64 = common(a, b).map(|(_, x, y)| u64::from(x) * u64::from(y)).sum();
    product as f64 / (UNIT * UNIT)
}

/// The words of both, with both weights; both lists are in alphabetical order.
fn common<'a>(a: &'a Profile, b: &Profile) -> impl Iterator<Item = (&'a str, u16, u16)> {
    a.terms.iter().filter_map(|(word, x)| {
        let at = b.terms.binary_search_by(|(other, _)| other.as_str().cmp(word)).ok()?;
        Some((word.as_str(), *x, b.terms[at].1))
    })
}

/// 1 within a few days, falling to [`APART`].
fn nearness(days: u32) -> f64 {
    let beyond = f64::from(days.saturating_sub(CLOSE.unsigned_abs()));
    APART + (1.0 - APART) * HALF / (HALF + beyond)
}

fn one_event(a: &Told, b: &Told) -> bool {
    a.unit == b.unit && a.day.abs_diff(b.day) <= ONE_EVENT.unsigned_abs()
}
