//! The main violent event of a document.

use crate::{ClaimId, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts by class of people, each from low to high, both inclusive; `null` where an end is open.
pub type Toll = BTreeMap<String, (Option<f64>, Option<f64>)>;

/// Who is said to have done it, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alleged {
    /// The actor's name.
    pub name: String,
    /// The source that says so; nothing for the publisher's own voice.
    pub by: Option<String>,
}

/// The main violent event of a document, as its claims tell it. Nothing here is said to be true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The day, from the first claim that gives one, else the document's date.
    pub date: Option<Moment>,
    /// First-level unit in which it happened.
    pub admin1: Option<String>,
    /// What was done, by the word that says so: `airstrike`, `shelling`.
    pub cause: Option<String>,
    /// Who is said to have done it.
    pub perpetrators: Vec<Alleged>,
    /// The dead, by class.
    #[serde(serialize_with = "crate::number::toll")]
    pub killed: Toll,
    /// The wounded, by class.
    #[serde(serialize_with = "crate::number::toll")]
    pub wounded: Toll,
    /// The claims that say so, in order of the text.
    pub claims: Vec<ClaimId>,
}
