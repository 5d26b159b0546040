//! The verbs that ask the ledger: board, ask, why, source, search, verify, and correct.

use crate::args::Format;
use crate::args::ledger as words;
use crate::output;
use anyhow::Context;
use hearsay::case::{Ask, Case, Judgement};
use serde::Serialize;
use show::Setting;
use std::io::Write;

/// `hearsay board`.
pub fn board(args: &words::Board) -> anyhow::Result<bool> {
    let mut case = open(&args.ask.place)?;
    let filter = filter(&args.narrow, args.limit);
    let board = case.board(&filter, &asked(&args.ask.times))?;
    print(&args.ask, &[board], show::ledger::Board::page)
}

/// `hearsay ask`, and `hearsay why` with `reasons`.
pub fn ask(args: &words::Question, reasons: bool) -> anyhow::Result<bool> {
    let mut case = open(&args.ask.place)?;
    let found = case.ask(&args.question.join(" "), &asked(&args.ask.times))?;
    let page = if reasons { show::ledger::Asked::why } else { show::ledger::Asked::page };
    match found {
        hearsay::case::Found::One(asked) => print(&args.ask, &[*asked], page),
        // Words that fit several questions, or none: the board of those that they fit.
        hearsay::case::Found::Several(board) => print(&args.ask, &[board], show::ledger::Board::page),
    }
}

/// `hearsay source`.
pub fn source(args: &words::Source) -> anyhow::Result<bool> {
    let mut case = open(&args.ask.place)?;
    let page = case.source(&args.name.join(" "), args.limit, &asked(&args.ask.times))?;
    print(&args.ask, &[page], show::ledger::SourcePage::page)
}

/// `hearsay search`.
pub fn search(args: &words::Search) -> anyhow::Result<bool> {
    let mut case = open(&args.ask.place)?;
    let hits = case.search(&args.words.join(" "), args.limit, &asked(&args.ask.times))?;
    print(&args.ask, &[hits], show::ledger::Hits::page)
}

/// `hearsay verify`; whether all is sound.
pub fn verify(args: &words::Verify) -> anyhow::Result<bool> {
    if let Some(file) = &args.file {
        return dossier(args, file);
    }
    let mut case = open(&args.place)?;
    let outcome = case.verify(args.head.as_deref())?;
    write(args.format, None, std::slice::from_ref(&outcome), show::ledger::Verified::page)?;
    Ok(outcome.faults.is_empty())
}

/// `hearsay verify FILE`: a dossier against its own record and, where a ledger is named, against the ledger.
fn dossier(args: &words::Verify, file: &std::path::Path) -> anyhow::Result<bool> {
    let page = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut case = args.place.ledger.is_some().then(|| open(&args.place)).transpose()?;
    let outcome = hearsay::case::verify_dossier(&page, case.as_mut())
        .map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))?;
    write(args.format, None, std::slice::from_ref(&outcome), show::ledger::Checked::page)?;
    Ok(outcome.faults.is_empty())
}

/// `hearsay correct`; prints the number of the entry, by which it can be undone.
pub fn correct(args: &words::Correct) -> anyhow::Result<bool> {
    let mut case = open(&args.place)?;
    let judgement = match &args.what {
        words::Judgement::Accept { claim } => Judgement::Accept { claim: claim.clone() },
        words::Judgement::Reject { claim } => Judgement::Reject { claim: claim.clone() },
        words::Judgement::Field { claim, field, value } => {
            Judgement::Field { claim: claim.clone(), field: field.clone(), value: value.clone() }
        }
        words::Judgement::Merge { into, from } => Judgement::merge(into, from),
        words::Judgement::Split { claim, what } => Judgement::split(claim.clone(), what),
        words::Judgement::Retract { what } => {
            Judgement::retract(what).map_err(|e| anyhow::anyhow!("{what}: {e}"))?
        }
        words::Judgement::Grade { question, grade } => {
            Judgement::Grade { question: question.clone(), grade: grade.clone() }
        }
        words::Judgement::Undo { entry } => Judgement::Undo { entry: *entry },
    };
    let done = case.correct(&judgement, &author(args.author.as_deref()), &args.reason, now())?;
    writeln!(output::data(), "entry {done}: `hearsay correct undo {done}` takes it back")?;
    Ok(true)
}

/// Which questions the words ask for.
pub fn filter(narrow: &words::Narrow, limit: u32) -> hearsay::case::Filter {
    hearsay::case::Filter {
        place: narrow.place.clone(),
        actor: narrow.actor.clone(),
        kind: narrow.kind.clone(),
        standing: narrow.standing,
        publisher: narrow.publisher.clone(),
        since: narrow.since,
        limit,
    }
}

/// The ledger that the words name, else the one in the data folder.
pub fn address(place: &words::Where) -> anyhow::Result<String> {
    if let Some(ledger) = &place.ledger {
        return Ok(ledger.clone());
    }
    let path = hearsay::data::data_dir()?.join("ledger.db");
    path.into_os_string()
        .into_string()
        .map_err(|p| anyhow::anyhow!("{}: a ledger's path must be UTF-8", p.display()))
}

/// Who does it, for the record: as given, else the user's name, else `unknown`.
pub fn author(given: Option<&str>) -> String {
    let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|v| std::env::var(v).ok());
    given.map(str::to_owned).or_else(user).unwrap_or_else(|| "unknown".to_owned())
}

/// The clock, read here and nowhere below.
pub fn now() -> hearsay::case::Instant {
    hearsay::case::now()
}

fn open(place: &words::Where) -> anyhow::Result<Case> {
    Ok(Case::open(&address(place)?)?)
}

/// As of when and about when the ledger is asked, now.
pub fn asked(times: &words::Times) -> Ask {
    Ask { known_at: times.known_at, about: times.about, now: now() }
}

fn print<T: Serialize>(
    args: &words::Ask,
    pages: &[T],
    page: impl Fn(&T, Setting) -> String,
) -> anyhow::Result<bool> {
    write(args.format, args.width, pages, page)?;
    Ok(true)
}

/// Pages for a person, or JSON.
pub fn write<T: Serialize>(
    format: Format,
    width: Option<u16>,
    pages: &[T],
    page: impl Fn(&T, Setting) -> String,
) -> anyhow::Result<()> {
    let setting = Setting { width: output::width(width), colours: output::colours() };
    let mut out = output::data();
    for item in pages {
        match format {
            Format::Table => out.write_all(page(item, setting).as_bytes())?,
            Format::Json => writeln!(out, "{}", show::ledger::json(item, true))?,
            Format::Jsonl => writeln!(out, "{}", show::ledger::json(item, false))?,
        }
    }
    out.flush()?;
    Ok(())
}
