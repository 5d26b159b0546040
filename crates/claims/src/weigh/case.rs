//! All that testimonies answer, pair by pair: the specification of weighing.

use super::bond::Bonds;
use super::cells::{Cell, cells, looks};
use super::chain::{self, Fate};
use super::episode::{self, Stretch};
use super::foretold::never_came;
use super::judge::{Effect, Judge, Judged};
use super::lexicon::Lexicon;
use super::row::{Row, told};
use super::standing::{Facts, admits, standing};
use super::withdrawal::takes_back;
use super::wording;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use types::{AnswerValue, ClaimId, Question, QuestionId, Standing, Testimony};

/// Testimonies under one question, in the order in which they are told.
pub(super) struct Group {
    pub id: QuestionId,
    /// Indices of rows.
    pub rows: Vec<usize>,
    /// First and last day of the episode, where the kind tells of events.
    pub days: Option<Stretch>,
}

/// Two rows and what they are to each other; `a` was told first.
pub(super) struct Found {
    pub a: usize,
    pub b: usize,
    pub judged: Judged,
}

/// All that is weighed.
pub(super) struct Case<'a> {
    pub judge: Judge<'a>,
    pub lexicon: &'a Lexicon,
    /// Up to which day is known what came of what was foretold.
    pub day: Option<Date>,
    pub rows: Vec<Row<'a>>,
    pub groups: Vec<Group>,
    group_of: Vec<Option<usize>>,
    pub fate: Vec<Fate>,
    /// For what was taken back, the claim that does so.
    pub gone: Vec<Option<ClaimId>>,
}

/// Questions, and for each claim that answers one the first that it answers.
pub(super) struct Weighed {
    pub questions: Vec<Question>,
    pub main: FxHashMap<ClaimId, (QuestionId, AnswerValue)>,
}

