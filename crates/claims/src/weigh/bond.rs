//! Whether two testimonies are two voices.

use types::{Bond, DocumentId, Voice};

/// What ties documents together. `None` where two are independent.
pub trait Bonds {
    /// What ties these two different documents; the same whichever comes first.
    fn between(&self, a: &DocumentId, b: &DocumentId) -> Option<Bond>;
}

impl<F: Fn(&DocumentId, &DocumentId) -> Option<Bond>> Bonds for F {
    fn between(&self, a: &DocumentId, b: &DocumentId) -> Option<Bond> {
        self(a, b)
    }
}

/// No document has anything to do with another.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unbound;

impl Bonds for Unbound {
    fn between(&self, _: &DocumentId, _: &DocumentId) -> Option<Bond> {
        None
    }
}

/// Why two testimonies are not independent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tied {
    /// The same source.
    SameOrigin,
    /// Different sources of one body.
    SameBody(String),
    /// Sources that the text does not name and calls alike: "officials", "senior officials".
    Unnamed(String),
    /// The text leaves out who says one of them.
    Missing,
    /// One passes on what the other says.
    Cites(String),
    /// The documents are bound.
    Documents(Bond),
}

impl Tied {
    /// Whether it is one voice, which does not bear itself out.
    pub fn own(&self) -> bool {
        matches!(self, Tied::SameOrigin | Tied::SameBody(_) | Tied::Unnamed(_) | Tied::Missing)
    }
}

/// What ties two voices together; nothing when they are independent.
pub(super) fn tied(a: &Voice, b: &Voice) -> Option<Tied> {
    if a.missing || b.missing {
        return Some(Tied::Missing);
    }
    if a.unnamed && b.unnamed && last(&a.own) == last(&b.own) && !of_different_bodies(a, b) {
        return Some(Tied::Unnamed(last(&a.own).to_owned()));
    }
    if a.own == b.own {
        return Some(Tied::SameOrigin);
    }
    if let Some(name) = a.names.iter().find(|n| b.names.binary_search(n).is_ok()) {
        let written =
            |v: &Voice| v.bodies.iter().find(|(key, _)| key == name).map(|(_, as_is)| as_is.clone());
        return Some(Tied::SameBody(if a.own == *name {
            a.label.clone()
        } else if b.own == *name {
            b.label.clone()
        } else {
            written(a).or_else(|| written(b)).unwrap_or_else(|| name.clone())
        }));
    }
    if a.relays.iter().any(|r| b.names.binary_search(r).is_ok()) {
        return Some(Tied::Cites(b.label.clone()));
    }
    if b.relays.iter().any(|r| a.names.binary_search(r).is_ok()) {
        return Some(Tied::Cites(a.label.clone()));
    }
    None
}

/// Officials of one state are not officials of another: both say whose they are, and share nothing.
fn of_different_bodies(a: &Voice, b: &Voice) -> bool {
    let own = |v: &Voice| v.bodies.iter().filter(|(key, _)| *key != v.own).count();
    own(a) > 0 && own(b) > 0 && !a.names.iter().any(|n| b.names.binary_search(n).is_ok())
}

/// Whether this voice speaks for the one with this key.
pub(super) fn speaks_for(voice: &Voice, key: &str) -> bool {
    voice.names.binary_search_by(|n| n.as_str().cmp(key)).is_ok()
}

pub(super) fn last(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}
