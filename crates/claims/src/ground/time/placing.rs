//! Which year, month or day a date means that leaves some of them out.

use super::lexicon::Lexicon;
use super::resolve::{Placed, Resolver, finer};
use super::sem::{Anchor, Calendar, Hit, Pick, Sem, Unit};
use super::stretch::{self, Stretch};
use super::tense::{self, Tense};
use jiff::civil::Date;
use types::TimeType;

impl Resolver<'_> {
    /// Puts a date on the calendar.
    pub(super) fn calendar(&self, c: &Calendar, pick: Pick, hits: &[Hit], k: usize) -> Placed {
        let placed = self.on_calendar(c, pick, hits, k);
        let Some(feast) = c.feast.as_ref().and_then(|name| self.scan.lex.feast(name)) else { return placed };
        if placed.stretch.is_none() {
            return Placed { value: feast.unplaced().into(), ..placed };
        }
        let why = placed.basis.map_or(String::new(), |b| format!("{b}; "));
        Placed { basis: Some(why + &feast.method()), ..placed }
    }

    fn on_calendar(&self, c: &Calendar, pick: Pick, hits: &[Hit], k: usize) -> Placed {
        let lex = self.scan.lex;
        if let Some(year) = c.year {
            let none = || match all_dated(lex, c, year).len() {
                0 => "no such day".to_owned(),
                n => format!("it comes {n} times that year"),
            };
            return match dated(lex, c, year) {
                Some(s) => Placed::at(s, None),
                None => Placed { basis: Some(none()), ..Placed::bare(TimeType::Date, written(c)) },
            };
        }
        if let Some(year) = self.year_ahead(c, hits, k)
            && let Some(s) = dated(lex, c, year)
        {
            return Placed::at(s, Some("the year stands at the end of the range".into()));
        }
        if let Pick::Within(n, unit, anchor) = pick
            && unit != Unit::Week
        {
            let within = || {
                let base = stretch::moved(self.anchor(anchor)?.from, n as f64, unit)?;
                let c =
                    Calendar { month: c.month.or((unit == Unit::Month).then(|| base.month())), ..c.clone() };
                dated(lex, &c, base.year())
            };
            if let Some(s) = within() {
                return Placed::at(s, Some("in the year or month spoken of".into()));
            }
        }
        let tense = self.tense(&hits[k]);
        let place = || {
            let named = c.month.is_some() || c.season.is_some() || c.feast.is_some();
            if !named && c.quarter.is_none() && c.half.is_none() {
                self.day_or_weekday(c, pick, tense)
            } else {
                self.without_year(c, pick, tense, (hits, k))
            }
        };
        place().unwrap_or_else(|| Placed::bare(TimeType::Date, written(c)))
    }

    /// The year of the other end of a range: "31 May-1 June 1916".
    fn year_ahead(&self, c: &Calendar, hits: &[Hit], k: usize) -> Option<i16> {
        let next = hits.get(k + 1)?;
        let gap = next.a.checked_sub(hits[k].b)?;
        let p = self.scan.p;
        let joined = (gap == 1
            && (p.dash(hits[k].b) || matches!(p.word(hits[k].b), "to" | "and" | "or" | "until" | "through")))
            || (gap == 0 && p.is(hits[k].b, "("));
        let Sem::Calendar(other, _) = &next.sem else { return None };
        let (year, theirs, ours) = (other.year?, other.month, c.month);
        if !joined || other.month.is_none() && other.season.is_none() {
            return None;
        }
        Some(if theirs.zip(ours).is_some_and(|(t, o)| o > t) { year - 1 } else { year })
    }

    /// Whether the range that a date begins, put before the anchor, has its end after it.
    fn goes_on(&self, all: &[Stretch], base: &Stretch, hits: &[Hit], k: usize) -> bool {
        let Some(next) = hits.get(k + 1) else { return false };
        let Sem::Calendar(c, _) = &next.sem else { return false };
        let Some(start) = all.iter().rfind(|s| s.from <= base.from) else { return false };
        let named = c.month.is_some() && c.year.is_none() && self.joined(&hits[k], next);
        let year = start.from.year();
        let ends = [Some(year), year.checked_add(1)].into_iter().flatten();
        let mut ends = ends.filter_map(|y| dated(self.scan.lex, c, y));
        named && ends.find(|s| s.from > start.from).is_some_and(|s| s.to >= base.from)
    }

    /// Whether two dates are the ends of a range.
    fn joined(&self, first: &Hit, last: &Hit) -> bool {
        let p = self.scan.p;
        let opened = first.a.checked_sub(1).map_or("", |b| p.word(b));
        let to = matches!(p.word(first.b), "to" | "until" | "till" | "through") || p.dash(first.b);
        first.b + 1 == last.a && (to || opened == "between" && p.word(first.b) == "and")
    }

    /// Where the range begins of which a date is the end: "from August to October". Histories tell theirs.
    fn start_of_range(&self, c: &Calendar, hits: &[Hit], k: usize) -> Option<Date> {
        let first = hits.get(k.checked_sub(1)?)?;
        let Sem::Calendar(Calendar { month: Some(_), year: None, .. }, _) = &first.sem else { return None };
        let names = self.joined(first, &hits[k]) && c.month.is_some() && c.weekday.is_none();
        self.spoken.as_ref().filter(|_| names && !self.history).map(|s| s.from)
    }

    fn day_or_weekday(&self, c: &Calendar, pick: Pick, tense: Tense) -> Option<Placed> {
        if let Some(day) = c.day {
            let base = self.anchor(if self.spoken.is_some() { Anchor::Spoken } else { Anchor::Published })?;
            if let Some(weekday) = c.weekday {
                return fitting(&base, day, weekday, tense)
                    .map(|s| Placed::at(s, Some("the month in which the weekday fits".into())));
            }
            let date = Date::new(base.from.year(), base.from.month(), day).ok()?;
            return (!finer(Unit::Month, base.grain))
                .then(|| Placed::at(stretch::day(date), Some("in the month spoken of".into())));
        }
        let weekday = c.weekday?;
        if let Pick::Within(n, Unit::Week, anchor) = pick {
            let week = Stretch::holding(
                stretch::moved(self.anchor(anchor)?.from, n as f64, Unit::Week)?,
                Unit::Week,
            )?;
            let date = stretch::weekday(week.from, weekday, false, false)?;
            return Some(Placed::at(stretch::day(date), Some("in the week spoken of".into())));
        }
        let (anchor, back, strictly) = match pick {
            Pick::Last(a) => (a, true, true),
            Pick::This(a) => (a, a == Anchor::Spoken && tense == Tense::Past, false),
            Pick::Next(a) => (a, false, true),
            Pick::Bare | Pick::Within(..) => (Anchor::Published, tense == Tense::Past, false),
        };
        let base = self.anchor(anchor)?;
        if base.grain != Unit::Day {
            return None;
        }
        let date = stretch::weekday(base.from, weekday, back, strictly)?;
        let side = if date == base.from {
            "on"
        } else if back {
            "before"
        } else {
            "after"
        };
        let why = if pick == Pick::Bare { tense_words(tense) } else { "as the words say" };
        Some(Placed::at(stretch::day(date), Some(format!("{side} {}: {why}", base.value))))
    }

    /// Months, seasons, quarters and days of months whose year the text leaves out.
    fn without_year(
        &self,
        c: &Calendar,
        pick: Pick,
        tense: Tense,
        (hits, k): (&[Hit], usize),
    ) -> Option<Placed> {
        let lex = self.scan.lex;
        let (anchor, direction) = match pick {
            Pick::Last(a) => (a, Some(-1)),
            Pick::This(a) => (a, Some(0)),
            Pick::Next(a) => (a, Some(1)),
            Pick::Bare | Pick::Within(..) => (Anchor::Published, None),
        };
        let base = self.anchor(anchor).filter(|b| self.history || b.grain != Unit::Year)?;
        let year = base.from.year();
        let years = [year.checked_sub(1)?, year, year.checked_add(1)?];
        let all: Vec<Stretch> = years.iter().flat_map(|y| all_dated(lex, c, *y)).collect();
        if let Some(weekday) = c.weekday.filter(|_| c.nth.is_none()) {
            let fits = |s: &&Stretch| s.from.weekday().to_monday_one_offset() == weekday;
            if let Some(s) = all.iter().filter(fits).min_by_key(|s| days_between(s.from, base.from).abs()) {
                return Some(Placed::at(s.clone(), Some("the year in which the weekday fits".into())));
            }
        }
        if let Some(first) = self.start_of_range(c, hits, k)
            && let Some(s) = all.iter().find(|s| s.from > first)
        {
            return Some(Placed::at(s.clone(), Some("after the start of the range".into())));
        }
        let before = |s: &&Stretch| s.to < base.from;
        // "Late May", told early in May, is that of the year before.
        let edge = hits[k].modifier.as_deref().filter(|_| hits[k].clock.is_none());
        let begun = |s: &&Stretch| {
            let first = edge.and_then(|code| stretch::third(s, code)).map_or(s.from, |(from, _)| from.date);
            first <= base.from
        };
        let (found, why) = match direction {
            Some(-1) => (all.iter().rfind(before), "the last before"),
            Some(1) => (all.iter().find(|s| s.from > base.from), "the next after"),
            Some(_) if c.feast.is_some() => {
                (all.iter().min_by_key(|s| days_between(s.from, base.from).abs()), "nearest to")
            }
            Some(_) => (all.get(1), "in the year of"),
            None if self.history => (self.nearby(&all, &base), "near"),
            None if tense != Tense::Past && self.goes_on(&all, &base, hits, k) => {
                (all.iter().rfind(|s| s.from <= base.from), "a range that goes on at")
            }
            None if tense == Tense::Past => (all.iter().rfind(begun), "past tense: before"),
            None if tense == Tense::Future => (all.iter().find(|s| s.to >= base.from), "future tense: after"),
            None => (all.iter().min_by_key(|s| days_between(s.from, base.from).abs()), "nearest to"),
        };
        Some(Placed::at(found?.clone(), Some(format!("{why} {}", base.value))))
    }

    /// In a history, the year that keeps the story going: a little back, more forward.
    fn nearby<'s>(&self, all: &'s [Stretch], base: &Stretch) -> Option<&'s Stretch> {
        if base.grain == Unit::Year {
            return all.iter().find(|s| s.from.year() == base.from.year() || s.to.year() == base.from.year());
        }
        all.iter().min_by_key(|s| {
            let away = days_between(base.from, s.from);
            if away < 0 { -away } else { away * 2 / 3 }
        })
    }

    pub(super) fn tense(&self, hit: &Hit) -> Tense {
        let doc = self.scan.doc;
        let Some(first) = self.scan.p.0.get(hit.a) else { return Tense::Past };
        let last = self.scan.p.0.get(hit.b - 1).map_or(first.token, |q| q.token);
        let top = (first.token..=last)
            .find(|t| !(first.token..=last).contains(&doc.head(*t)) || doc.head(*t) == *t);
        tense::of(doc, self.scan.lex, top.unwrap_or(first.token))
    }
}

