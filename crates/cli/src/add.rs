//! `hearsay add`: reads into the ledger.

use crate::args::Format;
use crate::args::ledger::Add;
use crate::{ledger, output, read};
use hearsay::case::{Addition, Case};
use hearsay::{Problem, Reading};
use show::Setting;
use std::io::Write;
use std::ops::ControlFlow;

/// Documents that are recorded together: one way to the disk for all of them.
const TOGETHER: usize = 32;

/// Adds all inputs in order; whether every one could be read. Documents are read on all cores and recorded one
/// after the other, each whole or not at all: whoever ends the program loses no document that was printed.
pub fn run(args: &Add) -> anyhow::Result<bool> {
    let reader = read::open(&args.inputs)?;
    let mut case = Case::create(&ledger::address(&args.place)?)?;
    let author = ledger::author(args.author.as_deref());
    let setting = Setting { width: output::width(None), colours: output::colours() };
    let versions = reader.versions().clone();
    let known = case.known()?;
    let work = |document: hearsay::Work| -> Result<Reading, Problem> {
        let document = document?;
        // What is known needs no reading.
        if known.holds(&document) && !args.reread {
            Ok(Reading::unread(document))
        } else {
            reader.read(document)
        }
    };
    let (mut sound, mut result, counter) = (true, Ok(()), output::counter());
    let mut out = output::data();
    let mut waiting: Vec<Reading> = Vec::new();
    let mut put = |waiting: &mut Vec<Reading>, sound: &mut bool| -> std::io::Result<()> {
        let addition = |reading| Addition {
            reading,
            versions: &versions,
            author: &author,
            at: ledger::now(),
            reread: args.reread,
        };
        let additions: Vec<Addition> = waiting.iter().map(addition).collect();
        for added in case.add_many(&additions) {
            match added {
                Ok(added) if args.format == Format::Table => out.write_all(added.page(setting).as_bytes())?,
                Ok(added) => writeln!(out, "{}", show::ledger::json(&added, false))?,
                Err(problem) => {
                    counter.suspend(|| output::tell(format_args!("{problem}")));
                    *sound = false;
                }
            }
        }
        waiting.clear();
        out.flush()
    };
    hearsay::run(read::feed(&args.inputs), args.inputs.threads.map(usize::from), work, |done| {
        counter.inc(1);
        match done {
            Ok(reading) => waiting.push(reading),
            Err(problem) => {
                counter.suspend(|| output::tell(format_args!("{problem}")));
                sound = false;
            }
        }
        if waiting.len() >= TOGETHER {
            result = put(&mut waiting, &mut sound);
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let rest = result.and_then(|()| put(&mut waiting, &mut sound));
    counter.finish_and_clear();
    rest?;
    Ok(sound)
}
