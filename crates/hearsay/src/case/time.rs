//! Recorded time and valid time, as people write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use show::ledger::About as Days;
use types::Moment;

/// A moment of recorded time.
pub type Instant = Timestamp;
/// Days of valid time.
pub type About = Days;

/// A moment of recorded time: `2031-05-06T12:00`, UTC unless a zone stands behind it (`+02:00`, `Z`). A day
/// alone stands for its last microsecond: "what was known on the 6th" is what was known when it ended.
///
/// # Errors
/// When the words are no such time; the message shows one.
pub fn instant(text: &str) -> Result<Instant, String> {
    let text = text.trim();
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Ok(stamp);
    }
    let wanted =
        || format!("{text:?} is no time: give 2031-05-06, 2031-05-06T12:00 (UTC) or 2031-05-06T12:00+02:00");
    let utc =
        |at: DateTime| at.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp()).map_err(|_| wanted());
    if let Ok(day) =
        text.parse::<Date>().map_err(drop).and_then(|d| if text.len() <= 10 { Ok(d) } else { Err(()) })
    {
        return utc(day.at(23, 59, 59, 999_999_000));
    }
    text.parse::<DateTime>().map_err(|_| wanted()).and_then(utc)
}

/// Days of valid time: a day, or two with `..` between, either of which may be left out.
///
/// # Errors
/// When the words are no such days, or the first comes after the last.
pub fn about(text: &str) -> Result<About, String> {
    let wanted = || {
        format!("{text:?} are no days: give 2031-05-06, 2031-05-04..2031-05-06, 2031-05-04.. or ..2031-05-06")
    };
    let day = |t: &str| -> Result<Option<Moment>, String> {
        let t = t.trim();
        if t.is_empty() { Ok(None) } else { t.parse().map(|d| Some(Moment::day(d))).map_err(|_| wanted()) }
    };
    let (from, to) = match text.split_once("..") {
        Some((from, to)) => (day(from)?, day(to)?),
        None => (day(text)?, day(text)?),
    };
    match (from, to) {
        (None, None) => Err(wanted()),
        (Some(a), Some(b)) if b < a => Err(format!("{a} comes after {b}")),
        _ => Ok(About { from, to }),
    }
}

/// A standing by its word.
///
/// # Errors
/// When there is no such standing; the message lists them.
pub fn standing(text: &str) -> Result<types::Standing, String> {
    let word = serde_json::Value::String(text.trim().to_lowercase().replace([' ', '_'], "-"));
    serde_json::from_value(word).map_err(|_| {
        format!("{text:?} is no standing: they are contested, corroborated, single-origin, revised, retracted, pending, met, failed, moot, unanswered")
    })
}

/// The clock. Nothing below this crate reads it.
pub fn now() -> Instant {
    Timestamp::now()
}

/// As it is printed: to the microsecond, UTC.
pub fn shown(at: Instant) -> String {
    format!("{at:.6}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_utc_unless_it_says_otherwise_and_a_day_is_its_end() {
        let shown = |text: &str| instant(text).map(super::shown);
        assert_eq!(shown("2031-05-06T12:00").as_deref(), Ok("2031-05-06T12:00:00.000000Z"));
        assert_eq!(shown("2031-05-06T12:00+02:00").as_deref(), Ok("2031-05-06T10:00:00.000000Z"));
        assert_eq!(shown("2031-05-06").as_deref(), Ok("2031-05-06T23:59:59.999999Z"));
        for bad in ["", "noon", "2031-02-30", "2031-05-06T25:00"] {
            assert!(instant(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_may_be_open_at_either_end() {
        let shown = |text: &str| {
            let a = about(text)?;
            let day = |m: Option<Moment>| m.map_or("-".to_owned(), |m| m.to_string());
            Ok::<_, String>(format!("{} {}", day(a.from), day(a.to)))
        };
        assert_eq!(shown("2031-05-06").as_deref(), Ok("2031-05-06 2031-05-06"));
        assert_eq!(shown("2031-05-06..").as_deref(), Ok("2031-05-06 -"));
        assert_eq!(shown("..2031-05-06").as_deref(), Ok("- 2031-05-06"));
        for bad in ["", "..", "2031-05-07..2031-05-06", "May"] {
            assert!(about(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_standing_is_known_by_its_word() {
        assert_eq!(standing("Single origin"), Ok(types::Standing::SingleOrigin));
        assert!(standing("true").is_err());
    }
}
