//! What takes a statement back: its voice, or the publisher that printed it.

use super::compare::{bounds, disjoint};
use super::row::Row;
use types::{AnswerValue, name_key};

/// Whether `by` takes `row` back: a retraction or a publisher's correction, of the same voice or of the
/// publisher that printed it, that repeats the answer; of an earlier report. Within one document the words
/// themselves say what is taken back, and it is noted on the testimony.
pub(super) fn takes_back(by: &Row<'_>, row: &Row<'_>) -> bool {
    let (w, t) = (by.t, row.t);
    let later = !matches!((t.published, w.published), (Some(t), Some(w)) if t > w);
    w.withdraws
        && !t.withdraws
        && w.document != t.document
        && later
        && (w.voice.own == t.voice.own && !w.voice.unnamed || corrects(by, row))
        && alike(&w.value, row, by)
}

/// A publisher speaks of what it printed itself: at the same address, or under its name.
fn corrects(by: &Row<'_>, row: &Row<'_>) -> bool {
    let (w, t) = (by.t, row.t);
    let own = |name: &str| w.voice.publisher || w.voice.own == name_key(name);
    let same_name = matches!((&w.publisher, &t.publisher), (Some(a), Some(b)) if name_key(a) == name_key(b));
    let same_address = w.url.is_some() && w.url == t.url;
    w.publisher.as_deref().is_some_and(own) && (same_name || same_address)
}

fn alike(value: &AnswerValue, row: &Row<'_>, by: &Row<'_>) -> bool {
    match (value, &row.t.value) {
        (AnswerValue::Interval { .. }, AnswerValue::Interval { .. }) => {
            !disjoint(bounds(by.t), bounds(row.t))
        }
        (AnswerValue::Actor(a), AnswerValue::Actor(b)) => a.name.eq_ignore_ascii_case(&b.name),
        (a, b) => a == b,
    }
}
