//! `hearsay setup`: the model and the gazetteer, once.

use crate::args::{Model, Setup};
use crate::output;
use hearsay::setup::{ModelChoice, Progress, SetupOptions, setup};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Gets and converts what the reading verbs need, and says what was done.
pub fn run(args: &Setup) -> anyhow::Result<()> {
    let options = SetupOptions {
        model: match args.model {
            Model::Md => ModelChoice::Md,
            Model::Sm => ModelChoice::Sm,
        },
        model_dir: args.model_dir.clone(),
        from: args.from.clone(),
        data: hearsay::data::data_dir()?,
        force: args.force,
    };
    let mut bars = Bars::default();
    let report = setup(&options, &mut bars);
    bars.end();
    output::tell(format_args!("{}", report?));
    Ok(())
}

/// A bar for the line of work at hand, on standard error; none where that is not a terminal.
#[derive(Default)]
struct Bars {
    bar: Option<(String, ProgressBar)>,
}

impl Progress for Bars {
    fn step(&mut self, what: &str, done: u64, total: Option<u64>) {
        if self.bar.as_ref().is_none_or(|(shown, _)| shown != what) {
            self.end();
            self.bar = Some((what.to_owned(), bar(what, total)));
        }
        if let Some((_, bar)) = &self.bar {
            total.iter().for_each(|t| bar.set_length(*t));
            bar.set_position(done);
        }
    }
}

impl Bars {
    fn end(&mut self) {
        if let Some((_, bar)) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar(what: &str, total: Option<u64>) -> ProgressBar {
    let form = match total {
        Some(_) => "{msg} [{bar:30}] {percent}%",
        None => "{spinner} {msg}",
    };
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
