//! Over many reports: which tell of one event, and whose toll is contested.

use super::rivals::{rivals, same_event};
use std::collections::BTreeMap;
use types::{Event, EventId};

/// The event that a report tells of, for people who list reports: one unit, one day. Nothing where the report
/// gives no toll or the unit or the day is unknown.
pub fn event_id(event: &Event) -> Option<EventId> {
    let (unit, date) = (event.admin1.as_deref()?, event.date?.date);
    (!event.counts.is_empty()).then(|| EventId::of(&[unit.as_bytes(), date.to_string().as_bytes()]))
}

/// For each report whether another of the same event contests its toll: [`rivals`] among [`same_event`]. A
/// report without an event contests nothing. The order of the reports does not matter.
///
/// Only reports of one unit are compared: the cost is quadratic in those alone.
pub fn contested(events: &[Option<&Event>]) -> Vec<bool> {
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        if let Some(unit) = event.and_then(|e| e.admin1.as_deref()) {
            units.entry(unit).or_default().push(i);
        }
    }
    let mut found = vec![false; events.len()];
    for members in units.values() {
        for (at, a) in members.iter().enumerate() {
            for b in &members[at + 1..] {
                let (Some(x), Some(y)) = (events[*a], events[*b]) else { continue };
                if same_event(x, y) && !rivals(&[x, y]).is_empty() {
                    (found[*a], found[*b]) = (true, true);
                }
            }
        }
    }
    found
}
