//! What an entry holds of a judgement, and the judgements that hold.

use super::super::keeper::Keeper;
use super::super::{CaseError, derive};
use super::Judgement;
use ledger::{Kind, Reader, Record, Seq};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use types::{Asked, Claim, Grade, QuestionId, Spot, Who};

/// A judgement with all that is needed to make it count again later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(flatten)]
    pub judgement: Judgement,
    /// For a claim: the claim as it was, so that it is known again when its spans have moved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claim_then: Option<Box<Claim>>,
    /// For questions: the keys of the first and the second, without their days.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bases: Vec<QuestionId>,
    /// For a corrected place: the place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Spot>,
    /// For a merge: what the question that stays asks.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asked: Option<Asked>,
    /// For actors: the one that stays or is not meant, and for a merge the one that is the same.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub actors: Vec<Who>,
}

/// The judgements that hold, in order.
#[derive(Default)]
pub(in super::super) struct Judgements {
    seen: Seq,
    all: Vec<(Seq, Kept)>,
}

impl Judgements {
    /// All up to this entry are here.
    pub fn seen(&mut self, head: Seq) {
        self.seen = head;
    }

    pub(super) fn holding(&self) -> impl Iterator<Item = &Kept> {
        let undone: BTreeSet<Seq> = self
            .all
            .iter()
            .filter_map(|(_, k)| if let Judgement::Undo { entry } = k.judgement { Some(entry) } else { None })
            .collect();
        self.all.iter().filter(move |(seq, _)| !undone.contains(seq)).map(|(_, kept)| kept)
    }
}

impl Kept {
    /// A judgement of which nothing was looked up yet.
    pub fn new(judgement: &Judgement) -> Kept {
        Kept {
            judgement: judgement.clone(),
            claim_then: None,
            bases: Vec::new(),
            place: None,
            asked: None,
            actors: Vec::new(),
        }
    }
}

pub(super) fn parse(record: &Record) -> Result<Kept, CaseError> {
    serde_json::from_slice(&record.body)
        .map_err(|e| CaseError::Reading { seq: record.seq, why: e.to_string() })
}

/// Takes up one judgement: the derived tables are made anew.
pub(in super::super) fn take(keeper: &Keeper<'_, '_>, record: &Record) -> Result<(), CaseError> {
    let kept = parse(record)?;
    let grade = match &kept.judgement {
        Judgement::Grade { question, .. } => Some(question.clone()),
        _ => None,
    };
    keeper.judgements(|j| {
        j.seen = record.seq;
        j.all.push((record.seq, kept));
    });
    match grade {
        Some(question) => derive::settle(keeper, &question, record.seq, record.recorded),
        None => Ok(()),
    }
}

/// Takes up the judgements that were recorded since they were last looked at.
pub(in super::super) fn load(keeper: &Keeper<'_, '_>) -> Result<(), CaseError> {
    let seen = keeper.judgements(|j| j.seen);
    let (head, more) = keeper.with(|w| {
        let head = w.head()?.0;
        Ok((head, if head > seen { w.judgements(seen, head)? } else { Vec::new() }))
    })?;
    let more = more.iter().map(|r| Ok((r.seq, parse(r)?))).collect::<Result<Vec<_>, CaseError>>()?;
    keeper.judgements(|j| {
        j.seen = head;
        j.all.extend(more);
    });
    Ok(())
}

/// The grade that a person gave a question, the latest.
pub(in super::super) fn graded(keeper: &Keeper<'_, '_>, question: &str) -> Result<Option<Grade>, CaseError> {
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

pub(super) fn grade_of(word: &str) -> Result<Grade, CaseError> {
    let value = serde_json::Value::String(word.trim().to_lowercase());
    serde_json::from_value(value).map_err(|_| {
        CaseError::Wrong(format!(
            "{word:?} is no grade: they are confirmed, fair, weak, contested, discounted"
        ))
    })
}

/// The names of all actors that are the one of this name by then, by merges that hold.
pub(in super::super) fn merged(
    reader: &mut Reader<'_>,
    name: &str,
    as_of: Seq,
) -> Result<Vec<String>, CaseError> {
    let (mut found, mut next) = (Vec::new(), vec![name.to_owned()]);
    while let Some(name) = next.pop() {
        for record in reader.entries_about(&name, &[Kind::Merge], as_of)? {
            let undone = reader.entries_about(&record.seq.to_string(), &[Kind::Undo], as_of)?;
            let from = parse(&record)?.actors.into_iter().nth(1).filter(|_| undone.is_empty());
            if let Some(from) = from.filter(|from| !found.contains(&from.name)) {
                found.push(from.name.clone());
                next.push(from.name);
            }
        }
    }
    Ok(found)
}
