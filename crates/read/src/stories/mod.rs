//! Which reports are about one event? Profiles, how alike two of them are, and stories.
//!
//! A [`Profile`] is what is kept of a document: the sixty words that set it apart, its day and the violent
//! event that it tells of, if any. [`likeness`] compares two profiles and says why. [`group`] puts documents
//! into stories; the outcome depends on the set of documents alone, not on the order in which they come.
//!
//! How rare a word is comes from a fixed table (`lexicons/rarity.toml`), never from the documents at hand:
//! with these it would change as documents come in.

mod fold;
mod group;
mod likeness;
mod profile;
mod rarity;
#[cfg(test)]
mod tests;

pub use group::{Entry, Shelf, group};
pub use likeness::{Likeness, SAME_STORY, likeness};
pub use profile::{Profile, Told};
