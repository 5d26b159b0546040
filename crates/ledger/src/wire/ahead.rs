//! What was asked for before it is needed. Whatever is written from then on is told here too, so that the answers stay
//! those of the database; what cannot be followed is forgotten, and asked for when it is needed.

use crate::{Brief, Figure, Heading, Seq, TestimonyRow, Window, flag};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashMap},
};

/// What adding a testimony will look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// In which cells: [`Reader::near`](crate::Reader::near).
    pub cells: Vec<i64>,
    /// In which days.
    pub days: Window,
    /// The key of its question without regard to the day, and that of its voice.
    pub chain: (i64, i64),
    /// Its place in the chain; nothing where it stands in none.
    pub spoken: Option<String>,
    /// The days in which an episode would be its own; nothing where it has none.
    pub episode: Option<(i32, i32)>,
}

/// First and last day.
type Stretch = (i32, i32);

/// What lies near.
pub(super) struct Near {
    pub days: Stretch,
    pub found: BTreeSet<i64>,
}

/// What a voice said before and after a place in its chain, the nearest first, with the place of each.
#[derive(Default)]
pub(super) struct Links {
    pub before: Vec<(String, i64)>,
    pub after: Vec<(String, i64)>,
}

/// The answers, by what was asked.
#[derive(Default)]
pub(crate) struct Ahead {
    /// Steps of a chain.
    pub(super) steps: usize,
    pub(super) near: Vec<Near>,
    pub(super) looks: HashMap<(Vec<i64>, Window), usize>,
    pub(super) cells: HashMap<i64, Vec<usize>>,
    pub(super) chains: HashMap<(i64, i64), BTreeMap<String, Links>>,
    /// Episodes by base and days.
    pub(super) episodes: HashMap<i64, Vec<(Stretch, Vec<Heading>)>>,
    /// Live testimonies by question and voice, but for what stands aside: all, or two of them.
    pub(super) voices: HashMap<(i64, i64), BTreeSet<i64>>,
    /// As they are now.
    pub(super) briefs: HashMap<i64, Brief>,
    /// See [`Reader::numbers`](crate::Reader::numbers) and [`Reader::voices`](crate::Reader::voices).
    pub(super) numbers: HashMap<(i64, bool, u32), Vec<Figure>>,
    pub(super) speakers: HashMap<i64, Vec<(i64, i64, i16, String)>>,
    /// The reading that has begun, and the cells of its testimonies.
    pub(super) reading: Option<Seq>,
    pub(super) own: BTreeMap<i64, Vec<i64>>,
}

fn brief(row: &TestimonyRow) -> Brief {
    Brief { no: row.no, question: row.question, flags: row.flags, live: row.live }
}

pub(super) fn meets(a: Stretch, b: Stretch) -> bool {
    a.0 <= b.1 && a.1 >= b.0
}

/// All days of an open window.
pub(super) fn closed((from, to): Window) -> Stretch {
    (from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX))
}

impl Ahead {
    /// Takes other answers, and keeps what is known of the reading that has begun.
    pub fn renew(&mut self, fresh: Ahead) {
        let (reading, own) = (self.reading, std::mem::take(&mut self.own));
        let kept: Vec<Brief> = own.keys().filter_map(|no| self.brief(*no)).collect();
        *self = Ahead { reading, own, ..fresh };
        self.briefs.extend(kept.into_iter().map(|b| (b.no, b)));
    }

    pub fn near(&self, cells: &[i64], days: Window) -> Option<Vec<Brief>> {
        if self.near.is_empty() {
            return None;
        }
        let look = self.looks.get(&(cells.to_vec(), days))?;
        self.briefs(&self.near[*look].found)
    }

    pub fn chain(&self, chain: (i64, i64), spoken: &str, steps: usize) -> Option<(Vec<Brief>, Vec<Brief>)> {
        let links = self.chains.get(&chain)?.get(spoken).filter(|_| steps == self.steps)?;
        let before = self.briefs(links.before.iter().rev().map(|(_, no)| no))?;
        Some((before, self.briefs(links.after.iter().map(|(_, no)| no))?))
    }

    pub fn episodes(&self, base: i64, days: Stretch) -> Option<Vec<Heading>> {
        let (_, found) = self.episodes.get(&base)?.iter().find(|(of, _)| *of == days)?;
        let mut found = found.clone();
        found.sort_unstable_by_key(|h| std::cmp::Reverse(h.first_day));
        Some(found)
    }

    pub fn brief(&self, no: i64) -> Option<Brief> {
        self.briefs.get(&no).copied()
    }

    /// Of the testimonies of a reading, those that lie in one of these cells: known of the one that has begun.
    pub fn beside(&self, reading: Seq, cells: &[i64]) -> Option<Vec<Brief>> {
        let lie = self.own.iter().filter(|(_, own)| own.iter().any(|c| cells.contains(c)));
        self.reading.filter(|r| *r == reading).and_then(|_| self.briefs(lie.map(|(no, _)| no)))
    }

