//! Times of day on their day.

use super::resolve::{Placed, Resolver};
use super::sem::{Clock, Hit, Sem, Unit};
use super::stretch::{self, Stretch};
use super::tense::Tense;
use types::{Moment, TimeType};

impl Resolver<'_> {
    /// Adds the time of day to the value and narrows the interval to it.
    pub(super) fn clock(&self, placed: &mut Placed, clock: &Clock, hits: &[Hit], k: usize) {
        placed.kind = TimeType::Time;
        if hits[k].sem == Sem::SomeDay
            && let Some(s) = self.day_of_clock(hits, k)
        {
            *placed = Placed { kind: TimeType::Time, ..Placed::at(s, None) };
        }
        let day = placed.stretch.as_ref().filter(|s| s.grain == Unit::Day).map(|s| s.from);
        match clock {
            // "Just after midnight" in a report of what happened is the one before it, not the one to come.
            Clock::At(24, minute)
                if hits[k].sem == Sem::SomeDay && day == self.published && self.is_past(&hits[k]) =>
            {
                placed.value = format!("{}T00:{:02}", placed.value, minute.unwrap_or(0));
                let at = day.map(|date| Moment { date, hour: Some(0), minute: *minute });
                (placed.from, placed.to) = (at, at);
            }
            Clock::At(hour, minute) => {
                placed.value = format!("{}T{hour:02}:{:02}", placed.value, minute.unwrap_or(0));
                let date = if *hour == 24 { day.and_then(|d| d.tomorrow().ok()) } else { day };
                let at = date.map(|date| Moment { date, hour: Some(hour % 24), minute: *minute });
                (placed.from, placed.to) = (at, at);
            }
            Clock::Part(code, a, b) => {
                placed.value = format!("{}T{code}", placed.value);
                let end = if *b < 24 { day } else { day.and_then(|d| d.tomorrow().ok()) };
                placed.from = day.map(|d| Moment::hour(d, *a));
                placed.to = end.map(|d| Moment::hour(d, b % 24));
            }
        }
    }

    fn is_past(&self, hit: &Hit) -> bool {
        self.published.is_some() && self.tense(hit) == Tense::Past
    }

    /// The day that stands right after a clock time.
    fn day_ahead(&self, hits: &[Hit], k: usize) -> Option<Stretch> {
        let p = self.scan.p;
        let next = hits.get(k + 1)?;
        let gap = hits[k].b..next.a;
        let near = gap.len() <= 3 && !gap.into_iter().any(|i| p.is(i, ".") || p.is(i, "\n"));
        let date = matches!(next.sem, Sem::Calendar(..) | Sem::Shift(..));
        let placed = (near && date).then(|| self.place(hits, k + 1))?;
        placed.stretch.filter(|s| s.grain == Unit::Day)
    }

    /// The day of a clock time that names none: of its neighbour in the sentence, else the one spoken of.
    fn day_of_clock(&self, hits: &[Hit], k: usize) -> Option<Stretch> {
        let p = self.scan.p;
        let near =
            |a: usize, b: usize| b.saturating_sub(a) <= 3 && !(a..b).any(|i| p.is(i, ".") || p.is(i, "\n"));
        if let Some(day) = self.day_ahead(hits, k) {
            return Some(day);
        }
        // "From 5 to 6 p.m. on April 22": both hours are of that day.
        let joined = |b: usize| p.dash(b) || matches!(p.word(b), "to" | "and" | "until" | "till");
        if let Some(next) = hits.get(k + 1).filter(|n| n.sem == Sem::SomeDay && n.clock.is_some())
            && next.a == hits[k].b + 1
            && joined(hits[k].b)
            && let Some(day) = self.day_ahead(hits, k + 1)
        {
            return Some(day);
        }
        // "6 p.m. (1500 GMT) on Tuesday".
        if hits
            .get(k + 1)
            .is_some_and(|n| n.sem == Sem::SomeDay && n.a == hits[k].b + 1 && p.is(hits[k].b, "("))
            && let Some(day) = self.day_ahead(hits, k + 1)
        {
            return Some(day);
        }
        let spoken = self.spoken.clone().filter(|s| s.grain == Unit::Day);
        // "Since Sunday, and by noon …": another clause, not the hour of that day.
        let linked = |i: usize| matches!(p.word(i), "and" | "but" | "by" | "until");
        let beside = k.checked_sub(1).is_some_and(|b| {
            let gap = hits[b].b..hits[k].a;
            near(gap.start, gap.end) && !(self.since && gap.into_iter().any(linked))
        });
        if self.narrative || beside {
            return spoken;
        }
        let now = self.published.map(stretch::day);
        if self.since {
            return now.or(spoken);
        }
        // An hour that is earlier than the one spoken of last is the next day's: "on Sunday evening … by midday".
        let hour = match hits[k].clock {
            Some(Clock::At(hour, _) | Clock::Part(_, hour, _)) => Some(hour),
            None => None,
        };
        let lead = hits[k].a.checked_sub(1).map_or("", |b| p.word(b));
        let onward = matches!(lead, "by" | "until" | "till" | "to");
        let wraps = onward && hour.zip(self.spoken_hour).is_some_and(|(h, last)| h < last);
        let next = spoken.as_ref().and_then(|s| s.from.tomorrow().ok()).filter(|_| wraps).map(stretch::day);
        let ahead = |s: &Stretch| now.as_ref().is_none_or(|n| s.from <= n.from);
        next.filter(|s| ahead(s) || self.tense(&hits[k]) == Tense::Future).or(spoken).or(now)
    }
}
