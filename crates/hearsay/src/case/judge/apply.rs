//! Judgements made to count.

use super::super::CaseError;
use super::super::field::set;
use super::super::keeper::Keeper;
use super::kept::Kept;
use super::{Judgement, Withdrawn, actor};
use types::{Claim, ClaimId, Testimony};

/// The testimonies of a reading as people have judged them.
pub(in super::super) fn judged(
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
        Judgement::MergeActors { .. } => {
            let [into, from] = &kept.actors[..] else { return };
            all.iter_mut().for_each(|t| actor::rename(t, &from.key, into));
        }
        Judgement::SplitActor { .. } => {
            let Some(meant) = kept.actors.first() else { return };
            for t in all.iter_mut().filter(|t| means(t)) {
                let other = actor::another(meant, &t.claim);
                actor::rename(t, &meant.key, &other);
            }
        }
        Judgement::Retract { what } => {
            let gone = |t: &Testimony| match what {
                Withdrawn::Claim(_) => means(t),
                Withdrawn::Document(document) => t.document == *document,
            };
            // By itself: no words of the ledger take it back.
            all.iter_mut().filter(|t| gone(t)).for_each(|t| t.withdrawn = Some(t.claim.clone()));
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
