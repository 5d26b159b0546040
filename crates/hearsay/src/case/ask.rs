//! One question: every answer as of a moment, and why it stands as it does.

use super::board::Sum;
use super::body::{day_of, grade_of, standing_of};
use super::bundle::{Bundle, Part};
use super::shelf::Shelf;
use super::{Ask, Case, CaseError, frame, window};
use claims::weigh::{self, Lexicon};
use ledger::{Hit, QuestionRow, Reader, Seq, StandingRow, TestimonyRow};
use show::ledger::{Asked, Board, Cited, Frame, Near, Voice};
use std::collections::BTreeSet;
use types::{ClaimId, DocumentId, Moment, Question, QuestionId, Testimony};

/// Questions that are listed where words fit several.
const LISTED: u32 = 20;

/// Reports that answer a question whose other questions are looked at for what may be the same, the latest.
const REPORTS: usize = 20;

/// What words or an id found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// One question.
    One(Box<Asked>),
    /// Several, or none.
    Several(Board),
}

impl Case {
    /// The question of an id, or the questions that hold all of the words.
    ///
    /// # Errors
    /// When no question has the id as of then; those of the ledger.
    pub fn ask(&mut self, words: &str, ask: &Ask) -> Result<Found, CaseError> {
        let lexicon = &self.lexicon;
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            if let Ok(id) = words.parse::<QuestionId>() {
                let row = reader.question_of_id(id.as_str(), as_of)?;
                let row = row.ok_or_else(|| CaseError::unknown("question", &id))?;
                return Ok(Found::One(Box::new(one(reader, lexicon, &row, as_of, frame, ask, Part::SHOWN)?)));
            }
            let hits = reader.search(words, &[Hit::Question(0)], as_of, LISTED)?;
            let mut rows = Vec::new();
            for (hit, _) in hits.hits {
                let Hit::Question(no) = hit else { continue };
                if let (Some(question), Some(standing)) =
                    (reader.question(no, as_of)?, reader.standing(no, as_of)?)
                {
                    rows.push((question, standing));
                }
            }
            if let [(question, _)] = &rows[..] {
                return Ok(Found::One(Box::new(one(
                    reader,
                    lexicon,
                    question,
                    as_of,
                    frame,
                    ask,
                    Part::SHOWN,
                )?)));
            }
            rows.sort_by_key(|(_, s)| (s.standing, std::cmp::Reverse(s.changed)));
            let questions: Vec<_> =
                rows.iter().map(|(q, s)| super::board::row(reader, q, s)).collect::<Result<_, _>>()?;
            let total = questions.len() as u64 + u64::from(hits.more);
            Ok(Found::Several(Board::of(frame, total, questions)))
        })
    }
}

/// One question as of a moment: where it has many answers, the part that is asked for.
pub(super) fn one(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    row: &QuestionRow,
    as_of: Seq,
    frame: Frame,
    ask: &Ask,
    part: Part,
) -> Result<Asked, CaseError> {
    let (weighed, bundle) = weighed(reader, lexicon, row, as_of, ask, part)?;
    let mut asked = bundle.asked(reader, &mut Shelf::default(), frame, weighed)?;
    asked.near = bundle.near(reader, lexicon, row, as_of)?;
    Ok(asked)
}

/// A question with its independence groups.
pub(super) struct Weighed {
    question: Question,
    voices: Vec<Voice>,
    origins: u64,
}

/// The question itself, and what it was weighed with.
pub(super) fn weighed(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    row: &QuestionRow,
    as_of: Seq,
    ask: &Ask,
    part: Part,
) -> Result<(Weighed, Bundle), CaseError> {
    let part = Part { about: window(ask.about), ..part };
    let bundle = Bundle::of(reader, lexicon, row, as_of, part)?;
    let day = ask.known_at.unwrap_or(ask.now).to_zoned(jiff::tz::TimeZone::UTC).date();
    let bonds = |a: &DocumentId, b: &DocumentId| bundle.bond(a, b);
    // Part of what was said leaves days out: the others would be taken for events of their own.
    let known = bundle.cut.is_some().then(|| row.first_day.zip(row.last_day)).flatten();
    let known = known.and_then(|days| Some((weigh::base(bundle.to(row.no)?), days)));
    let said = bundle.testimonies();
    let weighed = weigh::weigh_one(lexicon, &said, &bonds, Some(day), known.as_ref(), &ledger::key, |all| {
        pick(all, row, &bundle)
    });
    let (mut question, groups) = weighed.ok_or_else(|| CaseError::unknown("question", &row.id))?;
    question.id = row.id.parse().map_err(CaseError::Wrong)?;
    if let Some(standing) = reader.standing(row.no, as_of)? {
        // The same but where a person gave another grade.
        question.grade = grade_of(standing.grade);
    }
    let voices: Vec<Voice> = groups.into_iter().map(voice).collect();
    let mut origins = voices.iter().filter(|v| v.counts).count() as u64;
    if let Some(standing) = &bundle.cut {
        whole(&mut question, row, standing, part);
        if part.about.is_none() {
            origins = u64::try_from(standing.origins).unwrap_or_default();
        }
    }
    Ok((Weighed { question, voices, origins }, bundle))
}