    /// Whether something else of its voice to its question is live.
    pub fn speaks_besides(&self, row: &TestimonyRow) -> Option<bool> {
        let live = self.voices.get(&(row.question, row.voice))?;
        Some(live.iter().any(|no| *no != row.no))
    }

    pub fn numbers(&self, question: i64, undated: bool, limit: u32) -> Option<Vec<Figure>> {
        self.numbers.get(&(question, undated, limit)).cloned()
    }

    /// By voice: voice, number, flags and place.
    pub fn speakers(&self, question: i64) -> Option<Vec<(i64, i64, i16, String)>> {
        self.speakers.get(&question).cloned()
    }

    /// Nothing where any is not known.
    fn briefs<'n>(&self, numbers: impl IntoIterator<Item = &'n i64>) -> Option<Vec<Brief>> {
        numbers.into_iter().map(|no| self.brief(*no)).collect()
    }
}

/// What is written.
impl Ahead {
    /// A reading begins: all of its testimonies are yet to come.
    pub fn begin(&mut self, reading: Seq) {
        self.reading = Some(reading);
        self.own.clear();
    }

    pub fn put(&mut self, row: &TestimonyRow) {
        self.briefs.insert(row.no, brief(row));
        if self.reading == Some(crate::born(row.no)) {
            self.own.insert(row.no, row.cells().collect());
        }
        self.counted();
        self.place(row);
        let places = self.chains.get_mut(&(row.base, row.voice)).into_iter().flatten();
        if row.until.is_none() && !row.spoken.starts_with(TestimonyRow::LOOSE) {
            places.for_each(|(place, links)| links.insert(place, &row.spoken, row.no, self.steps));
        }
    }

    /// A testimony has come to life or died, or has other flags.
    pub fn change(&mut self, row: &TestimonyRow) {
        self.briefs.insert(row.no, brief(row));
        self.counted();
        self.place(row);
    }

    /// A testimony ends, or goes altogether.
    pub fn end(&mut self, row: &TestimonyRow, gone: bool) {
        let dead = TestimonyRow { live: false, ..row.clone() };
        self.change(&dead);
        if gone {
            self.briefs.remove(&row.no);
            self.own.remove(&row.no);
        }
        // Where it stood in a chain, one further out is next.
        self.chains.remove(&(row.base, row.voice));
    }

    /// All testimonies of a question go to another.
    pub fn follow(&mut self, from: i64, to: i64) {
        self.briefs.values_mut().filter(|b| b.question == from).for_each(|b| b.question = to);
        self.voices.retain(|(question, _), _| *question != from && *question != to);
        self.counted();
    }

    /// A question is asked for the first time.
    pub fn ask(&mut self, heading: Heading) {
        let Some(days) = heading.first_day.zip(heading.last_day) else { return };
        for (of, found) in self.episodes.get_mut(&heading.base).into_iter().flatten() {
            if meets(*of, days) {
                found.push(heading);
            }
        }
    }

    /// The episode of a question has these days.
    pub fn last(&mut self, question: i64, days: Stretch) {
        let of = self.episodes.values().flatten().flat_map(|(_, found)| found);
        let Some(heading) = of.copied().find(|h| h.no == question) else { return self.forget_episodes() };
        for (_, found) in self.episodes.get_mut(&heading.base).into_iter().flatten() {
            found.retain(|h| h.no != question);
        }
        self.ask(Heading { first_day: Some(days.0), last_day: Some(days.1), ..heading });
    }

    pub fn forget_episodes(&mut self) {
        self.episodes.clear();
    }

    /// What was counted of questions is no more so.
    fn counted(&mut self) {
        self.numbers.clear();
        self.speakers.clear();
    }

    /// Where it is seen, and where no more.
    fn place(&mut self, row: &TestimonyRow) {
        let live = row.live && row.until.is_none();
        for look in row.cells().filter_map(|c| self.cells.get(&c)).flatten() {
            let near = &mut self.near[*look];
            if live && meets(near.days, (row.reach_from, row.reach_to)) {
                near.found.insert(row.no);
            } else {
                near.found.remove(&row.no);
            }
        }
        let voice = (row.question, row.voice);
        match self.voices.get_mut(&voice) {
            Some(known) if row.live && row.flags & flag::ASIDE == 0 => drop(known.insert(row.no)),
            Some(_) => drop(self.voices.remove(&voice)),
            None => {}
        }
    }
}

impl Links {
    pub(super) fn insert(&mut self, place: &str, spoken: &str, no: i64, steps: usize) {
        let (list, nearer): (_, fn(&str, &str) -> bool) = match spoken.cmp(place) {
            Ordering::Less => (&mut self.before, |it, new| it > new),
            Ordering::Greater => (&mut self.after, |it, new| it < new),
            Ordering::Equal => return,
        };
        let at = list.partition_point(|(it, _)| nearer(it, spoken));
        list.insert(at, (spoken.to_owned(), no));
        list.truncate(steps);
    }
}
