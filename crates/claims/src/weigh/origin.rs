//! Whether two claims are two voices.

use super::Sight;
use super::who::key;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use types::{ActorKind, Claim, LinkRole};

/// Whose voice a claim is.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// Keys of the names of the one who says it first and of the bodies that it speaks for.
    pub names: FxHashSet<String>,
    /// Keys of those who pass it on, without the publisher.
    relays: FxHashSet<String>,
    /// The bodies among them, as they are written.
    bodies: BTreeMap<String, String>,
    /// For people.
    pub label: String,
    /// The key of the label.
    own: String,
    /// The text does not name it: another mention of the same words may be somebody else.
    unnamed: bool,
    /// The publisher's own voice.
    pub publisher: bool,
    /// The text leaves the source out: it may be anybody.
    missing: bool,
}

/// Why two claims are not independent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bond {
    /// The same source.
    SameOrigin(String),
    /// Different sources of one body.
    SameBody(String),
    /// Sources that the text does not name and calls alike: "officials", "senior officials".
    Unnamed(String),
    /// The text leaves out who says one of them.
    Missing,
    /// One passes on what the other says.
    Cites(String),
}

impl Origin {
    pub fn of(sight: &Sight<'_>, bodies: &Bodies, claim: &Claim) -> Origin {
        let mut origin = Origin::default();
        let publisher = sight.document.publisher.as_deref().unwrap_or("the publisher");
        for link in &claim.chain {
            let Some(name) = &link.name else { continue };
            match link.role {
                LinkRole::Origin => drop(origin.names.insert(key(name))),
                LinkRole::Publisher => {}
                _ => drop(origin.relays.insert(key(name))),
            }
        }
        match &claim.source {
            None if claim.publisher_voice || claim.cue.is_none() => {
                origin.publisher = true;
                origin.label = publisher.to_owned();
                origin.names.insert(key(publisher));
            }
            None => {
                origin.label = "a source that the text leaves out".to_owned();
                origin.missing = true;
            }
            Some(source) => {
                origin.label = source.actor.as_ref().map_or(&source.text, |a| &a.name).clone();
                origin.names.insert(key(&origin.label));
                origin.unnamed = !source.named;
                // An unnamed source of a named body, "army officers", speaks for the body.
                let person = source.actor.as_ref().is_some_and(|a| a.kind == ActorKind::Person);
                for body in &source.affiliations {
                    bodies.above(body, &mut origin.bodies);
                }
                if !person {
                    bodies.above(&origin.label.clone(), &mut origin.bodies);
                }
                origin.names.extend(origin.bodies.keys().cloned());
            }
        }
        origin.own = key(&origin.label);
        if origin.names.is_empty() {
            origin.names.insert(origin.label.clone());
        }
        origin
    }

    /// What ties the two voices together; nothing when they are independent.
    pub fn bond(&self, other: &Origin) -> Option<Bond> {
        if self.missing || other.missing {
            return Some(Bond::Missing);
        }
        if self.unnamed && other.unnamed && last(&self.own) == last(&other.own) {
            return Some(Bond::Unnamed(last(&self.own).to_owned()));
        }
        if self.own == other.own {
            return Some(Bond::SameOrigin(self.label.clone()));
        }
        let mut shared: Vec<&String> = self.names.intersection(&other.names).collect();
        shared.sort();
        if let Some(name) = shared.first() {
            let own = |o: &Origin| o.own == **name;
            return Some(if own(self) {
                Bond::SameBody(self.label.clone())
            } else if own(other) {
                Bond::SameBody(other.label.clone())
            } else {
                Bond::SameBody(self.bodies.get(*name).unwrap_or(name).clone())
            });
        }
        if self.relays.intersection(&other.names).next().is_some() {
            return Some(Bond::Cites(other.label.clone()));
        }
        if other.relays.intersection(&self.names).next().is_some() {
            return Some(Bond::Cites(self.label.clone()));
        }
        None
    }

    /// Whether this voice speaks for one of these names.
    pub fn speaks_for(&self, key: &str) -> bool {
        self.names.contains(key)
    }
}

fn last(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

/// Which body belongs to which, as the document and the lexicon of actors tell.
pub(super) struct Bodies {
    above: FxHashMap<String, Vec<String>>,
}

impl Bodies {
    pub fn of(sight: &Sight<'_>) -> Bodies {
        let mut above: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for actor in sight.actors.actors.iter().filter(|a| a.kind != ActorKind::Person) {
            above.entry(key(&actor.name)).or_default().extend(actor.affiliations.iter().cloned());
        }
        Bodies { above }
    }

    /// A body and all that it belongs to, by key, as they are written.
    fn above(&self, body: &str, into: &mut BTreeMap<String, String>) {
        let name = key(body);
        if into.contains_key(&name) {
            return;
        }
        into.insert(name.clone(), body.to_owned());
        for next in self.above.get(&name).into_iter().flatten() {
            self.above(next, into);
        }
    }
}
