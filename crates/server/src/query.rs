//! What a request asks for: parameters common to many routes.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use hearsay::case::{Ask, Instant, about, instant, now};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Rows of a list, unless another number is asked for.
const ROWS: u32 = 50;
/// Rows of a list, at most.
pub const MOST_ROWS: u32 = 500;

/// The parameters of a request; a wrong one is a problem that names what is wrong.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Params<T>, Problem> {
        let found = Query::<T>::try_from_uri(&parts.uri);
        found
            .map(|Query(t)| Params(t))
            .map_err(|e| Problem::new(axum::http::StatusCode::BAD_REQUEST, e.body_text().to_string()))
    }
}

/// As of when, and about when.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Times {
    /// What was known then: a moment as 2031-05-06T12:00 (UTC unless it has a zone), or a day, up to its end.
    pub known_at: Option<String>,
    /// Only what is said of these days: 2031-05-06, or 2031-05-04..2031-05-06; either end may be left out.
    pub about: Option<String>,
}

impl Times {
    /// As the ledger is asked, now.
    ///
    /// # Errors
    /// When one of the two is no time.
    pub fn ask(&self) -> Result<Ask, Problem> {
        let about = given(&self.about).map(about).transpose().map_err(|e| Problem::wrong("about", e))?;
        Ok(Ask { known_at: moment("known_at", &self.known_at)?, about, now: now() })
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// How many rows, 1 to 500 [default: 50].
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u32>,
    /// Where to begin: `next` of the page before.
    pub cursor: Option<String>,
}

impl Part {
    /// How many rows.
    ///
    /// # Errors
    /// When more are asked for than a page holds, or none.
    pub fn limit(&self) -> Result<u32, Problem> {
        match self.limit.unwrap_or(ROWS) {
            n if (1..=MOST_ROWS).contains(&n) => Ok(n),
            n => Err(Problem::wrong(
                "limit",
                format!("{n} rows cannot be had at once: ask for 1 to {MOST_ROWS}"),
            )),
        }
    }

    /// Where to begin.
    pub fn cursor(&self) -> Option<String> {
        given(&self.cursor).map(str::to_owned)
    }
}

/// Who asks, where no header can say it.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ByToken {
    /// A token (`POST /tokens`), where the header Authorization cannot be sent. It reads and does no more.
    #[allow(dead_code)]
    pub token: Option<String>,
}

/// That a write comes from our own page.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code)]
pub struct Csrf {
    /// From GET /status; not needed with a token
    #[param(rename = "X-Hearsay-CSRF")]
    pub csrf: Option<String>,
}

/// A body that is JSON, as it should be.
///
/// # Errors
/// When it is none, or another one.
pub fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|e| Problem::new(axum::http::StatusCode::BAD_REQUEST, e.to_string()))
}

/// A parameter that says something: forms send empty ones.
pub fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty())
}

/// A moment of recorded time.
///
/// # Errors
/// When it is none.
pub fn moment(field: &str, text: &Option<String>) -> Result<Option<Instant>, Problem> {
    given(text).map(instant).transpose().map_err(|e| Problem::wrong(field, e))
}
