//! What was foretold, promised or threatened, and what became of it.

use super::case::{Case, Judged, Sum, gives};
use super::compare::Verdict;
use super::group::Group;
use super::origin::Bond;
use super::reading::Reading;
use super::window::{Window, said_before};
use types::{AnswerValue, Moment, Standing, Tie};

impl Case<'_> {
    /// The standing of a question of what is to come by the due time.
    pub fn foretold(&self, group: &Group, due: Option<Moment>) -> Sum {
        let mut sum = Sum::new();
        sum.standing = Standing::Pending;
        let (mut met, mut failed, mut moot) = (false, false, false);
        for f in group.readings.iter().copied() {
            for e in self.asserted() {
                let Some(j) = self.borne_out(f, e, due) else { continue };
                let own = matches!(
                    j.bond,
                    Some(Bond::SameOrigin(_) | Bond::SameBody(_) | Bond::Unnamed(_) | Bond::Missing)
                );
                if self.readings[e].hedged || own && !j.verdict.clash() {
                    continue;
                }
                failed |= j.verdict.clash();
                met |= !j.verdict.clash();
                sum.why.push(self.reason(&j, true));
            }
            moot |= self.condition_never_came(f);
        }
        sum.standing = match (failed, met, moot) {
            (true, ..) => Standing::Failed,
            (_, true, _) => Standing::Met,
            (_, _, true) => Standing::Moot,
            _ => Standing::Pending,
        };
        sum.grade = self.grade(sum.standing, &[]);
        sum
    }

    /// What an answer given for a time after the due time says of something foretold.
    fn borne_out(&self, f: usize, e: usize, due: Option<Moment>) -> Option<Judged> {
        let (told, seen) = (&self.readings[f], &self.readings[e]);
        let due = due?.date;
        let window = Window::of_state(self.sight, self.claim(e), false);
        let after = window.from.or(window.to).is_some_and(|d| d > due);
        let about = told.who.is_empty() && seen.who.is_empty()
            || told.who.iter().any(|w| seen.who.iter().any(|s| s.key == w.key));
        if !after || !about || told.claim == seen.claim {
            return None;
        }
        let verdict = if told.kind == seen.kind {
            self.same_kind_outcome(told, seen)
        } else {
            self.related_outcome(told, seen)
        }?;
        let bond = self.origins[told.claim].bond(&self.origins[seen.claim]);
        let (a, b) = if told.claim < seen.claim { (f, e) } else { (e, f) };
        Some(Judged { a, b, verdict, bond })
    }

    fn same_kind_outcome(&self, told: &Reading, seen: &Reading) -> Option<Verdict> {
        let place = match (&told.place, &seen.place) {
            (Some(x), Some(y)) => x.same(y) || x.holds(y),
            _ => true,
        };
        if !place || told.class != seen.class || seen.value == AnswerValue::Unconfirmed {
            return None;
        }
        let agrees = match (&told.value, &seen.value) {
            (AnswerValue::Interval { low, high }, AnswerValue::Interval { low: l, high: h }) => {
                let (low, high) = (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY));
                low <= h.unwrap_or(f64::INFINITY) && l.unwrap_or(0.0) <= high
            }
            (a, b) => a == b,
        };
        let (tie, rule, because) = if agrees {
            (Tie::Confirms, "came-true", "the time has passed and it is said to be so")
        } else {
            (Tie::Incompatible, "did-not-come-true", "the time has passed and it is said not to be so")
        };
        Some(Verdict { tie, rule, because: because.into() })
    }

    fn related_outcome(&self, told: &Reading, seen: &Reading) -> Option<Verdict> {
        let is = |side: &str, r: &Reading| {
            let (kind, answer) = side.split_once(':').unwrap_or((side, ""));
            self.sight.lexicon.kinds[r.kind].name == kind && gives(&r.value, answer)
        };
        let relation = self.sight.lexicon.relations.iter();
        relation
            .filter(|r| is(&r.a, told) && is(&r.b, seen) || is(&r.b, told) && is(&r.a, seen))
            .map(|r| Verdict {
                tie: Tie::Incompatible,
                rule: "did-not-come-true",
                because: format!("the time has passed, and {}", r.because),
            })
            .next()
    }

    /// Somebody says that what stood under "if" is not so.
    fn condition_never_came(&self, f: usize) -> bool {
        let claim = self.readings[f].claim;
        self.conditions.iter().filter(|c| c.claim == claim).any(|c| {
            self.asserted().any(|e| {
                let seen = &self.readings[e];
                let about = c.who.iter().any(|w| seen.who.iter().any(|s| s.key == w.key));
                about
                    && seen.kind == c.kind
                    && self.same_kind_outcome(c, seen).is_some_and(|v| v.clash())
                    && said_before(&self.claims[claim], self.claim(e))
            })
        })
    }
}
