//! `cargo xtask parity`: spaCy and the nlp crate side by side on news and on hostile strings.
//! Any difference in any layer is a failure.

use crate::spacy::{self, MD, Pipeline, SM, Spacy};
use crate::work;
use anyhow::{Context, Result, ensure};
use nlp::{Doc, Model};
use serde_json::Value;
use std::path::Path;

/// News within the reference data: more than 500,000 tokens.
const CORPORA: &[&str] = &[
    "attribution/dev.jsonl",
    "place/tr-news.jsonl",
    "place/lgl.jsonl",
    "quantity/dev.jsonl",
    "time/news.jsonl",
];
/// Hostile strings besides the degenerate ones.
const HOSTILE: &str = "3000";

const LAYERS: [&str; 10] =
    ["tokens", "blanks", "sentences", "tags", "pos", "morph", "lemmas", "heads", "deps", "entities"];

/// Compares both pipelines on both kinds of text.
pub fn run() -> Result<()> {
    let spacy = Spacy::new()?;
    let folder = spacy::folder()?;
    let mut differences = 0;
    for pipeline in [MD, SM] {
        let unpacked = spacy.pipeline(&pipeline)?;
        let model = folder.join("model.hsm");
        spacy::convert(&unpacked, &model)?;
        let model = Model::from_bytes(std::fs::read(&model)?)?;
        model.verify()?;
        let hostile = folder.join("hostile.jsonl");
        work::run(spacy.script("hostile.py").arg(&unpacked).arg(HOSTILE).arg(&hostile))?;
        differences += compare(&spacy, &pipeline, &unpacked, &model, "hostile strings", &hostile)?;
        let news = folder.join("news.jsonl");
        match spacy::corpus(CORPORA)? {
            Some(lines) => {
                std::fs::write(&news, lines)?;
                differences += compare(&spacy, &pipeline, &unpacked, &model, "news", &news)?;
            }
            None => println!("news: skipped, there is no reference data beside the project"),
        }
    }
    ensure!(differences == 0, "{differences} differences from spaCy");
    Ok(())
}

fn compare(
    spacy: &Spacy,
    pipeline: &Pipeline,
    unpacked: &Path,
    model: &Model,
    what: &str,
    texts: &Path,
) -> Result<usize> {
    let out = texts.with_extension("spacy.jsonl");
    work::run(spacy.script("annotate.py").arg(unpacked).arg(texts).arg(&out))?;
    let lines = std::fs::read_to_string(&out)?;
    let (mut worker, mut counts, mut docs, mut tokens, mut entities) = (model.worker(), [0; 10], 0, 0, 0);
    for line in lines.lines() {
        let want: Value = serde_json::from_str(line)?;
        let text = want["text"].as_str().context("a line without a text")?;
        let doc = worker.annotate(text);
        let got = differences(&doc, &want);
        if got.iter().sum::<usize>() > 0 && counts.iter().sum::<usize>() < 20 {
            println!("  {}", show(text));
        }
        counts.iter_mut().zip(got).for_each(|(c, n)| *c += n);
        docs += 1;
        tokens += doc.len();
        entities += doc.entities().len();
    }
    println!("{}, {what}: {docs} texts, {tokens} tokens, {entities} entities; differences:", pipeline.name);
    let layers: Vec<String> = LAYERS.iter().zip(counts).map(|(l, n)| format!("{l} {n}")).collect();
    println!("  {}", layers.join(", "));
    Ok(counts.iter().sum())
}

fn show(text: &str) -> String {
    text.chars().take(120).collect::<String>().escape_debug().to_string()
}

/// Differences a layer.
fn differences(doc: &Doc, want: &Value) -> [usize; 10] {
    let rows: Vec<&Vec<Value>> =
        want["tokens"].as_array().into_iter().flatten().filter_map(Value::as_array).collect();
    let mut counts = [0; 10];
    counts[0] += rows.len().abs_diff(doc.len());
    for (i, row) in rows.iter().take(doc.len()).enumerate() {
        let number = |at: usize, got: usize| row[at].as_u64() != Some(got as u64);
        let flag = |at: usize, got: bool| row[at].as_bool() != Some(got);
        let text = |at: usize, got: &str| row[at].as_str() != Some(got);
        let starts = doc.sentence(doc.sentence_of(i)).start == i;
        let differs = [
            number(0, doc.start(i)) || number(1, doc.end(i)),
            flag(2, doc.space_after(i)),
            flag(3, starts),
            text(4, doc.tag(i)),
            text(5, doc.pos(i)),
            text(6, doc.morph(i)),
            text(7, doc.lemma(i)),
            number(8, doc.head(i)),
            text(9, doc.dep(i)),
        ];
        counts.iter_mut().zip(differs).for_each(|(c, d)| *c += usize::from(d));
    }
    let found =
        doc.entities().iter().map(|e| serde_json::json!([e.start, e.end, doc.label(e)])).collect::<Vec<_>>();
    let wanted = want["entities"].as_array().cloned().unwrap_or_default();
    counts[9] = found.iter().filter(|e| !wanted.contains(e)).count()
        + wanted.iter().filter(|e| !found.contains(e)).count();
    counts
}
