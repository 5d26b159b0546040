//! `cargo xtask test`: all that holds the project together. Needs nothing but what builds it and
//! Python's package client, through which set-up gets the model and the gazetteer. The ledger's suite
//! runs on PostgreSQL too where that is installed or root may install it, and the pages are tried in a browser
//! likewise.

use crate::{postgres, quality, tidy, web, work};
use anyhow::{Result, ensure};

/// One that fails does not keep the others from running.
pub fn run() -> Result<()> {
    web::build_if_possible()?;
    work::set_up(work::hearsay("dev")?)?;
    let checks: [(&str, Result<()>); 5] = [
        ("tests", work::run(&mut work::cargo(&["test", "--workspace", "--no-fail-fast"]))),
        ("the ledger on PostgreSQL", postgres::run()),
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
