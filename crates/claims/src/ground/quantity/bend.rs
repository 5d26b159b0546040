//! How the words around a number bend it: bounds, approximation, rise and fall; and how it relates
//! to the numbers beside it.

use super::counted::Counted;
use super::lexicon::{Bend, End};
use super::read::{Amount, Reader, Size};
use types::{Change, Measure, Quantity};

impl Reader<'_> {
    /// The words that bend a number, and the pieces from the first of them to the last.
    pub(super) fn bent(&self, amount: &Amount) -> (Option<Bend>, usize, usize) {
        if let Some((bend, b)) = self.lex.after(self.p, amount.b) {
            return (Some(*bend), amount.a, b);
        }
        let mut at = amount.a;
        for _ in 0..3 {
            if let Some((bend, start)) = self.lex.before(self.p, at).filter(|(_, s)| self.bends(*s, at)) {
                return (Some(*bend), start, amount.b);
            }
            match at.checked_sub(1).filter(|b| self.lex.filler(self.p.word(*b))) {
                Some(b) => at = b,
                None => break,
            }
        }
        (None, amount.a, amount.b)
    }

    /// Whether words that may bend a number do so here: "over" is also a place, "under" a rule.
    fn bends(&self, start: usize, end: usize) -> bool {
        let word = self.p.word(start);
        match word {
            "some" => end == start + 1,
            "sub" => self.p.glued(start + 1),
            "over" | "above" | "under" | "below" | "around" | "about" if end == start + 1 => {
                let before = start.checked_sub(1).map_or("", |b| self.p.word(b));
                !matches!(before, "all" | "from" | "percent" | "turned" | "took" | "take")
            }
            _ => true,
        }
    }

    /// Whether the number is how much something rose or fell.
    pub(super) fn direction(&self, amount: &Amount) -> Option<Change> {
        let (doc, p) = (self.doc, self.p);
        let before = |n: usize| amount.a.checked_sub(n);
        let word = |n: usize| before(n).map_or("", |b| p.word(b));
        if matches!(word(1), "to" | "at" | "of" | "from") {
            return None;
        }
        let last = p.0.get(amount.number_end.checked_sub(1)?)?.token;
        let by = usize::from(word(1) == "by") + usize::from(word(2) == "by" && word(1) != "by");
        let nearest = (1..=4)
            .take_while(|n| !stops(word(*n)) && !before(*n).is_some_and(|b| p.is(b, ",")))
            .take_while(|n| before(*n).is_some_and(|b| !p.is(b, "\n") && !p.is(b, ".")))
            .find_map(|n| {
                let token = p.0[before(n)?].token;
                let lemma = doc.lemma(token).to_lowercase();
                let particle = doc.dep(token) == "prt"
                    && !matches!(doc.lemma(doc.head(token)), "go" | "edge" | "end" | "tick");
                let verb = matches!(doc.pos(token), "VERB" | "ADV" | "ADP" | "ADJ")
                    && doc.tag(token) != "IN"
                    && !particle
                    || matches!(p.word(before(n)?), "up" | "down") && !particle
                    || n == by + 1 && by > 0;
                if !verb {
                    return None;
                }
                if amount.unit.is_none() && self.takes(token, last) {
                    return None;
                }
                if self.lex.up(&lemma) {
                    return Some(Change::Up);
                }
                self.lex.down(&lemma).then_some(Change::Down)
            });
        let last = p.0.get(amount.b.checked_sub(1)?)?.token;
        let head = doc.head(last);
        let governed = || {
            let verb = if doc.dep(last) == "pobj" { doc.head(head) } else { head };
            let lemma = doc.lemma(verb).to_lowercase();
            let object = matches!(doc.dep(last), "dobj" | "npadvmod") || by > 0 && doc.dep(last) == "pobj";
            if !object || doc.pos(verb) != "VERB" || amount.unit.is_none() && self.takes(verb, last) {
                return None;
            }
            if self.lex.up(&lemma) { Some(Change::Up) } else { self.lex.down(&lemma).then_some(Change::Down) }
        };
        nearest.or_else(governed)
    }

    /// Whether the verb does something to what is counted: "sank two boats", "dropped 12 bombs".
    fn takes(&self, verb: usize, number: usize) -> bool {
        let noun = self.doc.head(number);
        self.lex.takes(self.doc.lemma(verb))
            && self.doc.dep(number) == "nummod"
            && matches!(self.doc.dep(noun), "dobj" | "npadvmod")
            && self.doc.head(noun) == verb
            && !self.doc.lemma(noun).starts_with("point")
            && self.doc.lemma(noun) != "percent"
            && self.doc.lemma(noun) != "%"
    }

    /// The rise or fall whose verb the sentence does not repeat: "oil was down 2.3%, gas by 2.6%".
    pub(super) fn same_move(&self, amount: &Amount, before: &[Quantity]) -> Option<Change> {
        let by = amount.a.checked_sub(1).filter(|b| self.p.word(*b) == "by")?;
        let last = before.last().filter(|q| matches!(q.change, Change::Up | Change::Down))?;
        let since = (0..by).rev().take_while(|i| self.p.0[*i].start >= last.span.end);
        let plain = |i: usize| {
            let token = self.p.0[i].token;
            !matches!(self.doc.pos(token), "VERB" | "AUX") && !self.p.is(i, ".") && !self.p.is(i, "\n")
        };
        (last.unit == amount.unit && since.into_iter().all(plain)).then_some(last.change)
    }

    /// How the number relates to others of its kind.
    pub(super) fn measure(&self, amount: &Amount, counted: Option<&Counted>) -> Measure {
        if matches!(amount.size, Size::Share(_)) || amount.unit.as_deref() == Some("percent") {
            return Measure::Share;
        }
        if amount.unit.is_some() && counted.is_none() || counted.is_some_and(|c| time_unit(&c.unit)) {
            return Measure::Amount;
        }
        let p = self.p;
        let word = |n: usize| amount.a.checked_sub(n).map_or("", |b| p.word(b));
        let part = |w: &str| matches!(w, "another" | "additional" | "including" | "further");
        if (1..=4).any(|n| part(word(n)))
            || p.words(amount.b, "of them")
            || p.words(amount.b, "of whom")
            || p.words(amount.b, "of those")
            || (2..=4).any(|n| {
                amount.a.checked_sub(n).is_some_and(|b| p.words(b, "among them") || p.words(b, "among whom"))
            })
        {
            return Measure::Part;
        }
        if self.cumulative(amount) { Measure::Cumulative } else { Measure::Count }
    }

    /// Whether the clause says that it tells of all up to its time: "since the siege began", "so far".
    fn cumulative(&self, amount: &Amount) -> bool {
        const SAYS: [&str; 9] = [
            "since",
            "so far",
            "to date",
            "in total",
            "in all",
            "a total of",
            "total of",
            "until now",
            "as of",
        ];
        let (p, doc) = (self.p, self.doc);
        let Some(last) = amount.number_end.checked_sub(1).and_then(|i| p.0.get(i)) else { return false };
        let sentence = doc.sentence(doc.sentence_of(last.token));
        let mut above = vec![last.token];
        while let Some(head) = above.last().map(|t| doc.head(*t)).filter(|h| !above.contains(h)) {
            above.push(head);
        }
        let first = p.0.partition_point(|q| q.token < sentence.start);
        let here = (first..p.0.len()).take_while(|i| p.0[*i].token < sentence.end);
        // The words belong to the clause whose verb, or whose verb's verb, stands above the number.
        let ours = |i: usize| {
            let head = doc.head(p.0[i].token);
            above.contains(&head) || above.contains(&doc.head(head))
        };
        let spoken = |i: usize| SAYS.iter().any(|w| p.words(i, w));
        let mut found = here.filter(|i| spoken(*i) && ours(*i)).map(|i| i.abs_diff(amount.a));
        found.any(|away| away <= 40)
    }
}

