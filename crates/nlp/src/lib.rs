//! spaCy's English CNN pipelines: tokens, tags, lemmas, tree, sentences and entities of a text.

mod doc;
mod rows;

pub use doc::{Doc, Entity};
pub use rows::Row;
