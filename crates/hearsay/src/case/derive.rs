//! All that follows from the entries: filed when an entry is recorded, and again, to the same rows, when the
//! derived tables are made anew.

use super::CaseError;
use super::body::{ReadingBody, address, signature, unpack};
use super::keeper::Keeper;
use super::sums::{self, Settling};
use claims::weigh::{Docket, Prepared};
use ledger::{DocumentRow, Hit, ReadingRow, Recorded, Seq, TestimonyRow, Writer, number};
use show::ledger::Change;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use types::{Document, QuestionId};

/// Files a document under its number.
pub(super) fn document(w: &mut Writer<'_>, document: &Document, seq: Seq) -> Result<(), CaseError> {
    w.put_document(&DocumentRow {
        seq,
        id: document.document.to_string(),
        name: document.id.clone(),
        address: address(document).map(str::to_owned),
        publisher: document.publisher.clone(),
        title: document.title.clone(),
        published: document.published.as_ref().map(|d| d.at.to_string()),
        until: None,
        signature: signature(document),
    })?;
    let title = document.title.as_deref().unwrap_or_default();
    Ok(w.put_words(&[(Hit::Document(seq), format!("{title}\n{}", document.text).as_str())])?)
}

/// The reading of a document that holds today.
pub(super) fn current(keeper: &Keeper<'_, '_>, document: Seq) -> Result<Option<ReadingBody>, CaseError> {
    keeper.with(|w| {
        let Some(row) = w.reading_of(document, Seq::MAX)? else { return Ok(None) };
        Ok(Some(super::body::reading(w, row.seq)?))
    })
}

/// The body of an entry that repeats the reading of a document that holds today.
pub(super) fn again(keeper: &Keeper<'_, '_>, document: Seq) -> Result<String, CaseError> {
    keeper.with(|w| {
        let row = w
            .reading_of(document, Seq::MAX)?
            .ok_or_else(|| CaseError::unknown("reading of document", document))?;
        let record = w.entry(row.seq)?.ok_or_else(|| CaseError::unknown("reading", row.seq))?;
        Ok(super::body::again(super::body::first(&record)))
    })
}

/// Files the standing of one question anew, as of the entry `at`.
pub(super) fn settle(
    keeper: &Keeper<'_, '_>,
    question: &QuestionId,
    at: Seq,
    recorded: Recorded,
) -> Result<(), CaseError> {
    let settling = Settling { lexicon: keeper.lexicon(), at, recorded: recorded.0, days: BTreeMap::new() };
    settling.settle(keeper, question).map(drop)
}

/// The reading of a document ends with the entry `at`, and with it, where another has its place, the document.
/// The questions that this touches, and what was read.
pub(super) fn end(
    keeper: &Keeper<'_, '_>,
    row: &DocumentRow,
    replaced: bool,
    at: Seq,
) -> Result<(BTreeSet<QuestionId>, ReadingBody), CaseError> {
    let old = current(keeper, row.seq)?.ok_or_else(|| CaseError::unknown("reading of document", &row.id))?;
    let rows = keeper.with(|w| {
        let reading = w
            .reading_of(row.seq, Seq::MAX)?
            .ok_or_else(|| CaseError::unknown("reading of document", &row.id))?;
        if replaced {
            w.end_document(row.seq, at)?;
        }
        w.end_reading(reading.seq, at)?;
        Ok(w.testimonies_of_reading(reading.seq)?)
    })?;
    keeper.forget(&row.id.parse().map_err(CaseError::Wrong)?);
    let rows: Vec<TestimonyRow> = rows.into_iter().filter(|r| r.until.is_none()).collect();
    Ok((remove(keeper, &rows, at)?, old))
}

