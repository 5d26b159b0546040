//! Whether two answers to one question, or to two related ones, can both be right.

use super::kind::{AnswerType, Relation, Spread};
use super::lexicon::Lexicon;
use super::row::Row;
use super::window::{Overlap, Window, said_before};
use types::{AnswerValue, Measure, Spot, Testimony, Tie};

/// Counts whose time is not given are only set against each other when they are nearer than this; a
/// war's dead and a village's are not rivals.
const NEAR: f64 = 3.0;
/// Counts of the publisher, who tells of many events, only when they are nearer than this to those of the
/// sources beside them.
const NEAR_OF_PUBLISHER: f64 = 1.5;
/// What "about" leaves open, as a share of the number.
const ABOUT: f64 = 0.1;

/// What two answers are to each other, and the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub tie: Tie,
    pub rule: &'static str,
    /// What is compared, in words: goes after who says what.
    pub because: String,
}

impl Verdict {
    fn of(tie: Tie, rule: &'static str, because: impl Into<String>) -> Option<Verdict> {
        Some(Verdict { tie, rule, because: because.into() })
    }

    pub fn clash(&self) -> bool {
        self.tie == Tie::Incompatible || self.tie == Tie::Denies
    }
}

/// Two testimonies, the earlier told first.
pub(super) struct Pair<'a> {
    pub lexicon: &'a Lexicon,
    pub a: &'a Row<'a>,
    pub b: &'a Row<'a>,
    /// Whether they stand under one question, so that a place left out is that question's.
    pub together: bool,
}

