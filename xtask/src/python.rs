//! Programs of other makers, each in a Python environment of its own under target/.

use crate::work;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The environment of a name, made where it is not there or holds other versions than the list says; its Python.
/// Nothing, with a line on standard output, where it cannot be made and the variable `required` is not `require`.
///
/// # Errors
/// When it is required and cannot be made.
pub fn environment(name: &str, list: &str, required: &str) -> Result<Option<PathBuf>> {
    let folder = work::root().join("target").join(name);
    let done = make(&folder, &work::root().join(list));
    let done = done.with_context(|| format!("the Python environment {name} cannot be set up"));
    match done {
        Ok(()) => Ok(Some(folder.join("bin/python"))),
        Err(e) => {
            ensure!(std::env::var_os(required).is_none_or(|v| v != "require"), "{e:#}");
            println!("xtask: {name}: skipped, {e:#}");
            Ok(None)
        }
    }
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
