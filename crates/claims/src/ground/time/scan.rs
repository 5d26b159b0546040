//! Finds expressions: at every piece the longest that begins there.

use super::dates::longest;
use super::lexicon::Lexicon;
use super::sem::{Anchor, Calendar, Clock, Hit, Sem, Unit};
use crate::ground::quantity::number;
use crate::ground::quantity::piece::{Kind, Pieces};
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
                    Sem::Calendar(..) | Sem::SomeDay | Sem::Shift(..) => match hit.clock {
                        Some(Clock::At(hour, _)) => self.end_hour(i, hour),
                        _ => None,
                    },
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

    /// The next place to look: past a number that ages are made of, past a name that only holds a feast.
    fn skip(&self, i: usize) -> usize {
        if self.age(i) {
            return number::cardinal(self.p, i, &self.lex.numbers).map_or(i + 1, |(_, b)| b + 1);
        }
        i + self.feast_name(i).map_or(1, |(phrase, _)| phrase.split(' ').count())
    }

    fn expression(&self, i: usize) -> Option<Hit> {
        let piece = self.p.0.get(i)?;
        if piece.kind == Kind::Word && !self.lex.starts(&piece.text) {
            return None;
        }
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
        Some(self.in_week(self.with_part(self.of_year(hit))))
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
        let year = p.word(i + 1) == "of"
            && (self.lex.direction(p.word(i + 2)).is_some() || p.words(i + 2, "the same"))
            && (p.word(i + 3) == "year" || p.word(i + 4) == "year");
        let of = !year && matches!(p.word(i + 1), "of" | "from" | "in" | "time") || p.dash(i + 1);
        !of && (leads || !matches!(p.word(i), "fall" | "spring") || p.0[i].capital && self.noun(i + 1))
    }

    /// Whether a feast is one plain day.
    fn one_day(&self, c: &Calendar) -> bool {
        c.feast.as_ref().and_then(|name| self.lex.feast(name)).is_some_and(|f| f.is_day())
    }

    pub(super) fn with_part(&self, hit: Hit) -> Hit {
        let daylike = match &hit.sem {
            Sem::Calendar(c, _) => c.day.is_some() || c.weekday.is_some() || self.one_day(c),
            Sem::Shift(_, unit, _) => *unit == Unit::Day,
            _ => false,
        };
        let p = self.p;
        let early = usize::from(matches!(p.word(hit.b), "early" | "late"));
        let dash = usize::from(early == 1 && p.dash(hit.b + 1));
        let part = hit.b + early + dash;
        let Some((code, a, b)) = self.lex.part(p.word(part)).filter(|_| daylike) else { return hit };
        let edge = self.lex.edge(p.word(hit.b)).filter(|_| early == 1);
        let hit = Hit { b: part + 1, ..hit }.with_clock(Clock::Part(code.clone(), *a, *b));
        match edge {
            Some(edge) => hit.with_modifier(edge),
            None => hit,
        }
    }
}
