//! Speed, load and memory of a model on one thread, as one line of JSON.
//!
//! `measure MODEL TEXTS`: a model file, and texts as one JSON object with a `text` a line.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use serde_json::{Value, json};
use std::error::Error;
use std::time::Instant;

struct Map(memmap2::Mmap);

impl AsRef<[u8]> for Map {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Seconds that this thread has run so far.
fn cpu() -> Result<f64, Box<dyn Error>> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(line.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, texts] = &args[..] else { return Err("measure MODEL TEXTS".into()) };
    let (clock, before) = (Instant::now(), cpu()?);
    // SAFETY: nobody writes to the file while it is measured.
    let map = unsafe { memmap2::Mmap::map(&std::fs::File::open(model)?)? };
    let model = nlp::Model::from_bytes(Map(map))?;
    let (load, load_cpu) = (clock.elapsed().as_secs_f64(), cpu()? - before);
    let texts = std::fs::read_to_string(texts)?;
    let objects = texts.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let texts: Vec<&str> = objects.iter().filter_map(|o| o["text"].as_str()).collect();
    let mut worker = model.worker();
    let before = cpu()?;
    let tokens: usize = texts.iter().map(|text| worker.annotate(text).len()).sum();
    let seconds = cpu()? - before;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse()?;
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let report = json!({
        "words": words, "tokens": tokens, "cpu": seconds, "load": load, "load_cpu": load_cpu, "peak_kb": peak,
    });
    println!("{report}");
    Ok(())
}
