//! The server's own database, beside the ledger: accounts, sessions, tokens, keys of writes, webhooks. None of
//! it says anything about the news, and the ledger stands without it.
//!
//! Passwords are kept as argon2id, secrets that are long and random as SHA-256.

mod accounts;
mod audit;
mod hooks;
mod keys;
mod sessions;
mod subjects;

pub use accounts::Account;
pub use hooks::{Delivery, Hook};
pub use keys::Kept;
pub use sessions::{SESSION, Token};

use crate::problem::Problem;
use crate::settings::ServeError;
use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The tables; statements that can be run again.
const TABLES: &str = include_str!("tables.sql");

/// The server's own database, opened once.
#[derive(Clone)]
pub struct State {
    store: Arc<Mutex<Store>>,
    /// Whether there is no account: then whoever sits at the machine may do everything.
    open: Arc<AtomicBool>,
}

/// The database while somebody uses it.
pub struct Store {
    connection: SqliteConnection,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl State {
    /// Opens it, and makes it where there is none.
    ///
    /// # Errors
    /// When the file cannot be opened, or is something else.
    pub fn open(path: &Path) -> Result<State, ServeError> {
        let failed = |why: String| ServeError::State { path: path.display().to_string(), why };
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| failed(e.to_string()))?;
        }
        let text = path.to_str().ok_or_else(|| failed("its path must be UTF-8".into()))?;
        private(path).map_err(|e| failed(e.to_string()))?;
        let mut connection = SqliteConnection::establish(text).map_err(|e| failed(e.to_string()))?;
        connection.batch_execute(TABLES).map_err(|e| failed(e.to_string()))?;
        let mut store = Store { connection };
        let open = store.count("SELECT COUNT(*) AS n FROM account").map_err(|e| failed(e.to_string()))? == 0;
        Ok(State { store: Arc::new(Mutex::new(store)), open: Arc::new(AtomicBool::new(open)) })
    }

    /// Whether there is no account, as far as this process knows.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst)
    }

    /// Whether there is an account.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has_accounts(&self) -> Result<bool, ServeError> {
        let has = self.now(|s| Ok(s.count("SELECT COUNT(*) AS n FROM account")? > 0));
        has.map_err(|p| ServeError::Wrong(p.detail))
    }

    /// Does something with the database on a thread that may block.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.clone();
        tokio::task::spawn_blocking(move || state.now(work)).await.map_err(|_| Problem::internal())?
    }

    /// Does something about a subject, and notes who did it: both or neither is answered for.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn noted<T: Send + 'static>(
        &self,
        account: &str,
        what: &'static str,
        subject: &str,
        work: impl FnOnce(&mut Store, &str) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (account, subject) = (account.to_owned(), subject.to_owned());
        self.with(move |s| {
            let done = work(s, &subject)?;
            s.note(&account, what, &subject)?;
            Ok(done)
        })
        .await
    }

    /// Notes that somebody did something.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note(&self, account: &str, what: &'static str, subject: &str) -> Result<(), Problem> {
        let (account, subject) = (account.to_owned(), subject.to_owned());
        self.with(move |s| s.note(&account, what, &subject)).await
    }

    /// The same on this thread.
    ///
    /// # Errors
    /// Likewise.
    pub fn now<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work(&mut store);
        if let Ok(n) = store.count("SELECT COUNT(*) AS n FROM account") {
            self.open.store(n == 0, Ordering::SeqCst);
        }
        done
    }
}

impl Store {
    fn count(&mut self, sql: &str) -> diesel::QueryResult<i64> {
        Ok(sql_query(sql).get_result::<Count>(&mut self.connection)?.n)
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Problem {
        crate::app::log(format_args!("the server's own database: {error}"));
        Problem::internal()
    }
}

/// Makes the file so that nobody else on the machine can read it.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// 256 random bits, as letters and digits.
///
/// # Errors
/// When the system gives no random numbers.
pub fn secret() -> Result<String, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| format!("the system gives no random numbers: {e}"))?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

/// What is kept of a secret.
fn hashed(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// Now, in seconds.
fn seconds() -> i64 {
    hearsay::case::now().as_second()
}
