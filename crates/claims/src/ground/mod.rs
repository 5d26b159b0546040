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
pub(crate) fn ground(document: &Document, syntax: &nlp::Doc, lexicon: &time::Lexicon, sheet: &mut Sheet) {
    let mut claims = std::mem::take(&mut sheet.claims);
    for claim in &mut claims {
        who(document, syntax, sheet, claim);
        for span in &claim.content.spans {
            claim.places.extend(inside(&sheet.places, *span, |p| p.span).cloned());
            claim.quantities.extend(inside(&sheet.quantities, *span, |q| q.span).cloned());
        }
    }
    claimed::set(document, syntax, &sheet.times, &mut claims);
    valid::set(document, syntax, lexicon, &sheet.times, &mut claims);
    sheet.claims = claims;
}

/// What of a layer, which is in order of the text, stands wholly in a span.
fn inside<T>(layer: &[T], span: Span, at: impl Fn(&T) -> Span) -> impl Iterator<Item = &T> {
    let first = layer.partition_point(|x| at(x).start < span.start);
    layer[first..].iter().take_while(move |x| at(x).end <= span.end)
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
