//! The data folder: whole files or none.

use super::error::SetupError;
use super::manifest::{Manifest, Product};
use sha2::Digest;
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// How the names of unfinished files and folders begin.
pub(super) const TEMPORARY: &str = ".unfinished-";
/// Held while a set-up is at work.
const LOCK: &str = ".lock";

/// The data folder, held for one set-up.
pub(super) struct Store {
    folder: PathBuf,
    manifest: Manifest,
    /// Unlocks when dropped.
    _lock: File,
}

impl Store {
    /// Makes the folder where it is not there, locks it and clears what an interrupted set-up left.
    pub fn open(folder: &Path) -> Result<Store, SetupError> {
        std::fs::create_dir_all(folder).map_err(SetupError::folder(folder))?;
        let lock = File::create(folder.join(LOCK)).map_err(SetupError::folder(folder))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(SetupError::Busy(folder.to_owned())),
            // Some network file systems have no locks; renaming keeps files whole there too.
            Err(TryLockError::Error(_)) => {}
        }
        clear(folder);
        Ok(Store { folder: folder.to_owned(), manifest: Manifest::read(folder), _lock: lock })
    }

    /// Why the file must be made; nothing when it is there and sound.
    pub fn state(&self, wanted: &Product) -> Result<Option<String>, SetupError> {
        let path = self.folder.join(&wanted.file);
        if !path.exists() {
            return Ok(Some("it was not there".to_owned()));
        }
        let Some(noted) = self.manifest.get(&wanted.file) else {
            return Ok(Some("the manifest did not know it".to_owned()));
        };
        if noted.format != wanted.format {
            return Ok(Some(format!("it had format {}, now {}", noted.format, wanted.format)));
        }
        if noted.from != wanted.from {
            let names: Vec<String> =
                noted.from.iter().map(|o| format!("{} {}", o.package, o.version).trim().to_owned()).collect();
            return Ok(Some(format!("it was made from {}", names.join(" and "))));
        }
        let found = sha256_of_file(&path, &mut |_, _| {}).map_err(SetupError::io(&path))?;
        if found != noted.sha256 {
            return Ok(Some(format!(
                "it was damaged: its sha256 was {found}, the manifest has {}",
                noted.sha256
            )));
        }
        Ok(None)
    }

    /// Puts a file in place and notes it.
    pub fn put(&mut self, mut product: Product, bytes: &[u8]) -> Result<(), SetupError> {
        write_whole(&self.folder, &product.file, bytes)?;
        product.sha256 = sha256_of(bytes);
        product.bytes = bytes.len() as u64;
        self.manifest.set(product);
        let mut json =
            serde_json::to_vec_pretty(&self.manifest).expect("a manifest has text and numbers only");
        json.push(b'\n');
        write_whole(&self.folder, Manifest::FILE, &json)
    }
}

/// Writes a file beside its place and renames it there: whoever looks sees the old one or the new.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SetupError> {
    let mut file =
        tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(SetupError::folder(folder))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(SetupError::folder(folder))?;
    readable(file.path());
    file.persist(folder.join(name)).map_err(|e| SetupError::folder(folder)(e.error))?;
    // So that the new name outlasts a power cut; where folders cannot be synced the rename stands alone.
    let _ = File::open(folder).and_then(|f| f.sync_all());
    Ok(())
}

/// A temporary file is its owner's alone; a data folder may be shared.
#[cfg(unix)]
fn readable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable(_path: &Path) {}

fn clear(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|e| Some(e.ok()?.path())) {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with(TEMPORARY) {
            // What cannot be removed now is no harm.
            let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        }
    }
}

pub(super) fn sha256_of(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

/// SHA-256 of a file, read in pieces; `progress` is told bytes done and bytes in all.
pub(super) fn sha256_of_file(path: &Path, progress: &mut dyn FnMut(u64, u64)) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let total = file.metadata()?.len();
    let mut hash = sha2::Sha256::new();
    let mut piece = vec![0; 1 << 20];
    let mut done = 0;
    loop {
        let n = file.read(&mut piece)?;
        if n == 0 {
            progress(total, total);
            return Ok(data_encoding::HEXLOWER.encode(&hash.finalize()));
        }
        hash.update(&piece[..n]);
        done += n as u64;
        progress(done.min(total), total);
    }
}
