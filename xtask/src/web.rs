//! The page: built with Node's package client, and tested in Debian's Chromium against a server of our own.

use crate::{debian, work};
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::Command;

/// Oldest Node that the page is built with.
const NODE: u32 = 20;
/// Generated reports over which the pages are tried as well.
const LARGE: &str = "300";
/// Programs that are Chromium, the first one found is taken.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// `cargo xtask web`: installs what the lock file names and builds `web/dist`.
///
/// # Errors
/// Without npm or with a Node that is too old, and when the page is not sound.
pub fn build() -> Result<()> {
    ensure!(has_node(), "the page is built with npm and Node {NODE} or newer, which are not on this machine");
    if !is_installed()? {
        work::run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
        std::fs::write(stamp(), lock()?)?;
    }
    work::run(npm().args(["run", "--silent", "build"]))
}

/// For a demo: a server without the page still serves the API, and says how to build the page.
pub fn build_if_possible() -> Result<()> {
    if has_node() {
        return build();
    }
    println!(
        "xtask: npm and Node {NODE} or newer are not on this machine: the server goes without its pages"
    );
    Ok(())
}

/// Types, the source's own rules, and every page and flow in a browser. Skipped with a line where Node or
/// Chromium are missing and cannot be installed, unless `HEARSAY_BROWSER=require`.
pub fn test() -> Result<()> {
    let mut browser = find();
    if browser.is_none() {
        debian::install(&["chromium"]);
        browser = find();
    }
    let required = std::env::var_os("HEARSAY_BROWSER").is_some_and(|v| v == "require");
    if !has_node() || browser.is_none() {
        let missing = if has_node() { "Debian's chromium" } else { "npm" };
        ensure!(!required, "the pages are to be tested, and {missing} is not installed");
        println!("xtask: the pages: skipped, {missing} is not installed");
        return Ok(());
    }
    work::run(npm().args(["run", "--silent", "check"]))?;
    let server = work::hearsay("dev")?.get_program().to_owned();
    let mut node = npm();
    node.args(["run", "--silent", "test"]).env("HEARSAY", server).env("HEARSAY_DATA", work::data());
    node.env("CHROMIUM", browser.context("a browser was found")?).env("HEARSAY_LARGE", large()?);
    work::run(&mut node)
}

/// A ledger of generated reports; a larger one where `HEARSAY_LARGE` names it. The pages write nothing into it.
fn large() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("HEARSAY_LARGE").filter(|p| !p.is_empty()) {
        return Ok(path.into());
    }
    let folder = work::root().join("target/pages");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("ledger.db");
    let words = ["run", "--quiet", "--package", "hearsay", "--example", "ledger", "--"];
    work::output(work::cargo(&words).arg(&path).arg(LARGE))?;
    Ok(path)
}

fn folder() -> PathBuf {
    work::root().join("web")
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder());
    npm
}

fn lock() -> Result<String> {
    Ok(std::fs::read_to_string(folder().join("package-lock.json"))?)
}

/// The lock file that was installed: another one, and all is installed anew.
fn stamp() -> PathBuf {
    folder().join("node_modules/.hearsay-lock")
}

fn is_installed() -> Result<bool> {
    let wanted = lock()?;
    Ok(std::fs::read_to_string(stamp()).is_ok_and(|text| text == wanted))
}

fn has_node() -> bool {
    let version =
        |program: &str| Command::new(program).arg("--version").output().ok().filter(|o| o.status.success());
    let node = version("node").and_then(|out| String::from_utf8(out.stdout).ok());
    let major = node.and_then(|v| v.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    version("npm").is_some() && major.is_some_and(|m| m >= NODE)
}

fn find() -> Option<&'static str> {
    let works =
        |name: &&&str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    BROWSERS.iter().find(works).copied()
}
