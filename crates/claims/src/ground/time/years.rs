//! Years and what is made of them: "2019", "the 1990s", "20th century", "490 BC", "the second half of
//! 2008", and the ends of ranges that leave out what the other end says.

use super::dates::{calendar, has_day};
use super::scan::Scan;
use super::sem::{Anchor, Calendar, Hit, Pick, Sem};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// `the 1990s`, `1870s`, `the '90s`, `the nineties` not.
    pub(super) fn decade(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let quote = the + usize::from(p.is(the, "'") || p.is(the, "’") || p.is(the, "‘"));
        let digits = p.digits(quote);
        let s = quote + 1 + usize::from(p.is(quote + 1, "'") || p.is(quote + 1, "’"));
        if p.word(s) != "s" || !p.glued(s) || !digits.ends_with('0') {
            return None;
        }
        let year: i16 = digits.parse().ok()?;
        match digits.len() {
            4 if (1000..=2100).contains(&year) => Some(Hit::new(i, s + 1, Sem::Decade(year / 10))),
            2 if the > i => Some(Hit::new(i, s + 1, Sem::Decade(190 + year / 10))),
            _ => None,
        }
    }

    /// `20th century`, `the nineteenth century`.
    pub(super) fn century(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (n, after) = number::ordinal(p, the, &self.lex.numbers)?;
        let at = after + usize::from(p.dash(after));
        if !matches!(p.word(at), "century" | "centuries") || !(1.0..=30.0).contains(&n) {
            return None;
        }
        Some(Hit::new(i, at + 1, Sem::Century(n as i16)))
    }

    /// `the second half of 2008`, `first quarter 2012`, `the third quarter`, `Q1 2013`.
    pub(super) fn fraction_of_year(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (n, at) = if matches!(p.word(i), "q" | "h") && p.0[i].capital && p.glued(i + 1) {
            (p.digits(i + 1).parse().ok()?, i + 1)
        } else if p.word(the) == "latter" {
            (2.0, the + 1)
        } else {
            let fiscal = |k: usize| k + usize::from(matches!(p.word(k), "fiscal" | "financial"));
            let (n, next) = number::ordinal(p, the, &self.lex.numbers)?;
            (n, fiscal(next + usize::from(p.dash(next))))
        };
        let half = p.word(at) == "half" || p.word(i) == "h";
        if !(half || p.word(at) == "quarter" || p.word(i) == "q")
            || !(1.0..=if half { 2.0 } else { 4.0 }).contains(&n)
        {
            return None;
        }
        let of = at + 1 + usize::from(p.word(at + 1) == "of" || p.is(at + 1, ","));
        let this = ["this year", "the year", "last year", "next year"].iter().find(|w| p.words(of, w));
        let year = self.year(of);
        if half && year.is_none() && this.is_none()
            || p.word(at + 1) == "of" && year.is_none() && this.is_none()
        {
            return None;
        }
        let end = match (year, this) {
            (Some(_), _) => of + 1,
            (None, Some(_)) => of + 2,
            _ => at + 1,
        };
        let mut hit = calendar(i, end, year, None, None);
        if let Sem::Calendar(c, pick) = &mut hit.sem {
            *if half { &mut c.half } else { &mut c.quarter } = Some(n as i8);
            match this.copied() {
                Some("last year") => *pick = Pick::Last(Anchor::Published),
                Some("next year") => *pick = Pick::Next(Anchor::Published),
                Some("this year") => *pick = Pick::This(Anchor::Published),
                _ => {}
            }
        }
        Some(hit)
    }

    /// `2016 Q3`, `2016-H2`, `2016 November`: the year before what it is the year of.
    pub(super) fn year_first(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let year = self.year(i)?;
        let next = i + 1 + usize::from(p.dash(i + 1) && p.glued(i + 1) && p.glued(i + 2));
        let month = || {
            let (month, end) = self.month(next).filter(|_| next == i + 1 && self.named_month(next))?;
            p.digits(end).is_empty().then(|| calendar(i, end, Some(year), Some(month), None))
        };
        let part = self.fraction_of_year(next).or_else(month)?;
        let Sem::Calendar(c, Pick::Bare) = part.sem else { return None };
        let ours = c.year.is_none_or(|y| y == year);
        let c = Calendar { year: Some(year), ..c };
        ours.then(|| Hit::new(i, part.b, Sem::Calendar(c, Pick::Bare)))
    }

    /// `490 BC`, `52 B.C.`: the year 489 before the year 0, as astronomers count.
    pub(super) fn before_christ(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let year: u16 = p.digits(i).parse().ok().filter(|y| (1..=9999).contains(y))?;
        let end = match p.word(i + 1) {
            "bc" | "bce" => i + 2,
            "b" if p.words(i + 1, "b . c .") => i + 5,
            _ => return None,
        };
        Some(calendar(i, end, i16::try_from(year).ok().map(|y| 1 - y), None, None))
    }

    /// The year after a day and a month, where hardly anything else can stand.
    pub(super) fn year_of_day(&self, i: usize) -> Option<(i16, usize)> {
        let modern = self.year(i).filter(|y| (1900..=2060).contains(y)).map(|y| (y, i + 1));
        modern.or_else(|| self.era_year(i))
    }

    /// A year with its era: `2019`, `481 BC`.
    pub(super) fn era_year(&self, i: usize) -> Option<(i16, usize)> {
        if let Some(Hit { b, sem: Sem::Calendar(Calendar { year: Some(y), .. }, _), .. }) =
            self.before_christ(i)
        {
            return Some((y, b));
        }
        Some((self.year(i).filter(|_| !self.counts(i))?, i + 1))
    }

    /// `2019` where nothing is counted by it.
    pub(super) fn lone_year(&self, i: usize) -> Option<Hit> {
        let year = self.year(i)?;
        let p = self.p;
        let before = i.checked_sub(1);
        let named = before.is_some_and(|b| {
            matches!(
                p.word(b),
                "in" | "since"
                    | "by"
                    | "until"
                    | "till"
                    | "from"
                    | "during"
                    | "of"
                    | "to"
                    | "before"
                    | "after"
                    | "and"
                    | "between"
                    | "throughout"
                    | "around"
                    | "early"
                    | "late"
                    | "mid"
                    | "circa"
            )
        });
        let marked = before.is_some_and(|b| "$£€¥#/.".contains(p.0[b].text.as_str()) && p.glued(i));
        if marked || self.counts(i) || p.glued(i + 1) && (!p.word(i + 1).is_empty() || p.is(i + 1, "%")) {
            return None;
        }
        let modern = (1900..=2060).contains(&year) || self.era.contains(&year);
        let bracketed = before.is_some_and(|b| p.is(b, "(") || p.dash(b) && p.glued(i));
        (named || bracketed || modern).then(|| calendar(i, i + 1, Some(year), None, None))
    }

    /// The left part of a range of days, `6` of `6-7 January 1916`, `22` of `22 to 24 February`.
    pub(super) fn day_before(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (day, after) = self.day(the)?;
        let tight =
            p.dash(after) || matches!(p.word(after), "to" | "and" | "or" | "through" | "until" | "till");
        let next = self.day_month(after + 1).filter(|h| tight && has_day(h))?;
        let Sem::Calendar(c, _) = next.sem else { return None };
        Some(calendar(i, after, None, c.month, Some(day)))
    }

    /// The right part of a range of days, `9, 1918` of `March 5-9, 1918`, `5` of `May 4 and 5`.
    pub(super) fn day_after(&self, i: usize, month: i8) -> Option<Hit> {
        let p = self.p;
        let joined = matches!(p.word(i), "to" | "and" | "or" | "through" | "until" | "till");
        if !(p.dash(i) || joined) || self.counts(i + 1) {
            return None;
        }
        let the = i + 1 + usize::from(p.word(i + 1) == "the");
        let through = matches!(p.word(i), "through" | "until" | "till");
        let (day, after) = self.day(the).filter(|_| through || !p.digits(the).is_empty())?;
        if the > i + 1 && self.day_with_suffix(the).is_none() {
            return None;
        }
        if self.noun(after) || p.is(after, ",") && p.digits(after + 1).len() == 3 {
            return None;
        }
        let comma = after + usize::from(p.is(after, ","));
        Some(match self.era_year(comma) {
            Some((year, end)) => calendar(i + 1, end, Some(year), Some(month), Some(day)),
            None => calendar(i + 1, after, None, Some(month), Some(day)),
        })
    }

    /// `58` of `1957-58`, given the year before the dash.
    pub(super) fn short_end(&self, i: usize, first: i16) -> Option<Hit> {
        let p = self.p;
        if !p.dash(i) || !p.glued(i) || !p.glued(i + 1) || p.digits(i + 1).len() != 2 {
            return None;
        }
        let tail: i16 = p.digits(i + 1).parse().ok()?;
        let year = first / 100 * 100 + tail;
        (year > first).then(|| calendar(i + 1, i + 2, Some(year), None, None))
    }
}
