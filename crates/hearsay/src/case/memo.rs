//! What was looked up before, so that it need not be looked up again: within a transaction, and in the next
//! as long as nobody else has written meanwhile.

use super::judge::Judgements;
use super::keeper::{Latest, Panel};
use claims::weigh::Prepared;
use ledger::{QuestionRow, Seq, StandingRow};
use read::Voice;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;
use types::{DocumentId, QuestionId};

/// Things of one sort that are kept at once, twice over: of testimonies, some 2 KB each.
const MOST: usize = 75_000;

/// Voices of questions, and numbers of questions, likewise; some 300 bytes and some 150 each.
const OF_QUESTIONS: usize = 300_000;

/// Keeps what was used last. When the young ones are as many as may be, the old ones go and the young ones are old.
pub(super) struct Recent<K, V, const MANY: usize = MOST> {
    /// Each with what it counts for.
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    /// What the young ones count for together.
    size: usize,
}

impl<K, V, const MANY: usize> Default for Recent<K, V, MANY> {
    fn default() -> Self {
        Recent { young: HashMap::new(), old: HashMap::new(), size: 0 }
    }
}

impl<K: Hash + Eq, V: Clone, const MANY: usize> Recent<K, V, MANY> {
    pub fn get(&mut self, key: &K) -> Option<V> {
        if let Some((value, _)) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, (value, size)) = self.old.remove_entry(key)?;
        self.put_of(key, value.clone(), size);
        Some(value)
    }

    pub fn put(&mut self, key: K, value: V) {
        self.put_of(key, value, 1);
    }

    /// Puts what counts for so many.
    pub fn put_of(&mut self, key: K, value: V, size: usize) {
        if self.size >= MANY {
            self.old = std::mem::take(&mut self.young);
            self.size = 0;
        }
        self.size += size;
        self.size -= self.young.insert(key, (value, size)).map_or(0, |(_, size)| size);
    }

    pub fn take(&mut self, key: &K) -> Option<V> {
        let old = self.old.remove(key).map(|(value, _)| value);
        let Some((value, size)) = self.young.remove(key) else { return old };
        self.size -= size;
        Some(value)
    }

    pub fn remove(&mut self, key: &K) {
        self.take(key);
    }

    pub fn clear(&mut self) {
        *self = Recent::default();
    }
}

/// What was looked up before.
#[derive(Default)]
pub(super) struct Memo {
    /// The end of the chain when this was true.
    head: Seq,
    /// Questions as they are today, by number and by the id that they have; nothing for an id that means none.
    pub questions: Recent<i64, Arc<QuestionRow>>,
    pub asked: Recent<QuestionId, Option<i64>>,
    /// The reading of a document that holds; nothing where there is none.
    pub readings: Recent<DocumentId, Option<Seq>>,
    /// What never changes.
    pub voices: Recent<DocumentId, Option<Arc<Voice>>>,
    pub testimonies: Recent<i64, Arc<Prepared>>,
    /// What stands of a question today; nothing where nothing does.
    pub standings: Recent<i64, Option<Arc<StandingRow>>>,
    /// Questions without regard to their days under which nothing was taken back.
    pub kept: Recent<i64, ()>,
    /// Publishers under whose keys questions are filed.
    pub published: Recent<(i64, i64), ()>,
    /// The voices that answer a question, told apart.
    pub panels: Recent<i64, Arc<Panel>, OF_QUESTIONS>,
    /// The numbers that were given last, by question and whether without those counted of some days.
    pub latest: Recent<(i64, bool), Arc<Latest>, OF_QUESTIONS>,
    pub judgements: Judgements,
    /// Questions that were touched and are to be settled with the next reading.
    pub later: BTreeSet<QuestionId>,
}

impl Memo {
    /// A transaction begins on a chain that ends here: what others may have changed is forgotten.
    pub fn begin(&mut self, head: Seq) {
        if self.head != head {
            self.questions.clear();
            self.asked.clear();
            self.panels.clear();
            self.latest.clear();
            self.standings.clear();
            self.kept.clear();
            self.readings.clear();
            self.head = head;
        }
    }

    /// The transaction leaves the chain ending here.
    pub fn end(&mut self, head: Seq) {
        self.head = head;
        // Whoever judges takes the judgement up itself.
        self.judgements.seen(head);
    }

    /// A question has another id, or has become part of another.
    pub fn forget(&mut self, question: &QuestionRow) {
        self.questions.remove(&question.no);
        self.panels.remove(&question.no);
        self.latest.remove(&(question.no, false));
        self.latest.remove(&(question.no, true));
        self.standings.remove(&question.no);
        if let Ok(id) = question.id.parse() {
            self.asked.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let mut recent: Recent<usize, usize> = Recent::default();
        for i in 0..4 * MOST {
            recent.put(i, i);
            assert_eq!(recent.get(&0), Some(0), "after {i}");
        }
        assert_eq!(recent.get(&1), None);
        assert!(recent.young.len() + recent.old.len() <= 2 * MOST);
    }

    #[test]
    fn what_is_large_counts_for_more() {
        let mut recent: Recent<usize, (), 10> = Recent::default();
        for i in 0..100 {
            recent.put_of(i, (), 5);
            // It grows where it is.
            recent.put_of(i, (), 6);
            recent.take(&0);
        }
        assert!((2..=4).contains(&(recent.young.len() + recent.old.len())));
        assert_eq!(recent.size, 6 * recent.young.len());
    }
}
