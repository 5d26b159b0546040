//! What people correct: each judgement is an entry, counts from then on, can be undone, and outlives reading
//! the document anew.

use super::field::set;
use super::keeper::Keeper;
use super::{Case, CaseError, Instant, derive};
use ledger::{Entry, Kind, Record, Recorded, Seq};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use types::{Asked, Claim, ClaimId, Grade, QuestionId, Spot, Testimony};

/// What a person judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "judgement", rename_all = "kebab-case")]
pub enum Judgement {
    /// The claim was read rightly: nothing changes but that a person has looked.
    Accept {
        /// Which.
        claim: ClaimId,
    },
    /// The claim is none, or was misread: it counts no more.
    Reject {
        /// Which.
        claim: ClaimId,
    },
    /// A field of a claim is wrong.
    Field {
        /// Of which claim.
        claim: ClaimId,
        /// `answer`, `quantity`, `place`, `source`, `claimed_time` or `valid_time`.
        field: String,
        /// As it should be, in words.
        value: String,
    },
    /// Two questions are one.
    Merge {
        /// The one that stays.
        into: QuestionId,
        /// The one that joins it.
        from: QuestionId,
    },
    /// The claim does not answer this question.
    Split {
        /// Which claim.
        claim: ClaimId,
        /// Which question.
        question: QuestionId,
    },
    /// A grade in a person's judgement, beside the computed standing.
    Grade {
        /// Of which question.
        question: QuestionId,
        /// The grade's word.
        grade: String,
    },
    /// An earlier judgement is taken back.
    Undo {
        /// The number of its entry.
        entry: i64,
    },
}

/// A judgement with all that is needed to make it count again later.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    judgement: Judgement,
    /// For a claim: the claim as it was, so that it is known again when its spans have moved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    claim_then: Option<Box<Claim>>,
    /// For questions: the keys of the first and the second, without their days.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    bases: Vec<QuestionId>,
    /// For a corrected place: the place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    place: Option<Spot>,
    /// For a merge: what the question that stays asks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    asked: Option<Asked>,
}

/// The judgements that hold, in order.
#[derive(Default)]
pub(super) struct Judgements {
    seen: Seq,
    all: Vec<(Seq, Kept)>,
}

impl Judgements {
    fn holding(&self) -> impl Iterator<Item = &Kept> {
        let undone: BTreeSet<Seq> = self
            .all
            .iter()
            .filter_map(|(_, k)| if let Judgement::Undo { entry } = k.judgement { Some(entry) } else { None })
            .collect();
        self.all.iter().filter(move |(seq, _)| !undone.contains(seq)).map(|(_, kept)| kept)
    }
}

impl Case {
    /// Records a judgement and makes it count; the number of its entry, by which it can be taken back.
    ///
    /// # Errors
    /// When what it is about is not in the ledger, or the value is none for that field.
    pub fn correct(
        &mut self,
        judgement: &Judgement,
        author: &str,
        reason: &str,
        at: Instant,
    ) -> Result<Seq, CaseError> {
        if reason.trim().is_empty() {
            return Err(CaseError::Wrong("a judgement needs a reason".into()));
        }
        let (lexicon, memo) = (&self.lexicon, &mut self.memo);
        let done = self.ledger.write(|w| {
            let keeper = Keeper::new(w, memo, lexicon)?;
            load(&keeper)?;
            let seq = judge(&keeper, judgement, author, reason, Recorded(at.as_microsecond()))?;
            keeper.end()?;
            Ok(seq)
        });
        if done.is_err() {
            self.memo = Default::default();
        }
        done
    }
}

fn judge(
    keeper: &Keeper<'_, '_>,
    judgement: &Judgement,
    author: &str,
    reason: &str,
    recorded: Recorded,
) -> Result<Seq, CaseError> {
    let kept = prepare(keeper, judgement)?;
    let (kind, subject) = subject(judgement);
    let body = serde_json::to_vec(&kept).expect("a judgement always has a JSON form");
    let judged = Entry { kind, subject: &subject, body: &body, author, reason, recorded };
    let seq = keeper.with(|w| Ok(w.append(judged)?.seq))?;
    load(keeper)?;
    for document in affected(keeper, judgement, &kept)? {
        let row = keeper.with(|w| Ok(w.document_at(document)?))?;
        let Some(row) = row.filter(|d| d.until.is_none()) else { continue };
        let again = derive::again(keeper, document)?;
        let entry =
            Entry { kind: Kind::Reading, subject: &row.id, body: again.as_bytes(), author, reason, recorded };
        let at = keeper.with(|w| Ok(w.append(entry)?))?;
        let (touched, body) = derive::end(keeper, &row, false, at.seq)?;
        derive::reading(keeper, &body, (document, at.seq), at.recorded, touched)?;
    }
    if let Judgement::Grade { question, .. } = judgement {
        derive::settle(keeper, question, seq, recorded)?;
    }
    Ok(seq)
}

