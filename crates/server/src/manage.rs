//! Accounts from the command line: the first admin is made here, by whoever has the files.

use crate::settings::ServeError;
use crate::state::State;
pub use crate::state::{Account, secret};
use crate::who::Role;
use std::path::Path;

/// Makes an account in a server's own database, or gives one another password and role.
///
/// # Errors
/// When the role, the name or the password will not do; those of the database.
pub fn add_account(state: &Path, name: &str, role: &str, password: &str) -> Result<(), ServeError> {
    let role: Role = role.parse().map_err(ServeError::Wrong)?;
    State::open(state)?
        .now(|s| {
            s.put_account(name, password, role)?;
            s.note(name, "account", "from the command line")
        })
        .map_err(|p| ServeError::Wrong(p.detail))
}

/// All accounts, by name.
///
/// # Errors
/// Those of the database.
pub fn accounts(state: &Path) -> Result<Vec<Account>, ServeError> {
    State::open(state)?.now(|s| s.accounts()).map_err(|p| ServeError::Wrong(p.detail))
}

/// Takes an account away.
///
/// # Errors
/// When there is none of that name, or it is the last admin.
pub fn remove_account(state: &Path, name: &str) -> Result<(), ServeError> {
    State::open(state)?.now(|s| s.drop_account(name)).map_err(|p| ServeError::Wrong(p.detail))
}
