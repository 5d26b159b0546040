//! One report as received.

use crate::{Dated, DocumentId, Span};
use serde::{Deserialize, Serialize};

/// What a stretch of a document is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = PassageRole))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The title.
    Headline,
    /// Who wrote it.
    Byline,
    /// Place and date before the first sentence.
    Dateline,
    /// The report itself.
    Body,
    /// Words beside a picture.
    Caption,
    /// A sentence of the body set large, a second time.
    Pullquote,
    /// Items.
    List,
    /// Sign-up forms, teasers, embedded titles, cut-off copies: nobody's statement.
    Furniture,
}

/// A stretch of a document with one role. Passages do not overlap and stand in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// What it is there for.
    pub role: Role,
}

/// What the bytes turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Plain text.
    Text,
    /// An HTML page.
    Html,
    /// A row of JSON Lines.
    Json,
}

/// A stretch of the text and the bytes of the original that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Bytes of [`Document::text`].
    pub text: Span,
    /// Bytes of the original. Of the same length when the bytes are equal; otherwise the whole
    /// segment stands for the whole range (an entity, a legacy charset).
    pub original: Span,
}

/// From offsets in the text back to offsets in the original bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum OffsetMap {
    /// The text is the original, byte for byte.
    #[default]
    Same,
    /// Segments in order of the text, without overlap. Text between them was made up by reading
    /// (a paragraph break) and has no original.
    Segments(Vec<Segment>),
}

impl OffsetMap {
    /// The bytes of the original that the span came from: the smallest range that covers them all.
    /// Nothing when no byte of the span has an original.
    pub fn original(&self, span: Span) -> Option<Span> {
        let OffsetMap::Segments(segments) = self else { return Some(span) };
        let first = segments.partition_point(|s| s.text.end <= span.start);
        segments[first..]
            .iter()
            .take_while(|s| s.text.start < span.end)
            .map(|s| s.clip(span))
            .reduce(Span::cover)
    }
}

impl Segment {
    /// The original of the part of this segment inside `span`.
    fn clip(&self, span: Span) -> Span {
        if self.text.len() != self.original.len() {
            return self.original;
        }
        let skip = span.start.saturating_sub(self.text.start);
        let drop = self.text.end.saturating_sub(span.end);
        Span::new(self.original.start + skip, self.original.end - drop)
    }
}

/// One report as received. Never changed once made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The id that the input gives, else its path.
    pub id: String,
    /// The id that its bytes give.
    pub document: DocumentId,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// What the bytes turned out to be.
    pub kind: Kind,
    /// The bytes as received; nothing where the text is what was received, byte for byte. No part of any
    /// output.
    #[serde(skip)]
    pub original: Option<Box<[u8]>>,
    /// What was read. All spans point into it.
    pub text: String,
    /// Its parts, in order.
    pub passages: Vec<Passage>,
    /// From the text back to the bytes.
    pub map: OffsetMap,
    /// The title, as the input gives it.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published, or nothing when that is unknown.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// ISO 639-1 code of its language, or nothing when there is too little text to tell.
    pub language: Option<String>,
    /// What a reader should know: what was repaired, what stayed unknown.
    pub notes: Vec<String>,
}

impl Document {
    /// A text of which nothing else is known.
    pub fn plain(text: &str) -> Document {
        Document {
            id: String::new(),
            document: DocumentId::of(&[text.as_bytes()]),
            sha256: String::new(),
            kind: Kind::Text,
            original: None,
            text: text.to_owned(),
            passages: Vec::new(),
            map: OffsetMap::Same,
            title: None,
            byline: None,
            publisher: None,
            url: None,
            published: None,
            modified: None,
            language: None,
            notes: Vec::new(),
        }
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        self.original.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The role of the passage that holds this byte; `Body` between passages.
    pub fn role_at(&self, offset: usize) -> Role {
        let i = self.passages.partition_point(|p| p.span.end <= offset);
        self.passages.get(i).filter(|p| p.span.start <= offset).map_or(Role::Body, |p| p.role)
    }

    /// The text with every byte of furniture replaced by a line break: same length, same offsets,
    /// and nothing in it that is nobody's statement. This is what the grammar is worked out on.
    pub fn statements(&self) -> String {
        let mut bytes = self.text.clone().into_bytes();
        for passage in self.passages.iter().filter(|p| p.role == Role::Furniture) {
            if let Some(part) = bytes.get_mut(passage.span.start..passage.span.end) {
                part.fill(b'\n');
            }
        }
        // A passage that did not fall on characters would leave half of one behind.
        String::from_utf8(bytes).unwrap_or_else(|_| self.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_map_clips_equal_stretches_and_keeps_unequal_ones_whole() {
        let map = OffsetMap::Segments(vec![
            Segment { text: Span::new(0, 4), original: Span::new(10, 14) },
            Segment { text: Span::new(4, 5), original: Span::new(14, 19) }, // "&amp;"
            Segment { text: Span::new(7, 9), original: Span::new(30, 32) },
        ]);
        assert_eq!(map.original(Span::new(1, 3)), Some(Span::new(11, 13)));
        assert_eq!(map.original(Span::new(2, 5)), Some(Span::new(12, 19)));
        assert_eq!(map.original(Span::new(5, 7)), None);
        assert_eq!(map.original(Span::new(4, 8)), Some(Span::new(14, 31)));
    }
}
