//! The model of the tests.
#![allow(clippy::disallowed_methods)]

use nlp::Model;
use std::path::PathBuf;

struct Map(memmap2::Mmap);

impl AsRef<[u8]> for Map {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn path() -> PathBuf {
    let folder = std::env::var_os("HEARSAY_DATA").filter(|v| !v.is_empty()).map(PathBuf::from);
    let fallback = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/hearsay-data");
    folder.unwrap_or_else(|| fallback.into()).join("model.hsm")
}

/// The bytes of the model that set-up made.
#[allow(dead_code)]
pub fn bytes() -> Vec<u8> {
    std::fs::read(path()).expect("the model can be read: `cargo xtask test` sets it up")
}

/// The model that set-up made, mapped.
pub fn open() -> Model {
    let path = path();
    let file = std::fs::File::open(&path).unwrap_or_else(|_| {
        panic!("{} is missing: run `cargo xtask test`, which sets it up", path.display())
    });
    // SAFETY: tests do not write to the model.
    let map = unsafe { memmap2::Mmap::map(&file) }.expect("the model can be mapped");
    Model::from_bytes(Map(map)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
