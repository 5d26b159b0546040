//! Runs the cases of `corpus/extract` and `corpus/weigh`. A case is a section of a Markdown file:
//!
//! ````text
//! ## A spokesman denies
//! published: 2031-05-04
//! ```text
//! The bridge is closed, the mayor said.
//! ```
//! ```claims
//! the mayor | said | The bridge is closed | asserts certain indirect +
//! ```
//! ```questions
//! single-origin | Is the bridge closed?
//! ```
//! ````
//!
//! `grounds` has a line for each claim too: who says it, when it was said and holds (`?` for an open
//! end), how or to whom, through whom, and notes.
//! `claims` has a line for each claim (`-` for no source or no cue, ` … ` between stretches),
//! `questions` one for each question, `event` the main violent event: under which day it is filed, when it
//! happened and by what, the dead and the wounded by class, who is said to have done it. A case has one block or more. `BLESS=1` rewrites the blocks.
#![allow(clippy::disallowed_methods)]

#[path = "corpus/case.rs"]
mod case;

use case::{Block, Case};
use hearsay::{Reader, Reading};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// The folders of the corpus that this runner runs.
const FOLDERS: [&str; 2] = ["corpus/extract", "corpus/weigh"];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files: Vec<PathBuf> = FOLDERS.iter().flat_map(|f| markdown(&root.join(f))).collect();
    let reader = Reader::open(&data(&root))
        .map(Arc::new)
        .map_err(|e| format!("{e}; run `cargo xtask test`, which sets up the model that the tests use"));
    if std::env::var_os("BLESS").is_some()
        && let Ok(reader) = &reader
    {
        files.iter().for_each(|file| bless(file, reader));
    }
    let trials: Vec<Trial> = files.iter().flat_map(|file| trials(&root, file, &reader)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Where the model and the gazetteer of the tests are.
fn data(root: &Path) -> PathBuf {
    std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from)
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "md"));
    files.sort();
    files
}

fn trials(root: &Path, file: &Path, reader: &Result<Arc<Reader>, String>) -> Vec<Trial> {
    let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
    let cases = match case::parse(&std::fs::read_to_string(file).unwrap()) {
        Ok(cases) => cases,
        Err(e) => return vec![Trial::test(name.clone(), move || Err(format!("{name}: {e}").into()))],
    };
    let trial = |case: Case| {
        let (reader, at) = (reader.clone(), format!("{name}:{}", case.line));
        Trial::test(format!("{name}: {}", case.title), move || check(&case, &at, &*reader?))
    };
    cases.into_iter().map(trial).collect()
}

fn check(case: &Case, at: &str, reader: &Reader) -> Result<(), Failed> {
    let reading = read(case, reader);
    let faults: Vec<String> =
        case.blocks.iter().filter_map(|block| differences(block, &lines(block, &reading))).collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(format!("{at}: {}\n{}", case.title, faults.join("\n")).into())
    }
}

fn read(case: &Case, reader: &Reader) -> Reading {
    let given = hearsay::Given {
        published: case.published.map(|p| p.date),
        publisher: case.publisher.clone(),
        ..hearsay::Given::default()
    };
    let document = hearsay::document("case.txt", case.text.as_bytes(), &given);
    reader.read(document.unwrap()).unwrap()
}

/// The lines that a block should have.
fn lines(block: &Block, reading: &Reading) -> Vec<String> {
    match block.kind.as_str() {
        "claims" => reading.sheet.claims.iter().map(claim).collect(),
        "grounds" => reading.sheet.claims.iter().map(grounds).collect(),
        "event" => reading.sheet.event.iter().flat_map(event).collect(),
        _ => reading.sheet.questions.iter().map(|q| format!("{} | {}", word(&q.standing), q.text)).collect(),
    }
}

