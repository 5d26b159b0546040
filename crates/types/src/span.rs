//! Byte ranges.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of bytes, `[start, end)`. In JSON: `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// In debug builds, when `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "span ends before it starts: {start}..{end}");
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words of the range, or nothing when it does not fall on characters of `text`.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// The words of the range; empty when it does not fall on characters of `text`.
    pub fn of(self, text: &str) -> &str {
        self.get(text).unwrap_or_default()
    }

    /// The words of several ranges, joined by " … " where something was left out between them.
    pub fn join(spans: &[Span], text: &str) -> String {
        spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ")
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Span {}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Span {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        crate::schema::pair()
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        let (start, end) = <(usize, usize)>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom("a span ends before it starts"));
        }
        Ok(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_off_a_character_has_no_words() {
        assert_eq!(Span::new(0, 1).get("é"), None);
        assert_eq!(Span::new(0, 2).get("é"), Some("é"));
        assert_eq!(Span::new(3, 9).get("abc"), None);
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }
}
