//! Documents and their bytes.

use super::questions::id;
use crate::answer::{Asked, raw, read};
use crate::app::App;
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given, moment};
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hearsay::case::{DocumentPage, DocumentsPage};
use serde::Deserialize;
use std::sync::Arc;
use types::DocumentId;

/// Which documents.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Of this publisher.
    pub publisher: Option<String>,
    /// Recorded since then.
    pub since: Option<String>,
    /// That hold these words.
    pub q: Option<String>,
}

/// Documents, the latest recorded first; with words, the best fitting first
#[utoipa::path(get, path = "/documents", tag = "documents", params(Which, Part, Times), responses((status = 200, description = "A page of documents", body = DocumentsPage)))]
pub async fn documents(
    State(app): State<Arc<App>>,
    _: Who,
    asked: Asked,
    Params(which): Params<Which>,
    Params(part): Params<Part>,
    Params(times): Params<Times>,
) -> Result<Response, Problem> {
    let (limit, since) = (part.limit()?, moment("since", &which.since)?);
    read(&app, asked, times.ask()?, move |case, ask| -> Result<DocumentsPage, Problem> {
        let (publisher, words) = (given(&which.publisher), given(&which.q));
        Ok(case.document_lines(publisher, since, words, limit, part.cursor().as_deref(), ask)?)
    })
    .await
}

/// One document: its text, its passages, its claims and what became of them, its versions and copies
#[utoipa::path(get, path = "/documents/{id}", tag = "documents", params(("id" = String, Path, description = "doc_…"), Times), responses((status = 200, description = "The document", body = DocumentPage)))]
pub async fn document(
    State(app): State<Arc<App>>,
    _: Who,
    asked: Asked,
    Path(text): Path<String>,
    Params(times): Params<Times>,
) -> Result<Response, Problem> {
    let id: DocumentId = id(&text)?;
    read(&app, asked, times.ask()?, move |case, ask| -> Result<DocumentPage, Problem> {
        Ok(case.document(&id, ask)?)
    })
    .await
}

/// The bytes of a document, exactly as they were received
#[utoipa::path(get, path = "/documents/{id}/original", tag = "documents", params(("id" = String, Path, description = "doc_…"), Times), responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn original(
    State(app): State<Arc<App>>,
    _: Who,
    asked: Asked,
    Path(text): Path<String>,
    Params(times): Params<Times>,
) -> Result<Response, Problem> {
    let id: DocumentId = id(&text)?;
    let name = format!("attachment; filename=\"{id}\"");
    // Never as what they are: a browser that showed a stranger's page here would run its scripts as ours.
    let bytes = raw(&app, asked, times.ask()?, "application/octet-stream", move |case, ask| {
        Ok(case.original(&id, ask)?.bytes)
    });
    let mut response = bytes.await?;
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
