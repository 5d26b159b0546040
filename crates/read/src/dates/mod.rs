//! When was it published? From a field, or worked out from the text; never from a clock.

mod infer;
mod scan;

pub(crate) use infer::infer;
pub(crate) use scan::scan;

use jiff::civil::{Date, DateTime};
use types::{Dated, Moment};

/// A date as metadata write it: ISO 8601 first (`2031-05-04`, `2031-05-04T18:05:00+02:00`; the clock
/// time stays as written, without its zone), otherwise the first full date in the words.
pub(crate) fn given(written: &str, basis: &str) -> Option<Dated> {
    let written = written.trim();
    let at = iso(written).or_else(|| {
        scan(written.get(..200).unwrap_or(written)).iter().find_map(|found| found.full()).map(Moment::day)
    })?;
    Some(Dated { at, basis: basis.to_owned() })
}

fn iso(written: &str) -> Option<Moment> {
    let date: Date = written.get(..10)?.parse().ok()?;
    let clock = written.get(10..16).filter(|c| c.starts_with(['T', ' ']));
    let time = clock.and_then(|c| format!("{date}T{}", &c[1..]).parse::<DateTime>().ok());
    let hour = time.and_then(|t| u8::try_from(t.hour()).ok());
    let minute = time.and_then(|t| u8::try_from(t.minute()).ok());
    // Midnight on the dot is how programs write "no time known".
    match (hour, minute) {
        (Some(0), Some(0)) | (None, _) => Some(Moment::day(date)),
        (hour, minute) => Some(Moment { date, hour, minute }),
    }
}

#[cfg(test)]
mod tests {
    use super::given;

    #[test]
    fn metadata_dates_keep_their_wall_clock() {
        let of = |text: &str| given(text, "given").map(|d| d.at.to_string());
        assert_eq!(of("2031-05-04").as_deref(), Some("2031-05-04"));
        assert_eq!(of("2031-05-04T18:05:33+02:00").as_deref(), Some("2031-05-04T18:05"));
        assert_eq!(of("2031-05-04T00:00:00Z").as_deref(), Some("2031-05-04"));
        assert_eq!(of("Sun, 4 May 2031 18:05 GMT").as_deref(), Some("2031-05-04"));
        assert_eq!(of("May 4, 2031").as_deref(), Some("2031-05-04"));
        assert_eq!(of("yesterday"), None);
        assert_eq!(of("2031-13-04"), None);
    }
}
