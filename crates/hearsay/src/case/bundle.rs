//! All testimonies that bear on one question, as of a moment: enough to weigh it as if all were weighed.
//!
//! Those of the question's base near its days; whatever lies where these look; and, of what was replaced or
//! taken back by now, what stands after it in its chain and what takes things back, for these decide from when
//! on it counted no more. What is more than that bears on other questions only.

use super::body::{unpack, voice};
use super::{CaseError, window_of};
use claims::weigh::{self, Lexicon, Reach};
use ledger::{QuestionRow, Reader, Seq, TestimonyRow, born};
use read::Voice;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use types::{Bond, DocumentId, Testimony};

/// Testimonies and the voices of their documents.
pub(super) struct Bundle {
    /// In order of their numbers, each with what it says.
    pub rows: Vec<(TestimonyRow, Testimony)>,
    voices: HashMap<DocumentId, Option<Voice>>,
}

/// Rows found so far, by number.
type Rows = BTreeMap<i64, (TestimonyRow, Testimony)>;

impl Bundle {
    /// What bears on a question.
    pub fn of(
        reader: &mut Reader<'_>,
        lexicon: &Lexicon,
        row: &QuestionRow,
        as_of: Seq,
    ) -> Result<Bundle, CaseError> {
        let mut rows = Rows::new();
        // Where readings have ended since, what is replaced today may have had a follower of its own then.
        if reader.ended_since(as_of)? {
            whole(reader, lexicon, row.base, as_of, &mut rows)?;
        } else {
            own(reader, lexicon, row, as_of, &mut rows)?;
            let latest = as_of >= reader.head()?.0;
            around(reader, lexicon, as_of, latest, &mut rows)?;
            followers(reader, as_of, &mut rows)?;
        }
        let rows: Vec<_> = rows.into_values().collect();
        let mut voices = HashMap::new();
        for (row, t) in &rows {
            if !voices.contains_key(&t.document) {
                let known = reader.document_at(row.document)?;
                voices.insert(t.document.clone(), known.and_then(|d| voice(&d)));
            }
        }
        Ok(Bundle { rows, voices })
    }

    /// Leaves out what a base was told of other days.
    pub fn about(&mut self, base: i64, (from, to): ledger::Window) {
        let meets = |t: &Testimony| {
            let (a, b) = super::sums::days(t);
            a.is_none_or(|a| to.is_none_or(|to| a <= to))
                && b.is_none_or(|b| from.is_none_or(|from| b >= from))
        };
        self.rows.retain(|(r, t)| r.base != base || meets(t));
    }

    /// What was said, in order of the numbers.
    pub fn testimonies(&self) -> Vec<Testimony> {
        self.rows.iter().map(|(_, t)| t.clone()).collect()
    }

    /// What ties two of its documents.
    pub fn bond(&self, a: &DocumentId, b: &DocumentId) -> Option<Bond> {
        read::bond(self.voices.get(a)?.as_ref()?, self.voices.get(b)?.as_ref()?)
    }
}

/// Takes up rows that are not there yet.
fn take(rows: &mut Rows, found: Vec<TestimonyRow>) -> Result<(), CaseError> {
    for row in found {
        if let Entry::Vacant(free) = rows.entry(row.no) {
            let testimony = unpack(row.no, &row.body)?;
            free.insert((row, testimony));
        }
    }
    Ok(())
}

/// What was said under the base of the question near its days; all of it where it has none.
fn own(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    row: &QuestionRow,
    as_of: Seq,
    rows: &mut Rows,
) -> Result<(), CaseError> {
    let any = reader.first_of(row.base)?.map(|r| unpack(r.no, &r.body)).transpose()?;
    let (Some((mut from, mut to)), Some(any)) = (row.first_day.zip(row.last_day), any) else {
        return take(rows, reader.testimonies(row.base, as_of)?);
    };
    let cell = [weigh::base_cell(&any)];
    loop {
        let window = (Some(from.saturating_sub(weigh::GAP)), Some(to.saturating_add(weigh::GAP)));
        take(rows, reader.near_then(&cell, window, as_of)?)?;
        // Other days may have joined the episode then.
        let days = rows.values().filter_map(|(_, t)| weigh::days(lexicon, t));
        let joined = days.filter(|d| d.0 <= to + weigh::GAP && d.1 >= from - weigh::GAP);
        let (first, last) = joined.fold((from, to), |(a, b), d| (a.min(d.0), b.max(d.1)));
        if (first, last) == (from, to) {
            return Ok(());
        }
        (from, to) = (first, last);
    }
}

/// What lies where those look: by the days that all with the same cells reach together. Of today, only what
/// counts.
fn around(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    as_of: Seq,
    latest: bool,
    rows: &mut Rows,
) -> Result<(), CaseError> {
    let mut looks: BTreeMap<Vec<i64>, Reach> = BTreeMap::new();
    let mut beside: BTreeMap<Seq, BTreeSet<i64>> = BTreeMap::new();
    for (row, testimony) in rows.values() {
        let Some((cells, reach)) = weigh::looks(lexicon, testimony) else { continue };
        beside.entry(born(row.no)).or_default().extend(&cells);
        let all = looks.entry(cells).or_insert(reach);
        *all = Reach { from: all.from.min(reach.from), to: all.to.max(reach.to) };
    }
    let mut found = Vec::new();
    for (cells, reach) in looks {
        found.extend(reader.near_then(&cells, window_of(reach), as_of)?);
    }
    // Those of one document bear on one another whatever the day; conditions and predictions of one claim too.
    for (reading, cells) in beside {
        let its = reader.testimonies_of_reading(reading)?;
        found.extend(its.into_iter().filter(|r| r.cells().any(|c| cells.contains(&c))));
    }
    found.retain(|r| r.live || !latest);
    take(rows, found)
}

/// Of what counts no more: what its voice said next, and what takes back.
fn followers(reader: &mut Reader<'_>, as_of: Seq, rows: &mut Rows) -> Result<(), CaseError> {
    let dead: Vec<(i64, i64, String)> =
        rows.values().filter(|(r, _)| !r.live).map(|(r, _)| (r.base, r.voice, r.spoken.clone())).collect();
    let mut bases: BTreeSet<i64> = rows.values().map(|(r, _)| r.base).collect();
    for (base, voice, spoken) in dead {
        take(rows, reader.chain_then((base, voice), &spoken, weigh::STEPS, as_of)?)?;
        bases.insert(base);
    }
    for base in bases {
        take(rows, reader.withdrawals_then(base, as_of)?)?;
    }
    Ok(())
}

/// All bases that have anything to do with this one.
fn whole(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    base: i64,
    as_of: Seq,
    rows: &mut Rows,
) -> Result<(), CaseError> {
    let mut bases = BTreeSet::from([base]);
    take(rows, reader.testimonies(base, as_of)?)?;
    let looks: Vec<_> = rows.values().filter_map(|(r, t)| Some((r.no, weigh::looks(lexicon, t)?))).collect();
    for (no, (cells, reach)) in looks {
        bases.extend(reader.near_then(&cells, window_of(reach), as_of)?.iter().map(|r| r.base));
        bases.extend(reader.testimonies_of_reading(born(no))?.iter().map(|r| r.base));
    }
    for base in bases {
        take(rows, reader.testimonies(base, as_of)?)?;
    }
    Ok(())
}