/// Who says it, from when to when it was said and is so, how and through whom.
fn grounds(c: &types::Claim) -> String {
    let moment = |m: Option<types::Moment>| m.map_or_else(|| "?".to_owned(), |m| m.to_string());
    let when = |w: &Option<types::When>| {
        w.as_ref().map_or_else(|| "-".to_owned(), |w| format!("{}..{}", moment(w.from), moment(w.to)))
    };
    let actor = c.source.as_ref().and_then(|s| s.actor.as_ref()).map_or("-", |a| &a.name);
    let channel = c.channel.as_ref().map_or("-", |c| &c.text);
    let between = |l: &&types::Link| !matches!(l.role, types::LinkRole::Origin | types::LinkRole::Publisher);
    let through: Vec<&str> = c.chain.iter().filter(between).filter_map(|l| l.name.as_deref()).collect();
    let notes = c.notes.join("; ");
    let (said, holds) = (when(&c.claimed_time), when(&c.valid_time));
    format!("{actor} | said {said} | holds {holds} | {channel} | {} | {notes}", through.join(", "))
        .trim_end_matches([' ', '|'])
        .to_owned()
}

/// Day, time and cause in the first line; then the dead, the wounded and the authors, where there are any.
fn event(e: &types::Event) -> Vec<String> {
    let end = |n: Option<f64>| n.map_or("?".to_owned(), |n| n.to_string());
    let moment = |m: Option<types::Moment>| m.map_or("?".to_owned(), |m| m.to_string());
    let when = e.happened.as_ref().map(|w| format!("{}..{}", moment(w.from), moment(w.to)));
    let toll = |name: &str, toll: &types::Toll| {
        let counts = toll.iter().map(|(class, (low, high))| format!("{class} {}..{}", end(*low), end(*high)));
        let counts: Vec<String> = counts.collect();
        (!counts.is_empty()).then(|| format!("{name}: {}", counts.join(", ")))
    };
    let by = |a: &types::Alleged| format!("by {}, says {}", a.name, a.by.as_deref().unwrap_or("-"));
    let first =
        format!("{} | {} | {}", moment(e.date), when.unwrap_or_default(), e.cause.as_deref().unwrap_or("-"));
    let tolls = [toll("killed", &e.killed), toll("wounded", &e.wounded)];
    let authors = e.perpetrators.iter().map(by);
    std::iter::once(first).chain(tolls.into_iter().flatten()).chain(authors).collect()
}

fn claim(c: &types::Claim) -> String {
    let words = |text: Option<&str>| match text.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")) {
        Some(text) if !text.is_empty() => text,
        _ => "-".to_owned(),
    };
    let manner = [word(&c.stance), word(&c.certainty), word(&c.quotation), word(&c.polarity)].join(" ");
    let source = words(c.source.as_ref().map(|s| s.text.as_str()));
    let cue = words(c.cue.as_ref().map(|c| c.text.as_str()));
    format!("{source} | {cue} | {} | {manner}", words(Some(&c.content.text)))
}

/// A value as the JSON has it, without quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().trim_matches('"').to_owned()
}

/// What differs, line by line: `-` expected, `+` got. Nothing when nothing does.
fn differences(block: &Block, got: &[String]) -> Option<String> {
    if block.lines == got {
        return None;
    }
    let missing = block.lines.iter().filter(|l| !got.contains(l)).map(|l| format!("  - {l}"));
    let extra = got.iter().filter(|l| !block.lines.contains(l)).map(|l| format!("  + {l}"));
    let mut all: Vec<String> = missing.chain(extra).collect();
    if all.is_empty() {
        all =
            std::iter::once("  the order is".into()).chain(got.iter().map(|l| format!("  + {l}"))).collect();
    }
    Some(format!("{} (- expected, + got):\n{}", block.kind, all.join("\n")))
}

/// Writes what is got over what was expected, from the end of the file to its beginning so that
/// earlier places stay where they are.
fn bless(file: &Path, reader: &Reader) {
    let mut text = std::fs::read_to_string(file).unwrap();
    let Ok(cases) = case::parse(&text) else { return };
    for case in cases.iter().rev() {
        let reading = read(case, reader);
        for block in case.blocks.iter().rev() {
            let body: String = lines(block, &reading).iter().map(|l| format!("{l}\n")).collect();
            text.replace_range(block.place.clone(), &body);
        }
    }
    std::fs::write(file, text).unwrap();
}
