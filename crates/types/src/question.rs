//! What a set of claims answers, differently or alike.

use crate::{ActorRef, ClaimId, Days, Moment, QuestionId};
use serde::{Deserialize, Serialize};

/// What can be said of a question at a moment. Worked out, never stored as an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Standing {
    Contested,
    Failed,
    Revised,
    Retracted,
    Pending,
    Met,
    Moot,
    Unanswered,
    Corroborated,
    SingleOrigin,
}

impl Standing {
    /// All of them, in the order of the board.
    pub const ALL: [Standing; 10] = [
        Standing::Contested,
        Standing::Failed,
        Standing::Revised,
        Standing::Retracted,
        Standing::Pending,
        Standing::Met,
        Standing::Moot,
        Standing::Unanswered,
        Standing::Corroborated,
        Standing::SingleOrigin,
    ];
}

/// The casualty recorders' word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Grade {
    Confirmed,
    Fair,
    Weak,
    Contested,
    Discounted,
}

/// What one claim says to its question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "value", rename_all = "lowercase")]
pub enum AnswerValue {
    /// Yes or no.
    Polar(bool),
    /// One of the kind's statuses: `ongoing`, `defeated`, `holds`.
    Status(String),
    /// How many, both ends inclusive.
    Interval {
        /// Lower end.
        #[serde(serialize_with = "crate::number::end")]
        low: Option<f64>,
        /// Upper end.
        #[serde(serialize_with = "crate::number::end")]
        high: Option<f64>,
    },
    /// Who.
    Actor(ActorRef),
    /// Asked, or not confirmed: no answer.
    Unconfirmed,
}

/// The answer of one claim, with the kind of question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    /// What it says.
    #[serde(flatten)]
    pub value: AnswerValue,
}

/// One claim's answer, as a question lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Given {
    /// Which claim.
    pub claim: ClaimId,
    /// The source, in short; nothing for the publisher's own voice.
    pub source: Option<String>,
    /// What it answers.
    #[serde(flatten)]
    pub value: Answer,
}

/// How two claims are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Tie {
    Confirms,
    Denies,
    Narrows,
    Updates,
    Revises,
    Retracts,
    Repeats,
    PartOf,
    Incompatible,
}

/// One reason for a standing: two claims, how they are tied, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// How.
    pub tie: Tie,
    /// The earlier claim in the text.
    pub a: ClaimId,
    /// The later one.
    pub b: ClaimId,
    /// The rule's name.
    pub rule: String,
    /// In plain words.
    pub text: String,
}

/// At most so many voices of one question are told apart: where as many are independent, there may be more.
pub const HEARD: usize = 64;

/// A question and what the claims of a document answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Question {
    /// By kind and the key of its roles.
    pub id: QuestionId,
    /// In plain words: "Does ISIS hold territory in Baghouz?"
    pub text: String,
    /// The kind, as the lexicon names it.
    pub kind: String,
    /// What can be said of it.
    pub standing: Standing,
    /// The casualty recorders' word for it.
    pub grade: Grade,
    /// For a question of one event, its days: the same on other days is another question.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub days: Option<Days>,
    /// For a question of what was foretold, when it falls due.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Moment>,
    /// For a count, the numbers of the independent voices.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub range: Option<Range>,
    /// What the claims answer, in order of the text.
    pub answers: Vec<Given>,
    /// Why this standing.
    pub why: Vec<Reason>,
    /// What a reader should know beside it: "fell due on 2031-05-04; …".
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
}

/// Low, best and high of a count, with the claims that decide them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Range {
    /// The lowest number that somebody gives.
    #[serde(serialize_with = "crate::number::number")]
    pub low: f64,
    /// The number that most independent voices bear out; of several, the one said last.
    #[serde(serialize_with = "crate::number::number")]
    pub best: f64,
    /// The highest number that somebody gives; "at least 12" gives 12.
    #[serde(serialize_with = "crate::number::number")]
    pub high: f64,
    /// The claims that give these numbers.
    pub by: Vec<ClaimId>,
}

/// Two questions that may be one. They are not joined: a person decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// The one.
    pub a: QuestionId,
    /// The other.
    pub b: QuestionId,
    /// How well the keys match, above 0 and at most 1: the product of what each part gives.
    pub score: f64,
    /// What matches how, part by part.
    pub why: Vec<String>,
}
