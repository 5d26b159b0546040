//! A case: the ledger with all that is put into it and asked of it.
//!
//! ```text
//! add       a reading of a document  ->  entries, testimonies, standings
//! board     what is contested
//! ask       one question: who answers what, and why it stands as it does
//! source    what somebody said, and what became of it
//! find      words
//! judge     what people correct
//! page      longer lists a page at a time, one document, one claim
//! changes   what came after an entry
//! export    all of it, for other programs
//! verify    that nothing was changed
//! rebuild   all that is derived, made again from the entries
//! ```
//!
//! Standings are kept up by [`claims::weigh::Docket`] as documents come; `ask` works them out again from the
//! testimonies of the moment that it is asked about. Both come to the same.

mod add;
mod ask;
mod board;
mod body;
mod bundle;
mod changes;
mod derive;
mod dossier;
mod error;
mod export;
mod field;
mod find;
mod judge;
mod keeper;
mod memo;
mod near;
mod page;
mod rebuild;
mod shelf;
mod source;
mod sums;
mod time;
mod verify;

pub use add::{Addition, Known};
pub use ask::Found;
pub use board::Filter;
pub use changes::{Changes, Entry, Shift};
pub use dossier::verify_dossier;
pub use error::CaseError;
pub use export::Order;
pub use judge::Judgement;
pub use page::{
    ClaimPage, ClaimsPage, CopyLine, DocumentLine, DocumentPage, DocumentsPage, HistoryPage, Holdings,
    JudgementLine, Judgements, Named, Original, Outcome, Pinned, Point, QuestionsPage, ReviewPage,
    SourceLine, SourcesPage, StandingLine, TieLine, Under, VersionLine,
};
pub use time::{About, Instant, about, instant, now, shown, standing};

use claims::weigh::Lexicon;
use ledger::{Ledger, Reader, Recorded, Seq};
use show::ledger::Frame;

/// A ledger, and the words to weigh it with.
pub struct Case {
    address: String,
    ledger: Ledger,
    lexicon: Lexicon,
    memo: memo::Memo,
}

/// As of when, about when. The clock is the caller's.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// What was recorded later is left out; nothing: all is known.
    pub known_at: Option<Instant>,
    /// Only answers about these days of valid time.
    pub about: Option<About>,
    /// When it is asked.
    pub now: Instant,
}

impl Case {
    /// Opens the ledger at a path or a `postgres://` address, and makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn create(address: &str) -> Result<Case, CaseError> {
        Case::of(address, Ledger::open(address)?)
    }

    /// Opens a ledger that is there.
    ///
    /// # Errors
    /// When there is none; the message says what makes one.
    pub fn open(address: &str) -> Result<Case, CaseError> {
        Case::of(address, Ledger::open_existing(address)?)
    }

    fn of(address: &str, ledger: Ledger) -> Result<Case, CaseError> {
        let (address, lexicon) = (address.to_owned(), Lexicon::builtin()?);
        let mut case = Case { address, ledger, lexicon, memo: memo::Memo::default() };
        if case.ledger.read(|r| r.stale())? {
            case.rebuild()?;
        }
        Ok(case)
    }
}

/// The moment that is asked about, as a number of the chain, and what stands over every answer.
fn frame(reader: &mut Reader<'_>, ask: &Ask) -> Result<(Seq, Frame), CaseError> {
    let as_of = reader.as_of(ask.known_at.map(|t| Recorded(t.as_microsecond())))?;
    let documents = u64::try_from(reader.documents_count(as_of)?).unwrap_or_default();
    let known_at = shown(ask.known_at.unwrap_or(ask.now));
    Ok((as_of, Frame { known_at, about: ask.about, documents }))
}

/// Days as the ledger numbers them.
fn window_of(reach: claims::weigh::Reach) -> ledger::Window {
    (Some(reach.from), Some(reach.to))
}

/// Likewise.
fn window(about: Option<About>) -> Option<ledger::Window> {
    let about = about?;
    let number = |m: Option<types::Moment>| m.map(|m| body::day_number(m.date));
    Some((number(about.from), number(about.to)))
}
