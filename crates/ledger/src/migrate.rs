//! Versions of the schema. Entries are only ever added to, so their tables change by steps that keep
//! every row; derived tables are dropped and made anew, empty, until the entries are gone through again.

use crate::{
    LedgerError,
    connect::{Connection, on, raw},
    schema::state,
};
use diesel::{connection::SimpleConnection, prelude::*};

/// Steps from each version of the entries' schema to the next, from nothing on: (SQLite, PostgreSQL).
const STEPS: [(&str, &str); 1] =
    [(include_str!("../sql/sqlite/entries-1.sql"), include_str!("../sql/postgres/entries-1.sql"))];
/// The derived tables as they are now.
const DERIVED: (&str, &str) =
    (include_str!("../sql/sqlite/derived.sql"), include_str!("../sql/postgres/derived.sql"));
/// The version of the derived tables; raised whenever they, or the way in which they are filled,
/// change.
const DERIVED_VERSION: i32 = 9;
/// Tables of all versions so far that hold what is derived.
const DERIVED_TABLES: [&str; 17] = [
    "cell",
    "sum",
    "document",
    "reading",
    "testimony",
    "testimony_body",
    "tie",
    "question",
    "question_name",
    "standing",
    "tally",
    "frontier",
    "mark",
    "name",
    "word",
    "words",
    "story",
];
/// "hear", in the header of the file, so that `file` and others can tell a ledger.
const APPLICATION: i32 = 0x6865_6172;

fn of<'s>(connection: &Connection, sql: (&'s str, &'s str)) -> &'s str {
    match connection {
        Connection::Sqlite(_) => sql.0,
        #[cfg(feature = "postgres")]
        Connection::Postgres(_) => sql.1,
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

fn count(connection: &mut Connection, sql: &str) -> Result<i64, LedgerError> {
    Ok(on!(connection, c => diesel::sql_query(sql).get_result::<Count>(c))?.count)
}

/// Whether there is a ledger.
pub(crate) fn exists(connection: &mut Connection) -> Result<bool, LedgerError> {
    let sql = of(
        connection,
        (
            "SELECT count(*) AS count FROM sqlite_schema WHERE name IN ('entry', 'state')",
            "SELECT count(*) AS count FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name IN ('entry', 'state')",
        ),
    );
    Ok(count(connection, sql)? == 2)
}

/// Whether there is something else.
fn occupied(connection: &mut Connection) -> Result<bool, LedgerError> {
    let sql = of(
        connection,
        (
            "SELECT count(*) AS count FROM sqlite_schema",
            "SELECT count(*) AS count FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name IN ('entry', 'document', 'state')",
        ),
    );
    Ok(count(connection, sql)? > 0)
}

fn versions(connection: &mut Connection) -> Result<(i32, i32), LedgerError> {
    Ok(on!(connection, c => state::table.select((state::schema, state::derived)).first(c))?)
}

/// Brings the schema up to date, in one transaction. Two processes may do so at once: the second finds
/// the work done.
pub(crate) fn up(connection: &mut Connection, address: &str) -> Result<(), LedgerError> {
    if exists(connection)? {
        let (schema, derived) = versions(connection)?;
        if schema > STEPS.len() as i32 || derived > DERIVED_VERSION {
            let found = schema.max(derived);
            return Err(LedgerError::Newer { address: address.to_owned(), found, known: DERIVED_VERSION });
        }
        if schema == STEPS.len() as i32 && derived.abs() == DERIVED_VERSION {
            return Ok(());
        }
    }
    let lock = of(connection, ("BEGIN IMMEDIATE", "BEGIN; SELECT pg_advisory_xact_lock(1751474546)"));
    on!(connection, c => c.batch_execute(lock))?;
    let result = steps(connection, address);
    on!(connection, c => c.batch_execute(if result.is_ok() { "COMMIT" } else { "ROLLBACK" }))?;
    result
}

fn steps(connection: &mut Connection, address: &str) -> Result<(), LedgerError> {
    let new = !exists(connection)?;
    if new && occupied(connection)? {
        return Err(LedgerError::Foreign(address.to_owned()));
    }
    let (schema, derived) = if new { (0, 0) } else { versions(connection)? };
    for step in STEPS.iter().skip(usize::try_from(schema).unwrap_or(0)) {
        let sql = of(connection, *step);
        on!(connection, c => c.batch_execute(sql))?;
    }
    if new {
        on!(connection, c => {
            let first = (state::id.eq(1), state::schema.eq(0), state::derived.eq(0), state::head.eq(0i64));
            diesel::insert_into(state::table).values((first, state::hash.eq(&[0u8; 32][..]))).execute(c)
        })?;
        let mark = format!("PRAGMA application_id = {APPLICATION};");
        let mark = of(connection, (&mark, "COMMENT ON TABLE entry IS 'hearsay'"));
        on!(connection, c => c.batch_execute(mark))?;
    }
    if derived.abs() != DERIVED_VERSION {
        remake(connection)?;
    }
    // An empty ledger has nothing to derive: its tables are up to date.
    let derived = if new { DERIVED_VERSION } else { -DERIVED_VERSION };
    on!(connection, c => {
        let now = (state::schema.eq(STEPS.len() as i32), state::derived.eq(derived));
        diesel::update(state::table).set(now).execute(c)
    })?;
    Ok(())
}

/// Drops and makes the derived tables.
pub(crate) fn remake(connection: &mut Connection) -> Result<(), LedgerError> {
    for table in DERIVED_TABLES {
        raw(connection, &format!("DROP TABLE IF EXISTS {table}"))?;
    }
    let sql = of(connection, DERIVED);
    on!(connection, c => c.batch_execute(sql))?;
    Ok(())
}

/// Whether the derived tables are to be made again from the entries.
pub(crate) fn stale(connection: &mut Connection) -> Result<bool, LedgerError> {
    Ok(versions(connection)?.1 != DERIVED_VERSION)
}

/// Says that they are not, or that they are.
pub(crate) fn set_stale(connection: &mut Connection, stale: bool) -> Result<(), LedgerError> {
    let derived = if stale { -DERIVED_VERSION } else { DERIVED_VERSION };
    on!(connection, c => diesel::update(state::table).set(state::derived.eq(derived)).execute(c))?;
    Ok(())
}
