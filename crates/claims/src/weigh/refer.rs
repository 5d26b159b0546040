//! "A claim that was quickly denied", "could not confirm any of it", "and 200 on Tuesday": claims
//! whose words leave out what they are about, because another claim said it.

use super::Sight;
use super::reading::{Inside, Mode, Reading};
use super::tree::{is, kids};
use types::{AnswerValue, Claim, Measure, Stance};

/// How many claims back a reference may point.
const BACK: usize = 12;

/// A claim taken back: index of the reading, index of the claim that takes it back.
pub(super) type Withdrawn = Vec<(usize, usize)>;

/// What a document says so far: its claims, what was read of them, and which readings are of which claim.
#[derive(Clone, Copy)]
struct Said<'s> {
    sight: &'s Sight<'s>,
    claims: &'s [Claim],
    readings: &'s [Reading],
    at: &'s [Vec<usize>],
}

/// Adds the readings of claims that answer by pointing at another claim; returns what was taken back.
/// `readings` come and leave in order of their claims.
pub(super) fn refer(sight: &Sight<'_>, claims: &[Claim], readings: &mut Vec<Reading>) -> Withdrawn {
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); claims.len()];
    readings.iter().enumerate().for_each(|(r, reading)| at[reading.claim].push(r));
    let mut withdrawn = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let retracts = claim.cue.as_ref().is_some_and(|c| is(&sight.words().retractions, &c.lemma));
        // "We withdraw our statement that …" says itself what is taken back.
        if retracts && !at[index].is_empty() {
            continue;
        }
        if retracts {
            let own = preceding(claims, &at, index, |c| same_source(c, claim)).next();
            withdrawn.extend(own.into_iter().flat_map(|c| at[c].iter().map(|r| (*r, index))));
            continue;
        }
        if !at[index].is_empty() {
            continue;
        }
        let said = Said { sight, claims, readings, at: &at };
        let made: Vec<Reading> = match claim.stance {
            Stance::Denies | Stance::DeclinesToConfirm | Stance::Asks => pointed(said, index),
            Stance::Asserts => carried(said, index).or_else(|| put(said, index)).into_iter().collect(),
            _ => Vec::new(),
        };
        for reading in made {
            at[index].push(readings.len());
            readings.push(reading);
        }
    }
    withdrawn
}

/// Earlier claims that answer something, the nearest first.
fn preceding<'a>(
    claims: &'a [Claim],
    at: &'a [Vec<usize>],
    index: usize,
    fits: impl Fn(&Claim) -> bool + 'a,
) -> impl Iterator<Item = usize> + 'a {
    (index.saturating_sub(BACK)..index).rev().filter(move |c| !at[*c].is_empty() && fits(&claims[*c]))
}

fn same_source(a: &Claim, b: &Claim) -> bool {
    let name =
        |c: &Claim| c.source.as_ref().map(|s| s.actor.as_ref().map_or(&s.text, |a| &a.name).to_lowercase());
    name(a) == name(b)
}

/// The readings that a denial or a refusal takes over from the claims that it points at.
fn pointed(said: Said<'_>, index: usize) -> Vec<Reading> {
    let Said { sight, claims, readings, at } = said;
    let claim = &claims[index];
    let Some(noun) = reference(sight, claim) else { return Vec::new() };
    let refuses = claim.stance != Stance::Denies;
    let owner = owner(sight, claim, noun);
    let targets: Vec<usize> = match &owner {
        Some(name) => {
            let by = |c: &Claim| {
                c.source.as_ref().is_some_and(|s| s.actor.as_ref().is_some_and(|a| a.name == *name))
            };
            preceding(claims, at, index, by).take(if refuses { 4 } else { 1 }).collect()
        }
        // What is called a claim is what somebody else said, and said just before.
        None if singular(sight, noun) => {
            let other = |c: &Claim| !same_source(c, claim) && !c.publisher_voice;
            let nearest = preceding(claims, at, index, other).next();
            nearest.filter(|c| near(sight, &claims[*c], claim)).into_iter().collect()
        }
        None => Vec::new(),
    };
    let mut made: Vec<Reading> = Vec::new();
    for r in targets.into_iter().flat_map(|c| at[c].iter().copied()) {
        let told = &readings[r];
        // A denial meets what the claim says, not what it mentions: "a coalition fighting the rebels".
        if !refuses && matches!(sight.doc.dep(told.token), "acl" | "relcl" | "advcl" | "amod") {
            continue;
        }
        let value = if refuses { Some(AnswerValue::Unconfirmed) } else { contrary(sight, told) };
        let Some(value) = value else { continue };
        let denied = match told.value {
            AnswerValue::Interval { low, high } if !refuses => {
                Some((low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY)))
            }
            _ => None,
        };
        let mode = if refuses { Mode::Says } else { told.mode.clone() };
        if told.mode != Mode::Says && refuses || made.iter().any(|m| same_key(m, told)) {
            continue;
        }
        made.push(Reading {
            claim: index,
            value,
            mode,
            denies: (!refuses).then_some(r),
            denied,
            hedged: false,
            ..told.clone()
        });
    }
    made
}

fn same_key(a: &Reading, b: &Reading) -> bool {
    a.kind == b.kind && a.class == b.class && a.who == b.who
}

/// "The claim", "a claim", "any of it"; "allegations" may be any.
fn singular(sight: &Sight<'_>, noun: usize) -> bool {
    sight.doc.tag(noun) != "NNS" || super::who::definite(sight, noun)
}

