//! When an answer is supposed to hold, and whether two speak of the same time.

use super::Sight;
use jiff::civil::Date;
use types::{Claim, Stretch, When};

/// Days between which an answer holds or happened; open ends where the text gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Window {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Whether the text says anything.
    pub known: bool,
    /// True on some day of it, not on every day.
    pub within: bool,
}

/// Whether two answers speak of the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlap {
    Yes,
    No,
    Unsure,
}

impl Window {
    /// When what the claim says happened: its valid time alone. A stretch without a beginning, "before
    /// it was said", tells no two events apart and is as good as none.
    pub fn of_event(claim: &Claim) -> Window {
        begun(claim).map_or_else(Window::default, Window::of)
    }

    /// When a state is said to hold: valid time, else the day it was said, else the day of publication.
    pub fn of_state(sight: &Sight<'_>, claim: &Claim, lasting: bool) -> Window {
        let said = begun(claim).or(claim.claimed_time.as_ref());
        let published = sight.document.published.as_ref().map(|d| d.at.date);
        let mut window = said.map_or_else(
            || Window { from: published, to: published, known: published.is_some(), within: false },
            Window::of,
        );
        if lasting {
            window.to = None;
        }
        window
    }

    fn of(when: &When) -> Window {
        let (from, to) = (when.from.map(|m| m.date), when.to.map(|m| m.date));
        let within = when.stretch == Some(Stretch::Within) && from != to;
        Window { from, to, known: from.is_some() || to.is_some(), within }
    }

    /// Days from the first to the last; nothing when an end is open.
    pub fn days(&self) -> Option<i32> {
        Some((self.to? - self.from?).get_days() + 1)
    }

    fn meets(&self, other: &Window) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Whether this stretch lies inside the other and is not the same.
    pub fn inside(&self, other: &Window) -> bool {
        let after = other.from.is_none() || self.from.is_some() && self.from >= other.from;
        let before = other.to.is_none() || self.to.is_some() && self.to <= other.to;
        self.known && other.known && self != other && after && before
    }

    /// For states: they meet, and neither only says "some day of these weeks".
    pub fn states_meet(&self, other: &Window) -> Overlap {
        if !self.known || !other.known {
            return if self.known == other.known { Overlap::Yes } else { Overlap::Unsure };
        }
        if !self.meets(other) {
            return Overlap::No;
        }
        let loose = |w: &Window| w.within && w.days().is_none_or(|d| d > 2);
        if loose(self) || loose(other) { Overlap::Unsure } else { Overlap::Yes }
    }

    /// For counts: the two stretches are nearly the same, or both are a few days that meet.
    pub fn counts_meet(&self, other: &Window) -> Overlap {
        if !self.known || !other.known {
            return Overlap::Unsure;
        }
        if !self.meets(other) {
            return Overlap::No;
        }
        let (Some(a), Some(b)) = (self.days(), other.days()) else {
            return if self.from == other.from { Overlap::Yes } else { Overlap::Unsure };
        };
        if a <= 3 && b <= 3 {
            return Overlap::Yes;
        }
        let from = self.from.max(other.from);
        let to = self.to.min(other.to);
        let shared = Window { from, to, ..*self }.days().unwrap_or(0);
        if 2 * shared >= a.max(b) { Overlap::Yes } else { Overlap::No }
    }
}

fn begun(claim: &Claim) -> Option<&When> {
    claim.valid_time.as_ref().filter(|w| w.from.is_some())
}

/// The day by which something was said, for telling the older of two counts.
pub(super) fn said(claim: &Claim) -> Option<(Date, Date)> {
    let when = claim.claimed_time.as_ref()?;
    Some((when.from?.date, when.to?.date))
}

/// Whether `a` was said before `b`: every day that `a` may have been said lies before every day of `b`.
pub(super) fn said_before(a: &Claim, b: &Claim) -> bool {
    matches!((said(a), said(b)), (Some((_, a)), Some((b, _))) if a < b)
}
