//! How it is all worked out, in words, with the ledger's and the program's versions and measured accuracy.

use crate::answer::plain;
use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use hearsay::Versions;
use hearsay::case::Holdings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use types::Tie;

/// The words. They ship with the program.
const WORDS: &str = include_str!("../../../../lexicons/method.toml");
/// Scores that the project keeps, as they were measured.
const QUALITY: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/quality.rs"));

/// How it is all worked out.
#[derive(Serialize, utoipa::ToSchema)]
struct Method {
    /// The version of the program.
    engine: String,
    /// The version of the lexicons.
    lexicons: String,
    /// What the ledger holds.
    ledger: Holdings,
    /// With what the latest document of the ledger was read; nothing in an empty one.
    read_with: Option<Versions>,
    #[serde(flatten)]
    words: Words,
    /// Measured accuracy: a file a layer, as the project keeps it.
    quality: BTreeMap<String, BTreeMap<String, f64>>,
}

/// The method in words; each by a name that stays the same.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
struct Words {
    /// Standings of questions.
    #[serde(alias = "standing")]
    standings: Vec<Word>,
    /// Grades of answers.
    #[serde(alias = "grade")]
    grades: Vec<Word>,
    /// Rules by which two claims are compared: `rule` of each reason why a question stands as it does.
    #[serde(alias = "rule")]
    rules: Vec<Rule>,
    /// What makes one voice of two.
    independence: Vec<Word>,
    /// How numbers are compared and summed up.
    #[serde(alias = "number")]
    numbers: Vec<Word>,
    /// The times that are told apart.
    #[serde(alias = "time")]
    times: Vec<Word>,
}

/// A name and what it means.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Word {
    name: String,
    words: String,
}

/// A rule, what two claims can be to each other by it, and what it says.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Rule {
    name: String,
    ties: Vec<Tie>,
    words: String,
}

fn words() -> Result<Words, toml::de::Error> {
    toml::from_str(WORDS)
}

/// How standings, grades, independence and intervals are worked out, and how good that is
#[utoipa::path(get, path = "/method", tag = "method", responses((status = 200, description = "The method", body = Method)))]
pub async fn method(State(app): State<Arc<App>>, _: Who) -> Result<Response, Problem> {
    let (ledger, read_with) = app.pool.with(|case| Ok((case.holdings()?, case.read_with()?))).await?;
    let method = Method {
        engine: env!("CARGO_PKG_VERSION").into(),
        lexicons: hearsay::lexicons_version(),
        ledger,
        read_with,
        words: words().map_err(|_| Problem::internal())?,
        quality: QUALITY
            .iter()
            .map(|(name, json)| ((*name).into(), serde_json::from_str(json).unwrap_or_default()))
            .collect(),
    };
    Ok(plain(StatusCode::OK, &method))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use types::Grade::{Confirmed, Contested, Discounted, Fair, Weak};
    use types::Standing;

    /// Where weighing names its rules.
    const CODE: [&str; 4] = [
        include_str!("../../../claims/src/weigh/chain.rs"),
        include_str!("../../../claims/src/weigh/compare.rs"),
        include_str!("../../../claims/src/weigh/foretold.rs"),
        include_str!("../../../claims/src/weigh/reasons.rs"),
    ];

    #[test]
    fn every_rule_of_weighing_has_its_words() {
        let rules: BTreeSet<String> = words().unwrap().rules.into_iter().map(|r| r.name).collect();
        let name = |w: &&str| w.contains('-') && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let named: BTreeSet<&str> = CODE.iter().flat_map(|c| c.split('"')).filter(name).collect();
        assert!(named.len() >= 15, "{named:?}");
        for name in named {
            assert!(rules.contains(name), "{name} has no words in lexicons/method.toml");
        }
    }

    #[test]
    fn every_standing_and_every_grade_has_its_words() {
        let words = words().unwrap();
        let named = |all: &[Word], n: &str| all.iter().any(|w| w.name == n && !w.words.is_empty());
        let standings = Standing::ALL.map(|s| (serde_json::to_value(s).unwrap(), &words.standings));
        let grades = [Confirmed, Fair, Weak, Contested, Discounted]
            .map(|g| (serde_json::to_value(g).unwrap(), &words.grades));
        for (name, all) in standings.into_iter().chain(grades) {
            assert!(named(all, name.as_str().unwrap()), "{name}");
        }
    }
}