/// What stands of the whole question, beside the part of its answers that is shown.
fn whole(question: &mut Question, row: &QuestionRow, standing: &StandingRow, part: Part) {
    question.notes.push(format!(
        "{} claims answer; the {} latest are weighed here, with those that decide: name days to see others",
        standing.answers, part.most
    ));
    if part.about.is_some() {
        return;
    }
    question.standing = standing_of(standing.standing);
    let day = |n: Option<i32>| n.and_then(day_of).map(Moment::day);
    if let Some(days) = &mut question.days {
        (days.from, days.to) = (day(row.first_day), day(row.last_day));
    }
    let sum: Sum = serde_json::from_slice(&standing.body).unwrap_or_default();
    if let (Some(range), Some(low), Some(best), Some(high)) =
        (&mut question.range, sum.low, sum.best, sum.high)
    {
        (range.low, range.best, range.high) = (low, best, high);
    }
}

/// The question of the id, of all that were weighed with it. Where the days that are asked about leave out the first
/// of its event, of which it has its id, the one that holds what is filed under it.
fn pick(questions: &[Question], row: &QuestionRow, bundle: &Bundle) -> Option<usize> {
    if let Some(i) = questions.iter().position(|q| q.id.as_str() == row.id) {
        return Some(i);
    }
    let filed = bundle.rows.iter().filter(|(r, _)| r.question == row.no);
    let claims: BTreeSet<&ClaimId> = filed.map(|(_, t)| &t.claim).collect();
    let held = |i: &usize| questions[*i].answers.iter().filter(|g| claims.contains(&g.claim)).count();
    let of_kind = (0..questions.len()).filter(|i| questions[*i].kind == row.kind);
    of_kind.max_by_key(held).filter(|i| held(i) > 0)
}

fn voice(group: weigh::Group) -> Voice {
    Voice { origin: group.label, claims: group.claims, because: group.because, counts: group.counts }
}

impl Bundle {
    /// A question that was weighed with this, with its claims; without what may be the same question.
    pub fn asked(
        &self,
        reader: &mut Reader<'_>,
        shelf: &mut Shelf,
        frame: Frame,
        weighed: Weighed,
    ) -> Result<Asked, CaseError> {
        let Weighed { question, voices, origins } = weighed;
        let claims = self.cited(reader, shelf, &question)?;
        Ok(Asked { frame, question, origins, claims, voices, near: Vec::new() })
    }

    /// What may be the same question.
    pub fn near(
        &self,
        reader: &mut Reader<'_>,
        lexicon: &Lexicon,
        row: &QuestionRow,
        as_of: Seq,
    ) -> Result<Vec<Near>, CaseError> {
        let Some(own) = self.to(row.no) else { return Ok(Vec::new()) };
        let beside = self.beside(reader, row.no)?;
        super::near::near(reader, lexicon, row, own, beside, as_of)
    }

    /// A testimony to a question.
    fn to(&self, question: i64) -> Option<&Testimony> {
        self.rows.iter().find(|(r, t)| r.question == question && !t.conditional).map(|(_, t)| t)
    }

    /// The questions to which there are testimonies here, or in the reports that answer this one.
    fn beside(&self, reader: &mut Reader<'_>, question: i64) -> Result<BTreeSet<i64>, CaseError> {
        let mut found: BTreeSet<i64> = self.rows.iter().map(|(r, _)| r.question).collect();
        let its = self.rows.iter().filter(|(r, _)| r.question == question);
        let readings: BTreeSet<Seq> = its.map(|(r, _)| ledger::born(r.no)).collect();
        for reading in readings.into_iter().rev().take(REPORTS) {
            found.extend(reader.briefs_of_reading(reading)?.iter().map(|r| r.question));
        }
        Ok(found)
    }

    fn answering<'a>(
        &'a self,
        question: &'a Question,
    ) -> impl Iterator<Item = (&'a TestimonyRow, &'a Testimony)> {
        let answers: BTreeSet<&ClaimId> = question.answers.iter().map(|g| &g.claim).collect();
        let fits = move |(_, t): &&(TestimonyRow, Testimony)| {
            answers.contains(&t.claim) && t.kind == question.kind && !t.conditional && !t.withdraws
        };
        let mut all: Vec<_> = self.rows.iter().filter(fits).map(|(r, t)| (r, t)).collect();
        all.sort_by_key(|(_, t)| {
            (
                t.claimed.and_then(|c| c.from).map(|m| super::body::day_number(m.date)),
                t.published,
                t.document.clone(),
                t.at,
            )
        });
        let mut seen = BTreeSet::new();
        all.retain(|(_, t)| seen.insert(t.claim.clone()));
        all.into_iter()
    }

    /// The claims that answer, in the order in which they were said, then those that only stand in a reason.
    fn cited(
        &self,
        reader: &mut Reader<'_>,
        shelf: &mut Shelf,
        question: &Question,
    ) -> Result<Vec<Cited>, CaseError> {
        let of = |(row, t): (&TestimonyRow, &'_ Testimony)| (row.no, row.document, t.claim.clone());
        let answers: Vec<_> = self.answering(question).map(of).collect();
        let places = answers.iter().map(|(no, document, claim)| (*no, *document, claim));
        let mut found = shelf.of_testimonies(reader, places)?;
        let held: BTreeSet<ClaimId> = found.iter().map(|c| c.claim.id.clone()).collect();
        let more: BTreeSet<&ClaimId> =
            question.why.iter().flat_map(|r| [&r.a, &r.b]).filter(|id| !held.contains(id)).collect();
        let first = |id: &&ClaimId| self.rows.iter().find(|(_, t)| t.claim == **id);
        let more = more.iter().filter_map(first).map(|(row, t)| (row.no, row.document, &t.claim));
        found.extend(shelf.of_testimonies(reader, more)?);
        Ok(found)
    }
}
