//! All that is derived, made again from the entries.

use super::keeper::Keeper;
use super::memo::Memo;
use super::{Case, CaseError, derive};
use ledger::{Kind, Record, unpack_document};
use std::collections::BTreeSet;

/// Entries gone through at once.
const PAGE: u32 = 64;

impl Case {
    /// Drops all derived tables and makes them again: to the same rows, as long as engine and words are the
    /// same. In one transaction: others see the old tables or the new.
    ///
    /// # Errors
    /// Those of the ledger; nothing is changed then.
    pub fn rebuild(&mut self) -> Result<(), CaseError> {
        self.memo = Memo::default();
        let (lexicon, memo) = (&self.lexicon, &mut self.memo);
        let done = self.ledger.write(|w| {
            w.clear()?;
            let keeper = Keeper::new(w, memo, lexicon)?;
            let mut after = 0;
            loop {
                let page = keeper.with(|w| Ok(w.entries(after, PAGE)?))?;
                let Some(last) = page.last() else { break };
                after = last.seq;
                for record in &page {
                    replay(&keeper, record)?;
                }
            }
            keeper.end()?;
            keeper.with(|w| Ok(w.rebuilt()?))
        });
        if done.is_err() {
            self.memo = Memo::default();
        }
        done
    }
}

fn replay(keeper: &Keeper<'_, '_>, record: &Record) -> Result<(), CaseError> {
    match record.kind {
        Kind::Document => {
            let document = unpack_document(&record.body).ok_or_else(|| CaseError::Reading {
                seq: record.seq,
                why: "its body is no document".into(),
            })?;
            keeper.with(|w| derive::document(w, &document, record.seq))
        }
        Kind::Reading => reading(keeper, record),
        Kind::Version => version(keeper, record),
        _ => {
            super::judge::take(keeper, record)?;
            Ok(())
        }
    }
}

/// A reading ends the one before it.
fn reading(keeper: &Keeper<'_, '_>, record: &Record) -> Result<(), CaseError> {
    let unknown = || CaseError::unknown("document", &record.subject);
    let row = keeper.with(|w| Ok(w.document(&record.subject, ledger::Seq::MAX)?))?.ok_or_else(unknown)?;
    let before = derive::current(keeper, row.seq)?;
    let mut touched = keeper.pending();
    if before.is_some() {
        touched.extend(derive::end(keeper, &row, false, record.seq)?.0);
    }
    let body = keeper.with(|w| super::body::reading(w, record.seq))?;
    derive::reading(keeper, &body, (row.seq, record.seq), record.recorded, touched).map(drop)
}

/// A version ends the document that it replaces; what that touches is settled with the reading that follows.
fn version(keeper: &Keeper<'_, '_>, record: &Record) -> Result<(), CaseError> {
    let body: serde_json::Value = serde_json::from_slice(&record.body)
        .map_err(|e| CaseError::Reading { seq: record.seq, why: e.to_string() })?;
    let replaced = body["replaces"].as_str().unwrap_or_default();
    let row = keeper.with(|w| Ok(w.document(replaced, ledger::Seq::MAX)?))?;
    let row = row.ok_or_else(|| CaseError::unknown("document", replaced))?;
    let touched: BTreeSet<_> = derive::end(keeper, &row, true, record.seq)?.0;
    keeper.later(touched);
    Ok(())
}
