//! `cargo xtask test`: all that holds the project together. Needs nothing but what builds it and
//! Python's package client, through which set-up gets the model and the gazetteer.

use crate::{quality, tidy, work};
use anyhow::Result;

pub fn run() -> Result<()> {
    work::set_up(work::hearsay("dev")?)?;
    work::run(&mut work::cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    tidy::run()?;
    quality::run(false)
}
