//! Who may see it, over the network? The page, the API, accounts and alerts of one ledger.
//!
//! ```text
//! request -> guard -> route -> pool of cases -> answer
//!            host,    what      each blocking,   JSON with its ETag,
//!            who,     is asked  one a thread     problem+json
//!            how often
//!                     |
//!                     +-> writer: one thread with the model; adds and judgements in order
//! ```
//!
//! The only async crate. All that touches the ledger runs on blocking threads: reading in a few opened
//! cases, writing in one thread that takes work from a bounded queue, so that what was recorded is told only
//! when it was. What the server keeps for itself (accounts, sessions, idempotency keys, webhooks) is
//! in a database of its own beside the ledger.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod act;
mod answer;
mod app;
mod assets;
mod guard;
mod hooks;
mod look;
mod mail;
pub mod manage;
mod net;
mod oidc;
mod pool;
mod problem;
mod query;
mod routes;
mod settings;
mod state;
mod turns;
mod who;
mod writer;

pub use app::serve;
pub use settings::{Provider, ServeError, Settings};
