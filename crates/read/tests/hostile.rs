//! Bytes that mean harm end in a document or an error, never in a crash, a hang or a full memory.

use flate2::{Compression, write::GzEncoder};
use read::{Hints, Limits, Problem};
use std::io::Write;
use types::Document;

fn first(bytes: &[u8], limits: &Limits) -> Result<Document, read::ReadError> {
    read::read("x", bytes, &Hints::default(), limits).next().unwrap()
}

#[test]
fn deep_pages_are_flattened_and_keep_their_text() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", ""),
        ("<table><tr><td>", ""),
        ("<a href=x><p>", "</a>"),
        ("<ul><li>", ""),
    ] {
        let page = format!("{}The bridge is closed.{}", open.repeat(100_000), close.repeat(100_000));
        let document = first(page.as_bytes(), &Limits::default()).unwrap();
        assert!(document.text.contains("The bridge is closed."), "{open}");
    }
}

#[test]
fn misnested_and_swollen_pages_are_read() {
    let pages = [
        format!("<p>{}", (0..5_000).map(|i| format!("<div><font size={i}></div>x ")).collect::<String>()),
        format!("<p {}>The bridge is closed.", (0..50_000).map(|i| format!("a{i}=1 ")).collect::<String>()),
        format!("<p title='{}'>The bridge is closed.", "x".repeat(2_000_000)),
        format!("<p>The bridge is closed.{}", "<svg><noscript><object>".repeat(5_000)),
        format!("<p>The bridge is closed.{}", "<body a=1><html b=2>".repeat(5_000)),
        format!("<p>The bridge is closed. {}", "&amp".repeat(50_000)),
        format!("<p>The bridge is closed. {}", "<!--".repeat(50_000)),
        format!("<p>The bridge is closed. {}", "</".repeat(50_000)),
    ];
    for page in pages {
        let document = first(page.as_bytes(), &Limits::default()).unwrap();
        assert!(!document.text.is_empty());
    }
}

#[test]
fn a_line_of_a_megabyte_is_a_line() {
    let line = "The bridge is closed, the council said on Monday, March 3. ".repeat(18_000);
    let document = first(line.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(document.passages.len(), 1);
    let dashes = "- (".repeat(300_000);
    assert!(first(dashes.as_bytes(), &Limits::default()).is_ok());
}

#[test]
fn a_gzip_bomb_stops_at_the_limit() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..20 {
        encoder.write_all(&[b'a'; 1_000_000]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 1_000_000);
    let limits = Limits { bytes: 3_000_000, ..Limits::default() };
    let error = first(&bomb, &limits).unwrap_err();
    assert_eq!(error.problem, Problem::TooLarge { limit: 3_000_000 });
}

#[test]
fn a_row_beyond_the_limit_is_named_and_the_rest_goes_on() {
    let limits = Limits { bytes: 1000, ..Limits::default() };
    let long = "x".repeat(5000);
    let rows = format!(
        "{{\"text\": \"The bridge is closed.\"}}\n{{\"text\": \"{long}\"}}\n{{\"text\": \"It is open.\"}}\n"
    );
    let all: Vec<_> = read::read("rows", rows.as_bytes(), &Hints::default(), &limits).collect();
    assert_eq!(all.len(), 3);
    assert!(all[1].as_ref().unwrap_err().to_string().starts_with("rows, line 2: has more than"));
    assert_eq!(all[2].as_ref().unwrap().text, "It is open.");
}

#[test]
fn deep_json_is_an_error() {
    let deep = format!("{{\"text\": {}", "[".repeat(100_000));
    assert!(matches!(first(deep.as_bytes(), &Limits::default()).unwrap_err().problem, Problem::Json(_)));
    let page = format!(
        "<script type='application/ld+json'>{}</script><p>The bridge is closed.",
        "[".repeat(100_000)
    );
    assert_eq!(first(page.as_bytes(), &Limits::default()).unwrap().text, "The bridge is closed.");
}
