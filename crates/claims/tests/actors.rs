//! Runs the cases of `corpus/ground/actor.md`, whose form that file explains.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::actor::{self, Actors};
use std::path::{Path, PathBuf};
use types::{Actor, Document, Span};

#[derive(Default)]
struct Case {
    title: String,
    text: String,
    expected: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let (mut cases, mut fence): (Vec<Case>, Option<&str>) = (Vec::new(), None);
    for line in file.lines() {
        match (fence, line.strip_prefix("## "), line.strip_prefix("```")) {
            (None, Some(title), _) => {
                cases.push(Case { title: title.to_owned(), ..Case::default() });
            }
            (None, _, Some(kind)) => fence = Some(kind),
            (Some(_), _, Some(_)) => fence = None,
            (Some(kind), ..) => {
                let case = cases.last_mut().expect("a fence stands under a title");
                match kind {
                    "text" => case.text += &format!("{line}\n"),
                    _ => case.expected.push(line.to_owned()),
                }
            }
            _ => {}
        }
    }
    cases
}

/// The span of "words" or "words#2".
fn span(text: &str, words: &str) -> Span {
    let (words, place) = words.rsplit_once('#').map_or((words, 1), |(w, n)| (w, n.parse().unwrap()));
    let whole = |at: &usize| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..*at].chars().next_back()) && !letter(text[*at + words.len()..].chars().next())
    };
    let found = text.match_indices(words).map(|(at, _)| at).filter(whole).nth(place - 1);
    let at = found.unwrap_or_else(|| panic!("{words} stands not {place} times in: {text}"));
    Span::new(at, at + words.len())
}

/// Name, kind and affiliations, as much as the expectation gives.
fn shown(actor: Option<&Actor>, expected: &str) -> String {
    let Some(actor) = actor else { return "-".to_owned() };
    let kind = format!("{:?}", actor.kind).to_lowercase();
    let of = actor.affiliations.join(", ");
    match (expected.ends_with(')'), expected.contains("; ")) {
        (true, true) => format!("{} ({kind}; {of})", actor.name),
        (true, false) => format!("{} ({kind})", actor.name),
        _ => actor.name.clone(),
    }
}

#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root.join("target/hearsay-data"), PathBuf::from);
    let bytes = std::fs::read(data.join("model.hsm"))
        .unwrap_or_else(|e| panic!("no model in {}: {e}; run `cargo xtask test`", data.display()));
    let model = nlp::Model::from_bytes(bytes).unwrap();
    let lexicons = Lexicons::builtin().unwrap();
    let mut wrong = Vec::new();
    for case in cases(&std::fs::read_to_string(root.join("corpus/ground/actor.md")).unwrap()) {
        let document = Document::plain(&case.text);
        let syntax = model.annotate(&case.text);
        let found: Actors = actor::find(&document, &syntax, &lexicons.actor);
        for line in &case.expected {
            let (words, name) = line.split_once(" -> ").unwrap();
            let got = shown(found.for_span(&syntax, span(&case.text, words)), name);
            if got != name {
                wrong.push(format!("{}: {words} -> {got}, not {name}", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The analysis of bare words: every token a noun under the first, as a broken parse may be.
fn flat(text: &str) -> nlp::Doc {
    let mut rows = Vec::new();
    let mut start = 0;
    for (i, word) in text.split(' ').enumerate() {
        let (tag, pos) = match word {
            "he" | "she" | "they" | "his" => ("PRP", "PRON"),
            "said" => ("VBD", "VERB"),
            w if w.starts_with(char::is_uppercase) => ("NNP", "PROPN"),
            _ => ("NN", "NOUN"),
        };
        rows.push(nlp::Row {
            start,
            end: start + word.len(),
            space_after: true,
            sentence_start: i == 0,
            tag,
            pos,
            morph: "",
            lemma: word,
            head: i.saturating_sub(1),
            dep: if i == 0 { "ROOT" } else { "nsubj" },
        });
        start += word.len() + 1;
    }
    nlp::Doc::from_rows(text, &rows, &[])
}

#[test]
fn a_broken_parse_is_no_reason_to_stop() {
    let text = "Roe said he said the spokesman of the group said they said his lawyer said ".repeat(40);
    let text = text.trim_end();
    let lexicons = Lexicons::builtin().unwrap();
    let found = actor::find(&Document::plain(text), &flat(text), &lexicons.actor);
    assert!(found.mentions.windows(2).all(|m| m[0].head < m[1].head));
    let inside = |m: &types::Mention| m.span.get(text).is_some() && m.actor < found.actors.len();
    assert!(found.mentions.iter().all(inside));
    assert_eq!(found.mentions, actor::find(&Document::plain(text), &flat(text), &lexicons.actor).mentions);
}

#[test]
fn nothing_to_read_has_no_actors() {
    let lexicons = Lexicons::builtin().unwrap();
    let empty = nlp::Doc::from_rows("", &[], &[]);
    let found = actor::find(&Document::plain(""), &empty, &lexicons.actor);
    assert!(found.actors.is_empty() && found.for_span(&empty, Span::new(0, 0)).is_none());
}
