//! Reads a number with its sign, currency, range and unit: "$3 billion to $5 billion", "5-10W",
//! "minus 387 Fahrenheit", "between 62 and 68 miles", "tens of thousands", "two-thirds".

use super::lexicon::{Crowd, Lexicon};
use super::number;
use super::piece::{Kind, Pieces};
use nlp::Doc;

/// What the words say the number is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Size {
    /// One number.
    One(f64),
    /// Two ends.
    Range(f64, f64),
    /// A part of one.
    Share(f64),
    /// A word that stands for an interval.
    Word(Crowd),
}

/// A number as written, pieces `a..b`, unit included.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) size: Size,
    /// Place after the number, before its unit.
    pub(super) number_end: usize,
    /// Name of the unit, where one is written.
    pub(super) unit: Option<String>,
    /// Whether a currency stands before it.
    pub(super) money: bool,
}

/// Reads numbers in one text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) p: Pieces<'a>,
    pub(super) doc: &'a Doc,
    pub(super) lex: &'a Lexicon,
}

/// A number, where it begins and ends, the end of its scale words, and its currency.
struct Number {
    value: f64,
    end: usize,
    scaled: bool,
    money: Option<String>,
}

impl Reader<'_> {
    /// The number that begins here, with its unit.
    pub(super) fn amount(&self, i: usize) -> Option<Amount> {
        self.article(i).or_else(|| self.crowd(i)).or_else(|| self.share(i)).or_else(|| {
            let number = self.number(i)?;
            self.range(i, &number).or_else(|| self.single(i, number))
        })
    }

    /// `over a mile`: an article counts where something bends it, lengths of time excepted.
    fn article(&self, i: usize) -> Option<Amount> {
        let p = self.p;
        let bent = matches!(p.word(i), "a" | "an")
            && self.lex.before(p, i).is_some_and(|(_, s)| p.word(s) != "some");
        if !bent {
            return None;
        }
        let (unit, b) = self.lex.unit(p, i + 1, |k| self.noun(k))?;
        let time = matches!(
            unit,
            "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century"
        );
        let unit = Some(unit.to_string()).filter(|_| !time)?;
        Some(Amount { a: i, b, size: Size::One(1.0), number_end: i + 1, unit: Some(unit), money: false })
    }

    fn crowd(&self, i: usize) -> Option<Amount> {
        let (crowd, end) = self.lex.crowd(self.p, i)?;
        let (unit, b) = self.unit_of(i, end);
        Some(Amount { a: i, b, size: Size::Word(crowd.clone()), number_end: end, unit, money: false })
    }

    /// `hundreds of miles`: the unit after "of".
    fn unit_of(&self, start: usize, end: usize) -> (Option<String>, usize) {
        if self.p.word(end) != "of" {
            return (None, end);
        }
        match self.lex.unit(self.p, end + 1, |k| self.noun(k)) {
            Some((unit, b)) if start < end => (Some(unit.to_string()), b),
            _ => (None, end),
        }
    }

    /// `a third of`, `two-thirds`, `one in four`, `half of`.
    fn share(&self, i: usize) -> Option<Amount> {
        let p = self.p;
        let numbers = self.lex.numbers();
        let done = |b: usize, x: f64| {
            Some(Amount { a: i, b, size: Size::Share(x), number_end: b, unit: None, money: false })
        };
        if p.word(i) == "half" && self.half(i) {
            return done(i + 1, 0.5);
        }
        let (top, at) = match p.word(i) {
            "a" | "an" => (1.0, i + 1),
            _ => number::cardinal(p, i, numbers).filter(|(n, _)| (1.0..=100.0).contains(n))?,
        };
        let dash = at + usize::from(p.dash(at) && p.glued(at));
        if let Some(part) = numbers.fractions.get(p.word(dash)).filter(|_| !matches!(p.word(dash), "second"))
        {
            let of = p.word(dash + 1) == "of" || p.word(dash).ends_with('s') || dash > at;
            return if of { done(dash + 1, top * part) } else { None };
        }
        let between = if p.words(at, "out of") { at + 2 } else { at + 1 };
        if p.word(i) == "one" && p.word(at) == "in" || between == at + 2 {
            let (below, end) =
                number::cardinal(p, between, numbers).filter(|(n, _)| (2.0..=1000.0).contains(n))?;
            let small = p.digits(between).len() != 4;
            return if small && top < below { done(end, top / below) } else { None };
        }
        None
    }

    /// Whether "half" is a share: "half of", "half the", "about half".
    fn half(&self, i: usize) -> bool {
        let p = self.p;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let numbers = self.lex.numbers();
        let ordered = numbers.ordinals.contains_key(before) || matches!(before, "latter" | "other");
        let bent = || self.lex.before(p, i).is_some_and(|(_, s)| p.word(s) != "some");
        let open = !numbers.scales.contains_key(p.word(i + 1)) && !matches!(p.word(i + 1), "a" | "an");
        let of = matches!(p.word(i + 1), "of" | "the" | "its" | "their" | "his" | "her");
        !ordered && (of || open && bent())
    }

    fn single(&self, i: usize, n: Number) -> Option<Amount> {
        let money = n.money.is_some();
        let (unit, b) = self.unit(n.end, n.money);
        Some(Amount { a: i, b, size: Size::One(n.value), number_end: n.end, money, unit })
    }

    /// `20 to 30 miles`, `$3bn-$5bn`, `between 5 and 10`, `three or four years`.
    fn range(&self, i: usize, first: &Number) -> Option<Amount> {
        let p = self.p;
        let (unit_one, after) = self.unit(first.end, first.money.clone());
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let before_that = i.checked_sub(2).map_or("", |b| p.word(b));
        let opened = |w: &str| before == w || before_that == w;
        let dash = p.dash(after);
        let joined = dash
            || p.word(after) == "to"
                && (unit_one.is_none() || opened("from") || opened("between") || !self.moved_by(i))
            || p.word(after) == "through" && unit_one.is_none() && !p.digits(i).is_empty()
            || p.word(after) == "and" && opened("between")
            || p.word(after) == "or" && unit_one.is_none() && p.digits(i).is_empty();
        if !joined {
            return None;
        }
        let second = self.number(after + 1)?;
        let (unit, b) = self.unit(second.end, second.money.clone().or(first.money.clone()));
        let same = match (&unit_one, &unit) {
            (Some(one), Some(two)) => two.starts_with(one.as_str()),
            (one, _) => one.is_none(),
        };
        let mut low = first.value;
        if !first.scaled && second.scaled && low < 1000.0 {
            low *= scale(second.value);
        }
        let loose = unit_one.is_none() && unit.is_none() && !opened("from") && !opened("between");
        let upward = low < second.value
            || !dash && p.word(after) == "to" && !loose && (opened("from") || !self.moved_by(i));
        let chain = dash && p.dash(b) && p.glued(b) && !p.digits(b + 1).is_empty();
        let or = p.word(after) == "or" && second.value != low + 1.0;
        if !same || !upward || chain || or {
            return None;
        }
        let money = first.money.is_some() || second.money.is_some();
        Some(Amount { a: i, b, size: Size::Range(low, second.value), number_end: second.end, unit, money })
    }

    /// Whether the number is the size of a change: "rose 5% to", "by 5 to".
    fn moved_by(&self, i: usize) -> bool {
        let p = self.p;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let back = |n: usize| i.checked_sub(n).and_then(|b| p.0.get(b));
        let lemma = |n: usize| back(n).map_or("", |q| self.doc.lemma(q.token));
        before == "by" || (1..=2).any(|n| self.lex.up(lemma(n)) || self.lex.down(lemma(n)))
    }

    /// A number with its sign, currency and scale.
    fn number(&self, i: usize) -> Option<Number> {
        let p = self.p;
        let (sign, at) = self.sign(i);
        let (money, at) = match self.lex.money(p, at).filter(|(_, end)| !p.digits(*end).is_empty()) {
            Some((unit, end)) => (Some(unit.to_string()), end),
            None => (None, at),
        };
        let (mut value, mut end) = number::with_article(p, at, self.lex.numbers())?;
        let mut scaled = end > at + 1;
        if let Some(scale) =
            self.lex.suffix(p.word(end)).filter(|_| p.glued(end) && !p.digits(end - 1).is_empty())
        {
            let word = p.word(end);
            let sure = money.is_some()
                || matches!(word, "bn" | "mn" | "mln" | "tn" | "trn")
                || p.0[end].capital && matches!(word, "m" | "b" | "k")
                || word == "k";
            if sure {
                value *= scale;
                end += 1;
                scaled = true;
            }
        }
        let value = if value.abs() >= 1000.0 { (value * 100.0).round() / 100.0 } else { value };
        value.is_finite().then_some(Number { value: sign * value, end, scaled, money })
    }

    /// Minus signs: a word, or a dash that touches the number but nothing before it.
    fn sign(&self, i: usize) -> (f64, usize) {
        let p = self.p;
        let number = |k: usize| !p.digits(k).is_empty();
        if p.word(i) == "minus" {
            let at = i + 1 + usize::from(p.dash(i + 1));
            return if number(at) { (-1.0, at) } else { (1.0, i) };
        }
        let minus = p.dash(i) && !p.glued(i) && p.glued(i + 1) && number(i + 1);
        if minus { (-1.0, i + 1) } else { (1.0, i) }
    }

    /// The unit after a number, rates included: `%`, `miles per hour`, `$ per share`.
    fn unit(&self, i: usize, money: Option<String>) -> (Option<String>, usize) {
        let p = self.p;
        let hyphen = p.dash(i) && p.glued(i) && p.glued(i + 1);
        let written = self.lex.unit(p, i, |k| self.noun(k)).or_else(|| {
            let (unit, end) = self.lex.unit(p, i + 1, |_| true).filter(|_| hyphen)?;
            let digits =
                i.checked_sub(1).is_some_and(|b| !p.digits(b).is_empty() || p.word(b).ends_with("illion"));
            digits.then_some((unit, end))
        });
        let (unit, end) = match (money, written) {
            (Some(money), Some((unit, end))) if unit.contains("dollar") || unit == money => (money, end),
            (Some(money), _) => (money, i),
            (None, Some((unit, end))) => (unit.to_string(), end),
            (None, None) => match self.compound(i).or_else(|| self.suspended(i)) {
                Some(found) => found,
                None => return (None, i),
            },
        };
        if matches!(unit.as_str(), "year" | "month" | "day" | "week") && self.old(end) {
            return (Some(format!("{unit} of age")), end + 1 + usize::from(p.dash(end)));
        }
        let rate = p.word(end) == "per"
            || matches!(p.word(end), "a" | "an")
                && matches!(
                    p.word(end + 1),
                    "day"
                        | "week"
                        | "month"
                        | "year"
                        | "barrel"
                        | "share"
                        | "gallon"
                        | "litre"
                        | "hour"
                        | "minute"
                        | "tonne"
                        | "ounce"
                        | "person"
                );
        if rate && p.0.get(end + 1).is_some_and(|q| q.kind == Kind::Word) {
            return (Some(format!("{unit} per {}", p.word(end + 1))), end + 2);
        }
        (Some(unit), end)
    }

    /// `kV/cm`, `A/cm2`: short words joined by a stroke.
    fn compound(&self, i: usize) -> Option<(String, usize)> {
        let p = self.p;
        let short = |k: usize| matches!(p.word(k).len(), 1..=3);
        if !short(i) || !p.is(i + 1, "/") || !p.glued(i + 1) || !p.glued(i + 2) || !short(i + 2) {
            return None;
        }
        let end = i + 3 + usize::from(p.glued(i + 3) && p.digits(i + 3).len() == 1);
        Some((p.span(i, end)?.of(self.doc.text()).to_string(), end))
    }

    /// `7-` of `7- or 8-inch`: the unit of the number that follows.
    fn suspended(&self, i: usize) -> Option<(String, usize)> {
        let p = self.p;
        let open = p.dash(i) && p.glued(i) && !p.glued(i + 1) && !p.digits(i.checked_sub(1)?).is_empty();
        let next = i + 2 + usize::from(p.is(i + 1, ","));
        let joined = matches!(p.word(next - 1), "or" | "and" | "to") || p.is(i + 1, ",");
        if !open || !joined || p.digits(next).is_empty() || !p.dash(next + 1) || !p.glued(next + 1) {
            return None;
        }
        let (unit, _) = self.lex.unit(p, next + 2, |_| true)?;
        Some((unit.to_owned(), i + 1))
    }

    fn old(&self, end: usize) -> bool {
        let at = end + usize::from(self.p.dash(end));
        matches!(self.p.word(at), "old" | "olds") || self.p.words(end, "of age")
    }

    /// Whether a place holds a noun.
    pub(super) fn noun(&self, i: usize) -> bool {
        self.p.0.get(i).is_some_and(|q| q.kind == Kind::Word && self.doc.tag(q.token).starts_with("NN"))
    }
}

/// The largest scale word that a number may have been written with.
fn scale(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|s| value >= *s).unwrap_or(1.0)
}
