//! On real data, where it is at hand: every document is read, nearly all of edited news is body, and
//! every word of a page has its place in the bytes.

#![allow(clippy::disallowed_methods, clippy::print_stderr)]

use read::{Hints, Limits};
use std::path::{Path, PathBuf};
use types::{Document, Role, Span};

/// The folder, or nothing with a line that says so.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn documents(path: &Path) -> Vec<Document> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.display().to_string();
    read::read(&name, &bytes, &Hints::default(), &Limits::default()).map(|d| d.unwrap()).collect()
}

#[test]
fn edited_news_is_hardly_ever_furniture() {
    for file in ["attribution/dev.jsonl", "conflict/dev.jsonl", "place/lgl.jsonl", "place/tr-news.jsonl"] {
        let Some(path) = shared(file) else { return };
        let passages = documents(&path).into_iter().flat_map(|d| d.passages).collect::<Vec<_>>();
        let size = |furniture: bool| -> usize {
            let some = passages.iter().filter(|p| !furniture || p.role == Role::Furniture);
            some.map(|p| p.span.len()).sum()
        };
        assert!(size(true) * 500 < size(false), "{file}: {} of {} bytes", size(true), size(false));
    }
}

#[test]
fn every_word_of_a_page_has_an_origin() {
    let Some(folder) = shared("html/pages") else { return };
    for page in std::fs::read_dir(folder).unwrap() {
        let path = page.unwrap().path();
        for document in documents(&path) {
            let words = document.text.split_whitespace();
            for word in words {
                let at = word.as_ptr() as usize - document.text.as_ptr() as usize;
                let origin = document.map.original(Span::new(at, at + word.len()));
                assert!(origin.is_some(), "{}: {word:?}", path.display());
            }
        }
    }
}
