//! Every word of a page's text leads back to the bytes that it was written with.

use read::{Hints, Limits};
use types::{Document, Span};

fn page(bytes: &[u8]) -> Document {
    read::read("page", bytes, &Hints::default(), &Limits::default()).next().unwrap().unwrap()
}

/// The bytes that `words` came from, as far as they are text.
fn source(document: &Document, bytes: &[u8], words: &str) -> String {
    let at = document.text.find(words).unwrap();
    let Span { start, end } = document.map.original(Span::new(at, at + words.len())).unwrap();
    String::from_utf8_lossy(&bytes[start..end]).into_owned()
}

#[test]
fn entities_tags_and_blanks_are_stepped_over() {
    let bytes = b"<body><p>The  council\r\nof Port&nbsp;Sane said: &ldquo;It is <b>cl</b>osed &amp; unsafe&rdquo;.</p>\n\
        <p>A sec&shy;ond one.</p><pre>\nTide 3 m\n</pre></body>";
    let document = page(bytes);
    assert_eq!(
        document.text,
        "The council of Port Sane said: “It is closed & unsafe”.\n\nA second one.\n\nTide 3 m"
    );
    let from = |words| source(&document, bytes, words);
    assert_eq!(from("council"), "council");
    assert_eq!(from("council of"), "council\r\nof");
    assert_eq!(from("“It"), "&ldquo;It");
    assert_eq!(from("closed &"), "cl</b>osed &amp;");
    assert_eq!(from("second"), "sec&shy;ond");
    assert_eq!(from("Tide"), "Tide");
    assert_eq!(from("one.\n\nTide"), "one.</p><pre>\nTide");
    let gap = document.text.find("\n\n").unwrap();
    assert_eq!(document.map.original(Span::new(gap, gap + 2)), None);
}

#[test]
fn a_page_in_another_charset_leads_back_through_it() {
    let bytes = b"<meta charset=windows-1252><p>The caf\xe9 &eacute;t\xe9 was closed, the council said.";
    let document = page(bytes);
    assert_eq!(document.text, "The café été was closed, the council said.");
    let at = document.text.find("café").unwrap();
    let span = document.map.original(Span::new(at, at + "café été was".len())).unwrap();
    assert_eq!(&bytes[span.start..span.end], b"caf\xe9 &eacute;t\xe9 was");
}

#[test]
fn every_word_of_an_ordinary_page_has_an_origin() {
    let paragraph = "<p class=x>The <a href='/ane'>Ane bridge</a> is closed&mdash;the council said so &#8220;today&#8221;.\n<br>It is 5 &lt; 6 &copy &notanentity; R&D.</p>";
    let bytes = format!("<html><body><div>{}</div></body></html>", paragraph.repeat(20)).into_bytes();
    let document = page(&bytes);
    for (at, word) in document.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let span = Span::new(at, at + word.len_utf8());
        assert!(document.map.original(span).is_some(), "{word:?} at {at} has none");
    }
}
