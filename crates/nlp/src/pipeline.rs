//! The bytes of a model, and what is asked of them also after a text was analysed.

use crate::net::tok2vec::VECTOR;
use crate::tables::Tables;
use std::ops::Range;

/// The file, as it was given or copied to an address that suits numbers.
pub(crate) enum Bytes {
    Given(Box<dyn AsRef<[u8]> + Send + Sync>),
    Copied(Vec<u64>, usize),
}

impl Bytes {
    pub(crate) fn new(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Bytes {
        let given = bytes.as_ref();
        if given.as_ptr().align_offset(8) == 0 {
            return Bytes::Given(Box::new(bytes));
        }
        let mut copy = vec![0u64; given.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut copy)[..given.len()].copy_from_slice(given);
        Bytes::Copied(copy, given.len())
    }

    pub(crate) fn get(&self) -> &[u8] {
        match self {
            Bytes::Given(bytes) => (**bytes).as_ref(),
            Bytes::Copied(copy, length) => &bytemuck::cast_slice(copy)[..*length],
        }
    }
}

/// Keys (ascending) and what they stand for.
pub(crate) struct Lookup {
    pub(crate) keys: Range<usize>,
    pub(crate) values: Range<usize>,
}

/// What a [`crate::Model`] and the documents that it made share.
pub(crate) struct Pipeline {
    pub(crate) bytes: Bytes,
    pub(crate) tables: Tables,
    pub(crate) keys: Option<Lookup>,
    pub(crate) vectors: Range<usize>,
}

impl Pipeline {
    pub(crate) fn numbers<T: bytemuck::AnyBitPattern>(&self, range: &Range<usize>) -> &[T] {
        self.bytes.get().get(range.clone()).and_then(|b| bytemuck::try_cast_slice(b).ok()).unwrap_or(&[])
    }

    /// The vector of the word with this hash.
    pub(crate) fn vector_of(&self, orth: u64) -> Option<&[f32]> {
        let keys = self.keys.as_ref()?;
        let at = self.numbers::<u64>(&keys.keys).binary_search(&orth).ok()?;
        let row = *self.numbers::<u32>(&keys.values).get(at)? as usize;
        self.numbers::<f32>(&self.vectors).chunks_exact(VECTOR).nth(row)
    }
}
