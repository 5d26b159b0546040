//! Keeps the testimonies of the docket in the ledger.

mod ahead;
mod earlier;
mod latest;
mod note;
mod panel;

pub(super) use latest::Latest;
pub(super) use panel::Panel;

use super::CaseError;
use super::body::unpack;
use super::judge::Judgements;
use super::memo::Memo;
use claims::weigh::{Cell, Held, Lexicon, Name, Prepared, State};
use ledger::{Brief, QuestionRow, Seq, StandingRow, TestimonyRow, Writer, flag, number};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use types::{DocumentId, QuestionId};

/// A transaction, as the docket sees it. The docket asks through shared references and cannot be told of a
/// failure: the first one is kept, and whoever began the transaction asks for it before ending it.
pub(super) struct Keeper<'k, 'w> {
    writer: RefCell<&'k mut Writer<'w>>,
    memo: RefCell<&'k mut Memo>,
    lexicon: &'k Lexicon,
    /// The reading that is being filed, and the cells in which its testimonies lie.
    filled: RefCell<(Seq, BTreeSet<Cell>)>,
    failed: RefCell<Option<CaseError>>,
}

impl<'k, 'w> Keeper<'k, 'w> {
    /// Begins to work in a transaction. To be ended with [`Keeper::end`].
    pub fn new(
        writer: &'k mut Writer<'w>,
        memo: &'k mut Memo,
        lexicon: &'k Lexicon,
    ) -> Result<Keeper<'k, 'w>, CaseError> {
        memo.begin(writer.head()?.0);
        Ok(Keeper {
            writer: RefCell::new(writer),
            memo: RefCell::new(memo),
            lexicon,
            filled: RefCell::default(),
            failed: RefCell::new(None),
        })
    }

    /// All is done; the first failure that the docket could not be told of.
    pub fn end(&self) -> Result<(), CaseError> {
        self.sound()?;
        let head = self.with(|w| Ok(w.head()?.0))?;
        self.memo.borrow_mut().end(head);
        Ok(())
    }

