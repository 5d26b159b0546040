//! Runs the real program, as a person would.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, dead_code)]

pub mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// How a run ended.
pub struct Run {
    /// The exit status; nothing when a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("hearsay prints UTF-8");
        Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// Fails the test with all that was printed unless the status is this one.
    pub fn ends(self, code: i32) -> Run {
        let (out, err) = (self.out.chars().take(2000).collect::<String>(), &self.err);
        assert_eq!(self.code, Some(code), "\nstdout: {out}\nstderr: {err}");
        self
    }

    /// The JSON objects on standard output, one a line.
    pub fn rows(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }
}

/// The program with these words, without any setting of whoever runs the tests.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearsay"));
    command.args(words).env_remove("HEARSAY_DATA").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.env("XDG_DATA_HOME", "/nonexistent").stdin(Stdio::null());
    command
}

/// Runs it without a model.
pub fn run(words: &[&str]) -> Run {
    command(words).output().unwrap().into()
}

/// Runs it with the model of the tests.
pub fn run_with_model(words: &[&str]) -> Run {
    command(words).env("HEARSAY_DATA", data()).output().unwrap().into()
}

/// Where the model and the gazetteer of the tests are.
pub fn data() -> PathBuf {
    let folder =
        std::env::var_os("HEARSAY_DATA").map_or_else(|| root().join("target/hearsay-data"), PathBuf::from);
    let there = folder.join("model.hsm").is_file() && folder.join("gazetteer.hsg").is_file();
    assert!(there, "{} holds no model: run `cargo xtask test`, which sets it up", folder.display());
    folder
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of its own for one test, and a way to put files there.
pub struct Room(tempfile::TempDir);

impl Room {
    pub fn new() -> Room {
        Room(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file; its path as a word of the command line.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}
