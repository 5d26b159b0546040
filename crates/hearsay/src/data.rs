//! The data folder and what set-up put there.

use crate::setup::Manifest;
use claims::ground::place::Gazetteer;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

/// File name of the language model.
pub const MODEL: &str = "model.hsm";
/// File name of the gazetteer.
pub const GAZETTEER: &str = "gazetteer.hsg";

/// Why a file of the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum DataError {
    #[error(
        "no data folder: neither HEARSAY_DATA nor XDG_DATA_HOME nor HOME is set; set HEARSAY_DATA to a folder"
    )]
    NoFolder,
    #[error("{what} is not there: {} is missing; run `hearsay setup`", path.display())]
    Missing { what: &'static str, path: PathBuf },
    #[error("{}: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{}: {message}; run `hearsay setup` to make it again", path.display())]
    Damaged { path: PathBuf, message: String },
}

/// The data folder that these values of the environment name: `HEARSAY_DATA`, else `hearsay` in
/// `XDG_DATA_HOME`, else `.local/share/hearsay` in `HOME`. Empty values count as unset, and so does
/// an `XDG_DATA_HOME` that is not absolute, as its specification asks.
///
/// # Errors
/// When none of them is set.
pub fn data_dir_from(var: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, DataError> {
    let path = |name| var(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let xdg = || path("XDG_DATA_HOME").filter(|p| p.is_absolute()).map(|p| p.join("hearsay"));
    let home = || path("HOME").map(|p| p.join(".local/share/hearsay"));
    path("HEARSAY_DATA").or_else(xdg).or_else(home).ok_or(DataError::NoFolder)
}

/// The data folder of this process's environment.
///
/// # Errors
/// When the environment names none.
pub fn data_dir() -> Result<PathBuf, DataError> {
    data_dir_from(|name| std::env::var_os(name))
}

/// Opens the language model of a data folder, mapped into memory.
///
/// # Errors
/// When it is missing, cannot be read, or is not whole.
pub fn open_model(folder: &Path) -> Result<nlp::Model, DataError> {
    let (path, map) = open(folder, MODEL, "the language model")?;
    nlp::Model::from_bytes(map).map_err(|e| DataError::Damaged { path, message: e.to_string() })
}

/// Opens the gazetteer of a data folder, mapped into memory.
///
/// # Errors
/// When it is missing, cannot be read, or is not whole.
pub fn open_gazetteer(folder: &Path) -> Result<Gazetteer, DataError> {
    let (path, map) = open(folder, GAZETTEER, "the gazetteer")?;
    Gazetteer::from_bytes(map).map_err(|e| DataError::Damaged { path, message: e.to_string() })
}

/// Maps a file into memory. Its length must be the one that set-up noted.
fn open(folder: &Path, name: &str, what: &'static str) -> Result<(PathBuf, memmap2::Mmap), DataError> {
    let path = folder.join(name);
    let unreadable = |source| DataError::Unreadable { path: path.clone(), source };
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(DataError::Missing { what, path });
        }
        Err(e) => return Err(unreadable(e)),
    };
    let found = file.metadata().map_err(unreadable)?.len();
    if let Some(noted) = Manifest::read(folder).get(name).filter(|n| n.bytes != found) {
        let message = format!("it has {found} bytes, set-up wrote {}", noted.bytes);
        return Err(DataError::Damaged { path, message });
    }
    // SAFETY: the map is read only. Set-up never changes a file in place: it renames a new one over
    // it, and the old one stays as it was for whoever holds it. As with any program that maps its
    // data, somebody who cuts the file while it is in use ends the process.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(unreadable)?;
    Ok((path, map))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_follows_the_environment() {
        let dir = |set: &[(&str, &str)]| {
            data_dir_from(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()))
        };
        let home = ("HOME", "/home/ann");
        assert_eq!(dir(&[home]).unwrap(), Path::new("/home/ann/.local/share/hearsay"));
        assert_eq!(dir(&[home, ("XDG_DATA_HOME", "/data")]).unwrap(), Path::new("/data/hearsay"));
        assert_eq!(
            dir(&[home, ("XDG_DATA_HOME", "data")]).unwrap(),
            Path::new("/home/ann/.local/share/hearsay")
        );
        assert_eq!(dir(&[home, ("HEARSAY_DATA", "here")]).unwrap(), Path::new("here"));
        assert_eq!(dir(&[home, ("HEARSAY_DATA", "")]).unwrap(), Path::new("/home/ann/.local/share/hearsay"));
        assert!(matches!(dir(&[]), Err(DataError::NoFolder)));
    }
}
