//! Who wrote what through the server, judgements and documents included.

use super::{Store, seconds};
use crate::problem::Problem;
use diesel::sql_types::{BigInt, Text};
use diesel::{RunQueryDsl, sql_query};

impl Store {
    /// Notes that somebody did something. Rows are only added.
    pub fn note(&mut self, account: &str, what: &str, subject: &str) -> Result<(), Problem> {
        sql_query("INSERT INTO audit (at, account, what, subject) VALUES (?, ?, ?, ?)")
            .bind::<BigInt, _>(seconds())
            .bind::<Text, _>(account)
            .bind::<Text, _>(what)
            .bind::<Text, _>(subject)
            .execute(&mut self.connection)?;
        Ok(())
    }
}
