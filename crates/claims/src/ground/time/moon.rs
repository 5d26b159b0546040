//! New moons and the sun's way, for the feasts that follow them.
//!
//! New moons: Meeus, *Astronomical Algorithms*, chapter 49, without the planets' terms; the sun: chapter 25, low
//! accuracy. Both are good to some minutes between 1600 and 2500, so that a day can only be wrong where the moon
//! is new within minutes of midnight. Times are Julian days of terrestrial time, which is universal time here.

use jiff::ToSpan;
use jiff::civil::Date;

/// The Julian day that begins at noon of 1 January 2000.
const J2000: f64 = 2_451_545.0;
/// Hours of China and of India ahead of universal time, in days.
const CHINA: f64 = 8.0 / 24.0;
const INDIA: f64 = 5.5 / 24.0;

/// The first day of the Chinese year that begins in a Gregorian year: the second new moon after the month of the
/// winter solstice, the third where a month without a sign of the sun is put in before.
pub(super) fn chinese_new_year(year: i16) -> Option<Date> {
    let (first, next) = (solstice_month(year.checked_sub(1)?), solstice_month(year));
    let sign = |k: i64| (sun(midnight(k)) / 30.0).floor() as i64;
    let leap = (1..=2).any(|i| sign(first + i) == sign(first + i + 1));
    let months = 2 + i64::from(next - first == 13 && leap);
    date(day(new_moon(first + months), CHINA))
}

/// The day in India of the first new moon after the sun enters the Balance among the fixed stars.
pub(super) fn diwali(year: i16) -> Option<Date> {
    // Lahiri's distance between the fixed stars' zodiac and the equinox's.
    let distance = 23.85 + 0.013_97 * (f64::from(year) - 2000.0);
    let k = about(year, 9.5);
    let moons = (k - 1..k + 4).map(new_moon);
    let first = moons.into_iter().find(|at| (180.0..240.0).contains(&(sun(*at) - distance)))?;
    date(day(first, INDIA))
}

/// The new moon that opens the month of the winter solstice of a year, in China.
fn solstice_month(year: i16) -> i64 {
    let mut at = J2000 + (f64::from(year) - 2000.0) * 365.2422 + 354.0;
    for _ in 0..5 {
        let away = (270.0 - sun(at) + 540.0).rem_euclid(360.0) - 180.0;
        at += away / 360.0 * 365.2422;
    }
    let solstice = day(at, CHINA);
    let k = about(year, 12.0);
    (k - 3..=k + 2).rev().find(|k| day(new_moon(*k), CHINA) <= solstice).unwrap_or(k)
}

/// The midnight in China at which the day of a new moon begins.
fn midnight(k: i64) -> f64 {
    day(new_moon(k), CHINA) as f64 - 0.5 - CHINA
}

/// The number of about the new moon so many months into a year; 0 is that of 6 January 2000.
fn about(year: i16, months: f64) -> i64 {
    ((f64::from(year) - 2000.0 + months / 12.0) * 12.3685).round() as i64
}

/// The Julian day number of the civil day that holds a time, so far ahead of universal time.
fn day(at: f64, ahead: f64) -> i64 {
    (at + ahead + 0.5).floor() as i64
}

fn date(number: i64) -> Option<Date> {
    Date::new(2000, 1, 1).ok()?.checked_add((number - J2000 as i64).days()).ok()
}

/// The time of a new moon.
fn new_moon(k: i64) -> f64 {
    let k = k as f64;
    let t = k / 1236.85;
    let (t2, e) = (t * t, 1.0 - 0.002_516 * t);
    let sun = (2.5534 + 29.105_356_70 * k).to_radians();
    let moon = (201.5643 + 385.816_935_28 * k + 0.010_758_2 * t2).to_radians();
    let node = (160.7108 + 390.670_502_84 * k - 0.001_611_8 * t2).to_radians();
    let omega = (124.7746 - 1.563_755_88 * k).to_radians();
    let terms = [
        (-0.407_20, moon),
        (0.172_41 * e, sun),
        (0.016_08, 2.0 * moon),
        (0.010_39, 2.0 * node),
        (0.007_39 * e, moon - sun),
        (-0.005_14 * e, moon + sun),
        (0.002_08 * e * e, 2.0 * sun),
        (-0.001_11, moon - 2.0 * node),
        (-0.000_57, moon + 2.0 * node),
        (0.000_56 * e, 2.0 * moon + sun),
        (-0.000_42, 3.0 * moon),
        (0.000_42 * e, sun + 2.0 * node),
        (0.000_38 * e, sun - 2.0 * node),
        (-0.000_24 * e, 2.0 * moon - sun),
        (-0.000_17, omega),
    ];
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t2;
    mean + terms.iter().map(|(size, angle)| size * angle.sin()).sum::<f64>()
}

/// The apparent longitude of the sun in degrees, 0 to 360.
fn sun(at: f64) -> f64 {
    let t = (at - J2000) / 36_525.0;
    let anomaly = (357.529_11 + 35_999.050_29 * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + 0.019_993 * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let nutation = 0.005_69 + 0.004_78 * (125.04 - 1934.136 * t).to_radians().sin();
    (280.466_46 + 36_000.769_83 * t + centre - nutation).rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_years_begin_where_printed_calendars_begin_them() {
        let days = [
            (1984, "02-02"),
            (1985, "02-20"),
            (2001, "01-24"),
            (2010, "02-14"),
            (2015, "02-19"),
            (2016, "02-08"),
            (2017, "01-28"),
            (2018, "02-16"),
            (2019, "02-05"),
            (2020, "01-25"),
            (2021, "02-12"),
            (2022, "02-01"),
            (2023, "01-22"),
            (2024, "02-10"),
            (2025, "01-29"),
            (2026, "02-17"),
            (2033, "01-31"),
            (2034, "02-19"),
        ];
        for (year, day) in days {
            assert_eq!(chinese_new_year(year).unwrap().to_string(), format!("{year}-{day}"));
        }
    }

    #[test]
    fn diwali_is_on_the_day_of_the_new_moon_or_the_one_before() {
        let days = [
            (2015, "2015-11-11"),
            (2016, "2016-10-30"),
            (2017, "2017-10-19"),
            (2018, "2018-11-07"),
            (2019, "2019-10-27"),
            (2020, "2020-11-14"),
            (2021, "2021-11-04"),
            (2022, "2022-10-24"),
            (2023, "2023-11-12"),
            (2026, "2026-11-08"),
        ];
        for (year, day) in days {
            let moon = diwali(year).unwrap();
            let day: Date = day.parse().unwrap();
            assert!(day == moon || day.tomorrow().unwrap() == moon, "{year}: {moon}");
        }
    }

    #[test]
    fn every_year_has_one_new_year_in_its_season() {
        for year in 1600..2500 {
            let day = chinese_new_year(year).unwrap();
            let first = Date::new(year, 1, 20).unwrap();
            let last = Date::new(year, 2, 23).unwrap();
            assert!((first..=last).contains(&day), "{day}");
        }
    }
}
