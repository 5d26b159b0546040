//! The rows that callers put in and get out.
//!
//! Most rows are born with an entry and numbered by it: [`number`] joins the entry's number with the
//! row's place among those of its kind. So a row's number says since when it holds, numbers grow as the
//! ledger does, and making the rows again gives them the same numbers.

use crate::{Seq, schema};
use diesel::prelude::{Identifiable, Insertable, Queryable, Selectable};

/// Room for the rows of one kind that one entry may give birth to.
const ROOM: i64 = 1 << 16;

/// The number of the `nth` row (from 0, below 65,536; more is an error of the caller and runs into the
/// next entry's) that the entry gives birth to.
pub const fn number(seq: Seq, nth: u16) -> i64 {
    seq * ROOM + nth as i64
}

/// The entry with which a row of this number was born.
pub const fn born(number: i64) -> Seq {
    number.div_euclid(ROOM)
}

/// The first number that is not born yet as of `seq`.
pub(crate) const fn unborn(seq: Seq) -> i64 {
    seq.saturating_add(1).saturating_mul(ROOM)
}

/// Days, numbered from 1970-01-01 = 0, both inclusive; open where there is none.
pub type Window = (Option<i32>, Option<i32>);

/// A document in short. The rest is in the body of its entry.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = schema::document)]
pub struct DocumentRow {
    /// Its entry; also the number by which other rows know it.
    pub seq: Seq,
    /// Its id: `doc_…`.
    pub id: String,
    /// The id that the input gave.
    pub name: String,
    /// Its address.
    pub address: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published, as text of the precision that is known.
    pub published: Option<String>,
    /// The entry with which another document replaced it.
    pub until: Option<Seq>,
    /// What near-copies are known by, in the shape that the caller chose.
    pub signature: Vec<u8>,
}

/// One reading of a document. What it found is in the body of its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = schema::reading)]
pub struct ReadingRow {
    /// Its entry.
    pub seq: Seq,
    /// The entry of the document that was read.
    pub document: Seq,
    /// The entry with which a later reading of the same document, or none, replaced it.
    pub until: Option<Seq>,
}

/// What became of a testimony and what it is, one bit each: [`TestimonyRow::flags`].
#[allow(missing_docs)]
pub mod flag {
    pub const REPLACED: i16 = 1;
    pub const REVISES: i16 = 2;
    pub const GONE: i16 = 4;
    pub const WITHDRAWS: i16 = 8;
    pub const CONDITIONAL: i16 = 16;
    pub const FORETOLD: i16 = 32;
    pub const ANSWERS: i16 = 64;
    pub const ADMITS: i16 = 128;
    /// Its number is a total.
    pub const TOTAL: i16 = 256;
    /// Its number is counted of some days: beside a total, a part of it.
    pub const DATED: i16 = 512;
    /// Its number is given as about so much, …
    pub const ABOUT: i16 = 1024;
    /// … as no less …
    pub const AT_LEAST: i16 = 2048;
    /// … or as no more.
    pub const AT_MOST: i16 = 4096;
    /// Neither an answer nor a voice of its question.
    pub const ASIDE: i16 = CONDITIONAL | WITHDRAWS;
    /// Those that change as others come.
    pub const STATE: i16 = REPLACED | REVISES | GONE;
}

/// What one claim answers to one question, as far as finding it goes.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = schema::testimony, primary_key(no))]
pub struct TestimonyRow {
    /// [`number`] of its reading.
    pub no: i64,
    /// The key of its question without the episode; see [`crate::key`].
    pub base: i64,
    /// The number of its question.
    pub question: i64,
    /// The key of its voice.
    pub voice: i64,
    /// When it was said, and its place among what was said then: sorts byte by byte. One that stands in no
    /// chain begins with [`TestimonyRow::LOOSE`], and sorts before the others.
    pub spoken: String,
    /// The entry of its document.
    pub document: Seq,
    /// First day on which others bear on it; `i32::MIN` where that is open.
    pub reach_from: i32,
    /// Last day on which others bear on it; `i32::MAX` where that is open.
    pub reach_to: i32,
    /// See [`flag`].
    pub flags: i16,
    /// Whether it counts today: neither replaced nor taken back, and its reading has not ended.
    pub live: bool,
    /// Whether it takes back what was said before.
    pub withdraws: bool,
    /// The entry with which its reading ended.
    pub until: Option<Seq>,
    /// The lowest number that it adds to the range of its question; nothing where it adds none.
    pub low: Option<f64>,
    /// The highest, likewise.
    pub high: Option<f64>,
    /// The cells in which it lies, 8 bytes each, little-endian.
    pub cells: Vec<u8>,
    /// All else that weighing needs, in the shape that the caller chose. It stands in a table of its own.
    #[diesel(select_expression = schema::testimony_body::body)]
    pub body: Vec<u8>,
}

impl TestimonyRow {
    /// What [`TestimonyRow::spoken`] begins with where it stands in no chain.
    pub const LOOSE: &str = "!";