    /// The words to weigh with.
    pub fn lexicon(&self) -> &'k Lexicon {
        self.lexicon
    }

    /// Looks at the judgements of people, or takes up more of them.
    pub fn judgements<T>(&self, look: impl FnOnce(&mut Judgements) -> T) -> T {
        look(&mut self.memo.borrow_mut().judgements)
    }

    /// Questions that the next reading is to settle.
    pub fn later(&self, questions: BTreeSet<QuestionId>) {
        self.memo.borrow_mut().later.extend(questions);
    }

    /// The questions that were left to this reading.
    pub fn pending(&self) -> BTreeSet<QuestionId> {
        std::mem::take(&mut self.memo.borrow_mut().later)
    }

    /// The reading of a document has ended.
    pub fn forget(&self, document: &DocumentId) {
        self.memo.borrow_mut().readings.remove(document);
    }

    /// The reading of a document begins.
    pub fn reading_is(&self, document: &DocumentId, seq: Seq) {
        self.memo.borrow_mut().readings.put(document.clone(), Some(seq));
        let mut filled = self.filled.borrow_mut();
        if filled.0 != seq {
            *filled = (seq, BTreeSet::new());
        }
    }

    /// The questions of all that a testimony is tied with, and its own.
    pub fn partners_of(&self, row: &TestimonyRow) -> Result<Vec<QuestionId>, CaseError> {
        let mut questions = self.with(|w| Ok(w.partners_of(row.no)?))?;
        questions.push(row.question);
        self.named(questions)
    }

    /// Does something with the transaction.
    pub fn with<T>(
        &self,
        work: impl FnOnce(&mut Writer<'w>) -> Result<T, CaseError>,
    ) -> Result<T, CaseError> {
        work(&mut self.writer.borrow_mut())
    }

    /// The first failure that the docket could not be told of.
    pub fn sound(&self) -> Result<(), CaseError> {
        self.failed.borrow_mut().take().map_or(Ok(()), Err)
    }

    fn tell<T: Default>(&self, found: Result<T, CaseError>) -> T {
        found.unwrap_or_else(|e| {
            self.failed.borrow_mut().get_or_insert(e);
            T::default()
        })
    }

    fn all(&self, rows: &[Brief]) -> Result<Vec<Held>, CaseError> {
        rows.iter().map(|r| self.held(r)).collect()
    }

    fn held(&self, row: &Brief) -> Result<Held, CaseError> {
        let is = |flag: i16| row.flags & flag != 0;
        Ok(Held {
            prepared: self.prepared(row.no)?,
            question: self.question_id(row.question)?,
            state: State { replaced: is(flag::REPLACED), revises: is(flag::REVISES), gone: is(flag::GONE) },
        })
    }

    /// What the testimonies of these numbers say; none of them where that failed.
    pub fn told(&self, numbers: &[i64]) -> Vec<Arc<Prepared>> {
        let read = self.read_ahead(numbers.iter().copied());
        self.tell(read.and_then(|()| numbers.iter().map(|no| self.prepared(*no)).collect()))
    }

    /// What the testimony of a number says.
    pub fn prepared(&self, no: i64) -> Result<Arc<Prepared>, CaseError> {
        let known = self.memo.borrow_mut().testimonies.get(&no);
        if let Some(prepared) = known {
            return Ok(prepared);
        }
        let body = self.with(|w| Ok(w.body(no)?))?;
        let testimony = unpack(no, &body.ok_or_else(|| CaseError::unknown("testimony", no))?)?;
        let prepared = Arc::new(Prepared::new(self.lexicon, testimony));
        self.memo.borrow_mut().testimonies.put(no, Arc::clone(&prepared));
        Ok(prepared)
    }

    /// A question as it is today.
    pub fn question(&self, no: i64) -> Result<Arc<QuestionRow>, CaseError> {
        if let Some(row) = self.memo.borrow_mut().questions.get(&no) {
            return Ok(row);
        }
        let row = self.with(|w| Ok(w.question(no, Seq::MAX)?))?;
        let row = Arc::new(row.ok_or_else(|| CaseError::unknown("question", no))?);
        self.memo.borrow_mut().questions.put(no, Arc::clone(&row));
        Ok(row)
    }

    /// What stands of a question today.
    pub fn standing(&self, question: i64) -> Result<Option<Arc<StandingRow>>, CaseError> {
        let known = self.memo.borrow_mut().standings.get(&question);
        if let Some(standing) = known {
            return Ok(standing);
        }
        let standing = self.with(|w| Ok(w.standing(question, Seq::MAX)?))?.map(Arc::new);
        self.memo.borrow_mut().standings.put(question, standing.clone());
        Ok(standing)
    }

    /// It is this from now on.
    pub fn stands(&self, question: i64, standing: Option<StandingRow>) {
        self.memo.borrow_mut().standings.put(question, standing.map(Arc::new));
    }

    /// The question that an id means today.
    pub fn question_of(&self, id: &QuestionId) -> Result<Option<Arc<QuestionRow>>, CaseError> {
        let known = self.memo.borrow_mut().asked.get(id);
        match known {
            Some(None) => return Ok(None),
            Some(Some(no)) => {
                let row = self.question(no)?;
                // What other ids lead to may have changed.
                if row.id == id.as_str() {
                    return Ok(Some(row));
                }
            }
            None => {}
        }
        let row = self.with(|w| Ok(w.question_of_id(id.as_str(), Seq::MAX)?))?.map(Arc::new);
        if let Some(row) = &row {
            self.knows(id, row);
        }
        Ok(row)
    }

    fn knows(&self, id: &QuestionId, row: &Arc<QuestionRow>) {
        let mut memo = self.memo.borrow_mut();
        memo.asked.put(id.clone(), Some(row.no));
        memo.questions.put(row.no, Arc::clone(row));
    }

    /// The ids of questions; without those that became part of another with the entry that asked them.
    fn named(&self, questions: Vec<i64>) -> Result<Vec<QuestionId>, CaseError> {
        let mut found = Vec::new();
        for no in questions {
            if !self.question(no)?.id.is_empty() {
                found.push(self.question_id(no)?);
            }
        }
        Ok(found)
    }

    fn question_id(&self, no: i64) -> Result<QuestionId, CaseError> {
        self.question(no)?.id.parse().map_err(CaseError::Wrong)
    }

    /// The reading of a document that holds; nothing where it has none.
    fn reading_of(&self, document: &DocumentId) -> Result<Option<Seq>, CaseError> {
        let known = self.memo.borrow_mut().readings.get(document);
        if let Some(reading) = known {
            return Ok(reading);
        }
        let found = self.with(|w| {
            let Some(row) = w.document(document.as_str(), Seq::MAX)? else { return Ok(None) };
            Ok(w.reading_of(row.seq, Seq::MAX)?.map(|r| r.seq))
        })?;
        self.memo.borrow_mut().readings.put(document.clone(), found);
        Ok(found)
    }

    /// The number of a testimony; nothing where its document has no reading.
    pub fn number(&self, name: &Name) -> Result<Option<i64>, CaseError> {
        let nth = u16::try_from(name.at).ok();
        Ok(self.reading_of(&name.document)?.zip(nth).map(|(seq, nth)| number(seq, nth)))
    }
}
