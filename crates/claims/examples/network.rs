//! Speed of the attribution network on one thread, beside the grammar that it reads, as one line of JSON.
//!
//! `network MODEL TEXTS [ROUNDS]`: a model file, and texts as one JSON object with a `text` a line. Words
//! per CPU second are those of the best round.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use claims::extract::network::Network;
use serde_json::{Value, json};
use std::error::Error;

/// Seconds that this thread has run so far.
fn cpu() -> Result<f64, Box<dyn Error>> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(line.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, texts, rounds @ ..] = &args[..] else { return Err("network MODEL TEXTS [ROUNDS]".into()) };
    let rounds = rounds.first().map_or(Ok(3), |r| r.parse())?;
    let model = nlp::Model::from_bytes(std::fs::read(model)?)?;
    let texts = std::fs::read_to_string(texts)?;
    let objects = texts.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let texts: Vec<&str> = objects.iter().filter_map(|o| o["text"].as_str()).collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let before = cpu()?;
    let network = Network::builtin();
    let load = cpu()? - before;
    let mut worker = model.worker();
    let (mut grammar, mut stage, mut tokens, mut found) = (f64::INFINITY, f64::INFINITY, 0, 0);
    for _ in 0..rounds {
        let before = cpu()?;
        let docs: Vec<nlp::Doc> = texts.iter().map(|text| worker.annotate(text)).collect();
        let between = cpu()?;
        found = docs.iter().map(|doc| network.find(doc, network.threshold()).len()).sum();
        (grammar, stage) = (grammar.min(between - before), stage.min(cpu()? - between));
        tokens = docs.iter().map(nlp::Doc::len).sum();
    }
    let speed = |seconds: f64| (words as f64 / seconds).round();
    let report = json!({
        "words": words, "tokens": tokens, "found": found, "load_ms": load * 1e3,
        "grammar_words_per_s": speed(grammar), "network_words_per_s": speed(stage),
        "network_to_grammar": stage / grammar,
    });
    println!("{report}");
    Ok(())
}
