//! What a server is told when it starts, and why it may not start.

pub use crate::oidc::Provider;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What a server is told when it starts.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The ledger: a file, or a `postgres://` address. It is made where there is none.
    pub ledger: String,
    /// Where to listen. Beyond loopback only with accounts.
    pub listen: SocketAddr,
    /// The data folder with the model and the gazetteer; without them nothing can be added.
    pub data: PathBuf,
    /// The server's own database.
    pub state: PathBuf,
    /// The name under which judgements and documents of a server without accounts are recorded.
    pub author: String,
    /// The host names, beside the address itself, by which a browser may call the server.
    pub hosts: Vec<String>,
    /// Whether addresses of private networks may be fetched and called.
    pub private: bool,
    /// How many requests a minute one caller may make.
    pub per_minute: u32,
    /// The address under which people reach the server, as a browser has it: for links in mail, and for single sign-on.
    pub public: Option<String>,
    /// The mail server, as `smtps://user:password@host`, or with `smtp://` and `?tls=required`; nothing: no mail.
    pub smtp: Option<String>,
    /// The sender of mail.
    pub mail_from: Option<String>,
    /// Who says who somebody is, beside the passwords of accounts.
    pub provider: Option<Provider>,
}

impl Settings {
    /// Where the server's own database is kept unless it is told otherwise: beside a ledger's file, or for
    /// a ledger elsewhere in the data folder.
    pub fn state_of(ledger: &str, data: &std::path::Path) -> PathBuf {
        if ledger.starts_with("postgres://") || ledger.starts_with("postgresql://") {
            return data.join("server.db");
        }
        PathBuf::from(format!("{ledger}.server.db"))
    }
}

/// Why a server cannot start, or stopped.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ServeError {
    #[error(transparent)]
    Case(#[from] hearsay::case::CaseError),
    #[error("the server's own database {path}: {why}")]
    State { path: String, why: String },
    #[error("{address}: {why}")]
    Listen { address: SocketAddr, why: std::io::Error },
    #[error(
        "{0} can be reached from other machines, and this ledger has no accounts: make one with `hearsay account add NAME --role admin`, or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    #[error(
        "single sign-on takes an admin who can log in without it: make one with `hearsay account add NAME --role admin`"
    )]
    NoAdmin,
    #[error("the server: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("{0}")]
    Wrong(String),
}
