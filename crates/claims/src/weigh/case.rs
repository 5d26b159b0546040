//! All that the claims of a document answer, pair by pair.

use super::Sight;
use super::compare::{Pair, Verdict};
use super::group::{self, Group};
use super::kind::AnswerType;
use super::origin::{Bodies, Bond, Origin};
use super::reading::{Mode, Reading};
use super::refer::Withdrawn;
use super::window::said_before;
use super::wording;
use rustc_hash::FxHashMap;
use types::{AnswerValue, Claim, ClaimId, Grade, Question, QuestionId, Reason, Standing, Tie};

/// All that the claims of a document answer.
pub(super) struct Case<'a> {
    pub sight: &'a Sight<'a>,
    pub claims: &'a [Claim],
    pub readings: Vec<Reading>,
    pub origins: Vec<Origin>,
    pub groups: Vec<Group>,
    pub withdrawn: Withdrawn,
    /// What stands under "if", by claim.
    pub conditions: Vec<Reading>,
    /// Index of a claim by its id.
    pub label_of: FxHashMap<ClaimId, usize>,
}

/// Questions, and for each claim that answers one: its index, its main question, its answer there.
pub(super) struct Weighed {
    pub questions: Vec<Question>,
    pub main: Vec<(usize, QuestionId, AnswerValue)>,
}

/// Two readings and what they are to each other; the indices are of readings, in order of the text.
pub(super) struct Judged {
    pub a: usize,
    pub b: usize,
    pub verdict: Verdict,
    pub bond: Option<Bond>,
}

