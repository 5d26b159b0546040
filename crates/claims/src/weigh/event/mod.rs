//! The main violent event of a document: what its sentences say of the dead, the wounded and the act, by
//! the same readings as the questions.
//!
//! `statement` takes the sentences for claims, `told` lists what they count, `shares` their wholes and parts,
//! `victims` of whom; `toll` picks the main count
//! and files it by class, `day` and `site` say when and where; `rivals` compares the tolls of several reports, `contested` those of many.

mod contested;
mod day;
mod rivals;
mod shares;
mod site;
mod statement;
mod told;
mod toll;
mod victims;

pub use contested::{contested, event_id};
pub use rivals::{Rivals, rivals, same_event};
pub(crate) use statement::statements;

use super::Sight;
use super::kind::EventPart;
use super::reading::Reading;
use super::who::Who;
use crate::ground::place;
use crate::{Sheet, World};
use site::Clues;
use statement::Held;
use told::{Tale, Told};
use toll::Main;
use types::{Alleged, Claim, ClaimId, Counted, Document, Event, Harm, Place, PlaceRole, Span};

/// The main violent event: the one that headline and first sentences tell of. Nothing when the document
/// speaks of none. `statements` are the sentences of the document, with their places, times and
/// quantities. What belongs to another event ("in a separate attack"), to a war as a whole or to a
/// condition does not count with it.
pub(crate) fn event(
    document: &Document,
    syntax: &nlp::Doc,
    world: &World,
    sheet: &Sheet,
    statements: &[Claim],
) -> Option<Event> {
    let sight = Sight { document, doc: syntax, lexicon: &world.lexicons.question, actors: &sheet.actors };
    let held = Held::new(syntax, &sheet.claims);
    let Tale { told, readings } = told::tale(&sight, statements, &held);
    let first = told.iter().map(|t| t.statement).chain(readings.iter().map(|r| r.claim)).min()?;
    let main = Main::new(&sight, &told, statements);
    let told_first = main.of(Harm::Killed).or(main.of(Harm::Wounded));
    let sentence = day::sentence(told_first, first);
    let title = document.title.as_deref().unwrap_or_default();
    let (lexicon, gazetteer) = (&world.lexicons.place, &world.gazetteer);
    let headline = |country: &str| place::units_in(title, country, lexicon, gazetteer);
    let at = told_first.map_or(statements[sentence].span.start, |t| t.span.start);
    let happened = day::happened(document, &sheet.times, statements, sentence, at);
    let sentences: Vec<Span> = statements.iter().map(|s| s.span).collect();
    let clues = Clues { sentences: &sentences, main: sentence, at, headline: &headline };
    let site = site::site(document, &sheet.places, &clues);
    let own: Vec<&Reading> = readings.iter().filter(|r| !r.apart).collect();
    let counted: Vec<&Told> = told.iter().filter(|t| main.is_event(t) && !t.apart).collect();
    Some(Event {
        date: day::filed(document, happened.as_ref()),
        happened,
        admin1: site.admin1.map(|unit| lexicon.filed(&unit).to_owned()),
        place: site.place,
        cause: cause(&sight, &own, statements, sentence),
        perpetrators: perpetrators(&sight, &own, &held, &sheet.places),
        killed: main.toll(Harm::Killed),
        wounded: main.toll(Harm::Wounded),
        counts: counted.iter().map(|t| count(&sight, t, &held)).collect(),
        claims: mentioned(&own, &counted, &held),
    })
}

/// The act in the main sentence, by the word for it: by the readings, else by the first noun for one there or
/// in the nearest sentence before; else the nearest act of the document.
fn cause(sight: &Sight<'_>, readings: &[&Reading], statements: &[Claim], sentence: usize) -> Option<String> {
    let act = |r: &&&Reading| sight.lexicon.kinds[r.kind].event == Some(EventPart::Act);
    let nearest = readings.iter().filter(act).min_by_key(|r| (r.claim.abs_diff(sentence), r.token));
    let said = |r: &&&Reading| sight.doc.lemma(r.token).to_lowercase();
    let here = nearest.as_ref().filter(|r| r.claim == sentence).map(said);
    let named = || statements.iter().take(sentence + 1).rev().find_map(|s| named_act(sight, s));
    here.or_else(named).or_else(|| nearest.as_ref().map(said))
}

/// The first noun for an act of violence in a sentence; of "gas attack" both words.
fn named_act(sight: &Sight<'_>, statement: &Claim) -> Option<String> {
    let doc = sight.doc;
    let known = |words: &str| sight.words().acts.iter().any(|a| a == words);
    let end = statement.span.end;
    let mut tokens = (doc.token_at(statement.span.start)..doc.len()).take_while(|t| doc.start(*t) < end);
    tokens.find_map(|t| {
        let word = doc.lemma(t).to_lowercase();
        let two = (t + 1 < doc.len()).then(|| format!("{word} {}", doc.lemma(t + 1).to_lowercase()));
        let noun = matches!(doc.pos(t), "NOUN" | "PROPN");
        two.filter(|w| known(w)).or_else(|| Some(word).filter(|w| noun && known(w)))
    })
}

/// Who is said to have done it: once for each name and source.
fn perpetrators(sight: &Sight<'_>, readings: &[&Reading], held: &Held<'_>, places: &[Place]) -> Vec<Alleged> {
    let mut all: Vec<Alleged> = Vec::new();
    for r in readings {
        for who in r.agent.iter().filter(|w| may_kill(sight, w, places)) {
            let alleged = Alleged { name: who.name.clone(), by: held.origin(r.token) };
            if !all.contains(&alleged) {
                all.push(alleged);
            }
        }
    }
    all
}

/// A broken parse may make a town or the victims the subject.
fn may_kill(sight: &Sight<'_>, who: &Who, places: &[Place]) -> bool {
    let victims = ["civilians".to_owned()];
    let victim = sight.lexicon.class_of(&who.key).is_some_and(|c| sight.lexicon.is_one_of(c, &victims));
    let town = |p: &Place| p.role == PlaceRole::Event && p.span.of(&sight.document.text) == who.name;
    !victim && !places.iter().any(town)
}

fn count(sight: &Sight<'_>, t: &Told, held: &Held<'_>) -> Counted {
    Counted {
        harm: t.harm,
        class: t.class.map_or("people", |c| sight.lexicon.classes[c].name.as_str()).to_owned(),
        low: t.low,
        high: t.high,
        span: t.span,
        claim: held.around(t.token).map(|c| c.id.clone()),
    }
}

fn mentioned(readings: &[&Reading], counted: &[&Told], held: &Held<'_>) -> Vec<ClaimId> {
    let mut tokens: Vec<usize> =
        readings.iter().map(|r| r.token).chain(counted.iter().map(|t| t.token)).collect();
    tokens.sort_unstable();
    let mut ids: Vec<ClaimId> = Vec::new();
    for claim in tokens.into_iter().filter_map(|t| held.around(t)) {
        if !ids.contains(&claim.id) {
            ids.push(claim.id.clone());
        }
    }
    ids
}
