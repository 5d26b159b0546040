//! What people and programs see: help, pages, pipes, colours, JSON.
#![allow(clippy::disallowed_methods)]

mod program;

use program::{Room, command, data, root, run, run_with_model};
use std::io::Read;
use std::process::Stdio;

fn examples() -> String {
    root().join("examples/reports").to_str().unwrap().to_owned()
}

#[test]
fn help_and_version_are_no_error() {
    for words in
        [&["--help"][..], &["-h"], &["read", "--help"], &["annotate", "--help"], &["setup", "--help"]]
    {
        let run = run(words).ends(0);
        assert!(run.out.contains("hearsay") && run.err.is_empty(), "{words:?}");
    }
    assert!(run(&["--version"]).ends(0).out.starts_with("hearsay "));
}

#[test]
fn every_shell_gets_completions_and_every_verb_a_man_page() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(run(&["completions", shell]).ends(0).out.contains("annotate"), "{shell}");
    }
    assert!(run(&["man"]).ends(0).out.contains(".TH hearsay"));
    for verb in ["setup", "read", "annotate", "completions", "man"] {
        assert!(run(&["man", verb]).ends(0).out.contains(".SH SYNOPSIS"), "{verb}");
    }
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let room = Room::new();
    let row = "{\"text\": \"The bridge is open, the mayor said on Friday. It was shut on Monday.\"}\n";
    let rows = room.file("rows.jsonl", row.repeat(5_000));
    let mut child = command(&["annotate", &rows, "--layers", "text"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(err, "");
}

#[test]
fn standard_input_is_an_input() {
    let room = Room::new();
    let page = room.file("page.txt", "The bridge is closed, the mayor said on Friday.");
    let mut command = command(&["annotate", "-", "--layers", "text", "--published", "2031-05-04"]);
    let run: program::Run = command.stdin(std::fs::File::open(page).unwrap()).output().unwrap().into();
    let row = &run.ends(0).rows()[0];
    assert_eq!(row["id"], "-");
    assert_eq!(row["published"], "2031-05-04");
}

#[test]
fn only_the_layers_that_are_asked_for_are_printed() {
    let room = Room::new();
    let page = room.file("page.txt", "The bridge is closed, the mayor said on Friday.");
    let run = run_with_model(&["annotate", &page, "--layers", "claims,times"]).ends(0);
    let row = run.rows().remove(0);
    let mut names: Vec<&String> = row.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["claims", "id", "published", "sha256", "times"]);
}

#[test]
fn an_attribution_holds_both_marks_of_its_quotation() {
    let room = Room::new();
    let page =
        room.file("page.txt", "“We will reopen the bridge on Monday,” Mayor Ilse Maran said in a statement.");
    let row = run_with_model(&["annotate", &page, "--layers", "text,attributions"]).ends(0).rows().remove(0);
    let words = sliced(&row["attributions"][0]["content"], row["text"].as_str().unwrap());
    assert!(words.starts_with('“') && words.ends_with('”'), "{words}");
}

#[test]
fn a_lower_least_score_finds_all_that_a_higher_one_finds_and_more() {
    let found = |score: &str| {
        let words = ["annotate", &examples(), "--layers", "attributions", "--least-score", score];
        let rows = run_with_model(&words).ends(0).rows();
        rows.iter().map(|r| r["attributions"].as_array().unwrap().len()).sum::<usize>()
    };
    assert!(found("0.2") > found("0.9"));
}

/// Invariant: a claim points at bytes.
#[test]
fn slicing_the_text_at_the_spans_of_a_claim_gives_its_words() {
    let run = run_with_model(&["annotate", &examples(), "--layers", "text,claims"]).ends(0);
    let mut claims = 0;
    for row in run.rows() {
        let text = row["text"].as_str().unwrap();
        for claim in row["claims"].as_array().unwrap() {
            for part in
                ["source", "cue", "content", "channel"].map(|p| &claim[p]).iter().filter(|p| !p.is_null())
            {
                assert_eq!(part["text"].as_str().unwrap(), sliced(&part["spans"], text), "{}", row["id"]);
            }
            claims += 1;
        }
    }
    assert!(claims > 50, "{claims} claims in seven reports");
}

fn sliced(spans: &serde_json::Value, text: &str) -> String {
    let end = |span: &serde_json::Value, i: usize| usize::try_from(span[i].as_u64().unwrap()).unwrap();
    let words: Vec<&str> = spans.as_array().unwrap().iter().map(|s| &text[end(s, 0)..end(s, 1)]).collect();
    words.join(" … ")
}

