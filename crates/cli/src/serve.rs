//! `hearsay serve` and `hearsay account`.

use crate::args::serve::{Account, AccountVerb, Serve};
use crate::{ledger, output};
use server::{Provider, Settings, manage};
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;

/// Serves the ledger until it is told to end.
pub fn run(args: &Serve) -> anyhow::Result<()> {
    let address = ledger::address(&args.place)?;
    let data = hearsay::data::data_dir()?;
    let settings = Settings {
        state: state(&args.state, &address, &data),
        ledger: address,
        listen: args.listen,
        data,
        author: ledger::author(args.author.as_deref()),
        hosts: args.host.clone(),
        private: args.allow_private,
        per_minute: args.per_minute,
        public: args.public.as_ref().map(|p| p.trim_end_matches('/').to_owned()),
        smtp: args.smtp.clone(),
        mail_from: args.mail_from.clone(),
        provider: args.oidc_issuer.as_ref().zip(args.oidc_client.as_ref()).map(|(issuer, client)| Provider {
            issuer: issuer.clone(),
            client: client.clone(),
            secret: args.oidc_secret.clone(),
            claim: args.oidc_claim.clone(),
            roles: args.oidc_role.clone(),
        }),
    };
    server::serve(settings, |at| {
        output::tell(format_args!("the ledger is at http://{at}/ until this program is told to end"));
    })?;
    Ok(())
}

fn state(given: &Option<PathBuf>, ledger: &str, data: &std::path::Path) -> PathBuf {
    given.clone().unwrap_or_else(|| Settings::state_of(ledger, data))
}

/// Makes, lists and takes away accounts.
pub fn account(args: &Account) -> anyhow::Result<()> {
    let path = state(&args.state, &ledger::address(&args.place)?, &hearsay::data::data_dir()?);
    let mut out = output::data();
    match &args.verb {
        AccountVerb::Add { name, role } => {
            let password = password()?;
            manage::add_account(&path, name, role, password.trim_end_matches(['\r', '\n']))?;
            writeln!(out, "{name} may log in as {role}")?;
        }
        AccountVerb::List => {
            for account in manage::accounts(&path)? {
                writeln!(out, "{}\t{}", show::clean(&account.name), account.role)?;
            }
        }
        AccountVerb::Remove { name } => manage::remove_account(&path, name)?,
    }
    out.flush()?;
    Ok(())
}

/// What comes through a pipe; at a terminal, a new one, shown once.
fn password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let password = manage::secret().map_err(anyhow::Error::msg)?;
        output::tell(format_args!("the password, shown this once: {password}"));
        return Ok(password);
    }
    let mut text = String::new();
    std::io::stdin().lock().take(1024).read_to_string(&mut text)?;
    Ok(text)
}
