//! What the data folder holds and where it came from.

use super::error::SetupError;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Where something was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Name of the package, or the folder.
    pub package: String,
    /// Its version; empty for a folder.
    pub version: String,
    /// File name of its wheel; empty for a folder.
    pub wheel: String,
    /// SHA-256 of the wheel, or over the names and bytes of all files of the folder.
    pub sha256: String,
}

/// A file of the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its name.
    pub file: String,
    /// Version of its form.
    pub format: u32,
    /// What it was made from.
    pub from: Vec<Origin>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Number of its bytes.
    pub bytes: u64,
}

/// The data folder's `manifest.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub version: u32,
    /// The files, by name.
    pub files: Vec<Product>,
}

impl Manifest {
    /// The version that this program writes.
    pub const VERSION: u32 = 1;
    /// Its file name.
    pub const FILE: &str = "manifest.json";

    /// Reads the manifest of a data folder. One that is missing, damaged or of another version is
    /// taken for empty: everything is then made again.
    pub fn read(folder: &Path) -> Manifest {
        let read = || serde_json::from_slice(&std::fs::read(folder.join(Self::FILE)).ok()?).ok();
        read().filter(|m: &Manifest| m.version == Self::VERSION).unwrap_or_default()
    }

    /// The entry of a file.
    pub fn get(&self, file: &str) -> Option<&Product> {
        self.files.iter().find(|p| p.file == file)
    }

    pub(super) fn set(&mut self, product: Product) {
        self.version = Self::VERSION;
        self.files.retain(|p| p.file != product.file);
        self.files.push(product);
        self.files.sort_by(|a, b| a.file.cmp(&b.file));
    }
}

impl Origin {
    /// The origin that a folder is: known by the names and bytes of its files.
    pub(super) fn folder(root: &Path) -> Result<Origin, SetupError> {
        use sha2::Digest;
        let mut files = Vec::new();
        list(root, 0, &mut files)?;
        files.sort();
        let mut hash = sha2::Sha256::new();
        for path in &files {
            let bytes = std::fs::read(path).map_err(SetupError::io(path))?;
            let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
            hash.update(format!("{} {name}\n", bytes.len()));
            hash.update(&bytes);
        }
        Ok(Origin {
            package: root.display().to_string(),
            version: String::new(),
            wheel: String::new(),
            sha256: data_encoding::HEXLOWER.encode(&hash.finalize()),
        })
    }
}

/// All files of a pipeline's folder; a pipeline is never deep.
fn list(folder: &Path, depth: usize, files: &mut Vec<std::path::PathBuf>) -> Result<(), SetupError> {
    for entry in std::fs::read_dir(folder).map_err(SetupError::io(folder))? {
        let path = entry.map_err(SetupError::io(folder))?.path();
        if path.is_file() {
            files.push(path);
        } else if depth < 4 && path.is_dir() {
            list(&path, depth + 1, files)?;
        }
    }
    Ok(())
}
