//! Webhooks, and what is to be sent to them. What is to be sent is written down together with how far the ledger
//! was gone through, so that a program that is ended in between sends all of it later.

use super::{Store, seconds, secret};
use crate::problem::Problem;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{OptionalExtension, QueryableByName, RunQueryDsl, sql_query};
use serde::Serialize;

/// Webhooks of one server.
const MOST: i64 = 100;

/// A webhook as it is kept.
#[derive(Debug, Clone, QueryableByName)]
pub struct Hook {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub url: String,
    /// Of the signatures.
    #[diesel(sql_type = Text)]
    pub secret: String,
    /// What it wants, as JSON.
    #[diesel(sql_type = Text)]
    pub wants: String,
    #[diesel(sql_type = Text)]
    pub account: String,
    #[diesel(sql_type = BigInt)]
    pub created: i64,
}

/// Something that is, was or could not be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName, utoipa::ToSchema)]
pub struct Delivery {
    /// Its id; the header webhook-id of each try.
    #[diesel(sql_type = Text)]
    pub id: String,
    /// The webhook.
    #[diesel(sql_type = Text)]
    pub hook: String,
    /// JSON.
    #[diesel(sql_type = Text)]
    pub body: String,
    /// When it came up, seconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub created: i64,
    /// Tries so far.
    #[diesel(sql_type = BigInt)]
    pub attempts: i64,
    /// When it is tried next, seconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub due: i64,
    /// waiting, sent, or dead: given up.
    #[diesel(sql_type = Text)]
    pub state: String,
    /// Why the last try failed.
    #[diesel(sql_type = Nullable<Text>)]
    pub error: Option<String>,
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

impl Store {
    /// All webhooks, by id.
    pub fn hooks(&mut self) -> Result<Vec<Hook>, Problem> {
        let all = "SELECT id, url, secret, wants, account, created FROM hook ORDER BY created, id";
        Ok(sql_query(all).load(&mut self.connection)?)
    }

    /// Makes a webhook.
    ///
    /// # Errors
    /// When there are too many.
    pub fn put_hook(&mut self, url: &str, wants: &str, account: &str) -> Result<Hook, Problem> {
        if self.count("SELECT COUNT(*) AS n FROM hook")? >= MOST {
            return Err(Problem::new(
                axum::http::StatusCode::CONFLICT,
                format!("there are {MOST} webhooks already"),
            ));
        }
        let random = secret().map_err(|_| Problem::internal())?;
        let bytes =
            data_encoding::BASE64URL_NOPAD.decode(random.as_bytes()).map_err(|_| Problem::internal())?;
        let hook = Hook {
            id: format!("hook_{}", &super::hashed(&random)[..16]),
            url: url.to_owned(),
            secret: format!("whsec_{}", data_encoding::BASE64.encode(&bytes)),
            wants: wants.to_owned(),
            account: account.to_owned(),
            created: seconds(),
        };
        sql_query("INSERT INTO hook (id, url, secret, wants, account, created) VALUES (?, ?, ?, ?, ?, ?)")
            .bind::<Text, _>(&hook.id)
            .bind::<Text, _>(&hook.url)
            .bind::<Text, _>(&hook.secret)
            .bind::<Text, _>(&hook.wants)
            .bind::<Text, _>(&hook.account)
            .bind::<BigInt, _>(hook.created)
            .execute(&mut self.connection)?;
        Ok(hook)
    }

    /// Takes a webhook away, with all that was to be sent to it.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn drop_hook(&mut self, id: &str) -> Result<(), Problem> {
        let gone =
            sql_query("DELETE FROM hook WHERE id = ?").bind::<Text, _>(id).execute(&mut self.connection)?;
        if gone == 0 { Err(Problem::missing(format!("there is no webhook {id}"))) } else { Ok(()) }
    }

    /// How far something has come; nothing before it began.
    pub fn progress(&mut self, name: &str) -> Result<Option<i64>, Problem> {
        let found: Option<Value> = sql_query("SELECT value FROM progress WHERE name = ?")
            .bind::<Text, _>(name)
            .get_result(&mut self.connection)
            .optional()?;
        Ok(found.map(|v| v.value))
    }

    /// Notes what is to be sent (id, webhook, body) and how far the ledger was gone through: both or neither. What is
    /// noted already stays as it is.
    pub fn enqueue(
        &mut self,
        events: &[(String, String, String)],
        name: &str,
        value: i64,
    ) -> Result<(), Problem> {
        let now = seconds();
        self.connection.immediate_transaction(|c| {
            for (id, hook, body) in events {
                // The webhook may be gone meanwhile.
                sql_query(
                    "INSERT INTO outbox (id, hook, body, created, due) SELECT ?, h.id, ?, ?, ? FROM hook h WHERE h.id = ? \
                     ON CONFLICT DO NOTHING",
                )
                .bind::<Text, _>(id)
                .bind::<Text, _>(body)
                .bind::<BigInt, _>(now)
                .bind::<BigInt, _>(now)
                .bind::<Text, _>(hook)
                .execute(c)?;
            }
            sql_query("INSERT INTO progress (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .bind::<Text, _>(name)
                .bind::<BigInt, _>(value)
                .execute(c)
        })?;
        Ok(())
    }

    /// What is due now.
    pub fn due(&mut self, limit: i64) -> Result<Vec<Delivery>, Problem> {
        let due = "SELECT id, hook, body, created, attempts, due, state, error FROM outbox \
            WHERE state = 'waiting' AND due <= ? ORDER BY due, id LIMIT ?";
        let due = sql_query(due).bind::<BigInt, _>(seconds()).bind::<BigInt, _>(limit);
        Ok(due.load(&mut self.connection)?)
    }

    /// What became of a try: sent; or failed, to be tried again after a while, or never.
    pub fn tried(&mut self, id: &str, failed: Option<&str>, again: Option<i64>) -> Result<(), Problem> {
        let state = match (failed, again) {
            (None, _) => "sent",
            (Some(_), Some(_)) => "waiting",
            (Some(_), None) => "dead",
        };
        sql_query("UPDATE outbox SET attempts = attempts + 1, state = ?, error = ?, due = ? WHERE id = ?")
            .bind::<Text, _>(state)
            .bind::<Nullable<Text>, _>(failed)
            .bind::<BigInt, _>(seconds() + again.unwrap_or(0))
            .bind::<Text, _>(id)
            .execute(&mut self.connection)?;
        Ok(())
    }

    /// The latest deliveries of a webhook, or those of one state.
    pub fn deliveries(&mut self, hook: &str, state: Option<&str>) -> Result<Vec<Delivery>, Problem> {
        let all = "SELECT id, hook, body, created, attempts, due, state, error FROM outbox \
            WHERE hook = ? AND (? IS NULL OR state = ?) ORDER BY created DESC, id LIMIT 200";
        let all = sql_query(all).bind::<Text, _>(hook);
        Ok(all
            .bind::<Nullable<Text>, _>(state)
            .bind::<Nullable<Text>, _>(state)
            .load(&mut self.connection)?)
    }

    /// Tries something again now, given up or not.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn retry(&mut self, id: &str) -> Result<(), Problem> {
        let again = sql_query("UPDATE outbox SET state = 'waiting', attempts = 0, due = ? WHERE id = ?")
            .bind::<BigInt, _>(seconds())
            .bind::<Text, _>(id)
            .execute(&mut self.connection)?;
        if again == 0 { Err(Problem::missing(format!("there is no delivery {id}"))) } else { Ok(()) }
    }
}
