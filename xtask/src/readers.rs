//! Programs of other makers that read the exports: a Python environment of their own under target/.

use crate::work;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

/// Makes the environment where it is not there or holds other versions. That it cannot be made is a failure if
/// `HEARSAY_READERS=require`, and a line on standard output if not: the tests then pass over what needs it.
pub fn set_up() -> Result<()> {
    let folder = work::root().join("target/readers");
    let wanted = work::root().join("crates/cli/tests/exports/requirements.txt");
    let done = make(&folder, &wanted).context("the programs that read the exports cannot be set up");
    match done {
        Err(e) if !is_required() => {
            println!("xtask: readers of the exports: skipped, {e:#}");
            Ok(())
        }
        done => done,
    }
}

fn is_required() -> bool {
    std::env::var_os("HEARSAY_READERS").is_some_and(|v| v == "require")
}

fn make(folder: &Path, wanted: &Path) -> Result<()> {
    let (list, mark) = (std::fs::read_to_string(wanted)?, folder.join("made-of.txt"));
    if std::fs::read_to_string(&mark).is_ok_and(|held| held == list) {
        return Ok(());
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    work::run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    work::run(pip.args(["--no-deps", "--only-binary", ":all:", "--requirement"]).arg(wanted))?;
    // Last, so that a failure half-way is not taken for a whole.
    Ok(std::fs::write(mark, list)?)
}
