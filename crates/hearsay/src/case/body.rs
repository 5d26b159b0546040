//! What the ledger keeps for us as bytes: readings, testimonies, and the codes of standings and grades.

use super::CaseError;
use crate::Versions;
use claims::weigh::{Given, Number};
use jiff::civil::{Date, date};
use ledger::{DocumentRow, Figure, Reader, Record, Recorded, Seq, flag, tie};
use read::Voice;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use types::{Claim, Document, Event, Grade, Standing, Testimony};

/// All that one reading found: the body of its entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ReadingBody {
    /// What it was read with.
    pub versions: Versions,
    pub claims: Vec<Claim>,
    pub testimonies: Vec<Testimony>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub event: Option<Event>,
    /// What reading added to the notes of the document: that it was passed over, and why.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
}

/// A reading that says the same as an earlier one: people have judged some of it since.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Again {
    /// The entry of the earlier reading, which holds all of it.
    again: Seq,
}

/// Bytes that an entry that repeats a reading has at most.
const AGAIN: usize = 64;

impl ReadingBody {
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("claims and testimonies always have a JSON form")
    }

    /// The body of a reading's entry; where it only repeats another, nothing.
    pub fn of(record: &Record) -> Result<Option<ReadingBody>, CaseError> {
        if repeats(record).is_some() { Ok(None) } else { parsed(record).map(Some) }
    }
}

/// What a reading found, by the number of its entry.
pub(super) fn reading(reader: &mut Reader<'_>, seq: Seq) -> Result<ReadingBody, CaseError> {
    parsed(&whole(reader, seq)?)
}

/// The claims of a reading, as they are stored.
pub(super) struct Packed {
    pub seq: Seq,
    pub recorded: Recorded,
    pub claims: Vec<Box<RawValue>>,
}

/// The claims of readings alone, in order of their entries.
pub(super) fn claims(reader: &mut Reader<'_>, seqs: &BTreeSet<Seq>) -> Result<Vec<Packed>, CaseError> {
    #[derive(Deserialize)]
    struct Claims {
        claims: Vec<Box<RawValue>>,
    }
    let by_number = |records: Vec<Record>| records.into_iter().map(|r| (r.seq, r)).collect();
    let records: BTreeMap<Seq, Record> = by_number(reader.records(seqs)?);
    let repeated: BTreeSet<Seq> = records.values().filter_map(repeats).collect();
    let firsts: BTreeMap<Seq, Record> = by_number(reader.records(&repeated)?);
    let mut found = Vec::new();
    for seq in seqs {
        let record = records.get(seq).ok_or_else(|| CaseError::unknown("reading", seq))?;
        let whole = match repeats(record) {
            Some(first) => firsts.get(&first).ok_or_else(|| CaseError::unknown("reading", first))?,
            None => record,
        };
        let Claims { claims } = parsed(whole)?;
        found.push(Packed { seq: *seq, recorded: record.recorded, claims });
    }
    Ok(found)
}

/// The entry that holds all of a reading.
fn whole(reader: &mut Reader<'_>, seq: Seq) -> Result<Record, CaseError> {
    let record = reader.entry(seq)?.ok_or_else(|| CaseError::unknown("reading", seq))?;
    let Some(first) = repeats(&record) else { return Ok(record) };
    reader.entry(first)?.ok_or_else(|| CaseError::unknown("reading", first))
}

fn parsed<T: DeserializeOwned>(record: &Record) -> Result<T, CaseError> {
    let read = serde_json::from_slice(&record.body);
    read.map_err(|e| CaseError::Reading { seq: record.seq, why: e.to_string() })
}

/// The reading that this one repeats. Such an entry is short: a whole reading is not gone through in vain.
fn repeats(record: &Record) -> Option<Seq> {
    if record.body.len() > AGAIN {
        return None;
    }
    serde_json::from_slice::<Again>(&record.body).ok().map(|a| a.again)
}

/// The entry that holds all of a reading.
pub(super) fn first(record: &Record) -> Seq {
    repeats(record).unwrap_or(record.seq)
}

/// The body of an entry that repeats a reading.
pub(super) fn again(first: Seq) -> String {
    serde_json::to_string(&Again { again: first }).expect("a number always has a JSON form")
}

/// What near-copies of a document are known by, as its row keeps it.
pub(super) fn signature(document: &Document) -> Vec<u8> {
    Voice::of(document).to_bytes()
}

