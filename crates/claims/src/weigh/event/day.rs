//! When it happened, and under which day it is filed.

use super::told::Told;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use types::{Claim, Document, Moment, Stretch, Time, TimeType, When};

/// A report tells as news what happened this many days before it; what lies further back is history,
/// which is filed under its own day.
const NEWS: i32 = 6;
/// Days that one event lasts at most, from the first to the last.
const SHORT: i32 = 3;
/// Sentences in which the report says when, if not beside the count.
const LEAD: usize = 3;

/// When the main count happened: the time in its sentence that stands nearest to it, `at` a byte, where it
/// is a few days at most and not ahead of the report; else the time of the first sentences.
pub(super) fn happened(
    document: &Document,
    times: &[Time],
    statements: &[Claim],
    main: usize,
    at: usize,
) -> Option<When> {
    let published = published(document);
    let fits = |from: Option<Moment>, to: Option<Moment>| {
        let (Some(from), Some(to)) = (from, to) else { return false };
        let short = to.date.since(from.date).is_ok_and(|s| s.get_days() <= SHORT);
        short && published.is_none_or(|p| to.date <= p)
    };
    let sentence = statements.get(main)?.span;
    if published.is_none()
        && let Some(when) = undated(document, times, statements, main, at)
    {
        return Some(when);
    }
    let beside = times
        .iter()
        .filter(|t| sentence.contains(t.span) && matches!(t.kind, TimeType::Date | TimeType::Time))
        .filter(|t| fits(t.from, t.to))
        .min_by_key(|t| t.span.start.abs_diff(at));
    if let Some(t) = beside {
        let basis = format!("“{}” beside the count", t.span.of(&document.text));
        let stretch = (t.from != t.to).then_some(Stretch::Within);
        return Some(When { from: t.from, to: t.to, stretch, basis });
    }
    let lead = statements.iter().take(main.min(LEAD)).filter_map(|s| s.valid_time.as_ref());
    let when = lead.into_iter().find(|w| fits(w.from, w.to)).cloned();
    when.or_else(|| {
        let to = Some(Moment::day(published?));
        Some(When { from: None, to, stretch: None, basis: "before the report".into() })
    })
}

/// Of a report without a date: by the full date that stands nearest to the main sentence. A weekday nearer to the count
/// is the last such day before it, as "on Tuesday, police said on 14 March 2031".
fn undated(
    document: &Document,
    times: &[Time],
    statements: &[Claim],
    main: usize,
    at: usize,
) -> Option<When> {
    let place = |t: &Time| statements.iter().position(|s| s.span.contains(t.span));
    let away = |t: &Time| place(t).map(|i| i.abs_diff(main)).filter(|n| *n <= LEAD);
    let full = times.iter().filter(|t| is_full(document, t)).filter_map(|t| Some((away(t)?, t)));
    let (_, full) = full.min_by_key(|(away, t)| (*away, t.span.start.abs_diff(at)))?;
    let (from, words) = (full.from?, full.span.of(&document.text));
    let near = full.span.start.abs_diff(at);
    let weekday = times.iter().filter(|t| place(t) == Some(main) && t.span.start.abs_diff(at) < near);
    let weekday = weekday.min_by_key(|t| t.span.start.abs_diff(at)).and_then(|t| Some((t, of_week(t)?)));
    let Some((named, weekday)) = weekday else {
        let stretch = (full.from != full.to).then_some(Stretch::Within);
        let basis = format!("“{words}”, the nearest full date");
        return Some(When { from: full.from, to: full.to, stretch, basis });
    };
    let back = from.date.weekday().since(weekday);
    let day = Some(Moment::day(from.date.checked_sub(i64::from(back).days()).ok()?));
    let basis = format!("“{}” beside the count, before “{words}”", named.span.of(&document.text));
    Some(When { from: day, to: day, stretch: None, basis })
}

/// Whether it is one day that names its year, and not the day since which something holds.
fn is_full(document: &Document, t: &Time) -> bool {
    let words = t.span.of(&document.text);
    let year = words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let day = t.from.is_some() && t.from.map(|m| m.date) == t.to.map(|m| m.date);
    let before = document.text.get(..t.span.start).unwrap_or_default().trim_end();
    year && day && matches!(t.kind, TimeType::Date | TimeType::Time) && !before.ends_with("since")
}

/// The weekday of a time that could not be placed.
fn of_week(t: &Time) -> Option<Weekday> {
    let number = t.value.strip_prefix("XXXX-WXX-")?.get(..1)?.parse().ok()?;
    Weekday::from_monday_one_offset(number).ok().filter(|_| t.from.is_none())
}

/// The day under which it is filed.
pub(super) fn filed(document: &Document, happened: Option<&When>) -> Option<Moment> {
    let known = happened.and_then(|w| w.from).map(|m| m.date);
    let day = match (published(document), known) {
        (Some(p), Some(k)) if p.since(k).is_ok_and(|s| s.get_days() > NEWS) => k,
        (Some(p), _) => p,
        (None, k) => k?,
    };
    Some(Moment::day(day))
}

fn published(document: &Document) -> Option<Date> {
    document.published.as_ref().map(|p| p.at.date)
}

/// The sentence of the main count, else of the first that tells of an act.
pub(super) fn sentence(main: Option<&Told>, first: usize) -> usize {
    main.map_or(first, |t| t.statement)
}