fn subject(judgement: &Judgement) -> (Kind, String) {
    match judgement {
        Judgement::Reject { claim } => (Kind::Rejection, claim.to_string()),
        Judgement::Field { claim, .. } => (Kind::Correction, claim.to_string()),
        Judgement::Merge { into, .. } => (Kind::Merge, into.to_string()),
        Judgement::Split { claim, .. } => (Kind::Split, claim.to_string()),
        Judgement::Grade { question, .. } => (Kind::Review, question.to_string()),
        Judgement::Accept { claim } => (Kind::Review, claim.to_string()),
        Judgement::Undo { entry } => (Kind::Undo, entry.to_string()),
    }
}

/// Looks up what the judgement is about; refuses what is not there.
fn prepare(keeper: &Keeper<'_, '_>, judgement: &Judgement) -> Result<Kept, CaseError> {
    let mut kept =
        Kept { judgement: judgement.clone(), claim_then: None, bases: Vec::new(), place: None, asked: None };
    match judgement {
        Judgement::Accept { claim } => drop(find(keeper, claim)?),
        Judgement::Reject { claim } => kept.claim_then = Some(Box::new(find(keeper, claim)?)),
        Judgement::Field { claim, field, value } => {
            kept.claim_then = Some(Box::new(find(keeper, claim)?));
            if field == "place" {
                kept.place = super::field::place(keeper, value)?;
            }
            for mut t in answers(keeper, claim)? {
                set(&mut t, field, value, kept.place.as_ref())?;
            }
        }
        Judgement::Merge { into, from } => {
            let (a, b) = (one_of(keeper, into)?, one_of(keeper, from)?);
            if a.kind != b.kind || a.mode != b.mode {
                return Err(CaseError::Wrong(format!(
                    "{into} and {from} are of different kinds and cannot be one"
                )));
            }
            kept.bases = vec![claims::weigh::base(&a), claims::weigh::base(&b)];
            kept.asked = Some(a.asked);
        }
        Judgement::Split { claim, question } => {
            kept.claim_then = Some(Box::new(find(keeper, claim)?));
            kept.bases = vec![claims::weigh::base(&one_of(keeper, question)?)];
        }
        Judgement::Grade { question, grade } => {
            one_of(keeper, question)?;
            grade_of(grade)?;
        }
        Judgement::Undo { entry } => {
            let record = keeper.with(|w| Ok(w.entry(*entry)?))?;
            let judged = record.filter(|r| r.kind.code() > Kind::Reading.code() && r.kind != Kind::Undo);
            judged.ok_or_else(|| {
                CaseError::Wrong(format!("entry {entry} is no judgement that can be taken back"))
            })?;
        }
    }
    Ok(kept)
}

fn find(keeper: &Keeper<'_, '_>, claim: &ClaimId) -> Result<Claim, CaseError> {
    let at = keeper.with(|w| Ok(w.claim(claim.as_str(), Seq::MAX)?))?;
    let (reading, _) = at.ok_or_else(|| CaseError::unknown("claim", claim))?;
    let body = keeper.with(|w| super::body::reading(w, reading))?;
    body.claims.into_iter().find(|c| c.id == *claim).ok_or_else(|| CaseError::unknown("claim", claim))
}

fn answers(keeper: &Keeper<'_, '_>, claim: &ClaimId) -> Result<Vec<Testimony>, CaseError> {
    use claims::weigh::Earlier;
    Ok(keeper.of_claim(claim).into_iter().map(|h| h.testimony().clone()).collect())
}

/// A testimony to a question.
fn one_of(keeper: &Keeper<'_, '_>, id: &QuestionId) -> Result<Testimony, CaseError> {
    let question = keeper.with(|w| Ok(w.question_of_id(id.as_str(), Seq::MAX)?))?;
    let question = question.ok_or_else(|| CaseError::unknown("question", id))?;
    let rows = keeper.with(|w| Ok(w.testimonies(question.base, Seq::MAX)?))?;
    let row =
        rows.iter().find(|r| r.question == question.no).ok_or_else(|| CaseError::unknown("question", id))?;
    super::body::unpack(row.no, &row.body)
}

/// The documents whose readings the judgement bears on.
fn affected(keeper: &Keeper<'_, '_>, judgement: &Judgement, kept: &Kept) -> Result<BTreeSet<Seq>, CaseError> {
    if let Judgement::Undo { entry } = judgement {
        let record =
            keeper.with(|w| Ok(w.entry(*entry)?))?.ok_or_else(|| CaseError::unknown("entry", entry))?;
        let undone = parse(&record)?;
        return affected(keeper, &undone.judgement, &undone);
    }
    let mut documents = BTreeSet::new();
    if let Some(claim) = &kept.claim_then {
        let row = keeper.with(|w| Ok(w.document(claim.document.as_str(), Seq::MAX)?))?;
        documents.extend(row.map(|r| r.seq));
    }
    if matches!(judgement, Judgement::Merge { .. }) {
        // After an undo, what joined stands under the first.
        for base in &kept.bases {
            let rows = keeper.with(|w| Ok(w.testimonies(ledger::key(base.as_str()), Seq::MAX)?))?;
            documents.extend(rows.iter().map(|r| r.document));
        }
    }
    Ok(documents)
}