/// The voice of a document; nothing where its row was made by something newer.
pub(super) fn voice(row: &DocumentRow) -> Option<Voice> {
    Voice::from_bytes(&row.signature).ok()
}

/// A testimony as its row keeps it.
pub(super) fn pack(testimony: &Testimony) -> Vec<u8> {
    serde_json::to_vec(testimony).expect("a testimony always has a JSON form")
}

pub(super) fn unpack(no: i64, body: &[u8]) -> Result<Testimony, CaseError> {
    let seq: Seq = ledger::born(no);
    serde_json::from_slice(body).map_err(|e| CaseError::Reading { seq, why: e.to_string() })
}

/// How a number is given, as the flags of its testimony.
pub(super) fn number_flags(number: &Number) -> i16 {
    let given = match number.given {
        Given::Exactly => 0,
        Given::About => flag::ABOUT,
        Given::AtLeast => flag::AT_LEAST,
        Given::AtMost => flag::AT_MOST,
    };
    let bit = |on: bool, flag: i16| if on { flag } else { 0 };
    given | bit(number.total, flag::TOTAL) | bit(number.dated, flag::DATED)
}

/// The number that a testimony gives.
pub(super) fn number(figure: &Figure) -> Option<Number> {
    let is = |flag: i16| figure.flags & flag != 0;
    let given = match () {
        () if is(flag::ABOUT) => Given::About,
        () if is(flag::AT_LEAST) => Given::AtLeast,
        () if is(flag::AT_MOST) => Given::AtMost,
        () => Given::Exactly,
    };
    let (low, high) = figure.low.zip(figure.high)?;
    Some(Number { low, high, given, total: is(flag::TOTAL), dated: is(flag::DATED) })
}

/// Days from 1970-01-01 = 0.
pub(super) fn day_number(day: Date) -> i32 {
    const FIRST: Date = date(1970, 1, 1);
    (day - FIRST).get_days()
}

/// The day of a number; nothing beyond the calendar.
pub(super) fn day_of(number: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

const GRADES: [Grade; 5] = [Grade::Confirmed, Grade::Fair, Grade::Weak, Grade::Contested, Grade::Discounted];

/// The code of a standing: its place on the board. Part of the ledger's form: never changes.
pub(super) fn standing_code(standing: Standing) -> i16 {
    Standing::ALL.iter().position(|s| *s == standing).map_or(0, |i| i as i16)
}

pub(super) fn standing_of(code: i16) -> Standing {
    usize::try_from(code).ok().and_then(|i| Standing::ALL.get(i)).copied().unwrap_or(Standing::SingleOrigin)
}

pub(super) fn grade_code(grade: Grade) -> i16 {
    GRADES.iter().position(|g| *g == grade).map_or(0, |i| i as i16)
}

pub(super) fn grade_of(code: i16) -> Grade {
    usize::try_from(code).ok().and_then(|i| GRADES.get(i)).copied().unwrap_or(Grade::Weak)
}

/// The sort of tie that a standing rests on.
pub(super) fn tie_of(code: i16) -> Option<i16> {
    match standing_of(code) {
        Standing::Contested => Some(tie::CONTESTS),
        Standing::Corroborated => Some(tie::AGREES),
        Standing::Met => Some(tie::MEETS),
        Standing::Failed => Some(tie::FAILS),
        Standing::Moot => Some(tie::MOOTS),
        _ => None,
    }
}

/// The name of a standing, as JSON has it.
pub(super) fn standing_name(standing: Standing) -> String {
    serde_json::to_value(standing).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The address under which versions of one page are known.
pub(super) fn address(document: &Document) -> Option<&str> {
    document.url.as_deref().filter(|u| !u.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_follow_the_board() {
        for standing in Standing::ALL {
            assert_eq!(standing_of(standing_code(standing)), standing);
        }
        let mut sorted = Standing::ALL;
        sorted.sort();
        assert_eq!(sorted, Standing::ALL);
        for grade in GRADES {
            assert_eq!(grade_of(grade_code(grade)), grade);
        }
    }

    #[test]
    fn days_are_numbered_from_1970() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2031, 5, 6)), 22_405);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert_eq!(day_of(22_405), Some(date(2031, 5, 6)));
        assert_eq!(day_of(i32::MAX), None);
    }
}
