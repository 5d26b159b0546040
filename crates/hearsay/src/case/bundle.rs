//! All testimonies that bear on one question, as of a moment: enough to weigh it as if all were weighed.
//!
//! Those of the question's base near its days; whatever lies where these look; and, of what was replaced or
//! taken back by now or may have been then, what stands after it in its chain and what takes things back, for these
//! decide from when on it counted no more. What is more than that bears on other questions only.

use super::body::{unpack, voice};
use super::{CaseError, window_of};
use claims::weigh::{self, Lexicon, Reach};
use ledger::{Brief, DocumentRow, QuestionRow, Reader, Seq, StandingRow, TestimonyRow, born};
use read::Voice;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use types::{Bond, DocumentId, Testimony};

/// How much of a question with many answers is taken.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Of the answers, so many, the latest, and those that decide. What more would cost grows with their square.
    pub most: u32,
    /// This testimony in any case.
    pub with: Option<i64>,
    /// What was told of these days.
    pub about: Option<ledger::Window>,
}

impl Part {
    /// What is shown where a question is asked.
    pub const SHOWN: Part = Part { most: 100, with: None, about: None };
    /// Every answer.
    pub const ALL: Part = Part { most: u32::MAX, with: None, about: None };
}

/// Ties of older answers that are shown beside them where the standing rests on such.
const DECIDING: u32 = 4;

/// Testimonies and the voices of their documents.
pub(super) struct Bundle {
    /// In order of their numbers, each with what it says.
    pub rows: Vec<(TestimonyRow, Testimony)>,
    voices: HashMap<DocumentId, Option<Voice>>,
    /// What stands of the question, where not all of its answers are here that were to be.
    pub cut: Option<StandingRow>,
}

/// Rows found so far, by number.
type Rows = BTreeMap<i64, (TestimonyRow, Testimony)>;

impl Bundle {
    /// What bears on a question, or on part of its answers.
    pub fn of(
        reader: &mut Reader<'_>,
        lexicon: &Lexicon,
        row: &QuestionRow,
        as_of: Seq,
        part: Part,
    ) -> Result<Bundle, CaseError> {
        let mut rows = Rows::new();
        let standing = reader.standing(row.no, as_of)?;
        let mut cut = standing.filter(|s| u32::try_from(s.answers).is_ok_and(|answers| answers > part.most));
        if let Some(standing) = &cut {
            let all = latest(reader, row, standing, as_of, part, &mut rows)?;
            cut = cut.filter(|_| !all);
        } else {
            own(reader, lexicon, row, as_of, &mut rows)?;
        }
        let today = as_of >= reader.head()?.0;
        around(reader, lexicon, as_of, today, &mut rows)?;
        followers(reader, as_of, &mut rows)?;
        let rows: Vec<_> = rows.into_values().collect();
        let documents = reader.documents_at(&rows.iter().map(|(row, _)| row.document).collect())?;
        let known: HashMap<Seq, &DocumentRow> = documents.iter().map(|d| (d.seq, d)).collect();
        let mut voices = HashMap::new();
        for (row, t) in &rows {
            let of = || known.get(&row.document).and_then(|d| voice(d));
            voices.entry(t.document.clone()).or_insert_with(of);
        }
        let mut bundle = Bundle { rows, voices, cut };
        if let Some(days) = part.about {
            bundle.about(row.base, days);
        }
        Ok(bundle)
    }

