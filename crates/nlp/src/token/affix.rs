//! One chunk to pieces: exceptions, prefixes, suffixes, addresses, infixes.

use crate::pattern::{Pattern, PatternError};
use crate::tables::TokenizerTables;
use rustc_hash::FxHashMap;

/// A part of a chunk (bytes from the chunk's start), with a norm of its own in some exceptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) norm: Option<u64>,
}

/// Parts of an exception: length in bytes, norm.
type Parts = Box<[(u32, Option<u64>)]>;

/// The rules of a tokenizer.
pub(crate) struct Affixes {
    prefix: Pattern,
    suffix: Pattern,
    infix: Pattern,
    url: Option<Pattern>,
    exceptions: FxHashMap<Box<str>, Parts>,
    /// Bytes of the longest exception.
    longest: usize,
}

impl Affixes {
    /// Fails when an expression is not supported. The parts of each exception have to make up its
    /// text; those that do not are left out.
    pub(crate) fn new(tables: &TokenizerTables) -> Result<Affixes, PatternError> {
        let fits = |chunk: &str, parts: &[(u32, Option<u64>)]| {
            let mut at = 0usize;
            let inside = parts.iter().all(|(length, _)| {
                at = at.saturating_add(*length as usize);
                *length > 0 && chunk.is_char_boundary(at)
            });
            inside && at == chunk.len() && at > 0
        };
        let exceptions: FxHashMap<Box<str>, Parts> = tables
            .exceptions
            .iter()
            .filter(|(chunk, parts)| fits(chunk, parts))
            .map(|(chunk, parts)| (chunk.as_str().into(), parts.as_slice().into()))
            .collect();
        Ok(Affixes {
            prefix: Pattern::new(&tables.prefix)?.anchored(false)?,
            suffix: Pattern::new(&tables.suffix)?.anchored(true)?,
            infix: Pattern::new(&tables.infix)?,
            url: tables.url.as_deref().map(Pattern::new).transpose()?,
            longest: exceptions.keys().map(|k| k.len()).max().unwrap_or(0),
            exceptions,
        })
    }

    fn is_exception(&self, text: &str) -> bool {
        text.len() <= self.longest && self.exceptions.contains_key(text)
    }

    /// The pieces of a text that is an exception; false when it is none.
    pub(crate) fn exception(&self, text: &str, from: usize, out: &mut Vec<Piece>) -> bool {
        if text.len() > self.longest {
            return false;
        }
        let Some(parts) = self.exceptions.get(text) else { return false };
        let mut start = from;
        for (length, norm) in parts {
            let end = start + *length as usize;
            out.push(Piece { start, end, norm: *norm });
            start = end;
        }
        true
    }

    fn prefix(&self, text: &str) -> usize {
        self.prefix.find(text).map_or(0, |(start, end)| end - start)
    }

    fn suffix(&self, text: &str) -> usize {
        self.suffix.find(text).filter(|m| m.1 == text.len()).map_or(0, |(start, end)| end - start)
    }

    /// Cuts a chunk.
    pub(crate) fn split(&self, chunk: &str, out: &mut Vec<Piece>) {
        if !self.exception(chunk, 0, out) {
            self.cut(chunk, true, out);
        }
    }

    /// Whether affix rules could take an exception apart, and into which pieces (exceptions aside).
    pub(crate) fn breaks(&self, chunk: &str) -> bool {
        chunk.contains(' ')
            || self.prefix(chunk) > 0
            || self.suffix(chunk) > 0
            || self.infix.find(chunk).is_some()
    }