impl<'a> Case<'a> {
    pub fn of(
        sight: &'a Sight<'a>,
        claims: &'a [Claim],
        all: Vec<Reading>,
        withdrawn: Withdrawn,
    ) -> Case<'a> {
        let bodies = Bodies::of(sight);
        let origins = claims.iter().map(|c| Origin::of(sight, &bodies, c)).collect();
        let conditions = all.iter().filter(|r| r.conditional).cloned().collect();
        let mut groups = group::group(sight.lexicon, &all);
        for group in &mut groups {
            group.readings.retain(|r| !all[*r].conditional);
            group.readings.sort_by_key(|r| (all[*r].claim, all[*r].token));
        }
        // A strike nowhere by nobody is no question that anybody else could answer.
        let asks = |g: &Group| {
            let count = sight.lexicon.kinds[g.key.kind].answer == AnswerType::Count;
            count || !g.key.who.is_empty() || g.key.place.is_some()
        };
        groups.retain(|g| !g.readings.is_empty() && asks(g));
        let label_of = claims.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
        Case { sight, claims, readings: all, origins, groups, withdrawn, conditions, label_of }
    }

    /// The questions, the contested first, those of one standing in order of the text.
    pub fn weigh(self) -> Weighed {
        let across = self.across();
        let mut questions: Vec<(Standing, usize, Question)> = Vec::new();
        for (g, group) in self.groups.iter().enumerate() {
            let judged = self.within(group);
            let outside: Vec<&Judged> = across.get(&g).into_iter().flatten().collect();
            let sum = match group.key.mode {
                Mode::Foretells(due) => self.foretold(group, due),
                Mode::Says => self.said(group, &judged, &outside),
            };
            let first = group.readings.first().map_or(0, |r| self.readings[*r].claim);
            questions.push((sum.standing, first, self.question(group, sum)));
        }
        questions.sort_by_key(|(standing, first, _)| (*standing, *first));
        Weighed { main: self.main(), questions: questions.into_iter().map(|(.., q)| q).collect() }
    }

    fn main(&self) -> Vec<(usize, QuestionId, AnswerValue)> {
        let mut best: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        for (g, group) in self.groups.iter().enumerate() {
            for r in &group.readings {
                let at = best.entry(self.readings[*r].claim).or_insert((*r, g));
                if *r < at.0 {
                    *at = (*r, g);
                }
            }
        }
        let mut main: Vec<_> = best
            .into_iter()
            .map(|(claim, (r, g))| {
                (claim, wording::id(self.sight, &self.groups[g].key), self.readings[r].value.clone())
            })
            .collect();
        main.sort_by_key(|(claim, ..)| *claim);
        main
    }

    fn judge(
        &self,
        a: usize,
        b: usize,
        verdict: impl FnOnce(&Pair<'_>) -> Option<Verdict>,
        together: bool,
    ) -> Option<Judged> {
        let (a, b) = if self.readings[a].claim <= self.readings[b].claim { (a, b) } else { (b, a) };
        let (x, y) = (&self.readings[a], &self.readings[b]);
        if x.claim == y.claim {
            return None;
        }
        let claims = (&self.claims[x.claim], &self.claims[y.claim]);
        let pair = Pair { sight: self.sight, a: x, b: y, at: (a, b), claims, together };
        let mut verdict = verdict(&pair)?;
        let bond = self.origins[x.claim].bond(&self.origins[y.claim]);
        if let Some(Bond::SameOrigin(_)) = bond {
            verdict = self.own_change(a, b, verdict)?;
        }
        Some(Judged { a, b, verdict, bond })
    }

    /// The same origin twice: it repeats itself, or it changed its answer.
    fn own_change(&self, a: usize, b: usize, verdict: Verdict) -> Option<Verdict> {
        let (first, second) = (&self.claims[self.readings[a].claim], &self.claims[self.readings[b].claim]);
        match verdict.tie {
            Tie::Confirms => Some(Verdict { tie: Tie::Repeats, rule: "same-origin", ..verdict }),
            Tie::Updates => Some(Verdict { rule: "own-count-up", ..verdict }),
            Tie::Incompatible | Tie::Denies => {
                let later = if said_before(first, second) {
                    Some((a, b))
                } else if said_before(second, first) {
                    Some((b, a))
                } else {
                    None
                };
                // Which of the two it said last is not known: they may speak of two things.
                let (old, new) = later?;
                let because = "the same source changed its answer";
                let up = matches!((&self.readings[old].value, &self.readings[new].value),
                    (AnswerValue::Interval { low: Some(x), .. }, AnswerValue::Interval { low: Some(y), .. }) if x < y);
                let tie = if up { Tie::Updates } else { Tie::Revises };
                Some(Verdict {
                    tie,
                    rule: if up { "own-count-up" } else { "own-answer-changed" },
                    because: because.into(),
                })
            }
            _ => Some(verdict),
        }
    }

    fn within(&self, group: &Group) -> Vec<Judged> {
        let mut judged = Vec::new();
        for (i, a) in group.readings.iter().enumerate() {
            for b in &group.readings[i + 1..] {
                judged.extend(self.judge(*a, *b, |p| p.verdict(), true));
            }
        }
        judged
    }

    /// Clashes between readings of different questions: of one kind about places or classes that hold
    /// each other, and of kinds that the lexicon relates. By the index of each of the two groups.
    fn across(&self) -> FxHashMap<usize, Vec<Judged>> {
        let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
        for (g, group) in self.groups.iter().enumerate() {
            group_of.extend(group.readings.iter().map(|r| (*r, g)));
        }
        let mut found: FxHashMap<usize, Vec<Judged>> = FxHashMap::default();
        let mut add = |a: usize, b: usize, judged: Option<Judged>| {
            let Some(j) = judged.filter(|j| j.verdict.clash()) else { return };
            for r in [a, b] {
                let copy = Judged { verdict: j.verdict.clone(), bond: j.bond.clone(), ..j };
                found.entry(group_of[&r]).or_default().push(copy);
            }
        };
        for (a, b) in self.same_kind_pairs(&group_of) {
            add(a, b, self.judge(a, b, |p| p.verdict(), false));
        }
        for relation in &self.sight.lexicon.relations {
            let (left, right) = (self.answering(&relation.a), self.answering(&relation.b));
            for (key, list) in &left {
                for (a, b) in
                    list.iter().flat_map(|a| right.get(key).into_iter().flatten().map(move |b| (*a, *b)))
                {
                    add(a, b, self.judge(a, b, |p| p.related(relation), false));
                }
            }
        }
        found
    }

    pub fn asserted(&self) -> impl Iterator<Item = usize> + '_ {
        self.groups.iter().filter(|g| g.key.mode == Mode::Says).flat_map(|g| g.readings.iter().copied())
    }

    /// Pairs of one kind about one actor that stand under different questions.
    fn same_kind_pairs(&self, group_of: &FxHashMap<usize, usize>) -> Vec<(usize, usize)> {
        let mut by_actor: FxHashMap<(usize, &str), Vec<usize>> = FxHashMap::default();
        for r in self.asserted() {
            let reading = &self.readings[r];
            let names =
                reading.who.iter().map(|w| w.key.as_str()).chain(reading.who.is_empty().then_some(""));
            names.for_each(|n| by_actor.entry((reading.kind, n)).or_default().push(r));
        }
        let mut pairs: Vec<(usize, usize)> = by_actor
            .values()
            .flat_map(|list| {
                list.iter().enumerate().flat_map(|(i, a)| list[i + 1..].iter().map(|b| (*a, *b)))
            })
            .map(|(a, b)| (a.min(b), a.max(b)))
            .filter(|(a, b)| group_of[a] != group_of[b])
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Readings that give this `kind:answer`, by each actor that they are about.
    fn answering(&self, side: &str) -> FxHashMap<&str, Vec<usize>> {
        let (kind, answer) = side.split_once(':').unwrap_or((side, ""));
        let mut found: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for r in self.asserted() {
            let reading = &self.readings[r];
            if self.sight.lexicon.kinds[reading.kind].name == kind && gives(&reading.value, answer) {
                reading.who.iter().for_each(|w| found.entry(w.key.as_str()).or_default().push(r));
            }
        }
        found
    }

    pub fn claim(&self, r: usize) -> &Claim {
        &self.claims[self.readings[r].claim]
    }
}

/// What can be said of one question.
pub(super) struct Sum {
    pub standing: Standing,
    pub grade: Grade,
    pub why: Vec<Reason>,
}

impl Sum {
    pub fn new() -> Sum {
        Sum { standing: Standing::SingleOrigin, grade: Grade::Weak, why: Vec::new() }
    }
}

/// Whether a value is the answer that a rule names.
pub(super) fn gives(value: &AnswerValue, answer: &str) -> bool {
    match value {
        AnswerValue::Status(s) => s == answer,
        AnswerValue::Polar(yes) => answer == if *yes { "yes" } else { "no" },
        _ => false,
    }
}
