//! The counts of dead and wounded that a document tells, each with what tells it apart from others.

use super::shares;
use super::statement::Held;
use super::victims::{class, class_of_one, is_people, one_person};
use crate::weigh::kind::EventPart;
use crate::weigh::reading::{Mode, Reading};
use crate::weigh::tree::{is, kids};
use crate::weigh::{Sight, nesting, reading};
use types::{AnswerValue, Change, Claim, Harm, Measure, Quantity, Span};

/// Tokens between a number and the word that says what became of the counted, where the tree does not
/// join them: headlines and texts that lost their marks.
const REACH: usize = 12;

/// One count.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub harm: Harm,
    /// Index of the class; nothing for people of whom nothing is said.
    pub class: Option<usize>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The number that it is filed as; nothing for "dozens" and for none.
    pub number: Option<f64>,
    /// Where the number stands, or the word where there is none.
    pub span: Span,
    /// The word that says killed or wounded.
    pub token: usize,
    /// Index of the statement.
    pub statement: usize,
    /// Whether a number is given; else one person, or nobody knows how many.
    pub numbered: bool,
    /// A part of another count.
    pub part: bool,
    /// Set apart from what was told before, or of a longer time than one event.
    pub apart: bool,
    pub wide: bool,
}

/// What the statements of a document tell of an event.
pub(super) struct Tale {
    pub told: Vec<Told>,
    /// Readings of the acts and of the counts, for causes and perpetrators.
    pub readings: Vec<Reading>,
}

/// Everything that the statements tell, in order of the text.
pub(super) fn tale(sight: &Sight<'_>, statements: &[Claim], held: &Held<'_>) -> Tale {
    let mut all: Vec<Reading> = (0..statements.len())
        .flat_map(|i| reading::readings(sight, statements, i, &[]))
        .filter(|r| part(sight, r).is_some() && held.says(r.token))
        .collect();
    all.extend(said(sight, statements, held, &all));
    all.sort_by_key(|r| r.token);
    all.retain(|r| !r.conditional && r.mode == Mode::Says && r.value != AnswerValue::Unconfirmed);
    let mut told: Vec<Told> = all
        .iter()
        .filter_map(|r| one(sight, &statements[r.claim], r, r.measure == Some(Measure::Part)))
        .collect();
    rescue(sight, statements, held, &mut told);
    shares::wholes(sight, statements, &mut told);
    shares::parts(sight, statements, &mut told);
    told.sort_by_key(|t| (t.statement, t.span, t.harm != Harm::Killed));
    told.dedup_by(|a, b| a.harm == b.harm && a.span == b.span && a.class == b.class);
    Tale { told, readings: all }
}

/// What the claims say and no sentence as a whole does: "he said that 12 were killed" is not the sentence's
/// to say.
fn said(sight: &Sight<'_>, statements: &[Claim], held: &Held<'_>, known: &[Reading]) -> Vec<Reading> {
    let nested = nesting(held.claims());
    let readings = nested.iter().enumerate().flat_map(|(i, inner)| {
        let claims = held.claims();
        reading::readings(sight, claims, i, inner)
    });
    let new = |r: &Reading| !known.iter().any(|k| k.token == r.token && k.kind == r.kind);
    let of_sentence = |r: Reading| {
        let claim = statements.partition_point(|s| s.span.end <= sight.doc.start(r.token));
        (claim < statements.len()).then_some(Reading { claim, ..r })
    };
    readings.filter(|r| part(sight, r).is_some() && new(r)).filter_map(of_sentence).collect()
}

fn part(sight: &Sight<'_>, reading: &Reading) -> Option<EventPart> {
    sight.lexicon.kinds[reading.kind].event
}

fn harm(part: Option<EventPart>) -> Option<Harm> {
    match part? {
        EventPart::Killed => Some(Harm::Killed),
        EventPart::Wounded => Some(Harm::Wounded),
        EventPart::Act => None,
    }
}

fn one(sight: &Sight<'_>, claim: &Claim, r: &Reading, share: bool) -> Option<Told> {
    let harm = harm(part(sight, r))?;
    let AnswerValue::Interval { low, high } = r.value else { return None };
    let doc = sight.doc;
    let near = |q: &&Quantity| doc.token_at(q.span.start).abs_diff(r.token);
    let quantity = claim.quantities.iter().filter(|q| q.low == low && q.high == high).min_by_key(near);
    if quantity.is_some_and(|q| taken(sight, q, r.token)) {
        return None;
    }
    let unnumbered = quantity.is_none() && low == Some(1.0) && high.is_none();
    let single = one_person(sight, r.token, r.class).filter(|_| unnumbered);
    let (low, high) = if single.is_some() { (Some(1.0), Some(1.0)) } else { (low, high) };
    let people = r.class.filter(|c| is_people(sight, *c));
    let named = quantity.and_then(|q| class(sight, q)).or_else(|| class_of_one(sight, single?));
    Some(Told {
        harm,
        class: named.filter(|c| is_people(sight, *c)).or(people),
        low,
        high,
        number: quantity.and_then(number).or_else(|| low.filter(|_| low == high)),
        span: quantity.map_or_else(|| Span::new(doc.start(r.token), doc.end(r.token)), |q| q.span),
        token: r.token,
        statement: r.claim,
        numbered: quantity.is_some(),
        part: share,
        apart: r.apart,
        wide: wide(sight, r.token),
    })
}

