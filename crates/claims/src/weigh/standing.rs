//! The sum: what can be said of a question now, and the grade.

use super::case::{Case, Judged, Sum, gives};
use super::group::Group;
use super::origin::Bond;
use super::window::said_before;
use rustc_hash::FxHashSet;
use types::{AnswerValue, Grade, Standing, Tie};

impl Case<'_> {
    /// What can be said of a question of what is: every pair counts that two origins make.
    pub fn said(&self, group: &Group, judged: &[Judged], outside: &[&Judged]) -> Sum {
        let mut sum = Sum::new();
        let gone: FxHashSet<usize> = self.withdrawn.iter().map(|(r, _)| *r).collect();
        for (r, by) in self.withdrawn.iter().filter(|(r, _)| group.readings.contains(r)) {
            sum.why.push(self.withdrawal(*r, *by));
        }
        let live: Vec<usize> = group.readings.iter().copied().filter(|r| !gone.contains(r)).collect();
        let answers: Vec<usize> =
            live.iter().copied().filter(|r| self.readings[*r].value != AnswerValue::Unconfirmed).collect();
        let replaced: FxHashSet<usize> = judged
            .iter()
            .filter(|j| {
                matches!(j.bond, Some(Bond::SameOrigin(_)))
                    && matches!(j.verdict.tie, Tie::Updates | Tie::Revises)
            })
            .map(|j| if said_before(self.claim(j.a), self.claim(j.b)) { j.a } else { j.b })
            .collect();
        let counts = |r: &usize| !gone.contains(r) && !replaced.contains(r) && !self.readings[*r].hedged;
        let (mut contested, mut corroborated, mut revised) = (false, false, false);
        for j in judged.iter().chain(outside.iter().copied()) {
            if gone.contains(&j.a) || gone.contains(&j.b) {
                continue;
            }
            let full = counts(&j.a) && counts(&j.b);
            let independent = j.bond.is_none();
            contested |= j.verdict.clash() && independent && full;
            revised |= j.verdict.tie == Tie::Revises;
            let agrees = matches!(j.verdict.tie, Tie::Confirms | Tie::Narrows);
            corroborated |= agrees && independent && full && !self.quoted(j);
            sum.why.push(self.reason(j, full));
        }
        let refused: Vec<usize> =
            live.iter().copied().filter(|r| self.readings[*r].value == AnswerValue::Unconfirmed).collect();
        sum.standing = if contested {
            Standing::Contested
        } else if live.is_empty() || answers.is_empty() && live.len() < group.readings.len() {
            Standing::Retracted
        } else if answers.is_empty() {
            Standing::Unanswered
        } else if revised {
            Standing::Revised
        } else if corroborated && refused.is_empty() {
            Standing::Corroborated
        } else {
            Standing::SingleOrigin
        };
        sum.why.extend(refused.iter().filter_map(|r| self.refusal(*r, &answers)));
        sum.grade = self.grade(sum.standing, &answers);
        sum
    }

    /// The casualty recorders' word for it.
    pub fn grade(&self, standing: Standing, answers: &[usize]) -> Grade {
        match standing {
            Standing::Contested | Standing::Failed => Grade::Contested,
            Standing::Retracted | Standing::Revised => Grade::Discounted,
            _ if answers.iter().any(|r| self.admits(*r)) => Grade::Confirmed,
            Standing::Corroborated | Standing::Met => Grade::Fair,
            _ => Grade::Weak,
        }
    }

    /// Whether the one who says it would have reason to deny it.
    fn admits(&self, r: usize) -> bool {
        let reading = &self.readings[r];
        let origin = &self.origins[reading.claim];
        let says = match &reading.value {
            AnswerValue::Interval { low, .. } => low.is_some_and(|l| l > 0.0),
            AnswerValue::Polar(yes) => *yes,
            _ => true,
        };
        says && !origin.publisher
            && self.sight.lexicon.kinds[reading.kind].admission.iter().any(|rule| {
                let (role, answer) = rule.split_once('=').unwrap_or((rule, ""));
                let who = if role == "agent" { &reading.agent } else { &reading.who };
                let right = answer.is_empty() || gives(&reading.value, answer);
                right && who.iter().any(|w| origin.speaks_for(&w.key))
            })
    }

    /// The publisher agrees with somebody whom it quotes in this document: it may only repeat it.
    pub fn quoted(&self, j: &Judged) -> bool {
        let publisher = |r: usize| self.origins[self.readings[r].claim].publisher;
        publisher(j.a) || publisher(j.b)
    }
}
