//! Numbers that count nothing: dates, names, ordinals, scores, labels, telephone numbers, "one" as
//! a pronoun.

use super::counted::Counted;
use super::read::{Amount, Reader, Size};
use types::{Time, TimeType};

/// Houses have smaller numbers; what is larger counts the thing with a name: "27,000 Model S cars".
const LAST_HOUSE: f64 = 10_000.0;

impl Reader<'_> {
    /// A vague word, where it stands before something that news of conflict counts.
    pub(super) fn vague(&self, i: usize) -> Option<Amount> {
        let (crowd, end) = self.lex.vague(self.p, i)?;
        let b = if self.p.word(end - 1) == "of" { end - 1 } else { end };
        let amount =
            Amount { a: i, b, size: Size::Word(crowd.clone()), number_end: b, unit: None, money: false };
        let back = i.checked_sub(1).map_or("", |x| self.p.word(x));
        if matches!(
            back,
            "past"
                | "last"
                | "next"
                | "recent"
                | "coming"
                | "previous"
                | "following"
                | "first"
                | "how"
                | "so"
                | "too"
                | "as"
        ) {
            return None;
        }
        if self.p.word(b) == "of" && matches!(self.p.word(b + 1), "whom" | "them") && self.p.word(i) != "no" {
            return Some(amount);
        }
        let noun = self.counted(&amount)?;
        let lemma = self.doc.lemma(noun.noun).to_lowercase();
        let plural =
            self.doc.tag(noun.noun) == "NNS" || noun.unit == "person" && self.doc.tag(noun.noun) == "NNPS";
        let near = noun.noun.saturating_sub(self.p.0[i].token) <= 4;
        let said = noun.unit == "person" || self.lex.thing(&lemma);
        (plural && near && said).then_some(amount)
    }

    /// Whether the number is no quantity.
    pub(super) fn refuses(&self, amount: &Amount, counted: Option<&Counted>, times: &[Time]) -> bool {
        self.dated(amount, times)
            || self.ordinal(amount)
            || self.glued_to_word(amount)
            || self.named(amount)
            || self.labelled(amount)
            || self.score(amount)
            || self.lone_one(amount, counted)
            || self.hyphenated(amount)
            || self.apart(amount, counted)
            || self.address(amount, counted)
    }

    /// Part of a date or a time of day.
    fn dated(&self, amount: &Amount, times: &[Time]) -> bool {
        let Some(span) = self.p.span(amount.a, amount.number_end) else { return true };
        // Of a length only the year that it is of is no number: "ten months of 1915".
        let year =
            |t: &Time| self.p.digits(amount.a).len() == 4 && t.from.is_some() && t.span.start < span.start;
        let inside = |t: &&Time| (t.kind != TimeType::Duration || year(t)) && t.span.overlaps(span);
        let from = times.partition_point(|t| t.span.end <= span.start);
        times[from..].iter().take_while(|t| t.span.start < span.end).any(|t| inside(&t))
    }

    fn ordinal(&self, amount: &Amount) -> bool {
        let p = self.p;
        let end = amount.number_end;
        p.glued(end) && matches!(p.word(end), "st" | "nd" | "rd" | "th" | "s")
            || p.dash(end)
                && self.lex.numbers().ordinals.contains_key(p.word(end + 1))
                && p.digits(amount.a).is_empty()
    }

    /// "F-16", "PLX-R18", "last-32", "1:36", "3G".
    fn glued_to_word(&self, amount: &Amount) -> bool {
        let p = self.p;
        let (a, end) = (amount.a, amount.number_end);
        let word_before = a.checked_sub(1).is_some_and(|b| {
            let dash = p.dash(b) && p.glued(a) && p.glued(b);
            p.glued(a) && !p.word(b).is_empty() && !amount.money
                || dash && b.checked_sub(1).is_some_and(|w| !matches!(p.word(w), "sub" | "minus"))
                || p.glued(a)
                    && (p.is(b, ":") || p.is(b, "#") || p.is(b, "/") || p.is(b, "@") || p.is(b, "."))
        });
        let colon = p.is(end, ":") && p.glued(end) && p.glued(end + 1) && !p.digits(end + 1).is_empty();
        let letters = amount.unit.is_none() && p.glued(end) && !p.word(end).is_empty();
        let slash = p.is(end, "/") && p.glued(end) && !p.digits(end + 1).is_empty() && amount.unit.is_none();
        word_before || colon || letters || slash
    }

    /// Inside a name: "S&P 500", "Boeing 737", "Air Force One", "Group of Seven".
    fn named(&self, amount: &Amount) -> bool {
        if amount.money || amount.unit.is_some() {
            return false;
        }
        let Some(first) = self.p.0.get(amount.a) else { return true };
        let Some(entity) = self.doc.entity_of(first.token) else { return false };
        let entity = &self.doc.entities()[entity];
        let label = self.doc.label(entity);
        let name = matches!(
            label,
            "PERSON" | "ORG" | "PRODUCT" | "FAC" | "WORK_OF_ART" | "LAW" | "EVENT" | "GPE" | "LOC" | "NORP"
        );
        name || label == "ORDINAL"
    }

    /// After the noun that it labels: "Game 2", "Article 5", "Model 3".
    fn labelled(&self, amount: &Amount) -> bool {
        if amount.money || amount.unit.is_some() {
            return false;
        }
        let Some(before) = amount.a.checked_sub(1) else { return false };
        let word = self.p.word(before);
        if self.lex.before(self.p, amount.a).is_some() {
            return false;
        }
        let (token, previous) = (self.p.0[amount.a].token, self.p.0[before].token);
        let follows = self.doc.head(token) == previous && self.doc.dep(token) == "nummod";
        let name = !word.is_empty() && self.p.0[before].capital && self.doc.pos(previous) == "PROPN";
        let head = self.doc.head(token);
        // "A category 4 storm": four of them would be storms.
        let kind = self.lex.label(word)
            && matches!(amount.size, Size::One(n) if n > 1.0)
            && self.noun(amount.b)
            && self.doc.tag(head) == "NN";
        follows && !word.is_empty()
            || kind
            || self.lex.label(word) && !self.noun(amount.b) && self.doc.tag(previous).starts_with("NN")
            || name && self.doc.head(token) == previous
    }

    /// "9-2", "2-2", "555-0100": numbers joined by dashes that are no range.
    fn score(&self, amount: &Amount) -> bool {
        let p = self.p;
        if matches!(amount.size, Size::Range(..)) || amount.unit.is_some() {
            return false;
        }
        let (a, b) = (amount.a, amount.b);
        let right = p.dash(b) && p.glued(b) && p.glued(b + 1) && !p.digits(b + 1).is_empty();
        let left = a.checked_sub(2).is_some_and(|n| p.dash(n + 1) && p.glued(a) && !p.digits(n).is_empty());
        right || left
    }

    /// "one" counts only before a noun or in a share.
    fn lone_one(&self, amount: &Amount, counted: Option<&Counted>) -> bool {
        let p = self.p;
        if amount.size != Size::One(1.0) || p.word(amount.a) != "one" {
            return false;
        }
        let token = p.0[amount.a].token;
        let before = amount.a.checked_sub(1).map_or("", |b| p.word(b));
        let next = p.word(amount.b);
        let after = p.0.get(amount.b + 1).map_or("", |q| self.doc.tag(q.token));
        let of_some = next == "of" && matches!(after, "DT" | "PDT" | "PRP$" | "CD" | "PRP" | "NNP" | "WP");
        let numeral = matches!(self.doc.dep(token), "nummod" | "quantmod") && counted.is_some() || of_some;
        !numeral
            || matches!(before, "no" | "this" | "that" | "every" | "each" | "any" | "which" | "the" | "day")
            || matches!(
                next,
                "another"
                    | "day"
                    | "side"
                    | "thing"
                    | "way"
                    | "point"
                    | "hand"
                    | "end"
                    | "time"
                    | "that"
                    | "who"
            )
    }

    /// "three-bed", "six-speed", "three-year": part of a longer word.
    fn hyphenated(&self, amount: &Amount) -> bool {
        let p = self.p;
        let end = amount.number_end;
        let dash = p.dash(end) && p.glued(end) && p.glued(end + 1) && !p.word(end + 1).is_empty();
        let known = amount.unit.is_some()
            && (!p.digits(end - 1).is_empty() || amount.b > end && p.word(end - 1).ends_with("illion"));
        dash && !known && !matches!(amount.size, Size::Share(_))
    }

    /// "49 Harbour Road", "9 E 71st St": a number before a name in the singular.
    fn address(&self, amount: &Amount, counted: Option<&Counted>) -> bool {
        let (p, next) = (self.p, amount.number_end);
        let compass = matches!(p.word(next), "n" | "e" | "s" | "w") && p.0[next].capital && !p.glued(next);
        if compass && !p.digits(next + 1).is_empty() {
            return true;
        }
        let many = matches!(amount.size, Size::One(n) if n > 1.0 && n < LAST_HOUSE);
        many && counted.is_some_and(|c| self.doc.tag(c.noun) == "NNP" && c.unit != "person")
    }

    /// A bare number that the sentence has no place for: "(4)", "Lang, 20, on loan".
    fn apart(&self, amount: &Amount, counted: Option<&Counted>) -> bool {
        let p = self.p;
        if amount.money || amount.unit.is_some() || counted.is_some() || !matches!(amount.size, Size::One(_))
        {
            return false;
        }
        let (a, b) = (amount.a, amount.b);
        let bracketed =
            a.checked_sub(1).is_some_and(|x| p.is(x, "(") || p.is(x, "[")) && (p.is(b, ")") || p.is(b, "]"));
        let token = p.0[p.0.len().min(amount.number_end) - 1].token;
        let commas = a.checked_sub(1).is_some_and(|x| p.is(x, ","))
            && (p.is(b, ",") || p.is(b, "."))
            && matches!(self.doc.dep(token), "appos" | "npadvmod" | "nummod" | "punct");
        let listed = p.is(b, ".") && a.checked_sub(1).is_none_or(|x| p.is(x, "\n"));
        let loose = matches!(self.doc.dep(token), "punct" | "dep" | "appos" | "meta" | "compound" | "nmod");
        bracketed || commas || listed || loose
    }
}
