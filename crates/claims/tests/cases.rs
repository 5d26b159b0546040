//! Reads the public cases of numbers and dates that lie beside the project, and says how many of those that a
//! reader of news needs come out right: a table by file, which `docs/cases.md` keeps.
//!
//! Hidden by default: `cargo test --package claims --test cases -- --ignored --nocapture`, or
//! `cargo xtask quality`. `CASES=FILE` prints the cases of a file that fail; `BLESS=1` writes the table.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

#[path = "cases/gold.rs"]
mod gold;
#[path = "cases/judge.rs"]
mod judge;
#[path = "cases/scope.rs"]
mod scope;

use claims::Lexicons;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What became of the cases of a file.
#[derive(Default)]
struct Row {
    passed: usize,
    failed: usize,
    /// By reason: how many, and how many of them come out right anyway.
    out: BTreeMap<String, (usize, usize)>,
}

#[test]
#[ignore = "needs the public cases beside the project; `cargo xtask quality` asks for it"]
fn cases_of_numbers_and_dates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(folder) = folder(&root) else {
        println!("cases: skipped, there are no cases in ../shared");
        return;
    };
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let model = nlp::Model::from_bytes(std::fs::read(data.join("model.hsm")).unwrap()).unwrap();
    let (lexicons, scope) = (Lexicons::builtin().unwrap(), scope::Scope::read(&root));
    let shown = std::env::var("CASES").unwrap_or_default();
    let mut rows = BTreeMap::new();
    for path in files(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut row = Row::default();
        for case in gold::cases(&std::fs::read_to_string(&path).unwrap()) {
            let reason = scope.excludes(&name, &case);
            let case = case.into_news();
            let doc = model.annotate(&case.input);
            let judged = judge::judge(&case, numeric(&name), &doc, &lexicons);
            if let Some(reason) = reason {
                let (all, right) = row.out.entry(reason.to_owned()).or_default();
                (*all, *right) = (*all + 1, *right + usize::from(judged.is_ok()));
                continue;
            }
            match judged {
                Ok(()) => row.passed += 1,
                Err(fault) => {
                    row.failed += 1;
                    if shown == name {
                        println!("{}\n    {fault}", case.input);
                    }
                }
            }
        }
        rows.insert(name, row);
    }
    println!("\n{}", figures(&rows));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(root.join("docs/cases.md"), scope.page(&table(&rows))).unwrap();
    }
    assert!(!rows.is_empty(), "no cases in {}", folder.display());
}

/// Beside the project, or beside the folder that holds its work trees.
fn folder(root: &Path) -> Option<PathBuf> {
    let beside =
        |n: usize| root.canonicalize().ok()?.ancestors().nth(n).map(|p| p.join("shared/corpora/cases"));
    [1, 2].into_iter().filter_map(beside).find(|p| p.is_dir())
}

fn numeric(file: &str) -> judge::Numeric {
    match file {
        "NumberRangeModel" => judge::Numeric::Ranges,
        _ if file.starts_with("Number") => judge::Numeric::All,
        _ => judge::Numeric::No,
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = |kind: &str| std::fs::read_dir(folder.join(kind)).into_iter().flatten();
    let all = inside("datetime").chain(inside("number"));
    let mut paths: Vec<PathBuf> = all.map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    paths
}

/// `name   0.912` lines, the headline last.
fn figures(rows: &BTreeMap<String, Row>) -> String {
    let share = |p: usize, f: usize| p as f64 / (p + f).max(1) as f64;
    let mut out = String::new();
    for (name, row) in rows.iter().filter(|(_, r)| r.passed + r.failed > 0) {
        writeln!(out, "{name}   {:.3}", share(row.passed, row.failed)).unwrap();
    }
    let (passed, failed) = (sum(rows, |r| r.passed), sum(rows, |r| r.failed));
    writeln!(out, "cases in scope   {:.3}", share(passed, failed)).unwrap();
    out
}

fn sum(rows: &BTreeMap<String, Row>, of: fn(&Row) -> usize) -> usize {
    rows.values().map(of).sum()
}

/// The table in Markdown, and what is left out for which reason.
fn table(rows: &BTreeMap<String, Row>) -> String {
    let mut out =
        "| file | passed | failed | share | out of scope |\n| --- | ---: | ---: | ---: | ---: |\n".to_owned();
    let line = |name: &str, passed: usize, failed: usize, left: usize| {
        let share = if passed + failed == 0 {
            "-".to_owned()
        } else {
            format!("{:.1} %", 100.0 * passed as f64 / (passed + failed) as f64)
        };
        format!("| {name} | {passed} | {failed} | {share} | {left} |\n")
    };
    let left = |r: &Row| r.out.values().map(|(all, _)| all).sum::<usize>();
    for (name, row) in rows {
        out += &line(name, row.passed, row.failed, left(row));
    }
    out += &line("all", sum(rows, |r| r.passed), sum(rows, |r| r.failed), rows.values().map(left).sum());
    let mut reasons: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (reason, (all, right)) in rows.values().flat_map(|r| &r.out) {
        let sum = reasons.entry(reason).or_default();
        *sum = (sum.0 + all, sum.1 + right);
    }
    out += "\n| out of scope | cases | right anyway |\n| --- | ---: | ---: |\n";
    for (reason, (all, right)) in reasons {
        writeln!(out, "| {reason} | {all} | {right} |").unwrap();
    }
    out
}
