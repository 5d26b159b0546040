//! `cargo xtask quality`: scores against the reference data beside the project, compared with the
//! frozen figures in `quality/`. A change that lowers one shows in review, as a change of that file.

mod figures;
mod layer;
mod voices;

use crate::work;
use anyhow::{Context, Result, ensure};
use figures::Figures;
use layer::{LAYERS, Layer};
use std::path::Path;
use std::process::Command;

pub fn run(bless: bool) -> Result<()> {
    work::set_up(work::hearsay("dev")?)?;
    let mut worse = compare("meaning", &meaning().context("quality of meaning")?, bless)?;
    match work::shared() {
        Some(shared) => {
            worse += compare("cases", &cases().context("quality of cases")?, bless)?;
            worse += layers(&shared, bless)?;
            worse += compare("wire", &voices::wire(&shared).context("quality of wire")?, bless)?;
        }
        None => println!("quality: only meaning, there is no reference data in ../shared"),
    }
    ensure!(
        worse == 0,
        "quality: {worse} figures are lower than in quality/; if so be it: cargo xtask quality --bless"
    );
    Ok(())
}

/// How many figures of the layers are lower than the frozen ones.
fn layers(shared: &Path, bless: bool) -> Result<usize> {
    std::fs::create_dir_all(work::root().join("target/quality"))?;
    let mut worse = 0;
    for layer in &LAYERS {
        let got = score(shared, layer).with_context(|| format!("quality of {}", layer.name))?;
        worse += compare(layer.name, &got, bless)?;
    }
    Ok(worse)
}

/// The share of right cases of `corpus/meaning`, which the project itself holds.
fn meaning() -> Result<Figures> {
    let mut runner = work::cargo(&["test", "--quiet", "--package", "claims", "--test", "meaning"]);
    Ok(Figures::of_scorer(&work::output(runner.env("FIGURES", "1"))?))
}

/// The share of public cases of numbers and dates that come out right, by file; `docs/cases.md` has the table.
fn cases() -> Result<Figures> {
    let mut runner = work::cargo(&["test", "--quiet", "--package", "claims", "--test", "cases", "--"]);
    Ok(Figures::of_scorer(&work::output(runner.args(["--ignored", "--nocapture"]))?))
}

/// What the scorer prints of a layer.
fn score(shared: &Path, layer: &Layer) -> Result<Figures> {
    let predictions = work::root().join(format!("target/quality/{}.jsonl", layer.name));
    std::fs::write(&predictions, (layer.predict)(shared)?)?;
    let mut scorer = Command::new("python3");
    scorer.arg(shared.join("tools/score.py")).arg(layer.name).arg(shared.join(layer.gold)).arg(&predictions);
    Ok(Figures::of_scorer(&work::output(&mut scorer)?))
}

/// How many figures are lower than the frozen ones.
fn compare(name: &str, got: &Figures, bless: bool) -> Result<usize> {
    let path = work::root().join(format!("quality/{name}.toml"));
    let frozen = Figures::of_file(&std::fs::read_to_string(&path).unwrap_or_default());
    for (figure, value) in got.iter() {
        println!("quality: {name}: {figure}: {value:.3}{}", frozen.difference(figure, value));
    }
    if bless {
        std::fs::create_dir_all(path.parent().context("a folder for figures")?)?;
        std::fs::write(&path, got.to_file(name))?;
        return Ok(0);
    }
    Ok(got.lower_than(&frozen))
}
