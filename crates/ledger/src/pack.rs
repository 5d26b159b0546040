//! Bodies of entries: compressed as stored, and how the body of a document is laid out.

use crate::LedgerError;
use flate2::{Compress, Compression, FlushCompress, Status, read::DeflateDecoder};
use std::io::Read;
use types::Document;

/// The largest body, unpacked, in bytes. A stored body that unpacks to more is broken.
const MOST: usize = 512 << 20;
/// Bodies are small: a higher level costs more than it saves.
const LEVEL: u32 = 4;

/// Compresses one body after the other: what that takes is laid out once.
pub(crate) struct Packer(Compress);

impl Default for Packer {
    fn default() -> Packer {
        Packer(Compress::new(Compression::new(LEVEL), false))
    }
}

impl Packer {
    pub fn deflate(&mut self, body: &[u8]) -> Result<Vec<u8>, LedgerError> {
        if body.len() > MOST {
            return Err(LedgerError::TooLarge(body.len()));
        }
        self.0.reset();
        let mut out = Vec::with_capacity(body.len() / 3 + 64);
        loop {
            let taken = usize::try_from(self.0.total_in()).unwrap_or(body.len());
            let done = self.0.compress_vec(&body[taken..], &mut out, FlushCompress::Finish);
            if done.map_err(std::io::Error::other)? == Status::StreamEnd {
                return Ok(out);
            }
            out.reserve(out.len() / 2 + 1024);
        }
    }
}

/// What was packed; nothing for bytes that no packing gives.
pub(crate) fn inflate(stored: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(stored.len().saturating_mul(3).min(1 << 20));
    DeflateDecoder::new(stored).take(MOST as u64 + 1).read_to_end(&mut body).ok()?;
    (body.len() <= MOST).then_some(body)
}

/// The body of a document's entry: lengths (8 bytes each, little-endian) of the JSON of the document
/// without its text, of the text, and of the bytes as received; then the three. Bytes that are the text
/// stand once, with the length `u64::MAX`. Fails only where the document has no JSON, which is never.
pub fn pack_document(document: &Document) -> Result<Vec<u8>, LedgerError> {
    let head = Document { text: String::new(), original: None, ..document.clone() };
    let head = serde_json::to_vec(&head)?;
    let text = document.text.as_bytes();
    let original = document.original.as_deref();
    let sizes = [head.len() as u64, text.len() as u64, original.map_or(u64::MAX, |o| o.len() as u64)];
    let mut body: Vec<u8> = sizes.iter().flat_map(|n| n.to_le_bytes()).collect();
    body.extend_from_slice(&head);
    body.extend_from_slice(text);
    body.extend_from_slice(original.unwrap_or_default());
    Ok(body)
}

/// The document, bytes and all, from the body of its entry; nothing where it has another layout.
pub fn unpack_document(body: &[u8]) -> Option<Document> {
    let size =
        |i: usize| -> Option<u64> { Some(u64::from_le_bytes(body.get(8 * i..8 * i + 8)?.try_into().ok()?)) };
    let (head, text, original) = (usize::try_from(size(0)?).ok()?, usize::try_from(size(1)?).ok()?, size(2)?);
    let (head, rest) = body.get(24..)?.split_at_checked(head)?;
    let (text, rest) = rest.split_at_checked(text)?;
    let original = match original {
        u64::MAX => rest.is_empty().then_some(None)?,
        n => (usize::try_from(n).ok()? == rest.len()).then_some(Some(rest.into()))?,
    };
    let text = String::from_utf8(text.to_vec()).ok()?;
    Some(Document { text, original, ..serde_json::from_slice(head).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_back(body in proptest::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(inflate(&Packer::default().deflate(&body).unwrap()), Some(body));
        }

        #[test]
        fn no_bytes_make_unpacking_fail_otherwise_than_by_saying_so(
            body in proptest::collection::vec(any::<u8>(), 0..200)
        ) {
            inflate(&body);
            unpack_document(&body);
        }
    }
}
