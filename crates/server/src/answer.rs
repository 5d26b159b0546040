//! Answers out of the ledger: JSON with an ETag that stays the same while nothing was recorded.

use crate::app::App;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use hearsay::case::{Ask, Case};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of answers that are kept at once.
const MOST_BYTES: usize = 32 << 20;
/// Answers that are kept at once.
const MOST: usize = 1_000;

/// What was asked, word for word, and what the caller has already.
pub struct Asked {
    words: String,
    has: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Problem> {
        let has = parts.headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).map(str::to_owned);
        Ok(Asked { words: parts.uri.to_string(), has })
    }
}

impl Asked {
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

/// What a read of the ledger gave: the ETag, and the body unless the caller has it.
struct Read {
    tag: String,
    body: Option<Bytes>,
}

/// Answers that were given since something was last recorded, by their tags: whoever asks the same has the same.
#[derive(Default)]
pub struct Answers(Mutex<(HashMap<String, Bytes>, usize)>);

impl Answers {
    fn get(&self, tag: &str) -> Option<Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.get(tag).cloned()
    }

    /// Keeps an answer; when there are too many, the others are forgotten.
    fn keep(&self, tag: &str, bytes: Vec<u8>) -> Bytes {
        let bytes = Bytes::from(bytes);
        if bytes.len() > MOST_BYTES / 16 {
            return bytes;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.1 + bytes.len() > MOST_BYTES || kept.0.len() >= MOST {
            *kept = Default::default();
        }
        kept.1 += bytes.len();
        kept.0.insert(tag.to_owned(), bytes.clone());
        bytes
    }
}

/// Asks the ledger on a thread that may block, and answers in JSON; with 304 where the caller has the answer.
///
/// # Errors
/// Those of the question.
pub async fn read<T: Serialize>(
    app: &Arc<App>,
    asked: Asked,
    ask: Ask,
    question: impl FnOnce(&mut Case, &Ask) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let bytes = move |case: &mut Case, ask: &Ask| {
        let value = question(case, ask)?;
        serde_json::to_vec(&value).map_err(|_| Problem::internal())
    };
    raw(app, asked, ask, "application/json", bytes).await
}

/// The same for bytes of any kind.
///
/// # Errors
/// Likewise.
pub async fn raw(
    app: &Arc<App>,
    asked: Asked,
    ask: Ask,
    kind: &'static str,
    question: impl FnOnce(&mut Case, &Ask) -> Result<Vec<u8>, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let shared = app.clone();
    let read = app.pool.with(move |case| {
        let tag = asked.tag(case.head()?, &ask);
        let body = if asked.is_known(&tag) {
            None
        } else {
            Some(match shared.answers.get(&tag) {
                Some(bytes) => bytes,
                None => shared.answers.keep(&tag, question(case, &ask)?),
            })
        };
        Ok(Read { tag, body })
    });
    let read = read.await?;
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&read.tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    match read.body {
        None => *response.status_mut() = StatusCode::NOT_MODIFIED,
        Some(bytes) => {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            *response.body_mut() = Body::from(bytes);
        }
    }
    Ok(response)
}

/// JSON of something that is not in the ledger, not to be kept.
pub fn plain<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let mut response = Response::new(Body::from(show::ledger::json(value, false)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
