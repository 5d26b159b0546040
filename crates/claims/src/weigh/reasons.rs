//! Reasons in plain words, and the question that they stand under.

use super::case::{Case, Judged, Sum};
use super::group::Group;
use super::origin::Bond;
use super::wording;
use rustc_hash::FxHashSet;
use types::{Answer, ClaimId, Given, Question, Reason, Tie};

impl Case<'_> {
    pub fn reason(&self, j: &Judged, full: bool) -> Reason {
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
            Some(Bond::Unnamed(who)) => {
                text += &format!("; nobody says that the {who} are not the same: one origin")
            }
            Some(Bond::Missing) => text += "; the text leaves out who says one of them",
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

    pub fn refusal(&self, r: usize, answers: &[usize]) -> Option<Reason> {
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

    pub fn withdrawal(&self, r: usize, by: usize) -> Reason {
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

    pub fn question(&self, group: &Group, sum: Sum) -> Question {
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
