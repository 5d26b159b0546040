//! What was foretold, promised or threatened, and what became of it.

use super::compare::Verdict;
use super::lexicon::Lexicon;
use super::row::Row;
use super::standing::gives;
use super::window::{Window, said_before};
use types::{AnswerValue, Tie};

/// What an answer given for a time after the due time says of something foretold.
pub(super) fn borne_out(lexicon: &Lexicon, told: &Row<'_>, seen: &Row<'_>) -> Option<Verdict> {
    let due = told.due()?.date;
    let window = Window::of_state(seen.t, false);
    let after = window.from.or(window.to).is_some_and(|d| d > due);
    let nobody = told.t.who.is_empty() && seen.t.who.is_empty();
    if !after || !nobody && !share(told, seen) || told.t.claim == seen.t.claim || !told.bears_on(seen) {
        return None;
    }
    if told.kind == seen.kind {
        same_kind_outcome(told, seen)
    } else {
        related_outcome(lexicon, told, seen).filter(|_| !nobody)
    }
}

fn share(a: &Row<'_>, b: &Row<'_>) -> bool {
    a.t.who.iter().any(|w| b.t.who.iter().any(|o| o.key == w.key))
}

fn same_kind_outcome(told: &Row<'_>, seen: &Row<'_>) -> Option<Verdict> {
    let place = match (&told.t.place, &seen.t.place) {
        (Some(x), Some(y)) => x.same(y) || x.holds(y),
        _ => true,
    };
    if !place || told.t.class != seen.t.class || seen.t.value == AnswerValue::Unconfirmed {
        return None;
    }
    let agrees = match (&told.t.value, &seen.t.value) {
        (AnswerValue::Interval { low, high }, AnswerValue::Interval { low: l, high: h }) => {
            let (low, high) = (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY));
            low <= h.unwrap_or(f64::INFINITY) && l.unwrap_or(0.0) <= high
        }
        (AnswerValue::Actor(a), AnswerValue::Actor(b)) => a.name.eq_ignore_ascii_case(&b.name),
        (a, b) => a == b,
    };
    let (tie, rule, because) = if agrees {
        (Tie::Confirms, "came-true", "the time has passed and it is said to be so")
    } else {
        (Tie::Incompatible, "did-not-come-true", "the time has passed and it is said not to be so")
    };
    Some(Verdict { tie, rule, because: because.into() })
}

fn related_outcome(lexicon: &Lexicon, told: &Row<'_>, seen: &Row<'_>) -> Option<Verdict> {
    let is = |side: &str, r: &Row<'_>| {
        let (kind, answer) = side.split_once(':').unwrap_or((side, ""));
        r.t.kind == kind && gives(&r.t.value, answer)
    };
    let excludes = lexicon
        .relations
        .iter()
        .find(|r| is(&r.a, told) && is(&r.b, seen) || is(&r.b, told) && is(&r.a, seen))?;
    Some(Verdict {
        tie: Tie::Incompatible,
        rule: "did-not-come-true",
        because: format!("the time has passed, and {}", excludes.because),
    })
}

/// Somebody says that what stood under "if" is not so, after it was said.
pub(super) fn never_came(condition: &Row<'_>, seen: &Row<'_>) -> Option<Verdict> {
    let fits = seen.kind == condition.kind
        && share(condition, seen)
        && said_before(condition.t, seen.t)
        && condition.bears_on(seen);
    let clash = same_kind_outcome(condition, seen).is_some_and(|v| v.clash());
    (fits && clash).then(|| Verdict {
        tie: Tie::Incompatible,
        rule: "condition-never-came",
        because: "what it hung on is said not to be so".into(),
    })
}
