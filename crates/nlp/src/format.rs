//! The model file: a header, a list of named sections, the sections. Little-endian, made to be
//! mapped into memory.
//!
//! | bytes | content |
//! | --- | --- |
//! | 0..8 | `HSMODEL\0` |
//! | 8..12 | version of this format |
//! | 12..16 | number of sections |
//! | 16..24 | length of the file |
//! | 24..56 | SHA-256 of all that follows byte 64 |
//! | 64.. | sections: 32 bytes of name (zero-padded), offset, length, 16 bytes of nothing |
//!
//! Every section starts at a multiple of 64.

use crate::model::ModelError;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::ops::Range;

const MAGIC: &[u8; 8] = b"HSMODEL\0";
/// Version of the form of model files, written to and demanded from every file.
pub const VERSION: u32 = 1;
const ALIGN: usize = 64;
const ENTRY: usize = 64;
const NAME: usize = 32;

/// Collects sections and lays them out.
#[derive(Default)]
pub(crate) struct Writer {
    sections: Vec<(String, Vec<u8>)>,
}

impl Writer {
    pub(crate) fn bytes(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.sections.push((name.into(), bytes));
    }

    pub(crate) fn put<T: bytemuck::NoUninit>(&mut self, name: impl Into<String>, values: &[T]) {
        self.bytes(name, bytemuck::cast_slice(values).to_vec());
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let mut file = vec![0; ALIGN + ENTRY * self.sections.len()];
        for (i, (name, bytes)) in self.sections.iter().enumerate() {
            file.resize(file.len().next_multiple_of(ALIGN), 0);
            let entry = ALIGN + ENTRY * i;
            let name = &name.as_bytes()[..name.len().min(NAME)];
            file[entry..entry + name.len()].copy_from_slice(name);
            let offset = file.len() as u64;
            file[entry + NAME..entry + NAME + 8].copy_from_slice(&offset.to_le_bytes());
            file[entry + NAME + 8..entry + NAME + 16].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
            file.extend_from_slice(bytes);
        }
        file[..8].copy_from_slice(MAGIC);
        file[8..12].copy_from_slice(&VERSION.to_le_bytes());
        file[12..16].copy_from_slice(&(self.sections.len() as u32).to_le_bytes());
        let length = file.len() as u64;
        file[16..24].copy_from_slice(&length.to_le_bytes());
        let hash = Sha256::digest(&file[ALIGN..]);
        file[24..56].copy_from_slice(&hash);
        file
    }
}

/// Where each section lies.
pub(crate) struct Sections(HashMap<String, Range<usize>>);

fn number(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// Checks magic, version, length and bounds; reads no section.
pub(crate) fn open(file: &[u8]) -> Result<Sections, ModelError> {
    if file.len() < ALIGN || &file[..8] != MAGIC {
        return Err(ModelError::NotAModel);
    }
    let half = |at: usize| (number(file, at) & 0xFFFF_FFFF) as u32;
    if half(8) != VERSION {
        return Err(ModelError::Version { found: half(8), wanted: VERSION });
    }
    let (length, count) = (number(file, 16), half(12) as usize);
    if length != file.len() as u64 {
        return Err(ModelError::Length { found: file.len() as u64, wanted: length });
    }
    let damaged = |what: &str| ModelError::Damaged(what.to_owned());
    let end = count.checked_mul(ENTRY).and_then(|n| n.checked_add(ALIGN)).filter(|end| *end <= file.len());
    let list = &file[ALIGN..end.ok_or_else(|| damaged("the list of sections"))?];
    let mut sections = HashMap::with_capacity(list.len() / ENTRY);
    for entry in list.chunks_exact(ENTRY) {
        let name = String::from_utf8_lossy(&entry[..NAME]).trim_end_matches('\0').to_owned();
        let (start, length) = (number(entry, NAME), number(entry, NAME + 8));
        let end = start.checked_add(length).filter(|end| *end <= file.len() as u64);
        match end {
            Some(end) if start % ALIGN as u64 == 0 => {
                sections.insert(name, start as usize..end as usize);
            }
            _ => return Err(damaged(&name)),
        }
    }
    Ok(Sections(sections))
}

/// Compares the file with its hash.
pub(crate) fn verify(file: &[u8]) -> Result<(), ModelError> {
    open(file)?;
    let hash = Sha256::digest(&file[ALIGN..]);
    if file[24..56] == hash[..] { Ok(()) } else { Err(ModelError::Hash) }
}

impl Sections {
    pub(crate) fn get(&self, name: &str) -> Result<Range<usize>, ModelError> {
        self.0.get(name).cloned().ok_or_else(|| ModelError::Damaged(name.to_owned()))
    }

    /// A section that has to hold exactly so many values of so many bytes.
    pub(crate) fn sized(&self, name: &str, values: usize, bytes: usize) -> Result<Range<usize>, ModelError> {
        let range = self.get(name)?;
        if Some(range.len()) == values.checked_mul(bytes) {
            Ok(range)
        } else {
            Err(ModelError::Damaged(name.to_owned()))
        }
    }

    pub(crate) fn floats(&self, name: &str, values: usize) -> Result<Range<usize>, ModelError> {
        self.sized(name, values, 4)
    }
}
