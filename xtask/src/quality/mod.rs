//! `cargo xtask quality`: scores against the reference data beside the project, compared with the
//! frozen figures in `quality/`. A change that lowers one shows in review, as a change of that file.

mod figures;
mod layer;

use crate::work;
use anyhow::{Context, Result, ensure};
use figures::Figures;
use layer::{LAYERS, Layer};
use std::path::Path;
use std::process::Command;

pub fn run(bless: bool) -> Result<()> {
    let Some(shared) = work::shared() else {
        println!("quality: skipped, there is no reference data in ../shared");
        return Ok(());
    };
    work::set_up(work::hearsay("dev")?)?;
    std::fs::create_dir_all(work::root().join("target/quality"))?;
    let mut worse = 0;
    for layer in &LAYERS {
        let got = score(&shared, layer).with_context(|| format!("quality of {}", layer.name))?;
        worse += compare(layer.name, &got, bless)?;
    }
    ensure!(
        worse == 0,
        "quality: {worse} figures are lower than in quality/; if so be it: cargo xtask quality --bless"
    );
    Ok(())
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
