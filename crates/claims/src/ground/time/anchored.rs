//! Times told by another that stands beside them: "two days after Tuesday", "the eve of Eid", "the first ten
//! months of 1915", "the last day of March". Where the other is an event ("three weeks before the vote") the
//! length stays a length, and its basis says whose day is missing.

use super::resolve::{Placed, Resolver, finer};
use super::scan::Scan;
use super::sem::{Amount, Anchor, Calendar, Clock, Hit, Pick, Sem, Unit};
use super::stretch::{self, Stretch};
use super::tense::Tense;
use crate::ground::quantity::number;
use jiff::ToSpan;
use jiff::civil::Date;
use types::{Moment, TimeType};

/// Which of the units that make up a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Which {
    /// From its first on; with the number of units before.
    From(u8),
    /// Up to its last.
    Last,
}

impl Scan<'_> {
    /// "two days after Tuesday", "a week from Friday", "the day before Easter", "the eve of Eid al-Fitr".
    pub(super) fn beyond(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let (n, unit, sign, at) = if p.words(the, "eve of") {
            (1.0, Unit::Day, -1, the + 2)
        } else {
            let (n, unit, end) = match self.lex.unit(p.word(the)) {
                Some((unit, false)) if the > i && self.noun(the) => (1.0, unit, the + 1),
                _ => {
                    let w = self.written(i)?;
                    let Amount::Exactly(n) = w.amount else { return None };
                    (n, w.unit, w.end)
                }
            };
            let sign = match p.word(end) {
                "before" => -1,
                "after" | "following" => 1,
                "from" if the == i => 1,
                _ => return None,
            };
            (n, unit, sign, end + 1)
        };
        let deictic = |hit: &Hit| match &hit.sem {
            Sem::Calendar(c, _) => c.year.is_none() && c.month.is_none(),
            _ => true,
        };
        let starts = p.word(at - 1) == "from";
        let other = self.other(at).filter(|hit| !unit.below_day() && (!starts || deictic(hit)))?;
        Some(Hit::new(i, other.b, Sem::Beyond(n, unit, sign, Box::new(other))))
    }

    /// "two nights ago", "three Fridays ago".
    pub(super) fn counted_back(&self, i: usize) -> Option<Hit> {
        let (n, at) = number::cardinal(self.p, i, &self.lex.numbers)?;
        let named = self.p.word(at).strip_suffix('s').filter(|_| self.p.word(at + 1) == "ago")?;
        let n = (n as i64).clamp(0, 99);
        if let Some((code, a, b)) = self.lex.part(named) {
            let hit = Hit::new(i, at + 2, Sem::Shift(-n, Unit::Day, Anchor::Published));
            return Some(hit.with_clock(Clock::Part(code.clone(), *a, *b)));
        }
        let weekday = self.lex.weekday(named).filter(|_| self.p.0[at].capital && !self.lex.shy(named))?;
        let last = Calendar { weekday: Some(weekday), ..Calendar::default() };
        let last = Hit::new(at, at + 1, Sem::Calendar(last, Pick::Last(Anchor::Published)));
        Some(Hit::new(i, at + 2, Sem::Beyond(n as f64 - 1.0, Unit::Week, -1, Box::new(last))))
    }

    /// The time that another is counted from; not the Tuesday of "Tuesday's vote".
    fn other(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let dated = self.date(i).map(|hit| self.in_week(self.of_year(hit)));
        let hit = super::dates::longest([dated, self.directed(i)].into_iter().flatten())?;
        let owns = (p.is(hit.b, "'") || p.is(hit.b, "’")) && p.glued(hit.b);
        let whole = matches!(hit.sem, Sem::Calendar(..) | Sem::Shift(..)) && !owns && !self.noun(hit.b);
        whole.then_some(hit)
    }

    /// "the last week of August", "the first ten months of 1915", "the final days of Ramadan".
    pub(super) fn share(&self, i: usize, the: usize) -> Option<Hit> {
        let p = self.p;
        let last = matches!(p.word(the), "last" | "final" | "closing");
        let nth = number::ordinal(p, the, &self.lex.numbers).filter(|(n, _)| (1.0..=31.0).contains(n));
        let (which, at) = match nth {
            _ if last => (Which::Last, the + 1),
            _ if p.word(the) == "opening" => (Which::From(0), the + 1),
            Some((n, at)) => (Which::From(n as u8 - 1), at),
            None => return None,
        };
        let (amount, unit, end) = match self.lex.unit(p.word(at)) {
            Some((unit, false)) if self.noun(at) => (Amount::Exactly(1.0), unit, at + 1),
            Some((unit, true)) => (Amount::Some, unit, at + 1),
            _ => {
                let w = self.written(at)?;
                (w.amount, w.unit, w.end)
            }
        };
        if which != Which::Last && which != Which::From(0) && amount != Amount::Exactly(1.0) {
            return None;
        }
        let of = p.word(end) == "of";
        let date = self.date(end + 1).or_else(|| self.directed(end + 1)).filter(|_| of)?;
        let whole = matches!(date.sem, Sem::Calendar(..) | Sem::Shift(..));
        whole.then(|| Hit::new(i, date.b, Sem::Share(amount, unit, which, Box::new(date))))
    }
}

