//! Finds expressions: at every piece the longest that begins there.

use super::dates::longest;
use super::lexicon::Lexicon;
use super::sem::{Anchor, Calendar, Clock, Hit, Pick, Sem, Unit};
use crate::ground::quantity::{number, piece::Pieces};
use nlp::Doc;
use std::ops::RangeInclusive;

/// The text and the words to read it with.
#[derive(Clone)]
pub(super) struct Scan<'a> {
    pub(super) p: Pieces<'a>,
    pub(super) doc: &'a Doc,
    pub(super) lex: &'a Lexicon,
    /// Years that a number of four digits may be without a word that says so.
    pub(super) era: RangeInclusive<i16>,
}

impl Scan<'_> {
    /// All expressions, in order, without overlap.
    pub(super) fn all(&self) -> Vec<Hit> {
        let mut out: Vec<Hit> = Vec::new();
        let mut i = 0;
        while i < self.p.0.len() {
            if let Some(hit) = self.expression(i) {
                i = hit.b.max(i + 1);
                let end = match &hit.sem {
                    Sem::Calendar(Calendar { year: Some(y), month: None, .. }, _) => self.short_end(i, *y),
                    Sem::Calendar(Calendar { year: None, month: Some(m), day: Some(_), .. }, _) => {
                        self.day_after(i, *m)
                    }
                    _ => None,
                };
                out.push(hit);
                if let Some(end) = end {
                    i = end.b;
                    out.push(end);
                }
            } else {
                i = self.skip(i);
            }
        }
        out
    }

    /// All expressions, read with the years that the text plainly names as years: a history of the
    /// 18th century may say "the 1777 campaign".
    pub(super) fn in_its_era(mut self) -> (Self, Vec<Hit>) {
        let hits = self.all();
        let years = || {
            hits.iter().filter_map(|h| match &h.sem {
                Sem::Calendar(Calendar { year, .. }, _) => year.filter(|y| (1000..1900).contains(y)),
                _ => None,
            })
        };
        let (Some(first), Some(last)) = (years().min(), years().max()) else { return (self, hits) };
        if years().count() < 3 {
            return (self, hits);
        }
        self.era = first..=(*self.era.end()).max(last);
        let hits = self.all();
        (self, hits)
    }

    /// The next place to look: past a word or a number that ages and scores are made of.
    fn skip(&self, i: usize) -> usize {
        if self.age(i) {
            number::cardinal(self.p, i, &self.lex.numbers).map_or(i + 1, |(_, b)| b + 1)
        } else {
            i + 1
        }
    }

    fn expression(&self, i: usize) -> Option<Hit> {
        if self.p.glued(i)
            && i > 0
            && self.p.glued(i)
            && !self.p.0[i - 1].text.ends_with(['(', '"', '“', '-', '–', '—', '/', '\'', '‘', '['])
        {
            return None;
        }
        longest([self.edged(i), self.modified(i), self.whole(i)].into_iter().flatten())
    }

    /// Without words that bend it.
    pub(super) fn whole(&self, i: usize) -> Option<Hit> {
        let hits = [
            self.clocked(i),
            self.dated(i),
            self.relative(i),
            self.length(i),
            self.set(i),
            self.reference(i),
        ];
        longest(hits.into_iter().flatten())
    }

    /// "late Thursday", "early in 1914", "mid-March", "the end of the month".
    fn edged(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let the = i + usize::from(p.word(i) == "the");
        let very = the + usize::from(p.word(the) == "very");
        let code = self.lex.edge(p.word(very))?;
        let adjective = matches!(p.word(very), "early" | "late" | "mid");
        let mut at = very + 1;
        if adjective {
            at += usize::from(p.dash(at));
            at += usize::from(matches!(p.word(at), "in" | "on"));
        } else if p.word(at) == "of" {
            at += 1;
        } else {
            return None;
        }
        let rest = self.bounded(at)?;
        if adjective && matches!(rest.sem, Sem::Length(..) | Sem::Set(_) | Sem::Away(..)) {
            return None;
        }
        let keep = rest.modifier.is_none();
        let hit = Hit { a: i, ..rest };
        Some(if keep { hit.with_modifier(code) } else { hit })
    }

    /// What "the end of" may be followed by: a date, or a unit that holds the time spoken of.
    fn bounded(&self, i: usize) -> Option<Hit> {
        let hits = [self.clocked(i), self.dated(i), self.relative(i), self.enclosing(i)];
        longest(hits.into_iter().flatten())
    }

    /// "more than two days", "nearly a week".
    fn modified(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (phrase, modifier) =
            self.lex.modifiers(p.word(i)).iter().find(|(phrase, _)| p.words(i, phrase))?;
        let rest = self.length(i + phrase.split(' ').count())?;
        if matches!(rest.sem, Sem::Length(_, _, Some(_))) {
            return None;
        }
        let a = if modifier.inside { i } else { rest.a };
        Some(Hit { a, ..rest }.with_modifier(&modifier.code))
    }

    /// A date, perhaps with a part of the day: "Friday morning", "Christmas night".
    fn dated(&self, i: usize) -> Option<Hit> {
        if let Some((day, part)) = self.lex.deictic(self.p.word(i)) {
            let hit = Hit::new(i, i + 1, Sem::Shift(i64::from(*day), Unit::Day, Anchor::Published));
            let night = self.lex.part("night").filter(|_| !part.is_empty());
            return Some(match night {
                Some((code, a, b)) => hit.with_clock(Clock::Part(code.clone(), *a, *b)),
                None => self.with_part(hit),
            });
        }
        let hit = self.date(i)?;
        Some(self.with_part(self.of_year(hit)))
    }

    /// "August of that year", "the spring of next year", "the 28th of that month".
    fn of_year(&self, hit: Hit) -> Hit {
        let Sem::Calendar(c, Pick::Bare) = &hit.sem else { return hit };
        let nested = matches!(self.p.word(hit.b), "of" | "in") && c.year.is_none() && c.weekday.is_none();
        let year = self.relative(hit.b + 1).filter(|_| nested);
        let Some(Hit { b, sem: Sem::Shift(n, unit, anchor), .. }) = year else { return hit };
        let wanted = if c.month.is_none() && c.day.is_some() { Unit::Month } else { Unit::Year };
        if unit != wanted {
            return hit;
        }
        let sem = Sem::Calendar(c.clone(), Pick::Within(n, unit, anchor));
        Hit { b, sem, ..hit }
    }

    /// Whether a season without a year is the season, not the verb or the spring of a clock.
    pub(super) fn plain_season(&self, i: usize) -> bool {
        let p = self.p;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let lead = if before == "the" { i.checked_sub(2).map_or("", |b| p.word(b)) } else { before };
        let leads = matches!(
            lead,
            "in" | "by"
                | "during"
                | "throughout"
                | "until"
                | "over"
                | "since"
                | "through"
                | "early"
                | "late"
                | "and"
                | "for"
                | "last"
                | "next"
                | "this"
                | "that"
        );
        let of = matches!(p.word(i + 1), "of" | "from" | "in" | "time") || p.dash(i + 1);
        !of && (leads || !matches!(p.word(i), "fall" | "spring") || p.0[i].capital && self.noun(i + 1))
    }

    pub(super) fn with_part(&self, hit: Hit) -> Hit {
        let daylike = match &hit.sem {
            Sem::Calendar(c, _) => c.day.is_some() || c.weekday.is_some(),
            Sem::Shift(_, unit, _) => *unit == Unit::Day,
            _ => false,
        };
        let Some((code, a, b)) = self.lex.part(self.p.word(hit.b)).filter(|_| daylike) else { return hit };
        let end = hit.b + 1;
        Hit { b: end, ..hit }.with_clock(Clock::Part(code.clone(), *a, *b))
    }

    // Words of the calendar.

    /// A year of four digits.
    pub(super) fn year(&self, i: usize) -> Option<i16> {
        let digits = self.p.digits(i);
        let year: i16 = digits.parse().ok().filter(|_| digits.len() == 4)?;
        let plain = self.p.0[i].end - self.p.0[i].start == 4;
        (plain && (1000..=2100).contains(&year)).then_some(year)
    }

    /// `'98` after a month.
    pub(super) fn short_year(&self, i: usize) -> Option<i16> {
        let p = self.p;
        let quote = p.is(i, "'") || p.is(i, "’") || p.is(i, "‘");
        if !quote || p.digits(i + 1).len() != 2 || !p.glued(i + 1) {
            return None;
        }
        let tail: i16 = p.digits(i + 1).parse().ok()?;
        Some(if tail < 50 { 2000 + tail } else { 1900 + tail })
    }

    /// A whole number from 1 to `most`.
    pub(super) fn small(&self, i: usize, most: i8) -> Option<i8> {
        let digits = self.p.digits(i);
        digits.parse().ok().filter(|n| (1..=most).contains(n) && digits.len() <= 2)
    }

    /// A day of a month: `22`, `22nd`, `twenty-second`.
    pub(super) fn day(&self, i: usize) -> Option<(i8, usize)> {
        if let Some(found) = self.day_with_suffix(i) {
            return Some(found);
        }
        let day = self.small(i, 31)?;
        let p = self.p;
        let other = p.is(i + 1, ":") && p.glued(i + 1)
            || p.is(i + 1, "%")
            || p.glued(i + 1) && !p.word(i + 1).is_empty();
        (!other).then_some((day, i + 1))
    }

    pub(super) fn day_with_suffix(&self, i: usize) -> Option<(i8, usize)> {
        let (n, next) = number::ordinal(self.p, i, &self.lex.numbers)?;
        ((1.0..=31.0).contains(&n) && n.fract() == 0.0).then_some((n as i8, next))
    }

    /// A month's name and the place after it and its full stop.
    pub(super) fn month(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.p.word(i);
        let month = self.lex.month(word)?;
        let capital = self.p.0[i].capital;
        let dot = self.p.is(i + 1, ".") && self.p.glued(i + 1) && (self.lex.shy(word));
        capital.then_some((month, i + 1 + usize::from(dot)))
    }

    /// Whether the month stands for itself: not a verb, a name or an unlikely abbreviation.
    pub(super) fn named_month(&self, i: usize) -> bool {
        let word = self.p.word(i);
        if self.lex.shy(word) {
            return self.p.is(i + 1, ".") && self.p.glued(i + 1);
        }
        let token = self.p.0[i].token;
        let determined =
            self.doc.children(token).any(|c| matches!(self.doc.dep(c), "det" | "poss" | "amod" | "compound"));
        if determined && matches!(word, "may" | "march") {
            return false;
        }
        let name = self.doc.entity_of(token).is_some_and(|e| {
            let e = &self.doc.entities()[e];
            matches!(self.doc.label(e), "PERSON" | "ORG" | "GPE")
        });
        !name && (self.doc.tag(token).starts_with("NNP") || !matches!(word, "may" | "march"))
    }

    /// A weekday's name and the place after it and its full stop.
    pub(super) fn weekday(&self, i: usize) -> Option<(i8, usize)> {
        let word = self.p.word(i);
        let whole = word.strip_suffix('s').filter(|w| !self.lex.shy(w) && self.lex.weekday(w).is_some());
        let word = whole.filter(|_| self.weekdays(i).is_none()).unwrap_or(word);
        let day = self.lex.weekday(word).filter(|_| self.p.0[i].capital)?;
        let dot = self.p.is(i + 1, ".") && self.p.glued(i + 1);
        if self.lex.shy(word) {
            let comma = i + 1 + usize::from(self.p.is(i + 1, ","));
            let next = dot || self.month(comma).is_some() || !self.p.digits(comma).is_empty();
            return next.then_some((day, i + 1 + usize::from(dot)));
        }
        Some((day, i + 1))
    }

    /// Whether the piece's token is a noun.
    pub(super) fn noun(&self, i: usize) -> bool {
        self.p.0.get(i).is_some_and(|p| self.doc.tag(p.token).starts_with("NN"))
    }

    /// Whether the number counts the noun after it: "1939 people", "1000 to 2000 hires", "an average of 1500".
    pub(super) fn counts(&self, i: usize) -> bool {
        let p = self.p;
        let Some(piece) = p.0.get(i) else { return false };
        if (p.word(i + 1) == "to" || p.dash(i + 1))
            && p.digits(i + 2).len() >= 4
            && (self.year(i + 2).is_none() || self.counts(i + 2))
        {
            return true;
        }
        let token = piece.token;
        let head = self.doc.head(token);
        let plain = self.doc.dep(token) == "nummod" && head == token + 1 && self.doc.tag(head) == "NNS";
        let past = i.checked_sub(1).map_or("", |b| p.word(b));
        let before = i.checked_sub(2).map_or("", |b| p.word(b));
        let measured = past == "of"
            && matches!(
                before,
                "average"
                    | "total"
                    | "maximum"
                    | "minimum"
                    | "sum"
                    | "rate"
                    | "price"
                    | "value"
                    | "cost"
                    | "excess"
            );
        measured
            || plain && !matches!(past, "the" | "in" | "of" | "its" | "their" | "his" | "her" | "those" | "s")
            || self.lex.numbers.scales.contains_key(p.word(i + 1))
            || self.lex.unit(p.word(i + 1)).is_some_and(|(_, plural)| plural)
    }

    /// Whether "the 22nd" stands alone: what follows is no noun that it orders.
    pub(super) fn stands_alone(&self, i: usize) -> bool {
        let Some(piece) = self.p.0.get(i) else { return true };
        let tag = self.doc.tag(piece.token);
        !(tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD" || self.p.dash(i) || tag == "POS")
            && self.p.0[i - 1].kind == crate::ground::quantity::piece::Kind::Word
            && i.checked_sub(2).is_some_and(|b| !self.p.digits(b).is_empty())
    }

    /// Whether an age begins here: "22-year-old", "18 years old".
    pub(super) fn age(&self, i: usize) -> bool {
        let p = self.p;
        let Some((_, at)) = number::cardinal(p, i, &self.lex.numbers) else { return false };
        let at = at + usize::from(p.dash(at));
        if self.lex.unit(p.word(at)).is_none() {
            return false;
        }
        let next = at + 1 + usize::from(p.dash(at + 1));
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        matches!(p.word(next), "old" | "olds")
            || p.words(next, "of age")
            || matches!(before, "age" | "ages" | "aged")
    }
}
