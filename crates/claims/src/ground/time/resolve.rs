//! Puts expressions on the calendar, in order, remembering what the text spoke of last.

use super::length::duration;
use super::lexicon::Lexicon;
use super::scan::Scan;
use super::sem::{Amount, Anchor, Calendar, Clock, Hit, Pick, Sem, Unit};
use super::stretch::{self, Stretch};
use super::tense::{self, Tense};
use jiff::civil::Date;
use types::{Moment, Time, TimeType};

/// What expressions are resolved against.
pub(super) struct Resolver<'a> {
    pub(super) scan: Scan<'a>,
    pub(super) published: Option<Date>,
    /// A history: what it leaves out is filled from what it spoke of last, not from its own date.
    pub(super) narrative: bool,
    /// Whether a bare year may be the year of a month that names none: in a history it is.
    history: bool,
    /// The last stretch that the text gave or let one work out.
    spoken: Option<Stretch>,
}

/// A resolved expression before it becomes a [`Time`].
pub(super) struct Placed {
    kind: TimeType,
    value: String,
    stretch: Option<Stretch>,
    from: Option<Moment>,
    to: Option<Moment>,
    basis: Option<String>,
}

impl Placed {
    fn bare(kind: TimeType, value: impl Into<String>) -> Placed {
        Placed { kind, value: value.into(), stretch: None, from: None, to: None, basis: None }
    }