    /// An empty row of this number.
    pub fn at(no: i64, question: i64, document: Seq) -> TestimonyRow {
        TestimonyRow {
            no,
            base: 0,
            question,
            voice: 0,
            spoken: String::new(),
            document,
            reach_from: i32::MIN,
            reach_to: i32::MAX,
            flags: 0,
            live: true,
            withdraws: false,
            until: None,
            low: None,
            high: None,
            cells: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The cells as they are stored.
    pub fn packed(cells: &[i64]) -> Vec<u8> {
        cells.iter().flat_map(|c| c.to_le_bytes()).collect()
    }

    /// The cells in which it lies.
    pub fn cells(&self) -> impl Iterator<Item = i64> + '_ {
        self.cells.as_chunks::<8>().0.iter().map(|c| i64::from_le_bytes(*c))
    }
}

/// A testimony without what it says: what adding looks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = schema::testimony)]
pub struct Brief {
    /// See [`TestimonyRow::no`].
    pub no: i64,
    /// The number of its question.
    pub question: i64,
    /// See [`flag`].
    pub flags: i16,
    /// Whether it counts today.
    pub live: bool,
}

/// The number that a testimony gives.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = schema::testimony)]
pub struct Figure {
    /// See [`TestimonyRow::no`].
    pub no: i64,
    /// See [`flag`].
    pub flags: i16,
    /// See [`TestimonyRow::low`].
    pub low: Option<f64>,
    /// See [`TestimonyRow::high`].
    pub high: Option<f64>,
    /// See [`TestimonyRow::spoken`].
    pub spoken: String,
}

/// How much there is of each sort of testimony to a question: today's, counted as they come and go.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(missing_docs)]
pub struct SumRow {
    pub question: i64,
    pub foretold: i32,
    pub told: i32,
    pub answered: i32,
    pub refused: i32,
    pub gone: i32,
    pub revised: i32,
    pub admitted: i32,
    /// Ties that count, by [`tie`], of either of their two testimonies …
    pub contests: i32,
    pub agrees: i32,
    /// … and of the first.
    pub meets: i32,
    pub fails: i32,
    pub moots: i32,
    /// Voices of which something is live.
    pub origins: i32,
    /// Live totals.
    pub totals: i32,
    /// The lowest and highest number of what is live and is no part of a total …
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// … and of what may be one.
    pub dated_low: Option<f64>,
    pub dated_high: Option<f64>,
}

/// What follows from two testimonies: [`TieRow::kind`].
#[allow(missing_docs)]
pub mod tie {
    pub const CONTESTS: i16 = 1;
    pub const AGREES: i16 = 2;
    pub const MEETS: i16 = 3;
    pub const FAILS: i16 = 4;
    pub const MOOTS: i16 = 5;
}

/// How two testimonies are tied today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = schema::tie)]
pub struct TieRow {
    /// The first testimony.
    pub a: i64,
    /// The second.
    pub b: i64,
    /// What follows: see [`tie`].
    pub kind: i16,
    /// Whether it counts for the standing: both are live.
    pub counts: bool,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    /// [`number`] of the entry that first asked it.
    pub no: i64,
    /// Its id: `qst_…`. One that it has today; it may have had others ([`crate::Writer::rename_question`]).
    pub id: String,
    /// Its key without the episode.
    pub base: i64,
    /// Its kind, as the lexicon names it.
    pub kind: String,
    /// First day of its episode; nothing where the kind has none, and where it has become part of another.
    pub first_day: Option<i32>,
    /// Last day of its episode, likewise.
    pub last_day: Option<i32>,
    /// In plain words.
    pub text: String,
    /// All else, in the shape that the caller chose.
    pub body: Vec<u8>,
}

/// A question without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = schema::question)]
pub struct Heading {
    /// See [`QuestionRow::no`].
    pub no: i64,
    /// See [`QuestionRow::base`].
    pub base: i64,
    /// See [`QuestionRow::first_day`].
    pub first_day: Option<i32>,
    /// See [`QuestionRow::last_day`].
    pub last_day: Option<i32>,
}

/// What could be said of a question, for as long as nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    /// [`number`] of the entry that brought it.
    pub no: i64,
    /// The number of its question.
    pub question: i64,
    /// The entry that changed it; nothing while it holds.
    pub until: Option<Seq>,
    /// The kind of its question.
    pub kind: String,
    /// The standing, by the caller's code: lower codes come first on the board.
    pub standing: i16,
    /// The grade, by the caller's code.
    pub grade: i16,
    /// When what is said of it last changed, by the caller's clock: later comes first on the board.
    pub changed: i64,
    /// First day that its answers speak of; nothing where that is open.
    pub valid_from: Option<i32>,
    /// Last day that its answers speak of; nothing where that is open.
    pub valid_to: Option<i32>,
    /// How many independent origins answer.
    pub origins: i32,
    /// How many testimonies answer.
    pub answers: i32,
    /// All else (low, best, high), in the shape that the caller chose.
    pub body: Vec<u8>,
}

/// What a mark is a mark of, and what its `hit` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i16)]
pub enum Sort {
    /// A claim's id; [`number`] of its reading and its place there.
    Claim = 1,
    /// An origin; a claim, likewise.
    Origin = 2,
    /// A document's address; the document's entry.
    Address = 3,
    /// One band of a signature; the document's entry.
    Band = 4,
    /// A place; a question.
    Place = 5,
    /// An actor; a question.
    Actor = 6,
    /// A publisher; a question.
    Publisher = 7,
    /// An event by day and place or the like; the document's entry.
    Story = 8,
    /// Anything; a question that is related to others through it.
    Related = 9,
}

/// An entry of the inverted index: the key, and what is found under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkRow {
    /// What it is a mark of.
    pub sort: Sort,
    /// What it is filed under: [`crate::key`] of the text or a number of the caller's.
    pub key: i64,
    /// What is found; see [`Sort`].
    pub hit: i64,
    /// The entry with which it was filed.
    pub since: Seq,
}

/// A name by which something is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRow {
    /// What it names.
    pub sort: Sort,
    /// The key of what it names.
    pub key: i64,
    /// The name as it is shown.
    pub shown: String,
}