fn parse(record: &Record) -> Result<Kept, CaseError> {
    serde_json::from_slice(&record.body)
        .map_err(|e| CaseError::Reading { seq: record.seq, why: e.to_string() })
}

/// Takes up one judgement: the derived tables are made anew.
pub(super) fn take(keeper: &Keeper<'_, '_>, record: &Record) -> Result<(), CaseError> {
    if record.kind != Kind::Retraction {
        let kept = parse(record)?;
        let grade = match &kept.judgement {
            Judgement::Grade { question, .. } => Some(question.clone()),
            _ => None,
        };
        keeper.judgements(|j| {
            j.seen = record.seq;
            j.all.push((record.seq, kept));
        });
        if let Some(question) = grade {
            derive::settle(keeper, &question, record.seq, record.recorded)?;
        }
    }
    Ok(())
}

/// Takes up the judgements that were recorded since they were last looked at.
pub(super) fn load(keeper: &Keeper<'_, '_>) -> Result<(), CaseError> {
    let seen = keeper.judgements(|j| j.seen);
    let (head, more) = keeper.with(|w| {
        let head = w.head()?.0;
        Ok((head, if head > seen { w.judgements(seen, head)? } else { Vec::new() }))
    })?;
    let more = more
        .iter()
        .filter(|r| r.kind != Kind::Retraction)
        .map(|r| Ok((r.seq, parse(r)?)))
        .collect::<Result<Vec<_>, CaseError>>()?;
    keeper.judgements(|j| {
        j.seen = head;
        j.all.extend(more);
    });
    Ok(())
}

/// The testimonies of a reading as people have judged them.
pub(super) fn judged(
    keeper: &Keeper<'_, '_>,
    claims: &[Claim],
    testimonies: &[Testimony],
) -> Result<Vec<Testimony>, CaseError> {
    keeper.judgements(|judgements| {
        let mut all = testimonies.to_vec();
        for kept in judgements.holding() {
            apply(kept, claims, &mut all);
        }
        Ok(all)
    })
}

fn apply(kept: &Kept, claims: &[Claim], all: &mut Vec<Testimony>) {
    let means = |t: &Testimony| kept.claim_then.as_ref().is_some_and(|then| same(then, claims, &t.claim));
    match &kept.judgement {
        Judgement::Reject { .. } => all.retain(|t| !means(t)),
        Judgement::Field { field, value, .. } => {
            for t in all.iter_mut().filter(|t| means(t)) {
                // A value that was none would not have been recorded.
                let _ = set(t, field, value, kept.place.as_ref());
            }
        }
        Judgement::Merge { .. } => {
            let (Some(asked), [_, from]) = (&kept.asked, &kept.bases[..]) else { return };
            for t in all.iter_mut().filter(|t| claims::weigh::base(t) == *from) {
                t.asked = asked.clone();
            }
        }
        Judgement::Split { .. } => {
            all.retain(|t| !(means(t) && kept.bases.first().is_some_and(|b| claims::weigh::base(t) == *b)));
        }
        Judgement::Accept { .. } | Judgement::Grade { .. } | Judgement::Undo { .. } => {}
    }
}

/// Whether a claim is the one that was judged: by its id; where a newer reading no longer has that id, the
/// one of the same document whose content is mostly the same words.
fn same(then: &Claim, claims: &[Claim], id: &ClaimId) -> bool {
    if claims.iter().any(|c| c.id == then.id) {
        return then.id == *id;
    }
    let Some(now) = claims.iter().find(|c| c.id == *id && c.document == then.document) else { return false };
    let length = |c: &Claim| c.content.spans.iter().map(|s| s.len()).sum::<usize>();
    let shared: usize = then
        .content
        .spans
        .iter()
        .flat_map(|a| {
            now.content.spans.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        })
        .sum();
    2 * shared > length(then).max(length(now))
}

/// The grade that a person gave a question, the latest.
pub(super) fn graded(keeper: &Keeper<'_, '_>, question: &str) -> Result<Option<Grade>, CaseError> {
    keeper.judgements(|judgements| {
        let mut found = None;
        for kept in judgements.holding() {
            if let Judgement::Grade { question: q, grade } = &kept.judgement
                && q.as_str() == question
            {
                found = Some(grade_of(grade)?);
            }
        }
        Ok(found)
    })
}

fn grade_of(word: &str) -> Result<Grade, CaseError> {
    let value = serde_json::Value::String(word.trim().to_lowercase());
    serde_json::from_value(value).map_err(|_| {
        CaseError::Wrong(format!(
            "{word:?} is no grade: they are confirmed, fair, weak, contested, discounted"
        ))
    })
}
