//! What the example reports come to in the ledger, question by question, as `corpus/ledger/examples.md` says.
//! `BLESS=1` writes it anew. The same of a page that lies beside the project, where it does.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

mod program;

use program::{Room, root, run_with_model};
use serde_json::Value;
use std::fmt::Write;

/// Ties that decide a standing; the rest only agree.
const DECIDING: [&str; 5] = ["incompatible", "denies", "retracts", "revises", "updates"];

struct Desk(Room);

impl Desk {
    fn with(words: &[&str]) -> Desk {
        let desk = Desk(Room::new());
        desk.run(&[&["add"], words].concat());
        desk
    }

    fn run(&self, words: &[&str]) -> String {
        let ledger = self.0.path().join("ledger.db").display().to_string();
        run_with_model(&[words, &["--ledger", &ledger]].concat()).ends(0).out
    }

    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[words, &["--format", "json"]].concat())).unwrap()
    }

    fn board(&self) -> Vec<Value> {
        self.json(&["board", "--limit", "500"])["questions"].as_array().unwrap().clone()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every question with its standing, and for each pair that decided it who says what.
fn told(desk: &Desk) -> String {
    let mut blocks = Vec::new();
    for question in desk.board() {
        let mut out = String::new();
        let id = text(&question["id"]);
        writeln!(out, "{} | {}", text(&question["standing"]), text(&question["text"])).unwrap();
        let why = desk.json(&["why", id]);
        let said = |id: &Value| {
            let claim = why["claims"].as_array().unwrap().iter().find(|c| c["id"] == *id);
            claim.map_or(String::new(), |c| {
                let words = text(&c["content"]["text"]).split_whitespace().collect::<Vec<_>>().join(" ");
                let who = if c["source"].is_null() { "the paper" } else { text(&c["source"]["text"]) };
                format!("{}: {}", who.split_whitespace().collect::<Vec<_>>().join(" "), words)
            })
        };
        let mut lines: Vec<String> = why["why"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|w| DECIDING.contains(&text(&w["tie"])))
            .map(|w| {
                format!(
                    "    {} {}\n      {}\n      {}\n",
                    text(&w["tie"]),
                    text(&w["rule"]),
                    said(&w["a"]),
                    said(&w["b"])
                )
            })
            .collect();
        lines.sort();
        lines.dedup();
        lines.iter().for_each(|l| out += l);
        blocks.push(out);
    }
    blocks.sort();
    blocks.concat()
}

#[test]
fn the_examples_come_to_what_is_planned_and_to_no_other_clash() {
    let examples = root().join("examples/reports").display().to_string();
    let got = told(&Desk::with(&[&examples]));
    let file = root().join("corpus/ledger/examples.md");
    let page = std::fs::read_to_string(&file).unwrap();
    let (head, rest) = page.split_once("```board\n").unwrap();
    let (wanted, tail) = rest.split_once("```").unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, format!("{head}```board\n{got}```{tail}")).unwrap();
        return;
    }
    for (n, (got, wanted)) in got.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(got, wanted, "line {} of the board", n + 1);
    }
    assert_eq!(got.lines().count(), wanted.lines().count());
}

#[test]
fn one_page_with_three_that_cannot_all_be_right() {
    let page = root().join("../shared/seed/article.txt");
    if !page.is_file() {
        println!("skipped: the page is not beside the project");
        return;
    }
    let page = page.display().to_string();
    let desk = Desk::with(&[&page, "--published", "2019-03-22", "--publisher", "The paper"]);
    let board = desk.board();
    let kinds = |standing: &str| -> Vec<String> {
        let of = board.iter().filter(|q| text(&q["standing"]) == standing);
        let mut kinds: Vec<String> = of.map(|q| text(&q["kind"]).to_owned()).collect();
        kinds.sort();
        kinds
    };
    // The end of the caliphate, the defeat, the fighting; and a prediction of two days before.
    assert_eq!(kinds("contested"), ["defeat", "fighting", "territory"]);
    assert_eq!(kinds("failed"), ["territory"]);
    assert_eq!(kinds("retracted"), [""; 0]);
    assert_eq!(kinds("revised"), [""; 0]);
}
