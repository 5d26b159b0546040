//! Stretches of the calendar, their TIMEX3 values and their parts. Arithmetic that leaves the
//! calendar (years -9999 to 9999) gives nothing.

use super::sem::{Amount, Unit};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use types::Moment;

/// A stretch with its TIMEX3 value and the unit that it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) value: String,
    pub(super) grain: Unit,
    /// Days by which it is longer than what it stands for, as nobody knows on which end.
    pub(super) doubt: i64,
}

impl Stretch {
    /// From one day to another, as an interval of ISO 8601.
    pub(super) fn between(from: Date, to: Date, grain: Unit, doubt: i64) -> Stretch {
        Stretch { from, to, value: format!("{}/{}", day(from).value, day(to).value), grain, doubt }
    }

    /// The unit that holds a day.
    pub(super) fn holding(date: Date, unit: Unit) -> Option<Stretch> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(day(date)),
            Unit::Week | Unit::Fortnight => week(date),
            Unit::Weekend => {
                let w = week(date)?;
                let from = w.to.yesterday().ok()?;
                Some(Stretch { from, value: format!("{}-WE", w.value), grain: Unit::Weekend, ..w })
            }
            Unit::Month => month(date.year(), date.month()),
            Unit::Quarter => quarter(date.year(), (date.month() - 1) / 3 + 1),
            Unit::Year => year(date.year()),
            Unit::Decade => decade(date.year().div_euclid(10)),
            Unit::Century => century(date.year().div_euclid(100) + 1),
            Unit::Millennium => None,
        }
    }
}

pub(super) fn day(date: Date) -> Stretch {
    let value = format!("{}-{:02}-{:02}", named(date.year()), date.month(), date.day());
    Stretch { from: date, to: date, value, grain: Unit::Day, doubt: 0 }
}

/// A year as TIMEX3 writes it: `2019`, `BC0490`. There is no year 0 between 1 BC and 1 AD.
pub(super) fn named(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i32::from(year)) }
}

/// The ISO week of a day, Monday to Sunday.
fn week(date: Date) -> Option<Stretch> {
    let iso = date.iso_week_date();
    let monday = date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()?;
    let value = format!("{:04}-W{:02}", iso.year(), iso.week());
    Some(Stretch { from: monday, to: monday.checked_add(6.days()).ok()?, value, grain: Unit::Week, doubt: 0 })
}

pub(super) fn month(year: i16, month: i8) -> Option<Stretch> {
    let from = Date::new(year, month, 1).ok()?;
    Some(Stretch {
        from,
        to: from.last_of_month(),
        value: format!("{}-{month:02}", named(year)),
        grain: Unit::Month,
        doubt: 0,
    })
}

pub(super) fn year(year: i16) -> Option<Stretch> {
    let (from, to) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    Some(Stretch { from, to, value: named(year), grain: Unit::Year, doubt: 0 })
}

/// A decade by all but the last digit of its years.
pub(super) fn decade(tens: i16) -> Option<Stretch> {
    let first = tens.checked_mul(10)?;
    let (from, to) = (Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(9)?, 12, 31).ok()?);
    Some(Stretch { from, to, value: format!("{tens:03}"), grain: Unit::Decade, doubt: 0 })
}

/// A century by its number; TIMEX3 writes the first two digits of most of its years.
pub(super) fn century(number: i16) -> Option<Stretch> {
    let first = number.checked_sub(1)?.checked_mul(100)?;
    let (from, to) = (Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(99)?, 12, 31).ok()?);
    Some(Stretch { from, to, value: format!("{:02}", number - 1), grain: Unit::Century, doubt: 0 })
}

