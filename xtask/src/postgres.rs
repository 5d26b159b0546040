//! What is tested on PostgreSQL: the ledger's suite, and that a whole desk says the same there as on SQLite. Installs
//! Debian's packages where that can be done, and says so where it cannot.

use crate::{debian, work};
use anyhow::{Result, ensure};
use std::{path::Path, process::Command};

/// Debian's server and what programs are linked with.
const PACKAGES: [&str; 2] = ["postgresql", "libpq-dev"];

/// Runs them. Where PostgreSQL is missing and cannot be installed, that is a failure if
/// `HEARSAY_POSTGRES=require`, and a line on standard output if not.
pub fn run() -> Result<()> {
    if !is_installed() {
        debian::install(&PACKAGES);
    }
    if !is_installed() {
        ensure!(!is_required(), "PostgreSQL is required; Debian's packages are {}", PACKAGES.join(", "));
        println!("xtask: the ledger on PostgreSQL: skipped, {} are not installed", PACKAGES.join(", "));
        return Ok(());
    }
    for (package, test, case) in [("ledger", "suite", "postgresql"), ("hearsay", "postgres", "")] {
        let words = ["test", "--package", package, "--features", "postgres", "--test", test, case];
        work::run(work::cargo(&words).env("HEARSAY_POSTGRES", "require"))?;
    }
    Ok(())
}

fn is_required() -> bool {
    std::env::var_os("HEARSAY_POSTGRES").is_some_and(|v| v == "require")
}

/// Whether there are a server to start and a library to link with.
fn is_installed() -> bool {
    let quiet = |program: &str, words: &[&str]| {
        Command::new(program).args(words).output().is_ok_and(|out| out.status.success())
    };
    let server = quiet("initdb", &["--version"]) || Path::new("/usr/lib/postgresql").is_dir();
    server && (quiet("pkg-config", &["--exists", "libpq"]) || quiet("pg_config", &["--libdir"]))
}
