//! The ledger from the command line, as a person would use it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod program;

use program::{Room, Run, command, data, root, run_with_model};
use std::process::Stdio;

fn examples() -> String {
    root().join("examples/reports").display().to_string()
}

/// A ledger with the examples in it.
struct Desk {
    room: Room,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { room: Room::new() };
        desk.run(&["add", &examples()]).ends(0);
        desk
    }

    fn run(&self, words: &[&str]) -> Run {
        let ledger = self.room.path().join("ledger.db").display().to_string();
        run_with_model(&[words, &["--ledger", &ledger]].concat())
    }

    /// The id of the first question on the board with these words.
    fn question(&self, words: &str) -> String {
        let board = self.run(&["board", "--format", "json", "--limit", "500"]).ends(0);
        let board: serde_json::Value = serde_json::from_str(&board.out).unwrap();
        let rows = board["questions"].as_array().unwrap().clone();
        let found = rows.iter().find(|q| q["text"].as_str().unwrap().contains(words));
        found.unwrap_or_else(|| panic!("{words}: {rows:#?}"))["id"].as_str().unwrap().to_owned()
    }
}

#[test]
fn the_board_has_the_contested_first_and_says_as_of_when() {
    let desk = Desk::new();
    let run = desk.run(&["board", "--width", "100"]).ends(0);
    assert!(run.out.starts_with("contested"), "{}", run.out);
    assert!(run.out.contains("As known at 2") && run.out.contains("(UTC)"), "{}", run.out);
    let cut = desk.run(&["board", "--limit", "1"]).ends(0);
    assert!(cut.out.contains("1 of "), "{}", cut.out);
    let none = desk.run(&["board", "--place", "Atlantis"]).ends(0);
    assert!(none.out.contains("Searched 8 documents and found no question that fits"), "{}", none.out);
}

#[test]
fn a_question_shows_its_answers_and_why_shows_the_pairs() {
    let desk = Desk::new();
    let id = desk.question("civilians");
    let asked = desk.run(&["ask", &id, "--width", "100"]).ends(0);
    assert!(asked.out.contains("only seven civilians had died"), "{}", asked.out);
    let why = desk.run(&["why", &id]).ends(0);
    assert!(why.out.contains("incompatible by the rule disjoint-counts"), "{}", why.out);
    let json = desk.run(&["ask", &id, "--format", "json"]).ends(0);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["standing"], "contested");
    for claim in value["claims"].as_array().unwrap() {
        assert!(claim["id"].as_str().unwrap().starts_with("clm_") && claim["recorded"].is_string());
    }
}

#[test]
fn before_the_first_document_nothing_was_known() {
    let desk = Desk::new();
    let run = desk.run(&["board", "--known-at", "2001-01-01"]).ends(0);
    assert!(run.out.contains("Searched 0 documents"), "{}", run.out);
    let id = desk.question("civilians");
    let early = desk.run(&["ask", &id, "--known-at", "2001-01-01"]).ends(1);
    assert!(early.err.contains("no question"), "{}", early.err);
}

#[test]
fn adding_twice_adds_nothing() {
    let desk = Desk::new();
    let entries = |run: Run| run.out.lines().next().unwrap().to_owned();
    let before = entries(desk.run(&["verify"]).ends(0));
    let again = desk.run(&["add", &examples()]).ends(0);
    // Lines break where the path of the examples lets them.
    let words = again.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words.matches("is in the ledger already").count(), 8, "{words}");
    assert_eq!(entries(desk.run(&["verify"]).ends(0)), before);
}

#[test]
fn a_judgement_is_printed_with_the_way_back() {
    let desk = Desk::new();
    let id = desk.question("civilians");
    let asked = desk.run(&["ask", &id, "--format", "json"]).ends(0);
    let value: serde_json::Value = serde_json::from_str(&asked.out).unwrap();
    let claim = value["claims"][0]["id"].as_str().unwrap();
    let done = desk.run(&["correct", "--reason", "a typing error", "reject", claim]).ends(0);
    let entry = done.out.split_whitespace().nth(1).unwrap().trim_end_matches(':').to_owned();
    let less = desk.run(&["ask", &id, "--format", "json"]).ends(0);
    let less: serde_json::Value = serde_json::from_str(&less.out).unwrap();
    assert!(!less["answers"].as_array().unwrap().iter().any(|a| a["claim"] == claim), "{less:#}");
    desk.run(&["correct", "--reason", "it was none", "undo", &entry]).ends(0);
    let back: serde_json::Value =
        serde_json::from_str(&desk.run(&["ask", &id, "--format", "json"]).ends(0).out).unwrap();
    assert_eq!(back["answers"], value["answers"]);
    let done = desk.run(&["correct", "--reason", "the paper took it back", "retract", claim]).ends(0);
    let page = desk.run(&["why", &id]).ends(0).out;
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("as a person recorded"), "{page}");
    let entry = done.out.split_whitespace().nth(1).unwrap().trim_end_matches(':').to_owned();
    desk.run(&["correct", "--reason", "it did not", "undo", &entry]).ends(0);
    desk.run(&["correct", "--reason", "a test", "merge", "the mayor", "nobody at all"]).ends(1);
    desk.run(&["verify"]).ends(0);
}

#[test]
fn what_is_not_there_is_named_with_a_remedy() {
    let room = Room::new();
    let ledger = room.path().join("none.db").display().to_string();
    let run = run_with_model(&["board", "--ledger", &ledger]).ends(1);
    assert!(run.err.contains("no ledger at") && run.err.contains("hearsay add"), "{}", run.err);
    let page = room.file("page.txt", "The bridge is closed.");
    let run = run_with_model(&["board", "--ledger", &page]).ends(1);
    assert!(run.err.contains("is no ledger"), "{}", run.err);
    run_with_model(&["ask", "--ledger", &ledger]).ends(2);
    run_with_model(&["board", "--standing", "true", "--ledger", &ledger]).ends(2);
}

/// Whoever ends the program at any moment finds whole documents, and all that was printed.
#[test]
fn a_program_that_is_killed_leaves_whole_documents() {
    let room = Room::new();
    let ledger = room.path().join("ledger.db").display().to_string();
    let rows: String = (0..300)
        .map(|i| format!("{{\"id\": \"r{i}\", \"publisher\": \"P\", \"published\": \"2031-05-04\", \"text\": \"At least {} people were killed in Orlo on Friday, the mayor said.\"}}\n", i + 2))
        .collect();
    let input = room.file("rows.jsonl", &rows);
    for round in 0..8 {
        let words = ["add", &input, "--ledger", &ledger, "--format", "jsonl"];
        let mut child = command(&words).env("HEARSAY_DATA", data()).stdout(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(120 + 40 * round));
        child.kill().unwrap();
        let printed = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        if !std::path::Path::new(&ledger).exists() {
            continue;
        }
        let run = run_with_model(&["verify", "--ledger", &ledger]);
        if run.err.contains("no ledger at") {
            // It was killed before there was one.
            assert_eq!(printed, "");
            continue;
        }
        let sound = run.ends(0).out;
        let held: usize = sound.split_whitespace().nth(2).unwrap().parse().unwrap();
        let whole = printed.lines().filter(|l| l.ends_with('}')).count();
        assert!(held >= whole, "{whole} printed, {held} held");
    }
    run_with_model(&["add", &input, "--ledger", &ledger]).ends(0);
    let sound = run_with_model(&["verify", "--ledger", &ledger]).ends(0).out;
    assert!(sound.contains("600 entries, 300 documents"), "{sound}");
}
