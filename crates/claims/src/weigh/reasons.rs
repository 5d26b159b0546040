//! Reasons in plain words, and the question that they stand under.

use super::bond::Tied;
use super::case::{Case, Found, Group};
use super::episode;
use super::judge::{Effect, quoted};
use super::range::range;
use super::row::Row;
use super::standing::Facts;
use super::wording;
use rustc_hash::FxHashSet;
use types::{Answer, AnswerValue, Given, Grade, Question, Reason, Standing, Testimony, Tie};

impl Case<'_> {
    pub fn question(
        &self,
        group: &Group,
        facts: &Facts,
        found: &[&Found],
        standing: Standing,
        grade: Grade,
    ) -> Question {
        let own = |r: &&usize| !self.rows[**r].t.withdraws;
        let t = self.rows[group.rows[0]].t;
        let kind = &self.lexicon.kinds[self.rows[group.rows[0]].kind];
        let live: Vec<_> = group.rows.iter().filter(|r| self.live(**r)).map(|r| &self.rows[*r]).collect();
        let days = group.days.and_then(|(from, to)| Some((episode::date(from)?, episode::date(to)?)));
        Question {
            id: group.id.clone(),
            text: wording::question(kind, &t.mode, &t.asked),
            kind: kind.name.clone(),
            standing,
            grade,
            days: days.map(|(from, to)| types::Days {
                from: Some(types::Moment::day(from)),
                to: Some(types::Moment::day(to)),
                within: false,
            }),
            due: self.rows[group.rows[0]].due(),
            range: range(&self.judge, &live),
            answers: group.rows.iter().filter(own).map(|r| given(self.rows[*r].t)).collect(),
            why: self.why(group, facts, found),
            notes: self.notes(group, standing),
        }
    }

    fn notes(&self, group: &Group, standing: Standing) -> Vec<String> {
        let due = self.rows[group.rows[0]].due().map(|d| d.date);
        match (standing, due, self.day) {
            (Standing::Pending, Some(due), Some(day)) if due < day => {
                vec![format!("fell due on {due}; nobody has said since what came of it")]
            }
            _ => Vec::new(),
        }
    }

    fn why(&self, group: &Group, facts: &Facts, found: &[&Found]) -> Vec<Reason> {
        let mut why: Vec<(Reason, (usize, usize))> = Vec::new();
        let gone = group.rows.iter().filter_map(|r| Some((*r, self.gone[*r].as_ref()?)));
        for (r, by) in gone {
            let a = self.rows[r].t;
            let w = self.rows.iter().position(|row| row.t.claim == *by).unwrap_or(r);
            let reason = withdrawal(a, by, &self.rows[w]);
            why.push((reason, (r, w)));
        }
        for f in found {
            if self.gone[f.a].is_none() && self.gone[f.b].is_none() {
                why.push((self.reason(f), (f.a, f.b)));
            }
        }
        if facts.answered {
            let refused = group
                .rows
                .iter()
                .filter(|r| self.rows[**r].t.value == AnswerValue::Unconfirmed && self.live(**r));
            why.extend(refused.filter_map(|r| self.refusal(group, *r)));
        }
        self.tidy(why)
    }

    fn reason(&self, f: &Found) -> Reason {
        let (a, b) = (f.a.min(f.b), f.a.max(f.b));
        let (x, y) = (&self.rows[a], &self.rows[b]);
        let elsewhere = x.t.document != y.t.document;
        let said = |row: &Row<'_>| {
            let of = if x.kind == y.kind { String::new() } else { format!(" on {}", row.t.kind) };
            let printed = if elsewhere { printed(row.t) } else { String::new() };
            format!("{} says {}{of}{printed}", row.t.voice.label, wording::value(&row.t.value))
        };
        let judged = &f.judged;
        let mut text = format!("{}; {}: {}", said(x), said(y), judged.verdict.because);
        let mut tie = judged.verdict.tie;
        let agrees = matches!(tie, Tie::Confirms | Tie::Narrows);
        match &judged.tied {
            Some(Tied::SameBody(body)) => text += &format!("; both speak for {body}: one origin"),
            Some(Tied::Unnamed(who)) => {
                text += &format!("; nobody says that the {who} are not the same: one origin");
            }
            Some(Tied::Missing) => text += "; the text leaves out who says one of them",
            Some(Tied::Cites(other)) => text += &format!("; one passes on what {other} says: one origin"),
            Some(Tied::Documents(bond)) => text += &format!("; {}: one origin", bond.because()),
            None if quoted(x, y) && agrees && judged.effect == Effect::Nothing => {
                text += "; the publisher may repeat whom it quotes: one origin";
            }
            _ => {}
        }
        let repeats =
            judged.tied.is_none() && quoted(x, y) || matches!(judged.tied, Some(Tied::Documents(_)));
        if agrees && repeats && judged.effect == Effect::Nothing {
            tie = Tie::Repeats;
        }
        if judged.effect == Effect::Agrees && !self.together(f) {
            text += "; one of them is of other days, or gives none: not counted";
        }
        let hedged = x.t.hedged || y.t.hedged || !self.live(f.a) || !self.live(f.b);
        if hedged && tie == Tie::Incompatible {
            text += "; one of them is only held possible or was replaced: not counted";
        }
        let (a, b) = (x.t.claim.clone(), y.t.claim.clone());
        Reason { tie, a, b, rule: judged.verdict.rule.to_owned(), text }
    }

    fn refusal(&self, group: &Group, r: usize) -> Option<(Reason, (usize, usize))> {
        let answers = group.rows.iter().filter(|a| self.rows[**a].answers() && self.gone[**a].is_none());
        let nearest = answers.min_by_key(|a| a.abs_diff(r))?;
        let (a, b) = (r.min(*nearest), r.max(*nearest));
        let who = &self.rows[r].t.voice.label;
        let reason = Reason {
            tie: Tie::Narrows,
            a: self.rows[a].t.claim.clone(),
            b: self.rows[b].t.claim.clone(),
            rule: "not-confirmed".to_owned(),
            text: format!(
                "{who} does not confirm it; that is no denial, and it keeps the answers from counting as corroborated"
            ),
        };
        Some((reason, (a, b)))
    }

    /// Reasons by weight; of those that only agree, one for every pair of voices.
    fn tidy(&self, mut why: Vec<(Reason, (usize, usize))>) -> Vec<Reason> {
        why.sort_by_key(|(r, _)| rank(r.tie));
        let mut seen: FxHashSet<(u8, &str, &str)> = FxHashSet::default();
        let mut kept = Vec::new();
        for (reason, (a, b)) in why {
            let (x, y) = (self.rows[a].t.voice.label.as_str(), self.rows[b].t.voice.label.as_str());
            if rank(reason.tie) < 3 || seen.insert((rank(reason.tie), x.min(y), x.max(y))) {
                kept.push(reason);
            }
        }
        kept
    }
}

