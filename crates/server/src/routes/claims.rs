//! Claims, alone and in lists.

use crate::look::{Id, Look};
use crate::problem::Problem;
use crate::query::{Params, Part, Times, given};
use axum::response::Response;
use hearsay::case::{ClaimPage, ClaimsPage};
use serde::Deserialize;
use types::ClaimId;

/// Whether points are wanted.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Geo {
    /// 1: with `points`, where the claim lies at the precision of its words.
    #[param(value_type = Option<u8>, minimum = 0, maximum = 1)]
    pub geo: Option<String>,
}

/// Claims, for map and timeline: those that answer the questions of the filter, else the latest recorded
#[utoipa::path(get, path = "/claims", tag = "claims", params(super::questions::Which, Geo, Part, Times), responses((status = 200, description = "A page of claims", body = ClaimsPage)))]
pub async fn claims(
    look: Look,
    Params(which): Params<super::questions::Which>,
    Params(geo): Params<Geo>,
    Params(part): Params<Part>,
) -> Result<Response, Problem> {
    let filter = which.filter(part.limit()?)?;
    let points = match given(&geo.geo) {
        None | Some("0") => false,
        Some("1") => true,
        Some(_) => return Err(Problem::wrong("geo", "geo is 0 or 1")),
    };
    look.read(move |case, ask| case.claims(&filter, points, part.cursor().as_deref(), ask)).await
}

/// One claim with its document, what it answers, and what bears on it
#[utoipa::path(get, path = "/claims/{id}", tag = "claims", params(("id" = String, Path, description = "clm_…"), Times), responses((status = 200, description = "The claim", body = ClaimPage)))]
pub async fn claim(look: Look, Id(id): Id<ClaimId>) -> Result<Response, Problem> {
    look.read(move |case, ask| case.claim(&id, ask)).await
}
