//! How standings are worked out, with this program's versions and measured accuracy.

use crate::answer::plain;
use crate::problem::Problem;
use crate::who::Who;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;

/// Scores that the project keeps, as they were measured.
const QUALITY: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/quality.rs"));

/// How standings are worked out.
#[derive(Serialize, utoipa::ToSchema)]
struct Method {
    /// The version of the program.
    engine: String,
    /// The version of the lexicons.
    lexicons: String,
    /// Standings with their words.
    standings: Vec<Word>,
    /// Grades with their words.
    grades: Vec<Word>,
    /// Rules by which two claims are compared, with their words.
    rules: Vec<Word>,
    /// Measured accuracy: a file a layer, as the project keeps it.
    quality: BTreeMap<String, BTreeMap<String, f64>>,
}

/// A name and what it means.
#[derive(Serialize, utoipa::ToSchema)]
struct Word {
    name: String,
    words: String,
}

/// How standings, grades, independence and intervals are worked out, and how good that is
#[utoipa::path(get, path = "/method", tag = "method", responses((status = 200, description = "The method", body = Method)))]
pub async fn method(_: Who) -> Result<Response, Problem> {
    let word = |(name, words): &(&str, &str)| Word { name: (*name).into(), words: (*words).into() };
    let method = Method {
        engine: env!("CARGO_PKG_VERSION").into(),
        lexicons: hearsay::lexicons_version(),
        standings: STANDINGS.iter().map(word).collect(),
        grades: GRADES.iter().map(word).collect(),
        rules: Vec::new(),
        quality: QUALITY
            .iter()
            .map(|(name, json)| ((*name).into(), serde_json::from_str(json).unwrap_or_default()))
            .collect(),
    };
    Ok(plain(StatusCode::OK, &method))
}

/// From the page of the ledger (docs/ledger.md).
const STANDINGS: &[(&str, &str)] = &[
    ("contested", "Two live answers of independent sources cannot both be right."),
    ("failed", "What was foretold did not come, by an independent source and after its time."),
    ("revised", "A source has changed what it said."),
    ("retracted", "Whoever said it has taken it back."),
    ("pending", "Foretold, and its time has not come."),
    ("met", "What was foretold came, by an independent source."),
    ("moot", "What it hung on did not come about."),
    ("unanswered", "Asked of somebody who declined to confirm it, and answered by nobody."),
    ("corroborated", "Two independent sources agree, and nobody refused to confirm."),
    ("single-origin", "All answers go back to one source."),
];
const GRADES: &[(&str, &str)] = &[
    ("confirmed", "Somebody who would have reason to deny it says so."),
    ("fair", "Independent sources agree, or what was foretold came."),
    ("weak", "One source, sources that go back to one, or no answer yet."),
    ("contested", "Independent sources differ, or what was foretold did not come."),
    ("discounted", "Whoever said it has taken it back or says something else now."),
];
