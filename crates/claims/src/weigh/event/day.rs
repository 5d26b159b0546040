//! When it happened, and under which day it is filed.

use super::told::Told;
use jiff::civil::Date;
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