fn tense_words(tense: Tense) -> &'static str {
    match tense {
        Tense::Past => "past tense",
        Tense::Present => "present tense",
        Tense::Future => "future tense",
    }
}

/// The nearest day of that number in its month that has the weekday: "Friday the 13th".
fn fitting(base: &Stretch, day: i8, weekday: i8, tense: Tense) -> Option<Stretch> {
    let dates = (-13..=13).filter_map(|n| {
        let month = stretch::moved(base.from.first_of_month(), f64::from(n), Unit::Month)?;
        Date::new(month.year(), month.month(), day).ok()
    });
    let fits = dates.filter(|d| d.weekday().to_monday_one_offset() == weekday);
    let side = |d: &Date| match tense {
        Tense::Past => *d > base.to,
        Tense::Future => *d < base.from,
        Tense::Present => false,
    };
    fits.min_by_key(|d| (side(d), days_between(base.from, *d).abs())).map(stretch::day)
}

/// The stretch that a date names in a year.
fn dated(lex: &Lexicon, c: &Calendar, year: i16) -> Option<Stretch> {
    if c.feast.is_some() {
        let all = all_dated(lex, c, year);
        return <[Stretch; 1]>::try_from(all).ok().map(|[only]| only);
    }
    if let (Some(month), Some(weekday), Some(nth)) = (c.month, c.weekday, c.nth) {
        return stretch::nth_weekday(year, month, weekday, nth);
    }
    if let (Some(month), Some(day)) = (c.month, c.day) {
        return Some(stretch::day(Date::new(year, month, day).ok()?));
    }
    if let Some(month) = c.month {
        return stretch::month(year, month);
    }
    if let Some(season) = &c.season {
        return stretch::season(year, season, lex.season_month(season));
    }
    match (c.quarter, c.half) {
        (Some(q), _) => stretch::quarter(year, q),
        (_, Some(h)) => stretch::half(year, h),
        _ => stretch::year(year),
    }
}

/// All stretches that a date names in a year: feasts of other calendars may come twice or not at all.
fn all_dated(lex: &Lexicon, c: &Calendar, year: i16) -> Vec<Stretch> {
    match c.feast.as_ref().and_then(|name| lex.feast(name)) {
        Some(feast) => feast.in_year(year),
        None => dated(lex, c, year).into_iter().collect(),
    }
}

/// The value of a date that has no place on the calendar.
fn written(c: &Calendar) -> String {
    let year = c.year.map_or("XXXX".to_string(), stretch::named);
    let rest = match (c.month, c.day, &c.season, c.weekday) {
        (Some(m), Some(d), ..) => format!("{m:02}-{d:02}"),
        (Some(m), None, ..) => format!("{m:02}"),
        (None, _, Some(season), _) => season.clone(),
        (None, Some(d), ..) => format!("XX-{d:02}"),
        (None, None, None, Some(w)) => format!("WXX-{w}"),
        _ => match (c.quarter, c.half) {
            (Some(q), _) => format!("Q{q}"),
            (_, Some(h)) => format!("H{h}"),
            _ => return year,
        },
    };
    format!("{year}-{rest}")
}

fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(i64::MAX / 4, |s| i64::from(s.get_days()))
}
