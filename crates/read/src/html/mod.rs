//! HTML pages: the report's text without the page around it, and its way back to the bytes.
//!
//! In order: [`mark`] writes the page anew, flat enough and with every element numbered and every
//! text tied to its place in the source; [`choose`] asks dom_smoothie which elements are the content;
//! [`walk`] builds the text from those with [`write`]; [`meta`] reads what the page says of itself.

mod align;
mod choose;
mod elements;
mod mark;
mod meta;
mod walk;
mod write;

use crate::Limits;
use crate::charset::Decoded;
use crate::document::Reading;
use crate::roles;
use types::{OffsetMap, Segment, Span};

/// Fewer characters of content than this are doubted.
const LITTLE: usize = 250;

/// Content is not searched for in pages that nest deeper: the search takes time by depth times size,
/// and pages of news have depths of 10 to 50.
const DEEP: usize = 150;

/// Reads a page. Never fails; a page without text yields none.
pub(crate) fn read(decoded: Decoded, limits: &Limits) -> Reading {
    let marked = mark::mark(&decoded.text, limits.depth.clamp(16, 512));
    let tree = dom_query::Document::from(marked.html.as_str());
    let sane = marked.deepest <= DEEP && marked.sizes.len() <= limits.elements;
    let chosen = sane.then(|| choose::content(&tree)).flatten();
    let article = chosen.as_ref().and_then(|_| choose::article(&tree, &marked.sizes));
    let heading = walk::heading(&tree, &marked);
    let walk = |chosen| walk::walk(&tree, &marked, &decoded.text, chosen, heading);
    let mut walked = walk(chosen.as_ref());
    let mut notes = decoded.notes;
    // The search may take one part of a report that stands in many boxes for all of it.
    if article.is_some() {
        let other = walk(article.as_ref());
        if prose(&other) > 2 * prose(&walked) {
            walked = other;
        }
    }
    if chosen.is_some() && walked.builder.text.len() < LITTLE || chosen.is_none() {
        let body = walk(None);
        if chosen.is_none() || body.builder.text.len() > 3 * walked.builder.text.len() {
            walked = body;
            notes.push("no main content was found; the whole page was read".to_owned());
        }
    }
    if marked.flattened {
        notes.push("elements nested too deep were flattened".to_owned());
    }
    let text = walked.builder.text;
    let outcome = roles::assign(&text, walked.units, false);
    let mut given = meta::given(&marked, outcome.title);
    given.byline = given.byline.or(outcome.byline);
    let map = OffsetMap::Segments(through(walked.builder.segments, &decoded.map));
    Reading { text, passages: outcome.passages, map, given, notes }
}

/// Bytes of paragraphs that are sentences of some length.
fn prose(walked: &walk::Walked) -> usize {
    let long = walked.units.iter().map(|u| u.span.of(&walked.builder.text)).filter(|t| t.len() >= 80);
    long.filter(|t| roles::ends_sentence(t)).map(str::len).sum()
}

/// Takes segments whose originals are characters on to the bytes that those were decoded from.
fn through(segments: Vec<Segment>, map: &OffsetMap) -> Vec<Segment> {
    let OffsetMap::Segments(below) = map else { return segments };
    let mut out = Vec::with_capacity(segments.len());
    for segment in segments {
        if segment.text.len() != segment.original.len() {
            out.extend(map.original(segment.original).map(|original| Segment { original, ..segment }));
            continue;
        }
        let first = below.partition_point(|b| b.text.end <= segment.original.start);
        for b in below[first..].iter().take_while(|b| b.text.start < segment.original.end) {
            let from = b.text.start.max(segment.original.start);
            let to = b.text.end.min(segment.original.end);
            let text = segment.text.start + (from - segment.original.start);
            let part = Span::new(text, text + (to - from));
            out.extend(map.original(Span::new(from, to)).map(|original| Segment { text: part, original }));
        }
    }
    out
}
