//! A testimony with its names looked up in the lexicon: what is compared.

use super::lexicon::Lexicon;
use super::window::{Reach, Window};
use super::wording;
use std::borrow::Cow;
use std::cmp::Ordering;
use types::{AnswerValue, Mode, Moment, QuestionId, Testimony};

/// A testimony with all that is looked up or worked out of it alone: for those that are met again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    testimony: Testimony,
    /// Nothing where the lexicon does not know its kind.
    found: Option<(usize, Option<usize>, QuestionId, Reach)>,
}

impl Prepared {
    /// Looks its names up.
    pub fn new(lexicon: &Lexicon, testimony: Testimony) -> Prepared {
        let row = Row::of(lexicon, &testimony);
        let found = row.map(|r| (r.kind, r.class, r.base.into_owned(), r.reach));
        Prepared { testimony, found }
    }

    /// What was prepared.
    pub fn testimony(&self) -> &Testimony {
        &self.testimony
    }

    pub(super) fn row(&self) -> Option<Row<'_>> {
        let (kind, class, base, reach) = self.found.as_ref()?;
        let base = Cow::Borrowed(base);
        Some(Row { t: &self.testimony, kind: *kind, class: *class, base, reach: *reach })
    }
}

/// A testimony with its names looked up.
#[derive(Clone)]
pub(super) struct Row<'a> {
    pub t: &'a Testimony,
    /// Index of the kind.
    pub kind: usize,
    /// Index of the class.
    pub class: Option<usize>,
    /// The question without regard to when it happened.
    pub base: Cow<'a, QuestionId>,
    /// Between which days another document's testimony must lie to bear on it.
    pub reach: Reach,
}

impl<'a> Row<'a> {
    /// Nothing for a testimony of a kind that the lexicon does not know.
    pub fn of(lexicon: &Lexicon, t: &'a Testimony) -> Option<Row<'a>> {
        let kind = lexicon.kind_named(&t.kind)?;
        let class = t.class.as_deref().and_then(|c| lexicon.class_named(c));
        let base = Cow::Owned(wording::id(&t.kind, &t.mode, &t.asked, None));
        let reach = Reach::of(lexicon, kind, t);
        Some(Row { t, kind, class, base, reach })
    }

    /// Whether it says something of what is: no prediction, condition or withdrawal.
    pub fn says(&self) -> bool {
        self.t.mode == Mode::Says && !self.t.conditional && !self.t.withdraws
    }

    /// Whether it gives an answer, of what is or is to come.
    pub fn answers(&self) -> bool {
        !self.t.conditional && !self.t.withdraws && self.t.value != AnswerValue::Unconfirmed
    }

    pub fn foretells(&self) -> bool {
        matches!(self.t.mode, Mode::Foretells(_)) && !self.t.conditional && !self.t.withdraws
    }

    pub fn due(&self) -> Option<Moment> {
        match self.t.mode {
            Mode::Foretells(due) => due,
            Mode::Says => None,
        }
    }

    pub fn lasting(&self, lexicon: &Lexicon) -> bool {
        let row = &lexicon.kinds[self.kind];
        matches!(&self.t.value, AnswerValue::Status(s) if row.status(s).is_some_and(|s| s.lasting))
    }

    pub fn state(&self, lexicon: &Lexicon) -> Window {
        Window::of_state(self.t, self.lasting(lexicon))
    }

    /// Whether two testimonies can bear on one another: they stand in one document, or near in time.
    pub fn bears_on(&self, other: &Row<'_>) -> bool {
        self.t.document == other.t.document || self.reach.meets(&other.reach)
    }
}

/// The order in which testimonies are told of: by publication, those of one document as they stand.
pub(super) fn told(a: &Testimony, b: &Testimony) -> Ordering {
    (a.published, &a.document, a.at).cmp(&(b.published, &b.document, b.at))
}
