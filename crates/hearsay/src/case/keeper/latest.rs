//! The numbers that were given last to a question, as they come: what its best number is drawn from, so that they are not
//! looked up again with each.

use super::Keeper;
use crate::case::CaseError;
use claims::weigh;
use ledger::{Figure, TestimonyRow, flag};
use std::sync::Arc;

/// The numbers of what counts today for a question, the one said last first: all of them or, of more, the first
/// [`weigh::ASKED`].
#[derive(Debug, Clone, Default)]
pub(in crate::case) struct Latest {
    given: Vec<Figure>,
    /// There may be more.
    more: bool,
}

impl Latest {
    fn of(given: Vec<Figure>) -> Latest {
        Latest { more: given.len() >= weigh::ASKED, given }
    }

    /// They.
    pub fn given(&self) -> &[Figure] {
        &self.given
    }

    /// With one more.
    fn with(mut self, row: &TestimonyRow) -> Latest {
        let TestimonyRow { no, flags, low, high, ref spoken, .. } = *row;
        let at = self.given.partition_point(|figure| figure.spoken > *spoken);
        if at == self.given.len() && self.more {
            return self;
        }
        self.given.reserve_exact(1);
        self.given.insert(at, Figure { no, flags, low, high, spoken: spoken.clone() });
        self.more |= self.given.len() > weigh::ASKED;
        self.given.truncate(weigh::ASKED);
        self
    }

    /// Without this one; nothing where another takes its place.
    fn without(mut self, row: &TestimonyRow) -> Option<Latest> {
        let before = self.given.len();
        self.given.retain(|figure| figure.no != row.no);
        (self.given.len() == before || !self.more).then_some(self)
    }
}

impl Keeper<'_, '_> {
    /// The numbers of a question that were given last; without those counted of some days where `undated`.
    pub fn latest(&self, question: i64, undated: bool) -> Result<Arc<Latest>, CaseError> {
        let known = self.memo.borrow_mut().latest.get(&(question, undated));
        let look = || self.with(|w| Ok(w.numbers(question, undated, weigh::ASKED as u32)?));
        if let Some(latest) = known {
            debug_assert_eq!(look()?, latest.given, "the numbers of question {question}");
            return Ok(latest);
        }
        let latest = Arc::new(Latest::of(look()?));
        self.keep_latest((question, undated), Arc::clone(&latest));
        Ok(latest)
    }

    /// Whether they are known.
    pub fn knows_latest(&self, question: i64, undated: bool) -> bool {
        self.memo.borrow_mut().latest.get(&(question, undated)).is_some()
    }

    fn keep_latest(&self, of: (i64, bool), latest: Arc<Latest>) {
        let size = latest.given.len().max(1);
        self.memo.borrow_mut().latest.put_of(of, latest, size);
    }

    /// Nobody has given one yet.
    pub(super) fn gives_none(&self, question: i64) {
        self.keep_latest((question, false), Arc::default());
    }

    /// One comes to its question or leaves it.
    pub(super) fn give(&self, row: &TestimonyRow, comes: bool) {
        if !row.live || row.low.is_none() {
            return;
        }
        for undated in [false, true] {
            if undated && row.flags & flag::DATED != 0 {
                continue;
            }
            let known = self.memo.borrow_mut().latest.take(&(row.question, undated));
            let now = known.map(Arc::unwrap_or_clone).and_then(|latest| match comes {
                true => Some(latest.with(row)),
                false => latest.without(row),
            });
            now.into_iter().for_each(|now| self.keep_latest((row.question, undated), Arc::new(now)));
        }
    }
}
