//! Which bytes of the source does each character of a text come from? Checked one by one.

use html5gum::{Token, Tokenizer};
use std::ops::Range;
use types::Span;

/// A stretch of a text and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub value: Range<usize>,
    pub original: Span,
    /// Whether the two are the same bytes; otherwise all of one stands for all of the other.
    pub same: bool,
}

/// Ties `value`, as a tokenizer gave it, to the stretch of the source that it says it is from. What
/// does not agree is left out: no origin rather than a wrong one.
pub(crate) fn align(value: &str, source: &str, span: Span) -> Vec<Run> {
    let written = span.of(source);
    if written == value {
        return vec![Run { value: 0..value.len(), original: span, same: true }];
    }
    let mut runs: Vec<Run> = Vec::new();
    let (mut v, mut w) = (0, 0);
    while let (Some(c), Some(d)) = (value[v..].chars().next(), written[w..].chars().next()) {
        let at = span.start + w;
        if d == '&'
            && let Some((length, meant)) = entity(&written[w..], &value[v..])
        {
            push(&mut runs, v..v + meant, Span::new(at, at + length), false);
            (v, w) = (v + meant, w + length);
        } else if c == d {
            push(&mut runs, v..v + c.len_utf8(), Span::new(at, at + c.len_utf8()), true);
            (v, w) = (v + c.len_utf8(), w + d.len_utf8());
        } else if d == '\r' {
            // The tokenizer makes "\r\n" and "\r" one "\n".
            let length = if written[w + 1..].starts_with('\n') { 2 } else { 1 };
            if c != '\n' {
                break;
            }
            push(&mut runs, v..v + 1, Span::new(at, at + length), false);
            (v, w) = (v + 1, w + length);
        } else if c == '\u{fffd}' {
            push(&mut runs, v..v + c.len_utf8(), Span::new(at, at + d.len_utf8()), false);
            (v, w) = (v + c.len_utf8(), w + d.len_utf8());
        } else {
            break;
        }
    }
    runs
}

fn push(runs: &mut Vec<Run>, value: Range<usize>, original: Span, same: bool) {
    match runs.last_mut() {
        Some(last) if same && last.same && last.original.end == original.start => {
            last.value.end = value.end;
            last.original.end = original.end;
        }
        _ => runs.push(Run { value, original, same }),
    }
}

/// A character reference at the start of `written` whose meaning `value` begins with: the bytes of
/// both. Nothing for an ampersand that means itself.
fn entity(written: &str, value: &str) -> Option<(usize, usize)> {
    let name = written[1..].bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let closed = usize::from(written[1 + name..].starts_with(';'));
    if name == 0 {
        return None;
    }
    // With the semicolon; else the shortest that the tokenizer takes, for "&amp" run into a word.
    let whole = 1 + name + closed;
    let lengths = std::iter::once(whole).chain((3..=7).filter(|l| *l < whole));
    for length in lengths {
        let meant = decode(&written[..length]);
        if meant.len() < length && !meant.starts_with('&') | (meant == "&") && value.starts_with(&meant) {
            return Some((length, meant.len()));
        }
    }
    None
}

fn decode(written: &str) -> String {
    let tokens = Tokenizer::new(written).flatten();
    let strings = tokens.filter_map(|t| if let Token::String(s) = t { Some(s) } else { None });
    strings.map(|s| String::from_utf8_lossy(&s).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::align;
    use types::Span;

    fn of(value: &str, source: &str) -> String {
        let runs = align(value, source, Span::new(0, source.len()));
        let show = |r: super::Run| format!("{:?}={:?}", &value[r.value], r.original.of(source));
        runs.into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn characters_are_tied_to_what_was_written() {
        assert_eq!(of("Ane & Sane", "Ane &amp; Sane"), r#""Ane "="Ane " "&"="&amp;" " Sane"=" Sane""#);
        assert_eq!(of("a\u{a0}b", "a&nbsp;b"), "\"a\"=\"a\" \"\\u{a0}\"=\"&nbsp;\" \"b\"=\"b\"");
        assert_eq!(of("R&D", "R&D"), r#""R&D"="R&D""#);
        assert_eq!(of("R&D –", "R&D &#8211;"), r#""R&D "="R&D " "–"="&#8211;""#);
        assert_eq!(of("a\nb", "a\r\nb"), r#""a"="a" "\n"="\r\n" "b"="b""#);
        assert_eq!(of("x&y z", "x&ampy z"), r#""x"="x" "&"="&amp" "y z"="y z""#);
    }

    #[test]
    fn what_does_not_agree_has_no_origin() {
        assert_eq!(of("other", "words"), "");
    }
}
