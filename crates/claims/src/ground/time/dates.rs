//! Dates that name their place on the calendar, whole or in part: "March 22, 2019", "22 March",
//! "Friday, March 22", "2019-03-22", "1957-58", "the 1990s", "the second half of 2008".

use super::scan::Scan;
use super::sem::{Calendar, Hit, Pick, Sem};

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
            self.feast(i),
            self.decade(i),
            self.century(i),
            self.fraction_of_year(i),
            self.before_christ(i),
            self.day_before(i),
            self.day_of_month(i),
            self.nth_weekday(i),
            self.year_first(i),
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
            let comma = next + usize::from(p.is(next, ",") || matches!(p.word(next), "of" | "in"));
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
    pub(super) fn day_month(&self, i: usize) -> Option<Hit> {
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
        let comma = next
            + usize::from(
                p.is(next, ",") || p.dash(next) && p.glued(next) || matches!(p.word(next), "of" | "in"),
            );
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
}

impl Scan<'_> {
    /// `Ramadan`, `the Eid`, `Easter 1916`, `Passover of 2019`; not `Easter Island`.
    pub(super) fn feast(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let at = i + usize::from(p.word(i) == "the");
        let (phrase, feast) = self.feast_name(at)?;
        let after = at + phrase.split(' ').count();
        if self.part_of_name(at, after) {
            return None;
        }
        let comma = after + usize::from(p.is(after, ",") || matches!(p.word(after), "of" | "in"));
        let year = self.year(comma).filter(|_| !self.counts(comma));
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let placed =
            matches!(before, "on" | "in" | "at" | "during" | "since" | "before" | "after" | "until" | "over");
        if feast.shy && year.is_none() && !placed {
            return None;
        }
        let mut hit = calendar(i, if year.is_some() { comma + 1 } else { after }, year, None, None);
        if let Sem::Calendar(c, _) = &mut hit.sem {
            c.feast = Some(phrase.clone());
        }
        Some(hit)
    }

    /// The name of a feast that stands there and what the table says of it.
    pub(super) fn feast_name(&self, i: usize) -> Option<&(String, super::feast::Feast)> {
        let capital = self.p.0.get(i)?.capital;
        self.lex.feasts(self.p.word(i)).iter().find(|(phrase, _)| capital && self.p.words(i, phrase))
    }

    /// Whether the words are part of a longer name: "Easter Island", "Tariq Ramadan".
    fn part_of_name(&self, a: usize, b: usize) -> bool {
        let p = self.p;
        let named = |i: usize| {
            let part = self.lex.part(p.word(i)).is_some() || self.lex.month(p.word(i)).is_some();
            p.0.get(i).is_some_and(|q| q.capital && self.doc.tag(q.token).starts_with("NNP")) && !part
        };
        let (Some(first), Some(last)) = (p.0.get(a), p.0.get(b - 1)) else { return false };
        let longer = self.doc.entity_of(first.token).is_some_and(|e| {
            let e = &self.doc.entities()[e];
            let plain = matches!(self.doc.label(e), "DATE" | "TIME");
            let lead = (e.start..first.token).any(|t| self.doc.tag(t) == "NNP");
            let on = (last.token + 1..e.end).any(|t| self.doc.tag(t).starts_with("NN"));
            !plain && (lead || on)
        });
        longer || named(b)
    }
}

/// A date from its parts.
pub(super) fn calendar(a: usize, b: usize, year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Hit {
    Hit::new(a, b, Sem::Calendar(Calendar { year, month, day, ..Calendar::default() }, Pick::Bare))
}

pub(super) fn has_day(hit: &Hit) -> bool {
    matches!(&hit.sem, Sem::Calendar(c, _) if c.day.is_some() && c.month.is_some())
}

/// The hit that reaches furthest; of equals the first.
pub(super) fn longest(hits: impl Iterator<Item = Hit>) -> Option<Hit> {
    hits.reduce(|best, hit| if hit.b > best.b { hit } else { best })
}
