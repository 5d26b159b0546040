//! Texts analysed by hand, for tests: `word/TAG` or `word/TAG/head/dep`, blank-separated.

use nlp::{Doc, Row};

struct Sketch {
    word: String,
    tag: String,
    head: Option<usize>,
    dep: String,
}

/// A text whose tokens stand apart by blanks. A token without a head hangs on the first verb.
pub(crate) fn doc(sketch: &str) -> Doc {
    let tokens: Vec<Sketch> = sketch.split_whitespace().map(token).collect();
    let text = tokens.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ");
    let verb = tokens.iter().position(|t| t.tag.starts_with("VB")).unwrap_or(0);
    let lemmas: Vec<String> = tokens.iter().map(|t| lemma(&t.word, &t.tag)).collect();
    let mut start = 0;
    let rows: Vec<Row> = tokens
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let end = start + t.word.len();
            let row = Row {
                start,
                end,
                space_after: i + 1 < tokens.len(),
                sentence_start: i == 0,
                tag: &t.tag,
                pos: pos(&t.tag),
                morph: "",
                lemma: &lemmas[i],
                head: t.head.unwrap_or(verb),
                dep: &t.dep,
            };
            start = end + 1;
            row
        })
        .collect();
    Doc::from_rows(&text, &rows, &[])
}

fn token(piece: &str) -> Sketch {
    let mut fields = piece.split('/').rev().collect::<Vec<_>>();
    let numeric = fields.len() >= 4 && fields[1].parse::<usize>().is_ok();
    let (head, dep) =
        if numeric { (fields[1].parse().ok(), fields[0].to_string()) } else { (None, "dep".into()) };
    if numeric {
        fields.drain(..2);
    }
    let tag = fields.remove(0).to_string();
    fields.reverse();
    Sketch { word: fields.join("/"), tag, head, dep }
}

fn pos(tag: &str) -> &'static str {
    match tag {
        "MD" => "AUX",
        "CD" => "NUM",
        "NNP" | "NNPS" => "PROPN",
        "WP" | "PRP" => "PRON",
        t if t.starts_with("VB") => "VERB",
        t if t.starts_with("NN") => "NOUN",
        t if t.starts_with("JJ") => "ADJ",
        t if t.starts_with("RB") => "ADV",
        _ => "X",
    }
}

fn lemma(word: &str, tag: &str) -> String {
    let word = word.to_lowercase();
    match (tag, word.as_str()) {
        (_, "rose") => "rise".into(),
        (_, "fell") => "fall".into(),
        ("NNS", w) => w.strip_suffix('s').unwrap_or(w).to_string(),
        ("VBD" | "VBN", w) => w.strip_suffix("ed").unwrap_or(w).to_string(),
        (_, w) => w.to_string(),
    }
}