impl<'a> Case<'a> {
    pub fn of(
        lexicon: &'a Lexicon,
        testimonies: &'a [Testimony],
        bonds: &'a dyn Bonds,
        day: Option<Date>,
    ) -> Case<'a> {
        Case::with(lexicon, testimonies, bonds, day, None)
    }

    /// The same where one question is known to be of these days, whichever of its testimonies are here.
    pub fn with(
        lexicon: &'a Lexicon,
        testimonies: &'a [Testimony],
        bonds: &'a dyn Bonds,
        day: Option<Date>,
        known: Option<&(QuestionId, Stretch)>,
    ) -> Case<'a> {
        let mut rows: Vec<Row<'a>> = testimonies.iter().filter_map(|t| Row::of(lexicon, t)).collect();
        rows.sort_by(|a, b| told(a.t, b.t));
        let judge = Judge { lexicon, bonds };
        let (fate, gone) = (vec![Fate::default(); rows.len()], vec![None; rows.len()]);
        let group_of = vec![None; rows.len()];
        let mut case = Case { judge, lexicon, day, rows, groups: Vec::new(), group_of, fate, gone };
        let mut bases: BTreeMap<QuestionId, Vec<usize>> = BTreeMap::new();
        for (r, row) in case.rows.iter().enumerate().filter(|(_, row)| !row.t.conditional) {
            bases.entry(row.base.clone().into_owned()).or_default().push(r);
        }
        for (id, base) in bases {
            case.withdraw(&base);
            case.divide(base, known.filter(|(of, _)| *of == id).map(|(_, days)| *days));
        }
        case
    }

    /// Tells the episodes of a question apart.
    fn divide(&mut self, base: Vec<usize>, known: Option<Stretch>) {
        let days: Vec<Option<Stretch>> =
            base.iter().map(|r| episode::days(self.lexicon, self.rows[*r].t)).collect();
        let clusters = episode::clusters(days.iter().flatten().copied().chain(known).collect());
        let mut parts: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (r, days) in base.into_iter().zip(days) {
            let of = days.map(|(from, _)| clusters.partition_point(|c| c.1 < from));
            parts.entry(of).or_default().push(r);
        }
        for (cluster, rows) in parts {
            let days = cluster.map(|c| clusters[c]);
            let t = self.rows[rows[0]].t;
            let id = wording::id(&t.kind, &t.mode, &t.asked, days.map(|d| d.0));
            rows.iter().for_each(|r| self.group_of[*r] = Some(self.groups.len()));
            self.groups.push(Group { id, rows, days });
        }
    }

    fn withdraw(&mut self, base: &[usize]) {
        for r in base.iter().copied() {
            let row = &self.rows[r];
            let by = base.iter().find(|w| takes_back(&self.rows[**w], row));
            let by = by.map(|w| self.rows[*w].t.claim.clone());
            self.gone[r] = row.t.withdrawn.clone().or(by);
        }
    }

    /// The questions, the contested first, those of one standing in the order in which they were told.
    pub fn weigh(&mut self) -> Weighed {
        let mut found = self.chains();
        found.extend(self.pairs());
        found.sort_by_key(|f| (f.a, f.b));
        let mut of_group: Vec<Vec<usize>> = vec![Vec::new(); self.groups.len()];
        for (i, f) in found.iter().enumerate() {
            let (a, b) = (self.group_of[f.a], self.group_of[f.b]);
            let both = [a, b.filter(|b| Some(*b) != a)];
            let told = [self.rows[f.a].says(), self.rows[f.b].says()];
            for (group, says) in both.into_iter().zip(told) {
                // What came of a prediction says nothing about the question of what is.
                let outcome = matches!(f.judged.effect, Effect::Meets | Effect::Fails | Effect::Moots);
                if let Some(g) = group.filter(|_| !(outcome && says)) {
                    of_group[g].push(i);
                }
            }
        }
        let mut questions: Vec<(Standing, usize, Question)> = Vec::new();
        for (g, group) in self.groups.iter().enumerate() {
            let found: Vec<&Found> = of_group[g].iter().map(|i| &found[*i]).collect();
            let facts = self.facts(group, &found);
            let (standing, grade) = standing(&facts);
            let question = self.question(group, &facts, &found, standing, grade);
            questions.push((standing, group.rows[0], question));
        }
        questions.sort_by_key(|(standing, first, _)| (*standing, *first));
        Weighed { main: self.main(), questions: questions.into_iter().map(|(.., q)| q).collect() }
    }

    fn main(&self) -> FxHashMap<ClaimId, (QuestionId, AnswerValue)> {
        let mut main = FxHashMap::default();
        for (row, group) in self.rows.iter().zip(&self.group_of) {
            let Some(group) = group else { continue };
            let answer = (self.groups[*group].id.clone(), row.t.value.clone());
            main.entry(row.t.claim.clone()).or_insert(answer);
        }
        main
    }

    /// What every voice said to every question, in its order; notes what was replaced.
    fn chains(&mut self) -> Vec<Found> {
        let mut chains: BTreeMap<(&QuestionId, &str), Vec<usize>> = BTreeMap::new();
        for (r, row) in self.rows.iter().enumerate().filter(|(_, row)| chain::chained(row)) {
            chains.entry((&row.base, &row.t.voice.own)).or_default().push(r);
        }
        let (mut found, mut fate) = (Vec::new(), vec![Fate::default(); self.rows.len()]);
        for mut links in chains.into_values() {
            links.sort_by(|a, b| chain::order(&self.rows[*a], &self.rows[*b]));
            let rows: Vec<&Row<'_>> = links.iter().map(|r| &self.rows[*r]).collect();
            let pairs = chain::pairs(self.lexicon, &rows, |i| self.gone[links[i]].is_none());
            for (link, one) in links.iter().zip(chain::fates(&rows, &pairs)) {
                fate[*link] = one;
            }
            found.extend(pairs.into_iter().map(|(a, b, verdict)| {
                let (a, b) = (links[a].min(links[b]), links[a].max(links[b]));
                let tied = self.judge.tied(&self.rows[a], &self.rows[b]);
                Found { a, b, judged: Judged { verdict, tied, effect: Effect::Nothing } }
            }));
        }
        self.fate = fate;
        found
    }

    /// Whether a testimony counts: neither taken back nor replaced.
    pub fn live(&self, r: usize) -> bool {
        self.gone[r].is_none() && !self.fate[r].replaced
    }

    /// All pairs of different voices that bear on one another.
    fn pairs(&self) -> Vec<Found> {
        let mut at: FxHashMap<Cell, Vec<usize>> = FxHashMap::default();
        let mut found = Vec::new();
        for r in (0..self.rows.len()).filter(|r| self.live(*r)) {
            cells(self.lexicon, &self.rows[r]).into_iter().for_each(|c| at.entry(c).or_default().push(r));
        }
        for a in (0..self.rows.len()).filter(|r| self.live(*r)) {
            let mut near: Vec<usize> = looks(self.lexicon, &self.rows[a])
                .iter()
                .flat_map(|c| at.get(c).into_iter().flatten().copied())
                .filter(|b| *b != a)
                .collect();
            near.sort_unstable();
            near.dedup();
            found.extend(near.into_iter().flat_map(|b| self.pair(a, b)));
        }
        found
    }

    /// What follows from two, looked at from `a`: every pair is found once.
    fn pair(&self, a: usize, b: usize) -> Vec<Found> {
        let (x, y) = (&self.rows[a], &self.rows[b]);
        if x.says() && y.says() {
            let judged = if a < b { self.judge.both(x, y) } else { None };
            return judged.map(|judged| Found { a, b, judged }).into_iter().collect();
        }
        if x.foretells() && y.says() {
            return self.judge.outcome(x, y).map(|judged| Found { a, b, judged }).into_iter().collect();
        }
        if x.t.conditional && y.says() {
            let Some(verdict) = never_came(x, y) else { return Vec::new() };
            let hang = (0..self.rows.len())
                .filter(|f| self.rows[*f].foretells() && self.rows[*f].t.claim == x.t.claim);
            let judged = Judged { verdict, tied: None, effect: Effect::Moots };
            return hang.map(|a| Found { a, b, judged: judged.clone() }).collect();
        }
        Vec::new()
    }

    /// Whether two stand under one question. An answer of days that nobody gives, or of others, bears nothing out.
    pub fn together(&self, f: &Found) -> bool {
        self.group_of[f.a] == self.group_of[f.b]
    }

    fn facts(&self, group: &Group, found: &[&Found]) -> Facts {
        let mut facts = Facts { foretold: self.rows[group.rows[0]].due().is_some(), ..Facts::default() };
        facts.foretold |= matches!(self.rows[group.rows[0]].t.mode, types::Mode::Foretells(_));
        for r in group.rows.iter().copied() {
            let row = &self.rows[r];
            facts.withdrawn |= self.gone[r].is_some();
            if self.gone[r].is_some() || row.t.withdraws {
                continue;
            }
            facts.told = true;
            facts.answered |= row.answers();
            facts.refused |= !row.answers();
            facts.revised |= self.live(r) && self.fate[r].revises;
            facts.admitted |= self.live(r) && admits(self.lexicon, row);
        }
        for f in found.iter().filter(|f| self.live(f.a) && self.live(f.b)) {
            match f.judged.effect {
                Effect::Nothing => {}
                Effect::Contests => facts.contested = true,
                Effect::Agrees => facts.corroborated |= self.together(f),
                Effect::Meets => facts.met = true,
                Effect::Fails => facts.failed = true,
                Effect::Moots => facts.moot = true,
            }
        }
        facts
    }
}
