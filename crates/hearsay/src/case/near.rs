//! Questions that may be the same as one that was asked: offered, never joined.

use super::CaseError;
use super::board::mark;
use super::body::unpack;
use claims::weigh::{self, Lexicon, Sought};
use ledger::{QuestionRow, Reader, Seq, Sort, TestimonyRow};
use show::ledger::Near;
use std::collections::{BTreeSet, HashMap};
use types::Testimony;

/// Questions about one actor or place that are looked at, the latest.
const LOOKED_AT: u32 = 60;
/// Actors and places by which is looked.
const MARKS: usize = 6;
/// Suggestions that are offered.
const OFFERED: usize = 5;

/// The questions of the same kind that share an actor or a place with this one, or stand among `beside`, and
/// whose keys match well enough; the best first.
pub(super) fn near(
    reader: &mut Reader<'_>,
    lexicon: &Lexicon,
    row: &QuestionRow,
    own: &Testimony,
    beside: BTreeSet<i64>,
    as_of: Seq,
) -> Result<Vec<Near>, CaseError> {
    let mut others = beside;
    for (sort, name) in marks(own) {
        others.extend(reader.marked_latest(sort, mark(name), as_of, i64::MAX, LOOKED_AT)?);
    }
    others.remove(&row.no);
    let sought = Sought { testimony: own, days: row.first_day.zip(row.last_day) };
    let mut others = reader.headings(&others, &row.kind, as_of)?;
    others.retain(|o| !weigh::apart(sought.days, o.first_day.zip(o.last_day)));
    let any = reader.firsts_of(&others.iter().map(|o| o.base).collect())?;
    let any: HashMap<i64, TestimonyRow> = any.into_iter().map(|row| (row.base, row)).collect();
    let mut found: Vec<Near> = Vec::new();
    for other in others {
        let days = other.first_day.zip(other.last_day);
        let Some(any) = any.get(&other.base) else { continue };
        let testimony = unpack(any.no, &any.body)?;
        let like = weigh::alike(lexicon, &sought, &Sought { testimony: &testimony, days });
        let Some((score, why)) = like else { continue };
        if reader.standing(other.no, as_of)?.is_none() {
            continue;
        }
        let Some(other) = reader.question(other.no, as_of)? else { continue };
        let id = other.id.parse().map_err(CaseError::Wrong)?;
        found.push(Near { id, text: other.text, score, because: why.join("; ") });
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found.truncate(OFFERED);
    Ok(found)
}

/// What a question is filed under: its actors, its place, and what holds that, the nearest first.
fn marks(t: &Testimony) -> impl Iterator<Item = (Sort, &str)> {
    let actors = t.asked.who.iter().map(|w| (Sort::Actor, w.name.as_str()));
    let place = t.asked.place.iter();
    let places =
        place.flat_map(|p| std::iter::once(&p.name).chain(&p.parents)).map(|p| (Sort::Place, p.as_str()));
    actors.chain(places).take(MARKS)
}
