//! `cargo xtask bench-nlp`: spaCy and the nlp crate side by side, one thread each, fresh processes.

use crate::spacy::{self, MD, Spacy};
use crate::work;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs of each; the best of each counts, so that neighbours on the machine count little.
const ROUNDS: usize = 3;
/// Words of the text that is made when there is no reference data.
const WORDS: usize = 60_000;

/// What must hold: words per CPU second, load, peak memory, each as a share of spaCy's.
const FASTER: f64 = 8.0;
const LOAD: f64 = 0.1;
const PEAK: f64 = 1.0 / 3.0;

struct Measured {
    speed: f64,
    load: f64,
    peak: f64,
}

/// Measures and prints a table; fails when one of the three shares is missed.
pub fn run() -> Result<()> {
    let spacy = Spacy::new()?;
    let unpacked = spacy.pipeline(&MD)?;
    let folder = spacy::folder()?;
    let (model, texts) = (folder.join("bench.hsm"), folder.join("bench.jsonl"));
    spacy::convert(&unpacked, &model)?;
    std::fs::write(&texts, news()?)?;
    let measure = build()?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(measured(spacy.script("measure.py").arg(&unpacked).arg(&texts))?);
        ours.push(measured(Command::new(&measure).arg(&model).arg(&texts))?);
    }
    let (theirs, ours) = (best(&theirs), best(&ours));
    println!("{:<26}{:>12}{:>12}{:>10}", "", "spaCy", "nlp", "share");
    let line = |name: &str, a: f64, b: f64| println!("{name:<26}{a:>12.3}{b:>12.3}{:>10.3}", b / a);
    line("words per CPU second", theirs.speed, ours.speed);
    line("load, CPU seconds", theirs.load, ours.load);
    line("peak memory, MB", theirs.peak, ours.peak);
    ensure!(ours.speed >= FASTER * theirs.speed, "less than {FASTER} times as fast as spaCy");
    ensure!(ours.load <= LOAD * theirs.load, "the load takes more than a tenth of spaCy's");
    ensure!(ours.peak <= PEAK * theirs.peak, "the peak memory is more than a third of spaCy's");
    Ok(())
}

/// The text: news of the reference data, or the bundled reports again and again.
fn news() -> Result<String> {
    if let Some(lines) = spacy::corpus(&["attribution/dev.jsonl"])? {
        return Ok(lines);
    }
    let (mut lines, mut words, mut reports) = (String::new(), 0, Vec::new());
    for entry in std::fs::read_dir(work::root().join("examples/reports"))? {
        reports.push(std::fs::read_to_string(entry?.path())?);
    }
    ensure!(!reports.is_empty(), "there are no reports in examples/");
    for report in reports.iter().cycle() {
        words += report.split_whitespace().count();
        lines += &serde_json::json!({ "text": report }).to_string();
        lines.push('\n');
        if words >= WORDS {
            break;
        }
    }
    Ok(lines)
}

/// Builds the measuring program of the nlp crate.
fn build() -> Result<PathBuf> {
    let words =
        ["build", "--release", "--package", "nlp", "--example", "measure", "--message-format", "json"];
    let messages = work::output(&mut work::cargo(&words))?;
    let found = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back();
    found.filter(|p| Path::exists(p)).context("cargo did not say where the measuring program is")
}

fn measured(command: &mut Command) -> Result<Measured> {
    let report: Value = serde_json::from_str(&work::output(command)?).context("a measurement is no JSON")?;
    let number = |key: &str| report[key].as_f64().with_context(|| format!("a measurement has no {key}"));
    Ok(Measured {
        speed: number("words")? / number("cpu")?,
        load: number("load_cpu")?,
        peak: number("peak_kb")? / 1000.0,
    })
}

fn best(runs: &[Measured]) -> Measured {
    let least = |f: fn(&Measured) -> f64| runs.iter().map(f).fold(f64::INFINITY, f64::min);
    Measured {
        speed: runs.iter().map(|r| r.speed).fold(0.0, f64::max),
        load: least(|r| r.load),
        peak: least(|r| r.peak),
    }
}
