//! Days and stretches told by the week, month or year that holds them: "Friday of last week", "next week
//! on Tuesday", "the 20th of next month", "June next year", "the rest of the year", "over the weekend".

use super::scan::Scan;
use super::sem::{Anchor, Calendar, Hit, Pick, Sem, Unit};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// "Friday next week", "Tuesday morning of last week": a weekday in a week that stands after it.
    pub(super) fn in_week(&self, hit: Hit) -> Hit {
        let Sem::Calendar(Calendar { weekday: Some(day), month: None, day: None, .. }, Pick::Bare) = hit.sem
        else {
            return hit;
        };
        let of = hit.b + usize::from(self.p.word(hit.b) == "of");
        match self.relative_to(of, Unit::Week) {
            Some((n, anchor, b)) => Hit { b, sem: weekday_within(day, n, anchor), ..hit },
            None => hit,
        }
    }

    /// "next week on Tuesday", "last week Sunday", "this week, Friday": a weekday after its week.
    pub(super) fn week_first(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (n, anchor, end) = self.relative_to(i, Unit::Week)?;
        let on = end + usize::from(p.word(end) == "on");
        let (day, b) = self.weekday(on)?;
        if self.month(b).is_some() || p.is(b, ",") && self.month(b + 1).is_some() {
            return None;
        }
        Some(self.with_part(Hit::new(i, b, weekday_within(day, n, anchor))))
    }

    /// The unit "last", "this" or "next", or "the following", that stands there: how many from which anchor.
    fn relative_to(&self, i: usize, unit: Unit) -> Option<(i64, Anchor, usize)> {
        let first = self.p.word(i);
        let says = first == "the" || self.lex.direction(first).is_some();
        let hit = self.directed(i).filter(|_| says && !matches!(first, "earlier" | "later"))?;
        match hit.sem {
            Sem::Shift(n, u, anchor) if u == unit && hit.clock.is_none() => Some((n, anchor, hit.b)),
            _ => None,
        }
    }

    /// "August of that year", "the spring of next year", "June next year", "the 28th of that month".
    pub(super) fn of_year(&self, hit: Hit) -> Hit {
        let Sem::Calendar(c, Pick::Bare) = &hit.sem else { return hit };
        if c.year.is_some() || c.weekday.is_some() && c.nth.is_none() {
            return hit;
        }
        let wanted = if c.month.is_none() && c.day.is_some() { Unit::Month } else { Unit::Year };
        let of = usize::from(matches!(self.p.word(hit.b), "of" | "in"));
        let plain = (c.month.is_some() || c.day.is_some() || c.feast.is_some())
            && matches!(self.p.word(hit.b), "last" | "next" | "this");
        if of == 0 && !plain {
            return hit;
        }
        match self.relative_to(hit.b + of, wanted) {
            Some((n, anchor, b)) => {
                let sem = Sem::Calendar(c.clone(), Pick::Within(n, wanted, anchor));
                Hit { b, sem, ..hit }
            }
            None => hit,
        }
    }

    /// "20th of next month", without an article.
    pub(super) fn day_of_month(&self, i: usize) -> Option<Hit> {
        let (day, after) = self.day_with_suffix(i).filter(|(_, n)| self.p.word(*n) == "of")?;
        let (n, anchor, b) = self.relative_to(after + 1, Unit::Month)?;
        let c = Calendar { day: Some(day), ..Calendar::default() };
        Some(Hit::new(i, b, Sem::Calendar(c, Pick::Within(n, Unit::Month, anchor))))
    }

    /// "the first Friday of July", "the last Sunday of May 2031", "the second Monday of next month".
    pub(super) fn nth_weekday(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (nth, at) = match p.word(the) {
            "last" | "final" => (-1, the + 1),
            _ => number::ordinal(p, the, &self.lex.numbers)
                .filter(|(n, _)| *n <= 5.0)
                .map(|(n, at)| (n as i8, at))?,
        };
        let (weekday, of) = self.weekday(at).filter(|(_, b)| matches!(p.word(*b), "of" | "in"))?;
        let mut c = Calendar { weekday: Some(weekday), nth: Some(nth), ..Calendar::default() };
        if let Some((n, anchor, b)) = self.relative_to(of + 1, Unit::Month) {
            return Some(Hit::new(i, b, Sem::Calendar(c, Pick::Within(n, Unit::Month, anchor))));
        }
        let (month, after) = self.month(of + 1)?;
        c.month = Some(month);
        let comma = after + usize::from(p.is(after, ",") || p.word(after) == "of");
        let year = self.year_of_day(comma);
        c.year = year.map(|(y, _)| y);
        Some(Hit::new(i, year.map_or(after, |(_, b)| b), Sem::Calendar(c, Pick::Bare)))
    }

    /// "the rest of the year", "rest of this week": from now to its end.
    pub(super) fn rest(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        if !matches!(p.word(the), "rest" | "remainder") || p.word(the + 1) != "of" {
            return None;
        }
        let unit = the + 2 + usize::from(matches!(p.word(the + 2), "the" | "this" | "current"));
        let (name, plural) = self.lex.unit(p.word(unit)).filter(|_| self.noun(unit))?;
        let whole = !plural && !name.below_day();
        whole.then(|| Hit::new(i, unit + 1, Sem::Shift(0, name, Anchor::Published)))
    }

    /// "the weekend", which tense places.
    pub(super) fn weekend(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let leads = matches!(
            before,
            "over" | "during" | "at" | "on" | "for" | "before" | "after" | "by" | "until" | "since"
        );
        let plain = p.word(i) == "the"
            && p.word(i + 1) == "weekend"
            && !matches!(p.word(i + 2), "of" | "after" | "before");
        (leads && plain && !self.noun(i + 2))
            .then(|| Hit::new(i, i + 2, Sem::Shift(0, Unit::Weekend, Anchor::Published)))
    }
}

fn weekday_within(day: i8, n: i64, anchor: Anchor) -> Sem {
    let c = Calendar { weekday: Some(day), ..Calendar::default() };
    Sem::Calendar(c, Pick::Within(n, Unit::Week, anchor))
}
