//! How many: numbers, their modifiers, units and what is counted.
//!
//! Numbers are read from the pieces of the text ([`read`]), the words beside them bend them into
//! intervals ([`bend`]), and the tree says what they count ([`counted`]). Names, dates, ordinals,
//! scores and labels ("Article 5", "F-16", "Game 2") are no quantities ([`refuse`]).

mod bend;
mod counted;
mod lexicon;
pub(crate) mod number;
pub(crate) mod piece;
mod read;
mod refuse;
#[cfg(test)]
pub(crate) mod sketch;
#[cfg(test)]
mod tests;

pub use lexicon::Lexicon;

use counted::Counted;
use piece::Pieces;
use read::{Amount, Reader, Size};
use types::{Change, Measure, Quantity, Span, Time};

/// The quantities of a text, in order, without overlap. Numbers inside the dates and times of day
/// of `times` are not quantities; lengths of time are.
pub fn find(syntax: &nlp::Doc, lexicon: &Lexicon, times: &[Time]) -> Vec<Quantity> {
    if syntax.is_empty() {
        return Vec::new();
    }
    let pieces = piece::cut(syntax);
    let reader = Reader { p: Pieces(&pieces), doc: syntax, lex: lexicon };
    let mut out: Vec<Quantity> = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let Some(amount) = reader.amount(i).or_else(|| reader.vague(i)) else {
            i += 1;
            continue;
        };
        i = amount.b.max(i + 1);
        let counted = if amount.unit.is_none() { reader.counted(&amount) } else { None };
        if !reader.refuses(&amount, counted.as_ref(), times)
            && let Some(quantity) = reader.quantity(&amount, counted, &out)
        {
            out.push(quantity);
        }
    }
    out
}

impl Reader<'_> {
    /// Puts together what was read; `before` are the quantities that precede it.
    fn quantity(&self, amount: &Amount, counted: Option<Counted>, before: &[Quantity]) -> Option<Quantity> {
        let (mut bend, a, b) = self.bent(amount);
        let span = self.p.span(a, b)?;
        let mut direction = self.direction(amount);
        if let Some(twin) = self.converted(amount, before) {
            bend = bend.or(bend::same_as(twin.change));
            direction = direction.or(Some(twin.change).filter(|c| matches!(c, Change::Up | Change::Down)));
        }
        direction = direction.or_else(|| self.same_move(amount, before));
        let (low, high) = bend::interval(&amount.size, bend);
        let change = match (bend.map(|b| b.change), direction) {
            (Some(c @ (Change::More | Change::Less)), _) => c,
            (_, Some(direction)) => direction,
            (Some(change), None) => change,
            (None, None) => Change::Equal,
        };
        let text = self.doc.text();
        let mut unit = amount.unit.clone();
        let mut of = counted.as_ref().map(|c| c.span.of(text).to_string());
        if let Some(c) = &counted {
            unit = Some(c.unit.clone());
        }
        let mut measure = self.measure(amount, counted.as_ref());
        let others = unit.as_deref() == Some("other");
        if (unit.is_none() || others)
            && let Some(twin) = self.elided(amount, span, before)
        {
            unit = twin.unit.clone();
            if !others {
                of = twin.of.clone();
                measure = self.beside(amount, measure, &low, twin);
            }
        } else if (unit.is_none() || others) && self.harmed(amount) {
            unit = Some("person".into());
        }
        if amount.unit.as_deref() == Some("percent") && of.is_none() {
            of = self.share_of(amount);
        }
        Some(Quantity { span, value: value(&amount.size), change, low, high, unit, of, measure })
    }

    /// The amount that a bracket directly after it gives in another unit: "more than 100 km (60 miles)".
    fn converted<'q>(&self, amount: &Amount, before: &'q [Quantity]) -> Option<&'q Quantity> {
        let p = self.p;
        let bracket = amount.a.checked_sub(1).filter(|x| p.is(*x, "(") && p.is(amount.b, ")"))?;
        let end = p.0.get(bracket.checked_sub(1)?)?.end;
        before.last().filter(|q| q.span.end == end && amount.unit.is_some() && q.unit != amount.unit)
    }

    /// The count before it in the sentence, whose noun a number without one takes.
    fn elided<'q>(&self, amount: &Amount, span: Span, before: &'q [Quantity]) -> Option<&'q Quantity> {
        let sentence = |byte: usize| self.doc.sentence_of(self.doc.token_at(byte).min(self.doc.len() - 1));
        let here = sentence(span.start);
        let whom = self.p.words(amount.b, "of whom");
        // "10 children among 18 dead": the eighteen are not children.
        let among = (1..=3).any(|n| amount.a.checked_sub(n).is_some_and(|b| self.p.word(b) == "among"));
        if among {
            return None;
        }
        let counts = |q: &&Quantity| {
            let person = q.unit.as_deref() == Some("person");
            q.of.is_some() && !matches!(q.measure, Measure::Share | Measure::Amount) && (person || !whom)
        };
        let said = || before.iter().rev().take_while(|q| sentence(q.span.start) == here).filter(counts);
        // A part is counted beside its whole: "40 people, among them 12 children, and another 30".
        said().find(|q| q.measure != Measure::Part).or_else(|| said().next())
    }

    /// A number beside a larger one of its kind, bound to a shorter time, is a part of it.
    fn beside(&self, amount: &Amount, measure: Measure, low: &Option<f64>, twin: &Quantity) -> Measure {
        let smaller = low.zip(twin.low.or(twin.high)).is_some_and(|(a, b)| a < b);
        let p = self.p;
        let recent = (amount.b..(amount.b + 6).min(p.0.len()))
            .any(|i| matches!(p.word(i), "past" | "last" | "alone" | "yesterday" | "today"));
        if measure != Measure::Part && smaller && recent { Measure::Part } else { measure }
    }

    /// "its workforce" of "5% of its workforce".
    fn share_of(&self, amount: &Amount) -> Option<String> {
        let prep = self.p.0.get(amount.b).filter(|q| q.text == "of")?.token;
        let object = self.doc.children(prep).find(|c| self.doc.dep(*c) == "pobj")?;
        let start = self.p.0.get(amount.b + 1)?.start;
        let span = Span::new(start, self.doc.end(object).max(start));
        span.get(self.doc.text()).map(str::to_string)
    }
}

/// The number as printed: digits; a range with a hyphen.
fn value(size: &Size) -> String {
    match size {
        Size::One(n) | Size::Share(n) => n.to_string(),
        Size::Range(a, b) => format!("{a}-{b}"),
        Size::Word(crowd) => crowd.value.clone(),
    }
}
