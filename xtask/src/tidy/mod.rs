//! `cargo xtask tidy`: documents, corpus and code in step. Every check returns its faults, one line
//! each, and all are printed.

mod corpus;
mod docs;
mod files;

use crate::work;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text file of the project.
pub struct File {
    /// From the root, with `/` between.
    pub path: String,
    pub text: String,
}

pub fn run() -> Result<()> {
    let (files, lock) = (files()?, std::fs::read_to_string(work::root().join("Cargo.lock"))?);
    let mut faults = docs::faults(&files);
    faults.extend(corpus::faults(&files));
    faults.extend(files::faults(&files, &lock));
    faults.iter().for_each(|f| eprintln!("tidy: {f}"));
    ensure!(faults.is_empty(), "tidy: {} faults", faults.len());
    println!("tidy: {} files in step", files.len());
    Ok(())
}

/// All text files that are or would be committed, but for the lock file.
fn files() -> Result<Vec<File>> {
    let root = work::root();
    let words = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let list = work::output(Command::new("git").current_dir(&root).args(words))?;
    let paths = list.lines().filter(|p| *p != "Cargo.lock").map(PathBuf::from);
    Ok(paths.filter_map(|path| read(&root, &path)).collect())
}

/// Nothing for a file that is no text, or was deleted and not yet committed.
fn read(root: &Path, path: &Path) -> Option<File> {
    let text = std::fs::read_to_string(root.join(path)).ok()?;
    Some(File { path: path.to_str()?.replace('\\', "/"), text })
}

/// The file with this path.
pub fn find<'a>(files: &'a [File], path: &str) -> Option<&'a File> {
    files.iter().find(|f| f.path == path)
}