pub(super) fn quarter(year: i16, n: i8) -> Option<Stretch> {
    let from = Date::new(year, n.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
    let to = from.checked_add(2.months()).ok()?.last_of_month();
    Some(Stretch { from, to, value: format!("{}-Q{n}", named(year)), grain: Unit::Quarter, doubt: 0 })
}

pub(super) fn half(year: i16, n: i8) -> Option<Stretch> {
    let from = Date::new(year, n.checked_mul(6)?.checked_sub(5)?, 1).ok()?;
    let to = from.checked_add(5.months()).ok()?.last_of_month();
    Some(Stretch { from, to, value: format!("{}-H{n}", named(year)), grain: Unit::Quarter, doubt: 0 })
}

/// Three months from the first; a winter that begins in December is named after its January.
pub(super) fn season(year: i16, code: &str, first: i8) -> Option<Stretch> {
    let start = if first > 10 { year.checked_sub(1)? } else { year };
    let from = Date::new(start, first, 1).ok()?;
    let to = from.checked_add(2.months()).ok()?.last_of_month();
    Some(Stretch { from, to, value: format!("{}-{code}", named(year)), grain: Unit::Quarter, doubt: 0 })
}

/// A day so many units away; fractions of years are counted in months, of other units in days.
pub(super) fn moved(date: Date, n: f64, unit: Unit) -> Option<Date> {
    if !n.is_finite() || n.abs() > 100_000.0 {
        return None;
    }
    let whole = n.trunc() as i64;
    let rest = n - n.trunc();
    let span: Span = match unit {
        Unit::Second | Unit::Minute => return Some(date),
        Unit::Hour => ((n / 24.0) as i64).days(),
        Unit::Day => whole.days(),
        Unit::Week | Unit::Weekend => ((n * 7.0) as i64).days(),
        Unit::Fortnight => ((n * 14.0) as i64).days(),
        Unit::Month => whole.months().days((rest * 30.0) as i64),
        Unit::Quarter => ((n * 3.0) as i64).months(),
        Unit::Year => months(n * 12.0)?,
        Unit::Decade => months(n * 120.0)?,
        Unit::Century => months(n * 1200.0)?,
        Unit::Millennium => months(n * 12000.0)?,
    };
    date.checked_add(span).ok()
}

fn months(n: f64) -> Option<Span> {
    Span::new().try_months(n as i64).ok()
}

/// The first day with this weekday from a day on, looking forward or back; the day itself counts
/// unless `strictly`.
pub(super) fn weekday(from: Date, weekday: i8, back: bool, strictly: bool) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    let away = if back { from.weekday().since(wanted) } else { from.weekday().until(wanted) };
    let away = if away == 0 && strictly { 7 } else { i64::from(away) };
    from.checked_add((if back { -away } else { away }).days()).ok()
}

/// The first, second … or, as -1, last such weekday of a month.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Stretch> {
    let month = self::month(year, month)?;
    let (from, back) = if nth < 0 { (month.to, true) } else { (month.from, false) };
    let first = self::weekday(from, weekday, back, false)?;
    let date = moved(first, f64::from(nth.max(1) - 1), Unit::Week)?;
    (date <= month.to).then(|| day(date))
}

/// The third of a stretch that "early", "mid" and "late" mean; of one day, eight hours.
pub(super) fn third(s: &Stretch, code: &str) -> Option<(Moment, Moment)> {
    let k: i64 = match code {
        "START" => 0,
        "MID" => 1,
        "END" => 2,
        _ => return None,
    };
    if s.from == s.to {
        return Some((Moment::hour(s.from, (k * 8) as u8), Moment::hour(s.from, (k * 8 + 7) as u8)));
    }
    let days = i64::from(s.from.until(s.to).ok()?.get_days()) + 1;
    let (a, b) = (days * k / 3, (days * (k + 1) / 3 - 1).max(days * k / 3));
    let at = |n: i64| s.from.checked_add(n.days()).ok().map(Moment::day);
    Some((at(a)?, at(b)?))
}

/// A length before or after a day; the day itself is the end that it touches.
pub(super) fn window(date: Date, amount: Amount, unit: Unit, sign: i8) -> Option<(Date, Date)> {
    let Amount::Exactly(n) = amount else { return None };
    let far = moved(date, n * f64::from(sign), unit)?;
    Some(if sign < 0 { (far, date) } else { (date, far) })
}