/// Invariant: same input, same output, on any number of threads and from any run.
#[test]
fn the_output_is_the_same_on_any_number_of_threads() {
    let once =
        |threads: &str| run_with_model(&["read", &examples(), "--format", "jsonl", "--threads", threads]);
    let one = once("1").ends(0).out;
    assert_eq!(one.lines().count(), 8);
    assert_eq!(one, once("4").ends(0).out);
}

#[test]
fn json_is_one_object_for_one_document_and_an_array_for_more() {
    let page = root().join("examples/reports/2-meridian-wire.txt");
    let json = |input: &str| -> serde_json::Value {
        serde_json::from_str(&run_with_model(&["read", input, "--format", "json"]).ends(0).out).unwrap()
    };
    let one = json(page.to_str().unwrap());
    for field in ["id", "sha256", "title", "published", "publisher", "claims", "questions"] {
        assert!(one.get(field).is_some(), "{field}");
    }
    assert_eq!(json(&examples()).as_array().unwrap().len(), 8);
}

#[test]
fn the_table_has_no_escape_sequence_unless_a_terminal_shows_it() {
    let room = Room::new();
    let text =
        "\u{1b}]0;owned\u{7}The mayor said on Friday that \u{1b}[31mthe bridge\u{1b}[0m is closed.\r\n";
    let page = room.file("page.txt", text);
    let run = run_with_model(&["read", &page, "--publisher", "Po\u{1b}[2Jst"]).ends(0);
    let controls = |text: &str| text.chars().filter(|c| c.is_control() && *c != '\n').count();
    assert_eq!((controls(&run.out), controls(&run.err)), (0, 0), "{:?}", run.out);
}

#[test]
fn a_text_in_another_language_has_no_claims_and_a_note() {
    let room = Room::new();
    let text = "Der Bürgermeister sagte am Freitag, die Brücke sei gesperrt. Niemand wisse, wann sie wieder geöffnet \
        werde. Die Regierung wollte das nicht bestätigen, und auch die Polizei schwieg zu den Berichten.";
    let page = room.file("page.txt", text);
    let run = run_with_model(&["annotate", &page, "--layers", "claims"]).ends(0);
    assert_eq!(run.rows()[0]["claims"].as_array().unwrap().len(), 0);
    assert!(run.err.contains("English"), "{}", run.err);
    assert!(run_with_model(&["read", &page]).ends(0).out.contains("English"));
}

#[test]
fn words_without_end_are_passed_over_with_a_note() {
    let room = Room::new();
    let page = room.file("page.txt", "12 killed and 7 wounded of 300 rebels were shot dead ".repeat(400));
    let run = run_with_model(&["annotate", &page, "--layers", "claims"]).ends(0);
    assert_eq!(run.rows()[0]["claims"].as_array().unwrap().len(), 0);
    assert!(run.err.contains("no prose"), "{}", run.err);
}

#[test]
fn set_up_that_has_nothing_to_do_does_nothing() {
    let run: program::Run = command(&["setup"]).env("HEARSAY_DATA", data()).output().unwrap().into();
    assert!(run.ends(0).err.contains("left as it is"));
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let shown = readme.split("<!-- output -->\n```text\n").nth(1).unwrap().split("\n```").next().unwrap();
    let words = ["read", "examples/reports/2-meridian-wire.txt", "--width", "92"];
    let out = command(&words).env("HEARSAY_DATA", data()).current_dir(root()).output().unwrap();
    let printed = String::from_utf8(out.stdout).unwrap();
    assert!(
        printed.starts_with(shown),
        "README.md has fallen behind; `hearsay {}` prints\n{printed}",
        words.join(" ")
    );
}

#[test]
fn the_main_violent_event_has_its_day_its_dead_and_who_is_said_to_have_done_it() {
    let room = Room::new();
    let text =
        "An airstrike by the army of Karevia killed 14 civilians in Brauland on Monday, the governor said.";
    let file = room.file("strike.txt", text);
    let run = run_with_model(&["annotate", "--layers", "event", "--published", "2031-05-06", &file]).ends(0);
    let event = &run.rows()[0]["event"];
    // Filed under the day of the report; it happened the day before.
    assert_eq!(event["date"], "2031-05-06");
    assert_eq!(event["happened"]["from"], "2031-05-05");
    assert_eq!(event["killed"], serde_json::json!({"civilians": [14, 14]}));
    let quiet = room.file("quiet.txt", "The mayor opened the library on Monday, and the choir sang.");
    let run = run_with_model(&["annotate", "--layers", "event", &quiet]).ends(0);
    assert!(run.rows()[0]["event"].is_null());
}