/// Whether a word begins another clause, whose number the verb before it does not move.
fn stops(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "because"
            | "as"
            | "after"
            | "before"
            | "while"
            | "when"
            | "which"
            | "that"
            | "who"
    )
}

/// Whether the unit is a length of time.
pub(super) fn time_unit(unit: &str) -> bool {
    matches!(unit, "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century")
}

/// The bend of a number that another one repeats in another unit.
pub(super) fn same_as(change: Change) -> Option<Bend> {
    match change {
        Change::More => Some(Bend { change, low: End::Same, high: End::None }),
        Change::Less => Some(Bend { change, low: End::None, high: End::Same }),
        Change::About => Some(Bend { change, low: End::Tenth, high: End::Tenth }),
        _ => None,
    }
}

/// The interval that a bent number stands for.
pub(super) fn interval(size: &Size, bend: Option<Bend>) -> (Option<f64>, Option<f64>) {
    let (low, high) = match size {
        Size::One(n) | Size::Share(n) => (Some(*n), Some(*n)),
        Size::Range(a, b) => (Some(a.min(*b)), Some(a.max(*b))),
        Size::Word(crowd) => (crowd.low, crowd.high),
    };
    let Some(bend) = bend else { return (low, high) };
    // "More than a hundred thousands" keeps the lower end of the word.
    let end = |end: End, own: Option<f64>, away: f64| match end {
        End::None => None,
        End::Same => own,
        End::Tenth => own.map(|n| round(n + away * n.abs() / 10.0)),
    };
    if let Size::Word(_) = size {
        return match (bend.low, bend.high) {
            (End::Same, End::None) => (low, None),
            (End::None, End::Same) => (None, high),
            _ => (low, high),
        };
    }
    (end(bend.low, low, -1.0), end(bend.high, high, 1.0))
}

/// Ends of "about 35" are whole where the number is.
fn round(n: f64) -> f64 {
    if n.abs() >= 20.0 { n.round() } else { (n * 1000.0).round() / 1000.0 }
}
