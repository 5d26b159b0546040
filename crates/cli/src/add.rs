//! `hearsay add`: reads into the ledger.

use crate::args::ledger::Add;
use crate::args::{Format, Inputs};
use crate::{ledger, output, read};
use hearsay::case::{Addition, Case};
use hearsay::{Problem, Reading};
use show::Setting;
use show::ledger::Added;
use std::io::Write;
use std::time::{Duration, Instant};

/// Documents that are recorded together at most: one way to the disk for all of them, and pages of the ledger that
/// several of them change are written once.
const TOGETHER: usize = 1024;
/// Longer than this what was read does not wait for more.
const WAIT: Duration = Duration::from_secs(2);

/// Adds all inputs in order; whether every one could be read. Documents are read on all cores and recorded one
/// after the other, each whole or not at all: whoever ends the program loses no document that was printed.
pub fn run(args: &Add) -> anyhow::Result<bool> {
    let mut case = Case::create(&ledger::address(&args.place)?)?;
    let setting = Setting { width: output::width(None), colours: output::colours() };
    let author = ledger::author(args.author.as_deref());
    let mut out = output::data();
    add(&mut case, &args.inputs, &author, args.reread, |added| match (added, args.format) {
        (Some(added), Format::Table) => out.write_all(added.page(setting).as_bytes()),
        (Some(added), _) => writeln!(out, "{}", show::ledger::json(&added, false)),
        (None, _) => out.flush(),
    })
}

/// Adds all inputs without a word but of those that could not be read.
pub fn quietly(case: &mut Case, inputs: &Inputs) -> anyhow::Result<bool> {
    add(case, inputs, "hearsay", false, |_| Ok(()))
}

/// `print` is given what came of each document, and nothing when those so far are on the disk.
fn add(
    case: &mut Case,
    inputs: &Inputs,
    author: &str,
    reread: bool,
    mut print: impl FnMut(Option<Added>) -> std::io::Result<()>,
) -> anyhow::Result<bool> {
    let reader = read::open(inputs)?;
    let versions = reader.versions().clone();
    let known = case.known()?;
    let work = |document: hearsay::Work| -> Result<Reading, Problem> {
        let document = document?;
        // What is known needs no reading.
        if known.holds(&document) && !reread { Ok(Reading::unread(document)) } else { reader.read(document) }
    };
    let (mut recorded, mut waiting): (bool, Vec<Reading>) = (true, Vec::new());
    let mut put = |waiting: &mut Vec<Reading>| -> std::io::Result<()> {
        let at = |reading| Addition { reading, versions: &versions, author, at: ledger::now(), reread };
        let additions: Vec<Addition> = waiting.iter().map(at).collect();
        for added in case.add_many(&additions) {
            match added {
                Ok(added) => print(Some(added))?,
                Err(problem) => {
                    output::tell(format_args!("{problem}"));
                    recorded = false;
                }
            }
        }
        waiting.clear();
        print(None)
    };
    let mut last = Instant::now();
    let sound = read::all(inputs, work, |reading, counter| {
        waiting.push(reading);
        if waiting.len() < TOGETHER && last.elapsed() < WAIT {
            return Ok(());
        }
        let put = counter.suspend(|| put(&mut waiting));
        last = Instant::now();
        put
    })?;
    put(&mut waiting)?;
    Ok(sound && recorded)
}
