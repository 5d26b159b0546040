//! Opening a ledger, and the transactions through which all of it is read and written.

use crate::{
    Hash, LedgerError, NameRow, Reader, Seq, Writer, migrate, room,
    wire::{Ahead, Held},
};
use diesel::{Connection as _, RunQueryDsl, SqliteConnection, connection::SimpleConnection};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

/// One of the two databases.
pub(crate) enum Connection {
    Sqlite(SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
}

/// Runs one expression with whichever connection there is. The expression is compiled, and its queries
/// checked, once for each database.
macro_rules! on {
    ($connection:expr, $inner:ident => $body:expr) => {
        match $connection {
            $crate::connect::Connection::Sqlite($inner) => $body,
            #[cfg(feature = "postgres")]
            $crate::connect::Connection::Postgres($inner) => $body,
        }
    };
}
pub(crate) use on;

/// Inserts rows and passes over those whose key stands already. A statement a row for SQLite, where it
/// stays prepared; many rows a statement for PostgreSQL, where each is a way over the wire.
macro_rules! insert_all {
    ($connection:expr, $table:expr, $rows:expr) => {{
        match $connection {
            $crate::connect::Connection::Sqlite(c) => {
                for row in $rows {
                    diesel::insert_into($table).values(row).on_conflict_do_nothing().execute(c)?;
                }
            }
            #[cfg(feature = "postgres")]
            $crate::connect::Connection::Postgres(c) => {
                let mut rows = $rows.into_iter();
                loop {
                    let some: Vec<_> = rows.by_ref().take(1000).collect();
                    if some.is_empty() {
                        break;
                    }
                    diesel::insert_into($table).values(some).on_conflict_do_nothing().execute(c)?;
                }
            }
        }
    }};
}
pub(crate) use insert_all;

/// What is not looked up again: kinds of questions by their short numbers, both ways, and names, as far as this process
/// has met them; and what is held back.
#[derive(Default)]
pub(crate) struct Memory {
    pub codes: HashMap<String, i16>,
    pub texts: HashMap<i16, String>,
    /// Names that are filed, likewise.
    pub names: HashSet<(i16, i64)>,
    /// Marks that the transaction has yet to write, by sort, key and hit, with the entry since which they stand.
    pub marks: BTreeMap<(i16, i64, i64), Seq>,
    /// Names that it has yet to write, with their words.
    pub fresh: Vec<(String, NameRow)>,
    /// Counts that it has yet to write, by kind, standing and entry.
    pub tally: BTreeMap<(i16, i16, Seq), i64>,
    /// The latest changes that it has yet to write, by entry.
    pub frontier: BTreeMap<Seq, i64>,
    /// The end of the chain, where it has moved it.
    pub head: Option<(Seq, Hash)>,
    /// What was asked for before it is needed, and what is yet to be written, where the database is far.
    pub ahead: Ahead,
    pub held: Held,
}

/// An open ledger: one connection. Open another for each thread.
pub struct Ledger {
    connection: Connection,
    memory: Memory,
    /// Has written, or is about to.
    writes: bool,
    /// A transaction was begun and not ended: the closure panicked.
    torn: bool,
}

/// How long a writer waits for another, in milliseconds. Adding a document takes a few.
const PATIENCE: u32 = 60_000;
/// Milliseconds until opening is tried again.
const AGAIN: u32 = 20;

impl Ledger {
    /// Opens the ledger at the path of a file or at a `postgres://` address, and makes it where there is
    /// none. One of an older version is brought up to date; see [`Reader::stale`].
    ///
    /// # Errors
    /// When it cannot be reached, is something else, or is of a later version.
    pub fn open(address: &str) -> Result<Ledger, LedgerError> {
        let mut ledger = Ledger::connect(address)?;
        migrate::up(&mut ledger.connection, address)?;
        Ok(ledger)
    }

    /// Opens a ledger that is there.
    ///
    /// # Errors
    /// As [`Ledger::open`]; [`LedgerError::Missing`] when there is none.
    pub fn open_existing(address: &str) -> Result<Ledger, LedgerError> {
        if !is_postgres(address) && !Path::new(address).is_file() {
            return Err(LedgerError::Missing(address.to_owned()));
        }
        let mut ledger = Ledger::connect(address)?;
        if !migrate::exists(&mut ledger.connection)? {
            return Err(LedgerError::Missing(shown(address)));
        }
        migrate::up(&mut ledger.connection, address)?;
        Ok(ledger)
    }

    fn connect(address: &str) -> Result<Ledger, LedgerError> {
        let connection = if is_postgres(address) { postgres(address)? } else { sqlite(address)? };
        Ok(Ledger { connection, memory: Memory::default(), writes: false, torn: false })
    }

    /// Reads in one transaction: whatever others add meanwhile, all that `work` sees is of one moment.
    ///
    /// # Errors
    /// Those of `work`, and of the database.
    pub fn read<T, E: From<LedgerError>>(
        &mut self,
        work: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin(match self.connection {
            Connection::Sqlite(_) => "BEGIN",
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        })?;
        let result = work(&mut Reader { connection: &mut self.connection, memory: &mut self.memory });
        self.end("COMMIT")?;
        result
    }

