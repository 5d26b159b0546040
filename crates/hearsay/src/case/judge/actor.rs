//! Who is meant by an actor. Testimonies know actors by the keys of their names, so an actor is one name in the
//! whole ledger, and two actors become one by one name taking the place of the other.

use super::super::CaseError;
use super::super::board::mark;
use super::super::body::unpack;
use super::super::keeper::Keeper;
use ledger::{Seq, Sort, Writer, born};
use std::collections::BTreeSet;
use types::{ActorId, AnswerValue, ClaimId, Testimony, Who, name_key};

/// Names that are looked at together.
const PAGE: u32 = 500;
/// Questions and claims of a name that are looked at together.
const MARKED: u32 = 1_000;
/// What an id of a named actor may be made of, beside its name.
const KINDS: [&str; 5] = ["person", "group", "organisation", "state", "document"];
/// Under which the ledger files names of actors.
const SORTS: [Sort; 2] = [Sort::Actor, Sort::Origin];

/// The actor of a name, or of an id that a document gives one that it names.
pub(super) fn known(keeper: &Keeper<'_, '_>, text: &str) -> Result<Who, CaseError> {
    let found = keeper.with(|w| match text.parse::<ActorId>() {
        Ok(id) => by_id(w, &id),
        Err(_) => by_name(w, text),
    })?;
    found.ok_or_else(|| CaseError::unknown("actor", text))
}

fn by_name(w: &mut Writer<'_>, text: &str) -> Result<Option<Who>, CaseError> {
    let who = Who::named(text);
    for sort in SORTS {
        let names = w.names(sort, &who.name, PAGE)?;
        let known = names.into_iter().find(|n| name_key(&n.shown) == who.key);
        if let Some(known) = known {
            return Ok(Some(Who::named(&known.shown)));
        }
    }
    Ok(None)
}

/// Goes through all names: the id of a named actor is made of its kind and its name.
fn by_id(w: &mut Writer<'_>, id: &ActorId) -> Result<Option<Who>, CaseError> {
    for sort in SORTS {
        let mut after = (String::new(), i64::MIN);
        loop {
            let page = w.names_after(sort, (&after.0, after.1), PAGE)?;
            let Some((folded, last)) = page.last() else { break };
            after = (folded.clone(), last.key);
            let is = |name: &str| KINDS.iter().any(|k| ActorId::of(&[k.as_bytes(), name.as_bytes()]) == *id);
            if let Some((_, found)) = page.iter().find(|(_, n)| is(&n.shown)) {
                return Ok(Some(Who::named(&found.shown)));
            }
        }
    }
    Ok(None)
}

/// Somebody of the same name, who speaks or is spoken of in one claim.
pub(super) fn another(who: &Who, claim: &ClaimId) -> Who {
    Who::named(&format!("{} ({claim})", who.name))
}

/// Whether a testimony is about the actor of a key, or by it.
pub(super) fn names(t: &Testimony, key: &str) -> bool {
    let about = t.who.iter().chain(&t.agent).chain(&t.asked.who).any(|w| w.key == key);
    let voice = &t.voice;
    let speaks = voice.own == key || voice.names.iter().chain(&voice.relays).any(|n| n == key);
    about || speaks || matches!(&t.value, AnswerValue::Actor(a) if name_key(&a.name) == key)
}

/// Wherever the actor of a key stands, another stands from now on.
pub(super) fn rename(t: &mut Testimony, key: &str, into: &Who) {
    for list in [&mut t.who, &mut t.agent, &mut t.asked.who] {
        list.iter_mut().filter(|w| w.key == key).for_each(|w| *w = into.clone());
        list.sort();
        list.dedup_by(|a, b| a.key == b.key);
    }
    if let AnswerValue::Actor(actor) = &mut t.value
        && name_key(&actor.name) == key
    {
        actor.name = into.name.clone();
        actor.id = ActorId::of(&[into.key.as_bytes()]);
    }
    let voice = &mut t.voice;
    if voice.own == key {
        voice.own = into.key.clone();
        voice.label = into.name.clone();
    }
    for list in [&mut voice.names, &mut voice.relays] {
        list.iter_mut().filter(|n| *n == key).for_each(|n| *n = into.key.clone());
        list.sort();
        list.dedup();
    }
    voice
        .bodies
        .iter_mut()
        .filter(|(k, _)| k == key)
        .for_each(|b| *b = (into.key.clone(), into.name.clone()));
    voice.bodies.sort();
    voice.bodies.dedup_by(|a, b| a.0 == b.0);
}

/// Of the documents that are filed under one of these actors, those with a testimony that is about `now` today, or by it.
pub(super) fn documents(
    keeper: &Keeper<'_, '_>,
    actors: &[Who],
    now: &Who,
) -> Result<BTreeSet<Seq>, CaseError> {
    let mut found = BTreeSet::new();
    for who in actors {
        found.extend(marked(keeper, who)?);
    }
    let mut about = BTreeSet::new();
    for document in found {
        let rows = keeper.with(|w| {
            let reading = w.reading_of(document, Seq::MAX)?;
            Ok(reading.map(|r| w.testimonies_of_reading(r.seq)).transpose()?.unwrap_or_default())
        })?;
        let mut filed = rows.iter().map(|r| unpack(r.no, &r.body));
        if filed.any(|t| t.is_ok_and(|t| names(&t, &now.key))) {
            about.insert(document);
        }
    }
    Ok(about)
}

/// The documents of the claims and the questions that are filed under the name of an actor.
fn marked(keeper: &Keeper<'_, '_>, who: &Who) -> Result<BTreeSet<Seq>, CaseError> {
    let mut found = BTreeSet::new();
    for sort in SORTS {
        let mut below = i64::MAX;
        loop {
            let hits =
                keeper.with(|w| Ok(w.marked_latest(sort, mark(&who.name), Seq::MAX, below, MARKED)?))?;
            let Some(last) = hits.last() else { break };
            below = *last;
            for hit in hits {
                found.extend(if sort == Sort::Origin {
                    of_claim(keeper, hit)?
                } else {
                    of_question(keeper, hit)?
                });
            }
        }
    }
    Ok(found)
}

fn of_claim(keeper: &Keeper<'_, '_>, no: i64) -> Result<Vec<Seq>, CaseError> {
    keeper.with(|w| Ok(w.reading_at(born(no))?.map(|r| r.document).into_iter().collect()))
}

fn of_question(keeper: &Keeper<'_, '_>, no: i64) -> Result<Vec<Seq>, CaseError> {
    keeper.with(|w| {
        let Some(question) = w.question(no, Seq::MAX)? else { return Ok(Vec::new()) };
        Ok(w.testimonies(question.base, Seq::MAX)?.into_iter().map(|r| r.document).collect())
    })
}
