//! When, where, how many, which actor.

pub mod actor;
pub mod place;
pub mod quantity;
pub mod time;

mod claimed;
mod valid;

use crate::Sheet;
use types::{Claim, Document, LinkRole, Span};

/// Puts times, places, quantities and actors on the claims of a sheet.
pub(crate) fn ground(document: &Document, syntax: &nlp::Doc, sheet: &mut Sheet) {
    let mut claims = std::mem::take(&mut sheet.claims);
    for claim in &mut claims {
        who(document, syntax, sheet, claim);
        claim.places = inside(&sheet.places, claim, |p| p.span);
        claim.quantities = inside(&sheet.quantities, claim, |q| q.span);
    }
    claimed::set(document, syntax, &sheet.times, &mut claims);
    for claim in &mut claims {
        valid::set(document, syntax, &sheet.times, claim);
    }
    sheet.claims = claims;
}

/// What of a layer stands in the content of a claim.
fn inside<T: Clone>(layer: &[T], claim: &Claim, span: impl Fn(&T) -> Span) -> Vec<T> {
    let mut found = Vec::new();
    for content in &claim.content.spans {
        let first = layer.partition_point(|x| span(x).start < content.start);
        found.extend(layer[first..].iter().take_while(|x| span(x).end <= content.end).cloned());
    }
    found
}

/// Source, chain and those whom the content speaks of.
fn who(document: &Document, syntax: &nlp::Doc, sheet: &Sheet, claim: &mut Claim) {
    if let Some(source) = &mut claim.source {
        let known = source.spans.iter().find_map(|s| sheet.actors.for_span(syntax, *s)).cloned();
        let described = || sheet.actors.for_source(document, syntax, *source.spans.first()?);
        let actor = known.or_else(described);
        match actor {
            Some(actor) => {
                source.actor = Some((&actor).into());
                source.affiliations.clone_from(&actor.affiliations);
                source.named = actor.named;
                let origin = claim.chain.iter_mut().find(|l| l.role == LinkRole::Origin);
                origin.into_iter().for_each(|l| l.name = Some(actor.name.clone()));
            }
            None => claim.notes.push(format!("who “{}” is could not be worked out", source.text)),
        }
    }
    for span in &claim.content.spans {
        for actor in sheet.actors.within(syntax, *span) {
            if claim.about.iter().all(|a| a.id != actor.id) {
                claim.about.push(actor.into());
            }
        }
    }
}
