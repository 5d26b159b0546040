//! `cargo xtask grammar OUT FILE…`: what the attribution model is trained on, as the reader itself
//! sees it. For every JSON Lines file of documents:
//!
//! NAME is made of a file's folder and name.
//!
//! - `OUT/NAME.jsonl`: `{"id", "attributions", "tokens": [[start, end, tag, pos, dep, head, lemma, entity label,
//!   entity begins, sentence begins, is white space, vector]…]}`, offsets in bytes, `vector` a row of
//!   `vectors.f32`;
//! - `OUT/NAME.f32`: 96 numbers a token, document after document;
//! - `OUT/vectors.f32`: 300 numbers a row; the first is all zero, for words without a vector.

use crate::work;
use anyhow::{Context, Result, ensure};
use nlp::{Doc, Model};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

/// Numbers of a word's vector.
const VECTOR: usize = 300;

/// Rows of vectors by where they lie in the model.
struct Vectors<'m> {
    model: &'m Model,
    rows: HashMap<*const f32, usize>,
    numbers: Vec<f32>,
}

impl Vectors<'_> {
    fn row(&mut self, word: &str) -> usize {
        let Some(vector) = self.model.vector(word) else { return 0 };
        let next = self.rows.len() + 1;
        *self.rows.entry(vector.as_ptr()).or_insert_with(|| {
            self.numbers.extend_from_slice(vector);
            next
        })
    }
}

/// Writes the grammar of all documents of the files.
pub fn run(out: &Path, files: &[&str]) -> Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("{} cannot be made", out.display()))?;
    let model =
        Model::from_bytes(std::fs::read(work::data().join("model.hsm")).context("run set-up first")?)?;
    let mut vectors = Vectors { model: &model, rows: HashMap::new(), numbers: vec![0.0; VECTOR] };
    for file in files {
        let file = Path::new(file);
        let lines =
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = name(file);
        let mut rows = std::io::BufWriter::new(std::fs::File::create(out.join(format!("{name}.jsonl")))?);
        let mut tensor = std::io::BufWriter::new(std::fs::File::create(out.join(format!("{name}.f32")))?);
        for line in lines.lines() {
            write(line, &mut vectors, &mut rows, &mut tensor)
                .with_context(|| format!("in {}", file.display()))?;
        }
        println!("{name}");
    }
    let bytes: Vec<u8> = vectors.numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
    Ok(std::fs::write(out.join("vectors.f32"), bytes)?)
}

/// `corpora/attribution/dev.jsonl` -> `attribution-dev`.
fn name(file: &Path) -> String {
    let part = |p: Option<&std::ffi::OsStr>| p.unwrap_or_default().to_string_lossy().into_owned();
    format!("{}-{}", part(file.parent().and_then(Path::file_name)), part(file.file_stem()))
}

fn write(
    line: &str,
    vectors: &mut Vectors<'_>,
    rows: &mut impl Write,
    tensor: &mut impl Write,
) -> Result<()> {
    let object: Value = serde_json::from_str(line)?;
    let document = read::read("row", line.as_bytes(), &read::Hints::default(), &read::Limits::default())
        .next()
        .context("no document")?
        .map_err(|e| anyhow::anyhow!("{e}"))?;
    let doc = vectors.model.annotate(&document.statements());
    ensure!(doc.text().len() == document.text.len(), "the text has changed");
    let tokens: Vec<Value> = (0..doc.len()).map(|t| token(&doc, t, vectors)).collect();
    let row = json!({ "id": document.id, "text": document.text, "attributions": object["attributions"], "tokens": tokens });
    writeln!(rows, "{row}")?;
    for t in 0..doc.len() {
        for x in doc.tensor(t) {
            tensor.write_all(&x.to_le_bytes())?;
        }
    }
    Ok(())
}

fn token(doc: &Doc, t: usize, vectors: &mut Vectors<'_>) -> Value {
    let entity = doc.entity_of(t).map(|e| &doc.entities()[e]);
    json!([
        doc.start(t),
        doc.end(t),
        doc.tag(t),
        doc.pos(t),
        doc.dep(t),
        doc.head(t),
        doc.lemma(t),
        entity.map_or("", |e| doc.label(e)),
        entity.is_some_and(|e| e.start == t),
        doc.sentence(doc.sentence_of(t)).start == t,
        doc.is_space(t),
        vectors.row(doc.word(t)),
    ])
}
