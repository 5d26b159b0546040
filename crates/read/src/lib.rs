//! What was published? Bytes to [`types::Document`]s.
//!
//! Every byte here is hostile. [`read`] is given bytes, a name and [`Hints`], and yields documents or
//! an error that names the document, the place in it and what to do. It touches no file, network or
//! clock, does not panic, and holds no more than one document at a time, so that JSON Lines of
//! millions of rows pass through.
//!
//! What it reads, told by content and not by name: plain text, HTML, JSON Lines of documents (or one
//! JSON object or array of them), and gzip of any of these.
//!
//! # Which bytes are "the document"
//!
//! [`Document::document`](types::Document::document), `sha256` and the offsets of
//! [`OffsetMap`](types::OffsetMap) speak of:
//!
//! | input | bytes |
//! | --- | --- |
//! | plain text, HTML | the bytes as given, in their own charset, with any byte-order mark |
//! | gzip | the bytes inside it: the same page, compressed or not, is the same document |
//! | a JSON row | the UTF-8 bytes of its `text` (else `html`) field, as JSON decodes it; its `document` also covers `publisher` and `url`, so that one text in two papers is two documents |

mod charset;
pub mod copies;
pub mod credits;
mod dates;
mod document;
mod error;
mod html;
mod input;
mod kind;
mod language;
mod lexicon;
mod originals;
mod roles;
mod rows;
pub mod stories;
mod text;
mod voice;

pub use error::{Place, Problem, ReadError};
pub use input::Documents;
pub use originals::{Heard, originals};
pub use voice::{Voice, bond};

use jiff::civil::Date;

/// What is known of the input from outside it. All of it optional; what a document says of itself
/// goes first.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The charset that a transfer named (`Content-Type: text/html; charset=…`), by any label that
    /// the WHATWG Encoding Standard knows. An unknown label is noted and passed over.
    pub charset: Option<String>,
    /// The address that it was fetched from.
    pub url: Option<String>,
}

/// How much is read before a document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document, unpacked. JSON Lines may hold any number of rows of this size.
    pub bytes: usize,
    /// How deep HTML elements may nest; deeper ones are flattened, their text is kept. Never more
    /// than 512, whatever is asked for.
    pub depth: usize,
    /// Elements of a page above which the content is not searched for; the whole body is read.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 50_000_000, depth: 512, elements: 200_000 }
    }
}

/// Reads the documents in `bytes`. `name` is the path or address, used as the document's id where
/// the input gives none, and in errors.
///
/// Lazy: each call of `next` reads one document. An error ends the input, except in JSON Lines, where
/// it stands for its row and the rest goes on. No input yields nothing at all: an empty one yields an
/// error.
///
/// ```
/// let page = b"<h1>Bridge closed</h1><p>The bridge over the Ane is closed, the council said.</p>";
/// let document = read::read("page.html", page, &read::Hints::default(), &read::Limits::default())
///     .next()
///     .expect("one document")
///     .expect("that can be read");
/// assert_eq!(document.title.as_deref(), Some("Bridge closed"));
/// ```
pub fn read<'a>(name: &str, bytes: &'a [u8], hints: &Hints, limits: &Limits) -> Documents<'a> {
    Documents::new(name, bytes, hints.clone(), *limits)
}
