//! Whose words does a report print, and whom does it name as the source of its news?
//!
//! [`credits`] finds agencies and outlets named in the byline, the dateline, a note at the end, and beside
//! words such as "told" and "citing" in the text. [`agency`] tells an article whose whole text is an
//! agency's from one that only cites it. Names and phrases are data: `lexicons/wires.toml` and the outlets of
//! `lexicons/actors-media.toml`.

mod body;
mod ending;
mod lexicon;
mod opening;

pub(crate) use lexicon::house;

use lexicon::WIRES;
use types::{Document, Span};

/// Where a credit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The document's byline.
    Byline,
    /// Place, date and agency before the first words.
    Dateline,
    /// A note after the last words.
    EndLine,
    /// The text names it as the source of some news.
    Body,
}

/// An agency or outlet that a document names as the source of its words or news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Its canonical name.
    pub name: String,
    /// Where the credit stands in the text; nothing for the byline that came beside it.
    pub span: Option<Span>,
    /// Where in the document.
    pub how: How,
    /// Whether it says that the whole text is the agency's.
    pub whole: bool,
}

/// All credits of a document: of the byline first, then in order of the text. Names are matched as they are
/// written in the lexicons; a name without such a place or such words beside it is no credit.
pub fn credits(document: &Document) -> Vec<Credit> {
    let mut found = opening::byline(document);
    found.extend(opening::dateline(document));
    found.extend(ending::notes(document));
    found.extend(body::sources(document));
    found.sort_by_key(|c| (c.span.map(|s| (s.start, s.end)), c.how));
    found.dedup();
    found
}

/// The agency whose text the document is: by its credits, else because the agency itself published it.
/// Nothing for an article that only uses or cites an agency's news.
pub fn agency(document: &Document, credits: &[Credit]) -> Option<String> {
    let own = credits.iter().find(|c| c.whole).map(|c| c.name.clone());
    own.or_else(|| WIRES.agency_of_publisher(document.publisher.as_deref()?).map(str::to_owned))
}
