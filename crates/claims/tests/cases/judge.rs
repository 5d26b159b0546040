//! Whether what is found is what the case asks for.
//!
//! The conventions differ, and are translated, not judged. There a range is one expression and prepositions
//! belong to it; in TIMEX3 its two ends are two, without them. There the end of a stretch is the first day
//! after it; here it is the last day in it. There both the past and the future day of a name are given; here
//! tense decides, and either is right.

use crate::gold::{Answer, Case, Gold};
use claims::Lexicons;
use claims::ground::{quantity, time};
use jiff::ToSpan;
use jiff::civil::Date;
use types::{Quantity, Span, Time, TimeType};

/// Words that belong to an expression there and not here.
const AROUND: &[&str] = &[
    "from",
    "between",
    "in",
    "on",
    "at",
    "during",
    "since",
    "before",
    "after",
    "until",
    "till",
    "by",
    "within",
    "for",
    "the",
    "of",
    "as",
    "prior",
    "to",
    "later",
    "than",
    "earlier",
    "or",
    "and",
    "no",
    "not",
    "more",
    "less",
    "starting",
    "beginning",
    "start",
    "begin",
    "ending",
    "end",
    "with",
    "over",
    "about",
    "around",
    "not",
    "through",
    "sometime",
    "any",
    "time",
    "throughout",
    "year",
    "anytime",
    "circa",
    "just",
    "a",
];

/// Whether a file asks for numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Numeric {
    No,
    All,
    /// Only for bounds and ranges.
    Ranges,
}

/// Nothing where all is as asked, else what is not.
pub fn judge(case: &Case, numeric: Numeric, doc: &nlp::Doc, lexicons: &Lexicons) -> Result<(), String> {
    let times = time::find(doc, &lexicons.time, case.reference);
    if numeric != Numeric::No {
        let found = quantity::find(doc, &lexicons.quantity, &times);
        // A measure is another model there: what has a unit is no bare number.
        let ranges = numeric == Numeric::Ranges;
        let bare = found.iter().find(|q| q.measure != types::Measure::Amount && (!ranges || q.low != q.high));
        if let Some(q) = bare.filter(|_| case.found.is_empty()) {
            return Err(format!("nothing is to be found, but {}", q.span.of(&case.input)));
        }
        return case.found.iter().try_for_each(|g| number(g, &found, &case.input));
    }
    if case.found.is_empty() && !times.is_empty() {
        return Err(format!("nothing is to be found, but {}", told(&times, &case.input)));
    }
    case.found.iter().try_for_each(|g| {
        let inside: Vec<&Time> = times.iter().filter(|t| t.span.overlaps(g.span)).collect();
        expression(g, &inside, &case.input, case.reference).map_err(|e| {
            let asked = format!("{} {} {:?}", g.span.of(&case.input), g.kind, g.timex);
            format!("{e}: asked {asked}, got {}", told(&times, &case.input))
        })
    })
}

fn told(times: &[Time], text: &str) -> String {
    let one = |t: &Time| format!("{} = {} {:?}..{:?}", t.span.of(text), t.value, t.from, t.to);
    times.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn number(gold: &Gold, found: &[Quantity], text: &str) -> Result<(), String> {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1e-6);
    let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let wanted = gold.answers.first().and_then(|a| a.at.clone()).unwrap_or_default();
    let fits = |q: &&Quantity| {
        if gold.kind == "number" {
            let inside = q.span.start <= gold.span.start && gold.span.end <= q.span.end;
            return inside
                && wanted.parse().is_ok_and(|w: f64| q.value.parse().is_ok_and(|v: f64| near(v, w)));
        }
        let ends: Vec<&str> = wanted.trim_matches(|c| "[]()".contains(c)).split(',').collect();
        let end = |i: usize| ends.get(i).and_then(|e| e.parse::<f64>().ok());
        q.span.overlaps(gold.span) && same(q.low, end(0)) && same(q.high, end(1))
    };
    if found.iter().any(|q| fits(&q)) {
        return Ok(());
    }
    Err(format!("asked {} = {wanted}, got {found:?}", gold.span.of(text)))
}

