//! The sum: what can be said of a question now, and the grade.

use super::bond::speaks_for;
use super::lexicon::Lexicon;
use super::row::Row;
use types::{AnswerValue, Grade, Standing};

/// What there is about a question: each a fact of the set of its testimonies, whatever the order in which
/// they came. A question of what is to come has `foretold` and the three that say what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// A question of what is to come.
    pub foretold: bool,
    /// A testimony that nobody took back, answer or refusal.
    pub told: bool,
    /// An answer that nobody took back.
    pub answered: bool,
    /// A refusal to confirm, or somebody who asks.
    pub refused: bool,
    /// A testimony that was taken back.
    pub withdrawn: bool,
    /// Two live answers of independent voices that cannot both be right.
    pub contested: bool,
    /// Two live answers of independent voices that agree.
    pub corroborated: bool,
    /// A live answer by which its voice took back an earlier one.
    pub revised: bool,
    /// An answer of one who would have reason to deny it.
    pub admitted: bool,
    /// What was foretold is said not to have come.
    pub failed: bool,
    /// What was foretold is said to have come, by another voice.
    pub met: bool,
    /// The condition of what was foretold is said not to be so.
    pub moot: bool,
}

/// What can be said of a question on these facts, and the casualty recorders' word for it.
pub fn standing(facts: &Facts) -> (Standing, Grade) {
    let standing = if facts.foretold { foretold(facts) } else { said(facts) };
    let grade = match standing {
        Standing::Contested | Standing::Failed => Grade::Contested,
        Standing::Retracted | Standing::Revised => Grade::Discounted,
        _ if facts.admitted && !facts.foretold => Grade::Confirmed,
        Standing::Corroborated | Standing::Met => Grade::Fair,
        _ => Grade::Weak,
    };
    (standing, grade)
}

fn said(facts: &Facts) -> Standing {
    if facts.contested {
        Standing::Contested
    } else if !facts.told || !facts.answered && facts.withdrawn {
        Standing::Retracted
    } else if !facts.answered {
        Standing::Unanswered
    } else if facts.revised {
        Standing::Revised
    } else if facts.corroborated && !facts.refused {
        Standing::Corroborated
    } else {
        Standing::SingleOrigin
    }
}

fn foretold(facts: &Facts) -> Standing {
    match facts {
        Facts { told: false, .. } => Standing::Retracted,
        Facts { failed: true, .. } => Standing::Failed,
        Facts { met: true, .. } => Standing::Met,
        Facts { moot: true, .. } => Standing::Moot,
        _ => Standing::Pending,
    }
}

/// Whether the one who says it would have reason to deny it.
pub(super) fn admits(lexicon: &Lexicon, row: &Row<'_>) -> bool {
    let t = row.t;
    let says = match &t.value {
        AnswerValue::Interval { low, .. } => low.is_some_and(|l| l > 0.0),
        AnswerValue::Polar(yes) => *yes,
        AnswerValue::Unconfirmed => false,
        _ => true,
    };
    says && !t.voice.publisher
        && lexicon.kinds[row.kind].admission.iter().any(|rule| {
            let (role, answer) = rule.split_once('=').unwrap_or((rule, ""));
            let who = if role == "agent" { &t.agent } else { &t.who };
            let right = answer.is_empty() || gives(&t.value, answer);
            right && who.iter().any(|w| speaks_for(&t.voice, &w.key))
        })
}

/// Whether a value is the answer that a rule names.
pub(super) fn gives(value: &AnswerValue, answer: &str) -> bool {
    match value {
        AnswerValue::Status(s) => s == answer,
        AnswerValue::Polar(yes) => answer == if *yes { "yes" } else { "no" },
        _ => false,
    }
}