    /// The affix rules alone, or with exceptions in between.
    pub(crate) fn cut(&self, chunk: &str, exceptions: bool, out: &mut Vec<Piece>) {
        let known = |text: &str| exceptions && self.is_exception(text);
        let (mut start, mut end) = (0, chunk.len());
        let mut suffixes: Vec<(usize, usize)> = Vec::new();
        let plain = |start, end| Piece { start, end, norm: None };
        while start < end {
            let text = &chunk[start..end];
            if known(text) {
                break;
            }
            let p = self.prefix(text).min(text.len());
            if p > 0 && known(&text[p..]) {
                out.push(plain(start, start + p));
                start += p;
                break;
            }
            let q = if p < text.len() { self.suffix(&text[p..]) } else { 0 };
            if q > 0 && known(&text[..text.len() - q]) {
                suffixes.push((end - q, end));
                end -= q;
                break;
            }
            if p == 0 && q == 0 {
                break;
            }
            if p > 0 {
                out.push(plain(start, start + p));
                start += p;
            }
            if q > 0 && (p == 0 || p + q <= text.len()) {
                suffixes.push((end - q, end));
                end -= q;
            }
        }
        self.middle(&chunk[start..end], start, exceptions, out);
        out.extend(suffixes.into_iter().rev().map(|(a, b)| plain(a, b)));
    }

    /// What is left between prefixes and suffixes.
    fn middle(&self, text: &str, from: usize, exceptions: bool, out: &mut Vec<Piece>) {
        if text.is_empty() || exceptions && self.exception(text, from, out) {
            return;
        }
        let mut put = |a: usize, b: usize| {
            if a != b {
                out.push(Piece { start: from + a, end: from + b, norm: None });
            }
        };
        if self.url.as_ref().is_some_and(|url| url.is_match(text)) {
            return put(0, text.len());
        }
        let (mut start, mut at) = (0, 0);
        while let Some((a, b)) = self.infix.find_at(text, at) {
            at = if b > a { b } else { b + text[b..].chars().next().map_or(1, char::len_utf8) };
            // The original leaves out what stands at the very start.
            if a > 0 {
                put(start, a);
                put(a, b);
                start = b;
            }
            if at > text.len() {
                break;
            }
        }
        put(start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affixes() -> Affixes {
        let exceptions = vec![
            ("n't".into(), vec![(3, Some(9))]),
            ("can't".into(), vec![(2, None), (3, Some(9))]),
            ("U.S.".into(), vec![(4, None)]),
            ("broken".into(), vec![(2, None)]),
        ];
        let tables = TokenizerTables {
            prefix: r#"^\(|^"|^\$|^\.\.+"#.into(),
            suffix: r#"\)$|"$|,$|'s$|\.\.+$|(?<=[0-9])km$|(?<=[a-z])\.$"#.into(),
            infix: r"\.\.+|(?<=[a-z])-(?=[a-z])".into(),
            url: Some(r"^(?:[a-z]+\.)+[a-z]{2,}$".into()),
            exceptions,
            phrases: vec![],
        };
        Affixes::new(&tables).expect("tables")
    }

    fn cut(chunk: &str) -> Vec<&str> {
        let mut out = Vec::new();
        affixes().split(chunk, &mut out);
        out.iter().map(|p| &chunk[p.start..p.end]).collect()
    }

    #[test]
    fn affixes_come_off_both_ends() {
        assert_eq!(cut("(\"well-known\"),"), ["(", "\"", "well", "-", "known", "\"", ")", ","]);
        assert_eq!(cut("$5km."), ["$", "5", "km", "."]);
        assert_eq!(cut("$5km"), ["$", "5", "km"]);
        assert_eq!(cut("mayor's"), ["mayor", "'s"]);
    }

    #[test]
    fn exceptions_stand_between_affixes() {
        assert_eq!(cut("(can't"), ["(", "ca", "n't"]);
        assert_eq!(cut("U.S.,"), ["U.S.", ","]);
        assert_eq!(cut("broken"), ["broken"]);
    }

    #[test]
    fn addresses_stay_whole_and_leading_infixes_do_not_count() {
        assert_eq!(cut("(port.gov.vel)"), ["(", "port.gov.vel", ")"]);
        assert_eq!(cut("a..b"), ["a", "..", "b"]);
        assert_eq!(cut("..a"), ["..", "a"]);
        assert_eq!(cut("...."), ["...."]);
    }
}
