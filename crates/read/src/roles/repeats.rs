//! What stands on the page a second time: cut-off copies of captions, and sentences set large.

use super::words::{bare, count, ends_sentence};
use super::{Unit, is_open};
use std::collections::HashMap;
use types::Role;

/// Marks a line that breaks off and is taken up again, whole, by the next; and the first of two
/// equal neighbours. The first line of a text is left alone: a report may begin with its headline's
/// words.
pub(super) fn cut_off_copies(text: &str, units: &mut [Unit]) {
    for i in 1..units.len().saturating_sub(1) {
        let (line, next) = (units[i].span.of(text), units[i + 1].span.of(text));
        let open = is_open(&units[i]) && units[i + 1].role != Role::Furniture;
        if open && (is_copy(line, next) || is_cut_off(line, next)) {
            units[i].role = Role::Furniture;
        }
    }
    if let [first, second, ..] = units {
        let same = is_copy(first.span.of(text), second.span.of(text));
        if same && is_open(first) && is_open(second) {
            first.role = Role::Furniture;
        }
    }
}

fn is_copy(line: &str, next: &str) -> bool {
    line == next && count(line, 8) == 8
}

/// Words that a line must have in common with the next one.
const LEAST: usize = 5;

fn is_cut_off(line: &str, next: &str) -> bool {
    // Shorter ones are headings, whose words the next paragraph may take up.
    let length = (40..=400).contains(&line.len()) && line.len() < next.len();
    if !length || ends_sentence(line) || line.ends_with([':', ',', ';', ')']) {
        return false;
    }
    let (mine, theirs) = (bare(line), bare(super::words::cut(next, line.len() * 2 + 40)));
    if mine.len() < LEAST {
        return false;
    }
    begins_with(&theirs, &mine) || overlap(&mine, &theirs) || tail_begins(&mine, &theirs)
}

/// Whether `words` begins with `first`, whose last word may be cut.
fn begins_with(words: &[String], first: &[String]) -> bool {
    let Some((cut, whole)) = first.split_last() else { return false };
    words.len() >= first.len()
        && words[..whole.len()] == *whole
        && words[whole.len()].starts_with(cut.as_str())
}

/// Whether the end of the line is the beginning of the next: "This picture shows smoke rising over
/// the vil" / "Smoke rising over the village …".
fn tail_begins(mine: &[String], theirs: &[String]) -> bool {
    (1..=mine.len().saturating_sub(LEAST)).any(|skip| begins_with(theirs, &mine[skip..]))
}

/// Whether two thirds of the words, in their order, stand at the start of the next line too.
fn overlap(mine: &[String], theirs: &[String]) -> bool {
    let mut common = 0;
    let mut from = 0;
    for word in mine {
        // A word that is missing must not use up the rest.
        let window = &theirs[from..theirs.len().min(from + 6)];
        if let Some(at) = window.iter().position(|w| w == word) {
            common += 1;
            from += at + 1;
        }
    }
    common > LEAST && common * 3 >= mine.len() * 2
}

/// Marks a paragraph of one sentence that stands in a longer paragraph too.
pub(super) fn pull_quotes(text: &str, units: &mut [Unit]) {
    let mut holders: HashMap<String, usize> = HashMap::new();
    for unit in units.iter().filter(|u| u.role == Role::Body) {
        let all = sentences(unit.span.of(text));
        if all.len() > 1 {
            for sentence in all {
                *holders.entry(sentence).or_default() += 1;
            }
        }
    }
    for unit in units.iter_mut().filter(|u| is_open(u)) {
        let line = unit.span.of(text);
        let short = count(line, 61) <= 60 && count(line, 7) >= 7;
        if short
            && let [only] = sentences(line).as_slice()
            && holders.contains_key(only)
        {
            unit.role = Role::Pullquote;
        }
    }
}

/// The sentences, each as bare words; cut at full stops, which is enough to compare.
fn sentences(line: &str) -> Vec<String> {
    let cut = line.split(['.', '!', '?', '“', '”', '"']).map(|s| bare(s).join(" "));
    cut.filter(|s| s.len() > 20).collect()
}

#[cfg(test)]
mod tests {
    use super::is_cut_off;

    #[test]
    fn a_line_that_breaks_off_and_is_taken_up_again_is_a_copy() {
        let whole = "Workers of the harbour authority walk along the broken pier of Port Sane. (AFP)";
        assert!(is_cut_off("Workers of the harbour authority walk along the broken pi", whole));
        assert!(is_cut_off("This picture shows workers of the harbour authority walk al", whole));
        assert!(is_cut_off("Workers of the harbor authority walking along the broken", whole));
        let heading = "First Storm of Port Sane (2029 to 2030)";
        assert!(!is_cut_off(heading, "The first storm of Port Sane (2029 to 2030) was the longest of all."));
        assert!(!is_cut_off("The harbour authority said the pier would stay closed", whole));
        assert!(!is_cut_off("Workers of the harbour authority walk along the broken pier.", whole));
    }
}