impl Pair<'_> {
    /// What the two are to each other; nothing when they speak of different things, or it is not sure
    /// that they do not.
    pub fn verdict(&self) -> Option<Verdict> {
        use AnswerValue::{Actor, Interval, Polar, Status, Unconfirmed};
        let points = |x: &Row<'_>, y: &Row<'_>| {
            x.t.document == y.t.document && x.t.denies == Some(y.t.at) && x.t.denies.is_some()
        };
        if points(self.a, self.b) || points(self.b, self.a) {
            return Verdict::of(Tie::Denies, "denial", "the one denies what the other says");
        }
        match (&self.a.t.value, &self.b.t.value) {
            (Unconfirmed, _) | (_, Unconfirmed) => None,
            (Interval { .. }, Interval { .. }) => self.counts(),
            (Interval { .. }, Polar(false)) => self.denied_number(self.b, self.a),
            (Polar(false), Interval { .. }) => self.denied_number(self.a, self.b),
            (Actor(a), Polar(false)) => self.not_they(&a.name, self.b),
            (Polar(false), Actor(a)) => self.not_they(&a.name, self.a),
            (Polar(_), Polar(_)) if self.actor() => None,
            (Polar(a), Polar(b)) if self.lexicon.kinds[self.a.kind].open => self.acts(a == b),
            (Polar(a), Polar(b)) => self.states(a == b, "opposite-polarity"),
            (Status(a), Status(b)) => {
                let row = &self.lexicon.kinds[self.a.kind];
                let with = |x: &str, y: &str| row.status(x).is_some_and(|s| s.with.iter().any(|w| w == y));
                if a != b && (with(a, b) || with(b, a)) {
                    return None;
                }
                self.states(a == b, "exclusive-statuses")
            }
            (Actor(a), Actor(b)) => {
                let same = a.name.eq_ignore_ascii_case(&b.name);
                // "The army" may be the Northern army.
                if !same && (shortens(&a.name, &b.name) || shortens(&b.name, &a.name)) {
                    return None;
                }
                let event = self.actors_meet() && self.places_equal();
                if event { self.agree(same, "exclusive-actors", "one act has one author") } else { None }
            }
            _ => None,
        }
    }

    /// Two answers to kinds that the lexicon says exclude each other.
    pub fn related(&self, relation: &Relation) -> Option<Verdict> {
        let states = self.windows_of_states();
        let clash = states.0.states_meet(&states.1) == Overlap::Yes && self.places_bear();
        if clash { Verdict::of(Tie::Incompatible, "excludes", relation.because.clone()) } else { None }
    }

    /// One act, or one state on the same days: who holds a town changes with them.
    fn actors_meet(&self) -> bool {
        if self.lexicon.kinds[self.a.kind].episodes == Some(false) && !self.one_document() {
            let (a, b) = self.windows_of_states();
            return a.states_meet(&b) == Overlap::Yes;
        }
        self.events_meet() != Overlap::No
    }

    fn actor(&self) -> bool {
        self.lexicon.kinds[self.a.kind].answer == AnswerType::Actor
    }

    /// "Denied that it had struck the hospital" excludes that it did, and nothing else.
    fn not_they(&self, name: &str, denial: &Row<'_>) -> Option<Verdict> {
        let same = denial.t.agent.iter().any(|w| w.name.eq_ignore_ascii_case(name));
        let meets = same && self.actors_meet() && self.places_equal();
        if meets {
            Verdict::of(Tie::Denies, "denial", "the one denies that it was whom the other names")
        } else {
            None
        }
    }

    fn agree(&self, same: bool, rule: &'static str, why: &str) -> Option<Verdict> {
        if same {
            Verdict::of(Tie::Confirms, "same-answer", "the answers are the same")
        } else {
            Verdict::of(Tie::Incompatible, rule, why)
        }
    }

    /// The same act, word for word, of few days: it was so or it was not.
    fn acts(&self, same: bool) -> Option<Verdict> {
        let (a, b) = self.windows_of_states();
        if !self.together || self.a.t.apart || self.b.t.apart || !a.near(&b) {
            return None;
        }
        self.agree(same, "opposite-polarity", "the same act cannot have been done and not been done")
    }

    // ---- states -----------------------------------------------------------------------------------

    fn states(&self, same: bool, rule: &'static str) -> Option<Verdict> {
        let (x, y) = (&self.a.t.asked.who, &self.b.t.asked.who);
        let apart = !x.is_empty() && !y.is_empty() && !x.iter().any(|w| y.iter().any(|o| o.key == w.key));
        if apart {
            return None;
        }
        let (a, b) = self.windows_of_states();
        if same {
            let narrower =
                matches!((&self.a.t.place, &self.b.t.place), (Some(x), Some(y)) if x.holds(y) || y.holds(x));
            let (tie, why) = if narrower {
                (Tie::Narrows, "the answers are the same, one for a smaller place")
            } else {
                (Tie::Confirms, "the answers are the same")
            };
            let apart =
                matches!((&self.a.t.place, &self.b.t.place), (Some(x), Some(y)) if !narrower && !x.same(y));
            return if apart { None } else { Verdict::of(tie, "same-answer", why) };
        }
        if a.states_meet(&b) != Overlap::Yes || !self.places_bear() {
            return None;
        }
        Verdict::of(Tie::Incompatible, rule, "both cannot be so at the same time and place")
    }

    fn windows_of_states(&self) -> (Window, Window) {
        (self.a.state(self.lexicon), self.b.state(self.lexicon))
    }

    fn spread(&self, row: &Row<'_>) -> Spread {
        match &row.t.value {
            AnswerValue::Polar(false) => Spread::Down,
            AnswerValue::Status(s) => self.lexicon.kinds[row.kind].status(s).map_or(Spread::Up, |s| s.spread),
            _ => Spread::Up,
        }
    }

    /// Whether what is said of the one place says something of the other: the same place, or "none in
    /// the province" against "some in the town". "Some in the province" says nothing of the town.
    fn places_bear(&self) -> bool {
        let down = |r: &Row<'_>| self.spread(r) == Spread::Down;
        match (&self.a.t.place, &self.b.t.place) {
            (None, None) => true,
            (Some(x), Some(y)) => x.same(y) || x.holds(y) && down(self.a) || y.holds(x) && down(self.b),
            (None, Some(_)) => self.together || down(self.a),
            (Some(_), None) => self.together || down(self.b),
        }
    }

    // ---- counts -----------------------------------------------------------------------------------

    fn places_equal(&self) -> bool {
        match (&self.a.t.place, &self.b.t.place) {
            (Some(x), Some(y)) => x.same(y),
            (None, None) => true,
            _ => self.together,
        }
    }

    fn events_meet(&self) -> Overlap {
        let (a, b) = self.windows_of_events();
        if self.a.t.apart || self.b.t.apart { Overlap::No } else { a.counts_meet(&b) }
    }

    fn windows_of_events(&self) -> (Window, Window) {
        if self.one_document() {
            (Window::of_event(self.a.t), Window::of_event(self.b.t))
        } else {
            (Window::of_told_event(self.a.t), Window::of_told_event(self.b.t))
        }
    }

    fn one_document(&self) -> bool {
        self.a.t.document == self.b.t.document
    }

    fn counts(&self) -> Option<Verdict> {
        let (a, b) = (bounds(self.a.t), bounds(self.b.t));
        if let Some(part) = self.part() {
            return Some(part);
        }
        let meet = self.events_meet();
        let mixed = self.a.t.measure != self.b.t.measure
            && (self.a.t.measure == Some(Measure::Cumulative)
                || self.b.t.measure == Some(Measure::Cumulative));
        if meet == Overlap::No || mixed && meet != Overlap::Yes {
            return None;
        }
        let disjoint = disjoint(a, b);
        if self.a.class != self.b.class {
            return self.classes(a, b, meet);
        }
        if self.a.t.who.is_empty() != self.b.t.who.is_empty() {
            return self.of_whom(a, b, meet);
        }
        if let Some(verdict) = self.places_of_counts(a, b) {
            return verdict;
        }
        if !disjoint {
            return self.same_count(a, b);
        }
        let grows = self.lexicon.kinds[self.a.kind].grows;
        let (first, second) = (self.a.t, self.b.t);
        let older_lower = said_before(first, second) && a.1 < b.0 || said_before(second, first) && b.1 < a.0;
        if grows && older_lower {
            return Verdict::of(
                Tie::Updates,
                "older-lower-count",
                "a count that grows with time was given later",
            );
        }
        if meet == Overlap::Unsure && far(a, b, NEAR) || self.publisher() && !self.surely_one_event(a, b) {
            return None;
        }
        Verdict::of(
            Tie::Incompatible,
            "disjoint-counts",
            "the numbers of the same class, place and time do not meet",
        )
    }

    fn publisher(&self) -> bool {
        self.a.t.voice.publisher || self.b.t.voice.publisher
    }

    /// The publisher's own numbers are mostly of other events than those of the sources beside them.
    fn surely_one_event(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        let place = matches!((&self.a.t.place, &self.b.t.place), (Some(x), Some(y)) if x.same(y));
        let near = if self.one_document() { NEAR_OF_PUBLISHER } else { NEAR };
        place && self.events_meet() == Overlap::Yes && !far(a, b, near)
    }

    fn same_count(&self, a: (f64, f64), b: (f64, f64)) -> Option<Verdict> {
        let inside = |x: (f64, f64), y: (f64, f64)| x != y && x.0 >= y.0 && x.1 <= y.1;
        if inside(a, b) || inside(b, a) {
            return Verdict::of(Tie::Narrows, "compatible-counts", "one number lies inside the other");
        }
        Verdict::of(Tie::Confirms, "compatible-counts", "the numbers can both be right")
    }

    /// A part beside its whole: of a larger count, or of a shorter time inside a longer one.
    fn part(&self) -> Option<Verdict> {
        let part = |r: &Row<'_>| r.t.measure == Some(Measure::Part);
        let (a, b) = self.windows_of_events();
        let whole = |r: &Row<'_>| r.t.measure == Some(Measure::Cumulative);
        // Two totals that run from one day are one count at two times.
        let running = whole(self.a) && whole(self.b) && a.from == b.from;
        let shorter = !running && (a.inside(&b) && whole(self.b) || b.inside(&a) && whole(self.a));
        let since = whole(self.a) && !whole(self.b) && b.known || whole(self.b) && !whole(self.a) && a.known;
        if part(self.a) != part(self.b) || shorter || since && self.events_meet() != Overlap::Yes {
            return Verdict::of(
                Tie::PartOf,
                "part-of-whole",
                "a part is neither added to its whole nor set against it",
            );
        }
        None
    }

    /// Counts of a class and of one inside it: the part cannot be more than the whole.
    fn classes(&self, a: (f64, f64), b: (f64, f64), meet: Overlap) -> Option<Verdict> {
        let (x, y) = (self.a.class?, self.b.class?);
        let (whole, part) = if self.lexicon.class_holds(x, y) {
            (a, b)
        } else if self.lexicon.class_holds(y, x) {
            (b, a)
        } else {
            return None;
        };
        let same_event = meet == Overlap::Yes && self.a.t.place.is_some() && self.places_equal();
        if part.0 > whole.1 && same_event && self.a.t.who == self.b.t.who {
            return Verdict::of(
                Tie::Incompatible,
                "part-above-whole",
                "a class cannot count more than the class that holds it",
            );
        }
        None
    }

    /// "At least 12 people" beside "six of its members": a count of nobody in particular holds that of one
    /// body, which cannot be more.
    fn of_whom(&self, a: (f64, f64), b: (f64, f64), meet: Overlap) -> Option<Verdict> {
        let (whole, part) = if self.a.t.who.is_empty() { (a, b) } else { (b, a) };
        if part.0 > whole.1 && meet == Overlap::Yes && self.a.t.place.is_some() && self.places_equal() {
            return Verdict::of(
                Tie::Incompatible,
                "part-above-whole",
                "one body cannot count more than there are in all",
            );
        }
        None
    }

    /// Counts of a place and of one inside it. Nothing when the places are the same.
    fn places_of_counts(&self, a: (f64, f64), b: (f64, f64)) -> Option<Option<Verdict>> {
        let (Some(x), Some(y)) = (&self.a.t.place, &self.b.t.place) else {
            return if self.places_equal() { None } else { Some(None) };
        };
        if x.same(y) {
            return None;
        }
        let above = |whole: &Spot, part: &Spot, w: (f64, f64), p: (f64, f64)| whole.holds(part) && p.0 > w.1;
        if (above(x, y, a, b) || above(y, x, b, a)) && self.events_meet() == Overlap::Yes {
            let why = "a place cannot count more than the place that holds it";
            return Some(Verdict::of(Tie::Incompatible, "part-above-whole", why));
        }
        Some(None)
    }

    /// "Denied that 40 had died" excludes 40, and nothing else.
    fn denied_number(&self, denial: &Row<'_>, number: &Row<'_>) -> Option<Verdict> {
        let (low, high) = denial.t.denied?;
        let (low, high) = (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY));
        let said = bounds(number.t);
        let meets = low <= said.1 && said.0 <= high;
        if meets && self.events_meet() != Overlap::No && self.places_equal() {
            return Verdict::of(
                Tie::Denies,
                "denial",
                "the number that the one gives is denied by the other",
            );
        }
        None
    }
}

/// Whether a name is the end of a longer one.
fn shortens(short: &str, long: &str) -> bool {
    let (short, long) = (short.to_lowercase(), long.to_lowercase());
    long.strip_suffix(&short).is_some_and(|before| before.ends_with(' '))
}

/// Whether two intervals share no number.
pub(super) fn disjoint(a: (f64, f64), b: (f64, f64)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

/// The ends of an interval, with what "about" leaves open.
pub(super) fn bounds(t: &Testimony) -> (f64, f64) {
    let AnswerValue::Interval { low, high } = t.value else { return (0.0, f64::INFINITY) };
    let (low, high) = (low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY));
    if t.about && low == high { about(low) } else { (low, high) }
}

/// Between which numbers "about" a number lies.
pub(super) fn about(number: f64) -> (f64, f64) {
    (number * (1.0 - ABOUT), number * (1.0 + ABOUT))
}

fn far(a: (f64, f64), b: (f64, f64), near: f64) -> bool {
    let (low, high) = if a.1 < b.0 { (a.1, b.0) } else { (b.1, a.0) };
    low > 0.0 && high / low >= near
}
