//! Runs the cases of `corpus/meaning`, whose README.md says what is counted as right. A case that
//! comes out wrong bears a line `known: why` under its title; an unmarked case that is wrong fails,
//! and so does a marked one that is right. `BLESS=1` writes the marks anew, `FIGURES=1` prints the share of
//! right cases for each kind and in all, and fails nothing.
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::print_stdout)]

#[allow(dead_code)] // the places of blocks are for those who rewrite them
#[path = "corpus/case.rs"]
mod case;
#[path = "meaning/want.rs"]
mod want;

use case::Case;
use hearsay::Reader;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// One file: its kind, its text and its cases.
struct File {
    kind: String,
    path: PathBuf,
    text: String,
    cases: Vec<Case>,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let reader = Reader::open(&data)
        .map(Arc::new)
        .map_err(|e| format!("{e}; run `cargo xtask test`, which sets up the model that the tests use"));
    let asked = |name: &str| std::env::var_os(name).is_some();
    let files = match files(&root.join("corpus/meaning")) {
        Ok(files) => files,
        Err(e) => return wrong(&e),
    };
    match reader {
        Err(e) => wrong(&e),
        Ok(reader) if asked("BLESS") => {
            files.iter().for_each(|f| bless(f, &reader));
            ExitCode::SUCCESS
        }
        Ok(reader) if asked("FIGURES") => figures(&files, &reader),
        Ok(reader) => {
            let trials = files.into_iter().flat_map(|f| trials(f, &reader)).collect();
            libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
        }
    }
}

fn wrong(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn files(folder: &Path) -> Result<Vec<File>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| e.to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "md") && !p.ends_with("README.md"));
    paths.sort();
    paths.into_iter().map(file).collect()
}

fn file(path: PathBuf) -> Result<File, String> {
    let text = std::fs::read_to_string(&path).unwrap();
    let kind = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let cases = case::parse(&text).map_err(|e| format!("{kind}.md: {e}"))?;
    for case in &cases {
        let wants = case.blocks.iter().map(|b| want::parse(&b.lines).map(|_| ()));
        wants.collect::<Result<(), String>>().map_err(|e| format!("{kind}.md:{}: {e}", case.line))?;
    }
    Ok(File { kind, path, text, cases })
}

fn trials(file: File, reader: &Arc<Reader>) -> Vec<Trial> {
    let known: Vec<bool> = file.cases.iter().map(|c| known(&file.text, c)).collect();
    let trial = |(case, known): (Case, bool)| {
        let (reader, at) = (reader.clone(), format!("corpus/meaning/{}.md:{}", file.kind, case.line));
        let name = format!("{}: {}", file.kind, case.title);
        Trial::test(name, move || verdict(&case, known, &at, &reader))
    };
    file.cases.into_iter().zip(known).map(trial).collect()
}

/// Whether the line under the title says that the case comes out wrong.
fn known(file: &str, case: &Case) -> bool {
    file.lines().nth(case.line).is_some_and(|l| l.starts_with("known:"))
}

fn verdict(case: &Case, known: bool, at: &str, reader: &Reader) -> Result<(), Failed> {
    match (fault(case, reader), known) {
        (Some(fault), false) => Err(format!("{at}: {}\n  {fault}", case.title).into()),
        (None, true) => {
            Err(format!("{at}: {}\n  is right now; BLESS=1 takes its mark away", case.title).into())
        }
        _ => Ok(()),
    }
}

/// What of the case is wrong; nothing when it is right.
fn fault(case: &Case, reader: &Reader) -> Option<String> {
    let given = hearsay::Given {
        published: case.published.map(|p| p.date),
        publisher: case.publisher.clone(),
        ..hearsay::Given::default()
    };
    let document = hearsay::document("case.txt", case.text.as_bytes(), &given).unwrap();
    let claims = reader.read(document).unwrap().sheet.claims;
    let wants = case.blocks.iter().flat_map(|b| want::parse(&b.lines).unwrap());
    let faults: Vec<String> = wants.filter_map(|w| w.fault(&claims)).collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

/// `kind   0.950` a line, all of them last.
fn figures(files: &[File], reader: &Reader) -> ExitCode {
    let (mut right, mut all) = (0, 0);
    for file in files {
        let good = file.cases.iter().filter(|c| fault(c, reader).is_none()).count();
        println!("{:<24}{:.3}", file.kind, share(good, file.cases.len()));
        (right, all) = (right + good, all + file.cases.len());
    }
    println!("{:<24}{:.3}", "meaning, all cases", share(right, all));
    ExitCode::SUCCESS
}

#[allow(clippy::cast_precision_loss)]
fn share(right: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { right as f64 / all as f64 }
}

/// Writes the file again with a mark under the title of each case that is wrong, and of no other.
fn bless(file: &File, reader: &Reader) {
    let mut lines: Vec<String> = file.text.lines().map(str::to_owned).collect();
    for case in file.cases.iter().rev() {
        if known(&file.text, case) {
            lines.remove(case.line);
        }
        if let Some(fault) = fault(case, reader) {
            lines.insert(case.line, format!("known: {fault}"));
        }
    }
    std::fs::write(&file.path, lines.join("\n") + "\n").unwrap();
}
