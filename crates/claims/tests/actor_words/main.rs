//! Words of `lexicons/people.toml` have their effect: each row is put into a phrase whose grammar is given, and
//! something must be found there that another word does not give.
#![allow(clippy::disallowed_methods)]

mod names;
mod nouns;
mod roles;

use claims::Lexicons;
use claims::ground::actor::{self, Actors};
use std::path::Path;
use std::sync::LazyLock;
use toml::Table;
use types::Document;

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());
static PEOPLE: LazyLock<Table> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons/people.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
});

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
    actor::find(&Document::plain(&text), &doc, &LEXICONS.actor)
}

/// Whether the phrases with these head tokens mean one actor.
fn same(found: &Actors, a: usize, b: usize) -> bool {
    found.at_head(a).is_some_and(|a| found.at_head(b).is_some_and(|b| a.id == b.id))
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().unwrap().len_utf8());
    first.to_uppercase() + rest
}

/// The words of a table of the file: a list, the keys of a map, or the words of each of its entries.
fn words(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::Array(list) => list.iter().flat_map(words).collect(),
        toml::Value::String(word) => vec![word.clone()],
        toml::Value::Table(entry) => match entry.get("words") {
            Some(list) => words(list),
            None => entry.keys().cloned().collect(),
        },
        other => panic!("no words: {other:?}"),
    }
}

/// Whether a word has its effect.
type Effect = fn(&str) -> bool;

/// What a word of a table does, and a word that does not do it.
fn effect(table: &str) -> Option<(Effect, &'static str)> {
    Some(match table {
        "male" => (nouns::male, "stone"),
        "female" => (nouns::female, "stone"),
        "any" => (nouns::person, "group"),
        "bodies" => (nouns::body, "gardener"),
        "documents" => (nouns::document, "group"),
        "generic" => (nouns::anybody, "gardener"),
        "speech" => (nouns::speaks, "fall"),
        "male_titles" => (names::male_title, "stone"),
        "female_titles" => (names::female_title, "stone"),
        "titles" => (names::title, "stone"),
        "male_names" => (names::male_name, "tessen"),
        "female_names" => (names::female_name, "tessen"),
        "outlet_names" => (names::newspaper, "choir"),
        "company_names" => (names::company, "choir"),
        "relief_names" => (names::charity, "choir"),
        "armed_names" => (names::armed, "choir"),
        "abbreviations" => (roles::short_form, "stone"),
        "qualifiers" => (roles::qualifier, "tall"),
        "premises" => (nouns::premises, "choir"),
        "portfolios" => (roles::portfolio, "former"),
        "bearers" => (roles::bearer, "daughter"),
        "sponsors" => (roles::sponsor, "painted"),
        "eponymous" => (roles::eponymous, "group"),
        "armed" => (roles::armed, "tall"),
        "credits" => (roles::credit, "book"),
        "locative" => (roles::locative, "against"),
        _ => return None,
    })
}

#[test]
fn every_word_of_every_table_does_what_another_word_does_not() {
    let mut dead = Vec::new();
    for (table, value) in PEOPLE.iter() {
        let Some((works, control)) = effect(table) else { panic!("no check holds the words of [{table}]") };
        assert!(!works(control), "[{table}] {control} has the effect too");
        let words = words(value);
        assert!(!words.is_empty(), "[{table}] has no words");
        let twice = (1..words.len()).filter(|i| words[..*i].contains(&words[*i]));
        dead.extend(twice.map(|i| format!("[{table}] {} again", words[i])));
        dead.extend(words.iter().filter(|w| !works(w)).map(|w| format!("[{table}] {w}")));
    }
    assert!(dead.is_empty(), "words without effect: {dead:#?}");
}
