//! `cargo xtask demo`: what hearsay makes of the reports in `examples/`.

use crate::{web, work};
use anyhow::Result;

pub fn run() -> Result<()> {
    web::build_if_possible()?;
    work::set_up(work::hearsay("release")?)?;
    work::run(work::hearsay("release")?.args(["read", "examples/reports"]))
}