/// The one number of a quantity: 22 of "at least 22", nothing of "dozens" and "a rise of ten".
pub(super) fn number(quantity: &Quantity) -> Option<f64> {
    let given: f64 = quantity.value.parse().ok()?;
    let vague = matches!((quantity.low, quantity.high), (Some(l), Some(h)) if l != h && quantity.change == Change::Equal);
    (!vague).then_some(given)
}

/// "7 killed 25 injured": the number after the word belongs to the one behind it.
fn taken(sight: &Sight<'_>, quantity: &Quantity, token: usize) -> bool {
    let doc = sight.doc;
    let first = doc.token_at(quantity.span.start);
    let last = doc.token_at(quantity.span.end.saturating_sub(1));
    let mine = harms(sight, token).map(|h| h.0);
    let mut behind = (last + 1..doc.len().min(last + 4))
        .take_while(|t| matches!(doc.pos(*t), "NOUN" | "PROPN" | "ADJ" | "VERB" | "NUM"));
    first > token
        && behind.any(|t| {
            let other = harms(sight, t).map(|h| h.0);
            other.is_some() && other != mine && !doc.word(t).ends_with("ing") && !doc.word(t).ends_with('s')
        })
}

/// Whether a whole war does the killing: "the conflict has killed", "since the war began".
fn wide(sight: &Sight<'_>, token: usize) -> bool {
    let doc = sight.doc;
    let words = &sight.words().wide;
    kids(doc, token, &["nsubj", "nsubjpass"]).any(|s| is(words, doc.lemma(s)))
        || kids(doc, token, &["prep", "advcl", "mark"]).any(|p| {
            let from = doc.edges(p).0;
            matches!(doc.lemma(p), "since" | "during" | "in" | "throughout" | "begin" | "start")
                && (from..=doc.edges(p).1).any(|t| is(words, doc.lemma(t)))
        })
}

/// Numbers of people beside a word for killing that the tree did not join to it.
fn rescue(sight: &Sight<'_>, statements: &[Claim], held: &Held<'_>, told: &mut Vec<Told>) {
    for (index, claim) in statements.iter().enumerate() {
        let (from, to) = (sight.doc.token_at(claim.span.start), sight.doc.token_at(claim.span.end - 1));
        for token in from..=to {
            let Some((harm, trigger_words)) = harms(sight, token) else { continue };
            let numbered = told.iter().any(|t| t.harm == harm && t.token == token && t.number.is_some());
            if numbered || !held.says(token) {
                continue;
            }
            let Some(quantity) = nearest(sight, claim, token, told) else { continue };
            told.retain(|t| t.token != token || t.number.is_some());
            told.push(Told {
                harm,
                class: class(sight, quantity),
                low: quantity.low,
                high: quantity.high,
                number: number(quantity),
                span: quantity.span,
                token,
                statement: index,
                numbered: true,
                part: quantity.measure == Measure::Part,
                apart: false,
                wide: wide(sight, token - trigger_words),
            });
        }
    }
}

/// What a word says of people, if the lexicon has it among the words for killing and wounding, and how
/// many words stand before it in its phrase.
fn harms(sight: &Sight<'_>, token: usize) -> Option<(Harm, usize)> {
    let doc = sight.doc;
    sight.lexicon.index.get(doc.lemma(token))?.iter().find_map(|(k, t, w)| {
        let kind = &sight.lexicon.kinds[*k];
        let trigger = &kind.trigger[*t];
        let words = &trigger.words[*w];
        if trigger.joined {
            return None;
        }
        let before = words.split(' ').count() - 1;
        let stands = words.split(' ').rev().enumerate().all(|(back, lemma)| {
            token.checked_sub(back).is_some_and(|at| doc.lemma(at).eq_ignore_ascii_case(lemma))
        });
        let pos = trigger.pos.is_empty() || is(&trigger.pos, doc.pos(token));
        harm(kind.event).filter(|_| stands && pos).map(|h| (h, before))
    })
}

/// The nearest number of people that no other word for killing or wounding has taken.
fn nearest<'c>(sight: &Sight<'_>, claim: &'c Claim, token: usize, told: &[Told]) -> Option<&'c Quantity> {
    let doc = sight.doc;
    let distance = |q: &Quantity| {
        let at = doc.token_at(q.span.start);
        // A number after the word is its object; before it, its subject a little further off.
        if at > token { at - token } else { (token - at) + 1 }
    };
    let free = |q: &&Quantity| !told.iter().any(|t| t.span == q.span);
    let people = |q: &&Quantity| match q.unit.as_deref() {
        None | Some("person" | "other") => true,
        Some(unit) => sight.lexicon.class_of(unit).is_some_and(|c| is_people(sight, c)),
    };
    let barred = |q: &&Quantity| {
        let at = doc.token_at(q.span.start);
        let between = if at > token { token + 1..at } else { at..token };
        between.into_iter().any(|t| harms(sight, t).is_some() || doc.word(t) == ";") || taken(sight, q, token)
    };
    claim
        .quantities
        .iter()
        .filter(|q| !matches!(q.measure, Measure::Share | Measure::Amount))
        .filter(|q| q.low.is_some() || q.high.is_some())
        .filter(people)
        .filter(free)
        .filter(|q| distance(q) <= REACH && !barred(q))
        .min_by_key(|q| distance(q))
}
