//! Each kind of input: what becomes of it, and what is said when it cannot be read.

use flate2::{Compression, write::GzEncoder};
use read::{Hints, Limits, Place, Problem, ReadError};
use std::io::Write;
use types::{Document, Kind, OffsetMap, Role, Span};

fn all(bytes: &[u8]) -> Vec<Result<Document, ReadError>> {
    read::read("in.txt", bytes, &Hints::default(), &Limits::default()).collect()
}

fn one(bytes: &[u8]) -> Document {
    let mut all = all(bytes);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

fn problem(bytes: &[u8]) -> Problem {
    let mut all = all(bytes);
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap_err().problem
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PLAIN: &str = "The Ane bridge was closed after the storm, the council said.\n\nFerries still run.\n";

#[test]
fn plain_text_stays_exactly_as_given() {
    let document = one(PLAIN.as_bytes());
    assert_eq!((document.text.as_str(), document.kind), (PLAIN, Kind::Text));
    assert_eq!(document.map, OffsetMap::Same);
    assert_eq!(document.id, "in.txt");
    let words: Vec<&str> = document.passages.iter().map(|p| p.span.of(&document.text)).collect();
    assert_eq!(words, [PLAIN.lines().next().unwrap(), "Ferries still run."]);
}

#[test]
fn the_same_bytes_packed_are_the_same_document() {
    let (plain, packed) = (one(PLAIN.as_bytes()), one(&gzip(PLAIN.as_bytes())));
    assert_eq!(plain, packed);
    assert_eq!(plain.sha256.len(), 64);
}

#[test]
fn every_document_keeps_the_bytes_that_it_is_known_by() {
    for bytes in
        ["The weir holds.".as_bytes(), b"<p>The weir holds.</p>", "\u{feff}The weir holds.".as_bytes()]
    {
        assert_eq!(one(bytes).bytes(), bytes);
    }
    assert_eq!(one(&gzip(b"<p>The weir holds.</p>")).bytes(), b"<p>The weir holds.</p>");
    assert_eq!(one(br#"{"text": "The weir holds.", "title": "Weir"}"#).bytes(), b"The weir holds.");
}

#[test]
fn one_text_in_two_papers_is_two_documents() {
    let row = |publisher: &str| {
        one(format!(r#"{{"text": "The weir holds.", "publisher": "{publisher}"}}"#).as_bytes())
    };
    let (post, herald) = (row("Valley Post"), row("Tarsen Herald"));
    assert_ne!(post.document, herald.document);
    assert_eq!((&post.sha256, &post.document), (&herald.sha256, &row(" Valley Post").document));
    assert_eq!(one(br#"{"id": "1", "text": "The weir holds."}"#).document, one(b"The weir holds.").document);
}

#[test]
fn a_byte_order_mark_is_kept_out_and_offsets_step_over_it() {
    let document = one(format!("\u{feff}{PLAIN}").as_bytes());
    assert_eq!(document.text, PLAIN);
    assert_eq!(document.map.original(Span::new(0, 3)), Some(Span::new(3, 6)));
}

#[test]
fn other_charsets_lead_back_to_their_bytes() {
    let mut bytes = b"The mayor of Caf\xe9 Sane said the bridge was closed. The caf\xe9s were open.".to_vec();
    let document = one(&bytes);
    assert!(document.text.contains("Café Sane said"), "{}", document.text);
    assert!(document.notes.iter().any(|n| n.contains("windows-1252")), "{:?}", document.notes);
    let at = document.text.find("é Sane").unwrap();
    assert_eq!(document.map.original(Span::new(at, at + "é Sane".len())), Some(Span::new(16, 22)));
    // A page that names its charset needs no guessing.
    bytes = b"<meta charset=koi8-r><p>\xd0\xcf\xcc\xce\xcf\xd3\xd4\xd8\xc0".to_vec();
    let document = one(&bytes);
    assert_eq!(document.text, "полностью");
    assert_eq!(document.map.original(Span::new(0, 4)), Some(Span::new(24, 26)));
}

#[test]
fn wide_characters_are_told_by_their_mark() {
    let wide: Vec<u8> = [0xfeff].into_iter().chain(PLAIN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let document = one(&wide);
    assert_eq!(document.text, PLAIN);
    assert_eq!(document.map.original(Span::new(4, 7)), Some(Span::new(10, 16)));
}

#[test]
fn bad_bytes_in_utf8_are_replaced_and_noted() {
    let bytes = b"The bridge \xff was closed \xe2\x80\x94 the council said that it was \xe2\x80\x9cunsafe\xe2\x80\x9d.";
    let document = one(bytes);
    assert!(document.text.starts_with("The bridge \u{fffd} was closed —"), "{}", document.text);
    assert_eq!(document.notes[0], "1 place was not valid UTF-8 and became U+FFFD");
    let at = document.text.find("was").unwrap();
    assert_eq!(document.map.original(Span::new(at, at + 3)), Some(Span::new(13, 16)));
}

#[test]
fn json_lines_give_a_document_a_row_and_a_bad_row_only_costs_itself() {
    let rows = b"{\"id\": \"a\", \"text\": \"The bridge is closed.\", \"published\": \"2031-05-04\"}\n\n\
        {\"id\": \"b\", \"text\": \"unfinished\n\
        {\"title\": \"no text\"}\n\
        {\"html\": \"<p>The ferry runs.</p>\", \"publisher\": \"Ane Courier\"}\n";
    let all = all(rows);
    let first = all[0].as_ref().unwrap();
    assert_eq!((first.id.as_str(), first.kind), ("a", Kind::Json));
    assert_eq!(first.published.as_ref().unwrap().at.to_string(), "2031-05-04");
    let bad = all[1].as_ref().unwrap_err();
    assert_eq!(bad.place, Place::Column(3, 31));
    assert!(bad.to_string().starts_with("in.txt, line 3, column 31: is not valid JSON"), "{bad}");
    let none = all[2].as_ref().unwrap_err();
    assert_eq!(none.place, Place::Line(4));
    assert!(none.to_string().contains("neither \"text\" nor \"html\""), "{none}");
    let last = all[3].as_ref().unwrap();
    assert_eq!((last.id.as_str(), last.text.as_str()), ("in.txt:5", "The ferry runs."));
    assert_eq!(last.publisher.as_deref(), Some("Ane Courier"));
    assert_eq!(all.len(), 4);
}

#[test]
fn json_that_spans_lines_is_read_whole() {
    let array =
        b"[\n  {\n \"id\": 7, \"text\": \"The bridge is closed.\"\n},\n {\"text\": \"The ferry runs.\"}\n]\n";
    let ids: Vec<String> = all(array).into_iter().map(|d| d.unwrap().id).collect();
    assert_eq!(ids, ["7", "in.txt:2"]);
    assert_eq!(one(b"{\n \"text\": \"The bridge is closed.\"\n}").id, "in.txt");
}

#[test]
fn hints_fill_in_what_is_missing_and_no_more() {
    let hints = Hints {
        published: Some("2031-05-04".parse().unwrap()),
        publisher: Some("Ane Courier".to_owned()),
        ..Hints::default()
    };
    let page = b"<meta property='og:site_name' content='Port Sane Post'><p>The bridge is closed.";
    let of = |bytes: &[u8]| read::read("x", bytes, &hints, &Limits::default()).next().unwrap().unwrap();
    let document = of(page);
    assert_eq!(document.publisher.as_deref(), Some("Port Sane Post"));
    let published = document.published.unwrap();
    assert_eq!((published.at.to_string().as_str(), published.basis.as_str()), ("2031-05-04", "given"));
    assert_eq!(of(PLAIN.as_bytes()).publisher.as_deref(), Some("Ane Courier"));
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(problem(b""), Problem::Empty);
    assert_eq!(problem(b" \n\t"), Problem::Empty);
    assert_eq!(problem(b"%PDF-1.7 ..."), Problem::Binary("a PDF"));
    assert_eq!(problem(&gzip(&gzip(b"x"))), Problem::Binary("gzip inside gzip"));
    assert!(matches!(problem(&gzip(PLAIN.as_bytes())[..30]), Problem::Gzip(_)));
    assert_eq!(problem(b"<?xml version='1.0'?><feed xmlns='x'>"), Problem::NotYet("an Atom feed"));
    assert!(matches!(problem(b"<html><body><script>1</script></body></html>"), Problem::Shape(_)));
    let large = vec![b'a'; 50_000_001];
    assert_eq!(
        all(&large)[0].as_ref().unwrap_err().to_string(),
        "in.txt: has more than 50 MB unpacked, the limit for one document; split it, or give its documents \
         as JSON Lines"
    );
}

#[test]
fn other_languages_are_named_and_noted() {
    let document = one("Der Rat sagte am Montag, dass die Brücke nach dem Sturm gesperrt ist.".as_bytes());
    assert_eq!(document.language.as_deref(), Some("de"));
    assert!(document.notes.iter().any(|n| n == "written in German; only English is read for claims"));
}

#[test]
fn furniture_is_blank_in_the_statements_and_nothing_moves() {
    let document =
        one(b"Bridge closed in Port Sane\n\nThe bridge is closed, the council of Port Sane said.\n\nShare\n");
    assert_eq!(document.passages.last().map(|p| p.role), Some(Role::Furniture));
    let statements = document.statements();
    assert_eq!(statements.len(), document.text.len());
    assert!(!statements.contains("Share") && statements.contains("the council"));
    assert_eq!(document.title.as_deref(), Some("Bridge closed in Port Sane"));
}
