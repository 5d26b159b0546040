//! What the bytes are, by what stands in them.

use crate::error::Problem;

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Html,
    Json,
}

/// How many bytes are looked at.
pub(crate) const PEEK: usize = 64 * 1024;

pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

/// First bytes of formats that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive, or an office file packed as one"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\0asm", "a WebAssembly file"),
    (b"wOF", "a font"),
];

/// The kind of the text that begins with `head`, already without gzip. `head` may be cut anywhere.
pub(crate) fn kind(head: &[u8]) -> Result<Kind, Problem> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Problem::Binary(what));
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Err(Problem::Binary("an MP4 or HEIF file"));
    }
    if is_utf16(head) {
        // Only plain text and HTML come so; both begin alike once the zero bytes are out.
        let narrow: Vec<u8> = head.iter().copied().filter(|b| *b != 0).skip(2).collect();
        return written(&narrow);
    }
    let odd = head.iter().filter(|b| **b < 9 || (14..32).contains(*b) && **b != 27).count();
    if odd * 50 > head.len() {
        return Err(Problem::Binary("binary data"));
    }
    written(head)
}

fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// The kind of something that is text.
fn written(head: &[u8]) -> Result<Kind, Problem> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"WARC/") {
        return Err(Problem::NotYet("a web archive (WARC)"));
    }
    if looks_like_json(head) {
        let start = &head[..head.len().min(2000)];
        if contains(start, b"jsonfeed.org/version") {
            return Err(Problem::NotYet("a JSON feed"));
        }
        return Ok(Kind::Json);
    }
    if head.first() == Some(&b'<') {
        return markup(head);
    }
    Ok(if has_page_tags(head) { Kind::Html } else { Kind::Text })
}

/// An object that begins with a key, or an array of objects. Plain text may begin with a bracket.
fn looks_like_json(head: &[u8]) -> bool {
    let after = |head: &[u8], open: u8| match head.split_first() {
        Some((first, rest)) if *first == open => Some(rest.trim_ascii_start().first().copied()),
        _ => None,
    };
    match (after(head, b'{'), after(head, b'[')) {
        (Some(next), _) => matches!(next, Some(b'"' | b'}')),
        (_, Some(next)) => next == Some(b'{'),
        _ => false,
    }
}

/// What begins with `<`.
fn markup(head: &[u8]) -> Result<Kind, Problem> {
    let start = head[..head.len().min(4096)].to_ascii_lowercase();
    // A page may hold "<rss" in a script, a feed has it as its first element.
    match first_element(&start) {
        Some(b"rss" | b"rdf:rdf") => Err(Problem::NotYet("an RSS feed")),
        Some(b"feed") => Err(Problem::NotYet("an Atom feed")),
        Some(b"urlset" | b"sitemapindex") => Err(Problem::NotYet("a site map")),
        Some(_) => Ok(Kind::Html),
        None if contains(&start, b"<!doctype html") => Ok(Kind::Html),
        None => Ok(if has_page_tags(head) { Kind::Html } else { Kind::Text }),
    }
}

/// Name of the first element after declarations and comments.
fn first_element(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    loop {
        let open = rest.iter().position(|b| *b == b'<')?;
        rest = &rest[open + 1..];
        if let Some(comment) = rest.strip_prefix(b"!--") {
            let end = find(comment, b"-->")?;
            rest = &comment[end + 3..];
        } else if !matches!(rest.first(), Some(b'?' | b'!')) {
            let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b':'));
            let name = &rest[..end.unwrap_or(rest.len())];
            return name.first().is_some_and(u8::is_ascii_alphabetic).then_some(name);
        }
    }
}

/// Whether tags of a page stand in what does not begin with one.
fn has_page_tags(head: &[u8]) -> bool {
    let lower = head.to_ascii_lowercase();
    let tags: [&[u8]; 6] = [b"<html", b"<body", b"</p>", b"</div>", b"<br", b"</h1>"];
    tags.iter().filter(|tag| contains(&lower, tag)).count() >= 2 || contains(&lower, b"<!doctype html")
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|w| w == needle)
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    find(hay, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};
    use crate::error::Problem;

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(kind(b"The bridge is closed."), Ok(Kind::Text));
        assert_eq!(kind(b"  \n<!-- saved --><HTML><p>x"), Ok(Kind::Html));
        assert_eq!(kind(b"\xef\xbb\xbf<p>A bridge</p>"), Ok(Kind::Html));
        assert_eq!(kind(b"{\"text\": \"x\"}\n"), Ok(Kind::Json));
        assert_eq!(kind(b"[\n {\"text\": \"x\"}]"), Ok(Kind::Json));
        assert_eq!(kind(b"[Editor's note: corrected.]\n\nThe bridge"), Ok(Kind::Text));
        assert_eq!(kind(b"<3 from Port Sane"), Ok(Kind::Text));
        assert_eq!(kind(b"\xff\xfeT\0h\0e\0"), Ok(Kind::Text));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(kind(b"%PDF-1.7"), Err(Problem::Binary("a PDF")));
        assert_eq!(kind(b"ab\0\0\0\0cd"), Err(Problem::Binary("binary data")));
        assert_eq!(
            kind(b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">"),
            Err(Problem::NotYet("an RSS feed"))
        );
        assert_eq!(kind(b"WARC/1.0\r\n"), Err(Problem::NotYet("a web archive (WARC)")));
    }
}
