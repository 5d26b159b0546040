//! Times as the text gives them: an interval, its precision and its basis.

use crate::Span;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A day, an hour of a day or a minute of an hour, without a zone: the wall clock of whoever wrote.
/// Printed at its own precision: `2019-03-21`, `2019-03-21T18`, `2019-03-21T18:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The hour, 0 to 23, where the text goes so far.
    pub hour: Option<u8>,
    /// The minute, 0 to 59; only with an hour.
    pub minute: Option<u8>,
}

impl Moment {
    /// The whole day.
    pub fn day(date: Date) -> Moment {
        Moment { date, hour: None, minute: None }
    }

    /// One hour of a day.
    pub fn hour(date: Date, hour: u8) -> Moment {
        Moment { date, hour: Some(hour), minute: None }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        match (self.hour, self.minute) {
            (Some(h), Some(m)) => write!(f, "T{h:02}:{m:02}"),
            (Some(h), None) => write!(f, "T{h:02}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        let bad = || format!("not a day or an hour of a day: {text:?}");
        let (day, clock) = text.split_once('T').map_or((text, None), |(d, c)| (d, Some(c)));
        let date = day.parse().map_err(|_| bad())?;
        let Some(clock) = clock else { return Ok(Moment::day(date)) };
        let (h, m) = clock.split_once(':').map_or((clock, None), |(h, m)| (h, Some(m)));
        let hour = h.parse().ok().filter(|h| *h < 24).ok_or_else(bad)?;
        let minute = match m {
            None => None,
            Some(m) => Some(m.parse().ok().filter(|m| *m < 60).ok_or_else(bad)?),
        };
        Ok(Moment { date, hour: Some(hour), minute })
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Moment {}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Moment {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        crate::schema::text(
            "A day, an hour of a day or a minute of an hour, without a zone.",
            Some(r"^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}(T[0-9]{2}(:[0-9]{2})?)?$"),
        )
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A date together with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Dated {
    /// The date.
    pub at: Moment,
    /// Where it comes from, for people: "given", "the page's JSON-LD", "worked out from …".
    pub basis: String,
}

/// Whether something holds on every day of a stretch or on at least one day of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stretch {
    /// True on every day.
    Throughout,
    /// True on at least one day.
    Within,
}

/// The stretch of time that a claim speaks of, or in which it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct When {
    /// First moment, inclusive; open when the text gives none.
    pub from: Option<Moment>,
    /// Last moment, inclusive; open when the text gives none.
    pub to: Option<Moment>,
    /// Every day of it or some day of it; absent where it makes no difference.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stretch: Option<Stretch>,
    /// How it was worked out, for people.
    pub basis: String,
}

/// TIMEX3's kinds of time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A calendar date, of any size.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// A recurring time.
    Set,
}

/// A time expression in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value: `2019-03-22`, `2019-W12`, `P2D`, `PAST_REF`; `X`es where unresolved.
    pub value: String,
    /// TIMEX3 modifier: `START`, `MID`, `END`, `MORE_THAN`, `APPROX` …
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none", default)]
    pub modifier: Option<String>,
    /// First moment of the interval that it stands for.
    pub from: Option<Moment>,
    /// Last moment of the interval that it stands for, inclusive.
    pub to: Option<Moment>,
    /// Why this value, where it is not plain from the words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub basis: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn a_moment_keeps_its_precision() {
        for text in ["2019-03-21", "2019-03-21T18", "2019-03-21T18:05"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        for text in ["2019-13-21", "2019-03-21T24", "2019-03-21T18:60", "", "T"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
