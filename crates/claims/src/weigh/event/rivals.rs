//! Whether reports of one event contest its toll.

use crate::weigh::compare::disjoint;
use types::{Event, Toll};

/// Days between the days under which two reports file what may be one event: one prints the next day what
/// another told on the same.
const DAYS: i32 = 2;
/// The class whose count tells rivals apart.
const CLASS: &str = "civilians";

/// Two reports whose counts cannot both be right.
#[derive(Debug, Clone, PartialEq)]
pub struct Rivals {
    /// Index of the one event.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// In words, for people.
    pub because: String,
}

/// Whether two reports may tell of one event: filed in one unit, under days next to each other.
pub fn same_event(a: &Event, b: &Event) -> bool {
    let (Some(x), Some(y)) = (a.date, b.date) else { return false };
    let near = x.date.since(y.date).is_ok_and(|s| s.get_days().abs() <= DAYS);
    near && a.admin1.is_some() && a.admin1 == b.admin1
}

/// The pairs among reports of one event whose counts of killed civilians are disjoint: the rule by which
/// the claims of a document are weighed, over the tolls as they are filed. A report that counts no civilian
/// says that none was killed. Each pair once, in order.
pub fn rivals(events: &[&Event]) -> Vec<Rivals> {
    let mut found = Vec::new();
    for (a, first) in events.iter().enumerate() {
        for (b, second) in events.iter().enumerate().skip(a + 1) {
            let (x, y) = (count(&first.killed), count(&second.killed));
            if disjoint(x, y) {
                let because = format!("{CLASS} killed: {} against {}", words(x), words(y));
                found.push(Rivals { a, b, because });
            }
        }
    }
    found
}

fn count(toll: &Toll) -> (f64, f64) {
    let (low, high) = toll.get(CLASS).copied().unwrap_or((Some(0.0), Some(0.0)));
    (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY))
}

fn words((low, high): (f64, f64)) -> String {
    if low == high {
        low.to_string()
    } else if high.is_infinite() {
        format!("at least {low}")
    } else {
        format!("{low} to {high}")
    }
}
