//! Every row of the tables of words has a case: walks `lexicons/time.toml` and `lexicons/numbers.toml` and names
//! each row whose words no case of `corpus/ground/time.md` or `corpus/ground/quantity.md` uses. A row that is part of
//! what is read must stand in what a case expects; a row that only bends, stops or leads it, in a case's text.
#![allow(clippy::disallowed_methods)]

use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Tables whose words stand beside what is read and not in it, or stop it from being read.
const BESIDE: [&str; 11] =
    ["shy", "future", "modifiers", "zones", "fillers", "up", "down", "takes", "labels", "harmed", "ordinals"];

/// What cases say: their texts and the lines that they expect, also with each word in its dictionary form.
struct Said {
    texts: String,
    lines: String,
}

impl Said {
    fn read(root: &Path, name: &str, model: &nlp::Model) -> Said {
        let mut said = Said { texts: String::new(), lines: String::new() };
        let (mut kind, mut body) = (None, String::new());
        for line in std::fs::read_to_string(root.join("corpus/ground").join(name)).unwrap().lines() {
            match (line.strip_prefix("```"), &kind) {
                (Some(opened), None) => kind = Some(opened.to_owned()),
                (Some(_), Some(closed)) => {
                    let to = if closed == "text" { &mut said.texts } else { &mut said.lines };
                    body.lines().for_each(|line| to.push_str(&both_forms(line, model)));
                    (kind, body) = (None, String::new());
                }
                (None, Some(_)) => {
                    body += line;
                    body.push('\n');
                }
                (None, None) => {}
            }
        }
        said
    }

    fn has(&self, table: &str, words: &str) -> bool {
        let within = if BESIDE.contains(&table) { &self.texts } else { &self.lines };
        let wanted = pieces(words.trim_end_matches('*').trim_end_matches(" of"));
        within.contains(&wanted) || within.contains(&plural(&wanted))
    }
}

/// A line as it stands and with each word in its dictionary form.
fn both_forms(line: &str, model: &nlp::Model) -> String {
    let doc = model.annotate(line);
    let words: Vec<&str> = (0..doc.len()).map(|t| doc.word(t)).collect();
    let lemmas: Vec<&str> = (0..doc.len()).map(|t| doc.lemma(t)).collect();
    [line, &words.join(" "), &lemmas.join(" ")].map(|form| pieces(form) + "\n").concat()
}

/// Words, numbers and marks in lower case, with a blank around each.
fn pieces(text: &str) -> String {
    let (mut out, mut last) = (String::from(" "), ' ');
    for c in text.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase) {
        let glue =
            |a: char, b: char| a.is_alphabetic() && b.is_alphabetic() || a.is_numeric() && b.is_numeric();
        if !glue(last, c) && !out.ends_with(' ') {
            out.push(' ');
        }
        if !c.is_whitespace() {
            out.push(c);
        }
        last = c;
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Tables name the singular of what is counted.
fn plural(words: &str) -> String {
    format!("{}s ", words.trim_end())
}

/// The rows of a file: table and words of each.
fn rows(file: &Table, under: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (key, value) in file {
        let (first, rest) = (|| (under.to_owned(), key.clone()), value);
        match rest {
            Value::Table(inner)
                if under.is_empty() || inner.values().all(|v| v.is_integer() || v.is_float()) =>
            {
                out.extend(rows(inner, key));
            }
            Value::Array(all) if key == "words" || under == "units" && all.iter().all(Value::is_str) => {
                out.extend(all.iter().filter_map(|v| Some((under.to_owned(), v.as_str()?.to_owned()))));
            }
            _ => out.push(first()),
        }
    }
    out
}

fn check(lexicon: &str, cases: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let model = nlp::Model::from_bytes(std::fs::read(data.join("model.hsm")).unwrap()).unwrap();
    let file: Table = std::fs::read_to_string(root.join("lexicons").join(lexicon)).unwrap().parse().unwrap();
    let said = Said::read(&root, cases, &model);
    let rows = rows(&file, "");
    assert!(rows.len() > 200, "{lexicon} has only {} rows", rows.len());
    let without: Vec<String> = rows
        .iter()
        .filter(|(table, words)| !said.has(table, words))
        .map(|(table, words)| format!("[{table}] {words}"))
        .collect();
    assert!(without.is_empty(), "no case of {cases} uses these rows of {lexicon}:\n{}", without.join("\n"));
}

#[test]
fn every_row_of_time_has_a_case() {
    check("time.toml", "time.md");
}

#[test]
fn every_row_of_numbers_has_a_case() {
    check("numbers.toml", "quantity.md");
}
