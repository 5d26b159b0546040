//! Plain text: passages by blank lines and by lines.

use crate::charset::Decoded;
use crate::document::{Given, Reading};
use crate::roles::{self, Unit};
use types::{Role, Span};

/// Reads plain text. The text stays exactly what was decoded.
pub(crate) fn read(decoded: Decoded) -> Reading {
    let Decoded { text, map, notes } = decoded;
    let outcome = roles::assign(&text, units(&text), true);
    let given = Given { title: outcome.title, byline: outcome.byline, ..Given::default() };
    Reading { text, passages: outcome.passages, map, given, notes }
}

/// Paragraphs: a block of lines that were wrapped at a width is one, otherwise each line is.
fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let inner = trimmed(text, Span::new(start, start + line.len()));
        // "\r\n" comes as two lines; its second is only the "\n" and ends nothing.
        let half = line == "\n" && text[..start].ends_with('\r');
        start += line.len();
        match inner.is_empty() {
            false => block.push(inner),
            true if half => {}
            true => flush(text, &mut block, &mut units),
        }
    }
    flush(text, &mut block, &mut units);
    units
}

fn flush(text: &str, block: &mut Vec<Span>, units: &mut Vec<Unit>) {
    if is_wrapped(text, block) {
        let whole = block.iter().copied().reduce(Span::cover).unwrap_or_default();
        units.push(Unit { span: whole, role: Role::Body, fixed: false });
        block.clear();
    }
    units.extend(block.drain(..).map(|span| Unit { span, role: Role::Body, fixed: false }));
}

/// Lines of like length, most of which break off in a sentence that the next one takes up.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let Some((last, others)) = lines.split_last() else { return false };
    let fits = |s: &Span| (45..=100).contains(&s.of(text).chars().count());
    if others.is_empty() || !others.iter().all(fits) || last.len() > 400 {
        return false;
    }
    let open = others.iter().filter(|s| !roles::ends_sentence(s.of(text))).count();
    let lower = lines[1..].iter().filter(|s| s.of(text).starts_with(char::is_lowercase)).count();
    last.of(text).chars().count() <= 100 && open * 2 >= others.len() && lower * 3 >= others.len()
}

/// Without the blanks around it.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