/// " in The Gazette of 2031-05-04": where and when it was printed.
fn printed(t: &Testimony) -> String {
    let of = t.published.map_or(String::new(), |p| format!(" of {}", p.date));
    match &t.publisher {
        Some(publisher) => format!(" in {publisher}{of}"),
        None if !of.is_empty() => format!(" in a report{of}"),
        None => String::new(),
    }
}

fn given(t: &Testimony) -> Given {
    Given {
        claim: t.claim.clone(),
        source: (!t.voice.publisher).then(|| t.voice.label.clone()),
        value: Answer { value: t.value.clone() },
    }
}

fn withdrawal(t: &Testimony, by: &types::ClaimId, w: &Row<'_>) -> Reason {
    let (rule, text) = if *by == t.claim {
        let (label, printed) = (&t.voice.label, printed(t));
        ("recorded-retraction", format!("what {label} said{printed} was withdrawn, as a person recorded"))
    } else if w.t.document == t.document || w.t.voice.own == t.voice.own && !w.t.voice.publisher {
        ("withdrawn", format!("{} took back what it had said", t.voice.label))
    } else {
        let printed = printed(t);
        ("publisher-correction", format!("{} took back what it had printed{printed}", w.t.voice.label))
    };
    Reason { tie: Tie::Retracts, a: t.claim.clone(), b: by.clone(), rule: rule.to_owned(), text }
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
