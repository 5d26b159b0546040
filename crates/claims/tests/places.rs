//! Runs the cases of `corpus/ground/place.md`, whose form that file explains. `BLESS=1` rewrites what they
//! expect.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::place::{self, Gazetteer};
use std::path::{Path, PathBuf};

/// A place as a line: its words, what it is used for, of what sort it is, its name and what holds it.
fn line(place: &types::Place, text: &str) -> String {
    let word = |v: serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let (role, kind) = (serde_json::to_value(place.role).unwrap(), serde_json::to_value(place.kind).unwrap());
    let inside = std::iter::once(&place.name).chain(&place.parents).map(String::as_str).collect::<Vec<_>>();
    let name = if place.resolved { inside.join(", ") } else { "?".to_owned() };
    format!("{} | {} | {} | {name}", place.span.of(text), word(role), word(kind))
}

#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let read = |name: &str| {
        std::fs::read(data.join(name))
            .unwrap_or_else(|e| panic!("no {name} in {}: {e}; run `cargo xtask test`", data.display()))
    };
    let model = nlp::Model::from_bytes(read("model.hsm")).unwrap();
    let gazetteer = Gazetteer::from_bytes(read("gazetteer.hsg")).unwrap();
    let lexicons = Lexicons::builtin().unwrap();
    let path = root.join("corpus/ground/place.md");
    let file = std::fs::read_to_string(&path).unwrap();
    let (mut blessed, mut faults, mut title, mut cases) = (String::new(), Vec::new(), "", 0);
    // Outside of fences and inside of them by turns.
    for (i, part) in file.split("```").enumerate() {
        let is_want = i % 2 == 1 && part.starts_with("places\n");
        if i % 2 == 0 {
            title = part.lines().rfind(|l| l.starts_with("## ")).unwrap_or(title);
        }
        blessed += if i == 0 { "" } else { "```" };
        if !is_want {
            blessed += part;
            continue;
        }
        let text = file.split("```").nth(i - 2).and_then(|t| t.strip_prefix("text\n")).unwrap().trim_end();
        let syntax = model.annotate(text);
        let found = place::find(&syntax, &lexicons.place, &gazetteer);
        let got: String = found.iter().map(|p| line(p, text) + "\n").collect();
        if part["places\n".len()..] != got {
            faults.push(format!("{title}\nexpected:\n{}got:\n{got}", &part["places\n".len()..]));
        }
        blessed += &format!("places\n{got}");
        cases += 1;
    }
    assert!(cases > 0, "no case was run");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, blessed).unwrap();
    } else {
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}
