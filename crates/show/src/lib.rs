//! How do people see it? The claim sheet as a table for a person ([`sheet`]), and the JSON that
//! programs read ([`Annotation`], [`Report`]).
//!
//! Pure: from documents and claims to text. Words of a document are data: whatever goes to a
//! terminal passes through [`clean`], which lets no control character out.

mod annotation;
mod clean;
mod dispute;
pub mod export;
mod layer;
pub mod ledger;
mod paint;
mod report;
mod sheet;
mod voice;
mod words;
mod wrap;

pub use annotation::{Annotation, NamedEntity, Parts, Token};
pub use clean::clean;
pub use layer::{Layer, Layers};
pub use report::Report;
pub use sheet::{Setting, sheet};
