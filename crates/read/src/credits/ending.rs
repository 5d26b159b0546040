//! Credits after the report: "— AFP", "(Reporting by …; Editing by …)", "Material from … was used".

use super::lexicon::WIRES;
use super::{Credit, How};
use types::{Document, Role, Span};

/// Lines at the end in which such notes stand.
const LINES: usize = 5;
/// A longer line is a paragraph of the report; of it only the very end is looked at.
const LONGEST: usize = 320;
/// Bytes at the end of a paragraph in which its last words' credit stands.
const TAIL: usize = 40;

/// The notes in the last lines, whatever role these have.
pub(super) fn notes(document: &Document) -> Vec<Credit> {
    let text = document.text.as_str();
    let caption = |at: usize| document.role_at(at) == Role::Caption;
    let lines = text.lines().rev().filter(|l| !l.trim().is_empty()).take(LINES);
    let mut found = Vec::new();
    for line in lines {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        if caption(at) {
            continue;
        }
        let note = house_note(line).or_else(|| alone(line)).or_else(|| phrase(line));
        let Some(note) = note else { continue };
        let span = Span::new(at + note.start, at + note.end);
        found.push(Credit {
            name: note.name.to_owned(),
            span: Some(span),
            how: How::EndLine,
            whole: note.whole,
        });
    }
    found
}

struct Note {
    start: usize,
    end: usize,
    name: &'static str,
    whole: bool,
}

/// A closing note in brackets as only one agency writes it.
fn house_note(line: &str) -> Option<Note> {
    let inner = line.trim_end().trim_end_matches(['.', ')', ']']);
    let open = inner.rfind(['(', '['])?;
    let note = inner[open + 1..].to_lowercase();
    let fits = |h: &&super::lexicon::House| {
        h.starts.iter().any(|s| note.starts_with(s.as_str())) && note.contains(h.holds.as_str())
    };
    let house = WIRES.houses.iter().find(fits)?;
    Some(Note { start: open, end: line.trim_end().len(), name: &house.agency, whole: true })
}

/// Nothing but the agency, in a line of its own or after the last words: "(AP)", "— AFP".
fn alone(line: &str) -> Option<Note> {
    let end = line.trim_end_matches([' ', '.', ')', ']', '\u{a0}']).len();
    let tail_from = line.char_indices().map(|(i, _)| i).find(|i| i + TAIL >= end).unwrap_or(0);
    let found = WIRES.agencies.find(&line[tail_from..end]).into_iter();
    let (start, _, name) = found.map(|(s, e, n)| (s + tail_from, e + tail_from, n)).find(|f| f.1 == end)?;
    let before = &line[..start];
    let own_line = before.chars().all(|c| !c.is_alphanumeric());
    let bracket = before.ends_with(['(', '['])
        && line[end..].starts_with([')', ']'])
        && ended(&before[..before.len() - 1]);
    let dash =
        before.trim_end().strip_suffix(['—', '–', '-', '―']).is_some_and(|b| ended(b.trim_end_matches('-')));
    (own_line || bracket || dash).then_some(Note { start, end, name, whole: true })
}

/// Whether a sentence ends here.
fn ended(before: &str) -> bool {
    crate::roles::ends_sentence(before)
}

/// A short line that names an agency and says what it gave.
fn phrase(line: &str) -> Option<Note> {
    if line.len() > LONGEST {
        return None;
    }
    let (start, end, name) = WIRES.agencies.find(line).into_iter().next()?;
    let plain = line.to_lowercase();
    let has = |phrases: &[String]| phrases.iter().any(|p| plain.contains(p.as_str()));
    let words = &WIRES.words;
    let year =
        || super::lexicon::words(line).any(|(_, w)| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    let rights = || words.rights.iter().any(|r| plain.trim_start().starts_with(r.as_str())) && year();
    if has(&words.part) {
        return Some(Note { start, end, name, whole: false });
    }
    (has(&words.whole) || rights()).then_some(Note { start, end, name, whole: true })
}