impl Resolver<'_> {
    /// A day or a stretch so far before or after another. "Fell two days after Tuesday", told on a Wednesday,
    /// is counted from the Tuesday before the last.
    pub(super) fn beyond(&self, hit: &Hit, n: f64, unit: Unit, sign: i8, other: &Hit) -> Placed {
        let placed = self.counted_from(n, unit, sign, other);
        let ahead = |now: &Date| placed.stretch.as_ref().is_some_and(|s| s.from > *now);
        let past = || self.tense(hit) == Tense::Past;
        let Some(now) = self.published.filter(|now| sign > 0 && ahead(now) && past()) else { return placed };
        let published = stretch::moved(now, -n, unit);
        Resolver { published, ..self.clone() }.counted_from(n, unit, sign, other)
    }

    fn counted_from(&self, n: f64, unit: Unit, sign: i8, other: &Hit) -> Placed {
        let words = self.words(other.a, other.b);
        let Some(base) = self.place(std::slice::from_ref(other), 0).stretch else {
            let basis = Some(format!("the day of “{words}” is not known"));
            return Placed { basis, ..Placed::bare(TimeType::Date, super::resolve::unresolved(unit)) };
        };
        let place = || {
            if finer(unit, base.grain) && base.from.last_of_month() == base.to {
                return None;
            }
            let doubt = base.doubt.days();
            let (from, to) = match sign {
                ..0 => (base.from, base.from.checked_add(doubt).ok()?),
                _ => (base.to.checked_sub(doubt).ok()?, base.to),
            };
            let moved = |day: Date| stretch::moved(day, n * f64::from(sign), unit);
            let (from, to) = (moved(from)?, moved(to)?);
            let grain = if base.from == base.to && unit.within_month() { Unit::Day } else { unit };
            if from == to {
                return Stretch::holding(from, grain);
            }
            Some(Stretch::between(from, to, grain, base.doubt))
        };
        let basis = Some(format!("counted from “{words}”, {}", base.value));
        place().map_or_else(
            || Placed {
                basis: basis.clone(),
                ..Placed::bare(TimeType::Date, super::resolve::unresolved(unit))
            },
            |s| Placed::at(s, basis.clone()),
        )
    }

    /// Some of the units that make up another time: a length with its place, or one day.
    pub(super) fn share(&self, amount: Amount, unit: Unit, which: Which, other: &Hit) -> Placed {
        let day = amount == Amount::Exactly(1.0) && unit == Unit::Day;
        let mut placed = match day {
            true => Placed::bare(TimeType::Date, "XXXX-XX-XX"),
            false => Placed::bare(TimeType::Duration, super::length::duration(amount, unit)),
        };
        let Some(base) = self.place(std::slice::from_ref(other), 0).stretch else { return placed };
        let basis = Some(format!("of “{}”, {}", self.words(other.a, other.b), base.value));
        let Amount::Exactly(n) = amount else {
            if let Some((from, to)) =
                stretch::third(&base, if which == Which::Last { "END" } else { "START" })
            {
                (placed.from, placed.to, placed.basis) = (Some(from), Some(to), basis);
            }
            return placed;
        };
        let Some((from, to)) = part(&base, n, unit, which) else { return placed };
        if day && from == to {
            return Placed::at(stretch::day(from), basis);
        }
        if day {
            return Placed::at(Stretch::between(from, to, Unit::Day, base.doubt), basis);
        }
        (placed.from, placed.to, placed.basis) = (Some(Moment::day(from)), Some(Moment::day(to)), basis);
        placed
    }

    /// What a length before or after an event says of its day: nothing, as the event has none here.
    pub(super) fn without_anchor(&self, hit: &Hit) -> Option<String> {
        let p = self.scan.p;
        if !matches!(p.word(hit.b), "before" | "after" | "since" | "following") {
            return None;
        }
        let doc = self.scan.doc;
        let first = p.0.get(hit.b + 1)?.token;
        let part =
            |t: usize| matches!(doc.tag(t), "DT" | "JJ" | "CD" | "PRP$" | "POS" | "VBN") || noun(doc.tag(t));
        let past = (first..doc.len()).take_while(|t| part(*t)).last()? + 1;
        let event = (first..past).any(|t| noun(doc.tag(t)));
        let words = doc.text().get(doc.start(first)..doc.end(past - 1)).filter(|_| event)?;
        Some(format!("the day of “{words}” is not known"))
    }

    fn words(&self, a: usize, b: usize) -> &str {
        self.scan.p.span(a, b).map_or("", |s| s.of(self.scan.doc.text()))
    }
}

fn noun(tag: &str) -> bool {
    tag.starts_with("NN")
}

/// First and last day of the units that a stretch is made of. Where nobody knows its ends to the day, neither are those
/// of its parts; a part never reaches beyond the stretch.
fn part(s: &Stretch, n: f64, unit: Unit, which: Which) -> Option<(Date, Date)> {
    let doubt = s.doubt.days();
    let (from, to) = match which {
        Which::From(before) => {
            let from = stretch::moved(s.from, f64::from(before), unit)?;
            let next = stretch::moved(s.from, f64::from(before) + n, unit)?;
            (from, next.yesterday().ok()?.checked_add(doubt).ok()?)
        }
        Which::Last => {
            let from = stretch::moved(s.to.tomorrow().ok()?, -n, unit)?;
            (from.checked_sub(doubt).ok()?, s.to)
        }
    };
    (s.from <= from && from <= to && to <= s.to && !(from == s.from && to == s.to)).then_some((from, to))
}
