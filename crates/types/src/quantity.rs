//! How many: always an interval.

use crate::Span;
use serde::{Deserialize, Serialize};

/// How the words bend the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = QuantityChange))]
pub enum Change {
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
    /// About.
    #[serde(rename = "~")]
    About,
    /// More than, at least, upwards of.
    #[serde(rename = ">")]
    More,
    /// Less than, at most, nearly.
    #[serde(rename = "<")]
    Less,
    /// A rise by or to.
    #[serde(rename = "up")]
    Up,
    /// A fall by or to.
    #[serde(rename = "down")]
    Down,
}

/// How the number relates to others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// A count of its own.
    Count,
    /// Of all up to its time: "have fled since the offensive began".
    Cumulative,
    /// Of a larger count beside it: "5,000 in the past week". Never added to its whole.
    Part,
    /// A percentage or fraction.
    Share,
    /// Not a count: a length, a sum of money, a temperature.
    Amount,
}

/// A quantity in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Quantity {
    /// Modifier, number and unit.
    pub span: Span,
    /// The number itself, in digits: `5000`; `dozens` has the value of its unit, `12`.
    pub value: String,
    /// How the words bend it.
    pub change: Change,
    /// Lower end, inclusive; open when the words give none.
    #[serde(serialize_with = "crate::number::end")]
    pub low: Option<f64>,
    /// Upper end, inclusive; open when the words give none.
    #[serde(serialize_with = "crate::number::end")]
    pub high: Option<f64>,
    /// `person`, `percent`, `kilometre`, `US dollar` …; the noun's lemma where no unit is known.
    pub unit: Option<String>,
    /// What is counted, as written: "ISIS terrorists".
    pub of: Option<String>,
    /// How it relates to others.
    pub measure: Measure,
}
