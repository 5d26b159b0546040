//! The exports, as other programs and people use them.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]

mod program;

use program::{Room, Run, root, run_with_model};
use std::path::PathBuf;
use std::process::Command;

/// What each form can say.
const FORMS: [(&str, &[&str]); 8] = [
    ("jsonl", &["claims", "questions", "documents"]),
    ("csv", &["claims", "questions", "documents"]),
    ("geojson", &["claims", "questions", "documents"]),
    ("claimreview", &["claims", "questions"]),
    ("prov", &["claims", "questions", "documents"]),
    ("annotation", &["claims"]),
    ("ftm", &["claims", "questions", "documents"]),
    ("ucdp", &["questions"]),
];

/// A report that would be a program, a formula and a picture, if anybody took it for more than words.
fn hostile() -> String {
    let row = |id: &str, text: &str| {
        serde_json::json!({
            "id": format!("=cmd|' /C calc'!{id}"),
            "title": "<script>alert(1)</script> @SUM(A1:A9) \u{202e}gnp.exe",
            "publisher": format!("+Paper {id} <img src=x onerror=alert(1)>"),
            "byline": "=HYPERLINK(\"https://evil.example\")",
            "url": format!("javascript:alert('{id}')"),
            "published": "2031-05-04",
            "text": format!("{text} \"=1+1 </pre><script>alert(2)</script> & 🙂 fire in {id},\" Ilse Maran said. مدير المستشفى"),
        })
        .to_string()
    };
    let mayor = "Three people were killed in Orlo on Friday, mayor Pavo Lisk said.";
    let army = "The army said on Saturday that nine people were killed in Orlo on Friday.";
    [row("a", mayor), row("b", army)].join("\n")
}

struct Desk {
    room: Room,
}

impl Desk {
    /// A ledger with the examples and the hostile reports, one question of it graded by a person.
    fn new() -> Desk {
        let desk = Desk { room: Room::new() };
        let rows = desk.room.file("rows.jsonl", hostile());
        let examples = root().join("examples/reports").display().to_string();
        desk.run(&["add", &examples, &rows]).ends(0);
        let id = desk.contested();
        let reason = "=two tolls, \"one\" strike";
        desk.run(&["correct", "--author", "R. Oss", "--reason", reason, "grade", &id, "weak"]).ends(0);
        desk
    }

    fn path(&self) -> String {
        self.room.path().join("ledger.db").display().to_string()
    }

    fn run(&self, words: &[&str]) -> Run {
        run_with_model(&[words, &["--ledger", &self.path()]].concat())
    }

    fn export(&self, words: &[&str]) -> String {
        self.run(&[&["export"], words].concat()).ends(0).out
    }

    /// The first contested question about Orlo, where the hostile reports differ.
    fn contested(&self) -> String {
        let words = ["board", "--standing", "contested", "--place", "Orlo", "--format", "json"];
        let board: serde_json::Value = serde_json::from_str(&self.run(&words).ends(0).out).unwrap();
        board["questions"][0]["id"].as_str().unwrap_or_else(|| panic!("{board:#}")).to_owned()
    }
}

/// The programs of other makers, where `cargo xtask test` has put them.
fn readers() -> Option<PathBuf> {
    let python = root().join("target/readers/bin/python");
    let required = std::env::var_os("HEARSAY_READERS").is_some_and(|v| v == "require");
    assert!(python.is_file() || !required, "{} is not there: `cargo xtask test` makes it", python.display());
    python.is_file().then_some(python)
}

#[test]
fn every_form_is_read_by_programs_that_know_nothing_of_us() {
    let desk = Desk::new();
    let folder = Room::new();
    for (form, all) in FORMS {
        for what in all {
            let text = desk.export(&["--as", form, "--what", what]);
            assert!(!text.is_empty(), "{form} {what}");
            folder.file(&format!("{form}-{what}"), text);
        }
    }
    let rows = desk.room.path().join("rows.jsonl").display().to_string();
    let examples = root().join("examples/reports").display().to_string();
    let texts = run_with_model(&["annotate", &examples, &rows, "--layers", "text"]).ends(0).out;
    folder.file("texts.jsonl", texts);
    folder.file("csv-bom", desk.export(&["--as", "csv", "--what", "claims", "--bom"]));
    let Some(python) = readers() else {
        println!("skipped: no other readers; `cargo xtask test` sets them up");
        return;
    };
    let check = root().join("crates/cli/tests/exports/check.py");
    let done = Command::new(python).arg(check).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}", said.chars().take(4000).collect::<String>());
}

