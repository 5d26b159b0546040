//! Puts expressions on the calendar, in order, remembering what the text spoke of last.

use super::length::duration;
use super::scan::Scan;
use super::sem::{Amount, Anchor, Calendar, Hit, Pick, Sem, Unit};
use super::stretch::{self, Stretch};
use super::tense::Tense;
use jiff::ToSpan;
use jiff::civil::Date;
use types::{Moment, Time, TimeType};

/// What expressions are resolved against.
#[derive(Clone)]
pub(super) struct Resolver<'a> {
    pub(super) scan: Scan<'a>,
    pub(super) published: Option<Date>,
    /// A history: what it leaves out is filled from what it spoke of last, not from its own date.
    pub(super) narrative: bool,
    /// Whether a bare year may be the year of a month that names none: in a history it is.
    pub(super) history: bool,
    /// The last stretch that the text gave or let one work out.
    pub(super) spoken: Option<Stretch>,
    /// The first hour of the time of day that it was given with.
    pub(super) spoken_hour: Option<u8>,
    /// Whether it only opened a time that goes on: "since Sunday".
    pub(super) since: bool,
}

/// A resolved expression before it becomes a [`Time`].
pub(super) struct Placed {
    pub(super) kind: TimeType,
    pub(super) value: String,
    pub(super) stretch: Option<Stretch>,
    pub(super) from: Option<Moment>,
    pub(super) to: Option<Moment>,
    pub(super) basis: Option<String>,
}

impl Placed {
    pub(super) fn bare(kind: TimeType, value: impl Into<String>) -> Placed {
        Placed { kind, value: value.into(), stretch: None, from: None, to: None, basis: None }
    }

    pub(super) fn at(stretch: Stretch, basis: Option<String>) -> Placed {
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
        let narrative = history || published.is_none();
        Resolver { scan, published, narrative, history, spoken: None, spoken_hour: None, since: false }
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
            && !(s.from == s.to && matches!(self.scan.p.word(hit.a), "earlier" | "later"))
            && let Some((from, to)) = stretch::third(s, code)
        {
            (placed.from, placed.to) = (Some(from), Some(to));
        }
        self.before_or_after_now(hit, &mut placed);
        self.ahead(hit, &mut placed);
        if let Some(s) = placed.stretch.clone() {
            self.since = hit.a.checked_sub(1).is_some_and(|b| self.scan.p.word(b) == "since");
            self.spoken_hour = placed.from.filter(|_| hit.clock.is_some()).and_then(|m| m.hour);
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
        let the = hit.a + usize::from(self.scan.p.word(hit.a) == "the");
        match self.scan.p.word(the) {
            "earlier" => (placed.from, placed.to) = (Some(Moment::day(s.from)), Some(Moment::day(now))),
            "later" | "rest" | "remainder" => {
                (placed.from, placed.to) = (Some(Moment::day(now)), Some(Moment::day(s.to)))
            }
            _ => {}
        }
    }

    /// "In two weeks", "within three days" under a future tense reach from the day of publication.
    fn ahead(&self, hit: &Hit, placed: &mut Placed) {
        let before = hit.a.checked_sub(1).map_or("", |b| self.scan.p.word(b));
        let Some(now) = self.published.filter(|_| matches!(before, "in" | "within")) else { return };
        let far = match &hit.sem {
            Sem::Length(Amount::Exactly(n), unit, None) => stretch::moved(now, *n, *unit),
            Sem::Sum(parts, None, None) => super::compound::moved(now, parts, 1),
            _ => None,
        };
        if let Some(far) = far.filter(|far| *far >= now && self.tense(hit) == Tense::Future) {
            (placed.from, placed.to) = (Some(Moment::day(now)), Some(Moment::day(far)));
            placed.basis = Some("from the day of publication, as the tense looks ahead".into());
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

    pub(super) fn place(&self, hits: &[Hit], k: usize) -> Placed {
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
            Sem::Shift(0, Unit::Weekend, anchor) if self.scan.p.word(hit.a) == "the" => {
                self.shift(self.weekend_gone(hit), Unit::Weekend, *anchor)
            }
            Sem::Shift(0, Unit::Day, anchor) if self.scan.p.word(hit.a) == "overnight" => {
                self.shift(-i64::from(self.tense(hit) == Tense::Past), Unit::Day, *anchor)
            }
            Sem::Shift(n, unit, anchor) => self.shift(*n, *unit, *anchor),
            Sem::Away(amount, unit, sign, anchor) => self.away(*amount, *unit, *sign, *anchor),
            Sem::Beyond(n, unit, sign, other) => self.beyond(hit, *n, *unit, *sign, other),
            Sem::Share(amount, unit, which, other) => self.share(*amount, *unit, *which, other),
            Sem::Length(amount, unit, None) => {
                Placed { basis: self.without_anchor(hit), ..self.length(*amount, *unit, None) }
            }
            Sem::Length(amount, unit, sign) => self.length(*amount, *unit, *sign),
            Sem::Sum(parts, sign, away) => self.sum(parts, *sign, *away),
            Sem::Set(value) => Placed::bare(TimeType::Set, value.clone()),
            Sem::Plain(value) if value.contains('T') && value.starts_with('X') => {
                Placed::bare(TimeType::Time, value.clone())
            }
            Sem::Plain(value) => Placed::bare(TimeType::Date, value.clone()),
            Sem::SomeDay => Placed::bare(TimeType::Time, "XXXX-XX-XX"),
        }
    }

    /// The day or stretch that an anchor means.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<Stretch> {
        let published = self.published.map(stretch::day);
        match anchor {
            Anchor::Published if !self.narrative => published,
            Anchor::Day(days) => {
                let day = self.published?.checked_add(i64::from(days).days()).ok()?;
                Some(stretch::day(day))
            }
            _ => self.spoken.clone().or(if self.narrative { None } else { published }),
        }
    }

    /// "The weekend" under a past tense is the one that has begun.
    fn weekend_gone(&self, hit: &Hit) -> i64 {
        let weekday = self.published.map_or(7, |d| d.weekday().to_monday_one_offset());
        -i64::from(weekday < 6 && self.tense(hit) == Tense::Past)
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
            Some(s) => Placed::at(s, (anchor == Anchor::Spoken).then(|| self.spoken_basis())),
            None => Placed::bare(TimeType::Date, unresolved(unit)),
        }
    }

    /// What "that evening" was counted from.
    fn spoken_basis(&self) -> String {
        let basis = match self.spoken {
            Some(_) => "counted from the time spoken of before",
            None => "counted from the day of publication, as no time was spoken of before",
        };
        basis.into()
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
                _ if matches!(anchor, Anchor::Day(_)) => Unit::Day,
                Unit::Week | Unit::Fortnight if anchor == Anchor::Spoken && base.grain == Unit::Day => {
                    Unit::Day
                }
                other => other,
            };
            Stretch::holding(date, grain)
        };
        let basis = match anchor {
            Anchor::Published | Anchor::Day(_) => "counted from the day of publication".into(),
            Anchor::Spoken => self.spoken_basis(),
        };
        match place() {
            Some(s) => Placed::at(s, Some(basis)),
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

pub(super) fn unresolved(unit: Unit) -> &'static str {
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
pub(super) fn finer(unit: Unit, grain: Unit) -> bool {
    size(unit) < size(grain)
}

pub(super) fn size(unit: Unit) -> u8 {
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
