//! The `hearsay` command: the front door. Words of the command line in, one of three exit statuses
//! out: 0 done, 1 something failed, 2 wrong usage.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod add;
mod annotate;
mod args;
mod export;
mod ledger;
mod output;
mod pages;
mod read;
mod serve;
mod setup;

use args::{Args, Verb};
use clap::Parser;
use std::process::ExitCode;

/// Recording makes and drops many small things; the allocators of systems grow slow over it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(message) => return usage(&message),
    };
    match run(args.verb) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) if output::is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            output::tell(format_args!("{e:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Help and version go to standard output and are no error; the rest is wrong usage.
fn usage(message: &clap::Error) -> ExitCode {
    // Nobody is left to tell when printing fails.
    let _ = message.print();
    if message.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Whether everything that was asked for could be done.
fn run(verb: Verb) -> anyhow::Result<bool> {
    match verb {
        Verb::Setup(args) => setup::run(&args).map(|()| true),
        Verb::Read(args) => read::run(&args),
        Verb::Annotate(args) => annotate::run(&args),
        Verb::Add(args) => add::run(&args),
        Verb::Board(args) => ledger::board(&args),
        Verb::Ask(args) => ledger::ask(&args, false),
        Verb::Why(args) => ledger::ask(&args, true),
        Verb::Source(args) => ledger::source(&args),
        Verb::Search(args) => ledger::search(&args),
        Verb::Correct(args) => ledger::correct(&args),
        Verb::Verify(args) => ledger::verify(&args),
        Verb::Export(args) => export::run(&args),
        Verb::Serve(args) => serve::run(&args).map(|()| true),
        Verb::Account(args) => serve::account(&args).map(|()| true),
        Verb::Completions { shell } => pages::completions(shell).map(|()| true),
        Verb::Man { verb } => pages::man(verb.as_deref()).map(|()| true),
    }
}
