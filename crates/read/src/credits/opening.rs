//! Credits before the report: byline and dateline.

use super::lexicon::WIRES;
use super::{Credit, How};
use types::{Document, Role, Span};

/// A dateline holds no more before the agency.
const LONGEST: usize = 80;
/// Lines of the body in which the dateline may stand: notes and summaries go before it.
const LINES: usize = 3;
/// Words before an agency in brackets that no dash follows.
const PLACE: usize = 6;

/// Agencies in the byline that came with the document, and in those that stand in its text.
pub(super) fn byline(document: &Document) -> Vec<Credit> {
    let given = document.byline.as_deref().map(|b| (b, None));
    let lines = document.passages.iter().filter(|p| p.role == Role::Byline);
    let written = lines.map(|p| (p.span.of(&document.text), Some(p.span.start)));
    given.into_iter().chain(written).flat_map(|(line, at)| in_byline(line, at)).collect()
}

fn in_byline(line: &str, at: Option<usize>) -> Vec<Credit> {
    let credit = |(start, end, name): (usize, usize, &str)| {
        let before = line[..start].trim_end().to_lowercase();
        let before = before.strip_suffix(" the").unwrap_or(&before);
        let beside = WIRES.words.beside.iter().any(|w| before.ends_with(w.as_str()));
        let span = at.map(|at| Span::new(at + start, at + end));
        Credit { name: name.to_owned(), span, how: How::Byline, whole: !beside }
    };
    WIRES.agencies.find(line).into_iter().map(credit).collect()
}

/// The agency in the dateline: `ANE (AP) —`, `ANE, May 3 (Reuters) -`, `AFP – `.
pub(super) fn dateline(document: &Document) -> Option<Credit> {
    let text = &document.text;
    let opening = document.passages.iter().filter(|p| matches!(p.role, Role::Body | Role::Dateline));
    let lines = opening.flat_map(|p| p.span.of(text).lines().map(move |l| (p, l)));
    let lines = lines.filter(|(_, l)| !l.trim().is_empty()).take(LINES);
    lines.into_iter().find_map(|(_, line)| {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        let (start, end, name) = in_brackets(line).or_else(|| bare(line))?;
        let span = Span::new(at + start, at + end);
        Some(Credit { name: name.to_owned(), span: Some(span), how: How::Dateline, whole: true })
    })
}

fn in_brackets(line: &str) -> Option<(usize, usize, &'static str)> {
    let open = line.find('(').filter(|open| *open <= LONGEST)?;
    let close = open + line[open..].find(')')?;
    let inside = &line[open + 1..close];
    let mut marks = WIRES.marks.find(inside).into_iter();
    let (start, end, name) = marks.next().filter(|m| m.0 == 0)?;
    let place = line[..open].trim();
    let dash = is_dash(line[close + 1..].trim_start());
    (dash || is_place(place)).then_some((open + 1 + start, open + 1 + end, name))
}

/// A few words, all with capitals or figures: "ANE, May 3". Not a sentence's beginning.
fn is_place(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let fits = |w: &str| w.starts_with(|c: char| !c.is_lowercase());
    !words.is_empty() && words.split_whitespace().count() <= PLACE && all.all(fits)
}

/// `AFP - ` before the first words.
fn bare(line: &str) -> Option<(usize, usize, &'static str)> {
    let line = line.trim_end();
    let (start, end, name) = WIRES.marks.find(line.get(..LONGEST).unwrap_or(line)).into_iter().next()?;
    let dash = line[end..].starts_with(' ') && is_dash(line[end..].trim_start());
    (line[..start].trim().is_empty() && dash).then_some((start, end, name))
}

fn is_dash(rest: &str) -> bool {
    rest.starts_with(['—', '–', '―', '-', '−'])
}