/// Testimonies end with the entry `at`. What stood in their chains may come to life again, and episodes may have other
/// days. The questions that this touches.
pub(super) fn remove(
    keeper: &Keeper<'_, '_>,
    rows: &[TestimonyRow],
    at: Seq,
) -> Result<BTreeSet<QuestionId>, CaseError> {
    let mut touched = BTreeSet::new();
    let mut again = Again::default();
    for row in rows {
        touched.extend(keeper.partners_of(row)?);
        keeper.leaves(row)?;
        keeper.with(|w| {
            w.remove_ties(row.no)?;
            Ok(w.end_testimony(row, at)?)
        })?;
    }
    let docket = Docket::new(keeper.lexicon(), keeper);
    for row in rows {
        let old = keeper.prepared(row.no)?;
        let Some(left) = docket.remove(keeper, &old) else {
            again.bases.insert(row.base);
            continue;
        };
        keeper.sound()?;
        keeper.note_left(&left)?;
        touched.extend(left.touched);
        let Some(cell) = docket.cell(&old) else { continue };
        if !docket.keeps_days(&old, &keeper.beside(row, cell)?) {
            again.questions.insert((row.base, row.question));
        }
    }
    touched.extend(again.add(keeper, rows, at)?);
    Ok(touched)
}

/// What is to be added anew where something was taken out.
#[derive(Default)]
struct Again {
    /// All that was said under these, whatever the day.
    bases: BTreeSet<i64>,
    /// All that was said to these questions of bases: days of their episodes are gone.
    questions: BTreeSet<(i64, i64)>,
}

impl Again {
    /// Does so, where these were taken out; the questions that this touches.
    fn add(
        self,
        keeper: &Keeper<'_, '_>,
        out: &[TestimonyRow],
        at: Seq,
    ) -> Result<BTreeSet<QuestionId>, CaseError> {
        let mut touched = BTreeSet::new();
        for base in &self.bases {
            let all = keeper.with(|w| Ok(w.testimonies(*base, Seq::MAX)?))?;
            let gone = out.iter().filter(|r| r.base == *base).map(|r| r.question);
            touched.extend(replay(keeper, &all, gone.collect(), at)?);
        }
        for (base, question) in self.questions.into_iter().filter(|(base, _)| !self.bases.contains(base)) {
            let all = keeper.with(|w| Ok(w.testimonies_to(base, question)?))?;
            touched.extend(replay(keeper, &all, BTreeSet::from([question]), at)?);
        }
        Ok(touched)
    }
}

/// Takes testimonies out and adds them again, in their order. Their episodes, and those of the questions `gone`, may have
/// other days then, and so other ids; the ids that they had lead to where their testimonies went.
fn replay(
    keeper: &Keeper<'_, '_>,
    rows: &[TestimonyRow],
    gone: BTreeSet<i64>,
    at: Seq,
) -> Result<BTreeSet<QuestionId>, CaseError> {
    let mut touched = BTreeSet::new();
    for question in gone {
        keeper.clear_days(question)?;
    }
    for row in rows {
        touched.extend(keeper.partners_of(row)?);
        keeper.leaves(row)?;
        keeper.with(|w| Ok(w.drop_testimony(row)?))?;
        keeper.clear_days(row.question)?;
    }
    for row in rows {
        let testimony = Arc::new(Prepared::new(keeper.lexicon(), unpack(row.no, &row.body)?));
        touched.extend(add(keeper, &testimony, row.document, at)?);
    }
    let mut moved: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let now = keeper.with(|w| Ok(w.question_of(row.no)?))?;
        moved.entry(row.question).or_default().extend(now);
    }
    for (old, now) in moved {
        if let Some(first) = now.first().filter(|_| !now.contains(&old)) {
            keeper.lead(old, *first, at)?;
        }
    }
    Ok(touched)
}

