//! From inputs to documents.

use crate::inputs::reason;
use crate::{Input, Problem, Work};
use std::fs::File;
use std::io::Read;
use std::ops::{ControlFlow, Deref};
use std::path::Path;

/// Files from this size on are mapped into memory and not copied: JSON Lines of any length pass
/// through.
const MAP_FROM: u64 = 4 << 20;
/// What comes through a pipe is held as a whole, and so has an end here.
const MOST_PIPED: u64 = 1 << 30;

/// What a bare text lacks, given by the person who runs the command.
pub type Given = read::Hints;

/// Hands over the documents behind the inputs, in order, until `push` breaks off. One input is open
/// at a time, and of JSON Lines one row.
pub fn documents(
    inputs: impl Iterator<Item = Result<Input, Problem>>,
    given: &Given,
    push: &mut dyn FnMut(Work) -> ControlFlow<()>,
) {
    for input in inputs {
        let pushed = match input {
            Ok(input) => from_input(&input, given, push),
            Err(problem) => push(Err(problem)),
        };
        if pushed.is_break() {
            return;
        }
    }
}

/// The one document in `bytes`, or the first of several.
///
/// # Errors
/// When there is none.
pub fn document(name: &str, bytes: &[u8], given: &Given) -> Work {
    let first = read::read(name, bytes, given, &read::Limits::default()).next();
    first.map_or_else(|| Err(Problem::new(name, "holds no document")), |d| d.map_err(Problem::from))
}

/// Hands over all documents in `bytes`, in order, until `push` breaks off.
pub fn documents_in(name: &str, bytes: &[u8], given: &Given, push: &mut dyn FnMut(Work) -> ControlFlow<()>) {
    // Whether it was broken off is the caller's own doing.
    let _ = read::read(name, bytes, given, &read::Limits::default())
        .try_for_each(|document| push(document.map_err(Problem::from)));
}

fn from_input(
    input: &Input,
    given: &Given,
    push: &mut dyn FnMut(Work) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (name, bytes) = match input {
        Input::File(path) => (path.display().to_string(), from_file(path)),
        Input::Standard => ("-".to_owned(), piped(std::io::stdin().lock())),
    };
    match bytes {
        Ok(bytes) => read::read(&name, &bytes, given, &read::Limits::default())
            .try_for_each(|document| push(document.map_err(Problem::from))),
        Err(message) => push(Err(Problem::new(name, message))),
    }
}

/// The bytes of a file, copied or mapped.
enum Bytes {
    Copied(Vec<u8>),
    Mapped(memmap2::Mmap),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Copied(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

fn from_file(path: &Path) -> Result<Bytes, String> {
    let file = File::open(path).map_err(|e| reason(&e))?;
    let data = file.metadata().map_err(|e| reason(&e))?;
    if !data.is_file() || data.len() < MAP_FROM {
        return piped(file);
    }
    // SAFETY: the map is only read. Nobody can promise that no other program cuts the file meanwhile;
    // that ends this process, as it does with other programs that map what they read.
    unsafe { memmap2::Mmap::map(&file) }.map(Bytes::Mapped).map_err(|e| reason(&e))
}

fn piped(stream: impl Read) -> Result<Bytes, String> {
    let mut bytes = Vec::new();
    stream.take(MOST_PIPED + 1).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
    if bytes.len() as u64 > MOST_PIPED {
        return Err("more than a gigabyte came through a pipe; give it as a file".into());
    }
    Ok(Bytes::Copied(bytes))
}

impl From<read::ReadError> for Problem {
    fn from(error: read::ReadError) -> Problem {
        Problem::new(format!("{}{}", error.name, error.place), error.problem.to_string())
    }
}
