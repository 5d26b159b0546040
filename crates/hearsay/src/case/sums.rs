//! Questions as they are asked for the first time, and what can be said of them.

use super::CaseError;
use super::board::{Sum, mark};
use super::body::{day_number, grade_code, standing_code, standing_of};
use super::keeper::Keeper;
use claims::weigh::{self, Facts, Lexicon, Number};
use ledger::{Hit, MarkRow, NameRow, QuestionRow, Seq, Sort, StandingRow, SumRow, Writer, key};
use show::ledger::Change;
use std::collections::{BTreeMap, BTreeSet};
use types::{QuestionId, Testimony};

/// Asks a question for the first time and files it under its places and actors; its row.
pub(super) fn ask(
    w: &mut Writer<'_>,
    lexicon: &Lexicon,
    row: QuestionRow,
    t: &Testimony,
) -> Result<QuestionRow, CaseError> {
    let row = QuestionRow { text: weigh::asks(lexicon, t).unwrap_or_default(), ..row };
    w.put_question(&row)?;
    w.put_words(&[(Hit::Question(row.no), row.text.as_str())])?;
    let since = ledger::born(row.no);
    let (mut marks, mut names) = (Vec::new(), Vec::new());
    let mut file = |sort: Sort, name: &str| {
        marks.push(MarkRow { sort, key: mark(name), hit: row.no, since });
        names.push(NameRow { sort, key: mark(name), shown: name.to_owned() });
    };
    for place in t.asked.place.iter().chain(&t.place) {
        file(Sort::Place, &place.name);
        place.parents.iter().for_each(|p| file(Sort::Place, p));
    }
    t.asked.who.iter().chain(&t.who).chain(&t.agent).for_each(|who| file(Sort::Actor, &who.name));
    w.mark(&marks)?;
    w.put_names(&names)?;
    Ok(row)
}

/// The days of valid time that a testimony speaks of, as the ledger numbers them.
pub(super) fn days(t: &Testimony) -> ledger::Window {
    let of = t.valid.or(t.event).or(t.claimed);
    let number = |m: Option<types::Moment>| m.map(|m| day_number(m.date));
    of.map_or((None, None), |d| (number(d.from), number(d.to)))
}

/// What is said of the days of a question grows with its testimonies; an open end stays open.
fn wider(a: ledger::Window, b: ledger::Window) -> ledger::Window {
    (a.0.zip(b.0).map(|(x, y)| x.min(y)), a.1.zip(b.1).map(|(x, y)| x.max(y)))
}

/// What changed for the questions that something touched: files their standings as of the entry `at`.
pub(super) struct Settling<'s> {
    pub lexicon: &'s Lexicon,
    /// The entry that touched them.
    pub at: Seq,
    /// When it was recorded, in microseconds.
    pub recorded: i64,
    /// The days that new testimonies speak of, by question.
    pub days: BTreeMap<QuestionId, ledger::Window>,
}

