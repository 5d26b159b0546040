//! What is held back until it is looked at or the transaction ends.

use crate::{Heading, QuestionRow, Seq, TestimonyRow, TieRow, standings};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A tie: its testimonies and its kind.
type Pair = (i64, i64, i16);

/// Rows that are yet to be written, each table in its order.
#[derive(Default)]
pub(crate) struct Held {
    pub(super) told: Vec<TestimonyRow>,
    pub(super) ties: BTreeMap<Pair, bool>,
    /// Questions with the numbers of their kinds.
    pub(super) questions: BTreeMap<i64, (i16, QuestionRow)>,
    /// Names of questions: which it is, and whether the name is its own.
    pub(super) names: BTreeMap<(String, Seq), (i64, bool)>,
    /// Days of episodes that stand in the table already.
    pub(super) days: BTreeMap<i64, (i32, i32)>,
    pub(super) standings: BTreeMap<i64, standings::Row>,
    /// Standings that stand in the table already, and end.
    pub(super) ended: BTreeMap<i64, Seq>,
    /// Questions that are held by their base; questions of which some row is held, and of which a standing is.
    pub(super) bases: HashMap<i64, Vec<i64>>,
    pub(super) asked: HashSet<i64>,
    pub(super) stood: HashSet<i64>,
    /// Testimonies that this transaction has brought, and all ties that it brought.
    fresh: HashSet<i64>,
    tied: HashSet<Pair>,
}

/// Rows that are held back, at most.
const MOST: usize = 10_000;
/// Testimonies and ties that are known to be new, at most.
const KNOWN: usize = 500_000;

impl Held {
    pub fn tells_much(&self) -> bool {
        self.told.len() + self.ties.len() > MOST
    }

    pub fn asks_much(&self) -> bool {
        let asked = self.questions.len() + self.names.len() + self.days.len();
        asked + self.standings.len() + self.ended.len() > MOST
    }

    pub fn tell(&mut self, row: &TestimonyRow) {
        // Without them, the database says what is new.
        if self.fresh.len() + self.tied.len() > KNOWN {
            (self.fresh, self.tied) = Default::default();
        }
        self.fresh.insert(row.no);
        self.told.push(row.clone());
    }

    /// Whether a tie is new; nothing where only the database can say.
    pub fn tie(&mut self, row: &TieRow) -> Option<bool> {
        if !self.fresh.contains(&row.a) && !self.fresh.contains(&row.b) {
            return None;
        }
        let pair = (row.a, row.b, row.kind);
        let new = self.tied.insert(pair);
        if new {
            self.ties.insert(pair, row.counts);
        }
        Some(new)
    }

    /// All ties of a testimony are gone.
    pub fn untie(&mut self, testimony: i64) {
        self.tied.retain(|(a, b, _)| *a != testimony && *b != testimony);
    }

    pub fn ask(&mut self, kind: i16, row: &QuestionRow) {
        self.asked.insert(row.no);
        self.bases.entry(row.base).or_default().push(row.no);
        self.questions.insert(row.no, (kind, row.clone()));
    }

    /// Questions of a base that are held.
    pub fn of_base(&self, base: i64) -> impl Iterator<Item = Heading> {
        let held = self.bases.get(&base).into_iter().flatten().filter_map(|no| self.questions.get(no));
        held.map(|(_, q)| Heading { no: q.no, base: q.base, first_day: q.first_day, last_day: q.last_day })
    }

    /// Whether some row of a question is held.
    pub fn asks(&self, question: i64) -> bool {
        self.asked.contains(&question)
    }

    /// Whether a name of this id is held.
    pub fn names(&self, id: &str) -> bool {
        let first = self.names.range((id.to_owned(), Seq::MIN)..).next();
        first.is_some_and(|((name, _), _)| name == id)
    }

    pub fn name(&mut self, id: &str, since: Seq, question: i64, own: bool) {
        self.asked.insert(question);
        let name = self.names.entry((id.to_owned(), since)).or_insert((question, own));
        if own || name.0 != question {
            *name = (question, own);
        }
    }

    pub fn last(&mut self, question: i64, days: (i32, i32)) {
        self.asked.insert(question);
        match self.questions.get_mut(&question) {
            Some((_, row)) => (row.first_day, row.last_day) = (Some(days.0), Some(days.1)),
            None => drop(self.days.insert(question, days)),
        }
    }

    pub fn stand(&mut self, row: standings::Row) {
        self.stood.insert(row.question);
        self.standings.insert(row.no, row);
    }

    /// A standing of a question ends.
    pub fn end(&mut self, question: i64, standing: i64, at: Seq) {
        self.stood.insert(question);
        match self.standings.get_mut(&standing) {
            Some(row) => row.until = Some(at),
            None => drop(self.ended.insert(standing, at)),
        }
    }

    /// A standing that nobody has seen goes; whether it was held here.
    pub fn withdraw(&mut self, standing: i64) -> bool {
        self.standings.remove(&standing).is_some()
    }
}
