//! Whose voice a claim is.

use super::Sight;
use super::who::key;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use types::{ActorKind, Claim, LinkRole, Source, Voice};

/// Whose voice a claim is, with all that ties it to others.
pub(super) fn voice(sight: &Sight<'_>, bodies: &Bodies, claim: &Claim) -> Voice {
    let mut voice = Voice::default();
    let (mut names, mut relays) = (BTreeSet::new(), BTreeSet::new());
    for link in &claim.chain {
        let Some(name) = &link.name else { continue };
        match link.role {
            LinkRole::Origin => drop(names.insert(key(name))),
            LinkRole::Publisher => {}
            _ => drop(relays.insert(key(name))),
        }
    }
    match &claim.source {
        None if claim.publisher_voice || claim.cue.is_none() => publisher(sight, &mut voice),
        Some(source) if own_words(sight, source) => publisher(sight, &mut voice),
        None => {
            voice.label = "a source that the text leaves out".to_owned();
            voice.missing = true;
        }
        Some(source) => {
            voice.label = source.actor.as_ref().map_or(&source.text, |a| &a.name).clone();
            voice.unnamed = !source.named;
            voice.bodies = bodies.of_source(source, &voice.label);
            names.extend(voice.bodies.iter().map(|(key, _)| key.clone()));
        }
    }
    if voice.own.is_empty() {
        voice.own = key(&voice.label);
    }
    if !voice.missing {
        names.insert(voice.own.clone());
    }
    voice.names = names.into_iter().filter(|n| !n.is_empty()).collect();
    voice.relays = relays.into_iter().collect();
    voice
}

fn publisher(sight: &Sight<'_>, voice: &mut Voice) {
    voice.publisher = true;
    match sight.document.publisher.as_deref() {
        Some(name) => voice.label = name.to_owned(),
        // Two publishers that nobody names are not known to be one.
        None => {
            voice.label = "the publisher".to_owned();
            voice.own = format!("publisher of {}", sight.document.document);
        }
    }
}

/// "An earlier version of this article": the publisher speaks of itself.
pub(super) fn own_words(sight: &Sight<'_>, source: &Source) -> bool {
    let said = source.text.to_lowercase();
    let words = sight.words();
    words.earlier_versions.iter().any(|w| said.contains(w.as_str()))
        && words.own_texts.iter().any(|w| said.contains(w.as_str()))
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

    /// The bodies that a source speaks for, by key. An unnamed source of a named body, "army officers",
    /// speaks for the body.
    fn of_source(&self, source: &Source, label: &str) -> Vec<(String, String)> {
        let mut found = BTreeMap::new();
        let person = source.actor.as_ref().is_some_and(|a| a.kind == ActorKind::Person);
        source.affiliations.iter().for_each(|body| self.above(body, &mut found));
        if !person {
            self.above(label, &mut found);
        }
        found.into_iter().collect()
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
