//! Completions and man pages, made from the table of words.

use crate::args::Args;
use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Prints completions.
pub fn completions(shell: Shell) -> anyhow::Result<()> {
    let mut page = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "hearsay", &mut page);
    print(&page)
}

/// Prints the man page, of the whole or of one verb.
pub fn man(verb: Option<&str>) -> anyhow::Result<()> {
    let mut command = Args::command();
    command.build();
    if let Some(verb) = verb {
        let found = command.find_subcommand(verb).with_context(|| format!("there is no verb {verb:?}"))?;
        command = found.clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&page)
}

fn print(page: &[u8]) -> anyhow::Result<()> {
    let mut out = crate::output::data();
    out.write_all(page)?;
    Ok(out.flush()?)
}
