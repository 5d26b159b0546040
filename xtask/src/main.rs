//! `cargo xtask VERB`: set-up, tests and checks of the project.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::print_stderr)]

mod api;
mod bench_nlp;
mod bless;
mod debian;
mod demo;
mod grammar;
mod parity;
mod postgres;
mod python;
mod quality;
mod spacy;
mod test;
mod tidy;
mod web;
mod work;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask VERB

  demo               set up, then read the reports in examples/
  test               set up, then run every test, tidy and quality
  web                build the page into web/dist, which the server embeds
  api                ask a server for all that its description says (schemathesis)
  tidy               check that documents, corpus and code are in step
  bless              rewrite snapshots and corpus expectations to what is got
  parity             compare the nlp crate with spaCy itself on news and hostile strings
  bench-nlp          speed, load and memory of the nlp crate beside spaCy's
  convert-model DIR OUT   make a model file of an unpacked spaCy pipeline
  grammar OUT FILE...     write what the attribution model is trained on
  quality [--bless]  compare scores with quality/; --bless writes them there
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["demo"] => demo::run(),
        ["test"] => test::run(),
        ["web"] => web::build(),
        ["api"] => api::run(),
        ["tidy"] => tidy::run(),
        ["bless"] => bless::run(),
        ["parity"] => parity::run(),
        ["bench-nlp"] => bench_nlp::run(),
        ["convert-model", folder, out] => spacy::convert(folder.as_ref(), out.as_ref()),
        ["grammar", out, ref files @ ..] => grammar::run(out.as_ref(), files),
        ["quality"] => quality::run(false),
        ["quality", "--bless"] => quality::run(true),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("xtask: {e:#}");
            ExitCode::FAILURE
        }
    }
}
