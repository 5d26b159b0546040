//! When it happened, and under which day it is filed.

use super::told::Told;
use jiff::civil::Date;
use types::{Claim, Document, Moment, When};

/// A report tells as news what happened this many days before it; what lies further back is history,
/// which is filed under its own day.
const NEWS: i32 = 6;

/// When the main count happened: the time of its sentence, where it is a few days at most and not ahead of
/// the report; else that of the first sentences.
pub(super) fn happened(document: &Document, statements: &[Claim], main: usize) -> Option<When> {
    let published = published(document);
    let fits = |w: &&When| {
        let (Some(from), Some(to)) = (w.from, w.to) else { return false };
        let short = to.date.since(from.date).is_ok_and(|s| s.get_days() <= 3);
        short && published.is_none_or(|p| to.date <= p)
    };
    let order = std::iter::once(main).chain(0..main.min(3));
    let when = order.filter_map(|i| statements.get(i)?.valid_time.as_ref()).find(fits);
    when.cloned().or_else(|| {
        let day = published.map(Moment::day);
        day.map(|d| When { from: None, to: Some(d), stretch: None, basis: "before the report".into() })
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
