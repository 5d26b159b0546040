//! What an expression says before it is put on the calendar.

use serde::Deserialize;

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Unit {
    #[serde(rename = "TS")]
    Second,
    #[serde(rename = "TM")]
    Minute,
    #[serde(rename = "TH")]
    Hour,
    #[serde(rename = "D")]
    Day,
    #[serde(rename = "W")]
    Week,
    #[serde(rename = "2W")]
    Fortnight,
    #[serde(rename = "WE")]
    Weekend,
    #[serde(rename = "M")]
    Month,
    #[serde(rename = "Q")]
    Quarter,
    #[serde(rename = "Y")]
    Year,
    #[serde(rename = "DE")]
    Decade,
    #[serde(rename = "CE")]
    Century,
    #[serde(rename = "ML")]
    Millennium,
}

impl Unit {
    /// How many of which TIMEX3 unit one is; `T` precedes units below the day.
    pub(super) fn code(self) -> (f64, &'static str) {
        match self {
            Unit::Second => (1.0, "TS"),
            Unit::Minute => (1.0, "TM"),
            Unit::Hour => (1.0, "TH"),
            Unit::Day => (1.0, "D"),
            Unit::Week => (1.0, "W"),
            Unit::Fortnight => (2.0, "W"),
            Unit::Weekend => (1.0, "WE"),
            Unit::Month => (1.0, "M"),
            Unit::Quarter => (1.0, "Q"),
            Unit::Year => (1.0, "Y"),
            Unit::Decade => (10.0, "Y"),
            Unit::Century => (100.0, "Y"),
            Unit::Millennium => (1000.0, "Y"),
        }
    }

    /// Whether it is counted in days.
    pub(super) fn within_month(self) -> bool {
        matches!(self, Unit::Day | Unit::Week | Unit::Weekend | Unit::Fortnight)
    }

    /// Whether it is shorter than a day.
    pub(super) fn below_day(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// A number.
    Exactly(f64),
    /// "several", or no word at all.
    Some,
}

/// What a relative expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day of publication: "last week", "two days ago".
    Published,
    /// The time that the text spoke of last: "four days later", "that year".
    Spoken,
    /// The day so many days from publication: "two weeks before yesterday".
    Day(i8),
}

/// Which of several calendar places of a name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    /// Nothing said: tense decides.
    Bare,
    /// Before the anchor: "last May".
    Last(Anchor),
    /// Nearest: "this spring".
    This(Anchor),
    /// After the anchor: "next Monday".
    Next(Anchor),
    /// In the year or month so many from the anchor's: "August of that year".
    Within(i64, Unit, Anchor),
}

/// What a date names of the calendar.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Calendar {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i8>,
    /// Which of the month's such weekdays; -1 for the last.
    pub(super) nth: Option<i8>,
    /// Code of the season.
    pub(super) season: Option<String>,
    /// Name of a feast that moves.
    pub(super) feast: Option<String>,
    pub(super) quarter: Option<i8>,
    pub(super) half: Option<i8>,
}

/// The meaning of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sem {
    /// A place on the calendar, whole or in part.
    Calendar(Calendar, Pick),
    /// The first three digits of its years.
    Decade(i16),
    /// The century's number, 1 and up.
    Century(i16),
    /// The unit that lies so many units from the one that holds the anchor: "this week" is 0.
    Shift(i64, Unit, Anchor),
    /// A length before (-1) or after (1) the anchor: "two days ago", "a week later".
    Away(Amount, Unit, i8, Anchor),
    /// A length; with a direction, the stretch of that length up to or from the anchor.
    Length(Amount, Unit, Option<i8>),
    /// A length of several units; with a direction, before or after the anchor where there is one, else the
    /// stretch up to or from the day of publication.
    Sum(super::compound::Parts, Option<i8>, Option<Anchor>),
    /// So many units before (-1) or after (1) the time that stands there: "two days after Tuesday".
    Beyond(f64, Unit, i8, Box<Hit>),
    /// Some of the units that the time beside is made of: "the first ten months of 1915".
    Share(Amount, Unit, super::anchored::Which, Box<Hit>),
    /// A recurring time, as its TIMEX3 value.
    Set(String),
    /// A TIMEX3 value that has no place on the calendar.
    Plain(String),
    /// The day spoken of; only with a clock.
    SomeDay,
}

/// An hour or a part of a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Clock {
    /// Hour 0 to 24, minute.
    At(u8, Option<u8>),
    /// TIMEX3 code, first and last hour; from 24 on, of the next day.
    Part(String, u8, u8),
}

/// An expression found: pieces `a..b` and what they say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) sem: Sem,
    pub(super) clock: Option<Clock>,
    pub(super) modifier: Option<String>,
}

impl Hit {
    pub(super) fn new(a: usize, b: usize, sem: Sem) -> Hit {
        Hit { a, b, sem, clock: None, modifier: None }
    }
    pub(super) fn with_clock(mut self, clock: Clock) -> Hit {
        self.clock = Some(clock);
        self
    }
    pub(super) fn with_modifier(mut self, code: &str) -> Hit {
        self.modifier = Some(code.to_string());
        self
    }
}
