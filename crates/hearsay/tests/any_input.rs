//! Invariant: bad input is not an error of the program. Whatever the bytes, reading them gives
//! documents or problems, and in debug builds the reader looks every span of every layer up in the
//! text.
#![allow(clippy::disallowed_methods)]

use hearsay::{Given, Reader};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let target = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/hearsay-data");
    let folder = std::env::var_os("HEARSAY_DATA").map_or_else(target, PathBuf::from);
    Reader::open(&folder).unwrap_or_else(|e| panic!("{e}; run `cargo xtask test`, which sets it up"))
});

/// Pieces of news and what breaks readers of news: marks that do not close, characters of four bytes,
/// joiners, controls, line ends of three kinds, numbers without end.
const PIECES: [&str; 40] = [
    "the mayor",
    "Gen. Rasko Thain",
    "Sanne Vold,",
    "said",
    "told reporters",
    "denied",
    "that",
    "according to",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    "(",
    ")",
    ",",
    ".",
    "!?",
    " - ",
    "—",
    "…",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "more than 5,000",
    "two dozen",
    "9999999999999999999999",
    "1e309",
    "half",
    "on Friday",
    "2031-02-30",
    "since then",
    "in Velm",
    "é",
    "\u{1F9D1}\u{200D}\u{1F692}",
    "\u{0}\u{1b}[31m\u{202e}",
];

fn news() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

fn read(bytes: &[u8]) {
    let given = Given { published: Some("2031-05-06".parse().unwrap()), ..Given::default() };
    if let Ok(document) = hearsay::document("any", bytes, &given) {
        READER.read(document).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_news_is_read(text in news()) {
        read(text.as_bytes());
    }

    #[test]
    fn any_page_is_read(text in news(), tag in "[a-z]{1,6}") {
        read(format!("<html><{tag}>{text}</{tag}><p>{text}<figcaption>{text}").as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }
}
