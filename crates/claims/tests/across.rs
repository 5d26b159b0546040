//! Runs the cases of `corpus/weigh/across`: what several reports come to together. A case is a section of a
//! Markdown file with a block for each report and one for the questions:
//!
//! ````text
//! ## Two papers
//! day: 2031-05-20
//! copies: 1 2
//! ```document
//! publisher: The Gazette
//! published: 2031-05-09
//!
//! The bridge is closed, the mayor said.
//! ```
//! ```questions
//! single-origin weak | Is the bridge closed? | repeats same-origin
//! ```
//! ````
//!
//! `day` is the day up to which is known what came of predictions, `copies` names two reports of which one
//! prints the other, `credits` one that credits the other. A line of the questions has standing and grade, the
//! question, how claims are tied and by which rules, for counts low, best and high, and notes. Every case is
//! also added report by report, in both directions, and must come to the same. `BLESS=1` rewrites the blocks.
#![allow(clippy::disallowed_methods)]

#[path = "across/case.rs"]
mod case;

use case::Case;
use claims::weigh::{Docket, Lexicon, Memory, standing, weigh_all};
use hearsay::Reader;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use types::{Bond, DocumentId, Grade, Question, QuestionId, Standing, Testimony};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let reader = Reader::open(&data)
        .map(Arc::new)
        .map_err(|e| format!("{e}; run `cargo xtask test`, which sets up the model that the tests use"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("corpus/weigh/across"))
        .into_iter()
        .flatten()
        .map(|e| e.unwrap().path())
        .filter(|f| f.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    if std::env::var_os("BLESS").is_some()
        && let Ok(reader) = &reader
    {
        files.iter().for_each(|file| bless(file, reader));
    }
    let trials = files.iter().flat_map(|file| trials(file, &reader)).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trials(file: &Path, reader: &Result<Arc<Reader>, String>) -> Vec<Trial> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cases = match case::parse(&std::fs::read_to_string(file).unwrap()) {
        Ok(cases) => cases,
        Err(e) => return vec![Trial::test(name.clone(), move || Err(format!("{name}: {e}").into()))],
    };
    let trial = |case: Case| {
        let reader = reader.clone();
        Trial::test(format!("across/{name}: {}", case.title), move || check(&case, &*reader?))
    };
    cases.into_iter().map(trial).collect()
}

fn check(case: &Case, reader: &Reader) -> Result<(), Failed> {
    let weighed = Weighed::of(case, reader);
    let got: Vec<String> = weighed.questions.iter().map(line).collect();
    if got != case.questions {
        let marked = |mark: &str, lines: &[String], other: &[String]| -> Vec<String> {
            lines.iter().filter(|l| !other.contains(l)).map(|l| format!("  {mark} {l}")).collect()
        };
        let mut all = marked("-", &case.questions, &got);
        all.extend(marked("+", &got, &case.questions));
        return Err(format!("{}: (- expected, + got)\n{}", case.line, all.join("\n")).into());
    }
    weighed.adds_up()
}

/// What the reports of a case come to.
struct Weighed {
    lexicon: Lexicon,
    testimonies: Vec<Testimony>,
    bonds: Vec<(DocumentId, DocumentId, Bond)>,
    questions: Vec<Question>,
}

impl Weighed {
    fn of(case: &Case, reader: &Reader) -> Weighed {
        let mut ids = Vec::new();
        let mut testimonies: Vec<Testimony> = Vec::new();
        for (n, report) in case.reports.iter().enumerate() {
            let given = hearsay::Given {
                published: report.published.map(|p| p.date),
                publisher: report.publisher.clone(),
                ..hearsay::Given::default()
            };
            let document = hearsay::document(&format!("{n}.txt"), report.text.as_bytes(), &given).unwrap();
            ids.push(document.document.clone());
            let mut own = reader.read(document).unwrap().sheet.testimonies;
            for t in &mut own {
                t.url.clone_from(&report.url);
                t.published = report.published;
            }
            testimonies.extend(own);
        }
        let bond =
            |(a, b, bond): &(usize, usize, Bond)| (ids[a - 1].clone(), ids[b - 1].clone(), bond.clone());
        let bonds: Vec<_> = case.bonds.iter().map(bond).collect();
        let lexicon = Lexicon::builtin().unwrap();
        let questions = weigh_all(&lexicon, &testimonies, &between(&bonds), case.day);
        Weighed { lexicon, testimonies, bonds, questions }
    }

    /// Whether the same comes out report by report, forwards and backwards.
    fn adds_up(&self) -> Result<(), Failed> {
        let wanted: BTreeMap<QuestionId, (Standing, Grade)> =
            self.questions.iter().map(|q| (q.id.clone(), (q.standing, q.grade))).collect();
        let forwards: Vec<&Testimony> = self.testimonies.iter().collect();
        let backwards: Vec<&Testimony> = self.testimonies.iter().rev().collect();
        for order in [forwards, backwards] {
            let bonds = between(&self.bonds);
            let (docket, mut memory) = (Docket::new(&self.lexicon, &bonds), Memory::default());
            for t in order {
                let t = docket.prepare(t);
                let change = docket.add(&memory, &t).ok_or("a kind that nobody knows")?;
                memory.note(&t, change);
            }
            let got: BTreeMap<QuestionId, (Standing, Grade)> =
                memory.questions().map(|q| (q.clone(), standing(&memory.facts(q)))).collect();
            if got != wanted {
                return Err(format!("added one by one it comes to {got:?}, not {wanted:?}").into());
            }
        }
        Ok(())
    }
}

fn between(
    bonds: &[(DocumentId, DocumentId, Bond)],
) -> impl Fn(&DocumentId, &DocumentId) -> Option<Bond> + '_ {
    |a, b| {
        let same = |(x, y, _): &&(DocumentId, DocumentId, Bond)| x == a && y == b || x == b && y == a;
        bonds.iter().find(same).map(|(.., bond)| bond.clone())
    }
}

fn line(q: &Question) -> String {
    let mut ties: Vec<String> = Vec::new();
    for why in &q.why {
        let tie = format!("{} {}", word(&why.tie), why.rule);
        if !ties.contains(&tie) {
            ties.push(tie);
        }
    }
    let range = q.range.as_ref().map_or(String::new(), |r| format!("{} {} {}", r.low, r.best, r.high));
    let parts = [
        format!("{} {}", word(&q.standing), word(&q.grade)),
        q.text.clone(),
        ties.join(", "),
        range,
        q.notes.join("; "),
    ];
    parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

/// A value as the JSON has it, without quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().trim_matches('"').to_owned()
}

fn bless(file: &Path, reader: &Reader) {
    let mut text = std::fs::read_to_string(file).unwrap();
    let Ok(cases) = case::parse(&text) else { return };
    for case in cases.iter().rev() {
        let weighed = Weighed::of(case, reader);
        let body: String = weighed.questions.iter().map(|q| line(q) + "\n").collect();
        text.replace_range(case.place.clone(), &body);
    }
    std::fs::write(file, text).unwrap();
}
