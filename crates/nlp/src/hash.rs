//! String ids and the rows of hash embeddings.
//!
//! spaCy names every string by 64 bits: MurmurHash64A with seed 1, except that 456 strings (names
//! of attributes, labels, parts of speech) keep small numbers. Embedding rows come from
//! MurmurHash3 (x86-64, 128 bits) of such an id.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Names that own a small number instead of a hash, as (first number, names in order).
const SYMBOLS: &[(u64, &str)] = &[
    (
        1,
        "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL \
         IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY",
    ),
    (
        64,
        "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD \
         SENT_START SPACY PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ \
         SYM VERB X EOL SPACE",
    ),
    (
        380,
        "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY \
         QUANTITY ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj \
         cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj \
         nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct \
         quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _",
    ),
];

static SYMBOL_IDS: LazyLock<FxHashMap<String, u64>> = LazyLock::new(|| {
    let listed =
        SYMBOLS.iter().flat_map(|(first, names)| names.split_whitespace().map(str::to_owned).zip(*first..));
    let flags = (19..64).map(|n| (format!("FLAG{n}"), n));
    let deprecated = (1..277).map(|n| (format!("DEPRECATED{n:03}"), 103 + n));
    listed.chain(flags).chain(deprecated).collect()
});

/// spaCy's id of a string: 0 for the empty string.
///
/// ```text
/// string_id("apple") == 8566208034543834098
/// string_id("punct") == 445
/// ```
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    match SYMBOL_IDS.get(text) {
        Some(id) => *id,
        None => murmur64a(text.as_bytes(), 1),
    }
}

fn word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// MurmurHash64A.
fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xC6A4_A793_5BD1_E995;
    const R: u32 = 47;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let mut blocks = bytes.chunks_exact(8);
    for block in &mut blocks {
        let mut k = word(block).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    let tail = blocks.remainder();
    if !tail.is_empty() {
        h = (h ^ word(tail)).wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ h >> R
}

fn mix(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h ^= h >> 33;
    h = h.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    h ^ h >> 33
}

/// The four rows (they may repeat) of a table of `rows` rows that a key adds up.
pub(crate) fn embedding_rows(key: u64, seed: u64, rows: u32) -> [usize; 4] {
    let mut h1 = key.wrapping_mul(0x87C3_7B91_1142_53D5).rotate_left(31).wrapping_mul(0x4CF5_AD43_2745_937F);
    let mut h2 = seed ^ 8;
    h1 ^= h2;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2) = (mix(h1), mix(h2));
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32].map(|h| (h % rows.max(1)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_spacys() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("apple"), 8566208034543834098);
        assert_eq!(string_id("noun"), 16833663260455505849);
        assert_eq!(string_id("verb"), 6360137228241296794);
    }

    #[test]
    fn symbols_keep_their_numbers() {
        for (text, id) in [
            ("IS_ALPHA", 1),
            ("FLAG19", 19),
            ("ID", 64),
            ("X", 101),
            ("DEPRECATED001", 104),
            ("DEPRECATED276", 379),
            ("PERSON", 380),
            ("punct", 445),
            ("_", 456),
        ] {
            assert_eq!(string_id(text), id, "{text}");
        }
    }

    #[test]
    fn rows_stay_inside_the_table() {
        assert!(embedding_rows(u64::MAX, 9, 50).into_iter().all(|r| r < 50));
        assert_eq!(embedding_rows(7, 8, 0), [0; 4]);
    }
}
