//! The sum: what can be said of a question, the grade, and every pair that decided it.

use super::Sight;
use super::compare::{Pair, Verdict};
use super::group::{self, Group};
use super::origin::{Bodies, Bond, Origin};
use super::reading::{Mode, Reading};
use super::refer::Withdrawn;
use super::window::{Window, said_before};
use super::wording;
use rustc_hash::{FxHashMap, FxHashSet};
use types::{
    Answer, AnswerValue, Claim, ClaimId, Given, Grade, Moment, Question, QuestionId, Reason, Standing, Tie,
};

/// All that the claims of a document answer.
pub(super) struct Case<'a> {
    pub sight: &'a Sight<'a>,
    pub claims: &'a [Claim],
    readings: Vec<Reading>,
    origins: Vec<Origin>,
    groups: Vec<Group>,
    withdrawn: Withdrawn,
    /// What stands under "if", by claim.
    conditions: Vec<Reading>,
    /// Index of a claim by its id.
    label_of: FxHashMap<ClaimId, usize>,
}

/// Questions, and for each claim that answers one: its index, its main question, its answer there.
pub(super) struct Weighed {
    pub questions: Vec<Question>,
    pub main: Vec<(usize, QuestionId, AnswerValue)>,
}

/// Two readings and what they are to each other; the indices are of readings, in order of the text.
struct Judged {
    a: usize,
    b: usize,
    verdict: Verdict,
    bond: Option<Bond>,
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
        groups.retain(|g| !g.readings.is_empty());
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

    fn asserted(&self) -> impl Iterator<Item = usize> + '_ {
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

    // ---- standing ---------------------------------------------------------------------------------

    fn said(&self, group: &Group, judged: &[Judged], outside: &[&Judged]) -> Sum {
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

    fn grade(&self, standing: Standing, answers: &[usize]) -> Grade {
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
    fn quoted(&self, j: &Judged) -> bool {
        let publisher = |r: usize| self.origins[self.readings[r].claim].publisher;
        publisher(j.a) || publisher(j.b)
    }

    fn claim(&self, r: usize) -> &Claim {
        &self.claims[self.readings[r].claim]
    }

    // ---- what was foretold --------------------------------------------------------------------------

    fn foretold(&self, group: &Group, due: Option<Moment>) -> Sum {
        let mut sum = Sum::new();
        sum.standing = Standing::Pending;
        let (mut met, mut failed, mut moot) = (false, false, false);
        for f in group.readings.iter().copied() {
            for e in self.asserted() {
                let Some(j) = self.borne_out(f, e, due) else { continue };
                let own = matches!(j.bond, Some(Bond::SameOrigin(_) | Bond::SameBody(_)));
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

    // ---- in words -----------------------------------------------------------------------------------

    fn reason(&self, j: &Judged, full: bool) -> Reason {
        let kinds = self.readings[j.a].kind != self.readings[j.b].kind;
        let said = |r: usize| {
            let reading = &self.readings[r];
            let kind = &self.sight.lexicon.kinds[reading.kind].name;
            let of = if kinds { format!(" on {kind}") } else { String::new() };
            format!("{} says {}{of}", self.origins[reading.claim].label, wording::value(reading))
        };
        let mut text = format!("{}; {}: {}", said(j.a), said(j.b), j.verdict.because);
        let mut tie = j.verdict.tie;
        match &j.bond {
            Some(Bond::SameBody(body)) => text += &format!("; both speak for {body}: one origin"),
            Some(Bond::Cites(other)) => text += &format!("; one passes on what {other} says: one origin"),
            None if self.quoted(j) && matches!(tie, Tie::Confirms | Tie::Narrows) => {
                tie = Tie::Repeats;
                text += "; the publisher may repeat whom it quotes: one origin";
            }
            _ => {}
        }
        if !full && tie == Tie::Incompatible {
            text += "; one of them is only held possible or was replaced: not counted";
        }
        let (a, b) = (self.claim(j.a).id.clone(), self.claim(j.b).id.clone());
        Reason { tie, a, b, rule: j.verdict.rule.to_owned(), text }
    }

    fn refusal(&self, r: usize, answers: &[usize]) -> Option<Reason> {
        let nearest =
            answers.iter().min_by_key(|a| self.readings[**a].claim.abs_diff(self.readings[r].claim))?;
        let (a, b) = (r.min(*nearest), r.max(*nearest));
        let (a, b) = if self.readings[a].claim <= self.readings[b].claim { (a, b) } else { (b, a) };
        let who = &self.origins[self.readings[r].claim].label;
        Some(Reason {
            tie: Tie::Narrows,
            a: self.claim(a).id.clone(),
            b: self.claim(b).id.clone(),
            rule: "not-confirmed".to_owned(),
            text: format!(
                "{who} does not confirm it; that is no denial, and it keeps the answers from counting as corroborated"
            ),
        })
    }

    fn withdrawal(&self, r: usize, by: usize) -> Reason {
        let text = format!("{} took back what it had said", self.origins[by].label);
        let (a, b) = (self.claim(r).id.clone(), self.claims[by].id.clone());
        Reason { tie: Tie::Retracts, a, b, rule: "withdrawn".to_owned(), text }
    }

    /// Reasons by weight; of those that only agree, one for every pair of voices.
    fn tidy(&self, mut why: Vec<Reason>) -> Vec<Reason> {
        let label = |id: &ClaimId| self.label_of.get(id).map_or("", |c| self.origins[*c].label.as_str());
        why.sort_by_key(|r| rank(r.tie));
        let mut seen: FxHashSet<(u8, &str, &str)> = FxHashSet::default();
        let mut kept = Vec::new();
        for reason in why {
            let (x, y) = (label(&reason.a), label(&reason.b));
            if rank(reason.tie) < 3 || seen.insert((rank(reason.tie), x.min(y), x.max(y))) {
                kept.push(reason);
            }
        }
        kept
    }

    fn question(&self, group: &Group, sum: Sum) -> Question {
        let mut answers: Vec<Given> = Vec::new();
        for r in &group.readings {
            let reading = &self.readings[*r];
            let claim = &self.claims[reading.claim];
            let origin = &self.origins[reading.claim];
            answers.push(Given {
                claim: claim.id.clone(),
                source: (!origin.publisher).then(|| origin.label.clone()),
                value: Answer { value: reading.value.clone() },
            });
        }
        let why = self.tidy(sum.why);
        Question {
            id: wording::id(self.sight, &group.key),
            text: wording::question(self.sight, &group.key),
            kind: self.sight.lexicon.kinds[group.key.kind].name.clone(),
            standing: sum.standing,
            grade: sum.grade,
            answers,
            why,
        }
    }
}

/// What decides stands first, what only agrees last.
fn rank(tie: Tie) -> u8 {
    match tie {
        Tie::Incompatible | Tie::Denies => 0,
        Tie::Retracts | Tie::Revises => 1,
        Tie::Updates | Tie::PartOf => 2,
        Tie::Confirms => 3,
        Tie::Narrows => 4,
        Tie::Repeats => 5,
    }
}

struct Sum {
    standing: Standing,
    grade: Grade,
    why: Vec<Reason>,
}

impl Sum {
    fn new() -> Sum {
        Sum { standing: Standing::SingleOrigin, grade: Grade::Weak, why: Vec::new() }
    }
}

/// Whether a value is the answer that a rule names.
fn gives(value: &AnswerValue, answer: &str) -> bool {
    match value {
        AnswerValue::Status(s) => s == answer,
        AnswerValue::Polar(yes) => answer == if *yes { "yes" } else { "no" },
        _ => false,
    }
}
