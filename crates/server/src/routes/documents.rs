//! Documents and their bytes.

use crate::look::{Id, Look};
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given, moment};
use axum::response::Response;
use hearsay::case::{DocumentPage, DocumentsPage};
use serde::Deserialize;
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
    look: Look,
    Params(which): Params<Which>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let (limit, since) = (part.limit()?, moment("since", &which.since)?);
    look.read(move |case, ask| {
        let (publisher, words) = (given(&which.publisher), given(&which.q));
        case.document_lines(publisher, since, words, limit, part.cursor().as_deref(), ask)
    })
    .await
}

/// One document: its text, its passages, its claims and what became of them, its versions and copies
#[utoipa::path(get, path = "/documents/{id}", tag = "documents", params(("id" = String, Path, description = "doc_…"), Times), responses((status = 200, description = "The document", body = DocumentPage)))]
pub async fn document(look: Look, Id(id): Id<DocumentId>) -> Result<Response, Problem> {
    look.read(move |case, ask| case.document(&id, ask)).await
}

/// The bytes of a document, exactly as they were received
#[utoipa::path(get, path = "/documents/{id}/original", tag = "documents", params(("id" = String, Path, description = "doc_…"), Times), responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn original(look: Look, Id(id): Id<DocumentId>) -> Result<Response, Problem> {
    let name = id.to_string();
    // Never as what they are: a browser that showed a stranger's page here would run its scripts as ours.
    look.file("application/octet-stream", &name, move |case, ask| Ok(case.original(&id, ask)?.bytes)).await
}
