//! A request that reads the ledger: who may read, what was asked, as of when. Answers with an ETag that stays the same
//! while nothing was recorded.

use crate::answer::answered;
use crate::app::App;
use crate::problem::Problem;
use crate::query::{Params, Times};
use crate::who::Who;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hearsay::case::{Ask, Case};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::str::FromStr;
use std::sync::Arc;

/// A request that reads, by somebody who may.
pub struct Look {
    app: Arc<App>,
    times: Times,
    /// What was asked, word for word.
    words: String,
    /// The tags of the answers that the caller has already.
    has: Option<String>,
}

impl FromRequestParts<Arc<App>> for Look {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Look, Problem> {
        Who::from_request_parts(parts, app).await?;
        let Params(times) = Params::from_request_parts(parts, app).await?;
        let has = parts.headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).map(str::to_owned);
        Ok(Look { app: app.clone(), times, words: parts.uri.to_string(), has })
    }
}

impl Look {
    /// Asks the ledger on a thread that may block, and answers in JSON; with 304 where the caller has the answer.
    ///
    /// # Errors
    /// When the times are none; those of the question.
    pub async fn read<T: Serialize, E: Into<Problem>>(
        self,
        question: impl FnOnce(&mut Case, &Ask) -> Result<T, E> + Send + 'static,
    ) -> Result<Response, Problem> {
        let bytes = |case: &mut Case, ask: &Ask| {
            let value = question(case, ask).map_err(Into::into)?;
            serde_json::to_vec(&value).map_err(|_| Problem::internal())
        };
        self.raw("application/json", bytes).await
    }

    /// The same for a file to keep and not to show: it carries its name.
    ///
    /// # Errors
    /// Likewise.
    pub async fn file(
        self,
        kind: &'static str,
        name: &str,
        question: impl FnOnce(&mut Case, &Ask) -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let mut response = self.raw(kind, question).await?;
        if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        Ok(response)
    }

    /// The same for bytes of any kind.
    ///
    /// # Errors
    /// Likewise.
    pub async fn raw(
        self,
        kind: &'static str,
        question: impl FnOnce(&mut Case, &Ask) -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let (app, ask) = (self.app.clone(), self.times.ask()?);
        let read = app.pool.with(move |case| {
            let tag = self.tag(case.head()?, &ask);
            if self.is_known(&tag) {
                return Ok((tag, None));
            }
            let body = match self.app.answers.get(&tag) {
                Some(bytes) => bytes,
                None => self.app.answers.keep(&tag, question(case, &ask)?),
            };
            Ok((tag, Some(body)))
        });
        let (tag, body) = read.await?;
        Ok(answered(&tag, kind, body))
    }

    /// The ETag of the answer: weak, since an answer also says when it was asked. Due times pass with the
    /// days, so the day belongs to it.
    fn tag(&self, head: i64, ask: &Ask) -> String {
        let day = ask.now.as_second().div_euclid(86_400);
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(self.words.as_bytes());
        hash.update(head.to_le_bytes());
        hash.update(day.to_le_bytes());
        format!("W/\"{}\"", data_encoding::HEXLOWER.encode(&hash.finalize()[..12]))
    }

    fn is_known(&self, tag: &str) -> bool {
        let bare = |t: &str| t.trim().trim_start_matches("W/").to_owned();
        self.has.as_deref().is_some_and(|h| h.split(',').any(|t| t.trim() == "*" || bare(t) == bare(tag)))
    }
}

/// The id in the path of a request. What can be none is nowhere: 404.
pub struct Id<T>(pub T);

impl<T: FromStr<Err = String>, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Id<T>, Problem> {
        let Segment(text) = Segment::from_request_parts(parts, state).await?;
        text.parse().map(Id).map_err(Problem::missing)
    }
}

/// The part of the path of a request that names something. What is no UTF-8 is a problem like all others.
pub struct Segment(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Segment, Problem> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(text)| Segment(text)).map_err(|e| Problem::new(e.status(), e.body_text()))
    }
}
