//! How the gazetteer lies in its file.
//!
//! Little-endian. A head of 128 bytes: magic, version, length of the file, four sections as
//! (offset, length), SHA-256 of all after the head. Sections: an `fst` map from key to posting,
//! posting lists, records of 40 bytes, and their names. All places are named by their record's index.

use std::ops::Range;

/// First bytes of the file.
pub(super) const MAGIC: &[u8; 8] = b"HEARSAYG";
/// Changes when the layout does.
pub const FORMAT: u32 = 1;
/// Length of the head.
pub(super) const HEAD: usize = 128;
/// Length of a record.
pub(super) const RECORD: usize = 40;
/// No such place.
pub(super) const NONE: u32 = u32::MAX;
/// A value of the map that is a posting itself, not the offset of a list.
pub(super) const INLINE: u64 = 1 << 63;
/// The low bits of a posting are the place.
pub(super) const PLACE_BITS: u32 = 24;

/// How a name stands to its place; the high bits of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameKind(pub(super) u32);

impl NameKind {
    /// The name that the place goes by.
    pub const MAIN: NameKind = NameKind(0);
    /// Another name or spelling.
    pub const OTHER: NameKind = NameKind(1);
    /// A postal code or other short form, which only a container may be called by.
    pub const CODE: NameKind = NameKind(2);
    const BARE: u32 = 4;

    /// The same, after the article was dropped.
    pub(super) fn bare(self) -> NameKind {
        NameKind(self.0 | Self::BARE)
    }
    /// Whether it is a short form.
    pub fn is_code(self) -> bool {
        self.0 & 3 == Self::CODE.0
    }
    /// Whether it is the main name, article or not.
    pub fn is_main(self) -> bool {
        self.0 & 3 == 0
    }
    /// Whether the article was dropped from it.
    pub fn is_bare(self) -> bool {
        self.0 & Self::BARE != 0
    }
}

/// Where the sections lie.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub map: Range<usize>,
    pub lists: Range<usize>,
    pub records: Range<usize>,
    pub names: Range<usize>,
    pub sha256: [u8; 32],
}

/// A file that is no gazetteer, or no longer a whole one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum GazetteerError {
    #[error("this is not a gazetteer: it does not start with its mark")]
    NotOne,
    #[error("the gazetteer has format {0}, this program reads format {FORMAT}")]
    Format(u32),
    #[error("the gazetteer is cut off: {found} bytes of {expected}")]
    Truncated { expected: u64, found: u64 },
    #[error("the gazetteer is damaged: {0}")]
    Damaged(&'static str),
    #[error("{file}: {message}")]
    Source { file: &'static str, message: String },
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

impl Layout {
    /// Reads and checks the head. Costs nothing that grows with the file.
    pub fn read(bytes: &[u8]) -> Result<Layout, GazetteerError> {
        let found = bytes.len() as u64;
        let cut = |expected| GazetteerError::Truncated { expected, found };
        if !bytes.starts_with(MAGIC) {
            let part = MAGIC.starts_with(bytes);
            return Err(if part { cut(HEAD as u64) } else { GazetteerError::NotOne });
        }
        let version = u32_at(bytes, 8).ok_or(cut(HEAD as u64))?;
        if version != FORMAT {
            return Err(GazetteerError::Format(version));
        }
        let head = bytes.get(..HEAD).ok_or(cut(HEAD as u64))?;
        let expected = u64_at(head, 16).ok_or(cut(HEAD as u64))?;
        if found < expected {
            return Err(cut(expected));
        }
        if found > expected {
            return Err(GazetteerError::Damaged("bytes follow its end"));
        }
        let mut at = 24;
        let mut section = || {
            let (offset, length) = (u64_at(head, at)?, u64_at(head, at + 8)?);
            at += 16;
            let end = offset.checked_add(length).filter(|e| *e <= expected && offset >= HEAD as u64)?;
            Some(usize::try_from(offset).ok()?..usize::try_from(end).ok()?)
        };
        let bad = GazetteerError::Damaged("a section lies outside the file");
        let layout = Layout {
            map: section().ok_or(bad.clone())?,
            lists: section().ok_or(bad.clone())?,
            records: section().ok_or(bad.clone())?,
            names: section().ok_or(bad.clone())?,
            sha256: head[88..120].try_into().map_err(|_| bad)?,
        };
        if !layout.records.len().is_multiple_of(RECORD) {
            return Err(GazetteerError::Damaged("its records have another size"));
        }
        Ok(layout)
    }

    /// A whole file from its sections.
    pub fn write(map: &[u8], lists: &[u8], records: &[u8], names: &[u8]) -> Vec<u8> {
        let sections = [map, lists, records, names];
        let length = HEAD + sections.iter().map(|s| s.len()).sum::<usize>();
        let mut file = Vec::with_capacity(length);
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&FORMAT.to_le_bytes());
        file.extend_from_slice(&[0; 4]);
        file.extend_from_slice(&(length as u64).to_le_bytes());
        let mut offset = HEAD;
        for section in sections {
            file.extend_from_slice(&(offset as u64).to_le_bytes());
            file.extend_from_slice(&(section.len() as u64).to_le_bytes());
            offset += section.len();
        }
        file.resize(HEAD, 0);
        sections.iter().for_each(|s| file.extend_from_slice(s));
        let sum = digest(&file[HEAD..]);
        file[88..120].copy_from_slice(&sum);
        file
    }
}

pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
