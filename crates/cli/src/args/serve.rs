//! The words of `hearsay serve` and `hearsay account`.

use super::ledger::Where;
use clap::{Args as Group, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// `hearsay serve`.
#[derive(Group)]
pub struct Serve {
    #[command(flatten)]
    pub place: Where,
    /// Where to listen; beyond this machine only once there are accounts
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// A host name by which browsers call the server, beside the address itself; can be given again
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Who adds and judges, for the record, while there are no accounts [default: the user's name]
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// The server's own database: accounts, sessions, webhooks [default: beside the ledger]
    #[arg(long, value_name = "PATH")]
    pub state: Option<PathBuf>,
    /// Fetch addresses and call webhooks in private networks too
    #[arg(long)]
    pub allow_private: bool,
    /// How many requests one caller may make in a minute
    #[arg(long, value_name = "N", default_value = "6000", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_minute: u32,
}

/// `hearsay account`.
#[derive(Group)]
pub struct Account {
    #[command(flatten)]
    pub place: Where,
    /// The server's own database [default: beside the ledger]
    #[arg(long, value_name = "PATH", global = true)]
    pub state: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: AccountVerb,
}

/// What is done to accounts.
#[derive(Subcommand)]
pub enum AccountVerb {
    /// Make an account, or give one another password and role. The password comes through standard input; at a
    /// terminal, one is made and shown once
    Add {
        /// The name; judgements are recorded under it
        name: String,
        /// viewer reads, analyst adds and judges, admin makes accounts and webhooks
        #[arg(long, value_parser = ["viewer", "analyst", "admin"])]
        role: String,
    },
    /// List accounts
    List,
    /// Take an account away, with its sessions and tokens
    Remove {
        /// Which
        name: String,
    },
}
