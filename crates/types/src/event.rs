//! The main violent event of a document.

use crate::{ClaimId, Moment, Place, Span, When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts by class of people, each from low to high, both inclusive; `null` where an end is open.
pub type Toll = BTreeMap<String, (Option<f64>, Option<f64>)>;

/// Who is said to have done it, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alleged {
    /// The actor's name.
    pub name: String,
    /// The source that says so; nothing for the publisher's own voice.
    pub by: Option<String>,
}

/// What a count is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Harm {
    Killed,
    Wounded,
}

/// One count of the event as the text gives it: what [`Event::killed`] and [`Event::wounded`] rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counted {
    /// Killed or wounded.
    pub harm: Harm,
    /// The class as written: `people`, `civilians`, `fighters`.
    pub class: String,
    /// Lower end, inclusive: 22 for "at least 22".
    #[serde(serialize_with = "crate::number::end")]
    pub low: Option<f64>,
    /// Upper end, inclusive; open for "at least 22".
    #[serde(serialize_with = "crate::number::end")]
    pub high: Option<f64>,
    /// Where the number stands.
    pub span: Span,
    /// The claim that gives it; nothing for what the publisher states beside its claims.
    pub claim: Option<ClaimId>,
}

/// The main violent event of a document, as the document tells it. Nothing here is said to be true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// The day under which it is filed: the day of the report that tells of it as news, else, for what
    /// lies further back and for a report without a date, the day that the text gives. The day itself is
    /// [`Event::happened`].
    pub date: Option<Moment>,
    /// When it happened, as far as the text says, with its basis.
    pub happened: Option<When>,
    /// First-level unit in which it happened, by the name that it is filed under: what lies around a
    /// capital goes with the capital where the lexicon of places says so. The place itself is
    /// [`Event::place`].
    pub admin1: Option<String>,
    /// Where it happened, as closely as the text says.
    pub place: Option<Place>,
    /// What was done, by the word that says so: `airstrike`, `shelling`.
    pub cause: Option<String>,
    /// Who is said to have done it.
    pub perpetrators: Vec<Alleged>,
    /// The dead, by class, as casualty recorders file them: the number that the report gives ("at least
    /// 22" is filed as 22), people of whom it says nothing else as civilians. As the text puts them:
    /// [`Event::counts`].
    #[serde(serialize_with = "crate::number::toll")]
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<String, Vec<Option<f64>>>))]
    pub killed: Toll,
    /// The wounded, by class, likewise.
    #[serde(serialize_with = "crate::number::toll")]
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<String, Vec<Option<f64>>>))]
    pub wounded: Toll,
    /// Every count of the event, in order of the text.
    pub counts: Vec<Counted>,
    /// The claims that say so, in order of the text.
    pub claims: Vec<ClaimId>,
}
