//! Dates that name their place on the calendar, whole or in part: "March 22, 2019", "22 March",
//! "Friday, March 22", "2019-03-22", "1957-58", "the 1990s", "the second half of 2008".

use super::scan::Scan;
use super::sem::{Calendar, Hit, Pick, Sem};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// The longest date that begins here.
    pub(super) fn date(&self, i: usize) -> Option<Hit> {
        let found = [
            self.iso(i),
            self.slashed(i),
            self.weekday_date(i),
            self.month_date(i),
            self.day_month(i),
            self.season_date(i),
            self.holiday(i),
            self.decade(i),
            self.century(i),
            self.fraction_of_year(i),
            self.before_christ(i),
            self.day_before(i),
        ];
        longest(found.into_iter().flatten()).or_else(|| self.lone_year(i))
    }

    /// `2019-03-22`.
    fn iso(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let tight = (i + 1..i + 5).all(|k| p.glued(k));
        if !tight || !p.dash(i + 1) || !p.dash(i + 3) || p.digits(i).len() != 4 {
            return None;
        }
        if p.digits(i + 2).len() != 2 || p.digits(i + 4).len() != 2 {
            return None;
        }
        let (year, month, day) = (self.year(i)?, self.small(i + 2, 12)?, self.small(i + 4, 31)?);
        Some(calendar(i, i + 5, Some(year), Some(month), Some(day)))
    }

    /// `3/22/2019`, `22-03-2019`, `22.03.2019`; or with the day first where the second number can only be a day.
    fn slashed(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let sep = |k: usize| (p.is(k, "/") || p.is(k, ".") || p.dash(k)) && p.glued(k) && p.glued(k + 1);
        if !sep(i + 1) || !sep(i + 3) || p.digits(i + 4).len() != 4 {
            return None;
        }
        let (a, b, year) = (self.small(i, 31)?, self.small(i + 2, 31)?, self.year(i + 4)?);
        let american = p.is(i + 1, "/") && a <= 12 || b > 12;
        let (month, day) = if american { (a, b) } else { (b, a) };
        (month <= 12).then(|| calendar(i, i + 5, Some(year), Some(month), Some(day)))
    }

    /// `Friday`, `Friday, March 22`, `Friday 22 March 2019`, `Friday the 22nd`.
    fn weekday_date(&self, i: usize) -> Option<Hit> {
        let (weekday, after) = self.weekday(i)?;
        let comma = after + usize::from(self.p.is(after, ","));
        let the = comma + usize::from(self.p.word(comma) == "the");
        let rest = self.month_date(comma).or_else(|| self.day_month(the));
        let mut hit = rest.filter(has_day).unwrap_or_else(|| calendar(i, after, None, None, None));
        if let Some((day, next)) = self.day_with_suffix(the).filter(|(_, n)| hit.b == after && !self.noun(*n))
        {
            hit = calendar(i, next, None, None, Some(day));
        }
        if let Sem::Calendar(c, _) = &mut hit.sem {
            c.weekday = Some(weekday);
        }
        hit.a = i;
        Some(hit)
    }

    /// `March`, `March 22`, `March 22nd, 2019`, `March 2019`, `March of 2019`.
    fn month_date(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (month, after) = self.month(i)?;
        let the = after + usize::from(p.word(after) == "the");
        if let Some((day, next)) = self.day(the).filter(|_| the == after || !p.digits(the).is_empty()) {
            let comma = next + usize::from(p.is(next, ","));
            if let Some((year, end)) = self.year_of_day(comma) {
                return Some(calendar(i, end, Some(year), Some(month), Some(day)));
            }
            return Some(calendar(i, next, None, Some(month), Some(day)));
        }
        let of = after + usize::from(matches!(p.word(after), "of" | "in") || p.is(after, ","));
        if let Some((year, end)) = self.era_year(of) {
            return Some(calendar(i, end, Some(year), Some(month), None));
        }
        if let Some(year) = self.short_year(after) {
            return Some(calendar(i, after + 2, Some(year), Some(month), None));
        }
        self.named_month(i).then(|| calendar(i, after, None, Some(month), None))
    }

    /// `22 March`, `22nd of March 2019`, `the 22nd`.
    fn day_month(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = usize::from(p.word(i) == "the");
        let (day, after) = self.day(i + the)?;
        let of = after + usize::from(p.word(after) == "of" || p.dash(after));
        let Some((month, next)) =
            self.month(of).filter(|_| after == of || p.word(after) == "of" || p.glued(of))
        else {
            let (day, next) = self.day_with_suffix(i + the).filter(|_| the == 1)?;
            return self.stands_alone(next).then(|| calendar(i, next, None, None, Some(day)));
        };
        let comma =
            next + usize::from(p.is(next, ",") || p.dash(next) && p.glued(next) || p.word(next) == "of");
        match self.year_of_day(comma) {
            Some((year, end)) => Some(calendar(i, end, Some(year), Some(month), Some(day))),
            None => Some(calendar(i, next, None, Some(month), Some(day))),
        }
    }

    /// `summer 2007`, `the spring of 1915`, `the winter`, `dry season` not.
    fn season_date(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = usize::from(p.word(i) == "the");
        let code = self.lex.season(p.word(i + the))?;
        if !self.noun(i + the) {
            return None;
        }
        let after = i + the + 1;
        let of = after + usize::from(matches!(p.word(after), "of" | "in") || p.is(after, ","));
        let year = self.era_year(of);
        if year.is_none() && !self.plain_season(i + the) {
            return None;
        }
        let mut hit = calendar(i, year.map_or(after, |(_, end)| end), year.map(|(y, _)| y), None, None);
        if let Sem::Calendar(c, _) = &mut hit.sem {
            c.season = Some(code.to_string());
        }
        Some(hit)
    }

    /// `Christmas`, `Christmas Day 2018`.
    fn holiday(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let first = p.word(i);
        let (phrase, day) = self.lex.holidays(first).iter().find(|(phrase, _)| p.words(i, phrase))?;
        if !p.0.get(i)?.capital {
            return None;
        }
        let after = i + phrase.split(' ').count();
        let comma = after + usize::from(p.is(after, ",") || p.word(after) == "of");
        let year = self.year(comma).filter(|_| !self.counts(comma));
        let (month, day) = day.split_once('-')?;
        let end = if year.is_some() { comma + 1 } else { after };
        Some(calendar(i, end, year, month.parse().ok(), day.parse().ok()))
    }

    /// `the 1990s`, `1870s`, `the '90s`, `the nineties` not.
    fn decade(&self, i: usize) -> Option<Hit> {
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
    fn century(&self, i: usize) -> Option<Hit> {
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
    fn fraction_of_year(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (n, at) = if p.word(i) == "q" && p.glued(i + 1) {
            (p.digits(i + 1).parse().ok()?, i + 1)
        } else if p.word(the) == "latter" {
            (2.0, the + 1)
        } else {
            let fiscal = |k: usize| k + usize::from(matches!(p.word(k), "fiscal" | "financial"));
            let (n, next) = number::ordinal(p, the, &self.lex.numbers)?;
            (n, fiscal(next + usize::from(p.dash(next))))
        };
        let half = p.word(at) == "half";
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
            use super::sem::Anchor::Published;
            match this.copied() {
                Some("last year") => *pick = Pick::Last(Published),
                Some("next year") => *pick = Pick::Next(Published),
                Some("this year") => *pick = Pick::This(Published),
                _ => {}
            }
        }
        Some(hit)
    }

    /// `490 BC`, `52 B.C.`: the year 489 before the year 0, as astronomers count.
    fn before_christ(&self, i: usize) -> Option<Hit> {
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
    fn year_of_day(&self, i: usize) -> Option<(i16, usize)> {
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
    fn lone_year(&self, i: usize) -> Option<Hit> {
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
        let tight = p.dash(after) || matches!(p.word(after), "to" | "and" | "or");
        let next = self.day_month(after + 1).filter(|h| tight && has_day(h))?;
        let Sem::Calendar(c, _) = next.sem else { return None };
        Some(calendar(i, after, None, c.month, Some(day)))
    }

    /// The right part of a range of days, `9, 1918` of `March 5-9, 1918`, `5` of `May 4 and 5`.
    pub(super) fn day_after(&self, i: usize, month: i8) -> Option<Hit> {
        let p = self.p;
        if !(p.dash(i) || matches!(p.word(i), "to" | "and" | "or")) || self.counts(i + 1) {
            return None;
        }
        let (day, after) = self.day(i + 1).filter(|_| !p.digits(i + 1).is_empty())?;
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

/// A date from its parts.
pub(super) fn calendar(a: usize, b: usize, year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Hit {
    Hit::new(a, b, Sem::Calendar(Calendar { year, month, day, ..Calendar::default() }, Pick::Bare))
}

fn has_day(hit: &Hit) -> bool {
    matches!(&hit.sem, Sem::Calendar(c, _) if c.day.is_some() && c.month.is_some())
}

/// The hit that reaches furthest; of equals the first.
pub(super) fn longest(hits: impl Iterator<Item = Hit>) -> Option<Hit> {
    hits.reduce(|best, hit| if hit.b > best.b { hit } else { best })
}
