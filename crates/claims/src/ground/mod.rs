//! When, where, how many, which actor.

pub mod actor;
pub mod place;
pub mod quantity;
pub mod time;

use crate::Sheet;

/// Puts times, places, quantities and actors on the claims of a sheet.
pub(crate) fn ground(_document: &types::Document, _syntax: &nlp::Doc, _sheet: &mut Sheet) {}
