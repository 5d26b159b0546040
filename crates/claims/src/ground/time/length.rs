//! Lengths and what is told with them: "two days", "the past several months", "two years ago",
//! "a week later", "month-long", "every week", "per day".

use super::scan::Scan;
use super::sem::{Amount, Anchor, Hit, Sem, Unit};
use crate::ground::quantity::number;

/// A length as written: how many, of what, and whether the unit is a plural.
pub(super) struct Written {
    pub(super) amount: Amount,
    pub(super) unit: Unit,
    pub(super) plural: bool,
    pub(super) end: usize,
}

impl Scan<'_> {
    /// A length, or a time that is told by its distance.
    pub(super) fn length(&self, i: usize) -> Option<Hit> {
        if self.age(i) {
            return None;
        }
        let told =
            [self.windowed(i), self.beyond(i), self.counted_back(i), self.compound(i), self.measured(i)];
        let hits = told.into_iter().chain([self.bare(i), self.hyphened(i)]);
        hits.flatten().max_by_key(|h| h.b)
    }

    /// "two days", "a few hours", "half an hour", "2.5 years", "a year and a half".
    pub(super) fn written(&self, i: usize) -> Option<Written> {
        let p = self.p;
        let (amount, at) = self.amount(i)?;
        let at = at
            + usize::from(matches!(
                p.word(at),
                "straight"
                    | "consecutive"
                    | "full"
                    | "more"
                    | "long"
                    | "whole"
                    | "short"
                    | "additional"
                    | "further"
            ));
        let (unit, plural) = self.lex.unit(p.word(at))?;
        let abbreviated = matches!(p.word(at), "sec" | "min" | "hr" | "yr");
        let plausible = self.noun(at)
            && (unit != Unit::Second || plural || abbreviated)
            && !(unit == Unit::Quarter && (!plural || p.word(at + 1) == "of"))
            && (!abbreviated || !p.digits(i).is_empty());
        if !plausible || p.dash(at + 1) && p.glued(at + 1) {
            return None;
        }
        let mut end = at + 1;
        let mut amount = amount;
        let half = if p.words(end, "and a half") { 3 } else { 2 * usize::from(p.words(end, "and half")) };
        if half > 0 {
            end += half;
            amount = match amount {
                Amount::Exactly(n) => Amount::Exactly(n + 0.5),
                Amount::Some => Amount::Some,
            };
        }
        Some(Written { amount, unit, plural, end })
    }

    /// How many, and the place after it.
    fn amount(&self, i: usize) -> Option<(Amount, usize)> {
        let p = self.p;
        let words = &self.lex.numbers;
        if p.word(i) == "half"
            && matches!(p.word(i + 1), "a" | "an")
            && self.lex.unit(p.word(i + 2)).is_some()
        {
            return Some((Amount::Exactly(0.5), i + 2));
        }
        let article = usize::from(matches!(p.word(i), "a" | "an"));
        if p.words(i + article, "couple of") || p.words(i + article, "couple more") {
            return Some((Amount::Exactly(2.0), i + article + 2));
        }
        if p.word(i + article) == "couple" && article == 1 {
            return Some((Amount::Exactly(2.0), i + 2));
        }
        if article == 1 && p.words(i + 1, "number of")
            || p.words(i, "dozens of")
            || p.words(i, "hundreds of")
            || p.words(i, "thousands of")
            || p.words(i, "scores of")
        {
            return Some((Amount::Some, i + article + 2));
        }
        if let Some((n, next)) = number::with_article(p, i, words) {
            // "six or seven weeks", "three to four days": of no single size
            if matches!(p.word(next), "or" | "to") && number::cardinal(p, next + 1, words).is_some() {
                let (_, end) = number::cardinal(p, next + 1, words)?;
                return Some((Amount::Some, end));
            }
            return Some((Amount::Exactly(n), next));
        }
        if self.lex.vague(p.word(i + article)) {
            return Some((Amount::Some, i + article + 1));
        }
        let all = matches!(p.word(i), "all" | "full" | "whole" | "half");
        let dash = i + 1 + usize::from(p.dash(i + 1) && p.glued(i + 1));
        if matches!(p.word(i), "a" | "an") && p.word(i + 1) == "half" {
            let at = i + 2 + usize::from(p.dash(i + 2));
            return self.lex.unit(p.word(at)).map(|_| (Amount::Exactly(0.5), at));
        }
        if all && self.lex.unit(p.word(dash)).is_some_and(|(_, plural)| !plural) {
            let before = i.checked_sub(1).map_or("", |b| p.word(b));
            let n = if p.word(i) == "half" { 0.5 } else { 1.0 };
            let free = !matches!(before, "the" | "first" | "second" | "latter" | "last" | "a" | "an");
            return free.then_some((Amount::Exactly(n), dash));
        }
        let one = article == 1 || p.word(i) == "another" || p.words(i, "an entire");
        one.then(|| {
            (
                Amount::Exactly(1.0),
                i + 1
                    + usize::from(matches!(
                        p.word(i + 1),
                        "full" | "single" | "whole" | "entire" | "further"
                    )),
            )
        })
    }

    /// "two days", and with what follows "two days ago", "a week later".
    fn measured(&self, i: usize) -> Option<Hit> {
        let w = self.written(i)?;
        if let Some(rate) = self.rate(i, &w) {
            return Some(rate);
        }
        if self.p.word(i) == "some" && !w.plural {
            return None;
        }
        Some(self.away(i, w.end, w.amount, w.unit))
    }

    /// A length with the distance words after it.
    fn away(&self, i: usize, end: usize, amount: Amount, unit: Unit) -> Hit {
        match self.distance(end) {
            Some((sign, anchor, len)) => Hit::new(i, end + len, Sem::Away(amount, unit, sign, anchor)),
            None => Hit::new(i, end, Sem::Length(amount, unit, None)),
        }
    }

    /// Before (-1) or after (1) what, and how many words say so.
    pub(super) fn distance(&self, end: usize) -> Option<(i8, Anchor, usize)> {
        let p = self.p;
        let day = |k: usize| self.lex.deictic(p.word(k)).filter(|(_, part)| part.is_empty());
        if let (Some((day, _)), word @ ("before" | "after" | "from")) = (day(end + 1), p.word(end)) {
            return Some((if word == "before" { -1 } else { 1 }, Anchor::Day(*day as i8), 2));
        }
        Some(match p.word(end) {
            "ago" => (-1, Anchor::Published, 1),
            "earlier" | "before" | "previously" | "prior" if self.closes(end + 1) => (-1, Anchor::Spoken, 1),
            "later" | "after" | "afterwards" | "afterward"
                if self.closes(end + 1) || p.word(end) == "later" =>
            {
                (1, Anchor::Spoken, 1)
            }
            "from" if p.word(end + 1) == "now" => (1, Anchor::Published, 2),
            "hence" => (1, Anchor::Published, 1),
            _ => return None,
        })
    }

    /// Whether nothing follows that the distance would be counted from.
    fn closes(&self, i: usize) -> bool {
        let p = self.p;
        let Some(piece) = p.0.get(i) else { return true };
        let tag = self.doc.tag(piece.token);
        !(p.word(i) == "than"
            || tag.starts_with("NN")
            || tag == "DT"
            || tag == "PRP"
            || tag == "PRP$"
            || tag == "VBG"
            || tag == "CD"
            || p.word(i) == "that"
            || p.word(i) == "to")
    }

    /// "weeks", "for months", "days later".
    fn bare(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        let (unit, plural) = self.lex.unit(p.word(i)).filter(|(_, plural)| *plural)?;
        let before = i.checked_sub(1).map_or("", |b| p.word(b));
        let verb = i
            .checked_sub(1)
            .is_some_and(|b| matches!(self.doc.lemma(p.0[b].token), "take" | "last" | "spend" | "wait"));
        let lead = verb
            || matches!(
                before,
                "for"
                    | "in"
                    | "within"
                    | "after"
                    | "over"
                    | "and"
                    | "or"
                    | "by"
                    | "of"
                    | "through"
                    | "only"
                    | "just"
                    | "mere"
            );
        let hit = self.away(i, i + 1, Amount::Some, unit);
        let told = matches!(hit.sem, Sem::Away(..))
            || matches!(p.word(i + 1), "before" | "after" | "since" | "following");
        (plural && self.noun(i) && (lead || told)).then_some(hit)
    }

    /// "two-day", "24-hour", "month-long", "year-long"; ages not.
    fn hyphened(&self, i: usize) -> Option<Hit> {
        let p = self.p;
        if let Some((unit, plural)) = self.lex.unit(p.word(i)) {
            let long = p.dash(i + 1) && p.glued(i + 1) && p.word(i + 2) == "long";
            let amount = if plural { Amount::Some } else { Amount::Exactly(1.0) };
            return long.then(|| Hit::new(i, i + 3, Sem::Length(amount, unit, None)));
        }
        let (n, at) = number::cardinal(p, i, &self.lex.numbers)?;
        if !p.dash(at) || !p.glued(at) || !p.glued(at + 1) {
            return None;
        }
        let (unit, _) = self
            .lex
            .unit(p.word(at + 1))
            .filter(|(u, _)| p.word(at + 1) != "second" && *u != Unit::Quarter)?;
        let long = at + 2 + if p.dash(at + 2) && p.word(at + 3) == "long" { 2 } else { 0 };
        let old = p.dash(long)
            && p.glued(long)
            && p.word(long + 1) != "long"
            && !p.word(long + 1).is_empty()
            && p.word(long + 1).starts_with("old");
        (!old).then(|| Hit::new(i, long, Sem::Length(Amount::Exactly(n), unit, None)))
    }
}

/// TIMEX3's period: `P2D`, `PT5M`, `P0.5Y`; `PXD` where the number is not known.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    match amount {
        Amount::Exactly(n) => period(n, unit),
        Amount::Some => match unit {
            Unit::Decade => "PXDE".into(),
            Unit::Century => "PXCE".into(),
            Unit::Millennium => "PXML".into(),
            _ => {
                let (_, code) = unit.code();
                match code.strip_prefix('T') {
                    Some(small) => format!("PTX{small}"),
                    None => format!("PX{code}"),
                }
            }
        },
    }
}

pub(super) fn period(n: f64, unit: Unit) -> String {
    let (factor, code) = unit.code();
    let n = n * factor;
    if n == 0.5 && unit == Unit::Hour {
        return "PT30M".into();
    }
    match code.strip_prefix('T') {
        Some(small) => format!("PT{n}{small}"),
        None => format!("P{n}{code}"),
    }
}