#[test]
fn a_dossier_is_checked_by_itself_and_beside_the_ledger() {
    let desk = Desk::new();
    let page = desk.export(&["--as", "html", "--question", &desk.contested()]);
    let file = desk.room.file("dossier.html", &page);
    let sound = run_with_model(&["verify", &file]).ends(0);
    assert!(sound.out.contains("claims checked: all sound"), "{}", sound.out);
    // Later documents do not change what was known.
    let more =
        desk.room.file("more.txt", "At least 40 people were killed in Orlo on Friday, the mayor said.");
    desk.run(&["add", &more, "--published", "2031-05-04"]).ends(0);
    desk.run(&["verify", &file]).ends(0);

    let forged = |old: &str, new: &str| {
        assert!(page.contains(old), "{old}");
        let file = desk.room.file("forged.html", page.replace(old, new));
        run_with_model(&["verify", &file]).ends(1).out
    };
    // What is seen, what was said, and what was received.
    assert!(
        forged("<h1>How many people", "<h1>How few people").contains("not the one that its record makes")
    );
    assert!(forged("Three people were killed", "Eight people were killed").contains("not those of its hash"));
    let other = Desk { room: Room::new() };
    let text = other.room.file("text.txt", "The bridge is closed, Ilse Maran said.");
    other.run(&["add", &text]).ends(0);
    let alien = other.run(&["verify", &file]).ends(1);
    assert!(alien.out.contains("the ledger has no entry"), "{}", alien.out);
    let none = run_with_model(&["verify", &text]).ends(1);
    assert!(none.err.contains("no dossier"), "{}", none.err);
}

#[test]
fn words_of_a_document_are_only_ever_text_in_a_dossier() {
    let desk = Desk::new();
    let page = desk.export(&["--as", "html", "--question", &desk.contested()]);
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains("href=\"javascript"),
        "{page}"
    );
    assert!(!page.contains('\u{202e}') && page.matches("</pre>").count() == 1, "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(page.contains("R. Oss") && page.contains("graded it <b>weak</b>"), "{page}");
}

#[test]
fn an_export_keeps_to_what_is_asked_for_and_to_what_was_known() {
    let desk = Desk::new();
    let id = desk.contested();
    let lines = |words: &[&str]| desk.export(words).lines().count();
    let all = lines(&["--what", "claims"]);
    let some = lines(&["--what", "claims", "--question", &id]);
    assert!(0 < some && some < all, "{some} of {all}");
    assert_eq!(lines(&["--what", "questions", "--question", &id]), 1);
    assert_eq!(lines(&["--what", "questions", "--limit", "2"]), 2);
    assert_eq!(lines(&["--what", "questions", "--place", "Atlantis"]), 0);
    assert_eq!(lines(&["--what", "documents"]), 10);
    for what in ["claims", "questions", "documents"] {
        assert_eq!(lines(&["--what", what, "--known-at", "2001-01-01"]), 0, "{what}");
    }
    let rows = desk.run(&["export", "--what", "documents"]).ends(0).rows();
    let contested = |name: &str| {
        rows.iter().find(|r| r["id"].as_str().unwrap().contains(name)).unwrap()["contested"].clone()
    };
    assert_eq!(contested("calc'!a"), true);
    let stamp = &rows[0]["stamp"];
    let head = desk.run(&["verify", "--head", stamp["ledger"].as_str().unwrap()]).ends(0);
    assert!(head.out.contains("all sound"), "{}", head.out);
}

#[test]
fn reports_are_exported_on_the_spot_and_not_kept() {
    let examples = root().join("examples/reports").display().to_string();
    let rows = run_with_model(&["export", &examples]).ends(0).rows();
    assert_eq!(rows.len(), 8);
    let features = run_with_model(&["export", &examples, "--as", "geojson"]).ends(0).out;
    let features: serde_json::Value = serde_json::from_str(&features).unwrap();
    assert!(!features["features"].as_array().unwrap().is_empty());
}

#[test]
fn a_form_that_cannot_say_it_says_what_it_can() {
    let desk = Desk { room: Room::new() };
    let text = desk.room.file("text.txt", "The bridge is closed, Ilse Maran said.");
    desk.run(&["add", &text]).ends(0);
    let run = desk.run(&["export", "--as", "ucdp", "--what", "documents"]).ends(1);
    assert!(run.err.contains("ucdp cannot say documents, only questions"), "{}", run.err);
    let run = desk.run(&["export", "--as", "html"]).ends(1);
    assert!(run.err.contains("a dossier is of one question"), "{}", run.err);
    desk.run(&["export", "--as", "xml"]).ends(2);
    // Nothing is a sound file of each form too.
    let empty = desk.export(&["--as", "prov", "--known-at", "2001-01-01"]);
    serde_json::from_str::<serde_json::Value>(&empty).unwrap();
    let empty = desk.export(&["--as", "annotation", "--known-at", "2001-01-01"]);
    serde_json::from_str::<serde_json::Value>(&empty).unwrap();
}
