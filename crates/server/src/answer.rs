//! Answers: those out of the ledger, which are kept while nothing is recorded, and all others.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Bytes of answers that are kept at once.
const MOST_BYTES: usize = 32 << 20;
/// Answers that are kept at once.
const MOST: usize = 1_000;

/// Answers that were given since something was last recorded, by their tags: whoever asks the same has the same.
#[derive(Default)]
pub struct Answers(Mutex<(HashMap<String, Bytes>, usize)>);

impl Answers {
    /// The answer of a tag, where it is kept.
    pub fn get(&self, tag: &str) -> Option<Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.get(tag).cloned()
    }

    /// Keeps an answer; when there are too many, the others are forgotten.
    pub fn keep(&self, tag: &str, bytes: Vec<u8>) -> Bytes {
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

/// An answer out of the ledger; with nothing but its tag where the caller has it.
pub fn answered(tag: &str, kind: &'static str, body: Option<Bytes>) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    match body {
        None => *response.status_mut() = StatusCode::NOT_MODIFIED,
        Some(bytes) => {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            *response.body_mut() = Body::from(bytes);
        }
    }
    response
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
