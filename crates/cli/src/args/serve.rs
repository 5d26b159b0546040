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
    /// The address under which people reach the server, as their browsers have it: for links in mail, and for single sign-on
    #[arg(long, value_name = "URL")]
    pub public: Option<String>,
    /// Send alerts by mail through this server: smtps://NAME:PASSWORD@HOST, or smtp://…?tls=required
    #[arg(long, value_name = "URL", env = "HEARSAY_SMTP", hide_env_values = true, requires = "mail_from")]
    pub smtp: Option<String>,
    /// The sender of that mail
    #[arg(long, value_name = "ADDRESS", env = "HEARSAY_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Let people sign on at this OpenID Connect provider
    #[arg(long, value_name = "URL", requires = "oidc_client", requires = "public")]
    pub oidc_issuer: Option<String>,
    /// The name under which the provider knows this server
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub oidc_client: Option<String>,
    /// What proves to the provider that this server is that
    #[arg(long, value_name = "SECRET", env = "HEARSAY_OIDC_SECRET", hide_env_values = true)]
    pub oidc_secret: Option<String>,
    /// The claim of the provider's tokens that says what somebody may do: groups, roles
    #[arg(long, value_name = "CLAIM", requires = "oidc_role")]
    pub oidc_claim: Option<String>,
    /// What that claim holds for a role, as desk-leads=admin; can be given again. Whoever has none of them reads
    #[arg(long, value_name = "VALUE=ROLE", value_parser = role_for, requires = "oidc_claim")]
    pub oidc_role: Vec<(String, String)>,
}

fn role_for(text: &str) -> Result<(String, String), String> {
    let both = text.rsplit_once('=').filter(|(_, role)| ["viewer", "analyst", "admin"].contains(role));
    let (value, role) = both.ok_or("give it as VALUE=viewer, VALUE=analyst or VALUE=admin")?;
    Ok((value.to_owned(), role.to_owned()))
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
