//! The entries: what is recorded, and the chain that ties each to all before it.

use sha2::{Digest, Sha256};
use std::fmt;

/// The number of an entry in the chain, from 1 on without gaps. Also a moment of the ledger: "as of
/// `seq`" is what was known when that entry had been recorded and the next had not. 0 is before all.
pub type Seq = i64;

/// A SHA-256.
pub type Hash = [u8; 32];

/// When the ledger learned of something: microseconds since 1970, UTC. Never decreases along the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recorded(pub i64);

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i16)]
pub enum Kind {
    /// The bytes of one report and what they were read as. Subject: the document's id.
    Document = 1,
    /// A document replaces another at its address. Subject: the address.
    Version = 2,
    /// What one reading of a document found. Subject: the document's id.
    Reading = 3,
    /// A person corrects a value. Subject: the id of what is corrected.
    Correction = 4,
    /// A person declares two things one. Subject: the id of the first.
    Merge = 5,
    /// A person declares one thing two. Subject: its id.
    Split = 6,
    /// A person rejects a claim. Subject: its id.
    Rejection = 7,
    /// A source or publisher withdraws what it said. Subject: the id of the claim or document.
    Retraction = 8,
    /// A person has looked. Subject: the id of what was looked at.
    Review = 9,
    /// A person takes an earlier judgement back. Subject: the number of its entry, in decimal.
    Undo = 10,
}

impl Kind {
    /// All kinds, in the order of their codes.
    pub const ALL: [Kind; 10] = [
        Kind::Document,
        Kind::Version,
        Kind::Reading,
        Kind::Correction,
        Kind::Merge,
        Kind::Split,
        Kind::Rejection,
        Kind::Retraction,
        Kind::Review,
        Kind::Undo,
    ];

    /// The code that it is stored as. Never changes: the chain's hashes rest on it.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// The kind of a code; nothing for a code of a later version.
    pub fn of(code: i16) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its name, as it is printed: `document`, `retraction`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Version => "version",
            Kind::Reading => "reading",
            Kind::Correction => "correction",
            Kind::Merge => "merge",
            Kind::Split => "split",
            Kind::Rejection => "rejection",
            Kind::Retraction => "retraction",
            Kind::Review => "review",
            Kind::Undo => "undo",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: Kind,
    /// What it is about; see [`Kind`].
    pub subject: &'a str,
    /// What it says, in the shape that its author chose. Compressed when stored.
    pub body: &'a [u8],
    /// Who records it: a person's name, or the program and its version.
    pub author: &'a str,
    /// Why; empty where there is nothing to say.
    pub reason: &'a str,
    /// When, by the caller's clock. An entry is recorded no earlier than the one before it: where the
    /// clock went back, the entry takes the time of the one before.
    pub recorded: Recorded,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its number.
    pub seq: Seq,
    /// The hash of the chain up to it.
    pub hash: Hash,
    /// The time that it took.
    pub recorded: Recorded,
}

/// An entry as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number.
    pub seq: Seq,
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub subject: String,
    /// Who recorded it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When.
    pub recorded: Recorded,
    /// The hash of the chain up to it.
    pub hash: Hash,
    /// What it says, as it was given.
    pub body: Vec<u8>,
}

/// What the chain's hash covers beside the body: each part with its length before it, so that no two
/// headers have the same bytes.
pub(crate) struct Header<'a> {
    pub seq: Seq,
    pub kind: i16,
    pub subject: &'a str,
    pub author: &'a str,
    pub reason: &'a str,
    pub recorded: i64,
}

/// SHA-256 over the hash before, the header and the SHA-256 of the body as it is stored.
pub(crate) fn link(before: &[u8], header: &Header<'_>, stored: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(before);
    part(&header.seq.to_le_bytes());
    part(&header.kind.to_le_bytes());
    part(header.subject.as_bytes());
    part(header.author.as_bytes());
    part(header.reason.as_bytes());
    part(&header.recorded.to_le_bytes());
    part(&Sha256::digest(stored));
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_entry_never_changes_between_versions() {
        let header =
            Header { seq: 1, kind: 1, subject: "doc_a", author: "desk", reason: "", recorded: 1_553_000_000 };
        let hash = link(&[0; 32], &header, b"body");
        let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "bd87cec7db5e3d3a9943fbb40aeca4279937452a04dcd0d1d34c0d1272ff06f4");
    }

    #[test]
    fn words_moved_from_one_part_of_the_header_to_another_change_the_hash() {
        let header = |author, reason| Header { seq: 1, kind: 4, subject: "s", author, reason, recorded: 0 };
        assert_ne!(link(&[], &header("ab", "c"), b""), link(&[], &header("a", "bc"), b""));
    }

    #[test]
    fn a_kind_is_told_by_its_code() {
        assert!(Kind::ALL.iter().all(|k| Kind::of(k.code()) == Some(*k)));
        assert_eq!(Kind::of(11), None);
    }
}
