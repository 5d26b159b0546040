//! spaCy's English CNN pipelines (`en_core_web_sm`, `en_core_web_md`) in Rust: tokens, tags, parts of
//! speech, features, lemmas, tree, sentences and entities of a text, equal to spaCy's own answers.
//!
//! [`convert`] makes one model file of an unpacked pipeline. [`Model::from_bytes`] takes the file,
//! best mapped into memory, and loads in milliseconds. [`Model::annotate`] gives a [`Doc`]; a thread
//! with much to do keeps a [`Worker`]. The crate touches no file, network or clock.
//!
//! ```
//! # #![allow(clippy::disallowed_methods)]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::var("HEARSAY_DATA").unwrap_or("../../target/hearsay-data".into());
//! # let file = format!("{folder}/model.hsm");
//! # if !std::path::Path::new(&file).exists() { return Ok(()); }
//! let model = nlp::Model::from_bytes(std::fs::read(file)?)?;
//! let doc = model.annotate("The harbour master said two barges had sunk. Nobody was hurt.");
//!
//! let said = (0..doc.len()).find(|i| doc.lemma(*i) == "say").expect("a verb");
//! let who = doc.children(said).find(|i| doc.dep(*i) == "nsubj").expect("a subject");
//! assert_eq!((doc.word(said), doc.tag(said), doc.pos(said)), ("said", "VBD", "VERB"));
//! assert_eq!(doc.word(who), "master");
//! let (first, last) = doc.edges(who);
//! assert_eq!(&doc.text()[doc.start(first)..doc.end(last)], "The harbour master");
//! assert_eq!(doc.sentences(), 2);
//! assert_eq!(doc.label(&doc.entities()[0]), "CARDINAL");
//! # Ok(())
//! # }
//! ```
//!
//! A pipeline that cannot be run is refused, with the file and the reason:
//!
//! ```
//! let error = nlp::convert(&mut |_path| None).expect_err("no file is there");
//! assert_eq!(error.to_string(), "meta.json: this file of the pipeline is missing");
//! ```

pub mod chars;
mod convert;
mod doc;
mod format;
mod hash;
mod layout;
mod lemma;
mod lexeme;
mod model;
mod net;
mod parse;
mod pattern;
mod pipeline;
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
pub use net::matrix;
pub use rows::Row;
pub use worker::Worker;
