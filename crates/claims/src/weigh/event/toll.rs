//! Which of the counts are of the main event, and how they are filed.

use super::told::Told;
use super::victims::is_people;
use crate::weigh::Sight;
use types::{Claim, Harm, Toll};

/// More dead than this are those of a war, not of one event.
const MOST: f64 = 3000.0;
/// Sentences behind that of the first count in which its parts and the other side's dead are told.
const SCOPE: usize = 4;

/// The first sentences.
const LEAD: usize = 2;
/// Days before the report that are no news any more.
const PAST: i32 = 8;

/// The counts of a document with the main one.
pub(super) struct Main<'a> {
    sight: &'a Sight<'a>,
    told: &'a [Told],
    statements: &'a [Claim],
    title: Vec<f64>,
}

impl<'a> Main<'a> {
    pub fn new(sight: &'a Sight<'a>, told: &'a [Told], statements: &'a [Claim]) -> Main<'a> {
        Main { sight, told, statements, title: numbers(sight.document.title.as_deref().unwrap_or_default()) }
    }

    /// The count that the report is about, as its place in the list: stated early, in the headline, with a
    /// number, and of no other event and no war.
    pub fn of(&self, harm: Harm) -> Option<&'a Told> {
        // What is only told further down as of long ago is not what the report is about.
        let news = |t: &&Told| t.statement <= LEAD || !self.is_past(t);
        let own = || self.told.iter().filter(|t| t.harm == harm && self.is_event(t)).filter(news);
        let best =
            own().max_by(|a, b| self.weight(a).total_cmp(&self.weight(b)).then(b.span.cmp(&a.span)))?;
        // "At least ten people including seven children" is about ten, whatever the headline counts.
        let whole = |t: &&Told| t.statement == best.statement && !t.part && t.number > best.number;
        Some(own().find(|t| best.part && whole(t)).unwrap_or(best))
    }

    /// Whether it may be a count of one event.
    pub fn is_event(&self, t: &Told) -> bool {
        !t.wide && t.low.is_none_or(|l| l < MOST)
    }

    fn weight(&self, t: &Told) -> f64 {
        let late = t.statement as f64 * 0.35;
        let titled = t.number.is_some_and(|n| self.title.contains(&n));
        let vague = if t.number.is_some() && t.numbered {
            0.0
        } else if t.number.is_some() {
            1.0
        } else if t.high.is_some() || t.low > Some(1.0) {
            1.5
        } else {
            2.5
        };
        let part = if t.part { 1.5 } else { 0.0 };
        let apart = if t.apart { 2.0 } else { 0.0 };
        let past = if self.is_past(t) { 3.0 } else { 0.0 };
        f64::from(u8::from(titled)) * 3.0 - late - vague - part - apart - past
    }

    /// Told as of long ago, or of a long time.
    fn is_past(&self, t: &Told) -> bool {
        let published = self.sight.document.published.as_ref().map(|p| p.at.date);
        let when = self.statements[t.statement].valid_time.as_ref();
        match (published, when.and_then(|w| w.from)) {
            (Some(day), Some(from)) => day.since(from.date).is_ok_and(|s| s.get_days() > PAST),
            _ => false,
        }
    }

    /// The toll as casualty recorders file it.
    pub fn toll(&self, harm: Harm) -> Toll {
        let mut toll = Toll::new();
        let Some(main) = self.of(harm) else { return toll };
        let near: Vec<&Told> = self
            .told
            .iter()
            .filter(|t| t.harm == harm && self.is_event(t) && !t.apart && !self.is_past(t))
            .filter(|t| (main.statement.saturating_sub(1)..=main.statement + SCOPE).contains(&t.statement))
            .collect();
        self.put(&mut toll, main);
        near.iter().for_each(|t| self.put(&mut toll, t));
        if let Some(civilians) = self.civilians(main, &near) {
            toll.insert("civilians".to_owned(), civilians);
        }
        toll
    }

    fn put(&self, toll: &mut Toll, t: &Told) {
        let class = t.class.map_or("people", |c| self.sight.lexicon.classes[c].name.as_str());
        toll.entry(class.to_owned()).or_insert(filed(t));
    }

    /// The civilians among the dead: those that the report calls so or by a class of them, else the people
    /// of whom it says nothing else. None where it tells of fighters only.
    fn civilians(&self, main: &Told, near: &[&Told]) -> Option<(Option<f64>, Option<f64>)> {
        // "Kills 10" in the headline, "10 militants" below: one number, said more exactly.
        let exact = near.iter().find(|t| self.general(main) && !self.general(t) && t.number == main.number);
        let main = exact.filter(|t| t.number.is_some()).map_or(main, |t| t);
        if self.is(main, "fighters") {
            return None;
        }
        if self.is(main, "civilians") {
            return Some(self.together(main, near));
        }
        let named =
            |t: &&&Told| self.is(t, "civilians") && self.plain(t) && t.part && t.number <= main.number;
        near.iter().find(named).map_or_else(|| Some(self.rest(main, near)), |t| Some(filed(t)))
    }

    /// "A woman and a child": what one word says of several classes, taken together.
    fn together(&self, main: &Told, near: &[&Told]) -> (Option<f64>, Option<f64>) {
        let beside = |t: &&&Told| t.token == main.token && !t.part && self.is(t, "civilians");
        let all: Vec<&&Told> = near.iter().filter(beside).collect();
        let whole = all.iter().any(|t| self.plain(t)) || main.part;
        let numbers: Option<Vec<f64>> = all.iter().map(|t| t.number).collect();
        match numbers {
            Some(numbers) if numbers.len() > 1 && !whole => {
                let sum = numbers.iter().sum();
                (Some(sum), Some(sum))
            }
            _ => filed(main),
        }
    }

    fn general(&self, t: &Told) -> bool {
        t.class.is_none_or(|c| matches!(self.sight.lexicon.classes[c].name.as_str(), "people" | "person"))
    }

    /// The people less the fighters among them.
    fn rest(&self, main: &Told, near: &[&Told]) -> (Option<f64>, Option<f64>) {
        let fighters = near.iter().find(|t| t.part && self.is(t, "fighters"));
        match (main.number, fighters.and_then(|t| t.number)) {
            (Some(all), Some(part)) if part <= all => (Some(all - part), Some(all - part)),
            _ => filed(main),
        }
    }

    /// "Civilians", not a class of them.
    fn plain(&self, t: &Told) -> bool {
        t.class.is_some_and(|c| self.sight.lexicon.classes[c].name == "civilians")
    }

    fn is(&self, t: &Told, class: &str) -> bool {
        t.class
            .is_some_and(|c| is_people(self.sight, c) && self.sight.lexicon.is_one_of(c, &[class.to_owned()]))
    }
}

/// As recorders file it: the number that is given, else the interval.
fn filed(t: &Told) -> (Option<f64>, Option<f64>) {
    t.number.map_or((t.low, t.high), |n| (Some(n), Some(n)))
}

/// The numbers of a headline, in digits and in words up to twenty and in tens.
fn numbers(title: &str) -> Vec<f64> {
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let number = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).replace(',', "").to_lowercase();
        let tens = || TENS.iter().position(|w| *w == word).map(|n| (n as f64 + 3.0) * 10.0);
        word.parse().ok().or_else(|| WORDS.iter().position(|w| *w == word).map(|n| n as f64)).or_else(tens)
    };
    title.split_whitespace().filter_map(number).collect()
}
