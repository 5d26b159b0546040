//! Times told from another time: "last week", "next Monday", "that year", "two days ago",
//! "the day before yesterday", and points without a date: "now", "recently".

use super::dates::longest;
use super::scan::Scan;
use super::sem::{Amount, Anchor, Calendar, Hit, Pick, Sem, Unit};

impl Scan<'_> {
    /// "last week", "this past Wednesday", "the following month", "that same day", "next June".
    pub(super) fn relative(&self, i: usize) -> Option<Hit> {
        let told =
            [self.doubly_relative(i), self.beside(i), self.week_first(i), self.rest(i), self.weekend(i)];
        if let Some(hit) = longest(told.into_iter().flatten()) {
            return Some(hit);
        }
        let p = self.p;
        let edge = usize::from(
            matches!(p.word(i), "earlier" | "later")
                && matches!(p.word(i + 1), "this" | "that" | "in" | "the" | "next" | "last"),
        );
        let inner = i + edge + usize::from(edge == 1 && p.word(i + edge) == "in");
        let hit =
            if edge == 1 && p.word(inner) == "the" { self.enclosing(inner) } else { self.directed(inner) }?;
        let hit = Hit { a: i, ..hit };
        Some(match (edge, p.word(i)) {
            (1, "earlier") => hit.with_modifier("START"),
            (1, _) => hit.with_modifier("END"),
            _ => hit,
        })
    }

    pub(super) fn directed(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let mut at = the;
        let first = p.word(at);
        let mut sign = self
            .lex
            .direction(first)
            .filter(|_| !matches!(first, "later" | "earlier" | "final" | "intervening"))?;
        let clause = first == "that" && self.doc.tag(self.p.0[the].token) != "DT";
        if clause {
            return None;
        }
        at += 1;
        // "this past Wednesday", "this coming week", "that same day", "this very day"
        if let Some(more) = self.lex.direction(p.word(at)).filter(|_| sign == 0) {
            if matches!(p.word(at), "past" | "coming" | "last" | "next" | "same") {
                sign = more;
                at += 1;
            }
        } else if p.word(at) == "very" {
            at += 1;
        }
        let anchor = match first {
            "that" | "same" | "following" | "previous" | "preceding" | "subsequent" | "ensuing" | "prior" => {
                Anchor::Spoken
            }
            "next" if the > i => Anchor::Spoken,
            "this" if p.word(at - 1) == "same" => Anchor::Spoken,
            _ => Anchor::Published,
        };
        // "past week" and "last few" are stretches, but "past Wednesday" is a day
        let stretch = matches!(p.word(at - 1), "past");
        let hit = self
            .directed_unit(i, at, sign, anchor, stretch)
            .or_else(|| self.directed_name(i, at, sign, anchor))?;
        Some(if hit.clock.is_none() { self.with_part(hit) } else { hit })
    }

    fn directed_unit(&self, i: usize, at: usize, sign: i8, anchor: Anchor, stretch: bool) -> Option<Hit> {
        let p = self.p;
        let (unit, plural) = self.lex.unit(p.word(at)).filter(|_| self.noun(at))?;
        if plural || unit.below_day() {
            return None;
        }
        if stretch {
            let (n, end) = if p.words(at + 1, "and a half") { (1.5, at + 4) } else { (1.0, at + 1) };
            return Some(Hit::new(i, end, Sem::Length(Amount::Exactly(n), unit, Some(-1))));
        }
        Some(Hit::new(i, at + 1, Sem::Shift(i64::from(sign), unit, anchor)))
    }

    fn directed_name(&self, i: usize, at: usize, sign: i8, anchor: Anchor) -> Option<Hit> {
        let p = self.p;
        let mut named = Calendar::default();
        let mut end = at + 1;
        if let Some((month, next)) = self.month(at) {
            if !p.digits(next).is_empty() && p.digits(next).len() < 3 || self.year(next).is_some() {
                return None;
            }
            (named.month, end) = (Some(month), next);
        } else if let Some((weekday, next)) = self.weekday(at) {
            (named.weekday, end) = (Some(weekday), next);
        } else {
            match self.feast(at) {
                Some(Hit { b, sem: Sem::Calendar(c @ Calendar { year: None, .. }, _), .. }) => {
                    (named, end) = (c, b);
                }
                _ => named.season = Some(self.lex.season(p.word(at)).filter(|_| self.noun(at))?.to_string()),
            }
        }
        let pick = match sign {
            -1 => Pick::Last(anchor),
            0 => Pick::This(anchor),
            _ => Pick::Next(anchor),
        };
        Some(Hit::new(i, end, Sem::Calendar(named, pick)))
    }

    /// "the day before yesterday", "the day after tomorrow".
    fn doubly_relative(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        if let Some((unit, false)) = self.lex.unit(p.word(i + 1)).filter(|_| p.word(i) == "the")
            && p.words(i + 2, "after next")
            && !unit.below_day()
        {
            return Some(Hit::new(i, i + 4, Sem::Shift(2, unit, Anchor::Published)));
        }
        let (n, len) = if p.words(i, "the day before yesterday") {
            (-2, 4)
        } else if p.words(i, "the day after tomorrow") {
            (2, 4)
        } else if p.words(i, "day before yesterday") {
            (-2, 3)
        } else if p.words(i, "day after tomorrow") {
            (2, 3)
        } else {
            return None;
        };
        Some(Hit::new(i, i + len, Sem::Shift(n, Unit::Day, Anchor::Published)))
    }

    /// "the year before", "the week after", "a day later", "the day earlier".
    fn beside(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        if p.word(i) != "the" {
            return None;
        }
        let (unit, plural) = self.lex.unit(p.word(i + 1)).filter(|_| self.noun(i + 1))?;
        let sign = match p.word(i + 2) {
            "before" | "earlier" => -1,
            "after" | "later" => 1,
            _ => return None,
        };
        let ends = p
            .0
            .get(i + 3)
            .is_none_or(|q| matches!(q.text.as_str(), "," | "." | ";" | ")" | "\n" | "and" | "but" | "when"));
        (ends && !plural && !unit.below_day())
            .then(|| Hit::new(i, i + 3, Sem::Shift(sign, unit, Anchor::Spoken)))
    }

    /// "the month", "year", "the day": the unit that holds the time spoken of.
    pub(super) fn enclosing(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(matches!(p.word(i), "the" | "that" | "this"));
        let (unit, plural) = self.lex.unit(p.word(the))?;
        let right = matches!(
            unit,
            Unit::Day
                | Unit::Week
                | Unit::Month
                | Unit::Year
                | Unit::Decade
                | Unit::Century
                | Unit::Quarter
                | Unit::Weekend
        );
        let whole = p.word(the + 1) != "of";
        (right && !plural && whole && self.noun(the))
            .then(|| Hit::new(i, the + 1, Sem::Shift(0, unit, Anchor::Spoken)))
    }

    /// "now", "recently", "at the time", "these days".
    pub(super) fn reference(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (phrase, value) = self.lex.refs(p.word(i)).iter().find(|(phrase, _)| p.words(i, phrase))?;
        let end = i + phrase.split(' ').count();
        let noun_follows =
            phrase.ends_with("past") && self.noun(end) || p.words(end, "of") || p.words(end, "when");
        if noun_follows {
            return None;
        }
        Some(Hit::new(i, end, Sem::Plain(value.clone())))
    }
}
