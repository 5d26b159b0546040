//! A case: the ledger with all that is asked of it.

mod time;

pub use time::{About, Instant, about, instant, shown, standing};
