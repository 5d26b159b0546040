//! Bytes to characters, and from the characters back to the bytes.
//!
//! In this order: a byte-order mark, the charset that the transfer named, the one that the page
//! names in a `<meta>`, valid UTF-8, and at last what the letters look like (chardetng).

use encoding_rs::{Encoding, UTF_8};
use types::{OffsetMap, Segment, Span};

/// Text and where it came from.
pub(crate) struct Decoded {
    pub text: String,
    pub map: OffsetMap,
    pub notes: Vec<String>,
}

/// Decodes. Never fails: what is no character becomes U+FFFD, and a note says how often.
pub(crate) fn decode(bytes: &[u8], transfer: Option<&str>, html: bool) -> Decoded {
    let mut notes = Vec::new();
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (choose(bytes, transfer, html, &mut notes), 0),
    };
    let mut out = if encoding == UTF_8 { from_utf8(bytes, mark) } else { from_other(bytes, mark, encoding) };
    let lost = out.text.matches('\u{fffd}').count();
    if lost > 0 && std::str::from_utf8(bytes).is_err() {
        let word = if lost == 1 { "place was" } else { "places were" };
        notes.push(format!("{lost} {word} not valid {} and became U+FFFD", encoding.name()));
    }
    out.notes = notes;
    out
}

fn choose(bytes: &[u8], transfer: Option<&str>, html: bool, notes: &mut Vec<String>) -> &'static Encoding {
    if let Some(label) = transfer {
        match Encoding::for_label(label.trim().as_bytes()) {
            Some(encoding) => return encoding,
            None => notes.push(format!("the charset {label:?} that came with it is unknown")),
        }
    }
    if let Some(encoding) = html.then(|| declared(bytes)).flatten() {
        // Pages that say UTF-16 in a tag that could be read as ASCII do not mean it (as in HTML).
        return if encoding.is_ascii_compatible() { encoding } else { UTF_8 };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let encoding = guess(bytes);
    if encoding != UTF_8 {
        notes.push(format!("no charset is given and it is not UTF-8; read as {}", encoding.name()));
    }
    encoding
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // Sequences that are valid UTF-8 hardly come about by chance: the bad bytes are bad bytes.
    let wide = bytes.utf8_chunks().flat_map(|c| c.valid().chars()).filter(|c| !c.is_ascii()).count();
    let bad = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    if wide > bad {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1_000_000)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// The charset that a `<meta>` (or an XML declaration) in the first bytes names. HTML looks at
/// 1,024 bytes; real pages put it later, so we look at 4,096.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = find(&head[from..], b"charset=").or_else(|| find(&head[from..], b"encoding=")) {
        let at = from + at;
        let tag = head[..at].iter().rposition(|b| *b == b'<').map(|i| &head[i..at]);
        let value = &head[at..];
        let value = &value[value.iter().position(|b| *b == b'=')? + 1..];
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| b"\"'> ;/?".contains(b)).unwrap_or(value.len());
        if tag.is_some_and(|t| t.starts_with(b"<meta") || t.starts_with(b"<?xml")) {
            return Encoding::for_label(&value[..end]);
        }
        from = at + 8;
    }
    None
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|w| w == needle)
}

fn from_utf8(bytes: &[u8], mark: usize) -> Decoded {
    let mut builder = Builder::default();
    let mut at = mark;
    for chunk in bytes[mark..].utf8_chunks() {
        builder.same(chunk.valid(), at);
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            builder.other("\u{fffd}", Span::new(at, at + chunk.invalid().len()));
            at += chunk.invalid().len();
        }
    }
    builder.finish(bytes.len())
}

/// Feeds one byte at a time, so that each piece of output is known to come from the bytes since the
/// last.
fn from_other(bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut builder = Builder::default();
    let mut piece = String::with_capacity(64);
    let mut since = mark;
    for at in mark..=bytes.len() {
        let input = bytes.get(at..at + 1).unwrap_or_default();
        piece.clear();
        let (_, _, _) = decoder.decode_to_string(input, &mut piece, at == bytes.len());
        let end = (at + 1).min(bytes.len());
        if piece.is_empty() {
            continue;
        }
        match &bytes[since..end] == piece.as_bytes() {
            true => builder.same(&piece, since),
            false => builder.other(&piece, Span::new(since, end)),
        }
        since = end;
    }
    builder.finish(bytes.len())
}

/// Text that grows together with its segments. Neighbours of equal bytes become one.
#[derive(Default)]
pub(crate) struct Builder {
    pub text: String,
    pub segments: Vec<Segment>,
    /// Whether the last segment is of equal bytes and may grow.
    open: bool,
}

impl Builder {
    /// Bytes that are their own original.
    pub fn same(&mut self, piece: &str, at: usize) {
        if piece.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(piece);
        let goes_on = |s: &&mut Segment| s.text.end == start && s.original.end == at;
        match self.segments.last_mut().filter(|_| self.open).filter(goes_on) {
            Some(last) => {
                last.text.end += piece.len();
                last.original.end += piece.len();
            }
            None => self.segments.push(Segment {
                text: Span::new(start, self.text.len()),
                original: Span::new(at, at + piece.len()),
            }),
        }
        self.open = true;
    }

    /// Characters that reading made up.
    pub fn made_up(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.open = false;
    }

    /// Characters that stand for other bytes.
    pub fn other(&mut self, piece: &str, original: Span) {
        let start = self.text.len();
        self.text.push_str(piece);
        self.segments.push(Segment { text: Span::new(start, self.text.len()), original });
        self.open = false;
    }

    fn finish(self, length: usize) -> Decoded {
        let whole = Span::new(0, length);
        let same = match self.segments.as_slice() {
            [] => length == 0,
            [only] => only.text == whole && only.original == whole,
            _ => false,
        };
        let map = if same { OffsetMap::Same } else { OffsetMap::Segments(self.segments) };
        Decoded { text: self.text, map, notes: Vec::new() }
    }
}
