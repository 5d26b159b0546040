//! `hearsay setup`: the model and the gazetteer, once.

use crate::args::Setup;

/// Gets and converts what the reading verbs need.
pub fn run(_args: &Setup) -> anyhow::Result<()> {
    anyhow::bail!("set-up is not there yet")
}
