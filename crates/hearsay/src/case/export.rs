//! What the ledger holds for other programs: claims, questions and documents, one at a time, as `show` writes them.

mod items;
mod order;
mod topic;

pub use order::Order;

use super::board::wanted;
use super::{Ask, Case, CaseError, frame};
use crate::shelf::{Kept, shelve};
use items::Desk;
use ledger::{QuestionRow, Reader, Seq};
use show::export::{Export, Filed, Form, Item, Stamp, What};
use std::collections::HashSet;
use std::io::Write;

/// Rows asked for at once.
const PAGE: u32 = 200;

impl Case {
    /// Writes what is asked for. Memory is that of one item and, for documents, of what their stories are told by.
    ///
    /// # Errors
    /// When the form cannot say it; when no question fits, or several do, where one is asked for; those of the ledger,
    /// and of writing.
    pub fn export(&mut self, order: &Order, ask: &Ask, out: &mut dyn Write) -> Result<(), CaseError> {
        let lexicon = &self.lexicon;
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let stamp = stamp(reader, as_of, &frame)?;
            let unfit = |e: show::export::Unfit| CaseError::Wrong(e.to_string());
            let mut export =
                Export::new(order.what, order.form, stamp, order.options.clone()).map_err(unfit)?;
            out.write_all(export.begin().as_bytes())?;
            let mut desk = Desk::new(reader, lexicon, as_of, frame, *ask);
            let mut put = |item: Item| Ok(out.write_all(export.item(&item).as_bytes())?);
            match order.what {
                What::Claims if order.is_plain() => claims(&mut desk, &mut put)?,
                What::Claims => claims_of_questions(&mut desk, order, &mut put)?,
                What::Questions => questions(&mut desk, order, &mut put)?,
                What::Documents => documents(&mut desk, &mut put)?,
            }
            out.write_all(export.end().as_bytes())?;
            Ok(())
        })
    }
}

/// Takes one item.
type Put<'p> = dyn FnMut(Item) -> Result<(), CaseError> + 'p;

fn stamp(reader: &mut Reader<'_>, as_of: Seq, frame: &show::ledger::Frame) -> Result<Stamp, CaseError> {
    let hash = reader.entry(as_of)?.map(|r| data_encoding::HEXLOWER.encode(&r.hash));
    Ok(Stamp {
        known_at: frame.known_at.clone(),
        about: frame.about,
        documents: frame.documents,
        ledger: hash.map_or_else(|| "0".into(), |h| format!("{as_of}:{h}")),
        made_by: format!("hearsay {}", env!("CARGO_PKG_VERSION")),
        lexicons: claims::Lexicons::version(),
    })
}

/// Every claim that stood then, in the order in which they were recorded.
fn claims(desk: &mut Desk<'_, '_>, put: &mut Put<'_>) -> Result<(), CaseError> {
    let mut after = 0;
    loop {
        let page = desk.reader.readings(after, desk.as_of, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.seq;
        for reading in &page {
            for statement in desk.statements(reading.seq, reading.document)? {
                put(Item::Claim(Box::new(statement)))?;
            }
        }
    }
}

/// The claims that answer the questions asked for, each once.
fn claims_of_questions(desk: &mut Desk<'_, '_>, order: &Order, put: &mut Put<'_>) -> Result<(), CaseError> {
    let mut seen: HashSet<types::ClaimId> = HashSet::new();
    each_question(desk, order, &mut |desk, row| {
        let Some(topic) = desk.topic(&row, Form::Jsonl)? else { return Ok(()) };
        for statement in topic.statements {
            let answers = topic.asked.question.answers.iter().any(|g| g.claim == statement.claim.id);
            if answers && seen.insert(statement.claim.id.clone()) {
                put(Item::Claim(Box::new(statement)))?;
            }
        }
        Ok(())
    })
}

fn questions(desk: &mut Desk<'_, '_>, order: &Order, put: &mut Put<'_>) -> Result<(), CaseError> {
    if order.form == Form::Html {
        order.is_one(desk)?;
    }
    each_question(desk, order, &mut |desk, row| match desk.topic(&row, order.form)? {
        Some(topic) => put(Item::Question(Box::new(topic))),
        None => Ok(()),
    })
}

/// The questions asked for, in the order of the board.
fn each_question(
    desk: &mut Desk<'_, '_>,
    order: &Order,
    take: &mut dyn FnMut(&mut Desk<'_, '_>, QuestionRow) -> Result<(), CaseError>,
) -> Result<(), CaseError> {
    if let Some(id) = &order.question {
        let row = desk.reader.question_of_id(id.as_str(), desk.as_of)?;
        return take(desk, row.ok_or_else(|| CaseError::unknown("question", id))?);
    }
    let Some(filter) = wanted(desk.reader, &order.filter, &desk.ask)? else { return Ok(()) };
    let (mut after, mut left) = (None, u64::from(order.filter.limit));
    loop {
        let page = desk.reader.board(&filter, desk.as_of, after, PAGE)?;
        for (row, _) in page.rows {
            if left == 0 {
                return Ok(());
            }
            left -= 1;
            take(desk, row)?;
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// A row a document that stood then, in the order in which they were recorded.
fn documents(desk: &mut Desk<'_, '_>, put: &mut Put<'_>) -> Result<(), CaseError> {
    let (mut kept, mut beside, mut after) = (Vec::new(), Vec::new(), 0);
    loop {
        let page = desk.reader.documents(after, desk.as_of, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for row in &page {
            let Some((document, event, contested)) = desk.document(row.seq)? else { continue };
            kept.push(Kept::of(&document, event.as_ref()));
            beside.push((row.seq, contested));
        }
    }
    for (row, (seq, contested)) in shelve(&kept).into_iter().zip(beside) {
        let Some(paper) = desk.paper(seq)? else { continue };
        let place = desk.event_place(seq)?;
        let filed =
            Filed { paper, story: row.story, event: row.event, contested, copies_of: row.copies_of, place };
        put(Item::Document(Box::new(filed)))?;
    }
    Ok(())
}
