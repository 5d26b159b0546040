//! Words of `lexicons/people.toml` have their effect: each row is put into a phrase whose grammar is given, and
//! somebody must be found there whom another word does not give.
#![allow(clippy::disallowed_methods)]

use claims::Lexicons;
use claims::ground::actor::{self, Actors};
use std::path::Path;
use std::sync::LazyLock;
use toml::Table;
use types::{Document, DocumentId, Kind, OffsetMap};

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());
static PEOPLE: LazyLock<Table> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons/people.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
});

fn document(text: &str) -> Document {
    Document {
        id: "case".to_owned(),
        document: DocumentId::of(&[text.as_bytes()]),
        sha256: String::new(),
        kind: Kind::Text,
        original: None,
        text: text.to_owned(),
        passages: Vec::new(),
        map: OffsetMap::Same,
        title: None,
        byline: None,
        publisher: None,
        url: None,
        published: None,
        modified: None,
        language: None,
        notes: Vec::new(),
    }
}

/// The actors of a text of tokens `word/TAG/POS/dep/head`; a sentence starts after each full stop.
fn actors(tokens: &str, entities: &[(usize, usize, &str)]) -> Actors {
    let tokens: Vec<Vec<&str>> = tokens.split(' ').map(|t| t.split('/').collect()).collect();
    let text = tokens.iter().map(|t| t[0]).collect::<Vec<_>>().join(" ");
    let lemmas: Vec<String> = tokens.iter().map(|t| t[0].to_lowercase()).collect();
    let (mut rows, mut start) = (Vec::new(), 0);
    for (i, t) in tokens.iter().enumerate() {
        rows.push(nlp::Row {
            start,
            end: start + t[0].len(),
            space_after: true,
            sentence_start: i == 0 || tokens[i - 1][0] == ".",
            tag: t[1],
            pos: t[2],
            morph: "",
            lemma: &lemmas[i],
            head: t[4].parse().unwrap(),
            dep: t[3],
        });
        start += t[0].len() + 1;
    }
    let doc = nlp::Doc::from_rows(&text, &rows, entities);
    actor::find(&document(&text), &doc, &LEXICONS.actor)
}

fn words(table: &str) -> Vec<String> {
    let list = |v: &toml::Value| -> Vec<String> {
        v.as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect()
    };
    match table {
        "bodies" => PEOPLE[table].as_array().unwrap().iter().flat_map(|b| list(&b["words"])).collect(),
        _ => list(&PEOPLE[table]),
    }
}

/// Names the words of the tables that do not work.
fn check(tables: &[&str], works: impl Fn(&str) -> bool) {
    for table in tables {
        let without: Vec<String> = words(table).into_iter().filter(|w| !works(w)).collect();
        assert!(without.is_empty(), "[{table}] words without effect: {without:?}");
    }
}

#[test]
fn every_noun_for_people_bodies_and_things_that_speak_is_somebody() {
    let somebody = |word: &str| {
        let text = format!("the/DT/DET/det/1 {word}/NN/NOUN/nsubj/2 left/VBD/VERB/ROOT/2");
        actors(&text, &[]).at_head(1).is_some()
    };
    assert!(!somebody("stone"));
    check(&["male", "female", "any", "generic", "bodies", "documents"], somebody);
}

#[test]
fn every_verb_of_speech_makes_whoever_does_it_a_speaker() {
    let speaker = |verb: &str| {
        let text = format!("the/DT/DET/det/1 stone/NN/NOUN/nsubj/2 {verb}/VB/VERB/ROOT/2");
        actors(&text, &[]).at_head(1).is_some()
    };
    assert!(!speaker("fall"));
    check(&["speech"], speaker);
}

#[test]
fn every_noun_of_one_gender_is_he_or_she() {
    let same = |noun: &str, pronoun: &str| {
        let text = format!(
            "the/DT/DET/det/1 {noun}/NN/NOUN/nsubj/2 left/VBD/VERB/ROOT/2 ./././punct/2 \
             {pronoun}/PRP/PRON/nsubj/5 slept/VBD/VERB/ROOT/5"
        );
        let found = actors(&text, &[]);
        found.at_head(4).is_some_and(|a| found.at_head(1).is_some_and(|b| a.id == b.id))
    };
    check(&["male"], |w| same(w, "He") && !same(w, "She"));
    check(&["female"], |w| same(w, "She") && !same(w, "He"));
}
