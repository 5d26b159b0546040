//! Sources, search for words, and names as they are being written.

use crate::look::{Look, Segment};
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given};
use axum::response::Response;
use hearsay::case::{Named, SourcesPage};
use serde::{Deserialize, Serialize};
use show::ledger::{Hits, SourcePage};

/// Words.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Words {
    /// The words; `word*` finds what begins so.
    pub q: Option<String>,
}

/// Sources by name, or those whose name begins with the words
#[utoipa::path(get, path = "/sources", tag = "sources", params(Words, Part, Times), responses((status = 200, description = "A page of sources", body = SourcesPage)))]
pub async fn sources(
    look: Look,
    Params(words): Params<Words>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    look.read(move |case, ask| case.sources(given(&words.q), limit, part.cursor().as_deref(), ask)).await
}

/// What a source has said, and what became of it
#[utoipa::path(get, path = "/sources/{name}", tag = "sources", params(("name" = String, Path, description = "Its name or an alias"), Part, Times), responses((status = 200, description = "The source; with an empty list of names where there is none", body = SourcePage)))]
pub async fn source(
    look: Look,
    Segment(name): Segment,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    look.read(move |case, ask| case.source(&name, limit, ask)).await
}

/// Claims and documents that hold all the words, the best first
#[utoipa::path(get, path = "/search", tag = "search", params(Words, Part, Times), responses((status = 200, description = "The hits", body = Hits)))]
pub async fn search(
    look: Look,
    Params(words): Params<Words>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    look.read(move |case, ask| case.search(words.q.as_deref().unwrap_or_default(), limit, ask)).await
}

/// What is being written.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Begun {
    /// place, actor or source [default: place].
    pub field: Option<String>,
    /// How it begins.
    pub prefix: Option<String>,
}

/// Names that begin so.
#[derive(Serialize, utoipa::ToSchema)]
struct Suggested {
    names: Vec<String>,
}

/// Names of places, actors or sources that the ledger knows and that begin with these words
#[utoipa::path(get, path = "/suggest", tag = "search", params(Begun, Part, Times), responses((status = 200, description = "Names, the whole words first", body = Suggested)))]
pub async fn suggest(
    look: Look,
    Params(begun): Params<Begun>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let limit = part.limit()?;
    let named = given(&begun.field).unwrap_or("place").parse::<Named>();
    let named = named.map_err(|e| Problem::wrong("field", e))?;
    look.read(move |case, ask| {
        let prefix = begun.prefix.as_deref().unwrap_or_default();
        case.suggest(named, prefix, limit, ask).map(|names| Suggested { names })
    })
    .await
}
