//! Words of the calendar: years, months, days and weekdays, and what only looks like them.

use super::scan::Scan;
use crate::ground::quantity::number;

impl Scan<'_> {
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
            return self.p.is(i + 1, ".") && self.p.glued(i + 1) || self.dated_name(i);
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

    /// Whether the grammar takes an abbreviation alone for a time: "from Nov to March".
    fn dated_name(&self, i: usize) -> bool {
        let token = self.p.0[i].token;
        let date = |e| self.doc.label(&self.doc.entities()[e]) == "DATE";
        !self.noun(i + 1) && self.doc.entity_of(token).is_some_and(date)
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
        // The grammar's own word that "1000 to 2000" are numbers and not years.
        let numbers = self.doc.entity_of(token).is_some_and(|e| {
            let e = &self.doc.entities()[e];
            e.end - e.start > 2 && matches!(self.doc.label(e), "CARDINAL" | "QUANTITY" | "MONEY")
        });
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
            || numbers
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