    /// Leaves out what a base was told of other days.
    fn about(&mut self, base: i64, (from, to): ledger::Window) {
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

/// Takes up those of which only that they are there is known.
fn take_more(reader: &mut Reader<'_>, rows: &mut Rows, found: Vec<Brief>) -> Result<(), CaseError> {
    let mut new = numbers(found);
    new.retain(|no| !rows.contains_key(no));
    take(rows, reader.those(&new)?)
}

/// The numbers of these, each once.
fn numbers(mut found: Vec<Brief>) -> Vec<i64> {
    found.sort_unstable_by_key(|b| b.no);
    found.dedup_by_key(|b| b.no);
    found.into_iter().map(|b| b.no).collect()
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
        let near = reader.near_then(&cell, window, as_of)?;
        take_more(reader, rows, near)?;
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

/// The latest answers, and those on which the standing and the range rest. Whether these are all.
fn latest(
    reader: &mut Reader<'_>,
    row: &QuestionRow,
    standing: &StandingRow,
    as_of: Seq,
    part: Part,
    rows: &mut Rows,
) -> Result<bool, CaseError> {
    let Some(any) = reader.first_of(row.base)?.map(|r| unpack(r.no, &r.body)).transpose()? else {
        return Ok(true);
    };
    let gap = |day: Option<i32>, by: i32| day.map(|d| d.saturating_add(by));
    let (first, last) = (gap(row.first_day, -weigh::GAP), gap(row.last_day, weigh::GAP));
    let (from, to) = part.about.unwrap_or_default();
    let window = (first.max(from), last.into_iter().chain(to).min());
    take(rows, reader.latest_then(weigh::base_cell(&any), window, as_of, part.most)?)?;
    let all = rows.len() < part.most as usize;
    let mut more = reader.extremes(row.no, as_of)?;
    more.extend(part.with);
    if let Some(kind) = super::body::tie_of(standing.standing) {
        let ties = reader.ties_to(row.base, row.no, kind, as_of, DECIDING)?;
        more.extend(ties.iter().flat_map(|t| [t.a, t.b]));
    }
    take(rows, reader.those(&more)?)?;
    Ok(all)
}

/// What lies where those look: by the days that those with the same cells reach. Of today, only what
/// counts.
fn around(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    as_of: Seq,
    latest: bool,
    rows: &mut Rows,
) -> Result<(), CaseError> {
    let mut looks: BTreeMap<Vec<i64>, Vec<Reach>> = BTreeMap::new();
    let mut beside: BTreeMap<Seq, BTreeSet<i64>> = BTreeMap::new();
    for (row, testimony) in rows.values() {
        let Some((cells, reach)) = weigh::looks(lexicon, testimony) else { continue };
        beside.entry(born(row.no)).or_default().extend(&cells);
        looks.entry(cells).or_default().push(reach);
    }
    let looks: Vec<(Vec<i64>, ledger::Window)> = looks
        .into_iter()
        .flat_map(|(cells, reaches)| joined(reaches).into_iter().map(move |r| (cells.clone(), window_of(r))))
        .collect();
    let mut found = reader.all_near_then(&looks, as_of)?;
    // Those of one document bear on one another whatever the day; conditions and predictions of one claim too.
    let beside = beside.into_iter().map(|(reading, cells)| (reading, cells.into_iter().collect()));
    found.extend(reader.all_beside(&beside.collect())?);
    found.retain(|r| r.live || !latest);
    take_more(reader, rows, found)
}

/// Stretches of days without those that lie in others; such as meet are one.
fn joined(mut reaches: Vec<Reach>) -> Vec<Reach> {
    reaches.sort_unstable_by_key(|r| (r.from, r.to));
    reaches.dedup_by(|next, last| {
        let meets = next.meets(last);
        if meets {
            last.to = last.to.max(next.to);
        }
        meets
    });
    reaches
}

/// Of what counts no more: what its voice said next, and what takes back. Where readings have ended since, what counts
/// today may have had a follower then that is gone.
fn followers(reader: &mut Reader<'_>, as_of: Seq, rows: &mut Rows) -> Result<(), CaseError> {
    let ended = reader.ended_since(as_of)?;
    let followed = rows.values().filter(|(r, _)| ended || !r.live);
    let dead: Vec<(i64, i64, String)> = followed.map(|(r, _)| (r.base, r.voice, r.spoken.clone())).collect();
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
