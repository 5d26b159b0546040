//! MinHash signatures: a format that is stored and compared for ever.

use super::content;
use std::fmt;
use types::Document;

/// Hash functions of a signature.
const HASHES: usize = 126;
/// Hashes that make up one key of an index.
const ROWS: usize = 3;
/// First byte of a stored signature.
const VERSION: u8 = 1;
/// Step of the seeds: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Fewer hashes in common may be chance: words that everybody uses.
const CHANCE: usize = 4;

/// What is kept of the words of a document, to tell copies. The same text gives the same signature on
/// any machine.
///
/// Stored as [`Signature::to_bytes`]: the byte 1, the number of distinct runs of four words (32 bits,
/// little-endian), then 126 numbers of 16 bits, little-endian. Number *i* is the low 16 bits of the
/// least value that `mix(run ^ mix((i + 1) * STEP))` takes over all runs, where `mix` is the finaliser
/// of SplitMix64. A text without runs has 126 times 0xffff.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    runs: u32,
    least: Box<[u16; HASHES]>,
}

/// How much of their words two documents have in common, from 0 to 1; estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reuse {
    /// Share of the runs of the shorter document that stand in the longer one.
    pub of_shorter: f64,
    /// Share of the runs of the longer document that stand in the shorter one. Close to `of_shorter` for
    /// a full reprint, far below it for a paper that prints a part or adds its own.
    pub of_longer: f64,
    /// Runs in common.
    pub runs: f64,
}

impl Signature {
    /// Bytes of the stored form.
    pub const BYTES: usize = 1 + 4 + 2 * HASHES;

    /// The signature of what a document says in its own words: see [`super`].
    pub fn of(document: &Document) -> Signature {
        let runs = content::runs(document);
        let mut least = Box::new([u16::MAX; HASHES]);
        for (i, slot) in (1_u64..).zip(least.iter_mut()) {
            let seed = mix(i.wrapping_mul(STEP));
            if let Some(min) = runs.iter().map(|run| mix(run ^ seed)).min() {
                // The low bits: the high ones of a least value are nearly always zero.
                *slot = min as u16;
            }
        }
        Signature { runs: u32::try_from(runs.len()).unwrap_or(u32::MAX), least }
    }

    /// Distinct runs of four words of the document.
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// Share of the runs of both that both have (Jaccard), estimated: right to about 0.04.
    pub fn similarity(&self, other: &Signature) -> f64 {
        self.same(other) as f64 / HASHES as f64
    }

    fn same(&self, other: &Signature) -> usize {
        if self.runs == 0 || other.runs == 0 {
            return 0;
        }
        self.least.iter().zip(other.least.iter()).filter(|(a, b)| a == b).count()
    }

    /// How much of the one stands in the other. Zero where so little is common that it may be chance.
    /// The error grows with the difference in length: for texts of one length .05, where one is ten
    /// times as long as the other .15.
    pub fn reuse(&self, other: &Signature) -> Reuse {
        let same = self.same(other);
        if same < CHANCE {
            return Reuse { of_shorter: 0.0, of_longer: 0.0, runs: 0.0 };
        }
        let similarity = same as f64 / HASHES as f64;
        let (a, b) = (f64::from(self.runs), f64::from(other.runs));
        let runs = (similarity * (a + b) / (1.0 + similarity)).min(a.min(b));
        Reuse { of_shorter: runs / a.min(b), of_longer: runs / a.max(b), runs }
    }

    /// Keys for an index: two documents that share one are worth comparing. 42 keys of three hashes
    /// each: of pairs that have half of their runs in common 99.6 % share a key, of those with a third 79 %,
    /// with a twentieth .5 %. None for a text without runs.
    pub fn bands(&self) -> Vec<u64> {
        if self.runs == 0 {
            return Vec::new();
        }
        let key = |(band, rows): (usize, &[u16])| {
            rows.iter().fold(mix(band as u64 + 1), |key, row| mix(key ^ u64::from(*row)))
        };
        self.least.chunks_exact(ROWS).enumerate().map(key).collect()
    }

    /// The stored form: 257 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Signature::BYTES);
        bytes.push(VERSION);
        bytes.extend(self.runs.to_le_bytes());
        bytes.extend(self.least.iter().flat_map(|h| h.to_le_bytes()));
        bytes
    }

    /// Reads the stored form. Fails on another length or version; never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Signature, SignatureError> {
        let [VERSION, a, b, c, d, hashes @ ..] = bytes else { return Err(SignatureError) };
        if bytes.len() != Signature::BYTES {
            return Err(SignatureError);
        }
        let mut least = Box::new([u16::MAX; HASHES]);
        for (slot, pair) in least.iter_mut().zip(hashes.chunks_exact(2)) {
            *slot = u16::from_le_bytes([pair[0], pair[1]]);
        }
        Ok(Signature { runs: u32::from_le_bytes([*a, *b, *c, *d]), least })
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} runs)", self.runs)
    }
}

/// Bytes that are no stored signature of a version that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a stored signature: 257 bytes that begin with 1 were expected; rebuild it from the document")]
pub struct SignatureError;

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