impl Settling<'_> {
    /// A new testimony speaks of its days under a question.
    pub fn speaks(&mut self, question: &QuestionId, t: &Testimony) {
        let own = days(t);
        self.days.entry(question.clone()).and_modify(|d| *d = wider(*d, own)).or_insert(own);
    }

    /// Files the standings of questions; what changed, in the order of their ids.
    pub fn settle_all(
        &self,
        keeper: &Keeper<'_, '_>,
        ids: &BTreeSet<QuestionId>,
    ) -> Result<Vec<Change>, CaseError> {
        if keeper.is_far() {
            self.look_ahead(keeper, ids)?;
        }
        let mut changed = Vec::new();
        for id in ids {
            changed.extend(self.settle(keeper, id)?);
        }
        Ok(changed)
    }

    /// Asks together for what settling these questions will look at.
    fn look_ahead(&self, keeper: &Keeper<'_, '_>, ids: &BTreeSet<QuestionId>) -> Result<(), CaseError> {
        keeper.settle_ahead(ids)?;
        // Several ids may lead to one question.
        let (mut numbers, mut voices) = (BTreeMap::new(), BTreeSet::new());
        for id in ids {
            let Some(question) = keeper.question_of(id)? else { continue };
            let sum = keeper.with(|w| Ok(w.sum(question.no)?))?;
            if sum.numbers().is_some_and(|(low, high)| low != high) {
                numbers.insert(question.no, sum.totals > 0);
            }
            if sum.origins > 1 && !keeper.knows_origins(question.no) {
                voices.insert(question.no);
            }
        }
        let most = weigh::ASKED as u32;
        let mut unknown = numbers.clone();
        unknown.retain(|no, undated| !keeper.knows_latest(*no, *undated));
        keeper.with(|w| Ok(w.count_ahead(&unknown, most, &voices)?))?;
        let mut read = BTreeSet::new();
        for (question, undated) in numbers {
            let latest = keeper.latest(question, undated)?;
            let latest = latest.given();
            let given: Vec<Number> = latest.iter().filter_map(super::body::number).collect();
            read.extend(weigh::asked_first(&given).into_iter().filter_map(|i| Some(latest.get(i)?.no)));
        }
        for question in voices {
            read.extend(
                keeper.with(|w| Ok(w.voices(question, weigh::HEARD)?))?.into_iter().map(|(_, no)| no),
            );
        }
        keeper.read_ahead(read)
    }

    /// Files the standing of one question; what changed, where its standing did.
    pub fn settle(&self, keeper: &Keeper<'_, '_>, id: &QuestionId) -> Result<Option<Change>, CaseError> {
        let Some(question) = keeper.question_of(id)? else {
            return Ok(None);
        };
        let no = question.no;
        let old = keeper.standing(no)?;
        let sum = keeper.with(|w| Ok(w.sum(no)?))?;
        if sum.told == 0 && sum.gone == 0 || !self.listed(keeper, &question, &sum)? {
            keeper.with(|w| Ok(w.end_standing(no, self.at)?))?;
            keeper.stands(no, None);
            return Ok(None);
        }
        let (standing, grade) = weigh::standing(&facts(&sum));
        let range = self.range(keeper, &sum)?;
        let before = old.as_ref().map(|o| (o.valid_from, o.valid_to));
        let now = self.days.get(id).copied();
        let valid = match (before, now) {
            (Some(a), Some(b)) => wider(a, b),
            (a, b) => a.or(b).unwrap_or((None, None)),
        };
        let row = StandingRow {
            no: 0,
            question: no,
            until: None,
            kind: question.kind.clone(),
            standing: standing_code(standing),
            grade: grade_code(super::judge::graded(keeper, &question.id)?.unwrap_or(grade)),
            changed: old.as_ref().map_or(self.recorded, |o| o.changed),
            valid_from: valid.0,
            valid_to: valid.1,
            origins: self.origins(keeper, &sum)?,
            answers: sum.told,
            body: serde_json::to_vec(&range).expect("three numbers always have a JSON form"),
        };
        let same =
            old.as_ref().is_some_and(|o| StandingRow { no: o.no, until: o.until, ..row.clone() } == **o);
        if same {
            return Ok(None);
        }
        let row = StandingRow { changed: self.recorded, ..row };
        let put = keeper.with(|w| Ok(w.put_standing_after(old.as_deref(), &row, self.at)?))?;
        keeper.stands(no, put.map(|no| StandingRow { no, ..row }));
        let before = old.map(|o| standing_of(o.standing));
        Ok((before != Some(standing)).then(|| Change {
            question: id.clone(),
            text: question.text.clone(),
            before,
            after: standing,
        }))
    }

    /// Whether it stands on the board: what lies outside of the kinds only where voices of two documents answer it,
    /// or it is contested.
    fn listed(
        &self,
        keeper: &Keeper<'_, '_>,
        question: &QuestionRow,
        sum: &SumRow,
    ) -> Result<bool, CaseError> {
        if sum.contests > 0 || !weigh::outside(self.lexicon, &question.kind) {
            return Ok(true);
        }
        if sum.origins < 2 {
            return Ok(false);
        }
        let voices = keeper.with(|w| Ok(w.voices(sum.question, weigh::HEARD)?))?;
        let readings: BTreeSet<Seq> = voices.into_iter().map(|(_, no)| ledger::born(no)).collect();
        Ok(readings.len() > 1)
    }

    /// How many independent origins answer. Of answers that were replaced, each by the last word of its voice
    /// elsewhere, no two bear each other out: they are one.
    fn origins(&self, keeper: &Keeper<'_, '_>, sum: &SumRow) -> Result<i32, CaseError> {
        let lone = i32::from(sum.told > 0);
        if sum.origins <= 1 {
            return Ok(lone);
        }
        Ok(keeper.origins(sum.question)?.max(lone))
    }

    /// The range of a count; nothing of another answer.
    fn range(&self, keeper: &Keeper<'_, '_>, sum: &SumRow) -> Result<Sum, CaseError> {
        let Some((low, high)) = sum.numbers() else { return Ok(Sum::default()) };
        if low == high {
            return Ok(Sum { low: Some(low), best: Some(low), high: Some(high) });
        }
        let latest = keeper.latest(sum.question, sum.totals > 0)?;
        let latest = latest.given();
        let numbers: Vec<Number> = latest.iter().filter_map(super::body::number).collect();
        let whose = |places: &[usize]| {
            keeper.told(&places.iter().filter_map(|i| Some(latest.get(*i)?.no)).collect::<Vec<_>>())
        };
        let best = weigh::best(self.lexicon, &numbers, keeper, whose);
        Ok(Sum { low: Some(low), best, high: Some(high) })
    }
}

/// What there is about a question.
fn facts(sum: &SumRow) -> Facts {
    Facts {
        foretold: sum.foretold > 0,
        told: sum.told > 0,
        answered: sum.answered > 0,
        refused: sum.refused > 0,
        withdrawn: sum.gone > 0,
        contested: sum.contests > 0,
        corroborated: sum.agrees > 0,
        revised: sum.revised > 0,
        admitted: sum.admitted > 0,
        failed: sum.fails > 0,
        met: sum.meets > 0,
        moot: sum.moots > 0,
    }
}

/// The marks of a claim's source, for `hearsay source`.
pub(super) fn source_marks(claim: &types::Claim, no: i64, since: Seq) -> (Vec<MarkRow>, Vec<NameRow>) {
    let Some(source) = &claim.source else { return (Vec::new(), Vec::new()) };
    let name = source.actor.as_ref().map_or(source.text.as_str(), |a| a.name.as_str());
    let names = std::iter::once(name).chain(source.affiliations.iter().map(String::as_str));
    let marks = names.clone().map(|n| MarkRow { sort: Sort::Origin, key: mark(n), hit: no, since });
    let shown = names.map(|n| NameRow { sort: Sort::Origin, key: mark(n), shown: n.to_owned() });
    (marks.collect(), shown.collect())
}

/// The mark of a claim's id.
pub(super) fn claim_mark(claim: &types::Claim, no: i64, since: Seq) -> MarkRow {
    MarkRow { sort: Sort::Claim, key: key(claim.id.as_str()), hit: no, since }
}
