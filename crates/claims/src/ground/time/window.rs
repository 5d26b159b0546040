//! Lengths up to or from an anchor: "the past two weeks", "5 coming years".

use super::scan::Scan;
use super::sem::{Amount, Hit, Sem};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// "the past two weeks", "the next few months", "the last 24 hours", "recent months".
    pub(super) fn windowed(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(matches!(p.word(i), "the" | "these" | "those" | "this"));
        if let Some(hit) = self.counted_window(i, the) {
            return Some(hit);
        }
        let word = p.word(the);
        if (word == "recent"
            || word == "coming"
            || word == "past"
            || word == "intervening"
            || word == "following")
            && let Some((unit, true)) = self.lex.unit(p.word(the + 1))
        {
            let sign = match word {
                "coming" | "following" => 1,
                _ => -1,
            };
            if word == "recent" {
                return Some(Hit::new(i, the + 2, Sem::Plain("PAST_REF".into())));
            }
            return Some(Hit::new(i, the + 2, Sem::Length(Amount::Some, unit, Some(sign))));
        }
        if let Some(hit) = self.share(i, the) {
            return Some(hit);
        }
        let sign = match word {
            "first" | "final" | "entire" | "whole" => None,
            _ => Some(self.lex.direction(word).filter(|s| *s != 0)?),
        };
        if let Some((parts, end)) = self.parts(the + 1) {
            return Some(Hit::new(i, end, Sem::Sum(parts, sign, None)));
        }
        let w = self.written(the + 1)?;
        (w.plural || matches!(w.amount, Amount::Exactly(n) if n < 2.0))
            .then(|| Hit::new(i, w.end, Sem::Length(w.amount, w.unit, sign)))
    }

    /// "the 5 past years", "two coming weeks".
    fn counted_window(&self, i: usize, the: usize) -> Option<Hit> {
        let p = self.p;
        let (n, at) = number::cardinal(p, the, &self.lex.numbers)?;
        let says =
            matches!(p.word(at), "past" | "last" | "previous" | "next" | "coming" | "upcoming" | "following");
        let sign = self.lex.direction(p.word(at)).filter(|_| says)?;
        let (unit, plural) = self.lex.unit(p.word(at + 1)).filter(|_| self.noun(at + 1))?;
        plural.then(|| Hit::new(i, at + 2, Sem::Length(Amount::Exactly(n), unit, Some(sign))))
    }
}
