//! Whom somebody speaks for where the body is only described or shortened: "Its commander, Jane Roe", "Jane Roe,
//! a spokeswoman for the League". Such words mean something only once all mentions do.

use super::beside;
use super::facts::Named;
use super::registry::Registry;
use super::shape::Text;
use types::{ActorKind, Mention};

/// Puts on named people without a body the one that the words beside their names say they have a role for.
pub(super) fn collect(text: &Text, named: &Named, registry: &mut Registry, mentions: &[Mention]) {
    for (i, name) in named.names.iter().enumerate() {
        let Some(actor) = named.actors[i] else { continue };
        let known = &registry.known[actor];
        if !known.person || !known.named || !known.affiliations.is_empty() {
            continue;
        }
        let head = name.head(text);
        let body =
            roles(text, head, name.first).into_iter().find_map(|r| of_role(text, registry, mentions, r));
        if let Some(body) = body {
            let name = registry.known[body].name.clone();
            registry.known[actor].affiliate(&name);
        }
    }
}

/// The nouns beside a name for a role that one has for a body.
fn roles(text: &Text, head: usize, first: usize) -> Vec<usize> {
    let doc = text.doc;
    let mut found: Vec<usize> = doc.children(head).filter(|c| *c > head && doc.dep(*c) == "appos").collect();
    found.extend(beside::appositive_of(text, head));
    found.extend(first.checked_sub(1).filter(|t| doc.head(*t) == head && text.modifies(*t)));
    found.retain(|t| text.lexicon.is("bearer", &text.lemma(*t)));
    found
}

/// The body of a role: its owner, what stands after "of" or "for", or a capitalised word in front.
fn of_role(text: &Text, registry: &Registry, mentions: &[Mention], role: usize) -> Option<usize> {
    let doc = text.doc;
    let at = |t: usize| mentions.binary_search_by_key(&t, |m| m.head).ok().map(|i| mentions[i].actor);
    let is_body = |a: &usize| {
        let known = &registry.known[*a];
        known.named && !known.person && matches!(known.kind, ActorKind::Organisation | ActorKind::Group)
    };
    let owner = doc.children(role).filter(|c| doc.dep(*c) == "poss");
    let after = doc
        .children(role)
        .filter(|c| doc.dep(*c) == "prep" && matches!(doc.lemma(*c), "of" | "for"))
        .flat_map(|p| doc.children(p).filter(|c| doc.dep(*c) == "pobj").collect::<Vec<_>>());
    let plain = owner.chain(after).find_map(at).filter(is_body);
    plain.or_else(|| {
        let before = role.checked_sub(1).filter(|t| doc.tag(*t).starts_with("NNP") && text.modifies(*t))?;
        let short = format!(" {}", doc.word(before));
        let mut ends = (0..registry.known.len()).filter(|a| {
            is_body(a) && registry.known[*a].count > 0 && registry.known[*a].name.ends_with(&short)
        });
        match (ends.next(), ends.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    })
}
