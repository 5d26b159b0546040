//! What is kept of a document to tell its story.

use super::fold::words;
use super::rarity::RARITY;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use types::{Document, Event, Role};

/// Words that are kept.
const TERMS: usize = 60;
/// Words of the body that count in full: news tells first what it is about.
const LEAD: usize = 200;
/// A word further back counts so much.
const BACK: f32 = 0.3;
/// A word of the title counts as so many of the body.
const TITLE: f32 = 3.0;
/// Weights are whole numbers; the squares of all of a profile add up to about this squared.
pub(super) const UNIT: f64 = 10_000.0;

/// A violent event as a report tells it: the day and the first-level unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Told {
    /// Days since 1 January 1970.
    pub day: i32,
    /// Where, by the name of the unit.
    pub unit: String,
}

impl Told {
    /// The day and the unit of an event; nothing for one without a toll, or when either is unknown.
    pub fn of(event: &Event) -> Option<Told> {
        let day = days(event.date?.date)?;
        let unit = event.admin1.clone()?;
        (!event.counts.is_empty()).then_some(Told { day, unit })
    }
}

/// Days since 1 January 1970.
fn days(date: jiff::civil::Date) -> Option<i32> {
    date.since(jiff::civil::date(1970, 1, 1)).ok().map(|s| s.get_days())
}

/// What is kept of a document to tell which others are about the same event. Depends on the document
/// alone. Less than a kilobyte.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The words that set it apart, in alphabetical order, with their weights.
    pub terms: Vec<(String, u16)>,
    /// When it was published, in days since 1 January 1970; nothing when that is unknown.
    pub day: Option<i32>,
    /// The violent event that it tells of.
    pub told: Option<Told>,
}

impl Profile {
    /// The profile of a document. `told` is the main violent event, where one with a toll was found.
    pub fn of(document: &Document, told: Option<Told>) -> Profile {
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        for word in title(document).into_iter().flat_map(words) {
            *counts.entry(word).or_default() += TITLE;
        }
        let body = document.passages.iter().filter(|p| matches!(p.role, Role::Body | Role::List));
        for (i, word) in body.flat_map(|p| words(p.span.of(&document.text))).enumerate() {
            *counts.entry(word).or_default() += if i < LEAD { 1.0 } else { BACK };
        }
        let day = document.published.as_ref().and_then(|d| days(d.at.date));
        Profile { terms: heaviest(counts), day, told }
    }
}

fn title(document: &Document) -> Option<&str> {
    let headline = || document.passages.iter().find(|p| p.role == Role::Headline);
    document.title.as_deref().or_else(|| headline().map(|p| p.span.of(&document.text)))
}

/// The terms of most weight, scaled to the unit.
fn heaviest(counts: BTreeMap<String, f32>) -> Vec<(String, u16)> {
    let long = |word: &str| word.chars().nth(2).is_some() || word.bytes().all(|b| b.is_ascii_digit());
    let weigh = |(word, count): (String, f32)| {
        // The root, not the logarithm: it comes out the same on any machine.
        let weight = count.sqrt() * RARITY.of(&word);
        (word, weight)
    };
    let mut terms: Vec<(String, f32)> = counts.into_iter().filter(|(w, _)| long(w)).map(weigh).collect();
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    let length = terms.iter().map(|(_, w)| f64::from(*w).powi(2)).sum::<f64>().sqrt();
    // At most UNIT, which 16 bits hold.
    let scale = |weight: f32| (f64::from(weight) / length * UNIT).round() as u16;
    let mut scaled: Vec<(String, u16)> =
        terms.into_iter().filter(|t| t.1 > 0.0).map(|(word, weight)| (word, scale(weight))).collect();
    scaled.sort();
    scaled
}
