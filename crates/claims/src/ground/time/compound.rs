//! Lengths of several units: "two years and three months", "1 hour, 20 minutes and 5 seconds ago".

use super::resolve::{Placed, Resolver, size};
use super::scan::Scan;
use super::sem::{Anchor, Hit, Sem, Unit};
use super::stretch::{self, Stretch};
use crate::ground::quantity::number;
use jiff::civil::Date;
use types::{Moment, TimeType};

/// How many of each unit, the largest first.
pub(super) type Parts = Vec<(f64, Unit)>;

impl Scan<'_> {
    /// A length of two units or more, and what it is counted from.
    pub(super) fn compound(&self, i: usize) -> Option<Hit> {
        let (parts, end) = self.parts(i)?;
        Some(match self.distance(end) {
            Some((sign, anchor, len)) => Hit::new(i, end + len, Sem::Sum(parts, Some(sign), Some(anchor))),
            None => Hit::new(i, end, Sem::Sum(parts, None, None)),
        })
    }

    /// The units and the place after them. A comma alone joins them only before "ago" and the like, since it
    /// also ends phrases.
    pub(super) fn parts(&self, i: usize) -> Option<(Parts, usize)> {
        let (first, mut end) = self.part_of_length(i)?;
        let (mut parts, mut commas) = (vec![first], false);
        loop {
            let comma = end + usize::from(self.p.is(end, ","));
            let and = comma + usize::from(self.p.word(comma) == "and");
            let Some((next, after)) = self.part_of_length(and) else { break };
            if rank(next.1) >= parts.last().map_or(0, |p| rank(p.1)) {
                break;
            }
            commas |= and > end && and == comma;
            parts.push(next);
            end = after;
        }
        let counted = !commas || self.distance(end).is_some();
        (parts.len() > 1 && counted).then_some((parts, end))
    }

    fn part_of_length(&self, i: usize) -> Option<((f64, Unit), usize)> {
        let p = self.p;
        let (n, at) = match p.word(i) {
            "a" | "an" => (1.0, i + 1),
            _ => number::cardinal(p, i, &self.lex.numbers)?,
        };
        let (unit, plural) = self.lex.unit(p.word(at)).filter(|_| self.noun(at))?;
        let whole = rank(unit) > 0 && (plural || n == 1.0) && (unit != Unit::Second || plural);
        whole.then_some(((n, unit), at + 1))
    }
}

/// Which units make up lengths, the largest highest; the others 0.
fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Second => 1,
        Unit::Minute => 2,
        Unit::Hour => 3,
        Unit::Day => 4,
        Unit::Week => 5,
        Unit::Month => 6,
        Unit::Year => 7,
        _ => 0,
    }
}

impl Resolver<'_> {
    /// A length of several units: alone, before or after an anchor, or as the stretch up to it.
    pub(super) fn sum(&self, parts: &Parts, sign: Option<i8>, away: Option<Anchor>) -> Placed {
        let Some(sign) = sign else { return Placed::bare(TimeType::Duration, value(parts)) };
        let base = self.anchor(away.unwrap_or(Anchor::Published)).filter(|b| b.from == b.to);
        let far = base.as_ref().and_then(|b| moved(b.from, parts, sign));
        let unit = parts.last().map_or(Unit::Day, |p| p.1);
        if away.is_some() {
            let day = far.and_then(|d| Stretch::holding(d, if size(unit) == 0 { Unit::Day } else { unit }));
            let basis = Some("counted from the day of publication or the time spoken of before".to_owned());
            return day.map_or_else(
                || Placed::bare(TimeType::Date, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
                |s| Placed::at(s, basis),
            );
        }
        let mut placed = Placed::bare(TimeType::Duration, value(parts));
        if let (Some(base), Some(far)) = (base, far) {
            placed.from = Some(Moment::day(base.from.min(far)));
            placed.to = Some(Moment::day(base.from.max(far)));
        }
        placed
    }
}

/// The day so far before or after.
pub(super) fn moved(from: Date, parts: &Parts, sign: i8) -> Option<Date> {
    parts.iter().try_fold(from, |day, (n, unit)| stretch::moved(day, n * f64::from(sign), *unit))
}

/// TIMEX3's period: `P1Y3M`, `P1DT5H`.
fn value(parts: &Parts) -> String {
    let (mut out, mut small) = (String::from("P"), false);
    for (n, unit) in parts {
        let (_, code) = unit.code();
        if let Some(code) = code.strip_prefix('T') {
            if !small {
                out.push('T');
            }
            small = true;
            out += &format!("{n}{code}");
        } else {
            out += &format!("{n}{code}");
        }
    }
    out
}
