//! Accounts and their passwords.

use super::{Store, seconds};
use crate::problem::Problem;
use crate::who::Role;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use axum::http::StatusCode;
use diesel::sql_types::{BigInt, Text};
use diesel::{OptionalExtension, QueryableByName, RunQueryDsl, sql_query};
use serde::Serialize;

/// In place of the hash of a password, where somebody has none: they sign on at a provider.
pub const NO_PASSWORD: &str = "!";
/// Letters of the shortest password.
const SHORTEST: usize = 10;
/// Letters of the longest: argon2 takes longer over more.
const LONGEST: usize = 256;

/// Somebody who may log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, QueryableByName, utoipa::ToSchema)]
pub struct Account {
    /// Under this name what they do is recorded.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// viewer, analyst or admin.
    #[diesel(sql_type = Text)]
    pub role: String,
    /// When it was made, seconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub created: i64,
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Text)]
    hash: String,
    #[diesel(sql_type = Text)]
    role: String,
}

impl Store {
    /// Makes an account, or gives one that there is another password and role, and ends its sessions.
    ///
    /// # Errors
    /// When the name or the password will not do.
    pub fn put_account(&mut self, name: &str, password: &str, role: Role) -> Result<(), Problem> {
        if name.trim() != name || name.is_empty() || name.len() > 64 || name.chars().any(char::is_control) {
            return Err(Problem::wrong("name", "a name has 1 to 64 letters, and none that cannot be seen"));
        }
        if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
            let detail = format!("a password has {SHORTEST} to {LONGEST} letters");
            return Err(Problem::wrong("password", detail));
        }
        let hash = hash(password)?;
        sql_query(
            "INSERT INTO account (name, hash, role, created) VALUES (?, ?, ?, ?) \
             ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, role = excluded.role",
        )
        .bind::<Text, _>(name)
        .bind::<Text, _>(hash)
        .bind::<Text, _>(role.name())
        .bind::<BigInt, _>(seconds())
        .execute(&mut self.connection)?;
        sql_query("DELETE FROM session WHERE account = ?")
            .bind::<Text, _>(name)
            .execute(&mut self.connection)?;
        Ok(())
    }

    /// All accounts, by name.
    pub fn accounts(&mut self) -> Result<Vec<Account>, Problem> {
        Ok(sql_query("SELECT name, role, created FROM account ORDER BY name").load(&mut self.connection)?)
    }

    /// Takes an account away, with its sessions and tokens.
    ///
    /// # Errors
    /// When there is none of that name, or it is the last admin: nobody could make another.
    pub fn drop_account(&mut self, name: &str) -> Result<(), Problem> {
        let all = self.accounts()?;
        let account = all.iter().find(|a| a.name == name);
        let account = account.ok_or_else(|| Problem::missing(format!("there is no account {name:?}")))?;
        let admins = all.iter().filter(|a| a.role == Role::Admin.name()).count();
        if account.role == Role::Admin.name() && admins == 1 {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "the last admin stays: nobody could make another",
            ));
        }
        sql_query("DELETE FROM account WHERE name = ?")
            .bind::<Text, _>(name)
            .execute(&mut self.connection)?;
        Ok(())
    }

    /// The role of whoever has this name and password. Takes as long for a name that there is not.
    pub fn role_of(&mut self, name: &str, password: &str) -> Result<Option<Role>, Problem> {
        let kept: Option<Kept> = sql_query("SELECT hash, role FROM account WHERE name = ?")
            .bind::<Text, _>(name)
            .get_result(&mut self.connection)
            .optional()?;
        let has = |k: &Kept| k.hash != NO_PASSWORD && password.len() <= 4 * LONGEST;
        let Some(kept) = kept.filter(has) else {
            let _ = hash("a password that nobody has");
            return Ok(None);
        };
        let hash = PasswordHash::new(&kept.hash).map_err(|_| Problem::internal())?;
        let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(if fits { kept.role.parse().ok() } else { None })
    }
}

/// A password as it is kept: argon2id with the crate's parameters (those of OWASP) and a salt of its own.
fn hash(password: &str) -> Result<String, Problem> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|h| h.to_string()).map_err(|_| Problem::internal())
}