fn expression(gold: &Gold, found: &[&Time], text: &str, reference: Option<Date>) -> Result<(), String> {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return Err("not found".into()) };
    let ours = bare(Span::new(first.span.start, last.span.end), text);
    if bare(gold.span, text) != ours {
        return Err("other words".into());
    }
    if gold.timex.is_empty()
        && gold.answers.iter().all(|a| a.at.is_none() && a.from.is_none() && a.to.is_none())
    {
        return Ok(());
    }
    // There "now" is the moment of reference; here it has no place on the calendar.
    let now = |t: &&Time| {
        let at = reference.map(types::Moment::day).filter(|_| t.value == "PRESENT_REF" && found.len() > 1);
        Time { from: t.from.or(at), to: t.to.or(at), ..(*t).clone() }
    };
    let owned: Vec<Time> = found.iter().map(now).collect();
    let found: Vec<&Time> = owned.iter().collect();
    let (first, found) = (found[0], &found[..]);
    let right = match gold.kind.as_str() {
        "duration" => gold.timex.iter().any(|t| length(t).is_some() && length(t) == length(&first.value)),
        "set" => gold.timex.iter().any(|t| recurs(t, found)),
        "timerange" if first.kind == TimeType::Set => gold.timex.iter().any(|t| recurs(t, found)),
        "time" | "timerange" | "datetime" | "datetimerange" => {
            hours(gold, found) || dates(gold, found, text) || counted(gold, first, text)
        }
        _ => dates(gold, found, text) || counted(gold, first, text),
    };
    if right { Ok(()) } else { Err("another value".into()) }
}

