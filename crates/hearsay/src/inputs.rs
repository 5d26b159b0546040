//! From what stands on the command line to the files behind it.

use crate::Problem;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
}

/// The things to read behind these words, in order: a folder stands for all files below it, sorted
/// by name; hidden ones (`.git`) are left out, and so are links to folders, which may lead in circles.
/// Folders are listed only when their turn comes. What does not exist is an error in its place.
pub fn inputs(words: &[String]) -> impl Iterator<Item = Result<Input, Problem>> + use<> {
    let todo = words.iter().map(|w| Step::Word(w.clone())).collect();
    Walk { todo }
}

enum Step {
    Word(String),
    Path(PathBuf),
}

struct Walk {
    todo: VecDeque<Step>,
}

impl Iterator for Walk {
    type Item = Result<Input, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let path = match self.todo.pop_front()? {
                Step::Word(w) if w == "-" => return Some(Ok(Input::Standard)),
                Step::Word(w) if is_address(&w) => return Some(Err(no_fetching(&w))),
                Step::Word(w) => PathBuf::from(w),
                Step::Path(p) => p,
            };
            if !path.is_dir() {
                return Some(exists(path));
            }
            match entries(&path) {
                Ok(paths) => paths.into_iter().rev().for_each(|p| self.todo.push_front(Step::Path(p))),
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

fn no_fetching(address: &str) -> Problem {
    Problem::new(address, "hearsay does not fetch pages yet").remedy("save the page and give the file")
}

fn exists(path: PathBuf) -> Result<Input, Problem> {
    match path.metadata() {
        Ok(_) => Ok(Input::File(path)),
        Err(e) => Err(Problem::new(path.display().to_string(), reason(&e))),
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let broken = |e: std::io::Error| Problem::new(folder.display().to_string(), reason(&e));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let circle = entry.file_type().map_err(broken)?.is_symlink() && entry.path().is_dir();
        if !hidden && !circle {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// What the system says, in words that stay the same on every machine.
pub(crate) fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "no such file or folder".into(),
        K::PermissionDenied => "not allowed to read it".into(),
        K::NotADirectory => "its path leads through a file".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_in_sorted_order_without_hidden_files() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.txt", "a/y/x.txt", ".hidden/h.txt", "c.txt"] {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let words = [root.path().display().to_string()];
        let found: Vec<String> = inputs(&words)
            .map(|i| match i.unwrap() {
                Input::File(p) => p.strip_prefix(root.path()).unwrap().display().to_string(),
                Input::Standard => "-".into(),
            })
            .collect();
        assert_eq!(found, ["a/y/x.txt", "a/z.txt", "b.txt", "c.txt"]);
    }

    #[test]
    fn what_is_missing_or_elsewhere_is_an_error_in_its_place() {
        let words = ["-", "/no/such/file", "https://news.example/a"].map(String::from);
        let found: Vec<_> = inputs(&words).collect();
        assert_eq!(found[0], Ok(Input::Standard));
        let text = |i: usize| found[i].as_ref().unwrap_err().to_string();
        assert_eq!(text(1), "/no/such/file: no such file or folder");
        assert!(text(2).contains("save the page"), "{}", text(2));
    }
}
