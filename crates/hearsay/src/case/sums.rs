//! Questions as they are asked for the first time, and what can be said of them.

use super::CaseError;
use super::board::{Sum, mark};
use super::body::{day_number, grade_code, standing_code, standing_of};
use super::keeper::{Keeper, code};
use claims::weigh::{self, Effect, Facts, Lexicon};
use ledger::{Hit, MarkRow, NameRow, QuestionRow, Seq, Sort, StandingRow, Writer, key};
use show::ledger::Change;
use std::collections::BTreeMap;
use types::{AnswerValue, QuestionId, Testimony};

/// Live answers to one question that are gone through for its range and its origins.
const MOST: u32 = 500;

/// Asks a question for the first time and files it under its places and actors; its number.
pub(super) fn ask(
    w: &mut Writer<'_>,
    lexicon: &Lexicon,
    row: QuestionRow,
    t: &Testimony,
) -> Result<i64, CaseError> {
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
    Ok(row.no)
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

    /// Files the standing of one question; what changed, where its standing did.
    pub fn settle(&self, keeper: &Keeper<'_, '_>, id: &QuestionId) -> Result<Option<Change>, CaseError> {
        let Some(question) = keeper.with(|w| Ok(w.question_of_id(id.as_str(), Seq::MAX)?))? else {
            return Ok(None);
        };
        let no = question.no;
        let old = keeper.with(|w| Ok(w.standing(no, Seq::MAX)?))?;
        let sum = keeper.with(|w| Ok(w.sum(no)?))?;
        if sum.told == 0 && sum.gone == 0 {
            keeper.with(|w| Ok(w.end_standing(no, self.at)?))?;
            return Ok(None);
        }
        let facts = keeper.with(|w| facts(w, no, &sum))?;
        let (standing, grade) = weigh::standing(&facts);
        let (origins, range) = self.voices(keeper, &question)?;
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
            origins,
            answers: sum.told,
            body: serde_json::to_vec(&range).expect("three numbers always have a JSON form"),
        };
        let same =
            old.as_ref().is_some_and(|o| StandingRow { no: o.no, until: o.until, ..row.clone() } == *o);
        if same {
            return Ok(None);
        }
        keeper.with(|w| Ok(w.put_standing(&StandingRow { changed: self.recorded, ..row }, self.at)?))?;
        let before = old.map(|o| standing_of(o.standing));
        Ok((before != Some(standing)).then(|| Change {
            question: id.clone(),
            text: question.text,
            before,
            after: standing,
        }))
    }

    /// How many origins answer, and the range of a count.
    fn voices(&self, keeper: &Keeper<'_, '_>, question: &QuestionRow) -> Result<(i32, Sum), CaseError> {
        let rows = keeper.with(|w| Ok(w.live(question.no, MOST)?))?;
        let mut voices: Vec<i64> = rows.iter().map(|r| r.voice).collect();
        voices.sort_unstable();
        voices.dedup();
        let origins = i32::try_from(voices.len()).unwrap_or(i32::MAX);
        let mut live: Vec<Testimony> = Vec::new();
        for row in &rows {
            let testimony = super::body::unpack(row.no, &row.body)?;
            if !matches!(testimony.value, AnswerValue::Interval { .. } | AnswerValue::Unconfirmed) {
                return Ok((origins, Sum::default()));
            }
            live.push(testimony);
        }
        let live: Vec<&Testimony> = live.iter().collect();
        let range = weigh::range(self.lexicon, &live, keeper);
        Ok((
            origins,
            range.map_or_else(Sum::default, |r| Sum {
                low: Some(r.low),
                best: Some(r.best),
                high: Some(r.high),
            }),
        ))
    }
}

/// What there is about a question, from its running sum and its ties.
fn facts(w: &mut Writer<'_>, no: i64, sum: &ledger::SumRow) -> Result<Facts, CaseError> {
    let mut tied = |effect: Effect| w.is_tied(no, &[code(effect)], true);
    let (contested, corroborated) = (tied(Effect::Contests)?, tied(Effect::Agrees)?);
    let mut came = |effect: Effect| w.is_tied_first(no, &[code(effect)], true);
    Ok(Facts {
        foretold: sum.foretold > 0,
        told: sum.told > 0,
        answered: sum.answered > 0,
        refused: sum.refused > 0,
        withdrawn: sum.gone > 0,
        contested,
        corroborated,
        revised: sum.revised > 0,
        admitted: sum.admitted > 0,
        failed: came(Effect::Fails)?,
        met: came(Effect::Meets)?,
        moot: came(Effect::Moots)?,
    })
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
