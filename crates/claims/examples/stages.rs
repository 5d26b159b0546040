//! Time of each stage that reads the grammar, beside the grammar itself, as one line of JSON.
//!
//! `stages MODEL GAZETTEER TEXTS [ROUNDS]`: a model file, a gazetteer, and texts as one JSON object with a
//! `text` a line. One thread; shares are of the grammar's CPU time, in the best round of each, so that they
//! can be compared between machines. `sum` is of times, quantities, places and actors.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use claims::Lexicons;
use claims::extract::network::Network;
use claims::ground::{actor, place, quantity, time};
use serde_json::{Value, json};
use std::error::Error;
use types::Document;

/// Seconds that this thread has run so far.
fn cpu() -> Result<f64, Box<dyn Error>> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(line.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

/// A stage: its best round, and how much it found.
struct Stage {
    seconds: f64,
    found: usize,
}

impl Stage {
    fn new() -> Stage {
        Stage { seconds: f64::INFINITY, found: 0 }
    }

    fn run<T>(&mut self, work: impl FnOnce() -> (T, usize)) -> Result<T, Box<dyn Error>> {
        let start = cpu()?;
        let (value, found) = work();
        self.seconds = self.seconds.min(cpu()? - start);
        self.found = found;
        Ok(value)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, places, texts, rounds @ ..] = &args[..] else {
        return Err("stages MODEL GAZETTEER TEXTS [ROUNDS]".into());
    };
    let rounds: usize = rounds.first().map_or(Ok(3), |r| r.parse())?;
    let model = nlp::Model::from_bytes(std::fs::read(model)?)?;
    let gazetteer = place::Gazetteer::from_bytes(std::fs::read(places)?)?;
    let objects = std::fs::read_to_string(texts)?;
    let objects = objects.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let texts: Vec<&str> = objects.iter().filter_map(|o| o["text"].as_str()).collect();
    let documents: Vec<Document> = texts.iter().map(|t| Document::plain(t)).collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let lexicons = Lexicons::builtin()?;
    let network = Network::builtin();
    let published = Some(jiff::civil::date(2031, 5, 9));
    let mut worker = model.worker();
    let names = ["grammar", "attributions", "times", "quantities", "places", "actors"];
    let mut stages: [Stage; 6] = std::array::from_fn(|_| Stage::new());
    for _ in 0..rounds {
        let [grammar, claims, times, quantities, places, actors] = &mut stages;
        let docs = grammar.run(|| {
            let docs: Vec<nlp::Doc> = texts.iter().map(|text| worker.annotate(text)).collect();
            let tokens = docs.iter().map(nlp::Doc::len).sum();
            (docs, tokens)
        })?;
        let all = |each: &dyn Fn(&nlp::Doc) -> usize| ((), docs.iter().map(each).sum::<usize>());
        claims.run(|| all(&|doc| network.find(doc, network.threshold()).len()))?;
        let when = times.run(|| {
            let when: Vec<Vec<types::Time>> =
                docs.iter().map(|doc| time::find(doc, &lexicons.time, published)).collect();
            let found = when.iter().map(Vec::len).sum();
            (when, found)
        })?;
        quantities.run(|| {
            let found = docs.iter().zip(&when).map(|(d, t)| quantity::find(d, &lexicons.quantity, t).len());
            ((), found.sum())
        })?;
        places.run(|| all(&|doc| place::find(doc, &lexicons.place, &gazetteer).len()))?;
        actors.run(|| {
            let found =
                documents.iter().zip(&docs).map(|(d, doc)| actor::find(d, doc, &lexicons.actor).actors.len());
            ((), found.sum())
        })?;
    }
    let share = |stage: &Stage| (1e5 * stage.seconds / stages[0].seconds).round() / 1e5;
    let mut report =
        json!({"words": words, "grammar_words_per_s": (words as f64 / stages[0].seconds).round()});
    for (name, stage) in names.iter().zip(&stages) {
        report[*name] = json!({"found": stage.found, "to_grammar": share(stage)});
    }
    report["sum"] = json!(stages[2..].iter().map(share).sum::<f64>());
    println!("{report}");
    Ok(())
}
