//! Times of day on their day.

use super::resolve::{Placed, Resolver};
use super::sem::{Clock, Hit, Sem, Unit};
use super::stretch::{self, Stretch};
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
        let spoken = self.spoken.clone().filter(|s| s.grain == Unit::Day);
        let beside = k.checked_sub(1).is_some_and(|b| near(hits[b].b, hits[k].a));
        if self.narrative || beside {
            return spoken;
        }
        spoken.or(self.published.map(stretch::day))
    }
}
