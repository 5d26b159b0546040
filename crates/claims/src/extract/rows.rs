//! Claims as plain attributions: one for each cue and source.

use rustc_hash::FxHashMap;
use types::{Attribution, Claim, Quotation, Span};

/// The attributions of a document's claims, in the order of the first claim of each.
pub(crate) fn rows(claims: &[Claim]) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = Vec::new();
    let mut at: FxHashMap<(&[Span], &[Span]), usize> = FxHashMap::default();
    for claim in claims {
        let key = (claim.cue_spans(), claim.source_spans());
        match at.get(&key).filter(|_| !key.0.is_empty()) {
            Some(i) => take(&mut all[*i], claim),
            None => {
                at.insert(key, all.len());
                all.push(one(claim));
            }
        }
    }
    all
}

fn one(claim: &Claim) -> Attribution {
    Attribution {
        source: claim.source_spans().to_vec(),
        cue: claim.cue_spans().to_vec(),
        content: claim.content.spans.clone(),
        quotation: claim.quotation,
        // With words that attribute it, if to nobody, it is an attribution.
        publisher_voice: claim.publisher_voice && claim.cue.is_none(),
        nested: claim.nested,
        score: claim.score,
    }
}

fn take(row: &mut Attribution, claim: &Claim) {
    row.content.extend(&claim.content.spans);
    row.content.sort_unstable();
    if row.quotation != claim.quotation {
        row.quotation = Quotation::Mixed;
    }
}
