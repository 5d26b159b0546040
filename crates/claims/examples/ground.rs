//! Speed of grounding's times and quantities on one thread, beside the grammar that they read, as one line
//! of JSON.
//!
//! `ground MODEL TEXTS [ROUNDS]`: a model file, and texts as one JSON object with a `text` a line. Shares
//! are of the grammar's CPU time, in the best round of each.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use claims::Lexicons;
use claims::ground::{quantity, time};
use serde_json::{Value, json};
use std::error::Error;

/// Seconds that this thread has run so far.
fn cpu() -> Result<f64, Box<dyn Error>> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(line.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, texts, rounds @ ..] = &args[..] else { return Err("ground MODEL TEXTS [ROUNDS]".into()) };
    let rounds = rounds.first().map_or(Ok(3), |r| r.parse())?;
    let model = nlp::Model::from_bytes(std::fs::read(model)?)?;
    let texts = std::fs::read_to_string(texts)?;
    let objects = texts.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let texts: Vec<&str> = objects.iter().filter_map(|o| o["text"].as_str()).collect();
    let lexicons = Lexicons::builtin()?;
    let published = Some(jiff::civil::date(2031, 5, 9));
    let mut worker = model.worker();
    let (mut grammar, mut times, mut quantities) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    let mut found = (0, 0);
    for _ in 0..rounds {
        let start = cpu()?;
        let docs: Vec<nlp::Doc> = texts.iter().map(|text| worker.annotate(text)).collect();
        let parsed = cpu()?;
        let when: Vec<Vec<types::Time>> =
            docs.iter().map(|doc| time::find(doc, &lexicons.time, published)).collect();
        let timed = cpu()?;
        let many = docs.iter().zip(&when).map(|(doc, t)| quantity::find(doc, &lexicons.quantity, t).len());
        found = (when.iter().map(Vec::len).sum(), many.sum());
        grammar = grammar.min(parsed - start);
        times = times.min(timed - parsed);
        quantities = quantities.min(cpu()? - timed);
    }
    let (times, quantities) = (times / grammar, quantities / grammar);
    println!(
        "{}",
        json!({"times": found.0, "quantities": found.1, "times_to_grammar": times, "quantities_to_grammar": quantities})
    );
    Ok(())
}
