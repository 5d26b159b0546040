//! How often: "every week", "daily", "per month", "on Fridays", "20 miles a day".

use super::length::{Written, period};
use super::scan::Scan;
use super::sem::{Hit, Sem, Unit};
use crate::ground::quantity::number;

impl Scan<'_> {
    /// "20 miles a day", "$70 a week": how often, not how long.
    pub(super) fn rate(&self, i: usize, w: &Written) -> Option<Hit> {
        let p = self.p;
        if !matches!(p.word(i), "a" | "an") || w.end != i + 2 || w.plural {
            return None;
        }
        let before = p.0.get(i.checked_sub(1)?)?;
        let tag = self.doc.tag(before.token);
        let word = self.p.word(i - 1);
        let times = matches!(word, "once" | "twice" | "thrice");
        let counted = tag == "CD"
            || times
            || tag.starts_with("NN")
                && self.doc.dep(p.0[i + 1].token) == "npadvmod"
                && self.doc.head(p.0[i + 1].token) == before.token;
        let follows = matches!(p.word(w.end), "ago" | "later" | "earlier" | "after" | "before");
        (counted && !follows).then(|| Hit::new(i, w.end, Sem::Set(period(1.0, w.unit))))
    }

    /// "on Fridays"; elsewhere a weekday with an `s` has lost its apostrophe.
    pub(super) fn weekdays(&self, i: usize) -> Option<i8> {
        let p = self.p;
        let word = p.word(i).strip_suffix('s').filter(|w| !self.lex.shy(w) && p.0[i].capital)?;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let often = matches!(before, "on" | "and" | "or" | "most" | "all" | "until") && !self.noun(i + 1);
        self.lex.weekday(word).filter(|_| often)
    }

    /// "every week", "each night", "every other day", "daily", "per month", "on Fridays".
    pub(super) fn set(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        if let Some(value) = self.lex.set(p.word(i)) {
            return Some(Hit::new(i, i + 1, Sem::Set(value.to_string())));
        }
        if let Some(day) = self.weekdays(i) {
            return Some(Hit::new(i, i + 1, Sem::Set(format!("XXXX-WXX-{day}"))));
        }
        if matches!(p.word(i), "once" | "twice" | "thrice")
            && matches!(p.word(i + 1), "a" | "an" | "per" | "every")
        {
            let (unit, plural) = self.lex.unit(p.word(i + 2))?;
            return (!plural).then(|| Hit::new(i, i + 3, Sem::Set(period(1.0, unit))));
        }
        if let Some((n, times)) = number::cardinal(p, i, &self.lex.numbers)
            && p.word(times) == "times"
            && matches!(p.word(times + 1), "a" | "an" | "per" | "every")
            && let Some((unit, false)) = self.lex.unit(p.word(times + 2))
            && n < 100.0
            && !unit.below_day()
        {
            return Some(Hit::new(i, times + 3, Sem::Set(period(1.0, unit))));
        }
        let evenings = p.word(i + 1).strip_suffix('s').and_then(|w| self.lex.part(w));
        if let Some((code, ..)) = evenings.filter(|_| i > 0 && p.word(i) == "the" && p.word(i - 1) == "in") {
            return Some(Hit::new(i, i + 2, Sem::Set(format!("XXXX-XX-XXT{code}"))));
        }
        if p.word(i) == "per" {
            let (unit, plural) = self.lex.unit(p.word(i + 1))?;
            return (!plural && unit != Unit::Second)
                .then(|| Hit::new(i, i + 2, Sem::Set(period(1.0, unit))));
        }
        if !matches!(p.word(i), "every" | "each") {
            return None;
        }
        let other = usize::from(p.word(i + 1) == "other");
        let mut n = 1.0 + other as f64;
        let mut at = i + 1 + other;
        if let Some((count, next)) = number::cardinal(p, at, &self.lex.numbers) {
            (n, at) = (count, next);
        }
        let word = p.word(at);
        let value = if let Some((unit, _)) = self.lex.unit(word) {
            period(n, unit)
        } else if let Some((day, _)) = self.weekday(at) {
            format!("XXXX-WXX-{day}")
        } else if let Some((month, _)) = self.month(at) {
            format!("XXXX-{month:02}")
        } else if let Some((code, ..)) = self.lex.part(word) {
            format!("XXXX-XX-XXT{code}")
        } else {
            format!("XXXX-{}", self.lex.season(word)?)
        };
        Some(Hit::new(i, at + 1, Sem::Set(value)))
    }
}
