//! `hearsay add`: reads into the ledger.

use crate::args::Format;
use crate::args::ledger::Add;
use crate::{ledger, output, read};
use hearsay::case::{Addition, Case};
use hearsay::{Problem, Reading};
use show::Setting;
use std::io::Write;
use std::ops::ControlFlow;

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
    hearsay::run(read::feed(&args.inputs), args.inputs.threads.map(usize::from), work, |done| {
        counter.inc(1);
        let added = done.map_err(anyhow::Error::from).and_then(|reading| {
            let addition = Addition {
                reading: &reading,
                versions: &versions,
                author: &author,
                at: ledger::now(),
                reread: args.reread,
            };
            Ok(case.add(&addition)?)
        });
        match added {
            Ok(added) => {
                let text = match args.format {
                    Format::Table => added.page(setting),
                    _ => show::ledger::json(&added, false) + "\n",
                };
                result = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            }
            Err(problem) => {
                counter.suspend(|| output::tell(format_args!("{problem:#}")));
                sound = false;
            }
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    counter.finish_and_clear();
    result?;
    Ok(sound)
}
