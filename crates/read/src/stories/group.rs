//! Documents to stories.

use super::likeness::{SAME_STORY, likeness};
use super::profile::Profile;
use std::collections::{BTreeSet, HashMap};

/// Words of a profile under which it is found.
const KEYS: usize = 12;
/// Documents that one word calls up, the latest. A word with more of them tells little.
const CALLED: usize = 200;
/// Members of a story that a document is compared with, the latest.
const COMPARED: usize = 40;

/// A document that is to be grouped.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What it is known by; no two entries have the same.
    pub id: &'a str,
    /// What is kept of it.
    pub profile: &'a Profile,
}

/// The story of each document: the index of its earliest one. A function of the set of documents: the order
/// of `entries` does not matter.
///
/// The documents are taken in order of their day of publication (those without a day last), then of their
/// id. Each joins the story that it is most like on average, else begins one. So a story keeps its earliest
/// document while later ones come in; an earlier one that arrives late may change it.
pub fn group(entries: &[Entry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let day = |i: usize| entries[i].profile.day;
    order.sort_by_key(|i| (day(*i).is_none(), day(*i), entries[*i].id));
    let mut shelf = Shelf::default();
    let mut first: Vec<usize> = Vec::new();
    let mut stories = vec![0; entries.len()];
    for i in order {
        let story = shelf.add(entries[i].profile);
        if story == first.len() {
            first.push(i);
        }
        stories[i] = first[story];
    }
    stories
}

/// Stories so far: add documents in order of time. The cost of adding one does not grow with their number.
#[derive(Default)]
pub struct Shelf<'a> {
    profiles: Vec<&'a Profile>,
    /// The story of each.
    story: Vec<usize>,
    /// Members of each story.
    stories: Vec<Vec<usize>>,
    /// Documents by the words that weigh most in them.
    index: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Shelf<'a> {
    /// Adds a document; the number of its story, counted from 0 in order of their first documents.
    pub fn add(&mut self, profile: &'a Profile) -> usize {
        let keys = keys(profile);
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|k| self.index.get(k))
            .flat_map(|found| &found[found.len().saturating_sub(CALLED)..])
            .map(|document| self.story[*document])
            .collect();
        let scored = near.into_iter().map(|story| (self.average(profile, story), story));
        // Of two stories that are equally like it, the earlier.
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let story =
            best.filter(|(score, _)| *score >= SAME_STORY).map_or(self.stories.len(), |(_, story)| story);
        if story == self.stories.len() {
            self.stories.push(Vec::new());
        }
        let number = self.profiles.len();
        self.profiles.push(profile);
        self.story.push(story);
        self.stories[story].push(number);
        keys.into_iter().for_each(|k| self.index.entry(k).or_default().push(number));
        story
    }

    fn average(&self, profile: &Profile, story: usize) -> f64 {
        let members = &self.stories[story];
        let latest = &members[members.len().saturating_sub(COMPARED)..];
        let sum: f64 = latest.iter().map(|m| likeness(profile, self.profiles[*m]).score).sum();
        sum / latest.len() as f64
    }
}

fn keys(profile: &Profile) -> Vec<&str> {
    let mut terms: Vec<&(String, u16)> = profile.terms.iter().collect();
    terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.into_iter().take(KEYS).map(|(word, _)| word.as_str()).collect()
}
