//! Times of day: "5 p.m.", "15:00 GMT Saturday", "noon", "the morning of April 19", "overnight".

use super::dates::longest;
use super::scan::Scan;
use super::sem::{Anchor, Clock, Hit, Sem, Unit};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// An expression with a time of day first, and its date where it follows directly.
    pub(super) fn clocked(&self, i: usize) -> Option<Hit> {
        let hits =
            [self.hour_of_day(i), self.small_hours(i), self.part_of(i), self.part_of_day(i), self.at_part(i)];
        longest(hits.into_iter().flatten())
    }

    /// A clock time, its zone and a date without a preposition: "15:00 GMT Saturday".
    fn hour_of_day(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (clock, mut end) = self.clock(i)?;
        if self.lex.zone(p.word(end)) {
            end += 1;
        }
        let comma = end + usize::from(p.is(end, ","));
        let date = self.date(comma).filter(|h| daylike(&h.sem)).or_else(|| {
            let (day, part) = self.lex.deictic(p.word(end))?;
            let hit = Hit::new(end, end + 1, Sem::Shift(i64::from(*day), Unit::Day, Anchor::Published));
            part.is_empty().then_some(hit)
        });
        let hit = match date {
            Some(date) => Hit { a: i, ..date },
            None => Hit::new(i, end, Sem::SomeDay),
        };
        Some(hit.with_clock(clock))
    }

    /// `5 p.m.`, `5:30pm`, `15:00`, `1.05am`, `0401 GMT`, `five o'clock`, `noon`.
    fn clock(&self, i: usize) -> Option<(Clock, usize)> {
        let p = self.p;
        // "Noon", "12 noon", "mid-day".
        let twelve = i + usize::from(p.digits(i) == "12" || p.word(i) == "twelve");
        if let Some(hour) = self.lex.hour(p.word(twelve)) {
            return Some((Clock::At(hour, None), twelve + 1));
        }
        let mid = i + 1 + usize::from(p.dash(i + 1));
        let half = match p.word(mid) {
            "day" => Some(12),
            "night" => Some(24),
            _ => None,
        };
        if let Some(hour) = half.filter(|_| p.word(i) == "mid") {
            return Some((Clock::At(hour, None), mid + 1));
        }
        let (hour, minute, after) = self.reading(i)?;
        let (mut hour, mut end) = (hour, after);
        if let Some(hour) = self.first_hour(i, hour, after) {
            return Some((Clock::At(hour, minute), after));
        }
        if let Some((afternoon, next)) = self.meridiem(after) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            end = next;
        } else if p.word(after) == "o" && p.word(after + 2) == "clock" {
            end = after + 3;
        } else if minute.is_none()
            || p.digits(i).len() == 4 && !self.lex.zone(p.word(after)) && p.word(after) != "hours"
        {
            return None;
        } else if p.word(after) == "hours" && p.digits(i).len() == 4 {
            end = after + 1;
        }
        Some((Clock::At(hour, minute), end))
    }

    /// The hour of `5` in "5 to 6 p.m.", "between 11 and 3 p.m.": in the same half of the day as the hour that
    /// ends the range, or in the half before.
    fn first_hour(&self, i: usize, hour: u8, after: usize) -> Option<u8> {
        let p = self.p;
        let between = i.checked_sub(1).is_some_and(|b| p.word(b) == "between");
        let joins = p.dash(after)
            || matches!(p.word(after), "to" | "until" | "till")
            || between && p.word(after) == "and";
        let (end, _, next) = self.reading(after + 1).filter(|_| joins && (1..=12).contains(&hour))?;
        let (afternoon, _) = self.meridiem(next).filter(|_| (1..=12).contains(&end))?;
        let late = afternoon == (hour % 12 < end % 12);
        Some(hour % 12 + if late { 12 } else { 0 })
    }

    /// The right part of "1 p.m. to 4", "from 11 a.m. until 3": the first such hour after the first.
    pub(super) fn end_hour(&self, i: usize, first: u8) -> Option<Hit> {
        let p = self.p;
        let marked = i.checked_sub(1).is_some_and(|b| matches!(p.word(b), "am" | "pm" | "m") || p.is(b, "."));
        if !marked || !(p.dash(i) || matches!(p.word(i), "to" | "until" | "till")) {
            return None;
        }
        let (hour, minute, b) = self.reading(i + 1).filter(|_| !p.digits(i + 1).is_empty())?;
        let alone = p.0.get(b).is_none_or(|q| {
            let tag = self.doc.tag(q.token);
            !(tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD" || p.dash(b) || p.is(b, "%"))
        });
        let plain = alone && (1..=12).contains(&hour) && self.meridiem(b).is_none();
        let late = if hour % 12 > first % 12 { first >= 12 } else { first < 12 };
        plain.then(|| {
            let clock = Clock::At(hour % 12 + if late { 12 } else { 0 }, minute);
            Hit::new(i + 1, b, Sem::SomeDay).with_clock(clock)
        })
    }

    /// Hour and minute as written, before "p.m." is applied.
    fn reading(&self, i: usize) -> Option<(u8, Option<u8>, usize)> {
        let p = self.p;
        let digits = p.digits(i);
        if digits.is_empty() {
            let (n, next) = number::cardinal(p, i, &self.lex.numbers).filter(|(n, _)| n.fract() == 0.0)?;
            return (1.0..=12.0).contains(&n).then_some((n as u8, None, next));
        }
        if let Some((h, m)) = digits.split_once('.') {
            let minute: u8 = m.parse().ok().filter(|m| *m < 60)?;
            return (m.len() == 2 && self.meridiem(i + 1).is_some()).then_some((
                h.parse().ok()?,
                Some(minute),
                i + 1,
            ));
        }
        let hour: u16 = digits.parse().ok()?;
        let run = digits.len() == 3 && self.meridiem(i + 1).is_some() && p.glued(i + 1);
        if digits.len() == 4 || run {
            let (h, m) = (hour / 100, hour % 100);
            return (h < 24 && m < 60).then_some((h as u8, Some(m as u8), i + 1));
        }
        let hour = u8::try_from(hour).ok().filter(|h| *h < 24)?;
        let minute = p.digits(i + 2);
        if p.is(i + 1, ":") && p.glued(i + 1) && p.glued(i + 2) && minute.len() == 2 {
            let minute = minute.parse().ok().filter(|m| *m < 60u8)?;
            let seconds = p.is(i + 3, ":") && p.glued(i + 4) && !p.digits(i + 4).is_empty();
            return Some((hour, Some(minute), if seconds { i + 5 } else { i + 3 }));
        }
        Some((hour, None, i + 1))
    }

    /// Whether "p.m." rather than "a.m." stands there, and the place after it.
    fn meridiem(&self, i: usize) -> Option<(bool, usize)> {
        let p = self.p;
        // "8 in the morning", "11 at night".
        for (words, afternoon) in [
            ("in the morning", false),
            ("in the afternoon", true),
            ("in the evening", true),
            ("at night", true),
        ] {
            if p.words(i, words) {
                return Some((afternoon, i + words.split(' ').count()));
            }
        }
        match p.word(i) {
            "am" => Some((false, i + 1)),
            "pm" => Some((true, i + 1)),
            half @ ("a" | "p") if p.is(i + 1, ".") && p.word(i + 2) == "m" => {
                Some((half == "p", i + 3 + usize::from(p.is(i + 3, ".") && p.glued(i + 3))))
            }
            _ => None,
        }
    }

    /// "the early hours of Sunday", "the small hours": after midnight, before the morning.
    fn small_hours(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let said = matches!(p.word(the), "early" | "small" | "wee") && p.word(the + 1) == "hours";
        let hit = if p.word(the + 2) == "of" {
            let date = self.date(the + 3).or_else(|| self.directed(the + 3)).filter(|h| daylike(&h.sem));
            date.map(|date| Hit { a: i, clock: None, ..date })
        } else {
            (the > i).then(|| Hit::new(i, the + 2, Sem::SomeDay))
        };
        Some(hit.filter(|_| said)?.with_clock(Clock::Part("MO".into(), 0, 5)).with_modifier("START"))
    }

    /// "at dawn", "before sunset": of the day spoken of.
    fn at_part(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let said = matches!(before, "at" | "before" | "after" | "until" | "by" | "since")
            && matches!(p.word(i), "dawn" | "daybreak" | "sunrise" | "dusk" | "sunset" | "nightfall")
            && !self.noun(i + 1)
            && !p.dash(i + 1);
        let (code, a, b) = self.lex.part(p.word(i)).filter(|_| said)?;
        Some(Hit::new(i, i + 1, Sem::SomeDay).with_clock(Clock::Part(code.clone(), *a, *b)))
    }

    /// "the morning of April 19", "the night of the 28th".
    fn part_of(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let early = the + usize::from(self.lex.edge(p.word(the)).is_some());
        let (code, a, b) = self.lex.part(p.word(early))?;
        let hours = early + 1 + usize::from(p.word(early + 1) == "hours");
        if !matches!(p.word(hours), "of" | "on") {
            return None;
        }
        let the_day = hours + 1;
        let date = self.date(the_day).filter(|h| daylike(&h.sem))?;
        let hit = Hit { a: i, ..date }.with_clock(Clock::Part(code.clone(), *a, *b));
        Some(match self.lex.edge(p.word(the)) {
            Some(edge) => hit.with_modifier(edge),
            None => hit,
        })
    }

    /// "this morning", "that night", "last night", "the next evening", "the morning", "overnight", "at night".
    fn part_of_day(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let named = |k: usize| self.lex.part(p.word(k)).filter(|_| self.noun(k) || p.word(k) == "overnight");
        let of = |k: usize, sem: Sem| {
            let (code, a, b) = named(k)?;
            Some(Hit::new(i, k + 1, sem).with_clock(Clock::Part(code.clone(), *a, *b)))
        };
        let day = |n, anchor| Sem::Shift(n, Unit::Day, anchor);
        if p.word(i) == "overnight" {
            let date = self.date(i + 1).filter(|h| daylike(&h.sem));
            return match (date, named(i)) {
                (Some(date), Some((code, a, b))) => {
                    Some(Hit { a: i, ..date }.with_clock(Clock::Part(code.clone(), *a, *b)))
                }
                _ => of(i, day(0, Anchor::Published)),
            };
        }
        if i > 0 && p.word(i - 1) == "at" && p.word(i) == "night" {
            return Some(Hit::new(i, i + 1, Sem::Plain("XXXX-XX-XXTNI".into())));
        }
        let the = i + usize::from(p.word(i) == "the");
        let same = the + usize::from(p.word(the) == "that" && p.word(the + 1) == "same");
        match p.word(same) {
            "this" => of(i + 1, day(0, Anchor::Published)),
            "last" => of(the + 1, day(-1, Anchor::Published)),
            "that" | "same" => of(same + 1, day(0, Anchor::Spoken)),
            "next" | "following" => of(the + 1, day(1, Anchor::Spoken)),
            "previous" => of(the + 1, day(-1, Anchor::Spoken)),
            early if (the > i || matches!(early, "early" | "late")) && self.lex.hour(early).is_none() => {
                let early = the + usize::from(matches!(p.word(the), "early" | "late"));
                let dash = early + usize::from(early > the && p.dash(early));
                let hit = of(dash, Sem::SomeDay)?;
                Some(match self.lex.edge(p.word(the)) {
                    Some(edge) => hit.with_modifier(edge),
                    None => hit,
                })
            }
            _ => None,
        }
    }
}

/// Whether an expression means one day.
pub(super) fn daylike(sem: &Sem) -> bool {
    match sem {
        Sem::Calendar(c, _) => c.day.is_some() || c.weekday.is_some(),
        Sem::Shift(_, unit, _) => *unit == Unit::Day,
        _ => false,
    }
}
