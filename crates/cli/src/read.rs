//! `hearsay read`: the claim sheet on the spot, nothing stored.

use crate::args::{Format, Inputs, Read};
use crate::output;
use hearsay::{Given, Problem, Reader, Reading};
use indicatif::ProgressBar;
use show::Setting;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Prints the sheets; whether every document could be read.
pub fn run(args: &Read) -> anyhow::Result<bool> {
    let reader = open(&args.inputs)?;
    let format = args.format;
    let setting = Setting { width: output::width(args.width), colours: output::colours() };
    let render = |reading: &Reading| match format {
        Format::Table => reading.sheet(setting),
        Format::Json => reading.report().to_json_pretty(),
        Format::Jsonl => reading.report().to_json() + "\n",
    };
    let mut printer = Printer { out: output::data(), format, held: None, printed: 0, width: setting.width };
    let quiet = format == Format::Table;
    let sound = each(&args.inputs, |d| reader.read(d), render, quiet, |text| printer.print(text))?;
    printer.finish()?;
    Ok(sound)
}

/// The reader, with the limits that the command gives.
pub fn open(args: &Inputs) -> anyhow::Result<Reader> {
    let reader = Reader::open(&hearsay::data::data_dir()?)?;
    let reader = match args.least_score {
        Some(score) => reader.from_score(score),
        None => reader,
    };
    Ok(match args.max_seconds {
        Some(seconds) => reader.within(std::time::Duration::from_secs(seconds)),
        None => reader,
    })
}

/// Hands over the documents behind the inputs, in order.
pub fn feed(args: &Inputs) -> impl FnOnce(&mut dyn FnMut(hearsay::Work) -> ControlFlow<()>) {
    let given = Given {
        published: args.published.map(|p| p.date),
        publisher: args.publisher.clone(),
        ..Given::default()
    };
    move |push| hearsay::documents(hearsay::inputs(&args.inputs), &given, push)
}

/// Reads all inputs, renders each document beside the others and prints in input order. Problems go
/// to standard error; whether there was none. `quiet`: the rendering shows the notes itself.
pub fn each(
    args: &Inputs,
    read: impl Fn(types::Document) -> Result<Reading, Problem> + Sync,
    render: impl Fn(&Reading) -> String + Sync,
    quiet: bool,
    mut print: impl FnMut(String) -> io::Result<()>,
) -> anyhow::Result<bool> {
    let work = |document: hearsay::Work| {
        let reading = document.and_then(&read)?;
        let note = reading.passed_over().filter(|_| !quiet).map(|n| format!("{}: {n}", reading.document.id));
        Ok::<_, Problem>((render(&reading), note))
    };
    all(args, work, |(text, note), counter| {
        note.iter().for_each(|n| counter.suspend(|| output::tell(format_args!("{n}"))));
        print(text)
    })
}

/// Works on all inputs on all cores and takes what comes of them in input order, with the bar
/// that counts them. Problems go to standard error; whether there was none.
pub fn all<T: Send>(
    args: &Inputs,
    work: impl Fn(hearsay::Work) -> Result<T, Problem> + Sync,
    mut take: impl FnMut(T, &ProgressBar) -> io::Result<()>,
) -> anyhow::Result<bool> {
    let (mut sound, mut result, counter) = (true, Ok(()), output::counter());
    hearsay::run(feed(args), args.threads.map(usize::from), work, |done| {
        counter.inc(1);
        match done {
            Ok(done) => result = take(done, &counter),
            Err(problem) => {
                counter.suspend(|| output::tell(format_args!("{problem}")));
                sound = false;
            }
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    counter.finish_and_clear();
    result?;
    Ok(sound)
}

/// Puts what is printed together: sheets one below the other, JSON objects in one array unless there
/// is only one.
struct Printer<W: Write> {
    out: W,
    format: Format,
    /// The first JSON object, until it is known whether it stays alone.
    held: Option<String>,
    printed: usize,
    /// Columns of the line between two sheets.
    width: usize,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, text: String) -> io::Result<()> {
        self.printed += 1;
        match (self.format, self.printed) {
            (Format::Json, 1) => self.held = Some(text),
            (Format::Json, _) => {
                if let Some(first) = self.held.take() {
                    write!(self.out, "[\n{first}")?;
                }
                write!(self.out, ",\n{text}")?;
            }
            (Format::Table, n) if n > 1 => write!(self.out, "\n{}\n{text}", "─".repeat(self.width))?,
            _ => self.out.write_all(text.as_bytes())?,
        }
        if self.format == Format::Json { Ok(()) } else { self.out.flush() }
    }

    fn finish(mut self) -> io::Result<()> {
        match (self.format, self.held.take(), self.printed) {
            (Format::Json, Some(only), _) => writeln!(self.out, "{only}")?,
            (Format::Json, None, 0) => writeln!(self.out, "[]")?,
            (Format::Json, None, _) => writeln!(self.out, "\n]")?,
            _ => {}
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(format: Format, texts: &[&str]) -> String {
        let mut out = Vec::new();
        let mut printer = Printer { out: &mut out, format, held: None, printed: 0, width: 40 };
        texts.iter().for_each(|t| printer.print((*t).to_owned()).unwrap());
        printer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_is_one_object_or_one_array() {
        assert_eq!(printed(Format::Json, &["{}"]), "{}\n");
        assert_eq!(printed(Format::Json, &["1", "2", "3"]), "[\n1,\n2,\n3\n]\n");
        assert_eq!(printed(Format::Json, &[]), "[]\n");
        assert_eq!(printed(Format::Jsonl, &["1\n", "2\n"]), "1\n2\n");
    }
}