/// In one sentence or the next.
fn near(sight: &Sight<'_>, earlier: &Claim, later: &Claim) -> bool {
    let sentence = |byte: usize| {
        let token = sight.doc.token_at(byte);
        (token < sight.doc.len()).then(|| sight.doc.sentence_of(token))
    };
    match (sentence(earlier.span.start), sentence(later.span.start)) {
        (Some(a), Some(b)) => b.abs_diff(a) <= 1,
        _ => false,
    }
}

/// The noun or pronoun that stands for another claim, when that is what the content is.
fn reference(sight: &Sight<'_>, claim: &Claim) -> Option<usize> {
    let (doc, words) = (sight.doc, sight.words());
    let inside = Inside::of(sight, claim);
    let root = inside.tokens.iter().copied().find(|t| !inside.holds(doc.head(*t)) || doc.head(*t) == *t)?;
    let below = super::roles::core(sight, root);
    let stands = |t: usize| {
        is(&words.claim_nouns, doc.lemma(t)) || is(&words.claim_pronouns, &doc.word(t).to_lowercase())
    };
    [root, below].into_iter().find(|t| stands(*t))
}

/// Whose claim is meant: "the minister's statement", in the content or earlier in its sentence.
fn owner(sight: &Sight<'_>, claim: &Claim, noun: usize) -> Option<String> {
    let doc = sight.doc;
    let possessor = |t: usize| {
        let by = kids(doc, t, &["prep"]).filter(|p| matches!(doc.lemma(*p), "by" | "of" | "from"));
        let by = by.flat_map(|p| kids(doc, p, &["pobj"]).collect::<Vec<_>>());
        kids(doc, t, &["poss"]).chain(by).find_map(|o| sight.actors.at_head(o)).map(|a| a.name.clone())
    };
    let nouns = &sight.words().claim_nouns;
    let own = claim.source.as_ref().and_then(|s| s.actor.as_ref()).map(|a| a.name.clone());
    possessor(noun)
        .or_else(|| {
            let from = doc.sentence(doc.sentence_of(noun)).start;
            (from..noun).rev().filter(|t| is(nouns, doc.lemma(*t))).find_map(possessor)
        })
        .filter(|name| Some(name) != own.as_ref())
}

/// What the denial of a reading answers.
fn contrary(sight: &Sight<'_>, told: &Reading) -> Option<AnswerValue> {
    Some(match &told.value {
        AnswerValue::Polar(yes) => AnswerValue::Polar(!yes),
        AnswerValue::Status(s) => AnswerValue::Status(sight.lexicon.kinds[told.kind].status(s)?.not.clone()?),
        AnswerValue::Interval { .. } | AnswerValue::Actor(_) => AnswerValue::Polar(false),
        AnswerValue::Unconfirmed => return None,
    })
}

/// A count whose verb stands in the claim before it: "30,000 have fled, and 5,000 in the past week".
fn carried(said: Said<'_>, index: usize) -> Option<Reading> {
    let Said { sight, claims, readings, at } = said;
    let claim = &claims[index];
    let before = index.checked_sub(1)?;
    let inside = Inside::of(sight, claim);
    let first = *inside.tokens.first()?;
    let earlier = Inside::of(sight, &claims[before]).tokens.last().copied()?;
    let verb = inside.tokens.iter().any(|t| super::tree::verbal(sight.doc, *t));
    if verb || first <= earlier || sight.doc.sentence_of(first) != sight.doc.sentence_of(earlier) {
        return None;
    }
    let quantity = claim.quantities.iter().find(|q| {
        q.span.start <= sight.doc.end(first)
            && matches!(q.measure, Measure::Count | Measure::Part | Measure::Cumulative)
    })?;
    let told =
        at[before].iter().map(|r| &readings[*r]).find(|r| matches!(r.value, AnswerValue::Interval { .. }))?;
    let value = AnswerValue::Interval { low: quantity.low, high: quantity.high };
    Some(Reading {
        claim: index,
        value,
        measure: Some(quantity.measure),
        token: first,
        denies: None,
        denied: None,
        ..told.clone()
    })
}

/// A number put in the place of another: "2,000 people have fled, the mayor said. The governor put the figure
/// at 900"; "the mayor says 5,000 remain, the governor fewer than 3,000".
fn put(said: Said<'_>, index: usize) -> Option<Reading> {
    let Said { sight, claims, readings, at } = said;
    let (doc, claim) = (sight.doc, &claims[index]);
    let inside = Inside::of(sight, claim);
    let verb = inside.tokens.iter().any(|t| super::tree::verbal(doc, *t));
    let first = inside.tokens.iter().copied().find(|t| matches!(doc.pos(*t), "NOUN" | "PROPN" | "NUM"))?;
    let tally = is(&sight.words().tallies, doc.lemma(first));
    let own = kids(doc, first, &["prep", "compound", "poss", "amod"]).any(|c| doc.lemma(c) != "at");
    if verb || claim.cue.is_none() || tally && own || !tally && doc.pos(first) != "NUM" {
        return None;
    }
    let mut numbers = claim.quantities.iter().filter(|q| q.measure == Measure::Count);
    let (Some(number), None) = (numbers.next(), numbers.next()) else { return None };
    let before = preceding(claims, at, index, |c| !same_source(c, claim)).next()?;
    let told = at[before].iter().map(|r| &readings[*r]);
    let mut told = told.filter(|r| near(sight, &claims[before], claim) && r.mode == Mode::Says);
    let told = told.rfind(|r| matches!(r.value, AnswerValue::Interval { .. }))?;
    Some(Reading {
        claim: index,
        value: AnswerValue::Interval { low: number.low, high: number.high },
        about: number.change == types::Change::About,
        hedged: false,
        token: first,
        denies: None,
        denied: None,
        ..told.clone()
    })
}