/// Without the words around it.
fn bare(span: Span, text: &str) -> (usize, usize) {
    let words: Vec<(usize, &str)> = {
        let part = span.of(text);
        let mut out = Vec::new();
        let mut at = 0;
        for word in part.split(|c: char| c.is_whitespace() || c == ',' || c == '-') {
            if !word.is_empty() {
                out.push((span.start + at, word));
            }
            at += word.len() + part[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        }
        out
    };
    let around = |w: &&(usize, &str)| {
        AROUND.contains(&w.1.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let kept: Vec<_> = words.iter().skip_while(around).collect();
    let end = kept.iter().rev().find(|w| !around(w)).or(kept.last());
    let clean = |w: &str| w.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    match (kept.first(), end) {
        (Some(a), Some(b)) => (a.0, b.0 + clean(b.1)),
        _ => (span.start, span.end),
    }
}

fn recurs(timex: &str, found: &[&Time]) -> bool {
    let value = |t: &&Time| {
        let ours = t.value.trim_start_matches("XXXX-XX-XX");
        let (day, clock) = timex.split_once('T').unwrap_or((timex, ""));
        if !clock.is_empty() && found.len() > 1 && (day.is_empty() || day == t.value) {
            return found.iter().any(|c| hour(&c.value) == hour(timex)) && t.kind == TimeType::Set;
        }
        ours == timex
            || length(timex).is_some() && length(timex) == length(&t.value)
            || hour(&t.value) == hour(timex) && timex.starts_with('T')
    };
    found.iter().any(value)
}

/// Seconds of a TIMEX3 period.
fn length(value: &str) -> Option<i64> {
    let rest = value.strip_prefix('P')?;
    let (mut seconds, mut number, mut small) = (0.0, String::new(), false);
    for c in rest.chars() {
        match c {
            'T' => small = true,
            '0'..='9' | '.' => number.push(c),
            'E' | 'B' => {}
            unit => {
                let each = match (unit, small) {
                    ('S', _) => 1.0,
                    ('M', true) => 60.0,
                    ('H', _) => 3600.0,
                    ('D', _) => 86400.0,
                    ('W', _) => 604_800.0,
                    ('M', false) => 2_592_000.0,
                    ('Q', _) => 7_776_000.0,
                    ('Y', _) => 31_536_000.0,
                    _ => return None,
                };
                seconds += number.parse::<f64>().ok()? * each;
                number.clear();
            }
        }
    }
    Some(seconds.round() as i64)
}

/// What stands after the `T`, in full: `17:00`, `TMO`.
fn hour(value: &str) -> Option<String> {
    let (_, clock) = value.rsplit_once('T')?;
    let digits: Vec<&str> = clock.split(':').collect();
    Some(match digits[..] {
        [h] if h.parse::<u8>().is_ok() => format!("{h}:00"),
        [h, m] | [h, m, _] => format!("{}:{m}", h.replace("24", "00")),
        _ => clock.to_owned(),
    })
}

fn hours(gold: &Gold, found: &[&Time]) -> bool {
    let clocks: Vec<&&Time> = found.iter().filter(|t| t.kind == TimeType::Time).collect();
    let (Some(first), Some(last)) = (clocks.first(), clocks.last()) else { return false };
    gold.timex.iter().any(|timex| {
        let ends: Vec<&str> = timex.trim_matches(['(', ')']).split(',').collect();
        let (a, b) = (ends[0], ends.get(1).copied().unwrap_or(ends[0]));
        let range = ends.len() > 1;
        let same = |code: &str, t: &Time| hour(code).is_some() && hour(code) == hour(&t.value);
        // "8 p.m. this evening" is two expressions here; the clock time is the one that is asked for.
        let alone = !range && clocks.iter().any(|t| same(a, t));
        alone || same(a, first) && same(b, last) && (clocks.len() > 1 || a == b)
    }) && day_of(gold, first)
}

/// "A month ago" keeps the month here, and is a day there: the day has to lie in what is given here.
fn counted(gold: &Gold, first: &Time, text: &str) -> bool {
    const FROM: [&str; 7] = ["ago", "later", "from", "before", "after", "hence", "earlier"];
    let words = first.span.of(text).to_lowercase();
    let (Some(from), Some(to)) = (first.from, first.to) else { return false };
    let days = gold.answers.iter().filter_map(|a| a.at.as_ref().or(a.to.as_ref()).or(a.from.as_ref()));
    let mut days = days.filter_map(|d| date(d));
    FROM.iter().any(|w| words.split(' ').any(|x| x == *w)) && days.any(|d| from.date <= d && d <= to.date)
}

/// Whether a clock stands on one of the days asked for, where there is one.
fn day_of(gold: &Gold, time: &Time) -> bool {
    let mut days = gold
        .answers
        .iter()
        .filter_map(|a| a.at.as_ref().or(a.from.as_ref()).or(a.to.as_ref()))
        .filter_map(|d| date(d));
    let Some(ours) = time.from else { return true };
    let mut any = days.by_ref().peekable();
    any.peek().is_none() || any.any(|d| d == ours.date)
}

fn date(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}

fn dates(gold: &Gold, found: &[&Time], text: &str) -> bool {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let code = |t: &String| *t == first.value || first.value.ends_with(t.as_str()) && t.len() == 2;
    if found.len() == 1 && gold.timex.iter().any(code) {
        return true;
    }
    // The rest of a week ends there with its last day and not after it.
    let rest = first.span.of(text).to_lowercase().contains("rest");
    gold.answers.iter().any(|a| answers(a, first, last, rest))
}

fn answers(asked: &Answer, first: &Time, last: &Time, rest: bool) -> bool {
    let day = |m: Option<types::Moment>| m.map(|m| m.date);
    let window = first.kind == TimeType::Duration;
    let near = |a: Option<Date>, b: Date| {
        a.is_some_and(|a| a == b || window && (a == plus(b, 1) || a == plus(b, -1)))
    };
    let (from, to) = (day(first.from), day(last.to));
    if let Some(at) = asked.at.as_deref().and_then(date) {
        return from == Some(at) && to == Some(at) || window && to == Some(at);
    }
    let begins = |d: Date| near(from, d);
    let ends = |d: Date| {
        near(to, plus(d, -1))
            || near(to, d) && first.span != last.span
            || near(day(last.from), d) && (first.span != last.span || asked.from.is_none())
            || asked.from.is_none() && near(to, d)
            || rest && near(to, d)
    };
    match (asked.from.as_deref().and_then(date), asked.to.as_deref().and_then(date)) {
        (Some(a), Some(b)) => begins(a) && ends(b),
        (Some(a), None) => begins(a) || near(to.map(|t| plus(t, 1)), a) || near(to, a),
        (None, Some(b)) => ends(b),
        (None, None) => false,
    }
}

fn plus(date: Date, days: i64) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}
