//! Feasts whose day moves: Easter, Ramadan, Passover, Lunar New Year and the days counted from them.
//!
//! Which calendar sets a feast, and on which of its days, is data (`[feasts]` of `lexicons/time.toml`); here are
//! the calendars. Easter follows the computus of Meeus, *Astronomical Algorithms*, chapter 8 (Gregorian and
//! Julian); the Islamic calendar is the tabular civil one and the Hebrew calendar the arithmetical one of
//! Reingold and Dershowitz, *Calendrical Calculations*; new moons are those of [`moon`](super::moon).
//! Where people go by the sight of a crescent or by the evening before, the table gives the days of doubt, and
//! the stretch is so much longer at its ends. Years before 1583 (no Gregorian Easter) or after 2500 give nothing.

use super::moon;
use super::sem::Unit;
use super::stretch::{self, Stretch};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

/// The calendar that sets a feast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Rule {
    /// Days from the Easter Sunday of the western churches.
    Easter,
    /// Days from the Easter Sunday of the eastern churches.
    OrthodoxEaster,
    /// Month and day of the tabular Islamic calendar.
    Islamic,
    /// Month, counted from Nisan, and day of the Hebrew calendar.
    Hebrew,
    /// The first day of the Chinese year.
    Chinese,
    /// The new moon of autumn in India.
    Diwali,
    /// Month and day of the Gregorian calendar.
    Gregorian,
    /// Month, weekday (Monday is 1) and which of them, -1 for the last, of the Gregorian calendar.
    Weekday,
}

/// A feast as the table has it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Feast {
    rule: Rule,
    /// The days of the rule's calendar on which it may begin; more than one where the name is short for several.
    #[serde(default)]
    on: Vec<Vec<i8>>,
    /// Days from the day of the rule to the first of the feast.
    #[serde(default)]
    shift: i64,
    /// How many days it lasts.
    #[serde(default = "one")]
    days: i64,
    /// By how many days it may begin earlier and end later than computed.
    #[serde(default)]
    doubt: [i64; 2],
    /// Also a name of other things: a feast only after "on", "during" and the like.
    #[serde(default)]
    pub(super) shy: bool,
}

fn one() -> i64 {
    1
}

impl Feast {
    /// Whether it is one plain day of the calendar.
    pub(super) fn is_day(&self) -> bool {
        self.days == 1 && self.doubt == [0, 0]
    }

    /// How its days were found, in words for the basis of a time.
    pub(super) fn method(&self) -> String {
        let rule = match self.rule {
            Rule::Easter => "by the western computus of Easter",
            Rule::OrthodoxEaster => "by the eastern computus of Easter",
            Rule::Islamic => "by the tabular Islamic calendar",
            Rule::Hebrew => "by the Hebrew calendar",
            Rule::Chinese | Rule::Diwali => "by the new moon",
            Rule::Gregorian => "by the calendar",
            Rule::Weekday => "by its weekday",
        };
        match self.doubt {
            [0, 0] => rule.into(),
            _ => format!("{rule}, give or take a day"),
        }
    }

    /// Its value before it has a place on the calendar.
    pub(super) fn unplaced(&self) -> &'static str {
        if self.days > 10 { "XXXX-XX" } else { "XXXX-XX-XX" }
    }

    /// Each time that it begins in a Gregorian year, in order: a feast of the Islamic calendar may do so twice.
    pub(super) fn in_year(&self, year: i16) -> Vec<Stretch> {
        if !(1583..=2500).contains(&year) {
            return Vec::new();
        }
        let mut starts: Vec<Date> = match self.rule {
            Rule::Easter => easter(year).into_iter().collect(),
            Rule::OrthodoxEaster => orthodox_easter(year).into_iter().collect(),
            Rule::Chinese => moon::chinese_new_year(year).into_iter().collect(),
            Rule::Diwali => moon::diwali(year).into_iter().collect(),
            Rule::Islamic => self.days_of(|m, d| islamic(year, m, d)),
            Rule::Hebrew => self.days_of(|m, d| hebrew(year, m, d)),
            Rule::Gregorian => self.days_of(|m, d| Date::new(year, m as i8, d as i8).into_iter().collect()),
            Rule::Weekday => self.on.iter().filter_map(|on| nth_weekday(year, on)).collect(),
        };
        starts.sort_unstable();
        starts.into_iter().filter_map(|day| self.from(day)).collect()
    }

    fn days_of(&self, days: impl Fn(i64, i64) -> Vec<Date>) -> Vec<Date> {
        let pair = |on: &Vec<i8>| Some((i64::from(*on.first()?), i64::from(*on.get(1)?)));
        self.on.iter().filter_map(pair).flat_map(|(m, d)| days(m, d)).collect()
    }

    /// The feast that the day of its rule begins.
    fn from(&self, day: Date) -> Option<Stretch> {
        let [early, late] = self.doubt;
        let from = day.checked_add((self.shift - early).days()).ok()?;
        if self.is_day() {
            return Some(stretch::day(from));
        }
        let to = day.checked_add((self.shift + self.days - 1 + late).days()).ok()?;
        let grain = if self.days > 10 { Unit::Month } else { Unit::Week };
        Some(Stretch::between(from, to, grain, early + late))
    }
}

