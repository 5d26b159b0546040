//! Which documents print the same words? Signatures that are compared instead of texts.
//!
//! What a report says in its own words is cut into runs of four words ([`content`]); 126 MinHashes of
//! them make a [`Signature`] of 257 bytes. Two signatures tell what share of the one stands in the
//! other ([`Signature::reuse`]); [`Signature::bands`] are the keys under which an index finds the few
//! signatures worth comparing.
//!
//! Method: Broder, "On the resemblance and containment of documents" (1997); bands after Leskovec,
//! Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.

mod content;
mod signature;

pub use signature::{Reuse, Signature, SignatureError};