/// Adds one testimony; the questions that this touches.
fn add(
    keeper: &Keeper<'_, '_>,
    testimony: &Arc<Prepared>,
    document: Seq,
    at: Seq,
) -> Result<BTreeSet<QuestionId>, CaseError> {
    let Some(change) = Docket::new(keeper.lexicon(), keeper).add(keeper, testimony) else {
        return Ok(BTreeSet::new());
    };
    keeper.sound()?;
    keeper.note(testimony, &change, document, at)?;
    let mut touched: BTreeSet<QuestionId> = change.touched.into_iter().collect();
    touched.insert(change.question);
    Ok(touched)
}

/// Files what a reading found; what changed for its questions and for those touched before.
pub(super) fn reading(
    keeper: &Keeper<'_, '_>,
    body: &ReadingBody,
    (document, seq): (Seq, Seq),
    recorded: Recorded,
    mut touched: BTreeSet<QuestionId>,
) -> Result<Vec<Change>, CaseError> {
    keeper.with(|w| {
        w.put_reading(&ReadingRow { seq, document, until: None })?;
        file(w, body, seq)
    })?;
    let mut settling =
        Settling { lexicon: keeper.lexicon(), at: seq, recorded: recorded.0, days: BTreeMap::new() };
    let judged = super::judge::judged(keeper, &body.claims, &body.testimonies)?.into_iter();
    let testimonies: Vec<_> = judged.map(|t| Arc::new(Prepared::new(keeper.lexicon(), t))).collect();
    testimonies.iter().for_each(|t| keeper.reading_is(&t.testimony().document, seq));
    keeper.look_ahead(&testimonies)?;
    for testimony in &testimonies {
        let own = add(keeper, testimony, document, seq)?;
        own.iter().for_each(|q| settling.speaks(q, testimony.testimony()));
        touched.extend(own);
    }
    let mut changed = settling.settle_all(keeper, &touched)?;
    lead_on(keeper, document, seq)?;
    keeper.sound()?;
    changed.sort_by_key(|c| c.after);
    Ok(changed)
}

/// The ids of questions that nobody answers any more since claims of an earlier reading answer another one lead there.
fn lead_on(keeper: &Keeper<'_, '_>, document: Seq, seq: Seq) -> Result<(), CaseError> {
    // Right after its document: the first.
    if seq == document + 1 {
        return Ok(());
    }
    let old = keeper.with(|w| match w.reading_of(document, seq - 1)? {
        Some(reading) => Ok(w.testimonies_of_reading(reading.seq)?),
        None => Ok(Vec::new()),
    })?;
    for row in old {
        let nth = number(seq, 0) + row.no - number(ledger::born(row.no), 0);
        let Some(now) = keeper.with(|w| Ok(w.testimony(nth)?))?.filter(|now| now.question != row.question)
        else {
            continue;
        };
        let left = keeper.with(|w| Ok(w.sum(row.question)?))?;
        let (before, after) = (unpack(row.no, &row.body)?, unpack(now.no, &now.body)?);
        if left.told == 0 && left.gone == 0 && (before.claim, before.kind) == (after.claim, after.kind) {
            keeper.lead(row.question, now.question, seq)?;
        }
    }
    Ok(())
}

/// Claims under their ids, their sources and their words.
fn file(w: &mut Writer<'_>, body: &ReadingBody, seq: Seq) -> Result<(), CaseError> {
    let (mut marks, mut names, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for (i, claim) in body.claims.iter().enumerate() {
        let Ok(nth) = u16::try_from(i) else { break };
        marks.push(sums::claim_mark(claim, number(seq, nth), seq));
        let (more, known) = sums::source_marks(claim, number(seq, nth), seq);
        marks.extend(more);
        names.extend(known);
        let source = claim.source.as_ref().map_or("", |s| &s.text);
        words.push((Hit::Claim(seq, nth), format!("{source} {}", claim.content.text)));
    }
    w.mark(&marks)?;
    w.put_names(&names)?;
    let words: Vec<(Hit, &str)> = words.iter().map(|(hit, text)| (*hit, text.as_str())).collect();
    Ok(w.put_words(&words)?)
}
