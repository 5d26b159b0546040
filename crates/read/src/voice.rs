//! What is stored of a document to tell whether it is a voice of its own, and the bond of two.

use crate::copies::{Signature, SignatureError};
use crate::credits::{Credit, agency, credits, house};
use types::{Bond, Document};

/// From this share of the shorter document's words on, one of two is a copy, or both copy a third.
/// Measured on news of one event by several outlets: see `docs/voices.md`.
const COPY: f64 = 0.30;
/// Likewise for two documents of one publisher: its standing background paragraphs and notes recur.
const COPY_OF_OWN: f64 = 0.60;
/// Fewer runs in common are a formula, unless they are nearly all of two short documents.
const LEAST_RUNS: f64 = 30.0;
/// Nearly all.
const WHOLE: f64 = 0.80;

/// What is kept of a document to tell whether it counts beside others. Depends on the document alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its words.
    pub signature: Signature,
    /// Who published it, as publishers are compared; nothing when that is unknown.
    pub publisher: Option<String>,
    /// The agency whose text it is as a whole.
    pub agency: Option<String>,
    /// Agencies and outlets that it names as the source of some of its news, by name, each once.
    pub credited: Vec<String>,
}

impl Voice {
    /// The voice of a document.
    pub fn of(document: &Document) -> Voice {
        Voice::with(document, &credits(document))
    }

    /// The voice of a document whose credits are known.
    pub fn with(document: &Document, credits: &[Credit]) -> Voice {
        let publisher = document.publisher.as_deref().map(house).filter(|p| !p.is_empty());
        let agency = agency(document, credits);
        let own = |name: &str| agency.as_deref() == Some(name) || publisher.as_deref() == Some(name);
        let mut credited: Vec<String> =
            credits.iter().filter(|c| !c.whole && !own(&c.name)).map(|c| c.name.clone()).collect();
        credited.sort();
        credited.dedup();
        Voice { signature: Signature::of(document), publisher, agency, credited }
    }

    /// Whether it credits the publisher or the agency of the other; who.
    fn credits<'a>(&'a self, other: &Voice) -> Option<&'a str> {
        let is =
            |name: &&String| other.agency.as_ref() == Some(*name) || other.publisher.as_ref() == Some(*name);
        self.credited.iter().find(is).map(String::as_str)
    }

    /// The stored form: a byte for the version (1), the signature, then publisher, agency and the credited,
    /// each as length (16 bits, little-endian) and UTF-8; an absent name has the length 0xffff.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(self.signature.to_bytes());
        put(&mut bytes, self.publisher.as_deref());
        put(&mut bytes, self.agency.as_deref());
        self.credited.iter().for_each(|name| put(&mut bytes, Some(name)));
        bytes
    }

    /// Reads the stored form; never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Voice, SignatureError> {
        let Some((1, rest)) = bytes.split_first() else { return Err(SignatureError) };
        let (signature, mut rest) = rest.split_at_checked(Signature::BYTES).ok_or(SignatureError)?;
        let signature = Signature::from_bytes(signature)?;
        let (publisher, agency) = (take(&mut rest)?, take(&mut rest)?);
        let mut credited = Vec::new();
        while !rest.is_empty() {
            credited.extend(take(&mut rest)?);
        }
        Ok(Voice { signature, publisher, agency, credited })
    }
}

const ABSENT: u16 = u16::MAX;

fn put(bytes: &mut Vec<u8>, name: Option<&str>) {
    let name = name.map(|n| crate::roles::cut(n, usize::from(ABSENT) - 1));
    // A cut name is shorter than 0xffff.
    let length = name.map_or(ABSENT, |n| n.len() as u16);
    bytes.extend(length.to_le_bytes());
    bytes.extend(name.unwrap_or_default().as_bytes());
}

fn take(rest: &mut &[u8]) -> Result<Option<String>, SignatureError> {
    let (length, after) = rest.split_at_checked(2).ok_or(SignatureError)?;
    let length = u16::from_le_bytes([length[0], length[1]]);
    *rest = after;
    if length == ABSENT {
        return Ok(None);
    }
    let (name, after) = rest.split_at_checked(usize::from(length)).ok_or(SignatureError)?;
    *rest = after;
    String::from_utf8(name.to_vec()).map(Some).map_err(|_| SignatureError)
}

/// Why two documents do not count as two voices; nothing when they do. The same whichever comes first. The
/// strongest evidence goes first: the words, then one agency's text, then a credit. That one publisher is
/// one voice is not said here: compare [`Voice::publisher`].
///
/// A credit ties what one reports of the other, not all that both say: weigh it where the claim itself
/// stands on the credited source.
pub fn bond(a: &Voice, b: &Voice) -> Option<Bond> {
    if let Some(share) = copied(a, b) {
        return Some(Bond::Copy { share: (share * 100.0).round() as u8 });
    }
    if a.agency.is_some() && a.agency == b.agency {
        return a.agency.clone().map(|agency| Bond::SameAgency { agency });
    }
    // Sorted, so that the answer does not depend on which is asked first.
    let credited = a.credits(b).into_iter().chain(b.credits(a)).min()?;
    Some(Bond::Credits { credited: credited.to_owned() })
}

/// The share of the shorter one's words that stand in the longer, where that makes a copy.
fn copied(a: &Voice, b: &Voice) -> Option<f64> {
    let reuse = a.signature.reuse(&b.signature);
    let one_house = a.publisher.is_some() && a.publisher == b.publisher;
    let least = if one_house { COPY_OF_OWN } else { COPY };
    let enough = reuse.runs >= LEAST_RUNS || reuse.of_longer >= WHOLE;
    (reuse.of_shorter >= least && enough).then_some(reuse.of_shorter)
}
