//! The layers that are scored, and how hearsay is asked for each.

use super::voices;
use crate::work;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// One layer: its name for the scorer, its reference data, and how the predictions are made.
pub struct Layer {
    pub name: &'static str,
    pub gold: &'static str,
    pub predict: fn(&Path) -> Result<String>,
}

pub const LAYERS: [Layer; 8] = [
    Layer {
        name: "attribution",
        gold: "corpora/attribution/dev.jsonl",
        predict: |shared| annotate(shared, "corpora/attribution/dev.jsonl", "attributions"),
    },
    Layer { name: "seed", gold: "seed/claims.jsonl", predict: seed },
    Layer {
        name: "time",
        gold: "corpora/time/news.jsonl",
        predict: |shared| annotate(shared, "corpora/time/news.jsonl", "times"),
    },
    Layer {
        name: "place",
        gold: "corpora/place/tr-news.jsonl",
        predict: |shared| annotate(shared, "corpora/place/tr-news.jsonl", "places"),
    },
    Layer { name: "quantity", gold: "corpora/quantity/dev.jsonl", predict: quantity },
    Layer { name: "conflict", gold: "corpora/conflict/dev.jsonl", predict: conflict },
    Layer {
        name: "stories",
        gold: "corpora/stories/dev.jsonl",
        predict: |shared| {
            voices::stories(
                &shared.join("corpora/stories/dev.jsonl"),
                &annotate(shared, "corpora/stories/dev.jsonl", "event")?,
            )
        },
    },
    Layer { name: "html", gold: "corpora/html/ground-truth.json", predict: html },
];

fn annotate(shared: &Path, input: &str, layers: &str) -> Result<String> {
    let mut hearsay = work::hearsay("dev")?;
    work::output(hearsay.arg("annotate").arg(shared.join(input)).args(["--layers", layers]))
}

/// The page as it was saved: it bears no date, and reading has to work one out.
fn seed(shared: &Path) -> Result<String> {
    let mut hearsay = work::hearsay("dev")?;
    work::output(hearsay.arg("read").arg(shared.join("seed/article.txt")).args(["--format", "jsonl"]))
}

/// The sentences have no ids; the scorer goes by their numbers.
fn quantity(shared: &Path) -> Result<String> {
    let gold = std::fs::read_to_string(shared.join("corpora/quantity/dev.jsonl"))?;
    let mut rows = String::new();
    for (number, line) in gold.lines().filter(|l| !l.trim().is_empty()).enumerate() {
        let row: Value = serde_json::from_str(line)?;
        rows += &format!("{}\n", serde_json::json!({"id": number.to_string(), "text": row["text"]}));
    }
    let input = work::root().join("target/quality/quantity-input.jsonl");
    std::fs::write(&input, rows)?;
    let mut hearsay = work::hearsay("dev")?;
    work::output(hearsay.arg("annotate").arg(&input).args(["--layers", "quantities"]))
}

/// Events, and whether other reports of the same event contest the toll.
fn conflict(shared: &Path) -> Result<String> {
    let printed = annotate(shared, "corpora/conflict/dev.jsonl", "event")?;
    let mut rows = printed.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let events: Vec<Option<types::Event>> =
        rows.iter().map(|r| Ok(serde_json::from_value(r["event"].clone())?)).collect::<Result<_>>()?;
    let contested = claims::weigh::contested(&events.iter().map(Option::as_ref).collect::<Vec<_>>());
    for (row, contested) in rows.iter_mut().zip(contested) {
        row["contested"] = contested.into();
    }
    Ok(rows.iter().map(|row| format!("{row}\n")).collect())
}

/// The scorer knows the pages by the names of their files without `.html.gz`.
fn html(shared: &Path) -> Result<String> {
    let printed = annotate(shared, "corpora/html/pages", "text")?;
    let mut rows = String::new();
    for line in printed.lines() {
        let mut row: Value = serde_json::from_str(line)?;
        let id = row["id"].as_str().context("an annotation without an id")?;
        let name = id.rsplit('/').next().unwrap_or(id);
        row["id"] = name.split('.').next().unwrap_or(name).into();
        rows += &format!("{row}\n");
    }
    Ok(rows)
}