/// Easter Sunday of the western churches.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Easter Sunday of the eastern churches: of the Julian calendar, told in the Gregorian.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    julian.checked_add((i64::from(y / 100) - i64::from(y / 400) - 2).days()).ok()
}

/// The days of a Gregorian year on which an Islamic month has a day.
fn islamic(year: i16, month: i64, day: i64) -> Vec<Date> {
    // The day before 1 Muharram of the year 1, 16 July 622 of the Julian calendar.
    const BEFORE: i64 = 227_014;
    let near = (i64::from(year) - 622) * 33 / 32;
    let fixed = |y: i64| {
        BEFORE + (y - 1) * 354 + (3 + 11 * y).div_euclid(30) + 29 * (month - 1) + month.div_euclid(2) + day
    };
    (near - 1..=near + 2).filter_map(|y| of_fixed(fixed(y))).filter(|d| d.year() == year).collect()
}

/// The days of a Gregorian year on which a Hebrew month, counted from Nisan, has a day. Months between
/// Kislev and Adar carry no feast of the table and give nothing; 12 is the Adar before Nisan.
fn hebrew(year: i16, month: i64, day: i64) -> Vec<Date> {
    // From 1 Nisan to the next new year there are always 177 days.
    let fixed = |y: i64| {
        let (new_year, nisan) = (hebrew_new_year(y), hebrew_new_year(y + 1) - 177);
        let full = (nisan + 177 - new_year) % 10 == 5;
        Some(match month {
            1..=6 => nisan + 29 * (month - 1) + month.div_euclid(2) + day - 1,
            7 => new_year + day - 1,
            8 => new_year + 30 + day - 1,
            9 => new_year + 59 + i64::from(full) + day - 1,
            12 => nisan - 29 + day - 1,
            _ => return None,
        })
    };
    let years = [i64::from(year) + 3760, i64::from(year) + 3761];
    years.into_iter().filter_map(|y| of_fixed(fixed(y)?)).filter(|d| d.year() == year).collect()
}

/// The fixed day number of 1 Tishri.
fn hebrew_new_year(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let elapsed = |y: i64| {
        let months = (235 * y - 234).div_euclid(19);
        let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
        day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
    };
    let (last, this, next) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let late = if next - this == 356 { 2 } else { i64::from(this - last == 382) };
    EPOCH + this + late
}

/// The day with a number, counted from 1 January of the year 1.
fn of_fixed(number: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add(number.checked_sub(1)?.days()).ok()
}

fn nth_weekday(year: i16, on: &[i8]) -> Option<Date> {
    let [month, weekday, nth] = on else { return None };
    stretch::nth_weekday(year, *month, *weekday, *nth).map(|s| s.from)
}

#[cfg(test)]
mod tests {
    use crate::ground::time::Lexicon;

    /// The stretches of a feast in a year, by its name in the table.
    fn days(name: &str, year: i16) -> Vec<String> {
        let lexicon = Lexicon::builtin().unwrap();
        lexicon.feast(name).expect(name).in_year(year).into_iter().map(|s| s.value).collect()
    }

    #[test]
    fn feasts_fall_where_printed_calendars_have_them() {
        for (name, expected) in [
            ("easter", ["2019-04-21", "2000-04-23", "2038-04-25", "1916-04-23"]),
            ("good friday", ["2019-04-19", "2000-04-21", "2038-04-23", "1916-04-21"]),
            ("orthodox easter", ["2019-04-28", "2000-04-30", "2038-04-25", "1916-04-23"]),
            ("yom kippur", ["2019-10-09", "2000-10-09", "2038-10-09", "1916-10-07"]),
            ("shavuot", ["2019-06-09", "2000-06-09", "2038-06-09", "1916-06-07"]),
            ("purim", ["2019-03-21", "2000-03-21", "2038-03-21", "1916-03-19"]),
            ("lunar new year", ["2019-02-05", "2000-02-05", "2038-02-04", "1916-02-04"]),
            ("thanksgiving", ["2019-11-28", "2000-11-23", "2038-11-25", "1916-11-23"]),
        ] {
            for (year, expected) in [2019, 2000, 2038, 1916].into_iter().zip(expected) {
                assert_eq!(days(name, year), [expected], "{name} {year}");
            }
        }
    }

    #[test]
    fn crescents_leave_a_day_of_doubt_on_each_side() {
        assert_eq!(days("ramadan", 2019), ["2019-05-05/2019-06-05"]);
        assert_eq!(days("ashura", 2019), ["2019-09-09/2019-09-11"]);
        assert_eq!(days("eid", 2019), ["2019-06-04/2019-06-09", "2019-08-11/2019-08-16"]);
        assert_eq!(days("ramadan", 2030).len(), 2, "it begins in January and in December");
    }

    #[test]
    fn years_without_a_calendar_give_nothing() {
        for year in [-9999, 0, 622, 1582, 2501, 9999] {
            assert!(days("ramadan", year).is_empty() && days("easter", year).is_empty(), "{year}");
        }
    }
}
