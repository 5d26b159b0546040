//! `hearsay annotate`: stand-off layers, one JSON object a document.

use crate::args::Annotate;
use crate::{output, read};
use hearsay::Reading;
use show::Layers;
use std::io::Write;

/// Prints the layers; whether every document could be read. The model is opened only when a layer
/// needs it.
pub fn run(args: &Annotate) -> anyhow::Result<bool> {
    let layers = Layers::of(&args.layers);
    let render = |reading: &Reading| reading.annotation(&layers).to_json() + "\n";
    let mut out = output::data();
    let print = |line: String| out.write_all(line.as_bytes()).and_then(|()| out.flush());
    if layers.need_grammar() {
        let reader = read::open(&args.inputs)?;
        read::each(&args.inputs, |d| reader.read(d), render, false, print)
    } else {
        read::each(&args.inputs, |d| Ok(Reading::unread(d)), render, true, print)
    }
}
