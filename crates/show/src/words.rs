//! Values in plain words. What comes out has passed [`clean`].

use crate::clean;
use types::{
    Answer, AnswerValue, Certainty, Claim, Grade, Moment, Place, Quantity, Quotation, Stance, Standing, Tie,
    When,
};

/// What is said: the document's words, a quotation in quotation marks.
pub fn content(claim: &Claim, text: &str) -> String {
    let mark = claim.quotation == Quotation::Direct;
    let piece = |s: &types::Span| {
        let words = clean(s.of(text)).trim().to_owned();
        if mark { format!("“{}”", words.trim_matches(is_mark)) } else { words }
    };
    claim.content.spans.iter().map(piece).collect::<Vec<_>>().join(" … ")
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | ' ')
}

/// What goes before the words, where the source does not plainly assert: `denies, possibly: `.
pub fn lead(claim: &Claim) -> String {
    let parts = [stance(claim.stance), certainty(claim.certainty)];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(", ")) }
}

/// What the source does with it, where that is not plain assertion.
fn stance(stance: Stance) -> Option<&'static str> {
    Some(match stance {
        Stance::Asserts => return None,
        Stance::Denies => "denies",
        Stance::DeclinesToConfirm => "does not confirm",
        Stance::Predicts => "predicts",
        Stance::Accuses => "accuses",
        Stance::Promises => "promises",
        Stance::Threatens => "threatens",
        Stance::Demands => "demands",
        Stance::Asks => "asks",
    })
}

/// How sure the source is, where it is not certain.
fn certainty(certainty: Certainty) -> Option<&'static str> {
    match certainty {
        Certainty::Certain | Certainty::Unknown => None,
        Certainty::Probable => Some("probably"),
        Certainty::Possible => Some("possibly"),
    }
}

/// What can be said of a question.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Contested => "contested",
        Standing::Failed => "failed",
        Standing::Revised => "revised",
        Standing::Retracted => "retracted",
        Standing::Pending => "pending",
        Standing::Met => "met",
        Standing::Moot => "moot",
        Standing::Unanswered => "unanswered",
        Standing::Corroborated => "corroborated",
        Standing::SingleOrigin => "one origin",
    }
}

/// The casualty recorders' word.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Confirmed => "confirmed",
        Grade::Fair => "fair",
        Grade::Weak => "weak",
        Grade::Contested => "contested",
        Grade::Discounted => "discounted",
    }
}

/// How two claims are tied.
pub fn tie(tie: Tie) -> &'static str {
    match tie {
        Tie::Confirms => "confirms",
        Tie::Denies => "denies",
        Tie::Narrows => "narrows",
        Tie::Updates => "updates",
        Tie::Revises => "revises",
        Tie::Retracts => "retracts",
        Tie::Repeats => "repeats",
        Tie::PartOf => "part of a whole",
        Tie::Incompatible => "incompatible",
    }
}

/// Lowest, best and highest count; nothing when there is none.
pub fn range(low: Option<f64>, best: Option<f64>, high: Option<f64>) -> Option<String> {
    let best = best.map(number)?;
    let ends = interval(low, high);
    Some(if low == high { format!("count {best}") } else { format!("count {ends}, best {best}") })
}

/// What one claim answers.
pub fn answer(answer: &Answer) -> String {
    match &answer.value {
        AnswerValue::Polar(true) => "yes".into(),
        AnswerValue::Polar(false) => "no".into(),
        AnswerValue::Status(status) => clean(status).into_owned(),
        AnswerValue::Interval { low, high } => interval(*low, *high),
        AnswerValue::Actor(actor) => clean(&actor.name).into_owned(),
        AnswerValue::Unconfirmed => "not confirmed".into(),
    }
}

/// Numbers between two ends, either of which may be open.
pub fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(a), Some(b)) if a == b => number(a),
        (Some(a), Some(b)) => format!("{} to {}", number(a), number(b)),
        (Some(a), None) => format!("{} or more", number(a)),
        (None, Some(b)) => format!("{} or fewer", number(b)),
        (None, None) => "no number".into(),
    }
}

/// A number with commas between thousands.
fn number(n: f64) -> String {
    let plain = format!("{n}");
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let digits = whole.trim_start_matches('-');
    if digits.len() < 5 || digits.len() > 15 {
        return plain;
    }
    let mut out = String::from(&whole[..whole.len() - digits.len()]);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// A stretch of time. Nothing when both ends are open.
pub fn when(when: &When) -> Option<String> {
    match (when.from, when.to) {
        (Some(a), Some(b)) if a == b => Some(moment(a)),
        (Some(a), Some(b)) if a.date == b.date => {
            let end = moment(b);
            Some(format!("{} to {}", moment(a), end.rsplit(' ').next().unwrap_or(&end)))
        }
        (Some(a), Some(b)) => Some(format!("{} to {}", moment(a), moment(b))),
        (Some(a), None) => Some(format!("from {}", moment(a))),
        (None, Some(b)) => Some(format!("until {}", moment(b))),
        (None, None) => None,
    }
}

/// A day, an hour or a minute, at its own precision: `2031-05-06`, `2031-05-06 18h`, `2031-05-06 18:30`.
pub fn moment(moment: Moment) -> String {
    match (moment.hour, moment.minute) {
        (Some(h), Some(m)) => format!("{} {h:02}:{m:02}", moment.date),
        (Some(h), None) => format!("{} {h:02}h", moment.date),
        _ => moment.date.to_string(),
    }
}

/// A place by its name; one that the gazetteer does not know says so.
pub fn place(place: &Place) -> String {
    let name = clean(&place.name);
    if place.resolved { name.into_owned() } else { format!("{name} (not located)") }
}

/// A quantity in the document's words; words that leave it open also say what they stand for.
pub fn quantity(quantity: &Quantity, text: &str) -> String {
    let words = clean(quantity.span.of(text)).trim().to_owned();
    let exact = quantity.low.is_some() && quantity.low == quantity.high;
    if exact || words.contains(|c: char| c.is_ascii_digit()) {
        return words;
    }
    format!("{words} ({})", interval(quantity.low, quantity.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_as_precisely_as_it_is_known() {
        let shown = |text: &str| moment(text.parse().unwrap());
        assert_eq!(shown("2031-05-06T18:05"), "2031-05-06 18:05");
        assert_eq!(shown("2031-05-06T18"), "2031-05-06 18h");
        assert_eq!(shown("2031-05-06"), "2031-05-06");
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(interval(Some(12500.0), None), "12,500 or more");
        assert_eq!(interval(Some(-1234567.5), Some(-1234567.5)), "-1,234,567.5");
        assert_eq!(interval(Some(58.0), Some(58.0)), "58");
        assert_eq!(interval(Some(1900.0), Some(2000.0)), "1900 to 2000");
        assert_eq!(interval(None, Some(1e300)), format!("{} or fewer", 1e300));
    }
}
