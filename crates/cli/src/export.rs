//! `hearsay export`: what the ledger holds, or what reports say on the spot, in the forms of other programs.

use crate::args::Inputs;
use crate::args::ledger::Export;
use crate::{add, ledger, output, read};
use hearsay::Kept;
use hearsay::case::{Case, CaseError, Order};
use show::export::{Form, Options, What};
use std::io::Write;

/// Writes the export; whether every input could be read.
pub fn run(args: &Export) -> anyhow::Result<bool> {
    let order = Order {
        what: args.what.unwrap_or(args.form.says()[0]),
        form: args.form,
        filter: ledger::filter(&args.narrow, args.limit.unwrap_or(u32::MAX)),
        question: args.question.clone(),
        options: Options { bom: args.bom, base: args.base.clone() },
    };
    order.form.fits(order.what)?;
    if args.inputs.is_empty() {
        let mut case = Case::open(&ledger::address(&args.place)?)?;
        return write(&mut case, &order, args).map(|()| true);
    }
    let inputs = Inputs::of(args.inputs.clone());
    if (order.form, order.what) == (Form::Jsonl, What::Documents) {
        return beside(&inputs);
    }
    // A ledger that is thrown away: one way to every form.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ledger.db");
    let path = path
        .to_str()
        .ok_or_else(|| anyhow::anyhow!("the folder for temporary files must have a UTF-8 name"))?;
    let mut case = Case::create(path)?;
    let sound = add::quietly(&mut case, &inputs)?;
    write(&mut case, &order, args)?;
    Ok(sound)
}

fn write(case: &mut Case, order: &Order, args: &Export) -> anyhow::Result<()> {
    let mut out = output::data();
    match case.export(order, &ledger::asked(&args.times), &mut out) {
        // By itself, so that a reader who has gone away is known for what it is.
        Err(CaseError::Write(e)) => return Err(e.into()),
        done => done?,
    }
    Ok(out.flush()?)
}

/// Documents beside one another, without a ledger: what they are contested by is one another's tolls.
fn beside(inputs: &Inputs) -> anyhow::Result<bool> {
    let reader = read::open(inputs)?;
    let mut kept = Vec::new();
    let work = |d: hearsay::Work| -> Result<Kept, hearsay::Problem> {
        let reading = reader.read(d?)?;
        Ok(Kept::of(&reading.document, reading.sheet.event.as_ref()))
    };
    let sound = read::all(inputs, work, |k, _| {
        kept.push(k);
        Ok(())
    })?;
    let mut out = output::data();
    for row in hearsay::shelve(&kept) {
        writeln!(out, "{}", show::ledger::json(&row, false))?;
    }
    out.flush()?;
    Ok(sound)
}