    /// Writes in one transaction: all of what `work` does is recorded or, where it fails, nothing. Waits
    /// for another writer, a minute at most. What has been written when this returns stays, whatever
    /// becomes of the process or the machine.
    ///
    /// # Errors
    /// Those of `work`, and of the database.
    pub fn write<T, E: From<LedgerError>>(
        &mut self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Connection::Sqlite(c) = &mut self.connection
            && !std::mem::replace(&mut self.writes, true)
        {
            let room = format!("{WRITING} PRAGMA cache_size = -{};", room::kilobytes());
            c.batch_execute(&room).map_err(LedgerError::from)?;
        }
        // The lock comes first, so that all that is read below is what the writer before left.
        self.begin(match self.connection {
            Connection::Sqlite(_) => "BEGIN IMMEDIATE",
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => "BEGIN; LOCK TABLE entry IN SHARE ROW EXCLUSIVE MODE",
        })?;
        let reader = Reader { connection: &mut self.connection, memory: &mut self.memory };
        let mut writer = Writer::new(reader);
        let mut result = work(&mut writer);
        if result.is_ok() {
            let flushed = writer.flush();
            result = flushed.map_err(E::from).and(result);
        }
        match &result {
            Ok(_) => {
                if let Err(e) = self.end("COMMIT") {
                    self.memory = Memory::default();
                    self.torn = true;
                    return Err(e.into());
                }
            }
            Err(_) => {
                self.memory = Memory::default();
                self.end("ROLLBACK")?;
            }
        }
        result
    }

    fn begin(&mut self, sql: &str) -> Result<(), LedgerError> {
        if self.torn {
            // Nothing to roll back is no error here.
            self.run("ROLLBACK").ok();
            self.memory = Memory::default();
        }
        if let Err(e) = self.run(sql) {
            self.torn = true;
            return Err(e);
        }
        self.torn = true;
        Ok(())
    }

    fn end(&mut self, sql: &str) -> Result<(), LedgerError> {
        self.run(sql)?;
        self.torn = false;
        Ok(())
    }

    fn run(&mut self, sql: &str) -> Result<(), LedgerError> {
        Ok(on!(&mut self.connection, c => c.batch_execute(sql))?)
    }
}

fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// The address without the password.
fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
        None => address.to_owned(),
    }
}

fn unreachable(address: &str, why: impl ToString) -> LedgerError {
    LedgerError::Unreachable { address: shown(address), why: why.to_string() }
}

/// Full synchronisation: what has been acknowledged survives the loss of power, and not only the end
/// of the process. It costs one write-through a transaction. Who reads takes pages through a map of the file.
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16384;
    PRAGMA mmap_size = 4294967296;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
";

/// Who writes changes many places of a large ledger: it keeps more of them at hand (see [`room`]), and a page that is
/// changed again and again goes into the file once for all. A damaged page is not to spread; whoever only reads finds the damage
/// when it comes to it, and asks a fifth faster.
const WRITING: &str = "
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA wal_autocheckpoint = 131072;
";

fn sqlite(address: &str) -> Result<Connection, LedgerError> {
    let mut c = SqliteConnection::establish(address).map_err(|e| unreachable(address, e))?;
    let wait = format!("PRAGMA busy_timeout = {PATIENCE};");
    c.batch_execute(&wait).map_err(|e| unreachable(address, e))?;
    // Where several open a new file at once, the change to a write-ahead log does not wait as all else does.
    let mut opened = c.batch_execute(PRAGMAS);
    for _ in 0..PATIENCE / AGAIN {
        if !opened.as_ref().is_err_and(|e| e.to_string().contains("locked")) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(AGAIN.into()));
        opened = c.batch_execute(PRAGMAS);
    }
    // Another file's first bytes are read here for the first time.
    opened.map_err(|e| match e.to_string() {
        why if why.contains("not a database") => LedgerError::Foreign(address.to_owned()),
        why => unreachable(address, why),
    })?;
    Ok(Connection::Sqlite(c))
}

/// Every query here is served by an index. Without statistics, as in a ledger that has just been filled, the planner
/// would go through whole tables, and keep to it; planning and compiling such small queries anew for each value costs
/// more than running them.
#[cfg(feature = "postgres")]
const PLANNING: &str = "SET enable_seqscan = off; SET random_page_cost = 1.1; SET jit = off;
    SET plan_cache_mode = force_generic_plan;";

#[cfg(feature = "postgres")]
fn postgres(address: &str) -> Result<Connection, LedgerError> {
    let mut c = diesel::PgConnection::establish(address).map_err(|e| unreachable(address, e))?;
    let wait = format!("SET lock_timeout = {PATIENCE}; SET client_min_messages = warning; {PLANNING}");
    c.batch_execute(&wait).map_err(|e| unreachable(address, e))?;
    Ok(Connection::Postgres(c))
}

#[cfg(not(feature = "postgres"))]
fn postgres(_address: &str) -> Result<Connection, LedgerError> {
    Err(LedgerError::NoPostgres)
}

/// What a raw statement without rows did, for the few that no query of the builder covers.
pub(crate) fn raw(connection: &mut Connection, sql: &str) -> Result<usize, LedgerError> {
    Ok(on!(connection, c => diesel::sql_query(sql).execute(c))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("postgres://desk:secret@host/ledger"), "postgres://desk@host/ledger");
        assert_eq!(shown("/home/desk/ledger.db"), "/home/desk/ledger.db");
    }
}
