//! Sessions of browsers and tokens of programs.

use super::{Store, hashed, seconds, secret};
use crate::problem::Problem;
use crate::who::{Role, Who};
use axum::http::StatusCode;
use diesel::sql_types::{BigInt, Text};
use diesel::{OptionalExtension, QueryableByName, RunQueryDsl, sql_query};
use serde::Serialize;

/// How long a session lasts, in seconds.
pub const SESSION: i64 = 12 * 3600;
/// How long a token may last, in days.
const LONGEST: i64 = 366;

/// A session that begins.
pub struct Session {
    /// What the cookie holds; told once.
    pub secret: String,
    /// What writes must carry.
    pub token: String,
}

/// A token of a program, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName, utoipa::ToSchema)]
pub struct Token {
    /// By which it is taken back.
    #[diesel(sql_type = Text)]
    pub id: String,
    /// Whose it is.
    #[diesel(sql_type = Text)]
    pub account: String,
    /// What it is for.
    #[diesel(sql_type = Text)]
    pub label: String,
    /// What it may do: viewer, analyst or admin.
    #[diesel(sql_type = Text)]
    pub role: String,
    /// When it was made, seconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub created: i64,
    /// Until when it is good, seconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub expires: i64,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Text)]
    token: String,
}

impl Store {
    /// Begins a session.
    pub fn begin_session(&mut self, account: &str) -> Result<Session, Problem> {
        let session = Session { secret: new_secret()?, token: new_secret()? };
        let now = seconds();
        sql_query("DELETE FROM session WHERE expires <= ?")
            .bind::<BigInt, _>(now)
            .execute(&mut self.connection)?;
        sql_query("INSERT INTO session (hash, account, token, created, expires) VALUES (?, ?, ?, ?, ?)")
            .bind::<Text, _>(hashed(&session.secret))
            .bind::<Text, _>(account)
            .bind::<Text, _>(&session.token)
            .bind::<BigInt, _>(now)
            .bind::<BigInt, _>(now + SESSION)
            .execute(&mut self.connection)?;
        Ok(session)
    }

    /// Ends a session, by the hash of its secret.
    pub fn end_session(&mut self, hash: &str) -> Result<(), Problem> {
        sql_query("DELETE FROM session WHERE hash = ?")
            .bind::<Text, _>(hash)
            .execute(&mut self.connection)?;
        Ok(())
    }

    /// Whoever has this session.
    pub fn who_of_session(&mut self, secret: &str) -> Result<Option<Who>, Problem> {
        let hash = hashed(secret);
        let found: Option<Found> = sql_query(
            "SELECT s.account, a.role, s.token FROM session s JOIN account a ON a.name = s.account \
             WHERE s.hash = ? AND s.expires > ?",
        )
        .bind::<Text, _>(&hash)
        .bind::<BigInt, _>(seconds())
        .get_result(&mut self.connection)
        .optional()?;
        let who = |f: Found| {
            Some(Who {
                name: f.account,
                role: f.role.parse().ok()?,
                token: Some(f.token),
                session: Some(hash),
            })
        };
        Ok(found.and_then(who))
    }

    /// Makes a token for a program; with its secret, which is told once.
    ///
    /// # Errors
    /// When it may do more than its account, or is to last for ever.
    pub fn make_token(
        &mut self,
        who: &Who,
        label: &str,
        role: Role,
        days: i64,
    ) -> Result<(Token, String), Problem> {
        if role > who.role || role == Role::Local || who.role == Role::Local {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "a token may do no more than the account that it is of",
            ));
        }
        if !(1..=LONGEST).contains(&days) {
            return Err(Problem::wrong("days", format!("a token lasts 1 to {LONGEST} days")));
        }
        let secret = format!("hsy_{}", new_secret()?);
        let id = format!("tok_{}", &hashed(&secret)[..16]);
        let now = seconds();
        let token = Token {
            id,
            account: who.name.clone(),
            label: label.chars().take(100).collect(),
            role: role.name().into(),
            created: now,
            expires: now + days * 86_400,
        };
        sql_query("INSERT INTO token (id, hash, account, label, role, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind::<Text, _>(&token.id)
            .bind::<Text, _>(hashed(&secret))
            .bind::<Text, _>(&token.account)
            .bind::<Text, _>(&token.label)
            .bind::<Text, _>(&token.role)
            .bind::<BigInt, _>(token.created)
            .bind::<BigInt, _>(token.expires)
            .execute(&mut self.connection)?;
        Ok((token, secret))
    }

    /// Tokens of an account; of all, where none is named.
    pub fn tokens(&mut self, account: Option<&str>) -> Result<Vec<Token>, Problem> {
        let all: Vec<Token> = sql_query(
            "SELECT id, account, label, role, created, expires FROM token ORDER BY account, created, id",
        )
        .load(&mut self.connection)?;
        Ok(all.into_iter().filter(|t| account.is_none_or(|a| a == t.account)).collect())
    }

    /// Takes a token back.
    ///
    /// # Errors
    /// When there is none of that id.
    pub fn drop_token(&mut self, id: &str) -> Result<(), Problem> {
        let gone =
            sql_query("DELETE FROM token WHERE id = ?").bind::<Text, _>(id).execute(&mut self.connection)?;
        if gone == 0 { Err(Problem::missing(format!("there is no token {id}"))) } else { Ok(()) }
    }

    /// Whoever has this token: with the lesser of its role and its account's.
    pub fn who_of_token(&mut self, secret: &str) -> Result<Option<Who>, Problem> {
        let found: Option<Found> = sql_query(
            "SELECT t.account, t.role, a.role AS token FROM token t JOIN account a ON a.name = t.account \
             WHERE t.hash = ? AND t.expires > ?",
        )
        .bind::<Text, _>(hashed(secret))
        .bind::<BigInt, _>(seconds())
        .get_result(&mut self.connection)
        .optional()?;
        let who = |f: Found| {
            let (own, account): (Role, Role) = (f.role.parse().ok()?, f.token.parse().ok()?);
            Some(Who { name: f.account, role: own.min(account), token: None, session: None })
        };
        Ok(found.and_then(who))
    }
}

fn new_secret() -> Result<String, Problem> {
    secret().map_err(|_| Problem::internal())
}
