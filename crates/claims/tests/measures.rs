//! Runs the cases of `corpus/ground/time.md` and `corpus/ground/quantity.md`, whose form those files
//! explain. `BLESS=1` rewrites what they expect.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::{quantity, time};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use types::{Quantity, Time};

/// What stands between fences, and outside of them line by line.
enum Part {
    Outside(String),
    Fence(String, Vec<String>),
}

fn parts(file: &str) -> Vec<Part> {
    let (mut parts, mut open): (Vec<Part>, Option<(String, Vec<String>)>) = (Vec::new(), None);
    for line in file.lines() {
        match (open.take(), line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_owned(), Vec::new())),
            (None, None) => parts.push(Part::Outside(line.to_owned())),
            (Some((kind, lines)), Some(_)) => parts.push(Part::Fence(kind, lines)),
            (Some((kind, mut lines)), None) => {
                lines.push(line.to_owned());
                open = Some((kind, lines));
            }
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    parts
}

fn end<T: ToString>(end: Option<T>) -> String {
    end.map_or("?".to_owned(), |e| e.to_string())
}

fn timed(t: &Time, text: &str) -> String {
    let mut line = format!("{} | {:?} {}", t.span.of(text), t.kind, t.value);
    if let Some(code) = &t.modifier {
        write!(line, " {code}").unwrap();
    }
    if t.from.is_some() || t.to.is_some() {
        write!(line, " | {} to {}", end(t.from), end(t.to)).unwrap();
    }
    line
}

/// A value as the JSON has it, without quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().trim_matches('"').to_owned()
}

fn counted(q: &Quantity, text: &str) -> String {
    let or_dash = |s: &Option<String>| s.clone().unwrap_or("-".to_owned());
    let ends = format!("{} to {}", end(q.low), end(q.high));
    let (unit, of) = (or_dash(&q.unit), or_dash(&q.of));
    format!("{} | {} | {ends} | {unit} | {of} | {}", q.span.of(text), word(&q.change), word(&q.measure))
}

fn run(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let model = std::fs::read(data.join("model.hsm"))
        .unwrap_or_else(|e| panic!("no model in {}: {e}; run `cargo xtask test`", data.display()));
    let model = nlp::Model::from_bytes(model).unwrap();
    let path = root.join("corpus/ground").join(name);
    let lexicons = Lexicons::builtin().unwrap();
    let (mut title, mut published, mut text) = (String::new(), None, String::new());
    let (mut blessed, mut faults) = (String::new(), String::new());
    for part in parts(&std::fs::read_to_string(&path).unwrap()) {
        let (kind, lines) = match part {
            Part::Outside(line) => {
                if let Some(next) = line.strip_prefix("## ") {
                    (title, published) = (next.to_owned(), None);
                }
                if let Some(date) = line.strip_prefix("published: ") {
                    published = Some(date.parse().unwrap());
                }
                writeln!(blessed, "{line}").unwrap();
                continue;
            }
            Part::Fence(kind, lines) => (kind, lines),
        };
        let got = if kind == "text" {
            text = lines.join("\n");
            lines.clone()
        } else {
            let doc = model.annotate(&text);
            let times = time::find(&doc, &lexicons.time, published);
            match kind.as_str() {
                "times" => times.iter().map(|t| timed(t, &text)).collect(),
                _ => {
                    let found = quantity::find(&doc, &lexicons.quantity, &times);
                    found.iter().map(|q| counted(q, &text)).collect()
                }
            }
        };
        if got != lines {
            write!(faults, "\n{name}: {title}\nexpected: {lines:#?}\ngot: {got:#?}").unwrap();
        }
        let body: String = got.iter().map(|l| format!("{l}\n")).collect();
        writeln!(blessed, "```{kind}\n{body}```").unwrap();
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, blessed).unwrap();
    } else {
        assert!(faults.is_empty(), "{faults}");
    }
}

#[test]
fn times_are_found_and_placed() {
    run("time.md");
}

#[test]
fn quantities_are_found_and_bounded() {
    run("quantity.md");
}
