//! Where the project is, and how its programs are started.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where the model and the gazetteer of demo and tests are.
pub fn data() -> PathBuf {
    root().join("target/hearsay-data")
}

/// The reference data beside the project, where there is any.
pub fn shared() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared");
    folder.join("tools/score.py").is_file().then_some(folder)
}

/// Cargo, in the root of the project, with the data folder of demo and tests.
pub fn cargo(words: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(words).current_dir(root()).env("HEARSAY_DATA", data());
    cargo
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Result<()> {
    let name = format!("{command:?}");
    let status = command.status().with_context(|| format!("{name} cannot be started"))?;
    ensure!(status.success(), "{name} failed ({status})");
    Ok(())
}

/// Runs a program to its end; what it printed on standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let name = format!("{command:?}");
    let output = command.stderr(std::process::Stdio::inherit()).output();
    let output = output.with_context(|| format!("{name} cannot be started"))?;
    ensure!(output.status.success(), "{name} failed ({})", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("{name} printed what is no text"))
}

/// The `hearsay` command, built with the profile. Its path is what cargo says it is.
pub fn hearsay(profile: &str) -> Result<Command> {
    let words = ["build", "--package", "cli", "--profile", profile, "--message-format", "json"];
    let messages = output(&mut cargo(&words))?;
    let path = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back()
        .context("cargo did not say where the hearsay command is")?;
    let mut command = Command::new(path);
    command.current_dir(root()).env("HEARSAY_DATA", data());
    Ok(command)
}

/// Sets up the data folder; nothing is done when all is there. A folder of wheels in
/// `HEARSAY_WHEELS` takes the place of the network.
pub fn set_up(mut hearsay: Command) -> Result<()> {
    hearsay.arg("setup");
    if let Some(wheels) = std::env::var_os("HEARSAY_WHEELS").filter(|w| !w.is_empty()) {
        hearsay.arg("--from").arg(wheels);
    }
    run(&mut hearsay)
}
