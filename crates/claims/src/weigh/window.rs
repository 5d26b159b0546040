//! When an answer is supposed to hold, whether two speak of the same time, and which was said first.

use super::episode::GAP;
use super::kind::AnswerType;
use super::lexicon::Lexicon;
use jiff::civil::Date;
use types::{Days, Measure, Mode, Testimony};

/// Days around a state for which another document's word still bears on it.
const AROUND: i32 = 15;
/// What a report without a date tells of happened at most so many days before it was said …
const FRESH: i32 = 7;
/// … and what it counts in all, or what only changes slowly, is so old at most.
const SLOW: i32 = 30;
/// Testimonies of different documents that were said further apart than this do not bear on one another.
const LONG: i32 = 90;

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
    /// When what is said happened: its valid time alone. A stretch without a beginning, "before it was
    /// said", tells no two events apart and is as good as none.
    pub fn of_event(t: &Testimony) -> Window {
        begun(t.valid.as_ref()).map_or_else(Window::default, Window::of)
    }

    /// The same where words of another document are beside it: then the time of the event that the whole
    /// document tells of says more than none.
    pub fn of_told_event(t: &Testimony) -> Window {
        begun(t.valid.as_ref())
            .or(begun(t.event.as_ref()).filter(|_| t.measure != Some(Measure::Cumulative)))
            .map_or_else(Window::default, Window::of)
    }

    /// When a state is said to hold: valid time, else the day it was said, else the day of publication.
    pub fn of_state(t: &Testimony, lasting: bool) -> Window {
        let said = begun(t.valid.as_ref()).or(t.claimed.as_ref());
        let published = t.published.map(|m| m.date);
        let mut window = said.map_or_else(
            || Window { from: published, to: published, known: published.is_some(), within: false },
            Window::of,
        );
        if lasting {
            // Reached on some day of a stretch, it holds from the last of them on.
            if window.within {
                window.from = window.to.or(window.from);
            }
            (window.to, window.within) = (None, false);
        }
        window
    }

    fn of(days: &Days) -> Window {
        let (from, to) = (days.from.map(|m| m.date), days.to.map(|m| m.date));
        Window { from, to, known: from.is_some() || to.is_some(), within: days.within && from != to }
    }

    /// Days from the first to the last; nothing when an end is open.
    pub fn days(&self) -> Option<i32> {
        Some((self.to? - self.from?).get_days() + 1)
    }

    fn meets(&self, other: &Window) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Whether both are few days, and no more than a few lie between them; so where neither is known.
    pub fn near(&self, other: &Window) -> bool {
        let (Some(a), Some(b)) = (self.from.zip(self.to), other.from.zip(other.to)) else {
            return !self.known && !other.known;
        };
        let long = |w: (Date, Date)| (w.1 - w.0).get_days() > GAP;
        let gap = (b.0 - a.1).get_days().max((a.0 - b.1).get_days());
        !long(a) && !long(b) && gap <= GAP
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

fn begun(days: Option<&Days>) -> Option<&Days> {
    days.filter(|d| d.from.is_some())
}

/// Between which days another document's testimony must lie to bear on this one, both inclusive, as days
/// since 1970-01-01. A lookup key: no two testimonies of different documents bear on one another unless
/// their reaches meet, so that the work of adding one does not grow with the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// First day; `i32::MIN` when open.
    pub from: i32,
    /// Last day; `i32::MAX` when open.
    pub to: i32,
}

impl Reach {
    /// Of everything.
    pub const ALL: Reach = Reach { from: i32::MIN, to: i32::MAX };

    /// Whether they share a day.
    pub fn meets(&self, other: &Reach) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    pub(super) fn of(lexicon: &Lexicon, kind: usize, t: &Testimony) -> Reach {
        let said = last_said(t).map(day_number);
        if let Mode::Foretells(due) = t.mode {
            // What came of it is said in the time after it fell due; of what has no day, nothing is.
            return match (t.conditional, due, said) {
                (true, _, Some(said)) => Reach { from: said, to: said.saturating_add(LONG) },
                (_, Some(due), _) => {
                    let due = day_number(due.date);
                    Reach { from: due, to: due.saturating_add(LONG) }
                }
                (_, None, Some(said)) => Reach { from: said, to: said },
                _ => Reach::ALL,
            };
        }
        let row = &lexicon.kinds[kind];
        let reach = if matches!(row.answer, AnswerType::Count | AnswerType::Actor) {
            let window = Window::of_told_event(t);
            let slow = t.measure == Some(Measure::Cumulative) || !row.grows && row.event.is_none();
            let back = if slow { SLOW } else { FRESH };
            match (window.known, said) {
                // A total runs on until it is given.
                (true, Some(said)) if t.measure == Some(Measure::Cumulative) => {
                    let around = Reach::around(&window, 0);
                    Reach { to: around.to.max(said), ..around }
                }
                (true, _) => Reach::around(&window, 0),
                (false, Some(said)) => Reach { from: said - back, to: said },
                (false, None) => Reach::ALL,
            }
        } else {
            let lasts = matches!(&t.value, types::AnswerValue::Status(s)
                if row.status(s).is_some_and(|s| s.lasting));
            Reach::around(&Window::of_state(t, lasts), AROUND)
        };
        said.map_or(reach, |said| reach.near(said))
    }

    fn around(window: &Window, days: i32) -> Reach {
        Reach {
            from: window.from.map_or(i32::MIN, |d| day_number(d) - days),
            to: window.to.map_or(i32::MAX, |d| day_number(d) + days),
        }
    }

    /// What of it lies near the day on which it was said, when any of it does.
    fn near(self, said: i32) -> Reach {
        let (from, to) = (self.from.max(said - LONG), self.to.min(said + LONG));
        if from <= to { Reach { from, to } } else { self }
    }
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

fn last_said(t: &Testimony) -> Option<Date> {
    t.claimed.and_then(|c| c.to.or(c.from)).or(t.published).map(|m| m.date)
}

/// The days on which it may have been said: claimed time, between documents also that of publication.
pub(super) fn said(t: &Testimony, published: bool) -> Option<(Date, Date)> {
    let claimed = t.claimed.and_then(|c| Some((c.from?.date, c.to?.date)));
    let day = t.published.map(|m| m.date).filter(|_| published);
    claimed.or(day.map(|d| (d, d)))
}

/// Whether `a` was said before `b`: every day that `a` may have been said lies before every day of `b`.
pub(super) fn said_before(a: &Testimony, b: &Testimony) -> bool {
    let published = a.document != b.document;
    matches!((said(a, published), said(b, published)), (Some((_, a)), Some((b, _))) if a < b)
}

/// Whether one voice said `a` before `b`. Where the days do not tell, the report that was published first
/// has the older word.
pub(super) fn spoke_before(a: &Testimony, b: &Testimony) -> bool {
    let sooner = matches!((a.published, b.published), (Some(x), Some(y)) if x < y);
    said_before(a, b) || a.document != b.document && sooner && !said_before(b, a)
}
