//! Credits in the text: "told Reuters", "citing the state news agency SANA", "AFP reported".

use super::lexicon::{WIRES, words};
use super::{Credit, How};
use types::{Document, Role, Span};

/// Bytes on either side in which the words that make it a credit stand.
const NEAR: usize = 60;

/// Agencies and outlets that the body names as the source of some news.
pub(super) fn sources(document: &Document) -> Vec<Credit> {
    let text = document.text.as_str();
    let mut found = Vec::new();
    for passage in document.passages.iter().filter(|p| matches!(p.role, Role::Body | Role::List)) {
        let line = passage.span.of(text);
        for (start, end, name) in WIRES.sources.find(line) {
            if is_after(&line[..start]) || is_before(&line[end..]) {
                let span = Span::new(passage.span.start + start, passage.span.start + end);
                found.push(Credit { name: name.to_owned(), span: Some(span), how: How::Body, whole: false });
            }
        }
    }
    found
}

/// Whether the name follows such words: "told the state news agency".
fn is_after(before: &str) -> bool {
    let from = before.char_indices().map(|(i, _)| i).find(|i| i + NEAR >= before.len()).unwrap_or(0);
    let near = before[from..].to_lowercase();
    // Within one clause only.
    let clause = near.rsplit([',', ';', '.', ':', '(', ')', '“', '”', '"']).next().unwrap_or_default();
    let mut rest: Vec<&str> = clause.split_whitespace().collect();
    while rest.last().is_some_and(|w| is_filling(w)) {
        rest.pop();
    }
    let said = rest.join(" ");
    WIRES.words.before.iter().any(|cue| ends_with(&said, cue))
}

fn ends_with(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// Whether such words follow the name: "AFP news agency reported".
fn is_before(after: &str) -> bool {
    let near = crate::roles::cut(after, NEAR).to_lowercase();
    let clause = near.split([',', ';', '.', ':', '(', ')', '“', '”', '"']).next().unwrap_or_default();
    let rest: Vec<&str> = words(clause).map(|(_, w)| w).skip_while(|w| is_filling(w)).collect();
    let said = rest.join(" ");
    let starts = |cue: &String| {
        said.strip_prefix(cue.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    WIRES.words.after.iter().any(starts)
}

fn is_filling(word: &str) -> bool {
    let plain = word.trim_end_matches("'s").trim_end_matches("’s");
    WIRES.words.filling.iter().any(|f| f == plain)
}
