//! Stories and agencies' texts, worked out from the documents as they are read.

use super::figures::Figures;
use anyhow::{Context, Result};
use read::stories::{Entry, Profile, Told, group};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use types::{Document, Event};

/// The story of each document, named by its earliest; `events` as `annotate` prints them.
pub fn stories(input: &Path, events: &str) -> Result<String> {
    let mut told: HashMap<String, Told> = HashMap::new();
    for line in events.lines() {
        let row: Value = serde_json::from_str(line)?;
        let event: Option<Event> = serde_json::from_value(row["event"].clone())?;
        let id = row["id"].as_str().context("an annotation without an id")?;
        told.extend(event.as_ref().and_then(Told::of).map(|t| (id.to_owned(), t)));
    }
    let documents = documents(input)?;
    let profiles: Vec<Profile> = documents.iter().map(|d| Profile::of(d, told.get(&d.id).cloned())).collect();
    let entries: Vec<Entry> =
        documents.iter().zip(&profiles).map(|(d, profile)| Entry { id: &d.id, profile }).collect();
    let named = documents.iter().zip(group(&entries));
    Ok(named.map(|(d, first)| format!("{}\n", json!({"id": d.id, "story": documents[first].id}))).collect())
}

/// Articles whose text is an agency's, against the labels of both parts of the corpus of attributions. The
/// label `NA` says that a paper gives none.
pub fn wire(shared: &Path) -> Result<Figures> {
    let (mut right, mut found, mut labelled) = (0.0, 0.0, 0.0);
    for part in ["train", "dev"] {
        let path = shared.join(format!("corpora/attribution/{part}.jsonl"));
        let rows = std::fs::read_to_string(&path)?;
        for (document, row) in documents(&path)?.iter().zip(rows.lines().filter(|l| !l.trim().is_empty())) {
            let row: Value = serde_json::from_str(row)?;
            let label = row["wire"].as_str().is_some_and(|w| w != "NA");
            let own = read::credits::agency(document, &read::credits::credits(document)).is_some();
            labelled += f64::from(u8::from(label));
            found += f64::from(u8::from(own));
            right += f64::from(u8::from(label && own));
        }
    }
    let (precision, recall) = (right / found, right / labelled);
    let f1 = 2.0 * right / (found + labelled);
    let printed = format!("precision  {precision:.3}\nrecall  {recall:.3}\nwire articles  F1 {f1:.3}\n");
    Ok(Figures::of_scorer(&printed))
}

fn documents(input: &Path) -> Result<Vec<Document>> {
    let bytes = std::fs::read(input)?;
    let name = input.display().to_string();
    let read = read::read(&name, &bytes, &read::Hints::default(), &read::Limits::default());
    Ok(read.collect::<Result<_, _>>()?)
}
