//! What a judgement is about, and the documents that it bears on.

use super::super::body::unpack;
use super::super::field::{place, set};
use super::super::keeper::Keeper;
use super::super::{CaseError, body};
use super::kept::{Kept, grade_of, parse};
use super::{Judgement, Withdrawn, actor};
use ledger::{Kind, Seq};
use std::collections::BTreeSet;
use types::{Claim, ClaimId, QuestionId, Testimony};

/// Looks up what the judgement is about; refuses what is not there.
pub(super) fn prepare(keeper: &Keeper<'_, '_>, judgement: &Judgement) -> Result<Kept, CaseError> {
    let mut kept = Kept::new(judgement);
    match judgement {
        Judgement::Accept { claim } => drop(find(keeper, claim)?),
        Judgement::Reject { claim } => kept.claim_then = Some(Box::new(find(keeper, claim)?)),
        Judgement::Field { claim, field, value } => {
            kept.claim_then = Some(Box::new(find(keeper, claim)?));
            if field == "place" {
                kept.place = place(keeper, value)?;
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
        Judgement::MergeActors { into, from } => {
            kept.actors = vec![actor::known(keeper, into)?, actor::known(keeper, from)?];
            if kept.actors[0].key == kept.actors[1].key {
                return Err(CaseError::Wrong(format!("{into} and {from} are one actor already")));
            }
        }
        Judgement::SplitActor { claim, actor } => {
            kept.claim_then = Some(Box::new(find(keeper, claim)?));
            let meant = actor::known(keeper, actor)?;
            if !answers(keeper, claim)?.iter().any(|t| actor::names(t, &meant.key)) {
                return Err(CaseError::Wrong(format!(
                    "nothing that {claim} answers is about {actor} or by it"
                )));
            }
            kept.actors = vec![meant];
        }
        Judgement::Retract { what: Withdrawn::Claim(claim) } => {
            kept.claim_then = Some(Box::new(find(keeper, claim)?));
        }
        Judgement::Retract { what: Withdrawn::Document(document) } => {
            let row = keeper.with(|w| Ok(w.document(document.as_str(), Seq::MAX)?))?;
            row.ok_or_else(|| CaseError::unknown("document", document))?;
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
    let body = keeper.with(|w| body::reading(w, reading))?;
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
    unpack(row.no, &row.body)
}

/// The documents whose readings the judgement bears on.
pub(super) fn affected(
    keeper: &Keeper<'_, '_>,
    judgement: &Judgement,
    kept: &Kept,
) -> Result<BTreeSet<Seq>, CaseError> {
    if let Judgement::Undo { entry } = judgement {
        let record =
            keeper.with(|w| Ok(w.entry(*entry)?))?.ok_or_else(|| CaseError::unknown("entry", entry))?;
        let undone = parse(&record)?;
        if let ([into, _], Judgement::MergeActors { .. }) = (&undone.actors[..], &undone.judgement) {
            // What was said under the second name stands under the first.
            return actor::documents(keeper, &undone.actors, into);
        }
        return affected(keeper, &undone.judgement, &undone);
    }
    let mut documents = BTreeSet::new();
    if let Some(claim) = &kept.claim_then {
        let row = keeper.with(|w| Ok(w.document(claim.document.as_str(), Seq::MAX)?))?;
        documents.extend(row.map(|r| r.seq));
    }
    if let Judgement::Retract { what: Withdrawn::Document(document) } = judgement {
        let row = keeper.with(|w| Ok(w.document(document.as_str(), Seq::MAX)?))?;
        documents.extend(row.map(|r| r.seq));
    }
    if let ([_, from], Judgement::MergeActors { .. }) = (&kept.actors[..], judgement) {
        documents.extend(actor::documents(keeper, &kept.actors, from)?);
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
