//! Finding a spaCy pipeline by its files.

use super::error::SetupError;
use std::path::{Path, PathBuf};

/// How deep below a given folder a pipeline may lie: `package/pipeline-version/`.
const DEPTH: usize = 3;

/// Among paths with `/` between folders, the folder of the pipeline: where `config.cfg` and a
/// `meta.json` that names a language lie together. With a trailing `/`, or empty for the top.
pub(super) fn root_of_paths(
    paths: &[String],
    read: &mut dyn FnMut(&str) -> Option<Vec<u8>>,
) -> Option<String> {
    let configs = paths.iter().filter_map(|p| p.strip_suffix("config.cfg"));
    let mut roots: Vec<&str> = configs.filter(|root| root.is_empty() || root.ends_with('/')).collect();
    roots.sort_by_key(|root| (root.matches('/').count(), root.to_string()));
    roots.into_iter().find(|root| names_a_language(read(&format!("{root}meta.json")))).map(str::to_owned)
}

/// The folder of the pipeline, `dir` itself or below it.
pub(super) fn root_of_folder(dir: &Path) -> Result<PathBuf, SetupError> {
    let refuse = |reason: &str| SetupError::NotAPipeline {
        place: dir.display().to_string(),
        reason: reason.to_owned(),
    };
    if !dir.is_dir() {
        return Err(refuse("there is no such folder"));
    }
    search(dir, 0).ok_or_else(|| {
        refuse("neither it nor a folder inside holds a config.cfg beside a meta.json that names a language")
    })
}

fn search(dir: &Path, depth: usize) -> Option<PathBuf> {
    if dir.join("config.cfg").is_file() && names_a_language(std::fs::read(dir.join("meta.json")).ok()) {
        return Some(dir.to_owned());
    }
    if depth == DEPTH {
        return None;
    }
    let entries = std::fs::read_dir(dir).ok()?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    folders.sort();
    folders.iter().find_map(|folder| search(folder, depth + 1))
}

fn names_a_language(meta: Option<Vec<u8>>) -> bool {
    let meta: Option<serde_json::Value> = meta.and_then(|m| serde_json::from_slice(&m).ok());
    meta.is_some_and(|m| m.get("lang").is_some_and(serde_json::Value::is_string))
}
