//! Places, at the precision that the text supports.

use crate::Span;
use serde::{Deserialize, Serialize};

/// What sort of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum PlaceKind {
    Country,
    /// A first-level unit: state, province, governorate.
    Admin1,
    /// A second-level unit: county, district.
    Admin2,
    /// A city, town or village.
    Populated,
    /// A river, sea, mountain, desert.
    Physical,
    /// A continent or a region of the world.
    Region,
    /// A building, a base, a crossing.
    Facility,
    Unknown,
}

/// What the text uses the place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PlaceRole {
    /// Where it happens.
    Event,
    /// Where a source sits: "London-based".
    Seat,
    /// Where people come from: "from Iraq", "Syrian".
    Origin,
    /// Part of a name: "Syrian Observatory".
    Name,
}

/// How closely the place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Precision {
    Exact,
    Near,
    Locality,
    District,
    Region,
    Country,
    Unresolved,
}

/// A place named in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// Canonical name when resolved, else the words.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// Within this many kilometres of the point.
    pub radius_km: Option<f64>,
    /// What sort.
    pub kind: PlaceKind,
    /// Names of what holds it, nearest first: district, province, country.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parents: Vec<String>,
    /// What the text uses it for.
    pub role: PlaceRole,
    /// How closely it is known.
    pub precision: Precision,
    /// Whether the gazetteer knows it.
    pub resolved: bool,
    /// Why this one, and which others there were.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<String>,
}
