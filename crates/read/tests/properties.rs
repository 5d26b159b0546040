//! What holds of every document, whatever the bytes.

use proptest::prelude::*;
use read::{Hints, Limits};
use types::{Document, OffsetMap, Passage};

/// Spans on characters, in order, apart; the statements of the same length; originals inside the
/// bytes, and equal to the text where they say so.
fn check(document: &Document, bytes: &[u8]) {
    let mut end = 0;
    for Passage { span, .. } in &document.passages {
        assert!(span.start >= end && !span.is_empty(), "passages overlap at {}", span.start);
        assert!(span.get(&document.text).is_some(), "a passage off its characters at {}", span.start);
        end = span.end;
    }
    assert_eq!(document.statements().len(), document.text.len());
    match &document.map {
        OffsetMap::Same => assert_eq!(document.text.as_bytes(), bytes),
        OffsetMap::Segments(segments) => {
            let mut end = 0;
            for segment in segments {
                assert!(segment.text.start >= end, "segments overlap at {}", segment.text.start);
                end = segment.text.end;
                let words = segment.text.get(&document.text).expect("a segment on characters");
                let original = &bytes[segment.original.start..segment.original.end];
                if segment.text.len() == segment.original.len() && words.chars().count() > 1 {
                    assert_eq!(words.as_bytes(), original);
                }
            }
        }
    }
}

fn documents(bytes: &[u8]) -> Vec<Document> {
    let limits = Limits { bytes: 100_000, ..Limits::default() };
    read::read("x", bytes, &Hints::default(), &limits).take(1000).filter_map(Result::ok).collect()
}

/// Pieces of pages and texts, in any order.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=caption>",
        "</div>",
        "<b>",
        "</b>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<ul><li>",
        "<h1>",
        "</h1>",
        "<br>",
        "<svg>",
        "</svg>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "&amp;",
        "&nbsp;",
        "&#x41;",
        "&nLl;",
        "&",
        "\r\n",
        "\n\n",
        "<form>",
        "<figure><figcaption>",
        "</figcaption>",
        "The bridge was closed on Monday, March 3.",
        "FILE - The bridge. (AFP)",
        "Share",
        "PORT SANE (AP) — ",
        "By Ida Writer",
        "Ane Council Declares Bridge Open 0Even so it was not yet ",
        "“Closed,” he said.",
        "May 4, 2031",
        "- an item",
        "é",
        "\u{ad}",
        "\0",
        "ß–…",
        "<pre>",
        "</pre>",
        "Related",
    ]);
    prop_oneof![4 => fixed.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for document in documents(&bytes) {
            if document.kind != types::Kind::Json {
                check(&document, &bytes);
            }
        }
    }

    #[test]
    fn any_page(pieces in prop::collection::vec(piece(), 0..60)) {
        let page = format!("<html>{}", pieces.concat());
        for document in documents(page.as_bytes()) {
            check(&document, page.as_bytes());
        }
    }

    #[test]
    fn any_text(pieces in prop::collection::vec(piece(), 0..60), gap in "[ \n]{1,2}") {
        let text = format!("x{gap}{}", pieces.join(&gap));
        for document in documents(text.as_bytes()) {
            check(&document, text.as_bytes());
        }
    }

    #[test]
    fn any_row(text in any::<String>()) {
        let row = serde_json::json!({ "text": text }).to_string();
        for document in documents(row.as_bytes()) {
            prop_assert_eq!(&document.text, &text);
            check(&document, text.as_bytes());
        }
    }
}
