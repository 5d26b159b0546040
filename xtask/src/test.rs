//! `cargo xtask test`: all that holds the project together. Needs nothing but what builds it and
//! Python's package client, through which set-up gets the model and the gazetteer. The ledger's suite
//! runs on PostgreSQL too where that is installed or root may install it, and the pages are tried in a browser
//! likewise. The exports are read, and the API is asked, by programs of other makers where the package client gets them.

use crate::{api, postgres, python, quality, tidy, web, work};
use anyhow::{Result, ensure};

/// One that fails does not keep the others from running.
pub fn run() -> Result<()> {
    web::build_if_possible()?;
    work::set_up(work::hearsay("dev")?)?;
    let readers = "crates/cli/tests/exports/requirements.txt";
    let checks: [(&str, Result<()>); 7] = [
        ("readers of the exports", python::environment("readers", readers, "HEARSAY_READERS").map(drop)),
        ("tests", work::run(&mut work::cargo(&["test", "--workspace", "--no-fail-fast"]))),
        ("the ledger on PostgreSQL", postgres::run()),
        ("the API and its description", api::run()),
        ("the pages", web::test()),
        ("tidy", tidy::run()),
        ("quality", quality::run(false)),
    ];
    let mut failed = Vec::new();
    for (name, result) in checks {
        println!("xtask: {name}: {}", if result.is_ok() { "passed" } else { "FAILED" });
        if let Err(e) = result {
            eprintln!("xtask: {e:#}");
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}
