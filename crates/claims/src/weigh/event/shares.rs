//! Wholes and parts: "11 civilians including three children", "three children among at least 19".

use super::told::{Told, number};
use super::victims::{class, is_people};
use crate::weigh::Sight;
use types::{Claim, Measure, Quantity};

/// Tokens between a whole and its part.
const APART: usize = 14;
/// Tokens between "including" and the number that it governs.
const LEAD: usize = 3;

/// Adds the wholes of parts that the tree took for the count itself, and marks these as parts.
pub(super) fn wholes(sight: &Sight<'_>, statements: &[Claim], told: &mut Vec<Told>) {
    for i in 0..told.len() {
        let part = &told[i];
        let claim = &statements[part.statement];
        let start = sight.doc.token_at(part.span.start);
        let whole = if led(sight, start) {
            let before = |q: &&Quantity| q.span.end <= part.span.start && near(sight, q, start);
            claim.quantities.iter().rev().find(before)
        } else {
            among_more(sight, claim, part)
        };
        let Some(whole) = whole.filter(|q| counts(sight, q)) else { continue };
        if whole.low.or(whole.high) < part.low {
            // "Three children among at least 19 civilians": the number behind is the whole.
            let known = told.iter().position(|t| t.span == whole.span && t.harm == told[i].harm);
            match known {
                Some(known) => told[known].part = true,
                None => told.push(of(sight, &told[i], whole, true)),
            }
            continue;
        }
        told[i].part = true;
        let known = told.iter().any(|t| t.span == whole.span && t.harm == told[i].harm);
        if !known {
            let new = of(sight, &told[i], whole, false);
            told.push(new);
        }
    }
}

/// Adds the parts that stand behind a count.
pub(super) fn parts(sight: &Sight<'_>, statements: &[Claim], told: &mut Vec<Told>) {
    for i in 0..told.len() {
        let whole = told[i].clone();
        for q in &statements[whole.statement].quantities {
            let start = sight.doc.token_at(q.span.start);
            let behind =
                q.span.start >= whole.span.end && near(sight, q, sight.doc.token_at(whole.span.start));
            let known = told.iter().any(|t| t.span == q.span);
            let smaller = q.low <= whole.high.or(whole.number).or(Some(f64::INFINITY));
            if behind && !known && smaller && led(sight, start) && counts(sight, q) {
                told.push(of(sight, &whole, q, true));
            }
        }
    }
}

fn of(sight: &Sight<'_>, like: &Told, q: &Quantity, part: bool) -> Told {
    Told {
        class: class(sight, q),
        low: q.low,
        high: q.high,
        number: number(q),
        span: q.span,
        part,
        ..like.clone()
    }
}

/// "Three children were among at least 19 civilians killed": the number behind "among" is the whole.
fn among_more<'c>(sight: &Sight<'_>, claim: &'c Claim, part: &Told) -> Option<&'c Quantity> {
    let start = sight.doc.token_at(part.span.end);
    claim.quantities.iter().find(|q| {
        let at = sight.doc.token_at(q.span.start);
        let more = q.low.or(q.high) > part.low;
        let word = (start..at).any(|t| sight.doc.lemma(t).eq_ignore_ascii_case("among"));
        q.span.start >= part.span.end && at - start <= LEAD + 4 && more && word
    })
}

fn near(sight: &Sight<'_>, q: &Quantity, token: usize) -> bool {
    sight.doc.token_at(q.span.start).abs_diff(token) <= APART
}

/// Whether the words before a number say that it is a part.
fn led(sight: &Sight<'_>, token: usize) -> bool {
    let word = |t: usize| {
        let (lemma, word) = (sight.doc.lemma(t), sight.doc.word(t));
        sight.words().among.iter().any(|w| w == lemma || w.eq_ignore_ascii_case(word))
    };
    (token.saturating_sub(LEAD)..token).any(word)
}

fn counts(sight: &Sight<'_>, q: &Quantity) -> bool {
    let people = match q.unit.as_deref() {
        None | Some("person" | "other") => true,
        Some(_) => class(sight, q).is_some_and(|c| is_people(sight, c)),
    };
    people && !matches!(q.measure, Measure::Share | Measure::Amount)
}
