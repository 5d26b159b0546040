//! spaCy's English CNN pipelines: tokens, tags, lemmas, tree, sentences and entities of a text.

mod chars;
mod convert;
mod doc;
mod format;
mod hash;
mod lemma;
mod lexeme;
mod model;
mod net;
mod parse;
mod pattern;
mod rows;
mod ruler;
mod strings;
mod tables;
mod token;
mod worker;

pub use convert::{ConvertError, convert};
pub use doc::{Doc, Entity};
pub use format::VERSION as FORMAT;
pub use model::{Model, ModelError};
pub use rows::Row;
pub use worker::Worker;
