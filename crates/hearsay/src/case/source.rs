//! What a source has said, and what became of it.

use super::board::mark;
use super::body::{standing_name, standing_of, unpack};
use super::shelf::Shelf;
use super::{Ask, Case, CaseError, frame};
use ledger::{Reader, Seq, Sort, TestimonyRow, born, number};
use show::ledger::{Became, Said, SourcePage};
use std::collections::BTreeMap;
use types::{Answer, ClaimId};

/// Claims of one source that are counted for its record.
const MOST: u32 = 10_000;

impl Case {
    /// The claims of a source by a name or an alias, the latest recorded first.
    ///
    /// # Errors
    /// Those of the ledger.
    pub fn source(&mut self, name: &str, limit: u32, ask: &Ask) -> Result<SourcePage, CaseError> {
        self.ledger.read(|reader| {
            let (as_of, frame) = frame(reader, ask)?;
            let mut page =
                SourcePage { frame, names: Vec::new(), total: 0, record: BTreeMap::new(), said: Vec::new() };
            let mut claims: Vec<i64> = Vec::new();
            for known in whole(reader, name)? {
                page.names.push(known.shown);
            }
            for name in page.names.clone() {
                let bare = types::Who::named(&name).name;
                page.names.extend(super::judge::merged(reader, &bare, as_of)?);
            }
            page.names.dedup();
            for name in &page.names {
                claims.extend(reader.marked_latest(Sort::Origin, mark(name), as_of, i64::MAX, MOST)?);
            }
            claims.sort_unstable_by(|a, b| b.cmp(a));
            claims.dedup();
            let mut shelf = Shelf::default();
            for no in claims {
                self::claim(reader, &mut shelf, no, as_of, limit, &mut page)?;
            }
            Ok(page)
        })
    }
}

/// The names that are the words asked for; only where there is none, those that begin with them.
fn whole(reader: &mut Reader<'_>, name: &str) -> Result<Vec<ledger::NameRow>, CaseError> {
    // "the mayor" is filed as "mayor".
    let bare = types::Who::named(name).name;
    let known = reader.names(Sort::Origin, &bare, 20)?;
    let folded = ledger::fold(&bare);
    let same: Vec<_> = known.iter().filter(|k| ledger::fold(&k.shown) == folded).cloned().collect();
    Ok(if same.is_empty() { known } else { same })
}

fn claim(
    reader: &mut Reader<'_>,
    shelf: &mut Shelf,
    no: i64,
    as_of: Seq,
    limit: u32,
    page: &mut SourcePage,
) -> Result<(), CaseError> {
    let Some(reading) = reader.reading_at(born(no))?.filter(|r| r.until.is_none_or(|u| u > as_of)) else {
        return Ok(());
    };
    let nth = usize::try_from(no - number(born(no), 0)).unwrap_or_default();
    page.total += 1;
    let full = page.said.len() >= limit as usize;
    let cited = shelf.cited(reader, (reading.seq, reading.document), |i, _| i == nth)?;
    let Some(cited) = cited else { return Ok(()) };
    let mut became = None;
    for row in reader.testimonies_of_reading(reading.seq)? {
        let Some(mine) = of_claim(&row, &cited.claim.id)? else { continue };
        let found = standing(reader, &row, mine, as_of)?;
        if let Some(found) = &found {
            *page.record.entry(standing_name(found.standing)).or_default() += 1;
        }
        became = became.or(found);
    }
    if !full {
        page.said.push(Said { claim: cited, became });
    }
    Ok(())
}

fn of_claim(row: &TestimonyRow, claim: &ClaimId) -> Result<Option<types::Testimony>, CaseError> {
    let testimony = unpack(row.no, &row.body)?;
    Ok((testimony.claim == *claim).then_some(testimony))
}

pub(super) fn standing(
    reader: &mut Reader<'_>,
    row: &TestimonyRow,
    testimony: types::Testimony,
    as_of: Seq,
) -> Result<Option<Became>, CaseError> {
    let (Some(question), Some(standing)) =
        (reader.question(row.question, as_of)?, reader.standing(row.question, as_of)?)
    else {
        return Ok(None);
    };
    Ok(Some(Became {
        question: question.id.parse().map_err(CaseError::Wrong)?,
        text: question.text,
        answer: Answer { value: testimony.value },
        standing: standing_of(standing.standing),
    }))
}
