//! `cargo xtask bless`: snapshots and corpus expectations become what is got. Read the difference
//! before it is kept: it is the change in behaviour.

use crate::work;
use anyhow::Result;

pub fn run() -> Result<()> {
    work::set_up(work::hearsay("dev")?)?;
    let mut tests = work::cargo(&["test", "--workspace", "--no-fail-fast"]);
    work::run(tests.env("INSTA_UPDATE", "always").env("BLESS", "1"))?;
    println!("now read `git diff`");
    Ok(())
}