    fn at(stretch: Stretch, basis: Option<String>) -> Placed {
        Placed {
            kind: TimeType::Date,
            value: stretch.value.clone(),
            from: Some(Moment::day(stretch.from)),
            to: Some(Moment::day(stretch.to)),
            stretch: Some(stretch),
            basis,
        }
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn new(scan: Scan<'a>, published: Option<Date>, hits: &[Hit]) -> Resolver<'a> {
        let history = history(published, hits);
        Resolver { scan, published, narrative: history || published.is_none(), history, spoken: None }
    }

    /// The expressions as times.
    pub(super) fn all(mut self, hits: &[Hit]) -> Vec<Time> {
        (0..hits.len()).filter_map(|k| self.time(hits, k)).collect()
    }

    fn time(&mut self, hits: &[Hit], k: usize) -> Option<Time> {
        let hit = &hits[k];
        let span = self.scan.p.span(hit.a, hit.b)?;
        let mut placed = self.place(hits, k);
        if let Some(clock) = &hit.clock {
            self.clock(&mut placed, clock, hits, k);
        }
        if let (Some(code), Some(s), None) = (&hit.modifier, &placed.stretch, &hit.clock)
            && let Some((from, to)) = stretch::third(s, code)
        {
            (placed.from, placed.to) = (Some(from), Some(to));
        }
        self.before_or_after_now(hit, &mut placed);
        if let Some(s) = placed.stretch.clone() {
            self.remember(s);
        }
        let Placed { kind, value, from, to, basis, .. } = placed;
        Some(Time { span, kind, value, modifier: hit.modifier.clone(), from, to, basis })
    }

    /// "Earlier this week" ends, "later this week" begins with the day of publication.
    fn before_or_after_now(&self, hit: &Hit, placed: &mut Placed) {
        let (Some(now), Some(s)) = (self.published, &placed.stretch) else { return };
        if !(s.from <= now && now <= s.to) || s.from == s.to {
            return;
        }
        match self.scan.p.word(hit.a) {
            "earlier" => (placed.from, placed.to) = (Some(Moment::day(s.from)), Some(Moment::day(now))),
            "later" => (placed.from, placed.to) = (Some(Moment::day(now)), Some(Moment::day(s.to))),
            _ => {}
        }
    }

    /// A bare year that holds the day spoken of tells nothing new.
    fn remember(&mut self, s: Stretch) {
        let inside = self
            .spoken
            .as_ref()
            .is_some_and(|old| s.from <= old.from && old.to <= s.to && size(s.grain) >= size(Unit::Year));
        if !inside && size(s.grain) <= size(Unit::Year) {
            self.spoken = Some(s);
        }
    }

    fn place(&self, hits: &[Hit], k: usize) -> Placed {
        let hit = &hits[k];
        match &hit.sem {
            Sem::Calendar(c, pick) => self.calendar(c, *pick, hits, k),
            Sem::Decade(tens) => match stretch::decade(*tens) {
                Some(s) => Placed::at(s, None),
                None => Placed::bare(TimeType::Date, format!("{tens:03}")),
            },
            Sem::Century(n) => match stretch::century(*n) {
                Some(s) => Placed::at(s, None),
                None => Placed::bare(TimeType::Date, format!("{:02}", n - 1)),
            },
            Sem::Shift(n, unit, anchor) => self.shift(*n, *unit, *anchor),
            Sem::Away(amount, unit, sign, anchor) => self.away(*amount, *unit, *sign, *anchor),
            Sem::Length(amount, unit, sign) => self.length(*amount, *unit, *sign),
            Sem::Set(value) => Placed::bare(TimeType::Set, value.clone()),
            Sem::Plain(value) if value.contains('T') && value.starts_with('X') => {
                Placed::bare(TimeType::Time, value.clone())
            }
            Sem::Plain(value) => Placed::bare(TimeType::Date, value.clone()),
            Sem::SomeDay => Placed::bare(TimeType::Time, "XXXX-XX-XX"),
        }
    }

    /// The day or stretch that an anchor means.
    fn anchor(&self, anchor: Anchor) -> Option<Stretch> {
        let published = self.published.map(stretch::day);
        match anchor {
            Anchor::Published if !self.narrative => published,
            _ => self.spoken.clone().or(if self.narrative { None } else { published }),
        }
    }

    fn shift(&self, n: i64, unit: Unit, anchor: Anchor) -> Placed {
        let place = || {
            let base = self.anchor(anchor)?;
            if finer(unit, base.grain) {
                return None;
            }
            Stretch::holding(stretch::moved(base.from, n as f64, unit)?, unit)
        };
        match place() {
            Some(s) => Placed::at(
                s,
                (anchor == Anchor::Spoken).then(|| "counted from the time spoken of before".into()),
            ),
            None => Placed::bare(TimeType::Date, unresolved(unit)),
        }
    }

    fn away(&self, amount: Amount, unit: Unit, sign: i8, anchor: Anchor) -> Placed {
        let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        let Amount::Exactly(n) = amount else { return Placed::bare(TimeType::Date, vague) };
        let place = || {
            let base = self.anchor(anchor)?;
            if finer(unit, base.grain) && !(base.grain == Unit::Month && unit == Unit::Week) {
                return None;
            }
            let date = stretch::moved(base.from, n * f64::from(sign), unit)?;
            // Whole years from a month or a day keep no more than the year, as TimeML's annotators do.
            let grain = match unit {
                Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
                Unit::Week | Unit::Fortnight if anchor == Anchor::Spoken && base.grain == Unit::Day => {
                    Unit::Day
                }
                other => other,
            };
            Stretch::holding(date, grain)
        };
        let basis = match anchor {
            Anchor::Published => "counted from the day of publication",
            Anchor::Spoken => "counted from the time spoken of before",
        };
        match place() {
            Some(s) => Placed::at(s, Some(basis.into())),
            None => Placed::bare(TimeType::Date, unresolved(unit)),
        }
    }

    fn length(&self, amount: Amount, unit: Unit, sign: Option<i8>) -> Placed {
        let mut placed = Placed::bare(TimeType::Duration, duration(amount, unit));
        let (Some(sign), Some(base)) = (sign, self.anchor(Anchor::Published)) else { return placed };
        let day = Moment::day(if sign < 0 { base.to } else { base.from });
        (placed.from, placed.to) = match stretch::window(day.date, amount, unit, sign) {
            Some((from, to)) => (Some(Moment::day(from)), Some(Moment::day(to))),
            None if sign < 0 => (None, Some(day)),
            None => (Some(day), None),
        };
        placed.basis = Some(
            if sign < 0 { "up to the day of publication" } else { "from the day of publication" }.into(),
        );
        placed
    }

    // Dates.

    fn calendar(&self, c: &Calendar, pick: Pick, hits: &[Hit], k: usize) -> Placed {
        let lex = self.scan.lex;
        if let Some(year) = c.year {
            return match dated(lex, c, year) {
                Some(s) => Placed::at(s, None),
                None => {
                    Placed { basis: Some("no such day".into()), ..Placed::bare(TimeType::Date, written(c)) }
                }
            };
        }
        if let Some(year) = self.year_ahead(c, hits, k)
            && let Some(s) = dated(lex, c, year)
        {
            return Placed::at(s, Some("the year stands at the end of the range".into()));
        }
        if let Pick::Within(n, unit, anchor) = pick {
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
            if c.month.is_none() && c.season.is_none() && c.quarter.is_none() && c.half.is_none() {
                self.day_or_weekday(c, pick, tense)
            } else {
                self.without_year(c, pick, tense)
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

    fn day_or_weekday(&self, c: &Calendar, pick: Pick, tense: Tense) -> Option<Placed> {
        if let Some(day) = c.day {
            let base = self.anchor(if self.spoken.is_some() { Anchor::Spoken } else { Anchor::Published })?;
            let date = Date::new(base.from.year(), base.from.month(), day).ok()?;
            return (!finer(Unit::Month, base.grain))
                .then(|| Placed::at(stretch::day(date), Some("in the month spoken of".into())));
        }
        let weekday = c.weekday?;
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
    fn without_year(&self, c: &Calendar, pick: Pick, tense: Tense) -> Option<Placed> {
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
        let all: Vec<Stretch> = years.iter().filter_map(|y| dated(lex, c, *y)).collect();
        if let Some(weekday) = c.weekday {
            let fits = |s: &&Stretch| s.from.weekday().to_monday_one_offset() == weekday;
            if let Some(s) = all.iter().filter(fits).min_by_key(|s| days_between(s.from, base.from).abs()) {
                return Some(Placed::at(s.clone(), Some("the year in which the weekday fits".into())));
            }
        }
        let before = |s: &&Stretch| s.to < base.from;
        let (found, why) = match direction {
            Some(-1) => (all.iter().rfind(before), "the last before"),
            Some(1) => (all.iter().find(|s| s.from > base.from), "the next after"),
            Some(_) => (all.get(1), "in the year of"),
            None if self.history => (self.nearby(&all, &base), "near"),
            None if tense == Tense::Past => (all.iter().rfind(|s| s.from <= base.from), "past tense: before"),
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

    fn tense(&self, hit: &Hit) -> Tense {
        let doc = self.scan.doc;
        let Some(first) = self.scan.p.0.get(hit.a) else { return Tense::Past };
        let last = self.scan.p.0.get(hit.b - 1).map_or(first.token, |q| q.token);
        let top = (first.token..=last)
            .find(|t| !(first.token..=last).contains(&doc.head(*t)) || doc.head(*t) == *t);
        tense::of(doc, self.scan.lex, top.unwrap_or(first.token))
    }

    // Times of day.

    fn clock(&self, placed: &mut Placed, clock: &Clock, hits: &[Hit], k: usize) {
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

    /// The day of a clock time that names none: of its neighbour in the sentence, else the one spoken of.
    fn day_of_clock(&self, hits: &[Hit], k: usize) -> Option<Stretch> {
        let p = self.scan.p;
        let near =
            |a: usize, b: usize| b.saturating_sub(a) <= 3 && !(a..b).any(|i| p.is(i, ".") || p.is(i, "\n"));
        if let Some(next) = hits.get(k + 1).filter(|n| near(hits[k].b, n.a))
            && let Sem::Calendar(..) | Sem::Shift(..) = next.sem
        {
            let placed = self.place(hits, k + 1);
            if let Some(s) = placed.stretch.filter(|s| s.grain == Unit::Day) {
                return Some(s);
            }
        }
        let spoken = self.spoken.clone().filter(|s| s.grain == Unit::Day);
        let beside = k.checked_sub(1).is_some_and(|b| near(hits[b].b, hits[k].a));
        if self.narrative || beside {
            return spoken;
        }
        spoken.or(self.published.map(stretch::day))
    }
}

/// Whether a document tells of years gone by: most of the years that it names lie behind its own,
/// and it says hardly anything from where it stands.
fn history(published: Option<Date>, hits: &[Hit]) -> bool {
    let limit = published.map_or(i16::MAX, |p| p.year() - 1);
    let (mut old, mut new, mut deictic) = (0, 0, 0);
    for hit in hits {
        match &hit.sem {
            Sem::Calendar(Calendar { year: Some(y), .. }, _) if *y < limit => old += 1,
            Sem::Calendar(Calendar { year: Some(_), .. }, _) => new += 1,
            Sem::Calendar(Calendar { weekday: Some(_), month: None, .. }, _) => deictic += 1,
            Sem::Shift(_, _, Anchor::Published) | Sem::Away(_, _, _, Anchor::Published) => deictic += 1,
            Sem::Calendar(_, Pick::Last(Anchor::Published) | Pick::Next(Anchor::Published)) => deictic += 1,
            _ => {}
        }
    }
    old >= 4 && old > new && old > 5 * deictic
}

fn tense_words(tense: Tense) -> &'static str {
    match tense {
        Tense::Past => "past tense",
        Tense::Present => "present tense",
        Tense::Future => "future tense",
    }
}

/// The stretch that a date names in a year.
fn dated(lex: &Lexicon, c: &Calendar, year: i16) -> Option<Stretch> {
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

fn unresolved(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
        _ => "XXXX-XX-XX",
    }
}

/// Whether a unit is smaller than the one that the anchor is known to.
fn finer(unit: Unit, grain: Unit) -> bool {
    size(unit) < size(grain)
}

fn size(unit: Unit) -> u8 {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => 0,
        Unit::Weekend | Unit::Week | Unit::Fortnight => 1,
        Unit::Month => 2,
        Unit::Quarter => 3,
        Unit::Year => 4,
        Unit::Decade => 5,
        Unit::Century | Unit::Millennium => 6,
    }
}

fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(i64::MAX / 4, |s| i64::from(s.get_days()))
}
