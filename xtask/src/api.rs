//! The API against its own description: a server over the examples is asked for all that the description says, by a
//! program that reads it (schemathesis).

use crate::{python, work};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

const LIST: &str = "crates/cli/tests/api/requirements.txt";

/// A server, ended when this is dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs it. That the program cannot be set up is a failure if `HEARSAY_API=require`.
pub fn run() -> Result<()> {
    let Some(python) = python::environment("api", LIST, "HEARSAY_API")? else { return Ok(()) };
    work::set_up(work::hearsay("dev")?)?;
    let folder = work::root().join("target/api-run");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let ledger = folder.join("ledger.db");
    let reports = work::root().join("examples/reports");
    work::run(
        work::hearsay("dev")?.arg("add").arg(reports).arg("--ledger").arg(&ledger).stdout(Stdio::null()),
    )?;
    let mut serve = work::hearsay("dev")?;
    serve.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--author",
        "desk",
        "--per-minute",
        "1000000",
        "--ledger",
    ]);
    let mut served = Served(serve.arg(&ledger).stderr(Stdio::piped()).spawn()?);
    let mut said = BufReader::new(served.0.stderr.take().context("a server says where it is")?);
    let mut line = String::new();
    said.read_line(&mut line)?;
    let at =
        line.split_whitespace().find(|w| w.starts_with("http://")).context("a server says where it is")?;
    // What else it says is passed on, so that it never waits to be read.
    std::thread::spawn(move || said.lines().map_while(Result::ok).for_each(|l| eprintln!("{l}")));
    let check = work::root().join("crates/cli/tests/api/check.py");
    work::run(Command::new(python).arg(check).arg(at.trim_end_matches('/')).arg(&folder))
}
