//! Word vectors, norms and lemmas.

use super::{Converted, Source, damaged, msgpack, thinc, unsupported};
use crate::format::Writer;
use crate::hash::string_id;
use crate::net::tok2vec::VECTOR;
use crate::tables::LemmaTables;
use rmpv::Value;
use std::collections::BTreeMap;

/// Writes the word vectors; gives the number of their rows.
pub(super) fn vectors(source: &mut Source<'_>, file: &mut Writer) -> Converted<u32> {
    let name = "vocab/key2row";
    let Value::Map(entries) = source.msgpack(name)? else { return damaged(name, "there is no map") };
    let mut pairs: Vec<(u64, u32)> = Vec::with_capacity(entries.len());
    for (key, row) in &entries {
        match (key.as_u64(), row.as_u64().and_then(|r| u32::try_from(r).ok())) {
            (Some(key), Some(row)) => pairs.push((key, row)),
            _ => return damaged(name, "a word's row is no number"),
        }
    }
    pairs.sort_unstable();
    let (rows, data) = array("vocab/vectors", &source.bytes("vocab/vectors")?)?;
    let rows = if pairs.is_empty() { 0 } else { rows };
    if pairs.iter().any(|p| p.1 >= rows) {
        return damaged(name, "a word's row lies outside of the vectors");
    }
    file.put("vectors.keys", &pairs.iter().map(|p| p.0).collect::<Vec<_>>());
    file.put("vectors.index", &pairs.iter().map(|p| p.1).collect::<Vec<_>>());
    file.put("vectors.rows", if rows == 0 { &[] } else { &data });
    Ok(rows)
}

/// A NumPy file of 32-bit floats: number of rows, numbers.
fn array(file: &str, bytes: &[u8]) -> Converted<(u32, Vec<f32>)> {
    let length = |at: usize, n: usize| {
        let bytes = bytes.get(at..at + n)?;
        Some(bytes.iter().rev().fold(0usize, |sum, b| sum << 8 | usize::from(*b)))
    };
    let (start, size) = match bytes.get(..7) {
        Some([0x93, b'N', b'U', b'M', b'P', b'Y', 1]) => (10, length(8, 2)),
        Some([0x93, b'N', b'U', b'M', b'P', b'Y', _]) => (12, length(8, 4)),
        _ => return damaged(file, "no NumPy file"),
    };
    let end = start + size.unwrap_or(0);
    let header = bytes.get(start..end).map(String::from_utf8_lossy).unwrap_or_default();
    if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
        return unsupported(file, "the vectors are no 32-bit floats row by row");
    }
    let shape =
        header.split_once("'shape':").and_then(|h| h.1.split_once('(')).and_then(|h| h.1.split_once(')'));
    let shape: Vec<usize> =
        shape.map(|s| s.0.split(',').filter_map(|n| n.trim().parse().ok()).collect()).unwrap_or_default();
    let data = thinc::floats(&bytes[end..]);
    match shape[..] {
        [rows, width] if rows == 0 || width == 0 => Ok((0, Vec::new())),
        [rows, VECTOR] if rows.checked_mul(VECTOR) == Some(data.len()) && rows < 1 << 31 => {
            Ok((rows as u32, data))
        }
        _ => unsupported(file, format!("the vectors have shape {shape:?} and {} numbers", data.len())),
    }
}

/// Writes the norms of words that do not have their lower case as norm.
pub(super) fn norms(source: &mut Source<'_>, file: &mut Writer) -> Converted<()> {
    let name = "vocab/lookups.bin";
    let root = source.msgpack(name)?;
    let mut pairs = Vec::new();
    for (key, norm) in msgpack::want_map(name, &root, "lexeme_norm")? {
        match (key.as_u64(), msgpack::text(norm)) {
            (Some(key), Some(norm)) => pairs.push((key, string_id(norm))),
            _ => return damaged(name, "a norm is no text"),
        }
    }
    pairs.sort_unstable();
    file.put("norms.keys", &pairs.iter().map(|p| p.0).collect::<Vec<_>>());
    file.put("norms.values", &pairs.iter().map(|p| p.1).collect::<Vec<_>>());
    Ok(())
}

/// Parts of speech whose ids may name a table.
const PARTS: &[&str] = &[
    "adj", "adp", "adv", "aux", "cconj", "conj", "det", "intj", "noun", "num", "part", "pron", "propn",
    "punct", "sconj", "sym", "verb", "x", "space", "eol",
];

/// Writes the index of known words; gives rules and exceptions by part of speech.
pub(super) fn lemmas(source: &mut Source<'_>, file: &mut Writer) -> Converted<BTreeMap<String, LemmaTables>> {
    let name = "lemmatizer/lookups/lookups.bin";
    let root = source.msgpack(name)?;
    let mut tables: BTreeMap<String, LemmaTables> = BTreeMap::new();
    let mut index: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let part = |key: &Value| match key.as_u64().and_then(|id| PARTS.iter().find(|p| string_id(p) == id)) {
        Some(part) => Ok((*part).to_owned()),
        None => unsupported(name, format!("the part of speech {key} is not known")),
    };
    for (key, rules) in msgpack::want_map(name, &root, "lemma_rules")? {
        tables.entry(part(key)?).or_default().rules = pairs(name, rules)?;
    }
    for (key, listed) in msgpack::want_map(name, &root, "lemma_exc")? {
        let to = &mut tables.entry(part(key)?).or_default().exceptions;
        for (form, lemmas) in listed.as_map().into_iter().flatten() {
            let form = msgpack::text(form).unwrap_or_default().to_owned();
            to.insert(form, msgpack::texts(name, lemmas)?);
        }
    }
    for (key, words) in msgpack::want_map(name, &root, "lemma_index")? {
        let part = part(key)?;
        tables.entry(part.clone()).or_default();
        let mut ids: Vec<u64> = msgpack::texts(name, words)?.iter().map(|w| string_id(w)).collect();
        ids.sort_unstable();
        index.insert(part, ids);
    }
    for part in tables.keys() {
        file.put(format!("lemma.{part}"), index.get(part).map_or(&[][..], |ids| ids));
    }
    Ok(tables)
}

fn pairs(file: &str, rules: &Value) -> Converted<Vec<(String, String)>> {
    let mut out = Vec::new();
    for rule in rules.as_array().into_iter().flatten() {
        match <[String; 2]>::try_from(msgpack::texts(file, rule)?) {
            Ok([old, new]) => out.push((old, new)),
            Err(_) => return damaged(file, "a lemma rule is no pair"),
        }
    }
    Ok(out)
}
