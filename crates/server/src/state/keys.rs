//! Keys of writes: who sends the same key again gets the answer that the first had, and nothing is done twice.

use super::{Store, hashed, seconds};
use crate::problem::Problem;
use axum::http::StatusCode;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel::{OptionalExtension, QueryableByName, RunQueryDsl, sql_query};

/// How long a key is kept, in seconds.
const KEPT: i64 = 7 * 86_400;

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is new, and taken now.
    New,
    /// It was answered.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// The write began when this was the ledger's last entry, and nobody saw its end: the program was ended
    /// meanwhile, or another request is at it.
    Begun(i64),
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    request: String,
    #[diesel(sql_type = BigInt)]
    head: i64,
    #[diesel(sql_type = Nullable<Integer>)]
    status: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    body: Option<String>,
}

impl Store {
    /// Takes a key for a write, or says what came of it before.
    ///
    /// # Errors
    /// When the key was used for another request.
    pub fn take_key(&mut self, key: &str, account: &str, request: &str, head: i64) -> Result<Kept, Problem> {
        let now = seconds();
        sql_query("DELETE FROM written WHERE created <= ?")
            .bind::<BigInt, _>(now - KEPT)
            .execute(&mut self.connection)?;
        let new = sql_query(
            "INSERT INTO written (key, account, request, head, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind::<Text, _>(key)
        .bind::<Text, _>(account)
        .bind::<Text, _>(hashed(request))
        .bind::<BigInt, _>(head)
        .bind::<BigInt, _>(now)
        .execute(&mut self.connection)?;
        if new == 1 {
            return Ok(Kept::New);
        }
        let row: Option<Row> =
            sql_query("SELECT request, head, status, body FROM written WHERE key = ? AND account = ?")
                .bind::<Text, _>(key)
                .bind::<Text, _>(account)
                .get_result(&mut self.connection)
                .optional()?;
        let row = row.ok_or_else(Problem::internal)?;
        if row.request != hashed(request) {
            let detail = "this idempotency key was used for another request";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
        }
        Ok(match (row.status.and_then(|s| u16::try_from(s).ok()), row.body) {
            (Some(status), Some(body)) => Kept::Answered { status, body },
            _ => Kept::Begun(row.head),
        })
    }

    /// Keeps the answer to a write.
    pub fn keep_answer(&mut self, key: &str, account: &str, status: u16, body: &str) -> Result<(), Problem> {
        sql_query("UPDATE written SET status = ?, body = ? WHERE key = ? AND account = ?")
            .bind::<Integer, _>(i32::from(status))
            .bind::<Text, _>(body)
            .bind::<Text, _>(key)
            .bind::<Text, _>(account)
            .execute(&mut self.connection)?;
        Ok(())
    }

    /// Gives a key back: nothing was written.
    pub fn free_key(&mut self, key: &str, account: &str) -> Result<(), Problem> {
        sql_query("DELETE FROM written WHERE key = ? AND account = ? AND status IS NULL")
            .bind::<Text, _>(key)
            .bind::<Text, _>(account)
            .execute(&mut self.connection)?;
        Ok(())
    }
}
