//! Accounts of people who sign on at a provider.

use super::accounts::NO_PASSWORD;
use super::{Store, hashed, seconds};
use crate::problem::Problem;
use crate::who::Role;
use diesel::sql_types::{BigInt, Text};
use diesel::{OptionalExtension, QueryableByName, RunQueryDsl, sql_query};

/// Letters of a name.
const LONGEST: usize = 48;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    account: String,
}

impl Store {
    /// The account of whom a provider knows by this subject; made, where there is none. `role` is what the provider says
    /// they may do: then that holds from now on; without it, a new account reads.
    pub fn account_of_subject(
        &mut self,
        issuer: &str,
        subject: &str,
        name: Option<&str>,
        role: Option<Role>,
    ) -> Result<String, Problem> {
        let found: Option<Found> = sql_query("SELECT account FROM subject WHERE issuer = ? AND subject = ?")
            .bind::<Text, _>(issuer)
            .bind::<Text, _>(subject)
            .get_result(&mut self.connection)
            .optional()?;
        let account = match found {
            Some(found) => found.account,
            None => self.make_subject(issuer, subject, name)?,
        };
        if let Some(role) = role {
            sql_query("UPDATE account SET role = ? WHERE name = ?")
                .bind::<Text, _>(role.name())
                .bind::<Text, _>(&account)
                .execute(&mut self.connection)?;
        }
        Ok(account)
    }

    fn make_subject(&mut self, issuer: &str, subject: &str, name: Option<&str>) -> Result<String, Problem> {
        let mut account = named(issuer, subject, name);
        // A name is whose it is: nobody takes another's account by what they call themselves.
        if self.accounts()?.iter().any(|a| a.name == account) {
            account = format!("{account} ({})", &hashed(&format!("{issuer}\n{subject}"))[..8]);
        }
        self.connection.immediate_transaction(|c| {
            sql_query("INSERT INTO account (name, hash, role, created) VALUES (?, ?, ?, ?)")
                .bind::<Text, _>(&account)
                .bind::<Text, _>(NO_PASSWORD)
                .bind::<Text, _>(Role::Viewer.name())
                .bind::<BigInt, _>(seconds())
                .execute(c)?;
            sql_query("INSERT INTO subject (issuer, subject, account) VALUES (?, ?, ?)")
                .bind::<Text, _>(issuer)
                .bind::<Text, _>(subject)
                .bind::<Text, _>(&account)
                .execute(c)
        })?;
        Ok(account)
    }
}

/// What somebody calls themselves, as far as it can be the name of an account.
fn named(issuer: &str, subject: &str, name: Option<&str>) -> String {
    let seen: String = name.unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    let words = show::clean(&seen).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = words.len().min(LONGEST);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    match words[..end].trim() {
        "" => format!("person {}", &hashed(&format!("{issuer}\n{subject}"))[..8]),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn an_account_is_its_subjects_and_nobody_elses() {
        let room = tempfile::tempdir().unwrap();
        let state = State::open(&room.path().join("s.db")).unwrap();
        let sign = |subject: &str, name: Option<&str>, role| {
            state.now(|s| s.account_of_subject("https://id.example", subject, name, role)).unwrap()
        };
        state.now(|s| s.put_account("Ada", "a long password", Role::Admin)).unwrap();
        let own = sign("s-1", Some("Ada"), Some(Role::Analyst));
        assert!(own.starts_with("Ada (") && own != "Ada", "{own}");
        assert_eq!(sign("s-1", Some("Another name"), None), own);
        assert_eq!(sign("s-2", Some("Ilse\u{202e}\n Maran"), None), "Ilse Maran");
        assert!(sign("s-3", None, None).starts_with("person "));
        let roles = state.now(|s| s.accounts()).unwrap();
        let role = |name: &str| roles.iter().find(|a| a.name == name).unwrap().role.clone();
        assert_eq!(
            (role("Ada"), role(&own), role("Ilse Maran")),
            ("admin".into(), "analyst".into(), "viewer".into())
        );
        // Who signs on at a provider has no password, and so none that fits.
        assert_eq!(state.now(|s| s.role_of(&own, "!")).unwrap(), None);
    }
}
